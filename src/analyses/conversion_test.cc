#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

/// Emory has projects of 1990 (patent 1995, product 2000) and 1990 (nothing); Rice one of 1995 (patent of 1997 in a
/// product without a day) and one without a year; one project has no receiver, and a patent that is older than itself.
class Conversion : public QuestionFixture {
 protected:
  void SetUp() override {
    QuestionFixture::SetUp();
    Fill("grant",
         "select 's' as source, unnest([1, 2, 3, 4, 5]) as grant_key, unnest(['Emory', 'Emory', 'Rice', 'Rice', null]) "
         "as "
         "institution, unnest(['AI', 'AI', 'CA', 'CA', 'CA']) as field, 'NIH' as funder, "
         "unnest([1990, 1990, 1995, null, 2001]) as year");
    Fill("grant_patent", "select 's' as source, unnest([1, 3, 5]) as grant_key, unnest([31, 33, 35]) as patent_key");
    Fill("patent",
         "select 's' as source, unnest([31, 33, 35]) as patent_key, unnest([1995, 1997, 1999]) as priority_year, "
         "null::integer as filing_year, null::integer as publication_year");
    Fill("product_patent",
         "select 'f' as source, unnest(['A-1', 'B-1']) as product, unnest(['A', 'B']) as application, "
         "unnest([31, 33]) as patent_key");
    Fill("product",
         "select 'f' as source, unnest(['A-1', 'A-2', 'B-1']) as product, unnest(['A', 'A', 'B']) as application, "
         "unnest(['2003-01-01', '2000-06-01', null]) as date");
  }
};

TEST_F(Conversion, IntoProductsByInstitution) {
  const auto answer = Ask("conversion", {{"by", "institution"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& groups = answer->tables[0];
  ASSERT_EQ(groups.rows.size(), 3U);
  EXPECT_EQ(IntegerOr(Cell(groups, "Emory", "subjects"), -1), 2);
  EXPECT_EQ(IntegerOr(Cell(groups, "Emory", "crossed"), -1), 1);
  EXPECT_EQ(RealOr(Cell(groups, "Emory", "by_age"), -1), 0.5);  // one of two at the age of 10
  EXPECT_EQ(RealOr(Cell(groups, "Emory", "median_age"), -1), 10);
  // Rice: crossed, but nobody says when; the other has no start. Known share, unknown ages.
  EXPECT_EQ(RealOr(Cell(groups, "Rice", "share"), -1), 0.5);
  EXPECT_EQ(IntegerOr(Cell(groups, "Rice", "aged"), -1), 0);
  EXPECT_TRUE(IsMissing(Cell(groups, "Rice", "by_age")));
  // Watched until 2001, the newest year there is: without a receiver, and not crossed at the age of 0.
  EXPECT_EQ(IntegerOr(Cell(groups, "", "aged"), -1), 1);
  EXPECT_EQ(answer->Find("test")->rows.size(), 0U);
}

TEST_F(Conversion, IntoPatents) {
  const auto answer = Ask("conversion", {{"to", "patent"}, {"by", "field"}, {"at_least", "1"}, {"age", "5"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& groups = answer->tables[0];
  EXPECT_EQ(RealOr(Cell(groups, "AI", "by_age"), -1), 0.5);  // 1990 to 1995
  EXPECT_EQ(IntegerOr(Cell(groups, "CA", "crossed"), -1), 2);
  EXPECT_EQ(IntegerOr(Cell(groups, "CA", "aged_crossed"), -1), 1);  // the patent of 1999 is older than its project
  EXPECT_EQ(RealOr(Cell(groups, "CA", "by_age"), -1), 1);           // all had crossed: 1 whatever the age
  ASSERT_EQ(answer->Find("test")->rows.size(), 1U);
  // CA alone at 2: 1 event, 1/3 expected; AI of 2 at 5: all watched are AI, which says nothing. V = 1/3 * 2/3.
  EXPECT_NEAR(RealOr(answer->Find("test")->At(0, "chi_squared"), -1), 2, 1e-12);
}

TEST_F(Conversion, WatchedUntilAnEarlierYear) {
  const auto answer = Ask("conversion", {{"until", "1999"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  ASSERT_EQ(answer->tables[0].rows.size(), 1U);
  EXPECT_EQ(IntegerOr(answer->tables[0].At(0, "aged"), -1), 2);  // both of Emory; that of 2001 began later
  EXPECT_EQ(IntegerOr(answer->tables[0].At(0, "aged_crossed"), -1), 0);
}

TEST_F(Conversion, APatentIsAPatentAlready) {
  EXPECT_EQ(Ask("conversion", {{"of", "patent"}, {"to", "patent"}}).error().kind, ErrorKind::kInvalidArgument);
}

TEST_F(Conversion, WithoutLinksNothingIsZero) {
  Fill("product_patent", "select 'f' as source, 'A' as product, 99 as patent_key, 'A' as application where false");
  const auto answer = Ask("conversion", {});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace tenon::analyses
