#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class OecdIcioTest : public LoadTest {};

TEST_F(OecdIcioTest, ReadsTheFixture) {
  const auto report = Load("oecd-icio", std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/oecd_icio/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->findings[0].rows.size(), 2u);
  EXPECT_THAT(Rows("select name, year, row_economy, row_item from io_cell where part = 'output' order by all"),
              ElementsAre("ICIO|2018|AUS|01T02", "ICIO|2018|AUS|26", "ICIO|2018|CHN|26:CN1", "ICIO|2018|MEX|26:MX1",
                          "ICIO|2018|ROW|26"));
  EXPECT_THAT(Rows("select distinct row_economy, row_item from io_cell where part = 'value_added' order by all"),
              ElementsAre("|TLS", "|VALU"));
  EXPECT_THAT(Rows("select distinct column_item from io_cell where part = 'final' order by all"),
              ElementsAre("gfcf", "government", "households", "inventories", "npish", "purchases_abroad"));
}

// Editions up to 2018 have taxes in a row for each economy and call output otherwise.
TEST_F(OecdIcioTest, ReadsOlderEditions) {
  const auto report = Load("oecd-icio", Write("ICIO2018_2015.csv",
                                              "\"\",\"AUS_26\",\"AUS_HFCE\",\"TOTAL\"\n\"AUS_26\",1.5,3.5,5\n"
                                              "\"AUS_TAXSUB\",0.5,0.25,0.75\n\"VA\",3,0,3\n\"OUTPUT\",5,3.75,\n"));
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(
      Rows("select part, row_economy, row_item, column_item, value from io_cell order by all"),
      ElementsAre("final|AUS|26|households|3.5", "intermediate|AUS|26|26|1.5", "output|AUS|26|output|5",
                  "value_added|AUS|TLS|26|0.5", "value_added|AUS|TLS|households|0.25", "value_added||VALU|26|3"));
}

TEST_F(OecdIcioTest, RefusesOtherTables) {
  const auto report = Load("oecd-icio", Write("2018.csv", "V1,AUS_26,OUT\nAUS_26,1,1\nnote,1,1\n"));
  ASSERT_FALSE(report);
  EXPECT_THAT(Describe(report.error()), HasSubstr(":3:1: 'note' is no row or column of an ICIO table"));
}

}  // namespace
}  // namespace tenon::sources
