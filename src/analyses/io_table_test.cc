#include "analyses/io_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <numeric>

#include "analyses/question_fixture.h"
#include "econ/io_fixture.h"
#include "fmt/format.h"

namespace tenon::analyses {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

/// Two economies, two industries that make something and one that does not. It balances by hand:
/// DEU c1 10+20+0+10 +50+10 = 100, DEU c2 20+30+10+0 +100+40 = 200, KOR c1 0+20+5+5 +10+10 = 50,
/// KOR c2 10+0+5+20 +5+60 = 100.
constexpr const char* kWorld = R"(
  select 'test' as source, 'W' as name, 2011 as year, part, re as row_economy, ri as row_item, ce as column_economy,
         ci as column_item, value::double as value, 'million USD' as unit
  from (values
    ('intermediate','DEU','c1','DEU','c1',10), ('intermediate','DEU','c1','DEU','c2',20), ('intermediate','DEU','c1','KOR','c2',10),
    ('intermediate','DEU','c2','DEU','c1',20), ('intermediate','DEU','c2','DEU','c2',30), ('intermediate','DEU','c2','KOR','c1',10),
    ('intermediate','KOR','c1','DEU','c2',20), ('intermediate','KOR','c1','KOR','c1',5), ('intermediate','KOR','c1','KOR','c2',5),
    ('intermediate','KOR','c2','DEU','c1',10), ('intermediate','KOR','c2','KOR','c1',5), ('intermediate','KOR','c2','KOR','c2',20),
    ('final','DEU','c1','DEU','households',45), ('final','DEU','c1','DEU','inventories',5), ('final','DEU','c1','KOR','gfcf',10),
    ('final','DEU','c2','DEU','households',100), ('final','DEU','c2','KOR','households',40),
    ('final','KOR','c1','DEU','households',10), ('final','KOR','c1','KOR','households',10),
    ('final','KOR','c2','DEU','households',5), ('final','KOR','c2','KOR','households',60),
    ('output','DEU','c1',null,'output',100), ('output','DEU','c2',null,'output',200), ('output','KOR','c1',null,'output',50),
    ('output','KOR','c2',null,'output',100), ('output','KOR','c3',null,'output',0),
    ('satellite',null,'employment','DEU','c1',7), ('satellite',null,'employment','KOR','c2',3)
  ) as t(part, re, ri, ce, ci, value))";

const std::vector<double> kFlows = {10, 20, 0, 10, 20, 30, 10, 0, 0, 20, 5, 5, 10, 0, 5, 20};
const std::vector<double> kOutput = {100, 200, 50, 100};

econ::Matrix Coefficients() {
  econ::InputOutputTable table{econ::Matrix(4, 4), kOutput};
  table.flows.cells = kFlows;
  return econ::CoefficientsOf(table);
}

class IoQuestions : public QuestionFixture {
 protected:
  void World() { Fill("io_cell", kWorld); }

  Answer Get(const std::string& name, const std::vector<std::pair<std::string, std::string>>& given) {
    auto answer = Ask(name, given);
    if (!answer) {
      ADD_FAILURE() << Describe(answer.error());
      return {};
    }
    return *std::move(answer);
  }

  static double Number(const Table& table, const std::string& economy, const std::string& industry,
                       const std::string& column) {
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      if (TextOr(table.At(r, "economy")) == economy && TextOr(table.At(r, "industry")) == industry) {
        return RealOr(table.At(r, column), -999);
      }
    }
    ADD_FAILURE() << "no row " << economy << " " << industry;
    return -999;
  }
};

TEST_F(IoQuestions, SayWhichTableIsMissingOrMeant) {
  for (const char* name : {"linkages", "extraction", "upstreamness"}) {
    const auto none = Ask(name, {});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, ErrorKind::kNotFound);
    EXPECT_THAT(none.error().message, HasSubstr("no input-output table is loaded"));
  }
  Fill("io_cell", fmt::format("{0} union all select * replace ('V' as name) from ({0})", kWorld));
  const auto several = Ask("linkages", {});
  ASSERT_FALSE(several);
  EXPECT_EQ(several.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_THAT(several.error().message, HasSubstr("V 2011 (test), W 2011 (test)"));
  EXPECT_TRUE(Ask("linkages", {{"of", "W"}}));
  const auto other_year = Ask("linkages", {{"of", "W"}, {"year", "2010"}});
  ASSERT_FALSE(other_year);
  EXPECT_EQ(other_year.error().kind, ErrorKind::kNotFound);
}

TEST_F(IoQuestions, TheNewestYearAnswersUnlessAskedOtherwise) {
  Fill("io_cell", fmt::format("{0} union all select * replace (2010 as year, value * 2 as value) from ({0})", kWorld));
  EXPECT_EQ(Number(Get("linkages", {}).tables[0], "DEU", "c1", "output"), 100);
  EXPECT_EQ(Number(Get("linkages", {{"year", "2010"}}).tables[0], "DEU", "c1", "output"), 200);
}

TEST_F(IoQuestions, LinkagesNameTheIndustryThatMakesNothing) {
  World();
  const Answer answer = Get("linkages", {{"multiplier", "employment"}});
  const Table& table = answer.tables[0];
  EXPECT_EQ(table.rows.size(), 4U);
  EXPECT_THAT(answer.receipt.warnings, Contains(HasSubstr("1 industries make nothing and are left out: KOR c3")));
  const auto column_sum = [](std::size_t j) {
    std::vector<double> unit(4);
    unit[j] = 1;
    const auto x = econ::SlowOutput(Coefficients(), unit);
    return std::accumulate(x.begin(), x.end(), 0.0);
  };
  EXPECT_NEAR(Number(table, "DEU", "c1", "backward"), column_sum(0), 1e-12);
  EXPECT_NEAR(Number(table, "KOR", "c2", "backward"), column_sum(3), 1e-12);
  EXPECT_EQ(table.columns[1].unit, "");
  EXPECT_EQ(table.columns[2].unit, "million USD");
  std::vector<double> unit = {1, 0, 0, 0};
  const auto x = econ::SlowOutput(Coefficients(), unit);
  EXPECT_NEAR(Number(table, "DEU", "c1", "multiplier"), 0.07 * x[0] + 0.03 * x[3], 1e-12);
  EXPECT_NEAR(Number(table, "DEU", "c1", "multiplier_home"), 0.07 * x[0], 1e-12);
  const auto unknown = Ask("linkages", {{"multiplier", "energy"}});
  ASSERT_FALSE(unknown);
  EXPECT_THAT(unknown.error().message, HasSubstr("value_added employment"));
}

TEST_F(IoQuestions, ValueAddedOfAClosedWorldIsAllOfIt) {
  World();
  const Table table = Get("linkages", {}).tables[0];
  for (std::size_t r = 0; r < table.rows.size(); ++r) EXPECT_NEAR(RealOr(table.At(r, "multiplier"), 0), 1, 1e-12);
}

TEST_F(IoQuestions, ExtractionOfAllOfAnIndustryIsTheWorldWithoutIt) {
  World();
  const Answer answer = Get("extraction", {{"economy", "KOR"}, {"industry", "c1"}});
  econ::Matrix a = Coefficients();
  for (std::size_t j = 0; j < 4; ++j) a(2, j) = 0;
  const auto left = econ::SlowOutput(a, {60, 140, 0, 65});
  const double lost = 450 - std::accumulate(left.begin(), left.end(), 0.0);
  EXPECT_NEAR(Number(answer.tables[0], "KOR", "c1", "loss"), lost, 1e-10);
  EXPECT_NEAR(Number(answer.tables[0], "KOR", "c1", "loss_own"), 50, 1e-10);
  EXPECT_EQ(answer.tables[0].rows.size(), 2U);  // KOR only
  EXPECT_NEAR(Number(answer.tables[1], "DEU", "c2", "loss"), 200 - left[1], 1e-10);
  EXPECT_NEAR(Number(answer.tables[1], "KOR", "c1", "loss_share"), 1, 1e-12);
  const auto no_such = Ask("extraction", {{"economy", "KOR"}, {"industry", "c3"}});
  ASSERT_FALSE(no_such);
  EXPECT_THAT(no_such.error().message, HasSubstr("it has c1 c2"));
}

TEST_F(IoQuestions, UpstreamnessCorrectsForInventories) {
  World();
  const auto names = [](const Table& table) {
    std::vector<std::string> columns;
    for (const auto& column : table.columns) columns.push_back(column.name);
    return columns;
  };
  const Answer corrected = Get("upstreamness", {});
  EXPECT_THAT(names(corrected.tables[0]),
              ElementsAre("economy", "industry", "output", "upstreamness", "downstreamness"));
  const auto upstreamness = [](double factor) {
    econ::Matrix b(4, 4);
    for (std::size_t i = 0; i < 4; ++i) {
      for (std::size_t j = 0; j < 4; ++j) b(i, j) = kFlows[i * 4 + j] * (i == 0 ? factor : 1) / kOutput[i];
    }
    return econ::SlowOutput(b, {1, 1, 1, 1});
  };
  EXPECT_NEAR(Number(corrected.tables[0], "DEU", "c1", "upstreamness"), upstreamness(100.0 / 95)[0], 1e-12);
  const Answer plain = Get("upstreamness", {{"correction", "none"}});
  EXPECT_NEAR(Number(plain.tables[0], "DEU", "c1", "upstreamness"), upstreamness(1)[0], 1e-12);
  const Table& means = plain.tables[1];
  EXPECT_EQ(TextOr(means.rows.back()[0]), "WLD");
  EXPECT_NEAR(RealOr(means.At(2, "length"), 0), 450.0 / 285, 1e-12);
  EXPECT_FALSE(Ask("upstreamness", {{"correction", "open"}}));
}

TEST_F(IoQuestions, ExposureSeesThroughSuppliers) {
  World();
  const Answer answer = Get("exposure", {{"economy", "KOR"}});
  const Table& table = answer.tables[0];
  EXPECT_NEAR(Number(table, "KOR", "c1", "face_value"), 0.5, 1e-12);  // 10 of 20
  const auto x = econ::SlowOutput(Coefficients(), {0, 0, 1, 0});
  EXPECT_NEAR(Number(table, "KOR", "c1", "look_through"), (x[0] + x[1]) / (x[0] + x[1] + x[2] + x[3]), 1e-12);
  EXPECT_EQ(TextOr(table.At(0, "top_partner")), "DEU");
  EXPECT_NEAR(Number(table, "KOR", "c1", "sold_abroad_direct"), 0.6, 1e-12);  // 20 + 10 of 50
  EXPECT_GT(Number(table, "KOR", "c1", "sold_abroad"), 0.6);
  const auto none_given = Ask("exposure", {});
  ASSERT_FALSE(none_given);
  EXPECT_THAT(none_given.error().message, HasSubstr("DEU KOR"));
  const auto unknown = Ask("exposure", {{"economy", "FRA"}});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, ErrorKind::kNotFound);
}

TEST_F(IoQuestions, ValueAddedTradeSumsToGrossExports) {
  World();
  const Answer answer = Get("value-added-trade", {{"economy", "KOR"}});
  const Table& importers = answer.tables[0];
  ASSERT_EQ(importers.rows.size(), 1U);
  EXPECT_NEAR(RealOr(importers.At(0, "gross"), 0), 45, 1e-10);  // 20 + 10 of inputs, 10 + 5 of final goods
  double parts = 0;
  for (std::size_t c = 6; c < importers.columns.size(); ++c) parts += RealOr(importers.rows[0][c], 0);
  EXPECT_NEAR(parts, 45, 1e-10);
  double origins = 0;
  for (const auto& row : answer.tables[2].rows) origins += RealOr(row[1], 0);
  EXPECT_NEAR(origins, 45, 1e-10);
}

TEST_F(IoQuestions, PathsAndShocksNameIndustries) {
  World();
  const Table paths = Get("paths", {{"economy", "KOR"}, {"industry", "c1"}, {"threshold", "0.001"}}).tables[0];
  EXPECT_EQ(TextOr(paths.At(0, "path")), "KOR c1");
  EXPECT_NEAR(RealOr(paths.At(0, "value"), 0), 0.6, 1e-12);  // value added 30 of 50
  EXPECT_GT(RealOr(paths.rows.back()[5], 0), 0.95);
  const Answer shock = Get("shock", {{"economy", "KOR"}, {"industry", "c1"}, {"supply", "0.5"}, {"substitution", "0"}});
  EXPECT_NEAR(Number(shock.tables[0], "KOR", "c1", "loss"), 50 - 50 * 1.05 * 0.5, 1e-9);
  EXPECT_EQ(shock.tables[2].rows.size(), 2U);
}

/// One economy as data/iotables has it: six groups, inventories, exports, imports in a row.
TEST_F(IoQuestions, OfGermany1995) {
  const auto file = std::filesystem::path(TENON_SHARED_DATA) / "iotables/germany_1995.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "needs shared/data/iotables";
  Fill("io_cell", fmt::format(R"(
    with cell as (
      select iotables_row as r, iotables_col as c, "values" as value,
             r in ('agriculture_group', 'industry_group', 'construction', 'trade_group', 'business_services_group',
                   'other_services_group') as from_industry,
             c in ('agriculture_group', 'industry_group', 'construction', 'trade_group', 'business_services_group',
                   'other_services_group') as to_industry
      from read_csv('{}', header = true)
    )
    select 'iotables' as source, 'DEU1995' as name, 1995 as year,
           case when prod_row and to_industry then 'intermediate'
                when prod_row then 'final' when r = 'imports' then 'imports' when r = 'output' then 'output' end as part,
           'DEU' as row_economy, r as row_item, 'DEU' as column_economy, c as column_item, value, 'million EUR' as unit
    from (select *, from_industry as prod_row from cell)
    where value is not null and (prod_row or (r in ('imports', 'output') and to_industry))
      and (to_industry or c in ('final_consumption_households', 'final_consumption_government', 'gross_capital_formation',
                                'inventory_change', 'exports')))",
                              file.string()));
  const Table table = Get("linkages", {{"of", "DEU1995"}}).tables[0];
  ASSERT_EQ(table.rows.size(), 6U);
  // data/README.md, iotables.
  EXPECT_NEAR(Number(table, "DEU", "agriculture_group", "backward"), 1.7048, 5e-5);
  EXPECT_NEAR(Number(table, "DEU", "other_services_group", "backward"), 1.3782, 5e-5);
  EXPECT_NEAR(Number(table, "DEU", "industry_group", "forward"), 1.6910, 5e-5);
  EXPECT_TRUE(Ask("upstreamness", {{"correction", "open"}}));
  const auto exposure = Ask("exposure", {});
  ASSERT_TRUE(exposure) << Describe(exposure.error());
  EXPECT_GT(Number(exposure->tables[0], "DEU", "industry_group", "look_through"), 0);
  const auto trade = Ask("value-added-trade", {{"economy", "DEU"}});
  ASSERT_FALSE(trade);
  EXPECT_EQ(trade.error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace tenon::analyses
