#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using PatentPapersTest = LoadTest;

TEST_F(PatentPapersTest, LinksClassesAndWhatTheyName) {
  const auto report = Load("patent-papers", fs::path(TENON_SOURCE_DIR) / "src/sources/patent_papers/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select p.id, w.id, place, confidence from patent_work join patent p using (patent_key) "
                   "join work w using (work_key) order by all"),
              ElementsAre("000-034-871-875-554|043-611-219-036-49X||", "000-034-871-875-554|052-925-262-869-410||",
                          "001-000-000-000-001|052-925-262-869-410||", "US7635707|W2741809807|front|1",
                          "US7635707|W2741809808|both|0.4"));
  EXPECT_THAT(Rows("select p.id, scheme, code from patent_class join patent p using (patent_key) order by all"),
              ElementsAre("000-034-871-875-554|IPC|A61K 31/00", "000-034-871-875-554|IPC|C12N",
                          "002-000-000-000-002|IPC|G06F 17/14"));
  EXPECT_THAT(Rows("select indicator, economy, item, year, value, unit from indicator order by year"),
              ElementsAre("patents_crispr|WLD|C12N 15/113|2000|1|count", "patents_crispr|WLD|C12N 15/113|2001|4|count",
                          "patents_crispr|WLD|C12N 15/113|2002|6|count", "patents_crispr|WLD|C12N 15/90|2005|2|count"));
  EXPECT_THAT(
      Rows("select line, column_name, found, reason from reject order by all"),
      ElementsAre("4|confscore|11|not a whole number from 1 to 10", "4|ipc|plough|not an IPC class such as A61K31/00",
                  "4|ipc|plough|not an IPC class such as A61K31/00",
                  "5|ipc|plough|not an IPC class such as "
                  "A61K31/00",
                  "5|oaid|x12|not an OpenAlex work", "5|patent|US1234567|not a Lens id", "5|xi|few|not a count",
                  "6|patent|9000001|not a patent number", "7|wherefound|nowhere|not frontonly, bodyonly or both"));
}

// Counts of the data guide; those in `patent` beyond the linked 15,100 have classes only.
TEST_F(PatentPapersTest, CyanobacteriaPatents) {
  const fs::path data = fs::path(TENON_SHARED_DATA) / "patent-paper-links";
  if (!fs::exists(data)) GTEST_SKIP() << data;
  const auto report = Load("patent-papers", data);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows_rejected, 0);
  EXPECT_THAT(Rows("select count(*), count(distinct patent_key), count(distinct work_key) from patent_work"),
              ElementsAre("311280|15100|83516"));
  EXPECT_THAT(Rows("select count(*), count(distinct patent_key) from patent_class"), ElementsAre("171265|33323"));
  EXPECT_THAT(Rows("select count(*) from work"), ElementsAre("83516"));
  EXPECT_THAT(Rows("select count(*) from patent where patent_key in (select patent_key from patent_class) "
                   "and patent_key in (select patent_key from patent_work)"),
              ElementsAre("15052"));
  EXPECT_THAT(Rows("select max(n) from (select count(*) as n from patent_work group by work_key)"),
              ElementsAre("3756"));
  EXPECT_THAT(Rows("select max(n) from (select count(*) as n from patent_work group by patent_key)"),
              ElementsAre("1564"));
}

// Counted in the file by a script: 147,438 rows, of which 12,185 have no row of the year before, whose count then comes
// from `xi`.
TEST_F(PatentPapersTest, ReadsTheShippedCounts) {
  const auto report = Load("patent-papers", fs::path(TENON_SOURCE_DIR) / "data/patent-papers");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows_rejected, 0);
  EXPECT_THAT(Rows("select indicator, count(*), sum(value)::bigint from indicator group by 1 order by 1"),
              ElementsAre("patents_crispr|42161|287338", "patents_cyanobacteria|117462|286490"));
}

}  // namespace
}  // namespace tenon::sources
