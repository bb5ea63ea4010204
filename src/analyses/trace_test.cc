#include <algorithm>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

/// Project P1 paid paper W1, patent US1 and trial T1; patent US1 also rests on W1 and on W2, which nobody paid; product
/// 000001 rests on US1 and US2. P2 paid the same trial and nothing else. Keys are as good as any.
class Trace : public QuestionFixture {
 protected:
  void SetUp() override {
    QuestionFixture::SetUp();
    Fill("grant",
         "select 's' as source, 11 as grant_key, 'P1' as id, 'Entry' as title, 'Emory' as institution, 1990 as year "
         "union all select 's', 12, 'P2', null, null, null");
    Fill("grant_work", "select 's' as source, 11 as grant_key, 21 as work_key");
    Fill("grant_patent", "select 's' as source, 11 as grant_key, 31 as patent_key");
    Fill("grant_trial", "select 's' as source, unnest([11, 12]) as grant_key, 'NCT00000001' as trial");
    Fill("work",
         "select 's' as source, unnest([21, 22]) as work_key, unnest(['W1', 'W2']) as id, null::varchar as doi, "
         "unnest(['First', 'Second']) as title, null::varchar as date, unnest([1994, 1995]) as year");
    Fill("patent_work",
         "select 's' as source, 31 as patent_key, unnest([21, 22]) as work_key, unnest([1.0, 0.4]) as confidence");
    Fill("patent",
         "select 's' as source, unnest([31, 32]) as patent_key, unnest(['US1', 'US2']) as id, null::varchar as title, "
         "unnest([1996, null]) as priority_year, 1997 as filing_year, 1998 as publication_year, "
         "null::varchar as publication_date");
    Fill("applicant",
         "select 's' as source, 31 as patent_key, 'owner' as role, 1 as position, 'Emory University' as name");
    Fill(
        "product_patent",
        "select 'f' as source, unnest(['000001-001', '000001-002', '000001-001']) as product, '000001' as application, "
        "unnest(['US1', 'US1', 'US2']) as patent, unnest([31, 31, 32]) as patent_key, "
        "unnest(['2016-01-01', '2017-01-01', null]) as expiry");
    Fill("product",
         "select 'f' as source, unnest(['000001-001', '000001-002']) as product, '000001' as application, "
         "'Alpha; Beta' as name, 'Zin; Rem' as ingredient, 'Gil' as company, unnest(['2004-05-06', '2003-07-02']) as "
         "date");
  }

  static std::vector<std::string> Routes(const Answer& answer) {
    std::vector<std::string> routes;
    for (std::size_t row = 0; row < answer.tables[0].rows.size(); ++row) {
      routes.push_back(TextOr(answer.tables[0].At(row, "basis")) + ": " + TextOr(answer.tables[0].At(row, "route")));
    }
    return routes;
  }
};

const std::vector<std::string> kOfProduct = {
    "stated: project P1 -> paper W1 -> patent US1 -> product 000001 Alpha; Beta",
    "stated: project P1 -> patent US1 -> product 000001 Alpha; Beta",
    "statistical: project P1 -> trial NCT00000001 => product 000001 Alpha; Beta",
    "stated: patent US2 -> product 000001 Alpha; Beta",
    "statistical: paper W2 => patent US1 -> product 000001 Alpha; Beta",
};

TEST_F(Trace, EveryPathOfAProductWhateverNamesIt) {
  for (const char* from : {"beta", "000001", "1", "000001-002", "rem"}) {
    const auto answer = Ask("trace", {{"from", from}});
    ASSERT_TRUE(answer) << from << ": " << Describe(answer.error());
    EXPECT_EQ(Routes(*answer), kOfProduct) << from;
  }
}

TEST_F(Trace, OnlyStatedLinks) {
  const auto answer = Ask("trace", {{"from", "Alpha"}, {"links", "stated"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  for (const std::string& route : Routes(*answer)) EXPECT_TRUE(route.starts_with("stated")) << route;
  EXPECT_EQ(answer->tables[0].rows.size(), 3U);
}

TEST_F(Trace, ATrialLeadsToAProductOnlyBehindTheProjectThatPaidBoth) {
  const auto answer = Ask("trace", {{"from", "NCT00000001"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_EQ(Routes(*answer), (std::vector<std::string>{kOfProduct[2], "stated: project P2 -> trial NCT00000001"}));
}

TEST_F(Trace, FromTheMiddleItGoesBothWays) {
  const auto answer = Ask("trace", {{"from", "first"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_EQ(Routes(*answer), (std::vector<std::string>{kOfProduct[0]}));
}

TEST_F(Trace, DatesLagsAndHolders) {
  const auto answer = Ask("trace", {{"from", "P1"}, {"links", "stated"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& steps = *answer->Find("steps");
  ASSERT_GE(steps.rows.size(), 4U);
  EXPECT_EQ(TextOr(steps.At(0, "holder")), "Emory");
  EXPECT_TRUE(IsMissing(steps.At(0, "lag")));
  EXPECT_EQ(IntegerOr(steps.At(1, "lag"), -1), 4);  // 1990 to 1994
  EXPECT_EQ(TextOr(steps.At(2, "dated_by")), "first filing");
  EXPECT_EQ(IntegerOr(steps.At(2, "lag"), -1), 2);  // 1994 to 1996
  EXPECT_EQ(TextOr(steps.At(2, "holder")), "Emory University");
  EXPECT_EQ(TextOr(steps.At(3, "date")), "2003-07-02");  // the earliest of its strengths
  EXPECT_EQ(IntegerOr(steps.At(3, "lag"), -1), 7);
  EXPECT_EQ(TextOr(steps.At(3, "protected_until")), "2017-01-01");  // the latest
  EXPECT_EQ(IntegerOr(answer->tables[0].At(0, "years"), -1), 13);
}

TEST_F(Trace, SaysWhatIsMissing) {
  const auto answer = Ask("trace", {{"from", "US2"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_FALSE(BooleanOr(answer->tables[0].At(0, "is_whole"), true));
  ASSERT_EQ(answer->receipt.warnings.size(), 1U);
  EXPECT_NE(answer->receipt.warnings[0].find("no path reaches"), std::string::npos);
  EXPECT_EQ(TextOr(Cell(*answer->Find("stages"), "patent", "missing")), "1 of 1 have no holder");
  EXPECT_EQ(IntegerOr(Cell(*answer->Find("stages"), "project", "found"), -1), 0);
}

TEST_F(Trace, AnUnknownNameListsLikeOnes) {
  const auto answer = Ask("trace", {{"from", "Bet"}});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace tenon::analyses
