#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using NasaTechportTest = LoadTest;

TEST_F(NasaTechportTest, LevelsThatAreEmptyAreNotKnown) {
  const auto report = Load("nasa-techport", fs::path(TENON_SOURCE_DIR) / "src/sources/nasa_techport/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select id, title, year, year_end, readiness_start, readiness, readiness_end from \"grant\" "
                   "where readiness is null or readiness_end is null or readiness_end = 9 order by id"),
              ElementsAre("12150|Sub-Scale Re-entry Capsule Drop via High Altitude Balloons|2011|2012|3||6",
                          "13075|Solar Electric Propulsion|2013|2023|4|4|9",
                          "94334|Development of Digital Micromirror Devices for Far-UV Applications|2018|2019|5|5|"));
  EXPECT_THAT(Rows("select line, column_name, found, reason from reject order by all"),
              ElementsAre("6|trl_current|10|not a level from 1 to 9", "7|start|2011-10|not a month such as Oct 2011"));
}

// Figures of the data guide.
TEST_F(NasaTechportTest, ReadsTheShippedProjects) {
  const auto report = Load("nasa-techport", fs::path(TENON_SOURCE_DIR) / "data/nasa-techport");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows_rejected, 0);
  EXPECT_THAT(Rows("select count(*), count(readiness_end - readiness_start), "
                   "printf('%.3f', avg(readiness_end - readiness_start)), max(readiness_end - readiness_start) "
                   "from \"grant\""),
              ElementsAre("38|37|1.865|8"));
}

}  // namespace
}  // namespace tenon::sources
