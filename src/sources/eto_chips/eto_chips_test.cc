#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

using ::testing::ElementsAre;

class EtoChipsTest : public LoadTest {};

TEST_F(EtoChipsTest, ReadsTheFixture) {
  const auto report = Load("eto-chips", std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/eto_chips/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select input, input_name, provider, provider_economy, share, year from provision order by all"),
              ElementsAre("N901|Widget moulds|Mould Works|JPN||2030", "N901|Widget moulds||NLD|0.625|2030",
                          "N901|Widget moulds|||0.375|2030", "S2|Fabrication|Mould Works|JPN|0.01|2030"));
  EXPECT_THAT(Rows("select code, parent, title_en from classification where scheme = 'ETO-INPUT' order by 1"),
              ElementsAre("N900|S2|Widget casting", "N901|N900|Widget moulds", "S2||Fabrication"));
  // Lines are those a row begins in: cells hold line breaks.
  EXPECT_THAT(Rows("select line, column_name, found, reason from reject order by line"),
              ElementsAre("7|provider_id|P903|a provider that providers.csv does not name, or with two countries",
                          "8|provider_id|P904|a provider that is neither country nor organization",
                          "9|provided_id|N902|an input that is neither in inputs.csv nor in stages.csv",
                          "10|share_provided|most|not a number", "11|share_provided|101|not a percentage from 0 to 100",
                          "12|year|soon|not a year"));
}

// The published data: 1,300 rows, none lost; 113 input-year cells of economies, 96 with shares; HHI 1 in five, and two
// (N52, N112) that name nobody but "various countries": the data guide's figures.
TEST_F(EtoChipsTest, ReadsThePublishedData) {
  const std::filesystem::path data = std::filesystem::path(TENON_SHARED_DATA) / "eto-chips";
  if (!std::filesystem::exists(data)) GTEST_SKIP() << "eto-chips is not here (CC BY-NC 4.0: not shipped)";
  const auto report = Load("eto-chips", data);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows_rejected, 0);
  EXPECT_THAT(Rows("select count(*), count(share), count(*) filter (input like 'S%') from provision"),
              ElementsAre("1300|1054|21"));
  EXPECT_THAT(Rows("select year, count(*) from provision group by all order by all"),
              ElementsAre("2019|264", "2021|16", "2022|43", "2025|977"));
  EXPECT_THAT(Rows("select count(*), count(*) filter (known > 0) from "
                   "(select input, year, count(share) as known from provision where provider is null group by all)"),
              ElementsAre("113|96"));
  EXPECT_THAT(Rows("with named as (select input, year, provider_economy, "
                   "  share / sum(share) over (partition by input, year) as share from provision "
                   "  where provider is null and provider_economy is not null) "
                   "select input, any_value(provider_economy) from named group by input, year "
                   "having abs(sum(share * share) - 1) < 1e-9 order by 1"),
              ElementsAre("N130|USA", "N20|NLD", "N64|USA", "N77|SGP", "N8|DEU"));
  EXPECT_THAT(Rows("select input from provision where provider is null group by input, year "
                   "having count(share) > 0 and count(share) filter (provider_economy is not null) = 0 order by 1"),
              ElementsAre("N112", "N52"));
  EXPECT_THAT(Rows("select count(*) from classification where scheme = 'ETO-INPUT'"), ElementsAre("129"));
}

}  // namespace
}  // namespace tenon::sources
