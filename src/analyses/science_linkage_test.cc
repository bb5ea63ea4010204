#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

/// P1 (2010) cites papers of 2004 and 2008, P2 (2012) one of 2000 and one of unknown year, P3 none; P1 and P3 are
/// Chinese.
class ScienceLinkage : public QuestionFixture {
 protected:
  void SetUp() override {
    QuestionFixture::SetUp();
    Fill("patent",
         "select 's' as source, unnest([1, 2, 3]) as patent_key, unnest([2010, null, 2012]) as priority_year, "
         "unnest([null, 2012, null]) as filing_year, null::integer as publication_year");
    Fill("work",
         "select 's' as source, unnest([11, 12, 13, 14]) as work_key, unnest([2004, 2008, 2000, null]) as year, "
         "null::date as date");
    Fill("patent_work",
         "select 's' as source, unnest([1, 1, 2, 2]) as patent_key, unnest([11, 12, 13, 14]) as work_key");
    Fill("applicant",
         "select 's' as source, unnest([1, 3, 2]) as patent_key, unnest(['applicant', 'owner', 'inventor']) as role, "
         "1 as position, unnest(['CHN', 'CHN', 'USA']) as economy");
  }
};

TEST_F(ScienceLinkage, AllTogether) {
  const auto answer = Ask("science-linkage", {});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& groups = answer->tables[0];
  ASSERT_EQ(groups.rows.size(), 1U);
  EXPECT_EQ(IntegerOr(groups.At(0, "patents"), -1), 3);
  EXPECT_EQ(IntegerOr(groups.At(0, "linked"), -1), 2);
  EXPECT_EQ(IntegerOr(groups.At(0, "links"), -1), 4);
  EXPECT_EQ(RealOr(groups.At(0, "papers_per_linked"), -1), 2);
  EXPECT_EQ(IntegerOr(groups.At(0, "dated"), -1), 3);
  // Lags 2, 6, 12.
  EXPECT_EQ(RealOr(groups.At(0, "lag_low"), -1), 4);
  EXPECT_EQ(RealOr(groups.At(0, "lag"), -1), 6);
  EXPECT_EQ(RealOr(groups.At(0, "lag_high"), -1), 9);
  EXPECT_EQ(answer->tables[1].rows.size(), 3U);
  ASSERT_EQ(answer->receipt.warnings.size(), 1U);
  EXPECT_EQ(answer->receipt.warnings[0].substr(0, 9), "1 of 4 li");
}

TEST_F(ScienceLinkage, ByEconomyInventorsDoNotCount) {
  const auto answer = Ask("science-linkage", {{"by", "economy"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& groups = answer->tables[0];
  ASSERT_EQ(groups.rows.size(), 2U);
  EXPECT_EQ(RealOr(Cell(groups, "CHN", "share"), -1), 0.5);
  EXPECT_EQ(IntegerOr(Cell(groups, "", "patents"), -1), 1);
}

TEST_F(ScienceLinkage, WithoutLinksThereIsNoShare) {
  Fill("patent_work", "select 's' as source, 1 as patent_key, 11 as work_key where false");
  const auto answer = Ask("science-linkage", {});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace tenon::analyses
