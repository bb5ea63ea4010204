#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::filesystem::path kFixture = std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/un_comtrade/fixture";
const std::filesystem::path kNickel =
    std::filesystem::path(TENON_SHARED_DATA) / "critical-minerals/data/source/UN_nickel_trade.csv";

class UnComtradeTest : public LoadTest {};

TEST_F(UnComtradeTest, ReadsTheFixture) {
  const auto report = Load("un-comtrade", kFixture);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select * exclude (source) from trade order by all"),
              ElementsAre("HS2022|2022|FRA|USA|260400|12|0.07", "HS2022|2022|IDN|JPN|260400|80|4",
                          "HS2022|2022|PHL|JPN|26|800|", "HS2022|2022|PHL|JPN|260400|450|0.9",
                          "HS2022|2022|PHL|JPN|TOTAL|9000|", "HS2022|2022|TWN|JPN|260400|40|",
                          "SITC4|2022|PHL|JPN|2841|450|0.9"));
  EXPECT_THAT(
      Rows("select line, column_name, found, reason from reject order by line"),
      ElementsAre("2|partnerCode|W00|world total, not an economy", "5|exporter|899|economies that are not named",
                  "6|flowCode|X|not the flow that was asked for (--flow)",
                  "11|flowCode|RM|a part of imports or exports, counted there",
                  "12|motCode|1000|a part of another row, by mode of transport",
                  "13|partner2Code|36|a part of another row, by second partner",
                  "14|customsCode|C04|a part of another row, by customs procedure",
                  "15|period|202201|a month, not a year", "16|typeCode|S|services, not goods",
                  "17|classificationCode|H9|not a classification that is known here",
                  "18|cmdCode|260499|not a code of its classification", "19|primaryValue||no value"));
}

TEST_F(UnComtradeTest, ExportsAreTheSellersStatement) {
  ASSERT_TRUE(Load("un-comtrade", kFixture, {{"flow", "exports"}}));
  EXPECT_THAT(Rows("select exporter, importer, value_usd from trade"), ElementsAre("USA|FRA|11"));
}

TEST_F(UnComtradeTest, BulkFilesAreTabSeparated) {
  const auto report = Load("un-comtrade", Write("COMTRADE-FINAL-CA392202201H6[2023-05-01]",
                                                "freqCode\tperiod\treporterCode\tflowCode\tpartnerCode\tpartner2Code\t"
                                                "classificationCode\tcmdCode\tnetWgt\tprimaryValue\n"
                                                "A\t2022\t392\tM\t608\t0\tH6\t260400\t900.0\t450.5\n"));
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select exporter, importer, value_usd, quantity_t from trade"), ElementsAre("PHL|JPN|450.5|0.9"));
}

TEST_F(UnComtradeTest, FormerBulkLayout) {
  const auto report = Load(
      "un-comtrade",
      Write("x.csv",
            "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter "
            "Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,Commodity Code,Commodity,Qty Unit Code,Qty "
            "Unit,Qty,Netweight (kg),Trade Value (US$),Flag\n"
            "H4,2015,2015,2015,6,1,1,Import,392,Japan,JPN,608,Philippines,PHL,260400,Nickel,8,kg,900,900,450,0\n"
            "H4,2015,2015,2015,6,1,3,Re-Export,392,Japan,JPN,608,Philippines,PHL,260400,Nickel,8,kg,9,9,4,0\n"));
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select classification, exporter, importer, value_usd, quantity_t from trade"),
              ElementsAre("HS2012|PHL|JPN|450|0.9"));
}

// The extract of the data guide: 13,739 rows, 3,434 of them the world as partner; no revision is stated.
TEST_F(UnComtradeTest, ReadsTheRealFile) {
  if (!std::filesystem::exists(kNickel)) GTEST_SKIP() << kNickel << " is absent";
  const auto unstated = Load("un-comtrade", kNickel);
  ASSERT_FALSE(unstated);
  EXPECT_THAT(unstated.error().message, HasSubstr("name it with --hs"));
  // Counted in the file with another program: 5,856 rows are exports; of the imports, 2,063 are from the world.
  const auto report = Load("un-comtrade", kNickel, {{"hs", "HS2017"}});
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows + report->rows_rejected, 13739);
  EXPECT_THAT(Rows("select reason, count(*) from reject where reason like 'not the flow%' group by all"),
              ElementsAre(HasSubstr("|5856")));
  EXPECT_THAT(Rows("select count(*) from reject where reason like 'world total%'"), ElementsAre("2063"));
}

}  // namespace
}  // namespace tenon::sources
