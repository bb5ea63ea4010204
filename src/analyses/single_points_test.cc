#include <algorithm>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

// Ore and gas make the wafer; writer one or two makes the mask; wafer and mask make both chips, the second needs lens
// too.
const char* const kChips = R"(chain: toy
title: {en: Toy, zh: 玩具}
segments:
  - {id: ore, name: {en: Ore, zh: 矿石}, stage: material, usgs_mcs: [gallium]}
  - {id: gas, name: {en: Gas, zh: 气体}, stage: material}
  - {id: wafer, name: {en: Wafer, zh: 晶圆}, stage: part}
  - {id: writer-one, name: {en: Writer one, zh: 写入机一}, stage: equipment}
  - {id: writer-two, name: {en: Writer two, zh: 写入机二}, stage: equipment}
  - {id: mask, name: {en: Mask, zh: 掩模}, stage: part}
  - {id: lens, name: {en: Lens, zh: 镜头}, stage: part}
  - {id: chip, name: {en: Chip, zh: 芯片}, stage: product}
  - {id: fine-chip, name: {en: Fine chip, zh: 先进芯片}, stage: product}
links:
  - {from: ore, to: wafer, kind: input}
  - {from: gas, to: wafer, kind: input}
  - {from: writer-one, to: mask, kind: variant}
  - {from: writer-two, to: mask, kind: variant}
  - {from: wafer, to: chip, kind: input}
  - {from: mask, to: chip, kind: input}
  - {from: wafer, to: fine-chip, kind: input}
  - {from: mask, to: fine-chip, kind: input}
  - {from: lens, to: fine-chip, kind: input}
)";

class SinglePointsOfAChain : public QuestionFixture {
 protected:
  Result<Answer> Of(const std::string& yaml, std::vector<std::pair<std::string, std::string>> more = {}) {
    Fill("production",
         "select * from (values ('usgs', 'USGS-MCS', 'gallium', 'CHN', 2023, 90.0, 't'), ('usgs', 'USGS-MCS', "
         "'gallium', 'RUS', 2023, 10.0, 't')) t(source, classification, item, economy, year, quantity, unit)");
    more.emplace_back("chain", ChainFile(yaml));
    return Ask("single-points", more);
  }
};

TEST_F(SinglePointsOfAChain, ByHand) {
  const auto answer = Of(kChips);
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& points = *answer->Find("points");
  EXPECT_EQ(IntegerOr(Cell(points, "ore", "products"), -1), 2);
  EXPECT_EQ(IntegerOr(Cell(points, "ore", "cut_off"), -1), 3);  // the wafer and both chips
  EXPECT_EQ(TextOr(Cell(points, "lens", "stops")), "fine-chip");
  EXPECT_EQ(RowOf(points, "writer-one"), nullptr);                       // the other one replaces it
  EXPECT_TRUE(BooleanOr(Cell(points, "wafer", "articulation"), false));  // it holds ore and gas
  EXPECT_FALSE(BooleanOr(Cell(points, "ore", "articulation"), true));
  const Table& pairs = *answer->Find("pairs");
  ASSERT_EQ(pairs.rows.size(), 1U);
  EXPECT_EQ(TextOr(pairs.At(0, "first")), "writer-one");
  EXPECT_EQ(TextOr(pairs.At(0, "second")), "writer-two");
  EXPECT_EQ(IntegerOr(pairs.At(0, "products"), -1), 2);
  EXPECT_EQ(IntegerOr(Cell(*answer->Find("products"), "fine-chip", "single"), -1), 5);  // ore gas wafer mask lens
  EXPECT_EQ(IntegerOr(Cell(*answer->Find("products"), "fine-chip", "upstream"), -1), 7);
}

TEST_F(SinglePointsOfAChain, SuppliersAreThoseOfTheWorldOrOfTheEconomy) {
  const auto world = Of(kChips), china = Of(kChips, {{"economy", "CHN"}});
  ASSERT_TRUE(world && china);
  EXPECT_EQ(TextOr(Cell(*world->Find("points"), "ore", "top_supplier")), "CHN");
  EXPECT_NEAR(RealOr(Cell(*world->Find("points"), "ore", "top_share"), -1), 0.9, 1e-12);
  EXPECT_EQ(TextOr(Cell(*china->Find("points"), "ore", "top_supplier")), "RUS");
  EXPECT_TRUE(IsMissing(Cell(*world->Find("points"), "gas", "top_share")));
}

TEST_F(SinglePointsOfAChain, PassesIsWhatTheScanCounts) {
  const auto answer =
      Of("chain: waist\ntitle: {en: Waist, zh: 腰}\nsegments:\n  - {id: a, name: {en: A, zh: 甲}, stage: material}\n  "
         "- {id: "
         "b, name: {en: B, zh: 乙}, stage: material}\n  - {id: waist, name: {en: Waist, zh: 腰}, stage: part}\n  - "
         "{id: end, "
         "name: {en: End, zh: 终}, stage: product}\nlinks:\n  - {from: a, to: waist, kind: variant}\n  - {from: b, to: "
         "waist, "
         "kind: variant}\n  - {from: waist, to: end, kind: input}\n");
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_TRUE(BooleanOr(Cell(*answer->Find("points"), "waist", "passes"), false));
  EXPECT_EQ(TextOr(Cell(*answer->Find("products"), "end", "passes")), "waist");
  EXPECT_EQ(answer->Find("pairs")->rows.size(), 1U);
}

TEST_F(SinglePointsOfAChain, WithoutLinksThereIsNoAnswer) {
  const auto answer =
      Of("chain: one\ntitle: {en: One, zh: 一}\nsegments:\n  - {id: a, name: {en: A, zh: 甲}, stage: material}\n");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace tenon::analyses
