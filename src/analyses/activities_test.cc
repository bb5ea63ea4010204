#include "analyses/activities.h"

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

class ActivitiesOf : public QuestionFixture {
 protected:
  void FillTrade(const std::string& rows) {
    Fill("trade", "select * from (values " + rows +
                      ") t(source, classification, year, exporter, importer, product, value_usd, quantity_t)");
  }
  void FillRegions(const std::string& regions, const std::string& rows) {
    Fill("region", "select * from (values " + regions + ") t(source, region, name, name_zh, economy, parent, kind)");
    Fill("region_activity",
         "select * from (values " + rows + ") t(source, region, classification, activity, measure, year, value, unit)");
  }
  std::string Warnings(const Answer& answer) {
    std::string text;
    for (const auto& warning : answer.receipt.warnings) text += warning + "\n";
    return text;
  }
};

constexpr const char* kTrade =
    "('a', 'HS2002', 2000, 'DEU', 'USA', '8401', 30.0, null::double), ('a', 'HS2002', 2000, 'DEU', 'FRA', '8401', "
    "20.0, "
    "null), ('a', 'HS2002', 2000, 'DEU', 'DEU', '8402', 99.0, null), ('a', 'HS2002', 2000, 'FRA', 'DEU', '8402', 10.0, "
    "null), ('a', 'HS2002', 2000, 'ITA', null, '8403', 5.0, null), ('a', 'HS2002', 2000, 'ESP', 'DEU', '8403', null, "
    "null), "
    "('a', 'HS2002', 2001, 'DEU', 'USA', '8401', 1.0, null)";

TEST_F(ActivitiesOf, TradeAddsImportersUpAndLeavesOwnSalesOut) {
  FillTrade(kTrade);
  const auto answer = *Ask("complexity", {{"year", "2000"}});
  const Table& places = answer.tables[0];
  EXPECT_EQ(RealOr(Cell(places, "DEU", "total"), 0), 50);
  EXPECT_EQ(RealOr(Cell(places, "ITA", "total"), 0), 5);
  // A row without a value: the place stays, with nothing.
  EXPECT_EQ(RealOr(Cell(places, "ESP", "total"), -1), 0);
  EXPECT_EQ(IntegerOr(Cell(places, "ESP", "diversity"), -1), 0);
  EXPECT_TRUE(IsMissing(Cell(places, "ESP", "fitness")));
  EXPECT_NE(Warnings(answer).find("1 rows state no value"), std::string::npos);
}

TEST_F(ActivitiesOf, EveryYearForItself) {
  FillTrade(kTrade);
  const auto answer = *Ask("complexity", {});
  ASSERT_EQ(answer.tables[2].rows.size(), 2U);
  EXPECT_EQ(IntegerOr(answer.tables[2].rows[1][0], 0), 2001);
  const auto none = Ask("complexity", {{"year", "1999"}});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ErrorKind::kNotFound);
  EXPECT_NE(none.error().message.find("2000 2001"), std::string::npos);
}

TEST_F(ActivitiesOf, SeveralSourcesMustBeChosenFrom) {
  FillTrade(std::string(kTrade) + ", ('b', 'SITC2', 2000, 'DEU', 'USA', '0011', 30.0, null)");
  const auto open = Ask("complexity", {{"year", "2000"}});
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_NE(open.error().message.find("b (classification SITC2, measure exports, 2000 to 2000)"), std::string::npos)
      << open.error().message;
  EXPECT_TRUE(Ask("complexity", {{"year", "2000"}, {"source", "a"}}));
  EXPECT_FALSE(Ask("complexity", {{"year", "2000"}, {"source", "c"}}));
  EXPECT_FALSE(Ask("complexity", {{"source", "a"}, {"measure", "jobs"}})) << "trade has no measure";
}

TEST_F(ActivitiesOf, OverlappingGroupsMustBeChosen) {
  FillTrade(
      "('a', 'BTIGE', 2000, 'DEU', 'USA', 'C10T12', 30.0, null::double), ('a', 'BTIGE', 2000, 'FRA', 'USA', 'C10', "
      "1.0, null)");
  const auto all = Ask("complexity", {});
  ASSERT_FALSE(all);
  EXPECT_EQ(all.error().where, "codes");
  const auto some = *Ask("complexity", {{"codes", "C?\?,D*"}});
  ASSERT_EQ(some.tables[1].rows.size(), 1U);
  EXPECT_EQ(TextOr(some.tables[1].rows[0][0]), "C10");
}

TEST_F(ActivitiesOf, TotalsAreNotCountedTwice) {
  // NAICS2017 is built in: 3341 lies below 334. Region US holds the two states.
  FillRegions(
      "('s', 'US', 'United States', null, 'USA', null, 'economy'), ('s', '06', 'California', null, 'USA', 'US', "
      "'state'), "
      "('s', '48', 'Texas', null, 'USA', 'US', 'state')",
      "('s', 'US', 'NAICS2017', '334', 'output', 2010, 30.0, 'USD'), ('s', '06', 'NAICS2017', '334', 'output', 2010, "
      "20.0, "
      "'USD'), ('s', '06', 'NAICS2017', '3341', 'output', 2010, 20.0, 'USD'), ('s', '48', 'NAICS2017', '3341', "
      "'output', "
      "2010, 10.0, 'USD'), ('s', '48', 'NAICS2017', '311', 'output', 2010, -4.0, 'USD')");
  const auto answer = *Ask("complexity", {});
  const Table& places = answer.tables[0];
  EXPECT_EQ(places.rows.size(), 2U);
  EXPECT_EQ(RealOr(Cell(places, "06", "total"), 0), 20);
  EXPECT_EQ(TextOr(Cell(places, "48", "name")), "Texas");
  EXPECT_NE(Warnings(answer).find("1 places that hold others are left out: US"), std::string::npos);
  EXPECT_NE(Warnings(answer).find("1 codes that hold other codes of the data are left out: 334"), std::string::npos);
  EXPECT_NE(Warnings(answer).find("1 amounts are below zero"), std::string::npos);
  EXPECT_EQ(Ask("complexity", {{"kind", "economy"}})->tables[0].rows.size(), 1U);
  const auto no_city = Ask("complexity", {{"kind", "city"}});
  ASSERT_FALSE(no_city);
  EXPECT_NE(no_city.error().message.find("none that fit"), std::string::npos);
  // A region by its name.
  EXPECT_EQ(TextOr(Ask("relatedness", {{"place", "Texas"}})->tables[1].rows[0][0]), "48");
  const auto unknown = Ask("relatedness", {{"place", "Texass"}});
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("Texas"), std::string::npos);
}

TEST_F(ActivitiesOf, PartsWithoutAnAmountMakeNoTotal) {
  FillRegions(
      "('s', '06', 'California', null, 'USA', null, 'state'), ('s', '48', 'Texas', null, 'USA', null, 'state')",
      "('s', '06', 'NAICS2017', '334', 'output', 2010, 20.0, 'USD'), ('s', '06', 'NAICS2017', '3341', 'output', "
      "2010, null, 'USD'), ('s', '48', 'NAICS2017', '311', 'output', 2010, 4.0, 'USD')");
  EXPECT_EQ(RealOr(Cell(Ask("complexity", {})->tables[0], "06", "total"), 0), 20);
  EXPECT_EQ(Ask("complexity", {{"codes", "!311"}})->tables[0].rows.size(), 1U);
}

TEST_F(ActivitiesOf, TheSampleIsNamed) {
  FillTrade(kTrade);
  const auto answer = *Ask("complexity", {{"year", "2000"}, {"min_place_total", "6"}});
  EXPECT_EQ(answer.tables[0].rows.size(), 2U);
  EXPECT_NE(Warnings(answer).find("2 of 4 are below min_place_total and left out: ESP, ITA"), std::string::npos)
      << Warnings(answer);
  EXPECT_EQ(Ask("complexity", {{"year", "2000"}, {"min_activity_total", "8"}})->tables[1].rows.size(), 2U);
}

TEST_F(ActivitiesOf, NothingLoadedIsNoAnswer) {
  const auto answer = Ask("complexity", {});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace tenon::analyses
