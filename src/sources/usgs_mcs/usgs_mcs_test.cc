#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class UsgsMcsTest : public LoadTest {};

TEST_F(UsgsMcsTest, ReadsTheFixture) {
  const auto report = Load("usgs-mcs", std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/usgs_mcs/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  // Years from the header; kilograms and millions of tons become t; others, not named, have no economy.
  EXPECT_THAT(Rows("select item, economy, year, printf('%.10g', quantity), unit from production order by all"),
              ElementsAre("gallium|CHN|2028|600|t", "gallium|CHN|2029|750|t", "gallium|RUS|2028|6|t",
                          "gallium||2028|0.1|t", "gallium||2029|0.1|t", "helium|COD|2028|2000000|m3",
                          "helium|POL|2029|3000000|m3", "raw-steel|JPN|2028|87000000|t",
                          "raw-steel|JPN|2029|84000000|t", "unobtainium-mine-production-oxide-content|CHL|2028|7|t",
                          "unobtainium-mine-production-oxide-content|CHL|2029|8|t"));
  const std::string no_figure = "no figure: withheld, not available or none, the file does not say which";
  EXPECT_THAT(
      Rows("select line, column_name, found, reason from reject order by line, column_name"),
      ElementsAre("3|PROD_EST_ 2029||" + no_figure, "4|PROD_2028|W for 28-29|" + no_figure,
                  "4|PROD_EST_ 2029|W for 28-29|" + no_figure,
                  "6|COUNTRY|World total (rounded)|world total, not an economy",
                  HasSubstr("|drawn from store, not produced in the year"), "9|PROD_EST_ 2029|some|not a number",
                  "10|UNIT_MEAS|balloons|not a unit that is known here",
                  "11|COUNTRY|Mali and Niger|several economies in one row",
                  "12|PROD_2028|-2|production cannot be negative", "13|TYPE|Pigment Capacity|capacity, not production",
                  "14|TYPE|Reserves, recoverable ore|reserves, not production"));
}

TEST_F(UsgsMcsTest, NotesMayBeAbsent) {
  const auto report =
      Load("usgs-mcs", Write("x.csv",
                             "COMMODITY,COUNTRY,TYPE,UNIT_MEAS,PROD_EST_2021\nTin,Peru,Mine production,metric tons,7\n"
                             "Tin,Chile,Mine production,metric tons,W\n"));
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select item, economy, year, quantity from production"), ElementsAre("tin|PER|2021|7"));
  EXPECT_THAT(Rows("select found from reject"), ElementsAre("W"));
}

TEST_F(UsgsMcsTest, RefusesAFileWithoutProduction) {
  const auto report =
      Load("usgs-mcs", Write("x.csv", "COMMODITY,COUNTRY,TYPE,UNIT_MEAS,PROD_NOTES,CAP_2023\na,b,c,d,e,1\n"));
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, ErrorKind::kSchemaMismatch);
  EXPECT_THAT(report.error().message, HasSubstr("PROD_2023"));
}

// The shipped file: 1,250 rows; every one ends as rows or rejects. HHI of named economies from PROD_2023: the data
// guide's figures.
TEST_F(UsgsMcsTest, ReadsTheShippedFile) {
  const auto report = Load("usgs-mcs", std::filesystem::path(TENON_SOURCE_DIR) / "data/usgs-mcs");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select count(*) from reject where reason like 'not an economy%' or reason like '%conflicting%'"),
              ElementsAre("0"));
  EXPECT_THAT(
      Rows("with share as (select item, economy, quantity / sum(quantity) over (partition by item) as share "
           "  from production where year = 2023 and economy is not null) "
           "select item, printf('%.3f', sum(share * share)), arg_max(economy, share), printf('%.3f', max(share)) "
           "from share where item in ('antimony', 'cobalt', 'gallium', 'graphite', 'indium', 'lithium', "
           "  'magnesium-metal', 'nickel', 'niobium', 'platinum', 'rare-earths', 'tungsten') "
           "group by all order by all"),
      ElementsAre("antimony|0.389|CHN|0.587", "cobalt|0.582|COD|0.756", "gallium|0.963|CHN|0.981",
                  "graphite|0.631|CHN|0.789", "indium|0.494|CHN|0.676", "lithium|0.282|AUS|0.450",
                  "magnesium-metal|0.802|CHN|0.894", "nickel|0.384|IDN|0.596", "niobium|0.864|BRA|0.927",
                  "platinum|0.548|ZAF|0.721", "rare-earths|0.491|CHN|0.681", "tungsten|0.717|CHN|0.844"));
  EXPECT_THAT(Rows("select distinct item from production where item not in "
                   "(select code from classification where scheme = 'USGS-MCS')"),
              ElementsAre());
  EXPECT_THAT(Rows("select item from production group by item having count(distinct unit) > 1"), ElementsAre());
}

}  // namespace
}  // namespace tenon::sources
