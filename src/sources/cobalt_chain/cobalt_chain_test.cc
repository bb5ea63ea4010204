#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::filesystem::path kFolder = std::filesystem::path(TENON_SHARED_DATA) / "cobalt-chain-trade";

class CobaltChainTest : public LoadTest {};

TEST_F(CobaltChainTest, ReadsTheFixture) {
  const auto report =
      Load("cobalt-chain", std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/cobalt_chain/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(report->notes, ElementsAre(HasSubstr("tons summed over 2018 to 2020")));
  EXPECT_THAT(Rows("select * exclude (source) from trade order by strlen(classification) desc, #1, #2, #3, #4, #5"),
              ElementsAre("HS2012-3Y|2020|COD|CHN|260500||61411.198", "HS2012-3Y|2020|COD|CHN|810520||808246.956",
                          "HS2012-3Y|2020|COD|ZAF|260500||789.2360000000001", "HS2012-3Y|2020|COD|ZAF|810520||240",
                          "HS2012-3Y|2020|TWN|CHN|810520||917.631", "HS2012-3Y|2020|TWN|JPN|810520||121.531",
                          "HS2012-3Y|2020|ZMB|CHN|260500||1642.099", "HS2012-3Y|2020|ZMB|CHN|810520||2039.715",
                          "HS2012-3Y|2020|ZMB|JPN|810520||830", "HS2012-3Y|2020|ZMB|ZAF|260500||189.167",
                          "HS2012|2019|CHN|USA|850650|35302732|506.865", "HS2012|2019|CHN|ZAF|850650|1488459|8.794",
                          "HS2012|2019|JPN|USA|850650|48465203|519.382", "HS2012|2019|JPN|ZAF|850650|67245|0.725",
                          "HS2012|2019|TWN|ZAF|850650|19385|0.098"));
  EXPECT_THAT(Rows("select line, column_name, found, reason from reject order by all"),
              ElementsAre(HasSubstr("2|exporter|Atlantis|not an economy"), "2|k|850699|not a code of HS2012",
                          "3|q_total|-1|trade cannot be negative", "3|v|x|not a number"));
}

TEST_F(CobaltChainTest, TheYearsMustStandInTheName) {
  for (const char* name : {"cobalt_chain_products_2018.csv", "cobalt_chain_products_2018_2022.csv"}) {
    const auto report = Load("cobalt-chain", Write(name, "k,sources,targets,q_total\n260500,Zambia,China,1\n"));
    ASSERT_FALSE(report);
    EXPECT_THAT(report.error().message, HasSubstr("three years"));
  }
}

// Figures of the data guide: tons of 2018-2020 by source, and the value of lithium cells in 2019.
TEST_F(CobaltChainTest, ReadsTheRealFiles) {
  if (!std::filesystem::exists(kFolder)) GTEST_SKIP() << kFolder << " is absent";
  const auto report = Load("cobalt-chain", kFolder);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows, 4277 + 4619 + 76995 + 82944 + 83872);
  EXPECT_EQ(report->rows_rejected, 0);
  EXPECT_THAT(
      Rows("with seller as (select product, exporter, sum(quantity_t) as t from trade "
           "  where classification = 'HS2012-3Y' and year = 2020 and product in ('260500', '282200', '810520', "
           "'283329') "
           "  group by all), "
           "share as (select *, t / sum(t) over (partition by product) as share from seller) "
           "select product, printf('%.3f', sum(share * share)), arg_max(exporter, share), printf('%.3f', max(share)) "
           "from share group by product order by product"),
      ElementsAre("260500|0.785|COD|0.885", "282200|0.790|COD|0.887", HasSubstr("283329|0.112|"),
                  "810520|0.591|COD|0.767"));
  EXPECT_THAT(
      Rows("with seller as (select exporter, sum(value_usd) as usd from trade where classification = 'HS2012' and "
           "  year = 2019 group by all), "
           "share as (select *, usd / sum(usd) over () as share from seller) "
           "select printf('%.4f', sum(share * share)), arg_max(exporter, share), printf('%.3f', max(share)), "
           "printf('%.0f', sum(usd)) from share"),
      ElementsAre("0.0963|CHN|0.190|2948579662"));
}

}  // namespace
}  // namespace tenon::sources
