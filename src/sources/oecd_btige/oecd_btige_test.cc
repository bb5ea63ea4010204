#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class OecdBtigeTest : public LoadTest {};

TEST_F(OecdBtigeTest, ReadsTheFixture) {
  const auto report = Load("oecd-btige", std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/oecd_btige/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select * exclude (source, quantity_t) from trade order by all"),
              ElementsAre("BTIGE|2021|KOR|JPN|C26|", "BTIGE|2021|MYS|USA|C261|103536", "BTIGE|2021|TWN|USA|C261|500",
                          "BTIGE|2021|TWN|USA|_T|2000"));
  EXPECT_THAT(
      Rows("select line, column_name, found, reason from reject order by line"),
      ElementsAre("5|year|21|not a year", "6|product|C999|not a product group of BTIGE", "7|value|a lot|not a number",
                  "8|value|-1|trade cannot be negative", HasSubstr("9|exporter|QQQ|not an economy")));
}

TEST_F(OecdBtigeTest, AFileOfAnyNameLoads) {
  const auto report =
      Load("oecd-btige", Write("flows.txt", "product,value,year,importer,exporter,note\nC26,1,2030,KOR,JPN,x\n"));
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select exporter, importer, value_usd from trade"), ElementsAre("JPN|KOR|1000"));
}

TEST_F(OecdBtigeTest, RefusesAnotherLayout) {
  const auto report = Load("oecd-btige", Write("flows.csv", "year,seller,buyer,product,value\n2030,JPN,KOR,C26,1\n"));
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, ErrorKind::kSchemaMismatch);
}

// The shipped file: 217,824 rows, 176 exporters, 9 importers, 83 groups. HHI of exporters 2023 without the importer,
// and the first supplier's share: the data guide's figures for C261 and C27.
TEST_F(OecdBtigeTest, ReadsTheShippedFile) {
  const auto report = Load("oecd-btige", std::filesystem::path(TENON_SOURCE_DIR) / "data/oecd-btige");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows, 217824);
  EXPECT_EQ(report->rows_rejected, 0);
  EXPECT_THAT(
      Rows("select count(distinct exporter), count(distinct importer), count(distinct product), min(year), max(year) "
           "from trade"),
      ElementsAre("176|9|83|2021|2023"));
  const std::string share =
      "with share as (select product, importer, exporter, value_usd / sum(value_usd) over (partition by product, "
      "importer) "
      "  as share from trade where year = 2023 and product in ('C261', 'C27') and exporter <> importer) ";
  EXPECT_THAT(Rows(share + "select product, importer, printf('%.4f', sum(share * share)) from share "
                           "where importer in ('DEU', 'JPN', 'KOR', 'USA') group by all order by all"),
              ElementsAre("C261|DEU|0.0702", "C261|JPN|0.2322", "C261|KOR|0.1999", "C261|USA|0.0756", "C27|DEU|0.0817",
                          "C27|JPN|0.2727", "C27|KOR|0.3196", "C27|USA|0.1614"));
  EXPECT_THAT(Rows(share + "select product, importer, arg_max(exporter, share), printf('%.3f', max(share)) from share "
                           "where product = 'C261' and importer in ('DEU', 'JPN', 'KOR', 'USA') "
                           "or product = 'C27' and importer in ('JPN', 'KOR') group by all order by all"),
              ElementsAre("C261|DEU|CHN|0.151", "C261|JPN|TWN|0.430", "C261|KOR|CHN|0.358", "C261|USA|MYS|0.162",
                          "C27|JPN|CHN|0.503", "C27|KOR|CHN|0.547"));
  // 65.716 bn USD from 120 exporters.
  EXPECT_THAT(Rows("select count(*), printf('%.3f', sum(value_usd) / 1e9) from trade "
                   "where year = 2023 and importer = 'USA' and product = 'C261'"),
              ElementsAre("120|65.716"));
}

// Every group has a title in both languages, and every ISIC code of the concordance exists.
TEST_F(OecdBtigeTest, BuiltInListsAreWhole) {
  EXPECT_THAT(Rows("select count(*) from classification where scheme = 'BTIGE'"), ElementsAre("83"));
  EXPECT_THAT(
      Rows("select code from classification where scheme = 'BTIGE' and (title_en is null or title_zh is null or "
           "coalesce(parent, '_T') not in (select code from classification where scheme = 'BTIGE'))"),
      ElementsAre());
  EXPECT_THAT(Rows("select from_code, to_code from concordance where from_scheme = 'ISIC4' and to_scheme = 'BTIGE' and "
                   "(from_code not in (select code from classification where scheme = 'ISIC4') or "
                   "to_code not in (select code from classification where scheme = 'BTIGE') or weight <> 1)"),
              ElementsAre());
  EXPECT_THAT(Rows("select from_code, to_code from concordance where from_scheme = 'ISIC4' and to_scheme = 'BTIGE' and "
                   "from_code in ('2610', '26', 'C', '2520', '2431', '0721') order by 1"),
              ElementsAre("0721|B072", "2431|C24FER", "2520|C254", "26|C26", "2610|C261", "C|C"));
}

}  // namespace
}  // namespace tenon::sources
