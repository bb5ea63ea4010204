#include <string>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

/// Cited works of venues A, B, C (keys 1, 2, 3) and one of no venue (4). 2010: W11 cites A and B. 2012: W12 cites A and
/// B, W13 A and C. 2013: W14 cites A and C and the one of no venue; W15 only that one.
class Novelty : public QuestionFixture {
 protected:
  void SetUp() override {
    QuestionFixture::SetUp();
    Fill("work",
         "select 's' as source, unnest([1, 2, 3, 4, 11, 12, 13, 14, 15]) as work_key, 'W' || work_key as id, 't' as "
         "title, "
         "unnest(['A', 'B', 'C', null, null, null, null, null, null]) as venue, null::date as date, "
         "unnest([2000, 2000, 2000, 2000, 2010, 2012, 2012, 2013, 2013]) as year");
    Fill("work_reference",
         "select 's' as source, unnest([11, 11, 12, 12, 13, 13, 14, 14, 14, 15]) as work_key, "
         "unnest([1, 2, 1, 2, 1, 3, 1, 3, 4, 4]) as cited_key");
    Fill("work_topic", "select 's' as source, 1 as work_key, 'T1' as topic, 1 as rank");
  }
};

TEST_F(Novelty, TheFirstToBringTwoVenuesTogether) {
  const auto answer = Ask("novelty", {{"settled", "2011"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& works = answer->tables[0];
  ASSERT_EQ(works.rows.size(), 4U);  // W15 has no pair
  EXPECT_EQ(TextOr(works.rows[0][0]), "W13");
  EXPECT_EQ(IntegerOr(Cell(works, "W13", "first_time"), -1), 1);
  EXPECT_EQ(IntegerOr(Cell(works, "W13", "reused"), -1), 1);  // by W14
  EXPECT_EQ(IntegerOr(Cell(works, "W12", "first_time"), -1), 0);
  EXPECT_TRUE(IsMissing(Cell(works, "W11", "first_time")));  // before 2011 nothing is known to be new
  EXPECT_EQ(IntegerOr(Cell(works, "W14", "references"), -1), 3);
  EXPECT_EQ(IntegerOr(Cell(works, "W14", "labelled"), -1), 2);
  // 2012: two works, A in both, so that B and C have no room for chance.
  EXPECT_TRUE(IsMissing(Cell(works, "W12", "kind")));
  EXPECT_EQ(answer->receipt.warnings.size(), 3U);
}

TEST_F(Novelty, WithoutLabelsItSaysWhatIsMissing) {
  const auto answer = Ask("novelty", {{"of", "topic"}});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kNotFound);
  EXPECT_NE(answer.error().message.find("4 of 10"), std::string::npos) << answer.error().message;
}

}  // namespace
}  // namespace tenon::analyses
