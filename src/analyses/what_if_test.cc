#include <algorithm>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

// Two lasers and one optic; scanner A needs laser A and the optic; scanner A or B makes exposure; exposure and silent
// make the chip. A second chip needs scanner A itself.
const char* const kChips = R"(chain: toy-chips
title: {en: Toy chips, zh: 玩具芯片}
segments:
  - {id: laser, name: {en: Laser, zh: 激光器}, stage: part, eto_input: [L]}
  - {id: scanner-a, name: {en: Scanner A, zh: 光刻机甲}, stage: equipment, eto_input: [A]}
  - {id: scanner-b, name: {en: Scanner B, zh: 光刻机乙}, stage: equipment, eto_input: [B]}
  - {id: exposure, name: {en: Exposure, zh: 曝光}, stage: service}
  - {id: silent, name: {en: Silent, zh: 无数据}, stage: material}
  - {id: chip, name: {en: Chip, zh: 芯片}, stage: product}
  - {id: fine-chip, name: {en: Fine chip, zh: 先进芯片}, stage: product}
links:
  - {from: laser, to: scanner-a, kind: input}
  - {from: scanner-a, to: exposure, kind: variant}
  - {from: scanner-b, to: exposure, kind: variant}
  - {from: exposure, to: chip, kind: input}
  - {from: silent, to: chip, kind: input}
  - {from: scanner-a, to: fine-chip, kind: input}
  - {from: exposure, to: fine-chip, kind: input}
)";

const std::string kProvision =
    "select * from (values ('eto', 'L', 'laser', null, 'DEU', 0.75, 2025), ('eto', 'L', 'laser', null, 'USA', 0.25, "
    "2025), "
    "('eto', 'L', 'laser', 'Trumpf', 'DEU', 0.6, 2025), ('eto', 'L', 'laser', 'Other GmbH', 'DEU', null, 2025), "
    "('eto', 'A', 'a', null, 'NLD', 1.0, 2025), ('eto', 'A', 'a', 'ASML', 'NLD', 1.0, 2025), "
    "('eto', 'B', 'b', null, 'JPN', 0.8, 2025), ('eto', 'B', 'b', null, 'NLD', 0.2, 2025), "
    "('eto', 'B', 'b', 'ASML', 'NLD', 0.2, 2025)) "
    "t(source, input, input_name, provider, provider_economy, share, year)";

class WhatIf : public QuestionFixture {
 protected:
  Result<Answer> Without(const std::string& what, std::vector<std::pair<std::string, std::string>> more = {}) {
    Fill("provision", kProvision);
    more.insert(more.end(), {{"chain", ChainFile(kChips)}, {"remove", what}});
    return Ask("what-if", more);
  }
  static double Real(const Answer& answer, const std::string& segment, const std::string& column) {
    return RealOr(Cell(*answer.Find("segments"), segment, column), -1);
  }
  static std::string Text(const Answer& answer, const std::string& segment, const std::string& column) {
    return TextOr(Cell(*answer.Find("segments"), segment, column));
  }
};

TEST_F(WhatIf, AnEconomyByHand) {
  const auto answer = Without("NLD");
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_EQ(Real(*answer, "scanner-a", "lost"), 1);
  EXPECT_EQ(Real(*answer, "scanner-a", "left"), 0);
  EXPECT_NEAR(Real(*answer, "scanner-b", "left"), 0.8, 1e-12);
  // Scanner B stands in for A, or serves its own half.
  EXPECT_NEAR(Real(*answer, "exposure", "left"), 0.8, 1e-12);
  EXPECT_NEAR(Real(*answer, "exposure", "apart"), 0.4, 1e-12);
  EXPECT_EQ(Text(*answer, "exposure", "way"), "scanner-b > exposure");
  EXPECT_EQ(Real(*answer, "fine-chip", "left"), 0);
  EXPECT_EQ(Text(*answer, "fine-chip", "way"), "scanner-a > fine-chip");
  EXPECT_EQ(Text(*answer, "fine-chip", "binds"), "scanner-a");
  // Nothing about Dutch lasers is left open: German and American shares sum to 1.
  EXPECT_EQ(Real(*answer, "laser", "lost"), 0);
  EXPECT_EQ(Real(*answer, "laser", "lost_high"), 0);
}

TEST_F(WhatIf, ProductsComeLeastFirstAndSayWhatIsNotKnown) {
  const auto answer = Without("NLD");
  ASSERT_TRUE(answer);
  const Table& products = answer->tables[0];
  EXPECT_EQ(products.name, "products");
  ASSERT_EQ(products.rows.size(), 2U);
  EXPECT_EQ(TextOr(products.rows[0][0]), "fine-chip");
  // `silent`, `exposure` and the chip itself have no supply data.
  EXPECT_EQ(IntegerOr(Cell(products, "chip", "silent"), -1), 3);
  EXPECT_TRUE(IsMissing(Cell(*answer->Find("segments"), "silent", "lost")));
  EXPECT_EQ(Real(*answer, "silent", "left"), 1);
}

TEST_F(WhatIf, IntervalsHoldTheValue) {
  const auto answer = Without("NLD,DEU");
  ASSERT_TRUE(answer) << Describe(answer.error());
  for (const auto& row : answer->Find("segments")->rows) {
    for (const std::size_t at : {4U, 7U}) {
      const double value = RealOr(row[at], -1), low = RealOr(row[at + 1], -1), high = RealOr(row[at + 2], -1);
      EXPECT_LE(low, value) << TextOr(row[0]);
      EXPECT_LE(value, high) << TextOr(row[0]);
      EXPECT_GE(low, 0);
      EXPECT_LE(high, 1);
    }
  }
  EXPECT_LT(Real(*answer, "exposure", "apart_low"), 0.2);  // B's part may be near nothing
  EXPECT_GT(Real(*answer, "exposure", "apart_high"), 0.6);
}

TEST_F(WhatIf, AnOrganisationTakesItsShareAlone) {
  const auto asml = Without("asml");
  ASSERT_TRUE(asml) << Describe(asml.error());
  EXPECT_EQ(Real(*asml, "scanner-a", "left"), 0);
  EXPECT_NEAR(Real(*asml, "scanner-b", "lost"), 0.2, 1e-12);
  const auto trumpf = Without("Trumpf");
  ASSERT_TRUE(trumpf);
  EXPECT_NEAR(Real(*trumpf, "laser", "lost"), 0.6, 1e-12);
  EXPECT_NEAR(Real(*trumpf, "scanner-a", "left"), 0.4, 1e-12);
  // Of unknown share: what Trumpf leaves of Germany, 0.75 - 0.6.
  const auto other = Without("Other GmbH");
  ASSERT_TRUE(other);
  EXPECT_NEAR(Real(*other, "laser", "lost"), 0.15, 1e-12);
}

TEST_F(WhatIf, ASegmentLosesEverything) {
  const auto answer = Without("laser");
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_EQ(Real(*answer, "laser", "left"), 0);
  EXPECT_EQ(Real(*answer, "scanner-a", "left"), 0);
  EXPECT_EQ(Real(*answer, "exposure", "left"), 1);
  EXPECT_EQ(Real(*answer, "exposure", "apart"), 0.5);
  EXPECT_EQ(TextOr(Cell(*Without("光刻机乙")->Find("segments"), "scanner-b", "binds")), "scanner-b");
}

TEST_F(WhatIf, SubstitutionTakesOverItsPartOfALoss) {
  const auto answer = Without("NLD", {{"substitution", "0.5"}});
  ASSERT_TRUE(answer);
  EXPECT_NEAR(Real(*answer, "scanner-a", "left"), 0.5, 1e-12);
  EXPECT_NEAR(Real(*answer, "scanner-b", "left"), 0.9, 1e-12);
  const auto all = Without("NLD", {{"substitution", "1"}});
  ASSERT_TRUE(all);
  for (const auto& row : all->tables[0].rows) EXPECT_EQ(RealOr(row[1], -1), 1);
}

TEST_F(WhatIf, ThoseThatStayGainInProportion) {
  const auto answer = Without("NLD");
  ASSERT_TRUE(answer);
  const Table& gains = *answer->Find("gains");
  ASSERT_EQ(gains.rows.size(), 1U);  // nobody is left to gain from scanner A
  EXPECT_EQ(TextOr(gains.At(0, "supplier")), "JPN");
  EXPECT_NEAR(RealOr(gains.At(0, "share"), -1), 0.8, 1e-12);
  EXPECT_NEAR(RealOr(gains.At(0, "after"), -1), 1, 1e-12);
}

TEST_F(WhatIf, SaysWhatATextMayMean) {
  const auto nothing = Without("scanner");
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().kind, ErrorKind::kInvalidArgument);
  EXPECT_NE(nothing.error().message.find("scanner-a"), std::string::npos) << nothing.error().message;
  EXPECT_FALSE(Without("WLD"));
  EXPECT_FALSE(Without("segment:NLD"));
  EXPECT_TRUE(Without("economy:NLD"));
  // An organisation that bears the name of a segment.
  Fill("provision", kProvision + " union all select 'eto', 'B', 'b', 'Laser', 'JPN', 0.1, 2025");
  const auto both = Ask("what-if", {{"chain", ChainFile(kChips)}, {"remove", "Laser"}});
  ASSERT_FALSE(both);
  EXPECT_NE(both.error().message.find("segment:laser, provider:Laser"), std::string::npos) << both.error().message;
  EXPECT_TRUE(Ask("what-if", {{"chain", ChainFile(kChips)}, {"remove", "provider:Laser"}}));
}

TEST_F(WhatIf, AnEconomyThatStandsNowhereIsNoAnswer) {
  const auto answer = Without("ZWE");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kNotFound);
}

TEST_F(WhatIf, WhatHasNoNameLiesBetweenNobodysAndTheirs) {
  Fill("production",
       "select * from (values ('usgs', 'USGS-MCS', 'gallium', 'CHN', 2023, 90.0, 't'), ('usgs', 'USGS-MCS', 'gallium', "
       "null, 2023, 10.0, 't'), ('usgs', 'USGS-MCS', 'tin', 'RUS', 2023, 10.0, 't')) t(source, classification, item, "
       "economy, year, quantity, unit)");
  const std::string chain = ChainFile(
      "chain: ga\ntitle: {en: Ga, zh: 镓}\nsegments:\n  - {id: ga, name: {en: Ga, zh: 镓}, stage: material, usgs_mcs: "
      "[gallium]}\n  - {id: use, name: {en: Use, zh: 用}, stage: product}\nlinks:\n  - {from: ga, to: use, kind: "
      "input}\n");
  const auto answer = Ask("what-if", {{"chain", chain}, {"remove", "RUS"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_EQ(Real(*answer, "ga", "lost"), 0);
  EXPECT_NEAR(Real(*answer, "ga", "lost_high"), 0.095, 0.01);  // uniform up to 10 of 100
  EXPECT_EQ(Real(*answer, "use", "left"), 1);
  EXPECT_LT(Real(*answer, "use", "left_low"), 0.95);
  // China takes 90 of the 90 that have a name with it; what it leaves open may be its own.
  const auto china = Ask("what-if", {{"chain", chain}, {"remove", "CHN"}});
  ASSERT_TRUE(china);
  EXPECT_LE(Real(*china, "use", "left_low"), 0.01);
}

TEST_F(WhatIf, TheSameSeedGivesTheSameAnswerAndSpeaksBothLanguages) {
  const auto first = Without("NLD"), second = Without("NLD");
  ASSERT_TRUE(first && second);
  for (std::size_t t = 0; t < first->tables.size(); ++t) EXPECT_EQ(first->tables[t].rows, second->tables[t].rows);
  const Table& sentences = *first->Find("sentences");
  ASSERT_FALSE(sentences.rows.empty());
  for (const auto& row : sentences.rows) {
    EXPECT_FALSE(TextOr(row[2]).empty());
    EXPECT_FALSE(TextOr(row[3]).empty());
  }
  EXPECT_NE(TextOr(sentences.rows[0][2]).find("Netherlands"), std::string::npos);
  EXPECT_NE(TextOr(sentences.rows[0][3]).find("荷兰"), std::string::npos);
}

}  // namespace
}  // namespace tenon::analyses
