#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

using ::testing::ElementsAre;

class AntrasChorTest : public LoadTest {};

TEST_F(AntrasChorTest, ReadsTheFixture) {
  const auto report = Load("antras-chor", std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/antras_chor/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows, 16);
  EXPECT_THAT(Rows("select indicator, economy, item, year, value, unit from indicator where economy in ('ROU', 'ROW') "
                   "and indicator like '%upstreamness' or economy = 'CHN' order by all"),
              ElementsAre("downstreamness|CHN|c14|2030|3.5|steps", "final_use_share_of_output|CHN|c14|2030|0.25|1",
                          "upstreamness|CHN|c14|2030|2.75|steps", "upstreamness|ROU|c14|2030|3.5|steps",
                          "upstreamness|ROW|c35|2030|1|steps", "value_added_share_of_output|CHN|c14|2030|0.25|1"));
}

// The data guide: c14 of China 2.8434 / 3.6935, of Korea 3.1276 / 3.1702.
TEST_F(AntrasChorTest, ReadsTheFileOf2011) {
  const auto file = std::filesystem::path(TENON_SHARED_DATA) / "concordance/antras_chor_WIOD2013_GVCmeasures_2011.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "not there: " << file;
  const auto report = Load("antras-chor", file);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows_rejected, 0);
  EXPECT_THAT(Rows("select economy::varchar, printf('%.4f %.4f', any_value(value) filter (indicator = 'upstreamness'), "
                   "any_value(value) filter (indicator = 'downstreamness')) from indicator where item = 'c14' and "
                   "economy in ('CHN', 'KOR') group by 1 order by 1"),
              ElementsAre("CHN|2.8434 3.6935", "KOR|3.1276 3.1702"));
}

}  // namespace
}  // namespace tenon::sources
