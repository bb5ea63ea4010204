#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

using ::testing::ElementsAre;

class NcsesTest : public LoadTest {};

TEST_F(NcsesTest, ReadsTheFixture) {
  const auto report = Load("ncses", std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/ncses/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(
      Rows("select indicator, economy, item, year, printf('%.10g', value), unit from indicator order by all"),
      ElementsAre("kti_value_added|DEU|medical-and-dental-instruments|2019|10500000|USD",
                  "patent_families|TWN|semiconductors|2020|10|count", "patent_families|WLD|ALL|2020|938038|count",
                  "publications|BHS|geosciences-atmospheric-sciences-and-ocean-sciences|2022|1.25|count",
                  "uspto_patents|KOR|micro-structural-and-nano-technology|2020|3|count",
                  "uspto_semiconductor_patents|WLD|semiconductors|2022|16498|count",
                  "value_added|CAN|30X|2002|1000000|USD", "value_added|CAN|62-63|2002|1000000|USD",
                  "value_added|CAN|C|2002|5000000|USD", "value_added|CAN|all-kti-industries|2002|1000000|USD",
                  "value_added|EU27|26|2002|2500000|USD", "value_added|WLD|ALL|2002|3.2297883e+13|USD"));
  EXPECT_THAT(Rows("select column_name, found, reason from reject order by file, line"),
              ElementsAre("economy|Other Asia|economies that are not named",
                          "economy|Other Europe-2020|a region, not an economy",
                          "kind|pct|not a kind of patent that is known here",
                          "wipo_field|alchemy|not a field of technology of WIPO", "year|MMXX|not a year",
                          "count||no figure", "count|many|not a number", "count|-1|a count or value cannot be negative",
                          "field|numerology|not a field of study of NCSES",
                          "industry|KTI/all ISIC, Rev.4, industries (%)|a percentage, not value added"));
}

TEST_F(NcsesTest, OneFileAloneIsEnoughAFolderWithoutOneIsNot) {
  const auto one = Load(
      "ncses", Write("kti_value_added.csv", "industry,economy,type,year,value_added_musd\nKTI,Peru,economy,2019,1\n"));
  ASSERT_TRUE(one) << Describe(one.error());
  std::filesystem::create_directory(folder() / "empty");
  EXPECT_FALSE(Load("ncses", folder() / "empty"));
}

// The shipped files, against the data guide: rows of each file, families of 2020, revealed advantage over ALL.
TEST_F(NcsesTest, ReadsTheShippedFiles) {
  const auto report = Load("ncses", std::filesystem::path(TENON_SOURCE_DIR) / "data/ncses");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select (select count(*) from indicator) + (select count(*) from reject)"),
              ElementsAre(std::to_string(76038 + 48674 + 13770 + 5460 + 1225)));
  EXPECT_THAT(
      Rows("select item, economy, value from indicator where indicator = 'patent_families' and year = 2020 "
           "and item in ('ALL', 'semiconductors') and economy in ('WLD', 'CHN', 'JPN', 'USA') order by item, value "
           "desc"),
      ElementsAre("ALL|WLD|938038", "ALL|CHN|456088", "ALL|JPN|141286", "ALL|USA|95347", "semiconductors|WLD|28211",
                  "semiconductors|CHN|10462", "semiconductors|JPN|5512", "semiconductors|USA|2822"));
  EXPECT_THAT(
      Rows("with family as (select economy, any_value(value) filter (item = 'ALL') as whole, "
           "  any_value(value) filter (item = 'semiconductors') as part from indicator "
           "  where indicator = 'patent_families' and year = 2020 group by all) "
           "select f.economy, printf('%.3f', (f.part / w.part) / (f.whole / w.whole)) from family f, family w "
           "where w.economy = 'WLD' and f.economy in ('TWN', 'KOR', 'JPN', 'USA', 'CHN', 'DEU') order by 2 desc"),
      ElementsAre("TWN|4.676", "KOR|1.726", "JPN|1.297", "USA|0.984", "CHN|0.763", "DEU|0.621"));
  EXPECT_THAT(Rows("select indicator, economy, item, year, printf('%.0f', value) from indicator where (indicator, "
                   "economy, item, year) in "
                   "(('uspto_patents', 'WLD', 'ALL', 1998), ('uspto_patents', 'WLD', 'ALL', 2020), "
                   "('kti_value_added', 'WLD', 'kti', 2019), ('kti_value_added', 'DEU', 'kti', 2019), "
                   "('value_added', 'WLD', '26', 2022), ('value_added', 'CHN', '26', 2022)) order by all"),
              ElementsAre("kti_value_added|DEU|kti|2019|593723000000", "kti_value_added|WLD|kti|2019|9220040000000",
                          "uspto_patents|WLD|ALL|1998|147576", "uspto_patents|WLD|ALL|2020|353701",
                          "value_added|CHN|26|2022|475537000000", "value_added|WLD|26|2022|1539262000000"));
  EXPECT_THAT(Rows("select distinct found from reject where reason like 'not an economy%' order by 1"),
              ElementsAre("Gaza Strip", "West Bank"));
}

TEST_F(NcsesTest, BuiltInListsAreWhole) {
  EXPECT_THAT(Rows("select scheme, count(*), count(parent), count(title_zh) from classification "
                   "where scheme in ('WIPO-FIELD', 'NCSES-FIELD') group by all order by all"),
              ElementsAre("NCSES-FIELD|14|0|14", "WIPO-FIELD|40|35|40"));  // 35 fields in 5 sectors
  EXPECT_THAT(Rows("select count(*), count(distinct from_code), count(distinct to_code) from concordance where "
                   "from_scheme = 'OPENALEX-TOPIC' and to_scheme = 'NCSES-FIELD' and "
                   "from_code in (select code from classification where scheme = 'OPENALEX-TOPIC') and "
                   "to_code in (select code from classification where scheme = 'NCSES-FIELD')"),
              ElementsAre("4290|4290|14"));
}

}  // namespace
}  // namespace tenon::sources
