#include <gmock/gmock.h>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

using testing::Contains;
using testing::HasSubstr;

class FundGap : public QuestionFixture {
 protected:
  /// Gallium comes from one economy, copper from five: gallium is the shorter. Nothing is known of laser.
  std::string Chain() {
    Fill("production",
         "select 'usgs' as source, 'USGS-MCS' as classification, item, economy, 2023 as year, quantity, 't' as unit "
         "from "
         "(values ('gallium', 'CHN', 98.0), ('gallium', 'JPN', 2.0), ('copper-mine', 'CHL', 20.0), ('copper-mine', "
         "'PER', 20.0), "
         "('copper-mine', 'CHN', 20.0), ('copper-mine', 'USA', 20.0), ('copper-mine', 'AUS', 20.0)) t(item, economy, "
         "quantity)");
    return ChainFile(
        "chain: toy\ntitle: {en: Toy, zh: 玩具}\nsegments:\n  - {id: gallium, name: {en: Gallium, zh: 镓}, stage: "
        "material, usgs_mcs: [gallium], keywords: {en: [gallium], zh: [镓]}}\n  - {id: copper, name: {en: Copper, zh: "
        "铜}, stage: material, usgs_mcs: [copper-mine], keywords: {en: [copper], zh: [铜]}}\n  - {id: laser, name: "
        "{en: "
        "Laser, zh: 激光}, stage: part, keywords: {en: [laser], zh: [激光]}}\n  - {id: tin, name: {en: Tin, zh: 锡}, "
        "stage: material, keywords: {en: [tin], zh: [锡]}}\n");
  }

  void FillGrants(const std::string& currency_of_last = "USD") {
    Fill("grant",
         "select 'n' as source, k::ubigint as grant_key, id, title, null as funder, null as funder_economy, null as "
         "institution, null as economy, null as region, null as field, null as type, null as year, null as year_end, "
         "amount, currency, null as works, null as patents, null as readiness_start, null as readiness, null as "
         "readiness_end from (values (1, 'G1', 'Copper smelting', 90.0, 'USD'), (2, 'G2', 'Copper and gallium', 20.0, "
         "'USD'), (3, 'G3', 'A laser', null, null), (4, 'G4', 'Something else', 500.0, '" +
             currency_of_last + "'), (5, 'G5', 'Gallium', 4.0, '" + currency_of_last +
             "')) t(k, id, title, amount, currency)");
  }
};

TEST_F(FundGap, ByHand) {
  FillGrants();
  const auto answer = Ask("fund-gap", {{"chain", Chain()}, {"economy", "USA"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& segments = *answer->Find("segments");
  // G2 is split over both: gallium 10 + 4, copper 90 + 10.
  EXPECT_NEAR(RealOr(Cell(segments, "gallium", "money"), -1), 14, 1e-12);
  EXPECT_NEAR(RealOr(Cell(segments, "copper", "money"), -1), 100, 1e-12);
  EXPECT_NEAR(RealOr(Cell(segments, "gallium", "money_share"), -1), 14.0 / 114, 1e-12);
  EXPECT_EQ(IntegerOr(Cell(segments, "gallium", "rank"), -1), 1);
  EXPECT_EQ(RealOr(Cell(segments, "gallium", "money_rank"), -1), 2);
  EXPECT_EQ(RealOr(Cell(segments, "gallium", "gap"), 0), 1);  // the shorter one has the less money
  EXPECT_EQ(RealOr(Cell(segments, "copper", "gap"), 0), -1);
  EXPECT_LE(RealOr(Cell(segments, "gallium", "gap_low"), 9), 1);
  EXPECT_GE(RealOr(Cell(segments, "gallium", "gap_high"), -9), 1);
  EXPECT_EQ(TextOr(Cell(segments, "gallium", "state")), "funded");
  EXPECT_EQ(TextOr(Cell(segments, "laser", "state")), "unpriced");
  EXPECT_EQ(TextOr(Cell(segments, "tin", "state")), "unseen");
  EXPECT_TRUE(IsMissing(Cell(segments, "laser", "money")));
  EXPECT_TRUE(IsMissing(Cell(segments, "tin", "money")));
  EXPECT_TRUE(IsMissing(Cell(segments, "tin", "gap")));
  EXPECT_EQ(answer->Find("grants")->rows.size(), 5U);
  EXPECT_THAT(answer->receipt.warnings, Contains(HasSubstr("4 grants of n lead to 3 of 4 segments, money in USD")));
}

TEST_F(FundGap, WithoutGrantsOrWithTwoCurrenciesThereIsNoAnswer) {
  const std::string chain = Chain();
  const auto none = Ask("fund-gap", {{"chain", chain}, {"economy", "USA"}});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ErrorKind::kNotFound);
  EXPECT_THAT(none.error().message, HasSubstr("no grants are loaded"));
  FillGrants("EUR");
  EXPECT_THAT(Ask("fund-gap", {{"chain", chain}, {"economy", "USA"}}).error().message, HasSubstr("(EUR, USD)"));
}

}  // namespace
}  // namespace tenon::analyses
