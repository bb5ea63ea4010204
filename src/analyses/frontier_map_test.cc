#include <string>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

/// Topic T1 has twenty works of 2020, topic T2 of the same field none of them. The two most cited are Chinese, of ten
/// institutions each in equal parts (one author each), but one author in the second is American.
class FrontierMap : public QuestionFixture {
 protected:
  void SetUp() override {
    QuestionFixture::SetUp();
    Fill("work",
         "select 's' as source, unnest(range(1, 21)) as work_key, 2020 as year, null::date as date, "
         "case when work_key <= 2 then 50 else 1 end as citations, false as is_retracted");
    Fill("work_topic", "select 's' as source, unnest(range(1, 21)) as work_key, 'T1' as topic, 1 as rank");
    Fill("topic", "select 's' as source, 'T1' as topic, 'Anodes' as name, '21' as field");
    Fill("authorship",
         "select 's' as source, w as work_key, a as position, a as institution_key, "
         "case when w = 2 and a = 10 then 'USA' when w <= 2 then 'CHN' when w <= 12 then 'DEU' end as economy "
         "from range(1, 21) work(w), range(1, 11) author(a)");
    Fill("institution",
         "select 's' as source, unnest(range(1, 11)) as institution_key, 'I' || institution_key as id, id as name");
  }
};

TEST_F(FrontierMap, ALeadIsToldByTopCitedWorks) {
  const auto answer = Ask("frontier-map", {});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& items = answer->tables[0];
  ASSERT_EQ(items.rows.size(), 1U);
  EXPECT_EQ(TextOr(items.At(0, "name")), "Anodes");
  EXPECT_EQ(IntegerOr(items.At(0, "works"), -1), 20);
  EXPECT_NEAR(RealOr(items.At(0, "top_works"), -1), 2, 1e-12);  // a tenth of twenty
  EXPECT_EQ(TextOr(items.At(0, "leader")), "CHN");
  EXPECT_NEAR(RealOr(items.At(0, "share"), -1), 1.9 / 2, 1e-12);
  EXPECT_NEAR(RealOr(items.At(0, "lead"), -1), 19, 1e-9);
  EXPECT_EQ(IntegerOr(items.At(0, "institutions"), -1), 10);
  EXPECT_EQ(TextOr(items.At(0, "risk")), "high");
  // By all works Germany has ten of the twelve whose economy is known; none of them is top cited.
  const Table& economies = answer->tables[1];
  bool seen = false;
  for (std::size_t row = 0; row < economies.rows.size(); ++row) {
    if (TextOr(economies.At(row, "economy")) != "DEU") continue;
    seen = true;
    EXPECT_NEAR(RealOr(economies.At(row, "works_share"), -1), 10.0 / 12, 1e-9);
    EXPECT_EQ(RealOr(economies.At(row, "top_share"), -1), 0);
  }
  EXPECT_TRUE(seen);
  EXPECT_NEAR(RealOr(economies.rows.back()[2], -1), 8, 1e-9);  // whose economy is not known
}

TEST_F(FrontierMap, TheThresholdsAreParameters) {
  EXPECT_EQ(TextOr(Ask("frontier-map", {{"high_lead", "20"}})->tables[0].At(0, "risk")), "medium");
  EXPECT_EQ(TextOr(Ask("frontier-map", {{"high_lead", "20"}, {"medium_lead", "20"}})->tables[0].At(0, "risk")), "low");
}

TEST_F(FrontierMap, SegmentsOfAChainTakeTheTopicsOfTheirCodes) {
  const std::string chain = ChainFile(
      "chain: cells\ntitle: {en: Cells, zh: 电芯}\nsegments:\n  - id: anode\n    name: {en: Anode, zh: 负极}\n    "
      "stage: part\n    "
      "openalex_topic: [T11881]\n");
  Fill("work_topic", "select 's' as source, unnest(range(1, 21)) as work_key, 'T11881' as topic, 1 as rank");
  const auto answer = Ask("frontier-map", {{"chain", chain}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_EQ(TextOr(answer->tables[0].At(0, "item")), "anode");
}

}  // namespace
}  // namespace tenon::analyses
