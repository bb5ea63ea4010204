#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::filesystem::path kFolder = std::filesystem::path(TENON_SHARED_DATA) / "critical-minerals/docs/data";

class CriticalMineralsTest : public LoadTest {};

TEST_F(CriticalMineralsTest, ReadsTheFixture) {
  const auto report =
      Load("critical-minerals", std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/critical_minerals/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select item, economy, year, quantity, unit from production order by all"),
              ElementsAre("cobalt-mining|COD|2022|70|t", "cobalt-mining|COD|2023|90|t", "cobalt-mining||2022|31|t",
                          "cobalt-refining|CHN|2023|80|t"));
  EXPECT_THAT(Rows("select line, column_name, found, reason from reject order by line"),
              ElementsAre(HasSubstr("2|economy|Atlantis|not an economy"),
                          "3|quantity|-2.0|production cannot be negative", "4|quantity||no figure"));
}

TEST_F(CriticalMineralsTest, RefusesOtherDocuments) {
  const auto other = Load("critical-minerals", Write("iron.json", "{\"minerals\": []}"));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, ErrorKind::kSchemaMismatch);
  const auto without = Load("critical-minerals", Write("tin.json", R"({"key": "tin", "mining": {"by_year": {
      "2020": {"countries": [{"iso3": "CHN", "quantity": 1}]}, "2021": {"countries": {"iso3": "CHN", "quantity": 2}}}}})"));
  ASSERT_FALSE(without);
  EXPECT_THAT(Describe(without.error()),
              HasSubstr("tin.json, mining of 2021: 'countries' is object; array is expected"));
  const auto index = Load("critical-minerals", Write("manifest.json", "{}"));
  ASSERT_FALSE(index);
  EXPECT_THAT(index.error().message, HasSubstr("cobalt.json"));
}

// Shares and HHI (percent squared, named economies) that the provider's overview states for 2023; the data guide
// repeats them. Copper: 2,672 without what is lumped together as "Other", as the guide recomputed it.
TEST_F(CriticalMineralsTest, ReadsTheRealFiles) {
  if (!std::filesystem::exists(kFolder)) GTEST_SKIP() << kFolder << " is absent";
  const auto report = Load("critical-minerals", kFolder);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows_rejected, 0);
  EXPECT_THAT(Rows("select count(distinct item), min(year), max(year) from production"), ElementsAre("17|2000|2023"));
  EXPECT_THAT(Rows("select distinct item from production where item not in "
                   "(select code from classification where scheme = 'CRITICAL-MINERALS')"),
              ElementsAre());
  EXPECT_THAT(
      Rows("with share as (select item, economy, 100 * quantity / sum(quantity) over (partition by item) as share "
           "  from production where year = 2023) "
           "select item, arg_max(economy, share), printf('%.2f', max(share)), printf('%.0f', sum(share * share)) "
           "from share where economy is not null and item in ('cobalt-mining', 'cobalt-refining', 'gallium-refining', "
           "  'copper-refining', 'germanium-refining') group by item order by item"),
      ElementsAre("cobalt-mining|COD|68.98|4909", "cobalt-refining|CHN|79.68|6412", "copper-refining|CHN|50.54|2672",
                  "gallium-refining|CHN|96.58|9333", "germanium-refining|CHN|94.79|8998"));
}

}  // namespace
}  // namespace tenon::sources
