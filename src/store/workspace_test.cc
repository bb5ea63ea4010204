#include "store/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "store/commit.h"
#include "store/layout.h"
#include "store/snapshot.h"
#include "store/workspace_fixture.h"

namespace tenon::store {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

using Mode = Workspace::Mode;

std::int64_t CountTrade(const Workspace& workspace) {
  auto snapshot = Snapshot::Open(workspace);
  EXPECT_TRUE(snapshot) << Describe(snapshot.error());
  const auto rows = snapshot->AskSql("select count(*) from trade");
  EXPECT_TRUE(rows) << Describe(rows.error());
  return rows ? IntegerOr(rows->rows[0][0], -1) : -1;
}

class StoreWorkspaceTest : public WorkspaceTest {
 protected:
  void ExpectClean() const {
    const auto findings = Open().Check();
    ASSERT_TRUE(findings) << Describe(findings.error());
    for (const auto& row : findings->rows)
      ADD_FAILURE() << ToText(row[0]) << " " << ToText(row[1]) << ": " << ToText(row[2]);
  }
  std::size_t TableFiles() const {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(place() / "tables")) {
      count += entry.is_regular_file() ? 1U : 0U;
    }
    return count;
  }
};

TEST_F(StoreWorkspaceTest, IsMadeOnceAndOpenedAfter) {
  const auto before = Workspace::Open(place(), Mode::kOpen);
  ASSERT_FALSE(before);
  EXPECT_EQ(before.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_THAT(before.error().message, HasSubstr("no workspace"));
  EXPECT_FALSE(std::filesystem::exists(place()));
  EXPECT_EQ(Open().Current()->number, 1);
  EXPECT_EQ(Open().Current()->number, 1);
  EXPECT_TRUE(Workspace::Open(place(), Mode::kOpen));
  ExpectClean();
}

TEST_F(StoreWorkspaceTest, DoesNotTakeOverAFolderWithOtherThings) {
  std::filesystem::create_directories(place());
  std::ofstream(place() / "thesis.docx") << "x";
  const auto made = Workspace::Open(place(), Mode::kCreate);
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().message, HasSubstr("thesis.docx"));
  EXPECT_FALSE(Workspace::Open(place() / "thesis.docx", Mode::kCreate));
  EXPECT_FALSE(Workspace::Open(place(), Mode::kInspect));
}

TEST_F(StoreWorkspaceTest, CurrentHoldsOnlyTheBareNameOfAManifest) {
  Open();
  EXPECT_THAT(*ReadWholeFile(place() / "CURRENT", 100), ::testing::StartsWith("manifest-000001.json\n"));
  for (const char* text :
       {"", "manifest-000001.json", "manifest-1.json\n", "../manifest-000001.json\n", "/etc/passwd\n",
        "manifest-000001.json\n\n\n", "manifest-000001.json \n", "manifest--00001.json\n"}) {
    std::ofstream(place() / "CURRENT") << text;
    const auto opened = Workspace::Open(place(), Mode::kOpen);
    ASSERT_FALSE(opened) << text;
    EXPECT_EQ(opened.error().kind, ErrorKind::kCorruptInput) << text;
    EXPECT_THAT(opened.error().where, HasSubstr("CURRENT"));
  }
}

TEST_F(StoreWorkspaceTest, TheSecondLoadAtOnceGetsAClearError) {
  const Workspace workspace = Open();
  const auto first = LoadLock::Acquire(workspace, "load of oecd-btige");
  ASSERT_TRUE(first) << Describe(first.error());
  const auto second = LoadLock::Acquire(workspace, "load of usgs-mcs");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_THAT(second.error().message, AllOf(HasSubstr("load of oecd-btige"),
                                            HasSubstr("process " + std::to_string(::getpid())), HasSubstr("since 2")));
}

TEST_F(StoreWorkspaceTest, RollbackReturnsToAnySnapshotAndBack) {
  ASSERT_EQ(PublishTrade("one", {{"DEU", "USA", 1}}), "");
  ASSERT_EQ(PublishTrade("two", {{"JPN", "USA", 2}}), "");
  Workspace workspace = Open();
  EXPECT_EQ(CountTrade(workspace), 2);
  ASSERT_TRUE(workspace.Rollback(2));
  EXPECT_EQ(CountTrade(workspace), 1);
  ASSERT_TRUE(workspace.Rollback(3));
  EXPECT_EQ(CountTrade(workspace), 2);
  const auto absent = workspace.Rollback(9);
  ASSERT_FALSE(absent);
  EXPECT_THAT(absent.error().message, HasSubstr("1, 2, 3"));

  const auto snapshots = workspace.Snapshots();
  ASSERT_TRUE(snapshots);
  ASSERT_EQ(snapshots->rows.size(), 3U);
  EXPECT_EQ(snapshots->At(1, "rows"), Value(std::int64_t{1}));
  EXPECT_EQ(snapshots->At(1, "current"), Value(false));
  EXPECT_EQ(snapshots->At(2, "current"), Value(true));
}

// The file of the load that was rolled back is still needed by its snapshot: loading the same again must not touch it.
TEST_F(StoreWorkspaceTest, LoadingAgainAfterARollbackLeavesTheOtherSnapshotAlone) {
  ASSERT_EQ(PublishTrade("one", {{"DEU", "USA", 1}}), "");
  Workspace workspace = Open();
  ASSERT_TRUE(workspace.Rollback(1));
  ASSERT_EQ(PublishTrade("one", {{"DEU", "USA", 1}, {"JPN", "USA", 5}}), "");
  EXPECT_EQ(workspace.Current()->number, 3);
  EXPECT_EQ(CountTrade(workspace), 2);
  ASSERT_TRUE(workspace.Rollback(2));
  EXPECT_EQ(CountTrade(workspace), 1);
  ExpectClean();
}

TEST_F(StoreWorkspaceTest, GarbageCollectionKeepsWhatIsNeeded) {
  ASSERT_EQ(PublishTrade("one", {{"DEU", "USA", 1}}), "");
  ASSERT_EQ(ReplaceTrade("two", {{"JPN", "USA", 2}}), "");
  ASSERT_EQ(PublishTrade("three", {{"KOR", "USA", 3}}), "");
  Workspace workspace = Open();
  EXPECT_FALSE(workspace.CollectGarbage(0));
  EXPECT_EQ(workspace.CollectGarbage(4)->rows.size(), 0U);
  // Snapshots 1 and 2 go, and with 2 the file of load one.
  const auto removed = workspace.CollectGarbage(2);
  ASSERT_TRUE(removed) << Describe(removed.error());
  EXPECT_EQ(removed->rows.size(), 3U);
  EXPECT_EQ(TableFiles(), 2U);
  EXPECT_EQ(CountTrade(workspace), 2);
  EXPECT_EQ(workspace.Snapshots()->rows.size(), 2U);
  ExpectClean();
}

TEST_F(StoreWorkspaceTest, GarbageCollectionKeepsTheCurrentSnapshotEvenIfItIsOld) {
  ASSERT_EQ(PublishTrade("one", {{"DEU", "USA", 1}}), "");
  ASSERT_EQ(ReplaceTrade("two", {{"JPN", "USA", 2}}), "");
  ASSERT_EQ(ReplaceTrade("three", {{"KOR", "USA", 3}}), "");
  Workspace workspace = Open();
  ASSERT_TRUE(workspace.Rollback(2));
  ASSERT_TRUE(workspace.CollectGarbage(1));
  EXPECT_EQ(CountTrade(workspace), 1);
  EXPECT_EQ(workspace.Snapshots()->rows.size(), 2U);
  ExpectClean();
}

TEST_F(StoreWorkspaceTest, AManifestThatCannotBeReadStopsGarbageCollectionUnlessItGoesItself) {
  ASSERT_EQ(PublishTrade("one", {{"DEU", "USA", 1}}), "");
  ASSERT_EQ(PublishTrade("two", {{"JPN", "USA", 2}}), "");
  std::ofstream(place() / "manifest-000002.json") << "{";
  std::ofstream(place() / "tables" / "trade" / "test" / "stray.parquet") << "x";
  Workspace workspace = Open();
  const auto stopped = workspace.CollectGarbage(2);
  ASSERT_FALSE(stopped);
  EXPECT_THAT(stopped.error().where, HasSubstr("manifest-000002.json"));
  EXPECT_EQ(TableFiles(), 3U);
  ASSERT_TRUE(workspace.CollectGarbage(1));
  EXPECT_EQ(TableFiles(), 2U);
  ExpectClean();
}

TEST_F(StoreWorkspaceTest, LeftoversAreReportedAndSweptByTheNextLoad) {
  ASSERT_EQ(PublishTrade("one", {{"DEU", "USA", 1}}), "");
  std::filesystem::create_directories(place() / "staging" / "dead");
  std::ofstream(place() / "staging" / "dead" / "a.parquet") << "x";
  std::ofstream(place() / "tables" / "trade" / "test" / "dead.parquet") << "x";
  std::ofstream(place() / "CURRENT.1-1.tmp") << "x";
  std::ofstream(place() / "notes.txt") << "mine";
  const auto findings = Open().Check();
  ASSERT_TRUE(findings);
  ASSERT_EQ(findings->rows.size(), 3U);
  for (const auto& row : findings->rows) EXPECT_EQ(TextOr(row[0]), "leftover");
  ASSERT_EQ(PublishTrade("two", {{"JPN", "USA", 2}}), "");
  EXPECT_FALSE(std::filesystem::exists(place() / "staging"));
  EXPECT_FALSE(std::filesystem::exists(place() / "CURRENT.1-1.tmp"));
  EXPECT_TRUE(std::filesystem::exists(place() / "notes.txt"));
  EXPECT_EQ(TableFiles(), 2U);
  ExpectClean();
}

TEST_F(StoreWorkspaceTest, ExportIsAWorkspaceAndImportTakesItBack) {
  ASSERT_EQ(PublishTrade("one", {{"DEU", "USA", 1}}), "");
  ASSERT_EQ(PublishTrade("two", {{"JPN", "USA", 2}}), "");
  const auto packed = folder() / "packed";
  ASSERT_TRUE(Open().Export(packed));
  EXPECT_FALSE(Open().Export(packed)) << "it is not empty any more";
  EXPECT_FALSE(Open().Export("")) << "no folder is named";
  const auto imported = Workspace::Import(packed, folder() / "other");
  ASSERT_TRUE(imported) << Describe(imported.error());
  EXPECT_EQ(CountTrade(*imported), 2);
  EXPECT_EQ(imported->Current()->loads.size(), 2U);
  EXPECT_TRUE(imported->Check()->rows.empty());
  EXPECT_FALSE(Workspace::Import(folder() / "none", folder() / "third"));
  EXPECT_FALSE(std::filesystem::exists(folder() / "third"));
}

TEST_F(StoreWorkspaceTest, ADamagedWorkspaceIsNotExported) {
  ASSERT_EQ(PublishTrade("one", {{"DEU", "USA", 1}}), "");
  const auto file = place() / Open().Current()->files[0].path;
  std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
  EXPECT_EQ(Open().Export(folder() / "packed").error().kind, ErrorKind::kCorruptInput);
  EXPECT_FALSE(std::filesystem::exists(folder() / "packed"));
}

TEST_F(StoreWorkspaceTest, APublishThatFailsLeavesNothing) {
  ASSERT_EQ(PublishTrade("one", {{"DEU", "USA", 1}}), "");
  const Workspace workspace = Open();
  {
    const auto lock = LoadLock::Acquire(workspace, "test");
    ASSERT_TRUE(lock);
    const auto staging = lock->Staging("two");
    ASSERT_TRUE(staging);
    const TableFile entry = WriteTradeFile(*staging / "a.parquet", "two", {{"JPN", "USA", 2}});
    // The second staged file is not there; and a file of a load that the manifest does not list.
    Manifest next = *workspace.Current();
    next.loads.push_back({"two", "test", "", NowUtc(), "", "", {}, 1, 0});
    EXPECT_EQ(Publish(workspace, *lock, next, {{*staging / "a.parquet", entry}, {*staging / "b.parquet", entry}})
                  .error()
                  .kind,
              ErrorKind::kInputOutput);
    const TableFile other = WriteTradeFile(*staging / "c.parquet", "three", {{"JPN", "USA", 2}});
    EXPECT_EQ(Publish(workspace, *lock, next, {{*staging / "c.parquet", other}}).error().kind, ErrorKind::kInternal);
  }
  EXPECT_EQ(TableFiles(), 1U);
  EXPECT_EQ(workspace.Current()->number, 2);
  ExpectClean();
}

}  // namespace
}  // namespace tenon::store
