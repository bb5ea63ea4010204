#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::filesystem::path kFolder = std::filesystem::path(TENON_SHARED_DATA) / "world-mining";

class WorldMiningTest : public LoadTest {};

TEST_F(WorldMiningTest, ReadsTheFixture) {
  const auto report =
      Load("world-mining", std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/world_mining/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(report->notes, ElementsAre(HasSubstr("repaired: 1 rows of French Guiana bear the code GUY")));
  EXPECT_THAT(
      Rows("select item, economy, year, quantity, unit from production order by all"),
      ElementsAre("diamonds-gem|BWA|2029|17000|carat", "gallium|CHN|2029|600|t", "gallium|KOR|2029|2|t",
                  "gold|GUF|2029|0.916|t", "gold|GUY|2029|15.129|t", "gold|PER|2025|9|t", "lithium-li2o|TWN|2029|0|t",
                  "natural-gas|NOR|2029|120500000|m3", "rhodium|ZAF|2029|18|t", "tin|XKX|2029|7|t"));
  EXPECT_THAT(Rows("select from_code, to_scheme, to_code, weight from concordance where source = 'world-mining' "
                   "order by all"),
              ElementsAre("cobalt|HS1992|282200|", "cobalt|HS1992|810510|", "platinum|HS1992|711011|",
                          "platinum|HS1992|711019|", "platinum|HS1992|711510|", "tin|HS1992|260900|"));
  EXPECT_THAT(
      Rows("select indicator, economy, item, year, value, unit from indicator order by item"),
      ElementsAre("recycling_input_rate|EU27|cobalt|2023|0.22|1", "recycling_input_rate|EU27|gallium|2023|0|1",
                  "recycling_input_rate|EU27|platinum|2023|0.12|1", "recycling_input_rate|EU27|tin|2023|0.31|1"));
  EXPECT_THAT(
      Rows("select line, column_name, found, reason from reject where file like 'world%' order by line"),
      ElementsAre(HasSubstr("11|economy|Atlantis|not an economy"), "12|unit|ounces|not a unit that is known here",
                  "13|production||no figure", "14|production|-1|production cannot be negative",
                  "15|production|lots|not a number", "16|year|20x6|not a year"));
  EXPECT_THAT(Rows("select line, column_name, found, reason from reject where file like 'hs%' order by all"),
              ElementsAre("2|HS Code|Not Available|no code", "5|EoL-RIR (2023)|1.5|not a share from 0 to 1",
                          "5|HS Code|269999|not a code of HS1992"));
}

// Figures of the data guide: 9,481 rows of 65 materials; 73 codes of 53 materials; HHI and first producer of 2022.
TEST_F(WorldMiningTest, ReadsTheRealFiles) {
  if (!std::filesystem::exists(kFolder)) GTEST_SKIP() << kFolder << " is absent";
  const auto report = Load("world-mining", kFolder);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select count(*), count(distinct item) from production"), ElementsAre("9481|65"));
  EXPECT_THAT(Rows("select distinct item from production where item not in "
                   "(select code from classification where scheme = 'WORLD-MINING')"),
              ElementsAre());
  EXPECT_THAT(Rows("select count(distinct from_code), count(distinct to_code) from concordance "
                   "where source = 'world-mining'"),
              ElementsAre("53|73"));
  EXPECT_THAT(Rows("select reason, count(*) from reject group by all"), ElementsAre("no code|12"));
  EXPECT_THAT(Rows("select count(*) from indicator where indicator = 'recycling_input_rate'"), ElementsAre("65"));
  EXPECT_THAT(
      Rows("with share as (select item, economy, quantity / sum(quantity) over (partition by item) as share "
           "  from production where year = 2022) "
           "select item, printf('%.4f', sum(share * share)), arg_max(economy, share), printf('%.1f', 100 * max(share)) "
           "from share where item in ('gallium', 'germanium', 'niobium-nb2o5', 'tungsten-w', 'rare-earths-reo', "
           "  'cobalt', 'graphite', 'lithium-li2o') group by item order by item"),
      ElementsAre("cobalt|0.4929|COD|69.5", "gallium|0.9679|CHN|98.4", "germanium|0.8764|CHN|93.5",
                  "graphite|0.4707|CHN|67.2", "lithium-li2o|0.3198|AUS|43.3", "niobium-nb2o5|0.8693|BRA|93.1",
                  "rare-earths-reo|0.5283|CHN|70.7", "tungsten-w|0.6007|CHN|76.4"));
}

}  // namespace
}  // namespace tenon::sources
