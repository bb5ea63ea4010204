#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using NsfcTest = LoadTest;

TEST_F(NsfcTest, ProjectsFieldsAndTerms) {
  const auto report = Load("nsfc", fs::path(TENON_SOURCE_DIR) / "src/sources/nsfc/fixture");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select id, field, type, institution, year, year_end, amount, currency from \"grant\" order by id"),
              ElementsAre("1600001||联合基金-广东联合|丙大学|2017|2020|2400000|CNY",
                          "71800001|G|青年科学基金项目|甲大学|2018|2020|180000|CNY",
                          "71800004|G|面上项目|甲大学|2018|2021|480000|CNY",
                          "71820107001|G|重点国际(地区)合作研究项目|乙大学|2018|2022|2205000|CNY",
                          "91600001||重大研究计划|丁大学|2017|2019|5e+05|CNY"));
  EXPECT_THAT(Rows("select project, year, cost, name, team from project where kind like '重点%'"),
              ElementsAre("71820107001||2205000|\"需求\"与创新的示例研究|乙大学"));
  EXPECT_THAT(Rows("select code, parent, title_en, title_zh from classification where source = 'nsfc' "
                   "and code < 'A0102' order by code"),
              ElementsAre("A01||mathematics|数学", "A0101|A01|Number Theory|数论",
                          "A010101|A0101|Analytical number theory|解析数论"));
  EXPECT_THAT(Rows("select count(*) - count(distinct title_zh), (select count(*) from term), "
                   "(select field from term where zh = '数论') from classification where source = 'nsfc'"),
              ElementsAre("1|5|A0101"));
  EXPECT_THAT(
      Rows("select file, line, column_name, found, reason from reject order by all"),
      ElementsAre("nsfc.jl|4|_id|Z01|not a code of a field", "nsfc.jl|5|parents|[\"A01\",\"B01\"]|not the code above",
                  "nsfc_projects_2017.csv|6|项目批准号|0|not a project number",
                  "nsfc_projects_2017.csv|7|起止年月|2018-2021|not months such as 2018.01-2020.12",
                  "nsfc_projects_2017.csv|8|金额|-3|not an amount"));
}

// The data guide: 17,926 projects of 599,106.13 x 10,000 yuan, 17,721 in department 7. One (15) has the number 0, and
// ten (1,966, five of department 7) end in months 13 to 17.
TEST_F(NsfcTest, ManagementProjects) {
  const fs::path data = fs::path(TENON_SHARED_DATA) / "nsfc-projects";
  if (!fs::exists(data)) GTEST_SKIP() << data;
  const auto report = Load("nsfc", data);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows_rejected, 11);
  EXPECT_THAT(Rows("select count(*), round(sum(amount) / 1e4, 2), count(*) filter (field = 'G'), "
                   "count(*) filter (type = '面上项目'), count(*) filter (type = '青年科学基金项目'), "
                   "count(distinct institution) from \"grant\""),
              ElementsAre("17915|597125.13|17716|9291|6146|891"));
  EXPECT_THAT(Rows("select count(*), round(sum(cost) / 1e4, 2) from project"), ElementsAre("17915|597125.13"));
}

// The data guide: 86 / 1,013 / 1,817 codes; ten names repeat.
TEST_F(NsfcTest, ReadsTheShippedFields) {
  const auto report = Load("nsfc", fs::path(TENON_SOURCE_DIR) / "data/nsfc");
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_EQ(report->rows_rejected, 0);
  EXPECT_THAT(Rows("select length(code), count(*), count(parent) from classification where source = 'nsfc' "
                   "group by all order by all"),
              ElementsAre("3|86|0", "5|1013|1013", "7|1817|1817"));
  EXPECT_THAT(Rows("select count(*) from term"), ElementsAre("2906"));
}

}  // namespace
}  // namespace tenon::sources
