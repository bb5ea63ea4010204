#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::filesystem::path kStability =
    std::filesystem::path(TENON_SHARED_DATA) / "world-mining/wgi_political_stability_estimate.csv";

class WorldBankTest : public LoadTest {};

TEST_F(WorldBankTest, ReadsTheFixture) {
  const auto report = Load("world-bank", std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/world_bank/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select indicator, economy, item, year, value, unit from indicator order by all"),
              ElementsAre("gdp_per_head|ABW||2028|28000.5|USD", "gdp_per_head|ABW||2029|29000|USD",
                          "gdp_per_head|KOR||2027|34000|USD", "gdp_per_head|KOR||2029|36000|USD",
                          "gdp_per_head|WLD||2027|12000|USD", "political_stability|AND||2021|1.5|score",
                          "political_stability|TWN||2020|0.8|score", "political_stability|TWN||2021|0.7|score"));
  EXPECT_THAT(Rows("select line, column_name, found, reason from reject order by file, line"),
              ElementsAre(HasSubstr("7|economy|AFE|not an economy"), "9||ERI|no figure in any year",
                          "10|2028|a lot|not a number", HasSubstr("3|economy|XAT|not an economy")));
}

TEST_F(WorldBankTest, DataBankFiles) {
  const auto report =
      Load("world-bank", Write("x_Data.csv",
                               "Country Name,Country Code,Series Name,Series Code,2020 [YR2020],2021 [YR2021]\n"
                               "Chile,CHL,Political Stability: Estimate,GOV_WGI_PV.EST,0.1,..\n"
                               "Chile,CHL,\"Exports (% of GDP)\",NE.EXP.GNFS.ZS,31.5,32\n"
                               "Data from database: World Development Indicators\n"));
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select indicator, economy, year, value, unit from indicator order by all"),
              ElementsAre("NE.EXP.GNFS.ZS|CHL|2020|31.5|% of GDP", "NE.EXP.GNFS.ZS|CHL|2021|32|% of GDP",
                          "political_stability|CHL|2020|0.1|score"));
  EXPECT_THAT(Rows("select reason from reject"), ElementsAre("1 field where 6 are expected"));
}

TEST_F(WorldBankTest, TheGovernanceIndicatorsOwnFile) {
  const auto report =
      Load("world-bank", Write("wgidataset.csv",
                               "codeindyr,code,countryname,year,indicator,estimate,stddev\nNAMcc2020,NAM,Namibia,2020,"
                               "cc,0.25,0.1\nNAMpv1996,NAM,Namibia,1996,pv,..,..\nNAMxx,NAM,Namibia,2020,xx,1,1\n"));
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select indicator, economy, year, value, unit from indicator"),
              ElementsAre("control_of_corruption|NAM|2020|0.25|score"));
  EXPECT_THAT(Rows("select line, column_name, reason from reject order by line"),
              ElementsAre("3|estimate|no figure", "4|indicator|not a governance indicator"));
}

TEST_F(WorldBankTest, OtherTablesAreRefused) {
  const auto other = Load("world-bank", Write("x.csv", "a,b\n1,2\n"));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, ErrorKind::kSchemaMismatch);
  const auto derived = Load("world-bank", Write("wgi_normalized.csv", "Country/Territory,Code,2020\nChile,CHL,0\n"));
  ASSERT_FALSE(derived);
  EXPECT_THAT(derived.error().message, HasSubstr("wgi_political_stability_estimate.csv"));
}

// 214 rows, 1996 to 2022 (the data guide); 4,966 figures, 48 of them in two rows that are both called Guyana (counted
// with another program).
TEST_F(WorldBankTest, ReadsTheRealFile) {
  if (!std::filesystem::exists(kStability)) GTEST_SKIP() << kStability << " is absent";
  const auto report = Load("world-bank", kStability);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select min(year), max(year), count(distinct year), count(distinct economy) from indicator"),
              ElementsAre("1996|2022|24|212"));
  EXPECT_EQ(report->rows, 4966 - 48);
  EXPECT_THAT(Rows("select reason, count(*) from reject where found like '%GUY%' group by all"),
              ElementsAre("conflicting values for one key|48"));
  EXPECT_EQ(report->rows_rejected, 48);
}

}  // namespace
}  // namespace tenon::sources
