#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

using ::testing::ElementsAre;

class BeaStateGdpTest : public LoadTest {};

TEST_F(BeaStateGdpTest, ReadsTheFixture) {
  const auto report =
      Load("bea-state-gdp", std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/bea_state_gdp/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows_rejected, 0);
  EXPECT_THAT(Rows("select region, name, economy, parent, kind from region order by 1"),
              ElementsAre("00000|United States|USA||country", "02000|Alaska|USA|98000|state",
                          "98000|Far West|USA|00000|group of states"));
  EXPECT_THAT(
      Rows("select code, parent from classification where scheme = 'BEA-INDUSTRY' order by all"),
      ElementsAre("11|private-industries", "11,21|", "111-112|11", "22|private-industries", "31-33|private-industries",
                  "321,327-339|31-33", "334|321,327-339", "all-industry-total|",
                  "all-industry-total-overseas-activity|", "government-and-government-enterprises|all-industry-total",
                  "private-industries|all-industry-total"));
}

// The shipped file: 60 places; numbers as printed in it, in millions.
TEST_F(BeaStateGdpTest, ReadsTheShippedFile) {
  const auto report = Load("bea-state-gdp", std::filesystem::path(TENON_SOURCE_DIR) / "data/bea-state-gdp");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows_rejected, 4);  // the footnotes
  EXPECT_EQ(report->notes.size(), 3u);
  EXPECT_THAT(Rows("select kind, count(*) from region group by 1 order by 1"),
              ElementsAre("country|1", "group of states|8", "state|51"));
  EXPECT_THAT(Rows("select year, printf('%.0f', value) from region_activity where region = '00000' and activity = "
                   "'all-industry-total' and year in (1997, 2018) order by 1"),
              ElementsAre("1997|8577552000000", "2018|20494079000000"));
  EXPECT_THAT(Rows("select count(*) from region_activity where value is null"), ElementsAre("3568"));
  // The states make the nation, less activity overseas.
  EXPECT_THAT(
      Rows("select round((sum(value) filter (kind = 'state') + sum(value) filter (activity like '%overseas%') - "
           "sum(value) filter (kind = 'country' and activity = 'all-industry-total')) / 1e9) from "
           "region_activity join region using (region) where year = 2017 and activity in "
           "('all-industry-total', 'all-industry-total-overseas-activity')"),
      ElementsAre("0"));
  // Leaves (with a parent, parents of none) add up to the whole.
  EXPECT_THAT(
      Rows("select count(*), abs(sum(a.value) - 18219297e6) < 2e6 from region_activity a join classification c on "
           "a.activity = c.code and c.scheme = 'BEA-INDUSTRY' where region = '00000' and year = 2015 and c.parent is "
           "not null and c.code not in (select parent from classification where scheme = 'BEA-INDUSTRY' and parent is "
           "not null)"),
      ElementsAre("65|true"));
}

}  // namespace
}  // namespace tenon::sources
