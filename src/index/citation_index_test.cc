#include "index/citation_index.h"

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/files.h"
#include "base/sha256.h"
#include "index/index_folder.h"
#include "store/publish_fixture.h"

namespace tenon::index {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class CitationIndexTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              fmt::format("tenon-{}-{}", ::getpid(), testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  store::Workspace Open() { return *store::Workspace::Open(folder_, store::Workspace::Mode::kCreate); }
  store::Snapshot Snapshot() { return *store::Snapshot::Open(Open()); }

  void Publish(const std::string& load, const std::vector<std::pair<std::string, std::string>>& tables) {
    store::PublishTables(folder_, load, tables);
  }
  void PublishWorks() {
    Publish("one", {{"work",
                     "select 'test' as source, k::ubigint as work_key, 'W' || k as id, y::integer as year, "
                     "make_date(y, 2, 1) as date from (values (1, 2000), (2, 2003), (3, 2019), (4, 2030), "
                     "(5, null), (6, 201)) t(k, y)"},
                    {"work_reference",
                     "select 'test' as source, a::ubigint as work_key, b::ubigint as cited_key "
                     "from (values (2, 1), (3, 1), (3, 2), (4, 2), (5, 77)) t(a, b)"}});
  }
  std::vector<std::string> Indexes() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / kIndexesFolder)) {
      names.push_back(entry.path().filename().string());
    }
    return names;
  }

  std::filesystem::path folder_;
};

TEST_F(CitationIndexTest, IsMadeOnceAndOpenedAgain) {
  PublishWorks();
  auto snapshot = Snapshot();
  {
    const auto index = OpenCitationIndex(snapshot, {.source = "test"});
    ASSERT_TRUE(index) << Describe(index.error());
    EXPECT_THAT(index->keys(), ElementsAre(1, 2, 3, 4, 5, 6, 77));
    EXPECT_THAT(index->graph().time,
                ElementsAre(2000, 2003, 2019, graph::kNoTime, graph::kNoTime, graph::kNoTime, graph::kNoTime));
    EXPECT_EQ(index->num_records(), 6U);
    EXPECT_EQ(index->tally().nodes_out_of_range, 2U) << "2030 is after 2021, the year that follows the load of 2020; "
                                                        "201 is before books were printed";
    EXPECT_THAT(index->graph().references[2], ElementsAre(0, 1));
  }
  ASSERT_EQ(Indexes().size(), 1U);
  const auto written = std::filesystem::last_write_time(folder_ / kIndexesFolder / Indexes()[0] / kCitationFile);
  ASSERT_TRUE(OpenCitationIndex(snapshot, {.source = "test"}));
  EXPECT_EQ(std::filesystem::last_write_time(folder_ / kIndexesFolder / Indexes()[0] / kCitationFile), written);

  const auto by_day =
      OpenCitationIndex(snapshot, {.source = "test", .unit = TimeUnit::kDay, .dangling = Dangling::kLeaveOut});
  ASSERT_TRUE(by_day) << Describe(by_day.error());
  EXPECT_EQ(by_day->graph().time[0], 10'988) << "2000-02-01 is 10,988 days after 1970-01-01";
  EXPECT_EQ(Indexes().size(), 2U);
}

TEST_F(CitationIndexTest, PatentsHaveTheirOwn) {
  Publish("two", {{"patent",
                   "select 'test' as source, k::ubigint as patent_key, 'P' || k as id, "
                   "null::integer as priority_year, (2000 + k)::integer as filing_year, "
                   "2019::integer as publication_year from range(1, 4) t(k)"},
                  {"patent_reference", "select 'test' as source, 3::ubigint as patent_key, 1::ubigint as cited_key"}});
  auto snapshot = Snapshot();
  const auto index = OpenCitationIndex(snapshot, {.cited = Cited::kPatents, .source = "test"});
  ASSERT_TRUE(index) << Describe(index.error());
  EXPECT_THAT(index->graph().time, ElementsAre(2001, 2002, 2003));
  const auto none = OpenCitationIndex(snapshot, {.source = "test"});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ErrorKind::kNotFound);
  EXPECT_THAT(none.error().message, HasSubstr("work_reference"));
}

TEST_F(CitationIndexTest, DamageIsFoundAndGarbageCollected) {
  PublishWorks();
  auto snapshot = Snapshot();
  ASSERT_TRUE(OpenCitationIndex(snapshot, {.source = "test"}));
  const store::Workspace workspace = Open();
  EXPECT_TRUE(CheckIndexes(workspace)->rows.empty());
  EXPECT_TRUE(CollectIndexGarbage(workspace)->rows.empty());

  // A killed process leaves a half-filled folder: gc removes it. One that lives holds its lock: it stays.
  const auto killed = folder_ / kIndexesFolder / TemporaryNameFor("abc");
  std::filesystem::create_directories(killed);
  EXPECT_EQ(TextOr(CheckIndexes(workspace)->rows.at(0)[0]), "leftover");
  {
    const auto lock = FileLock::Try(killed / "LOCK", FileLock::Mode::kExclusive, FileLock::Missing::kCreate);
    EXPECT_TRUE(CollectIndexGarbage(workspace)->rows.empty());
    EXPECT_TRUE(CheckIndexes(workspace)->rows.empty());
  }
  EXPECT_EQ(CollectIndexGarbage(workspace)->rows.size(), 1U);
  EXPECT_FALSE(std::filesystem::exists(killed));

  const auto file = folder_ / kIndexesFolder / Indexes().at(0) / kCitationFile;
  std::fstream(file, std::ios::binary | std::ios::in | std::ios::out).seekp(600).put('x');
  EXPECT_EQ(OpenCitationIndex(snapshot, {.source = "test"}).error().kind, ErrorKind::kCorruptInput);
  const auto findings = *CheckIndexes(workspace);
  ASSERT_EQ(findings.rows.size(), 1U);
  EXPECT_EQ(TextOr(findings.rows[0][0]), "error");
  EXPECT_THAT(TextOr(findings.rows[0][2]), HasSubstr("section 1"));
}

TEST_F(CitationIndexTest, GoesWithTheLastSnapshotThatHasItsTables) {
  PublishWorks();
  {
    auto snapshot = Snapshot();
    ASSERT_TRUE(OpenCitationIndex(snapshot, {.source = "test"}));
  }
  Publish("other", {{"work", "select 'test' as source, 1::ubigint as work_key, 'W1' as id"}});
  store::Workspace workspace = Open();
  EXPECT_TRUE(CollectIndexGarbage(workspace)->rows.empty()) << "a kept snapshot still has them";
  ASSERT_TRUE(workspace.CollectGarbage(1));
  EXPECT_EQ(CollectIndexGarbage(workspace)->rows.size(), 1U);
  EXPECT_TRUE(Indexes().empty());
}

}  // namespace
}  // namespace tenon::index
