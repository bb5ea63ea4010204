#include "store/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "base/sha256.h"

namespace tenon::store {
namespace {

using ::testing::HasSubstr;

Manifest Example() {
  const std::string hash = Sha256Of("x");
  Manifest manifest;
  manifest.number = 7;
  manifest.time = "2026-03-01T12:00:00Z";
  manifest.loads = {{"3f2a",
                     "oecd-btige",
                     "year=2023\nx=\"y\"",
                     "2026-03-01T11:59:00Z",
                     "CC BY 4.0",
                     "来源：OECD",
                     {{"a.csv", 12, hash}},
                     2,
                     1}};
  manifest.files = {{"trade", "oecd-btige", "3f2a", "tables/trade/oecd-btige/3f2a.parquet", 2, 900, hash},
                    {"reject", "oecd-btige", "3f2a", "tables/reject/oecd-btige/3f2a.parquet", 1, 500, hash}};
  return manifest;
}

TEST(ManifestTest, ReadsBackWhatItWrote) {
  Manifest written = Example();
  const std::string text = WriteManifest(written);
  const auto read = ReadManifest(text, "m");
  ASSERT_TRUE(read) << Describe(read.error());
  EXPECT_EQ(read->checksum.size(), 64U);
  EXPECT_EQ(read->loads[0].options, written.loads[0].options);
  EXPECT_EQ(read->loads[0].files[0].name, "a.csv");
  EXPECT_EQ(read->files[1].path, written.files[1].path);
  Manifest again = *read;
  EXPECT_EQ(WriteManifest(again), text);
  EXPECT_EQ(read->Name(), "manifest-000007.json");
}

TEST(ManifestTest, AnyFlippedBitIsSeen) {
  Manifest manifest = Example();
  const std::string text = WriteManifest(manifest);
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = text;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      const auto read = ReadManifest(damaged, "manifest-000007.json");
      ASSERT_FALSE(read) << "byte " << i << " bit " << bit;
      ASSERT_EQ(read.error().kind, ErrorKind::kCorruptInput);
      ASSERT_EQ(read.error().where, "manifest-000007.json");
    }
  }
}

TEST(ManifestTest, AnyTruncationOrAdditionIsSeen) {
  Manifest manifest = Example();
  const std::string text = WriteManifest(manifest);
  for (std::size_t size = 0; size < text.size(); ++size) ASSERT_FALSE(ReadManifest(text.substr(0, size), "m")) << size;
  EXPECT_FALSE(ReadManifest(text + " ", "m"));
  EXPECT_FALSE(ReadManifest(text + text, "m"));
}

/// A manifest whose checksum is right, as one who wants to do harm would make it.
Result<Manifest> ReadForged(const std::function<void(Manifest&)>& change) {
  Manifest manifest = Example();
  change(manifest);
  return ReadManifest(WriteManifest(manifest), "m");
}

TEST(ManifestTest, PathsCannotLeaveTheWorkspace) {
  EXPECT_TRUE(ReadForged([](Manifest&) {}));
  for (const char* path :
       {"/etc/passwd", "../x.parquet", "tables/trade/oecd-btige/../../../x.parquet",
        "tables/trade/oecd-btige/a/b.parquet", "tables/trade/oecd-btige/.parquet", "tables/trade/oecd-btige/a.csv",
        "tables/trade/other/3f2a.parquet", "tables/production/oecd-btige/3f2a.parquet",
        "tables/trade/oecd-btige/*.parquet", "tables//trade/oecd-btige/a.parquet", "s3://bucket/a.parquet", "",
        "tables/trade/oecd-btige/a\nb.parquet", "manifest-000001.json"}) {
    const auto read = ReadForged([&](Manifest& m) { m.files[0].path = path; });
    ASSERT_FALSE(read) << path;
    EXPECT_THAT(read.error().message, HasSubstr("no path")) << path;
  }
  EXPECT_FALSE(ReadForged([](Manifest& m) {
    m.files[0].source = "..";
    m.files[0].path = "tables/trade/../3f2a.parquet";
  }));
  EXPECT_FALSE(ReadForged([](Manifest& m) {
    m.files[0].table = "..";
    m.files[0].path = "tables/../oecd-btige/3f2a.parquet";
  }));
}

TEST(ManifestTest, RefusesWhatDoesNotFitTogether) {
  EXPECT_FALSE(ReadForged([](Manifest& m) { m.files[1] = m.files[0]; }));
  EXPECT_FALSE(ReadForged([](Manifest& m) { m.loads.push_back(m.loads[0]); }));
  EXPECT_FALSE(ReadForged([](Manifest& m) { m.files[0].load = "unknown"; }));
  EXPECT_FALSE(ReadForged([](Manifest& m) { m.files[0].rows = -1; }));
  EXPECT_FALSE(ReadForged([](Manifest& m) { m.files[0].bytes = INT64_MAX; }));
  EXPECT_FALSE(ReadForged([](Manifest& m) { m.files[0].sha256 = "no"; }));
}

TEST(ManifestTest, RefusesOtherJson) {
  Manifest manifest = Example();
  const std::string text = WriteManifest(manifest);
  const auto replaced = [&](std::string_view from, std::string_view to) {
    std::string changed = text;
    return changed.replace(changed.find(from), from.size(), to);
  };
  EXPECT_THAT(ReadManifest(replaced("\"version\": 1", "\"version\": 2"), "m").error().message, HasSubstr("version 2"));
  EXPECT_THAT(ReadManifest(replaced("\"rows\": 2", "\"rows\": \"2\""), "m").error().message, HasSubstr("'rows'"));
  EXPECT_THAT(ReadManifest(replaced("\"rows\": 2", "\"rows\": 2.0"), "m").error().message, HasSubstr("'rows'"));
  EXPECT_THAT(ReadManifest(replaced("\"rows\": 2", "\"rows\": 99999999999999999999999"), "m").error().message,
              HasSubstr("'rows'"));
  EXPECT_THAT(ReadManifest(replaced("\"time\"", "\"tim\""), "m").error().message, HasSubstr("'time' is missing"));
  for (const char* other : {"", "[]", "{}", "null", "7", "\"x\"", "{\"version\":1,\"loads\":{}}"}) {
    EXPECT_FALSE(ReadManifest(other, "m")) << other;
  }
  EXPECT_FALSE(ReadManifest(std::string(1 << 20, '['), "m"));
  EXPECT_FALSE(ReadManifest(std::string("{\"version\":") + std::string(1 << 20, '['), "m"));
}

TEST(ManifestTest, FolderNamesAreHarmless) {
  EXPECT_EQ(FolderNameOf("oecd-btige"), "oecd-btige");
  EXPECT_EQ(FolderNameOf("v1.2"), "v1.2");
  EXPECT_EQ(FolderNameOf("../a b*"), "%2E.%2Fa%20b%2A");
  EXPECT_EQ(FolderNameOf("."), "%2E");
  EXPECT_EQ(FolderNameOf("矿"), "%E7%9F%BF");
}

}  // namespace
}  // namespace tenon::store
