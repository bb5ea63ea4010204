#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class WiodTest : public LoadTest {
 protected:
  static std::filesystem::path Fixture() {
    return std::filesystem::path(TENON_SOURCE_DIR) / "src/sources/wiod/fixture";
  }
  std::string ErrorOf(const std::filesystem::path& file, const Options& options = {}) const {
    const auto report = Load("wiod", file, options);
    return report ? "no error" : Describe(report.error());
  }
};

constexpr const char* kSmall = "row,AUS.1,RoW.1,AUS.f1,RoW.f5,output\nAUS.1,1,2,30,-1,32\nRoW.1,0,5,6,7,18\n";

TEST_F(WiodTest, ReadsTheRelease2013) {
  const auto report = Load("wiod", Write("wiot_1995.csv", kSmall));
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select name, year, part, row_economy, row_item, column_economy, column_item, value, unit "
                   "from io_cell order by all"),
              ElementsAre("WIOD2013|1995|final|AUS|c1|AUS|households|30|million USD",
                          "WIOD2013|1995|final|AUS|c1|ROW|inventories|-1|million USD",
                          "WIOD2013|1995|final|ROW|c1|AUS|households|6|million USD",
                          "WIOD2013|1995|final|ROW|c1|ROW|inventories|7|million USD",
                          "WIOD2013|1995|intermediate|AUS|c1|AUS|c1|1|million USD",
                          "WIOD2013|1995|intermediate|AUS|c1|ROW|c1|2|million USD",
                          "WIOD2013|1995|intermediate|ROW|c1|ROW|c1|5|million USD",
                          "WIOD2013|1995|output|AUS|c1|AUS|output|32|million USD",
                          "WIOD2013|1995|output|ROW|c1|ROW|output|18|million USD"));
}

TEST_F(WiodTest, TwoYearsStandSideBySide) {
  ASSERT_TRUE(Load("wiod", Write("wiot_1995.csv", kSmall)));
  ASSERT_TRUE(Load("wiod", Write("small.wiot.csv", kSmall), {{"year", "1996"}}));
  EXPECT_THAT(Rows("select year, count(*) from io_cell group by 1 order by 1"), ElementsAre("1995|9", "1996|9"));
}

TEST_F(WiodTest, ReadsBothReleasesOfTheFixture) {
  const auto report = Load("wiod", Fixture());
  ASSERT_TRUE(report) << Describe(report.error());
  ASSERT_EQ(report->findings.size(), 1u);
  EXPECT_EQ(report->findings[0].rows.size(), 4u);
  EXPECT_THAT(Rows("select distinct row_economy from io_cell where name = 'WIOD2013' order by 1"),
              ElementsAre("AUS", "ROU", "ROW"));  // ROM is Romania's older code
  EXPECT_THAT(Rows("select distinct part, row_item from io_cell where name = 'WIOD2016' order by all"),
              ElementsAre("final|A01", "final|C26", "intermediate|A01", "intermediate|C26", "output|A01", "output|C26",
                          "value_added|IntTTM", "value_added|TXSP", "value_added|VA"));
  // Column C26 of Australia: 4 flows, taxes, value added and margins make its output.
  EXPECT_THAT(Rows("select round(sum(value) filter (part <> 'output') - sum(value) filter (part = 'output'), 6) from "
                   "io_cell where name = 'WIOD2016' and part in ('intermediate', 'value_added', 'output') and "
                   "column_economy = 'AUS' and (column_item = 'C26' or part = 'output' and row_item = 'C26')"),
              ElementsAre("0"));
}

TEST_F(WiodTest, RefusesWhatIsNotAWholeTable) {
  EXPECT_THAT(ErrorOf(Write("wiot_1995.csv", "row,AUS.1,AUS.36,output\n")), HasSubstr(":1:3: 'AUS.36' is no row"));
  EXPECT_THAT(ErrorOf(Write("wiot_1995.csv", "row,AUS.1,ATL.1,output\n")), HasSubstr(":1:3: 'ATL' is no economy"));
  EXPECT_THAT(ErrorOf(Write("wiot_1995.csv", "row,AUS.1,AUS.f1,output\nAUS.1,1,x,3\n")),
              HasSubstr(":2:3: not a number in row 'c1', column 'households': found 'x'"));
  EXPECT_THAT(ErrorOf(Write("wiot_1995.csv", "row,AUS.1,AUS.f1,output\nAUS.1,1,,1\n")), HasSubstr("an empty cell"));
  EXPECT_THAT(ErrorOf(Write("wiot_1995.csv", "row,AUS.1,AUS.2,output\nAUS.1,1,0,1\n")),
              HasSubstr("'AUS c2' is an industry among the columns, but not among the rows"));
  EXPECT_THAT(ErrorOf(Write("wiot_1995.csv", "row,AUS.1,output\nAUS.1,1,1\nAUS.1,1,1\n")),
              HasSubstr(":3:1: a second row is called 'AUS c1'"));
  EXPECT_THAT(ErrorOf(Write("wiot_1995.csv", "row,AUS.1,AUS.f1\nAUS.1,1,1\n")), HasSubstr("no output is stated"));
  EXPECT_THAT(ErrorOf(Write("wiot.csv", kSmall)), HasSubstr("give --year"));
  EXPECT_THAT(ErrorOf(Write("wiot_1995.csv", "a,b\n1,2\n")), HasSubstr("neither release of WIOD"));
}

TEST_F(WiodTest, RefusesAnImbalanceUnlessItIsAllowed) {
  // 1 + 2 + 30 - 1 = 32, stated 40: four cells and the output explain 2.5.
  std::string text = kSmall;
  text.replace(text.find(",32\n"), 4, ",40\n");
  const auto file = Write("wiot_1995.csv", text);
  EXPECT_THAT(ErrorOf(file), HasSubstr("1 of 2 industries miss intermediate + final = output"));
  EXPECT_THAT(ErrorOf(file, {{"tolerance", "0.1"}}), HasSubstr("most of all AUS c1: the sum is 32, output 40"));
  EXPECT_TRUE(Load("wiod", file, {{"tolerance", "0.25"}}));
  const auto allowed = Load("wiod", Write("wiot_1996.csv", text), {{"allow_imbalance", "true"}});
  ASSERT_TRUE(allowed) << Describe(allowed.error());
  EXPECT_EQ(ToText(allowed->findings[0].At(0, "beyond")), "1");
  EXPECT_EQ(ToText(allowed->findings[0].At(0, "largest")), "8");
  EXPECT_THAT(Rows("select options from load where options like '%imbalance=true%'"),
              ElementsAre(HasSubstr("allow_imbalance=true")));
}

// The data guide: 1,435 industries, row sums within 108 of output, which is at most 3,357,015.
TEST_F(WiodTest, ReadsTheTableOf2011) {
  const auto file = std::filesystem::path(TENON_SHARED_DATA) / "wiod-2013/wiot_2011.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "not there: " << file;
  const auto report = Load("wiod", file);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select count(*), count(distinct row_economy), max(value) from io_cell where part = 'output'"),
              ElementsAre("1435|41|3357015"));
  EXPECT_EQ(std::abs(RealOr(report->findings[0].At(0, "largest"), 0)), 108);
  // The same guide: imported share of the intermediate inputs of c14.
  EXPECT_THAT(Rows("select column_economy, printf('%.3f', sum(value) filter (row_economy <> column_economy) / "
                   "sum(value)) from io_cell where part = 'intermediate' and column_item = 'c14' and column_economy in "
                   "('CHN', 'KOR', 'USA', 'DEU', 'JPN', 'TWN') group by 1 order by 1"),
              ElementsAre("CHN|0.158", "DEU|0.422", "JPN|0.108", "KOR|0.246", "TWN|0.513", "USA|0.262"));
}

}  // namespace
}  // namespace tenon::sources
