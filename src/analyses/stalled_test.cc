#include <algorithm>
#include <cmath>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

/// 8,000 papers of 1990 to 2010 in two fields. The chance of a patent is the same every year: exp(-4.5), times e for
/// those with an author at a company (a third of them), times e^2 from the least to the most cited of a field and year.
class Stalled : public QuestionFixture {
 protected:
  void SetUp() override {
    QuestionFixture::SetUp();
    const std::string papers =
        "(select i, 1990 + (hash(i, 1) % 21)::integer as start, (hash(i, 2) % 1000)::bigint as citations, "
        "hash(i, 3) % 3 = 0 as firm, 'T' || hash(i, 4) % 10 as topic, "
        "floor(-ln((hash(i, 5) % 1000000 + 0.5) / 1000000) / exp(-4.5 + citations / 500 + firm::integer))::integer as "
        "lag "
        "from range(8000) t(i))";
    Fill("work",
         "select 's' as source, i as work_key, 'W' || i as id, null::varchar as title, start as year, null::date as "
         "date, citations from " +
             papers);
    Fill("institution",
         "select 's' as source, unnest([1, 2]) as institution_key, unnest(['company', 'education']) as type");
    Fill("authorship",
         "select 's' as source, i as work_key, 1 as position, if(firm, 1, 2) as institution_key from " + papers);
    Fill("topic", "select 's' as source, 'T' || i as topic, if(i < 5, 'A', 'B') as field from range(10) t(i)");
    Fill("work_topic", "select 's' as source, i as work_key, topic, 1 as rank from " + papers);
    Fill("patent",
         "select 's' as source, i as patent_key, start + lag as priority_year, null::integer as filing_year, "
         "null::integer as publication_year from " +
             papers + " where start + lag <= 2015");
    Fill("patent_work",
         "select 's' as source, i as patent_key, i as work_key from " + papers + " where start + lag <= 2015");
  }
};

TEST_F(Stalled, FindsThePlantedHazardAndForetells) {
  const auto answer = Ask("stalled", {{"first", "500"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& effects = *answer->Find("effects");
  EXPECT_LT(RealOr(Cell(effects, "industry author", "factor_low"), 0), std::exp(1));
  EXPECT_GT(RealOr(Cell(effects, "industry author", "factor_high"), 0), std::exp(1));
  EXPECT_LT(RealOr(Cell(effects, "citation percentile", "factor_low"), 0), std::exp(2));
  EXPECT_GT(RealOr(Cell(effects, "citation percentile", "factor_high"), 0), std::exp(2));
  const Table& judgement = *answer->Find("judgement");
  const double model = RealOr(Cell(judgement, "model", "auc"), 0);
  const double citations = RealOr(Cell(judgement, "citations alone", "auc"), 0);
  EXPECT_GT(model, citations + 0.02);  // it knows of the firms, too
  EXPECT_GT(citations, 0.55);
  EXPECT_EQ(RealOr(Cell(judgement, "by lot", "auc"), 0), 0.5);
  EXPECT_GT(RealOr(Cell(judgement, "model", "hits"), 0), RealOr(Cell(judgement, "citations alone", "hits"), 0));
  EXPECT_GT(RealOr(Cell(judgement, "citations alone", "hits"), 0), RealOr(Cell(judgement, "by lot", "hits"), 0));

  const double lag = RealOr(answer->Find("model")->At(0, "median_lag"), -1);
  const Table& stalled = answer->tables[0];
  ASSERT_GT(stalled.rows.size(), 50U);
  for (std::size_t row = 0; row < stalled.rows.size(); ++row) {
    EXPECT_GT(RealOr(stalled.At(row, "age"), 0), lag);
    EXPECT_GE(RealOr(stalled.At(row, "probability"), 0), RealOr(answer->Find("model")->At(0, "threshold"), 1));
    if (row > 0) {
      EXPECT_LE(RealOr(stalled.At(row, "probability"), 1), RealOr(stalled.At(row - 1, "probability"), 0));
    }
  }
}

TEST_F(Stalled, WithoutYearsOfPatentsTheStatusIsFitted) {
  Fill("patent",
       "select 's' as source, 1 as patent_key, null::integer as priority_year, null::integer as filing_year, "
       "null::integer as publication_year where false");
  const auto answer = Ask("stalled", {{"until", "2015"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_EQ(TextOr(answer->Find("model")->At(0, "times")), "undated");
  EXPECT_TRUE(answer->Find("judgement")->rows.empty());
  EXPECT_TRUE(IsMissing(answer->Find("model")->At(0, "median_lag")));
  const Table& effects = *answer->Find("effects");
  // A constant hazard grows with the years watched: one more in log(age + 1) is e times as much.
  EXPECT_NEAR(std::log(RealOr(Cell(effects, "log(age + 1)", "factor"), 0)), 1, 0.15);
  EXPECT_LT(RealOr(Cell(effects, "industry author", "factor_low"), 0), std::exp(1));
  EXPECT_GT(RealOr(Cell(effects, "industry author", "factor_high"), 0), std::exp(1));
  for (std::size_t row = 0; row < answer->tables[0].rows.size(); ++row) {
    EXPECT_GT(RealOr(answer->tables[0].At(row, "age"), 0), 5);  // the lag is not known
  }
}

TEST_F(Stalled, FewCrossingsSayNothing) {
  Fill("patent_work", "select 's' as source, i as patent_key, i as work_key from range(5) t(i)");
  const auto answer = Ask("stalled", {});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kNotFound);
  EXPECT_NE(answer.error().message.find("of 8000 crossed"), std::string::npos) << answer.error().message;
  EXPECT_EQ(Ask("stalled", {{"of", "project"}, {"to", "industry"}}).error().kind, ErrorKind::kInvalidArgument);
}

}  // namespace
}  // namespace tenon::analyses
