#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using FdaOrangeBookTest = LoadTest;

TEST_F(FdaOrangeBookTest, ListsAndHistoryFillTheSameTables) {
  const auto report = Load("fda-orange-book", fs::path(TENON_SOURCE_DIR) / "src/sources/fda_orange_book/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(
      Rows("select product, application, name, ingredient, form, company, date, status from product order by 1"),
      ElementsAre("009002-001|009002|OLDEX|OLDINE|SYRUP;ORAL; 5MG/5ML|SAMPLE PHARMACEUTICALS CORP||DISCN",
                  "009003|009003|Historex|Historine; Salt||SAMPLE|1952-12-17|",
                  "020819|020819|Zemplar|Paricalcitol||ABBVIE|1998-04-17|",
                  "021335|021335|Gleevec|Imatinib Mesylate||NOVARTIS||",
                  "021752|021752|Emtriva; Truvada|Emtricitabine; Tenofovir Disoproxil Fumarate||GILEAD|2004-08-02|",
                  "099001-001|099001|EXAMPLEX|EXAMPLINE MESYLATE|TABLET;ORAL; 100MG|SAMPLE PHARMACEUTICALS "
                  "CORP|2001-05-10|RX"));
  EXPECT_THAT(
      Rows("select product, application, patent, expiry, use from product_patent order by all"),
      ElementsAre("009003|009003|US5034399|2012-12-18|substance, product, U-9",
                  "009003|009003|US5034399|2013-06-18|paediatric extension",
                  "019627-002|019627|US8476010|2025-06-01|paediatric extension", "020819|020819|US5246925||",
                  "020819|020819|US5587497||", "020819|020819|US5597815||", "021335|021335|US6958335||",
                  "021752|021752|US5210085||", "021752|021752|US5914331||",
                  "021991-001|021991|US7851509|2024-02-21|product, U-892",
                  "021991-001|021991|US8067472|2023-03-04|U-892", "203415-001|203415|US8183274|2026-08-24|U-1281",
                  "203415-001|203415|US8183274|2026-08-24|U-1588", "203415-001|203415|US8183274|2026-08-24|U-2708",
                  "203415-001|203415|US9126941|2026-05-15|U-1588", "203415-001|203415|US9126941|2026-05-15|U-2345",
                  "203415-001|203415|US9126941|2026-05-15|U-2708"));
  EXPECT_THAT(Rows("select product, exclusivity, expiry from product_exclusivity order by all"),
              ElementsAre("009003|NCE|2009-07-21", "099001-001|ODE-1|2031-02-01"));
  EXPECT_THAT(Rows("select code, title_en from classification where scheme = 'FDA-APPLICATION' order by all"),
              ElementsAre("009002|OLDEX", "009003|Historex", "020819|Zemplar", "021335|Gleevec", "021752|Emtriva",
                          "099001|EXAMPLEX"));
  EXPECT_THAT(Rows("select file, line, column_name, found, reason from reject order by all"),
              ElementsAre("derived_nih_patent_product_chain.tsv|8||021752 US5914331 -|repeats an earlier row",
                          "derived_nih_patent_product_chain.tsv|9||021752 US5210085 -|repeats an earlier row",
                          "derived_nih_patent_product_chain.tsv|10||021752 US5914331 -|repeats an earlier row",
                          "patent_2023.txt|4|Patent_No|8183274|also in a newer list"));
}

fs::path Shipped(const std::string& file) { return fs::path(TENON_SOURCE_DIR) / "data/fda-orange-book" / file; }

// The real files, against the data guide: 17,835 and 19,839 rows; 128 rows, 62 patents, 61 applications, 50
// ingredients.
TEST_F(FdaOrangeBookTest, ReadsTheShippedLists) {
  auto report = Load("fda-orange-book", Shipped("patent_2023.txt"));
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows, 17835);
  EXPECT_EQ(report->rows_rejected, 0);
  report = Load("fda-orange-book", Shipped("derived_nih_patent_product_chain.tsv"));
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows_rejected, 12);  // a product stands once with '*' behind its name, and once without
  EXPECT_THAT(Rows("select count(*), count(distinct patent), count(distinct application) from product_patent where "
                   "product = application"),
              ElementsAre("116|62|61"));
  EXPECT_THAT(
      Rows("select count(*), count(name), count(company), count(distinct ingredient), count(date) from product"),
      ElementsAre("61|61|61|50|27"));

  report = LoadPaths(Workspace(), *FindSource("fda-orange-book"), {Shipped("patent_2025.txt")}, {},
                     store::OnOverlap::kReplace, {});
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows, 19839);
}

// Links through projects' patents: 34 patents and 22 applications by the two lists alone, 62 and 61 by the derived
// table; 52 projects, 31 of them with cost: 238.9 million USD, 3,365 papers; 3 with 17 trials (data guide, part 2 (a)).
TEST_F(FdaOrangeBookTest, ProjectsReachProducts) {
  ASSERT_TRUE(Load("nih-reporter", fs::path(TENON_SOURCE_DIR) / "data/nih-reporter"));
  const auto report = Load("fda-orange-book", fs::path(TENON_SOURCE_DIR) / "data/fda-orange-book");
  ASSERT_TRUE(report) << Describe(report.error());
  const std::string reached =
      "with reached as (select g.grant_key, g.id, p.patent_key, p.application, p.product = "
      "p.application as derived from product_patent p join grant_patent using (patent_key) "
      "join \"grant\" g using (grant_key)) ";
  EXPECT_THAT(
      Rows(reached + "select derived, count(distinct patent_key), count(distinct application), count(distinct id) "
                     "from reached group by all order by all"),
      ElementsAre("false|34|22|24", "true|62|61|52"));
  EXPECT_THAT(
      Rows(reached + "select count(amount), printf('%.1f', sum(amount) / 1e6), sum(works) from \"grant\" where id in "
                     "(select id from reached where derived)"),
      ElementsAre("31|238.9|3365"));
  EXPECT_THAT(
      Rows(reached + "select count(distinct grant_key), count(distinct trial) from grant_trial where grant_key in "
                     "(select grant_key from reached where derived)"),
      ElementsAre("3|17"));
}

TEST_F(FdaOrangeBookTest, ReadsTheHistory) {
  const fs::path history = fs::path(TENON_SHARED_DATA) / "fda-orange-book/evergreen_2005_2018.csv";
  if (!fs::exists(history)) GTEST_SKIP() << "no " << history;
  const auto report = Load("fda-orange-book", fs::path(TENON_SHARED_DATA) / "fda-orange-book");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select count(*), count(date), min(date), max(date) from product"),
              ElementsAre("2056|2056|1942-05-08|2018-12-20"));
  EXPECT_THAT(
      Rows("select file, reason, count(*) from reject group by all order by all"),
      ElementsAre("derived_nih_patent_product_chain.tsv|also in a newer list|128",
                  "evergreen_2005_2018.csv|not a patent number|4", "patent_2023.txt|also in a newer list|13637"));
  // The guide has 72, 70 and 60: it joins as printed, and NIH writes one of these patents 5,648,597.
  ASSERT_TRUE(Load("nih-reporter", fs::path(TENON_SOURCE_DIR) / "data/nih-reporter"));
  EXPECT_THAT(Rows("select count(distinct patent_key), count(distinct application), count(distinct grant_key) "
                   "from product_patent join grant_patent using (patent_key)"),
              ElementsAre("73|71|61"));
}

}  // namespace
}  // namespace tenon::sources
