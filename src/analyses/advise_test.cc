#include <algorithm>
#include <set>
#include <string>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

/// Eight places; place i has activities 0 to i in 2000, and one more in 2010: 28 pairs could enter, 7 do.
class Advise : public QuestionFixture {
 protected:
  void FillNested(const std::string& value = "1.0", const std::string& years = "(0, 2000), (1, 2010)") {
    Fill("region_activity",
         "select 's' as source, 'r' || c.i as region, 'X' as classification, 'p' || p.i as activity, "
         "'jobs' as measure, y.year, " +
             value + " as value, 'persons' as unit from range(8) c(i), range(8) p(i), (values " + years +
             ") y(more, year) where p.i <= c.i + y.more or (p.i = 0 and c.i = 0)");
  }

  static double Score(const Answer& answer, const std::string& scope, const std::string& predictor,
                      const std::string& column) {
    const Table& table = answer.tables[1];
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      if (TextOr(table.At(i, "scope")) != scope || TextOr(table.At(i, "predictor")) != predictor) continue;
      const Value& value = table.At(i, column);
      return RealOr(value, static_cast<double>(IntegerOr(value, -1)));
    }
    return -1;
  }
};

TEST_F(Advise, IsScoredOutOfSample) {
  FillNested();
  const auto answer = Ask("advise", {{"place", "r2"}, {"until", "2000"}, {"min_rca", "0.1"}, {"k", "1"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_EQ(Score(*answer, "all places", "chance", "trained_to"), 2000);
  EXPECT_EQ(Score(*answer, "all places", "chance", "judged_in"), 2010);
  EXPECT_EQ(Score(*answer, "all places", "chance", "places"), 7);
  EXPECT_EQ(Score(*answer, "all places", "chance", "candidates"), 28);
  EXPECT_EQ(Score(*answer, "all places", "chance", "entries"), 7);
  // One entry among m, in random order: the mean of 1/1 ... 1/m. RCA is 0 for all, so it knows no more than chance.
  double harmonic = 0, expected = 0;
  for (int m = 1; m <= 7; ++m) {
    harmonic += 1.0 / m;
    expected += harmonic / m / 7;
  }
  EXPECT_NEAR(Score(*answer, "all places", "chance", "auc_pr"), expected, 1e-12);
  EXPECT_NEAR(Score(*answer, "all places", "rca", "auc_pr"), expected, 1e-12);
  // In a nested world the next is the nearest.
  EXPECT_DOUBLE_EQ(Score(*answer, "all places", "density", "auc_pr"), 1);
  EXPECT_DOUBLE_EQ(Score(*answer, "all places", "density", "precision_at_k"), 1);
  EXPECT_EQ(Score(*answer, "place", "density", "candidates"), 5);
  EXPECT_EQ(Score(*answer, "place", "density", "entries"), 1);
}

// Withheld is not absent: no recommendation, no candidate, and the entry does not count.
TEST_F(Advise, WhatIsWithheldIsNotJudged) {
  FillNested("case when c.i = 2 and p.i = 3 then null else 1.0 end");
  const auto answer = *Ask("advise", {{"place", "r2"}, {"until", "2000"}, {"min_rca", "0.1"}});
  EXPECT_EQ(Score(answer, "place", "chance", "candidates"), 4);
  EXPECT_EQ(Score(answer, "place", "chance", "entries"), 0);
  EXPECT_EQ(Score(answer, "all places", "chance", "places"), 6);
  EXPECT_EQ(Score(answer, "all places", "chance", "entries"), 6);
}

// Without --until the last year gives the advice, and the same method is judged in it, trained earlier.
TEST_F(Advise, OfTheLastYearIsScoredByAnEarlierOne) {
  FillNested();
  const auto answer = *Ask("advise", {{"place", "r2"}, {"min_rca", "0.1"}, {"near_share", "0.5"}});
  EXPECT_EQ(IntegerOr(answer.tables[4].At(0, "year"), 0), 2010);
  EXPECT_EQ(Score(answer, "all places", "advice", "trained_to"), 2000);
  for (std::size_t i = 0; i < answer.tables[0].rows.size(); ++i) {
    EXPECT_TRUE(IsMissing(answer.tables[0].At(i, "entered")));
  }
}

TEST_F(Advise, OfOneYearHasNoScoreAndSaysSo) {
  FillNested("1.0", "(0, 2000)");
  const auto answer = *Ask("advise", {{"place", "r2"}, {"min_rca", "0.1"}});
  EXPECT_TRUE(answer.tables[1].rows.empty());
  EXPECT_TRUE(std::ranges::any_of(answer.receipt.warnings,
                                  [](const std::string& warning) { return warning.starts_with("no score"); }));
}

TEST_F(Advise, NamesChainSegments) {
  Fill("region_activity",
       "select 's' as source, 'r' || c.i as region, 'ISIC4' as classification, '26' || (p.i + 1) || '0' as activity, "
       "'jobs' as measure, y.year, 1.0 as value, 'persons' as unit from range(8) c(i), range(8) p(i), "
       "(values (0, 2000), (1, 2010)) y(more, year) where p.i <= c.i + y.more");
  const auto file = ChainFile(
      "chain: c\ntitle: {en: C, zh: 链}\ncodes: {isic: ISIC4}\nsegments:\n"
      "  - {id: one, name: {en: One, zh: 一}, stage: part, isic: [\"2640\"]}\n"
      "  - {id: two, name: {en: Two, zh: 二}, stage: product, isic: [\"2620\"]}\n"
      "links:\n  - {from: one, to: two, kind: input}\n");
  const auto answer =
      Ask("advise", {{"place", "r2"}, {"until", "2000"}, {"min_rca", "0.1"}, {"near_share", "1"}, {"chain", file}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const auto* row = RowOf(answer->tables[3], "2640");
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(TextOr((*row)[2]), "one");
  EXPECT_EQ(TextOr((*row)[5]), "exact");
  EXPECT_EQ(IntegerOr(Cell(answer->tables[5], "c", "matched"), 0), 2);
}

// Where no value of the codes below is stated, the code above stands in.
TEST_F(Advise, TotalsAndTheirParts) {
  Fill("region_activity",
       "select 's' as source, 'r' || c.i as region, 'ISIC4' as classification, a.code as activity, 'jobs' as measure, "
       "y.year, case when y.year = 2001 and a.code in ('261', '262') then null else 1.0 + c.i * a.n end as value, "
       "'persons' as unit from range(5) c(i), (values ('26', 2), ('261', 3), ('262', 1), ('27', 2), ('28', 4)) "
       "a(code, n), (values (2000), (2001)) y(year)");
  const auto codes = [&](const char* year) {
    std::set<std::string> found;
    const auto answer = Ask("relatedness", {{"place", "r1"}, {"year", year}});
    if (!answer) return std::set{Describe(answer.error())};
    for (const auto& row : answer->tables[0].rows) {
      if (RealOr(row[4], 0) > 0) found.insert(TextOr(row[0]));
    }
    return found;
  };
  EXPECT_EQ(codes("2000"), (std::set<std::string>{"261", "262", "27", "28"}));
  EXPECT_EQ(codes("2001"), (std::set<std::string>{"26", "27", "28"}));
}

}  // namespace
}  // namespace tenon::analyses
