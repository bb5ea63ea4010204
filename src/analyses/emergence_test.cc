#include <cmath>
#include <filesystem>
#include <string>

#include "analyses/question_fixture.h"
#include "econ/count_step.h"

namespace tenon::analyses {
namespace {

/// Works of 2010 to 2021 by main topic: A and B ten a year; C two a year, then eight from 2019 on; D two from 2019 on;
/// E one a year, too few to test; 2022 has begun. One work has no year.
class Emergence : public QuestionFixture {
 protected:
  void SetUp() override {
    QuestionFixture::SetUp();
    const std::string works =
        "with level(topic, early, late) as (values ('A', 10, 10), ('B', 10, 10), ('C', 2, 8), ('D', 0, 2), ('E', 1, "
        "1)), "
        "made as (select topic, year, unnest(range(case when year = 2022 then (topic = 'A')::int when year < 2019 then "
        "early else late end)) as n from level, range(2010, 2023) y(year) union all select 'A', null, 0) "
        "select 's' as source, row_number() over (order by year, topic, n) as work_key, topic, year from made";
    Fill("work", "select source, work_key, year, null::date as date from (" + works + ")");
    Fill("work_topic", "select source, work_key, topic, 1 as rank from (" + works + ")");
    Fill("topic", "select 's' as source, 'C' as topic, 'Rising' as name");
  }
};

TEST_F(Emergence, WhatSteppedUpIsFlaggedAndSinceWhen) {
  const auto answer = Ask("emergence", {{"expect", "level"}, {"model", "poisson"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& items = answer->tables[0];
  ASSERT_EQ(items.rows.size(), 3U);  // D has six, E six: fewer than ten
  // 6 before, 24 after, evenly expected: binomial of 30 at one half, P(24 or more) = 768,212 / 2^30.
  EXPECT_NEAR(RealOr(Cell(items, "C", "p_value"), -1), 768212.0 / 1073741824, 1e-12);
  EXPECT_NEAR(RealOr(Cell(items, "C", "q_value"), -1), 3 * 768212.0 / 1073741824, 1e-12);
  EXPECT_EQ(RealOr(Cell(items, "C", "ratio"), -1), 4);
  EXPECT_EQ(TextOr(Cell(items, "C", "flag")), "emerging");
  EXPECT_EQ(TextOr(Cell(items, "C", "name")), "Rising");
  // As of 2020 C has 6 before and 18 after, p = 0.011, q = 0.034: flagged; as of 2019 6 and 12, p = 0.12: not.
  EXPECT_EQ(IntegerOr(Cell(items, "C", "since"), -1), 2020);
  EXPECT_EQ(IntegerOr(Cell(items, "C", "steps_flagged"), -1), 2);
  EXPECT_TRUE(IsMissing(Cell(items, "A", "flag")));
  EXPECT_EQ(answer->tables[1].rows.size(), 5U);
  // 2022 with one work is not the newest full year; the undated work is told.
  EXPECT_EQ(IntegerOr(answer->tables[1].At(4, "until"), -1), 2021);
  EXPECT_EQ(answer->receipt.warnings.size(), 2U);
}

TEST_F(Emergence, WhatWasNotThereBeforeIsNewAndGrowthOfAllIsNoEmergence) {
  const auto answer = Ask("emergence", {{"at_least", "6"}, {"fdr", "0.1"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& items = answer->tables[0];
  EXPECT_EQ(TextOr(Cell(items, "D", "flag")), "new");  // p = (93/162)^6 = 0.036, second of five: q = 0.09
  EXPECT_TRUE(IsMissing(Cell(items, "D", "ratio")));
  // 69 works before and 93 after in all: A, steady, is now below what is expected.
  EXPECT_NEAR(RealOr(Cell(items, "A", "expected"), -1), 30 * 93.0 / 69, 1e-9);
}

TEST_F(Emergence, AYearWithoutDataIsNoZero) {
  const auto answer = Ask("emergence", {{"until", "2013"}});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kNotFound);
  EXPECT_NE(answer.error().message.find("2008"), std::string::npos) << answer.error().message;
}

TEST_F(Emergence, ClassesWithoutYearsCannotEmerge) {
  Fill("patent",
       "select 's' as source, 1 as patent_key, null::integer as priority_year, null::integer as filing_year, "
       "null::integer as publication_year");
  Fill("patent_class", "select 's' as source, 1 as patent_key, 'IPC' as scheme, 'C12N 9/22' as code");
  const auto answer = Ask("emergence", {{"of", "class"}});
  ASSERT_FALSE(answer);
  EXPECT_NE(answer.error().message.find("none of the 1 patents"), std::string::npos) << answer.error().message;
}

TEST_F(Emergence, AnIndicatorNeedsWholeCountsAndRowsInEveryYear) {
  const std::string rows =
      "select 's' as source, 'n' as indicator, 'WLD' as economy, item, year, value::double as value, 'count' as unit "
      "from "
      "(values ('x', 2001, 10), ('x', 2002, 40), ('y', 2002, 10)) v(item, year, value)";
  Fill("indicator", rows);
  const auto answer = Ask("emergence", {{"of", "indicator"}, {"indicator", "n"}, {"window", "1"}, {"expect", "level"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_EQ(answer->tables[0].rows.size(), 1U);  // y has no row in 2001: unknown
  Fill("indicator", "select * replace (value + 0.5 as value) from (" + rows + ")");
  EXPECT_FALSE(Ask("emergence", {{"of", "indicator"}, {"indicator", "n"}, {"window", "1"}}));
}

/// The published steps: Poisson probability of a class's count, its count of the year before being the mean (Geissler,
/// Gorodkin & Seemann 2024). Printed with 16 digits.
TEST(PoissonSteps, AllThatWerePublished) {
  auto database = store::Database::Open();
  ASSERT_TRUE(database);
  const auto rows = database->Query(
      std::string("select xiplus::bigint, xi::double, \"p.step\"::double from read_csv('") + TENON_SOURCE_DIR +
      "/data/patent-papers/analysis_markov-chain.tsv.gz', delim = '\t', all_varchar = true)");
  ASSERT_TRUE(rows) << Describe(rows.error());
  ASSERT_EQ(rows->rows.size(), 147438U);
  double furthest = 0;
  for (const auto& row : rows->rows) {
    const double p = econ::PoissonProbability(static_cast<std::uint64_t>(IntegerOr(row[0], 0)), RealOr(row[1], 0));
    furthest = std::max(furthest, std::abs(p - RealOr(row[2], -1)));
  }
  EXPECT_LT(furthest, 1e-12);
}

}  // namespace
}  // namespace tenon::analyses
