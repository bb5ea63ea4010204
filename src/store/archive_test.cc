#include "store/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "store/text_file.h"
#include "store/zip_fixture.h"

namespace tenon::store {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class ArchiveTest : public testing::Test {
 protected:
  ArchiveTest() {
    folder_ = fs::temp_directory_path() / ("tenon_archive_" + std::to_string(::getpid()) +
                                           testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~ArchiveTest() override { fs::remove_all(folder_); }

  fs::path Write(const std::string& name, const std::string& content) const {
    std::ofstream(folder_ / name, std::ios::binary) << content;
    return folder_ / name;
  }
  fs::path WriteZip(const std::vector<ZipMember>& members) const { return Write("a.zip", Zipped(members)); }

  std::string ListError(const std::vector<ZipMember>& members) const {
    const auto list = ListArchive(WriteZip(members));
    return list ? "no error" : Describe(list.error());
  }
  static Result<std::string> Read(const fs::path& path) {
    TENON_ASSIGN(TextFile file, TextFile::Open(path, "UTF-8"));
    std::string text;
    for (std::vector<char> block(1000);;) {
      TENON_ASSIGN(const std::size_t got, file.Read(block.data(), block.size()));
      if (got == 0) return text;
      text.append(block.data(), got);
    }
  }
  std::string ReadError(const ZipMember& member) const {
    const auto text = Read(WriteZip({member}) / member.name);
    return text ? "no error" : Describe(text.error());
  }

  fs::path folder_;
};

TEST_F(ArchiveTest, MembersAreListedAndRead) {
  const std::string long_text(3'000'000, 'x');
  const fs::path zip = WriteZip({{"data/"},
                                 {"data/a.csv", "1,2\n"},
                                 {"stored.csv", "3\n", 0, 0},
                                 {"__MACOSX/._a", "x"},
                                 {"win\\b.csv", long_text + std::string(300'000, 'y')}});
  const auto list = ListArchive(zip);
  ASSERT_TRUE(list) << Describe(list.error());
  ASSERT_EQ(list->size(), 3u);
  EXPECT_EQ((*list)[0].name, "data/a.csv");
  EXPECT_EQ((*list)[0].bytes, 4u);
  EXPECT_EQ((*list)[2].name, "win/b.csv");
  EXPECT_EQ(Read(zip / "data/a.csv"), "1,2\n");
  EXPECT_EQ(Read(zip / "stored.csv"), "3\n");
  EXPECT_EQ(Read(zip / "win/b.csv").value().size(), 3'300'000u);
  EXPECT_THAT(Describe(Read(zip / "data/b.csv").error()), HasSubstr("a.zip/data/b.csv: the archive holds no such"));
}

TEST_F(ArchiveTest, PathsIntoArchives) {
  const fs::path zip = WriteZip({{"d/a.csv", "x"}});
  const auto inside = SplitMemberPath(zip / "d/a.csv");
  ASSERT_TRUE(inside);
  EXPECT_EQ(inside->archive, zip);
  EXPECT_EQ(inside->member, "d/a.csv");
  EXPECT_FALSE(SplitMemberPath(zip));
  fs::create_directory(folder_ / "folder.zip");
  EXPECT_FALSE(SplitMemberPath(folder_ / "folder.zip/a.csv"));
  EXPECT_FALSE(SplitMemberPath("a.csv"));
  EXPECT_EQ(NameOf(zip / "d/a.csv"), "a.zip/d/a.csv");
  EXPECT_EQ(NameOf(zip), "a.zip");
  EXPECT_TRUE(IsArchive(Write("B.ZIP", "x")));
  EXPECT_FALSE(IsArchive(folder_ / "folder.zip"));
}

TEST_F(ArchiveTest, NamesInOtherEncodings) {
  // The names are the Chinese for "exports" in GB18030, and "é" in ISO-8859-1.
  const fs::path zip = WriteZip({{"\xB3\xF6\xBF\xDA.csv", "a", 0}, {"\xE9.csv", "b", 0}});
  const auto list = ListArchive(zip);
  ASSERT_TRUE(list) << Describe(list.error());
  EXPECT_EQ((*list)[0].name, "出口.csv");
  EXPECT_EQ((*list)[1].name, "é.csv");
  EXPECT_EQ(Read(zip / "出口.csv"), "a");
}

TEST_F(ArchiveTest, APackedMemberInAnArchive) {
  EXPECT_THAT(ReadError({"a.csv.gz", "not gzip"}), HasSubstr("a.zip/a.csv.gz: the .gz file is damaged"));
}

TEST_F(ArchiveTest, NamesThatLeaveTheArchive) {
  for (const char* name : {"../a.csv", "d/../../a.csv", "/etc/a.csv", "C:\\a.csv", "..\\a.csv", "d/.."}) {
    EXPECT_THAT(ListError({{"good.csv", "x"}, {name, "x"}}), HasSubstr("would leave the archive")) << name;
  }
  EXPECT_THAT(ListError({{"a\nb.csv", "x"}}), HasSubstr("control characters"));
}

TEST_F(ArchiveTest, Bombs) {
  EXPECT_THAT(ListError({{"a.csv", std::string(64 << 20, '0')}}), HasSubstr("'a.csv' expands more than 400-fold"));
  // Three hundred members that say they are 1 MB each: the sum counts.
  std::vector<ZipMember> members;
  for (int i = 0; i < 300; ++i) {
    members.push_back({std::to_string(i), "x"});
    members.back().bytes_more = 1'000'000;
  }
  EXPECT_THAT(ListError(members), HasSubstr("together expand more than 400-fold"));
}

TEST_F(ArchiveTest, TooManyMembers) {
  std::vector<ZipMember> members;
  for (int i = 0; i <= 50'000; ++i) members.push_back({std::to_string(i), "", 0, 0});
  EXPECT_THAT(ListError(members), HasSubstr("holds 50001 members; at most 50000 are allowed"));
  members.pop_back();
  EXPECT_EQ(ListError(members), "no error");
}

TEST_F(ArchiveTest, WhatIsWrongIsNamed) {
  EXPECT_THAT(ReadError({"a.csv", "secret", 0x0801}), HasSubstr("a.zip/a.csv: is encrypted"));
  EXPECT_THAT(ReadError({"b.zip", "PK"}), HasSubstr("an archive inside an archive"));
  EXPECT_THAT(ReadError({"a.csv", "LZMA?", 0, 14}), HasSubstr("damaged"));
  EXPECT_THAT(ReadError({"a.csv", "x", 0, 6}), HasSubstr("a method other than deflate"));
  EXPECT_THAT(ReadError({"a.csv", std::string(1000, 'x'), 0, 8, 0, 1}), HasSubstr("damaged in the archive"));
  EXPECT_THAT(ReadError({"a.csv", "four", 0, 8, 5}), HasSubstr("a.zip/a.csv: "));
  EXPECT_THAT(ReadError({"a.csv", "four", 0, 8, -1}), HasSubstr("a.zip/a.csv: "));
  EXPECT_THAT(ListError({{"a.csv", "x"}, {"a.csv", "y"}}), HasSubstr("'a.csv' stands twice"));
  EXPECT_THAT(ListError({{"a.csv", "x"}, {"./a.csv", "y"}}), HasSubstr("'a.csv' stands twice"));
}

TEST_F(ArchiveTest, DamagedArchives) {
  const std::string whole = Zipped({{"a.csv", "some,text\n1,2\n"}});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto list = ListArchive(Write("cut.zip", whole.substr(0, size)));
    ASSERT_FALSE(list) << size;
    EXPECT_EQ(list.error().kind, ErrorKind::kCorruptInput);
  }
  // A flipped byte: an error, or the same text (bytes such as the time of day do not matter), or another name.
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
    const fs::path zip = Write("flipped.zip", flipped);
    const auto list = ListArchive(zip);
    if (!list) continue;
    for (const ArchiveMember& member : *list) {
      const auto text = Read(zip / member.name);
      EXPECT_TRUE(!text || *text == "some,text\n1,2\n") << at;
    }
  }
}

TEST_F(ArchiveTest, Unpacks) {
  const fs::path zip = WriteZip({{"a.csv", "text"}});
  ASSERT_TRUE(UnpackMember({zip, "a.csv"}, folder_ / "out"));
  EXPECT_EQ(Read(folder_ / "out"), "text");
  EXPECT_FALSE(UnpackMember({zip, "a.csv"}, folder_ / "out")) << "overwrites";
}

}  // namespace
}  // namespace tenon::store
