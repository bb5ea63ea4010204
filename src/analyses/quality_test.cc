#include <algorithm>
#include <string>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

/// Twenty works of one field and year, each of one author: ten Chinese of university 1, then ten German of
/// university 2. The first two are cited most. The last is withdrawn. Patents cite works 1, 11 and 12; works 3, 11 and
/// 12 cite work 1.
class Quality : public QuestionFixture {
 protected:
  void SetUp() override {
    QuestionFixture::SetUp();
    Fill("work",
         "select 's' as source, unnest(range(1, 21)) as work_key, 2020 as year, null::date as date, "
         "case when work_key <= 2 then 50 else 1 end as citations, work_key = 20 as is_retracted");
    Fill("work_topic", "select 's' as source, unnest(range(1, 21)) as work_key, 'T1' as topic, 1 as rank");
    Fill("topic", "select 's' as source, 'T1' as topic, 'Anodes' as name, '21' as field");
    Fill("authorship",
         "select 's' as source, unnest(range(1, 21)) as work_key, 1 as position, "
         "if(work_key <= 10, 1, 2) as institution_key, if(work_key <= 10, 'CHN', 'DEU') as economy");
    Fill("work_reference", "select 's' as source, unnest([3, 11, 12]) as work_key, 1 as cited_key");
    Fill("patent_work", "select 'p' as source, unnest([31, 32, 33]) as patent_key, unnest([1, 11, 12]) as work_key");
  }

  /// A cell of the row of an economy ("": of all works) and a measure.
  static double At(const Table& table, const std::string& economy, const std::string& measure,
                   const std::string& column) {
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      if (TextOr(table.At(row, "economy")) == economy && TextOr(table.At(row, "measure")) == measure)
        return RealOr(table.At(row, column), -9);
    }
    return -99;
  }
};

TEST_F(Quality, EachMeasureIsArgued) {
  const auto answer = Ask("quality", {{"at_least", "10"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& table = answer->tables[0];
  // A tenth of the nineteen that stand are 1.9, shared by the two most cited; a hundredth likewise.
  EXPECT_NEAR(At(table, "CHN", "top_10", "value"), 1.9 / 10, 1e-12);
  EXPECT_NEAR(At(table, "CHN", "top_1", "value"), 0.19 / 10, 1e-12);
  EXPECT_EQ(At(table, "DEU", "top_10", "value"), 0);
  EXPECT_NEAR(At(table, "", "top_10", "value"), 0.1, 1e-12);
  EXPECT_NEAR(At(table, "CHN", "top_10", "usual"), 0.1, 1e-12);
  EXPECT_NEAR(At(table, "CHN", "crossing", "value"), 1.0 / 10, 1e-12);
  EXPECT_NEAR(At(table, "DEU", "crossing", "value"), 2.0 / 9, 1e-12);  // the withdrawn one is out
  EXPECT_NEAR(At(table, "DEU", "crossing", "usual"), 3.0 / 19, 1e-12);
  EXPECT_NEAR(At(table, "CHN", "reuse", "value"), 2.0 / 3, 1e-12);  // work 3 is of the same university
  EXPECT_EQ(At(table, "CHN", "reuse", "works"), 1);
  EXPECT_EQ(At(table, "DEU", "reuse", "value"), -99);  // nobody cites its works: missing, not 0
  EXPECT_NEAR(At(table, "DEU", "retraction", "value"), 1.0 / 10, 1e-12);
  EXPECT_NEAR(At(table, "CHN", "retraction", "usual"), 1.0 / 20, 1e-12);
  // Ten works of which two are top: a draw has 0 to about 5.
  EXPECT_EQ(At(table, "CHN", "top_10", "low"), 0);
  EXPECT_GT(At(table, "CHN", "top_10", "high"), 0.3);
}

TEST_F(Quality, WhatNoRowSaysIsMissing) {
  Fill("patent_work", "select 'p' as source, 31 as patent_key, 99 as work_key");
  const auto answer = Ask("quality", {{"at_least", "10"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_EQ(At(answer->tables[0], "", "crossing", "value"), -99);
  const auto warned = [&](const std::string& start) {
    return std::ranges::any_of(answer->receipt.warnings, [&](const auto& text) { return text.starts_with(start); });
  };
  EXPECT_TRUE(warned("crossing: no data"));
  EXPECT_TRUE(warned("disruption: no data"));
  EXPECT_FALSE(Ask("quality", {{"from", "2021"}}));
}

}  // namespace
}  // namespace tenon::analyses
