// What a flipped bit, a cut or a missing file does: it is found by Check and on read, named, and never read as data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "base/files.h"
#include "store/commit.h"
#include "store/layout.h"
#include "store/snapshot.h"
#include "store/workspace_fixture.h"

namespace tenon::store {
namespace {

using ::testing::HasSubstr;

class DamageTest : public WorkspaceTest {
 protected:
  void SetUp() override {
    WorkspaceTest::SetUp();
    ASSERT_EQ(PublishTrade("one", {{"DEU", "USA", 1}, {"FRA", "USA", 3}}), "");
    ASSERT_EQ(PublishTrade("two", {{"JPN", "USA", 2}}), "");
    manifest_ = *Open().Current();
  }

  /// The rows, or the error, of a reader who meets the workspace as it is now.
  Result<Table> Read() const {
    TENON_ASSIGN(const Workspace workspace, Workspace::Open(place(), Workspace::Mode::kOpen, {64 << 20, 1, {}}));
    TENON_ASSIGN(Snapshot snapshot, Snapshot::Open(workspace));
    return snapshot.AskSql("select exporter, value_usd from trade order by all");
  }

  /// Files that Check calls damaged.
  std::vector<std::string> Damaged() const {
    const auto workspace = Workspace::Open(place(), Workspace::Mode::kInspect, {64 << 20, 1, {}});
    EXPECT_TRUE(workspace) << Describe(workspace.error());
    const auto findings = workspace->Check();
    EXPECT_TRUE(findings) << Describe(findings.error());
    std::vector<std::string> files;
    for (const auto& row : findings->rows) {
      if (TextOr(row[0]) == "error") files.push_back(TextOr(row[1]));
    }
    return files;
  }

  std::string ContentOf(const std::string& file) const { return *ReadWholeFile(place() / file, 1 << 20); }
  void Put(const std::string& file, std::string_view content) const {
    std::ofstream(place() / file, std::ios::binary | std::ios::trunc) << content;
  }

  /// Flips a bit at every `step`th byte, and cuts the file there; each must be found by a reader and by Check.
  void ExpectEachDamageFound(const std::string& file, std::size_t step) const {
    const std::string whole = ContentOf(file);
    for (std::size_t i = 0; i < whole.size(); i += step) {
      std::string flipped = whole;
      flipped[i] = static_cast<char>(flipped[i] ^ (1 << (i % 8)));
      for (const std::string& damaged : {flipped, whole.substr(0, i)}) {
        Put(file, damaged);
        const auto rows = Read();
        ASSERT_FALSE(rows) << file << " byte " << i << ", size " << damaged.size();
        ASSERT_EQ(rows.error().kind, ErrorKind::kCorruptInput) << Describe(rows.error());
        ASSERT_THAT(rows.error().where, HasSubstr(file));
        ASSERT_THAT(Damaged(), ::testing::Contains(file)) << "byte " << i;
      }
    }
    Put(file, whole);
    ASSERT_TRUE(Damaged().empty());
  }

  Manifest manifest_;
};

TEST_F(DamageTest, InEachParquetFile) {
  for (const TableFile& file : manifest_.files) ExpectEachDamageFound(file.path, 41);
}

TEST_F(DamageTest, InTheManifest) { ExpectEachDamageFound(manifest_.Name(), 97); }

// Every bit: the digits of two manifests are one bit apart, and both snapshots are whole.
TEST_F(DamageTest, InCurrent) {
  const std::string whole = ContentOf("CURRENT");
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string flipped = whole;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    Put("CURRENT", flipped);
    const auto rows = Read();
    ASSERT_FALSE(rows) << "bit " << bit;
    ASSERT_EQ(rows.error().kind, ErrorKind::kCorruptInput);
    ASSERT_THAT(Damaged(), ::testing::ElementsAre("CURRENT"));
  }
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Put("CURRENT", whole.substr(0, size));
    ASSERT_FALSE(Read()) << size;
    ASSERT_THAT(Damaged(), ::testing::ElementsAre("CURRENT"));
  }
}

TEST_F(DamageTest, MissingFiles) {
  const std::string path = manifest_.files[0].path;
  std::filesystem::rename(place() / path, folder() / "away");
  EXPECT_THAT(Read().error().message, HasSubstr("missing"));
  EXPECT_THAT(Damaged(), ::testing::ElementsAre(path));
  std::filesystem::create_symlink(folder() / "away", place() / path);
  EXPECT_FALSE(Read()) << "a link may point anywhere";
  std::filesystem::remove(place() / path);
  std::filesystem::rename(folder() / "away", place() / path);
  ASSERT_TRUE(Read());

  const std::string current = ContentOf("CURRENT");
  std::filesystem::remove(place() / "CURRENT");
  const auto without = Workspace::Open(place(), Workspace::Mode::kCreate);
  ASSERT_FALSE(without) << "an empty workspace must not be made over one that lost its CURRENT";
  EXPECT_EQ(without.error().kind, ErrorKind::kCorruptInput);
  EXPECT_THAT(Damaged(), ::testing::ElementsAre("CURRENT"));
  Put("CURRENT", current);
  std::filesystem::rename(place() / manifest_.Name(), folder() / "away");
  EXPECT_EQ(Read().error().kind, ErrorKind::kCorruptInput);
  EXPECT_THAT(Damaged(), ::testing::ElementsAre("CURRENT"));
}

TEST_F(DamageTest, OtherTablesStayReadableAndRollbackRepairs) {
  const std::string path = manifest_.files[1].path;
  const std::string whole = ContentOf(path);
  Put(path, whole.substr(1));
  auto snapshot = Snapshot::Open(Open());
  ASSERT_TRUE(snapshot);
  EXPECT_TRUE(snapshot->AskSql("select count(*) from production"));
  EXPECT_TRUE(snapshot->AskSql("show tables"));
  EXPECT_TRUE(snapshot->Ask("rejects"));
  EXPECT_FALSE(snapshot->AskSql("select count(*) from trade"));
  EXPECT_FALSE(snapshot->AskSql("with t as (select 1) select count(*) from t, (select * from main.trade)"));
  EXPECT_FALSE(snapshot->AskSql("select (select count(*) from TRADE)"));
  EXPECT_FALSE(snapshot->AskSql("describe trade"));

  Put("CURRENT", "?");
  auto workspace = Workspace::Open(place(), Workspace::Mode::kInspect);
  ASSERT_TRUE(workspace);
  EXPECT_EQ(workspace->Rollback(3).error().kind, ErrorKind::kCorruptInput) << "it needs the damaged file";
  ASSERT_TRUE(workspace->Rollback(2));
  const auto rows = Read();
  ASSERT_TRUE(rows) << Describe(rows.error());
  EXPECT_EQ(rows->rows.size(), 2U);
}

// Its checksum is right, but it is no Parquet file, or has another number of rows than it says.
TEST_F(DamageTest, AWholeFileThatIsNotWhatTheManifestSays) {
  const Workspace workspace = Open();
  {
    const auto lock = LoadLock::Acquire(workspace, "test");
    ASSERT_TRUE(lock);
    const auto staging = lock->Staging("x");
    Manifest next = manifest_;
    next.loads.push_back({"three", "test", "", NowUtc(), "", "", {}, 1, 0});
    TableFile entry = WriteTradeFile(*staging / "a.parquet", "three", {{"JPN", "USA", 2}});
    entry.rows = 2;
    ASSERT_TRUE(Publish(workspace, *lock, next, {{*staging / "a.parquet", entry}}));
  }
  EXPECT_THAT(Damaged(), ::testing::ElementsAre("tables/trade/test/three.parquet"));
}

}  // namespace
}  // namespace tenon::store
