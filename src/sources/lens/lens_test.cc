#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class LensTest : public LoadTest {
 protected:
  static fs::path Fixture() { return fs::path(TENON_SOURCE_DIR) / "src/sources/lens/fixture"; }
  /// A file of the shared data; empty where it is not there.
  static fs::path Drones() {
    const fs::path file = fs::path(TENON_SHARED_DATA) / "wipo-patent-analytics/lens_drones_fulltext_families_5884.csv";
    return fs::exists(file) ? file : fs::path();
  }
};

TEST_F(LensTest, EveryEditionOfTheExport) {
  const auto report = Load("lens", Fixture());
  ASSERT_TRUE(report) << Describe(report.error());
  // EP 0000101 was published twice; the papers of both count, the rest is of the first. No economy is behind EP.
  EXPECT_THAT(Rows("select id, family, jurisdiction, kind, priority_year, filing_year, publication_date, citations "
                   "from patent order by id"),
              ElementsAre("AU1978045475||AUS|||1978|1979-10-04|0", "DE102004001234||DEU|grant|2004|2004|2005-07-14|12",
                          "EP101|||application|2008|2009|2011-03-02|3", "GB2400001||GBR|grant|2003|2003|2005-01-05|7",
                          "US10000001|002-000-000-000-011|USA|grant|2017|2018|2021-03-04|5",
                          "US20200000123|002-000-000-000-011|USA|application|2017|2018|2020-01-02|2",
                          "USD678163||USA|design|2011|2011|2013-03-19|0"));
  EXPECT_THAT(Rows("select p.id, scheme, code from patent_class join patent p using (patent_key) "
                   "where p.id in ('EP101', 'AU1978045475') order by all"),
              ElementsAre("AU1978045475|IPC|A01K", "EP101|CPC|A01K 47/06", "EP101|CPC|H03H 7/40",
                          "EP101|IPC|A01K 47/06", "EP101|IPC|B64C 39/02"));
  EXPECT_THAT(Rows("select p.id, role, position, name from applicant join patent p using (patent_key) "
                   "where p.id in ('EP101', 'US10000001') order by all"),
              ElementsAre("EP101|applicant|1|ALPHA AG", "EP101|applicant|2|BETA GMBH", "EP101|inventor|1|DOE J",
                          "US10000001|applicant|1|ZETA INC", "US10000001|owner|1|ZETA HOLDING INC"));
  EXPECT_THAT(Rows("select p.id, w.id from patent_work join patent p using (patent_key) join work w using (work_key) "
                   "where p.id in ('EP101', 'US20200000123') order by all"),
              ElementsAre("EP101|10.1000/a", "EP101|10.1000/b", "EP101|10.1000/c", "US20200000123|10.1000/a",
                          "US20200000123|10.1000/e"));
  EXPECT_THAT(Rows("select id, title, type, year, date, venue, citations from work where id in ('10.1000/a', "
                   "'10.1000/b', '10.1000/f') order by id"),
              ElementsAre("10.1000/a|Bees and drones|journal article|2001|2001-05-06|Journal of Flight|17",
                          "10.1000/b||||||", "10.1000/f|Older|journal article|1999||Journal of Flight|4"));
  EXPECT_THAT(Rows("select file, line, column_name, found, reason from reject order by all"),
              ElementsAre("patents_2016.csv|3|Publication Number|EP 0000101 B1|a later publication of a patent that is "
                          "there",
                          "patents_2016.csv|6|Lens ID|001-000-000-000-05|not a Lens id",
                          "patents_2016.csv|7|Publication Date|2011-06-31|not a day such as 2015-10-01",
                          "patents_2016.csv|8|jurisdiction|XY|not an economy; nearest: Kosovo (XKX), United Kingdom "
                          "(GBR), Greece (GRC)",
                          "patents_2016.csv|9|CPC Classifications|plough|not a class such as A61K31/00",
                          "patents_2016.csv|9|DOI(s)|nature12373|not an id of a paper",
                          "works.csv|3|DOI||not an id of a paper"));
}

TEST_F(LensTest, ByLensIdEveryPublicationIsOneAndReferencesAreRead) {
  const auto report = Load("lens", Fixture() / "patents_2016.csv", {{"patents_by", "lens"}});
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select count(*), count(*) filter (kind = 'grant') from patent"), ElementsAre("6|3"));
  const auto works =
      LoadPaths(Workspace(), *FindSource("lens"), {Fixture() / "works.csv", Fixture() / "patents_2023.csv"},
                {{"patents_by", "lens"}, {"works_by", "lens"}}, store::OnOverlap::kFail, {});
  ASSERT_TRUE(works) << Describe(works.error());
  EXPECT_THAT(Rows("select w.id, c.id from work_reference r join work w using (work_key) "
                   "join work c on c.work_key = r.cited_key order by all"),
              ElementsAre("900-000-000-000-011|900-000-000-000-033", "900-000-000-000-022|900-000-000-000-011",
                          "900-000-000-000-022|900-000-000-000-033"));
  EXPECT_THAT(
      Rows("select p.id, w.title from patent_work join patent p using (patent_key) join work w using (work_key) "
           "where w.id like '900-%' order by all"),
      ElementsAre("002-000-000-000-011|Bees and drones", "002-000-000-000-011|Without a DOI",
                  "002-000-000-000-022|Bees and drones"));
}

// Figures of the data guide (patents, years, patents with DOIs, DOIs, patents with PubMed ids); the others were counted
// in the file by other means: items of the lists, jurisdictions, the sum of citations.
TEST_F(LensTest, DronesPatents) {
  if (Drones().empty()) GTEST_SKIP() << "wipo-patent-analytics";
  const auto report = Load("lens", Drones());
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows_rejected, 0);
  EXPECT_THAT(Rows("select count(*), min(publication_year), max(publication_year), sum(citations), "
                   "count(*) filter (jurisdiction = 'USA'), count(*) filter (jurisdiction is null) from patent"),
              ElementsAre("5884|1902|2016|47360|3460|1056"));
  EXPECT_THAT(Rows("select count(*), count(distinct patent_key), count(distinct work_key) from patent_work"),
              ElementsAre("2676|420|1644"));
  EXPECT_THAT(Rows("select count(*), count(doi) from work"), ElementsAre("1644|1644"));
  EXPECT_THAT(Rows("select scheme, count(*) from patent_class group by all order by all"),
              ElementsAre("CPC|29032", "IPC|15190"));
  EXPECT_THAT(Rows("select role, count(*) from applicant group by all order by all"),
              ElementsAre("applicant|9013", "inventor|15355"));
}

TEST_F(LensTest, DronesPatentsByOtherIds) {
  if (Drones().empty()) GTEST_SKIP() << "wipo-patent-analytics";
  const auto report = Load("lens", Drones(), {{"patents_by", "lens"}, {"works_by", "pubmed"}});
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select count(*), count(distinct patent_key), count(distinct work_key) from patent_work"),
              ElementsAre("812|151|646"));
  // 277 patents cite papers with DOIs and none with a PubMed id.
  EXPECT_THAT(report->notes, ElementsAre(HasSubstr("277 patents")));
  EXPECT_THAT(Rows("select count(*) from patent where entity_key('lens', id) = patent_key"), ElementsAre("5884"));
  const auto lens = Load("lens", Drones(), {{"works_by", "lens"}});
  ASSERT_FALSE(lens);
  EXPECT_THAT(Describe(lens.error()), HasSubstr("--works-by lens"));
}

}  // namespace
}  // namespace tenon::sources
