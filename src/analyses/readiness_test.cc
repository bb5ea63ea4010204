#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

#include "analyses/question_fixture.h"
#include "analyses/readiness_words.h"

namespace tenon::analyses {
namespace {

std::vector<std::string> Terms(std::string_view text) {
  ReadinessLexicon lexicon;
  std::vector<std::string> terms;
  for (const ReadinessWord& word : lexicon.Find(text)) terms.emplace_back(word.term);
  return terms;
}

TEST(ReadinessLexicon, LongestTermOnceByStemsInBothLanguages) {
  EXPECT_EQ(Terms("Proof-of-Concept, then PROTOTYPES; a prototype"),
            (std::vector<std::string>{"proof of concept", "prototype"}));
  EXPECT_EQ(Terms("催化剂的基本原理与中试"), (std::vector<std::string>{"基本原理", "中试"}));
  EXPECT_EQ(Terms("實驗室驗證"), (std::vector<std::string>{"实验室验证"}));  // traditional characters
  EXPECT_TRUE(Terms("Superconducting detectors").empty());
  EXPECT_TRUE(Terms("Meuse entre Verdun et Commercy").empty());  // a town with the stem of "commercial"
}

/// G1 to G3 state levels 2, 2 and 6 (G3 names a prototype); G4 states only its start; G5 paid a trial, G6 nothing.
class Readiness : public QuestionFixture {
 protected:
  void SetUp() override {
    QuestionFixture::SetUp();
    Fill("grant",
         "select 's' as source, unnest([1, 2, 3, 4, 5, 6]) as grant_key, "
         "unnest(['G1', 'G2', 'G3', 'G4', 'G5', 'G6']) as id, "
         "unnest(['a', 'b', 'A prototype', 'd', 'On the mechanism', 'f']) as title, "
         "unnest([2, 2, 6, null, null, null]) as readiness, "
         "unnest([null, null, null, 4, null, null]) as readiness_start");
    Fill("grant_trial", "select 's' as source, 5 as grant_key, 'NCT1' as trial");
  }
};

TEST_F(Readiness, StatedThenLinksThenWordsThenTheMedian) {
  const auto answer = Ask("readiness", {});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& estimates = *answer->Find("estimates");
  const auto level = [&](const char* item) { return IntegerOr(Cell(estimates, item, "level"), -1); };
  const auto basis = [&](const char* item) { return TextOr(Cell(estimates, item, "basis")); };
  EXPECT_EQ(level("G3"), 6);
  EXPECT_EQ(basis("G3"), "stated");
  EXPECT_EQ(level("G4"), 4);  // at the start; it is not below that now
  EXPECT_EQ(basis("G4"), "links");
  EXPECT_EQ(level("G5"), 5);  // the trial outweighs the mechanism
  EXPECT_EQ(IntegerOr(Cell(estimates, "G5", "low"), -1), 5);
  EXPECT_EQ(level("G6"), 2);  // median of 2, 2, 6
  EXPECT_EQ(basis("G6"), "median");
  EXPECT_EQ(TextOr(estimates.At(0, "item")), "G3");

  // Evidence of each level that is no mere median.
  const Table& evidence = *answer->Find("evidence");
  EXPECT_EQ(TextOr(Cell(evidence, "G5", "what")), "NCT1");
  EXPECT_EQ(TextOr(Cell(evidence, "G4", "kind")), "stated at the start");
  EXPECT_EQ(RowOf(evidence, "G6"), nullptr);
}

TEST_F(Readiness, CalibrationLeavesStatedLevelsOut) {
  const auto answer = Ask("readiness", {{"item", "g6"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_EQ(answer->Find("estimates")->rows.size(), 1U);
  // G1 and G2: lower median of (2, 6) is 2, no error; G3: its word says 6, the median of the others 2.
  const Table& calibration = *answer->Find("calibration");
  ASSERT_EQ(calibration.rows.size(), 1U);
  EXPECT_EQ(IntegerOr(calibration.At(0, "rows"), -1), 3);
  EXPECT_EQ(IntegerOr(calibration.At(0, "with_words"), -1), 1);
  EXPECT_DOUBLE_EQ(RealOr(calibration.At(0, "mae"), -1), 0);
  EXPECT_DOUBLE_EQ(RealOr(calibration.At(0, "mae_median"), -1), 4.0 / 3);
  EXPECT_DOUBLE_EQ(RealOr(calibration.At(0, "within_one_median"), -1), 2.0 / 3);
}

TEST_F(Readiness, ApprovedProductsStandAtNine) {
  Fill("product",
       "select 'f' as source, unnest(['A-001', 'A-002']) as product, 'A' as application, 'Alpha' as name, "
       "null::date as date");
  const auto answer = Ask("readiness", {{"of", "product"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  ASSERT_EQ(answer->Find("estimates")->rows.size(), 1U);
  EXPECT_EQ(IntegerOr(Cell(*answer->Find("estimates"), "A", "level"), -1), 9);
}

TEST_F(Readiness, TheErrorOfProjectsIsNotThatOfWorks) {
  Fill("work", "select 's' as source, 1 as work_key, 'W1' as id, 'A prototype' as title, null as abstract");
  const auto answer = Ask("readiness", {{"of", "work"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  ASSERT_EQ(answer->Find("calibration")->rows.size(), 1U);  // the projects are calibrated, with an error of 0
  const Table& estimates = *answer->Find("estimates");
  EXPECT_EQ(IntegerOr(Cell(estimates, "W1", "level"), -1), 6);
  EXPECT_EQ(IntegerOr(Cell(estimates, "W1", "low"), -1), 1);
  EXPECT_EQ(IntegerOr(Cell(estimates, "W1", "high"), -1), 9);
}

TEST_F(Readiness, SaysWhereNothingIsLoadedOrCalibrated) {
  const auto none = Ask("readiness", {{"of", "patent"}});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ErrorKind::kNotFound);
  Fill("grant",
       "select 's' as source, 6 as grant_key, 'G6' as id, 'Feasibility' as title, null as readiness, "
       "null as readiness_start");
  const auto answer = Ask("readiness", {});
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_TRUE(answer->Find("calibration")->rows.empty());
  ASSERT_FALSE(answer->receipt.warnings.empty());
  EXPECT_NE(answer->receipt.warnings[0].find("not calibrated"), std::string::npos);
  EXPECT_EQ(IntegerOr(Cell(*answer->Find("estimates"), "G6", "level"), -1), 3);
  EXPECT_EQ(IntegerOr(Cell(*answer->Find("estimates"), "G6", "high"), -1), 9);  // the error is unknown
}

}  // namespace
}  // namespace tenon::analyses
