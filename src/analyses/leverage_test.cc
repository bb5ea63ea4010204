#include <algorithm>
#include <cmath>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

const char* const kMetals = R"(chain: metals
title: {en: Metals, zh: 金属}
codes: {hs: HS2017}
segments:
  - {id: ore, name: {en: Ore, zh: 矿石}, stage: material, usgs_mcs: [gallium]}
  - {id: metal, name: {en: Metal, zh: 金属}, stage: material, btige: [C27]}
  - {id: use-one, name: {en: Use one, zh: 用途一}, stage: product, btige: [C26]}
  - {id: use-two, name: {en: Use two, zh: 用途二}, stage: product, btige: [C26]}
links:
  - {from: ore, to: metal, kind: input}
  - {from: metal, to: use-one, kind: input}
  - {from: metal, to: use-two, kind: input}
)";

class LeverageOfChina : public QuestionFixture {
 protected:
  void SetUp() override {
    QuestionFixture::SetUp();
    Fill("production",
         "select * from (values ('usgs', 'USGS-MCS', 'gallium', 'CHN', 2023, 90.0, 't'), ('usgs', 'USGS-MCS', "
         "'gallium', 'RUS', 2023, 10.0, 't')) t(source, classification, item, economy, year, quantity, unit)");
    Fill(
        "trade",
        "select * from (values ('btige', 'BTIGE', 2023, 'CHN', 'KOR', 'C27', 80.0, null::double), ('btige', 'BTIGE', "
        "2023, 'DEU', 'KOR', 'C27', 20.0, null), ('btige', 'BTIGE', 2023, 'CHN', 'DEU', 'C26', 30.0, null), ('btige', "
        "'BTIGE', 2023, 'KOR', 'DEU', 'C26', 70.0, null)) t(source, classification, year, exporter, importer, product, "
        "value_usd, quantity_t)");
  }
  Result<Answer> Of(const std::string& economy) {
    return Ask("leverage", {{"chain", ChainFile(kMetals)}, {"economy", economy}});
  }
};

// ramp(x; lo, hi) of the defaults, and the power mean with exponent 3.
double Ramp(double x, double low, double high) { return std::clamp((x - low) / (high - low), 0.0, 1.0); }
double Mean3(std::initializer_list<double> values) {
  double sum = 0;
  for (const double value : values) sum += value * value * value;
  return std::cbrt(sum / static_cast<double>(values.size()));
}

TEST_F(LeverageOfChina, ByHand) {
  const auto answer = Of("CHN");
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& holds = *answer->Find("holds");
  const auto row =
      std::ranges::find_if(holds.rows, [](const auto& r) { return TextOr(r[0]) == "KOR" && TextOr(r[1]) == "metal"; });
  ASSERT_NE(row, holds.rows.end());
  // Korea buys 80 % of its metal from China; imports alone say nothing of imports / supply, and no product's way
  // branches.
  const double scarcity = Mean3({Ramp(0.68, 0.15, 0.6), Ramp(0.8, 0.3, 0.9)});
  EXPECT_NEAR(RealOr((*row)[static_cast<std::size_t>(holds.Find("share"))], -1), 0.8, 1e-12);
  EXPECT_NEAR(RealOr((*row)[static_cast<std::size_t>(holds.Find("scarcity"))], -1), scarcity, 1e-12);
  EXPECT_NEAR(RealOr((*row)[static_cast<std::size_t>(holds.Find("value"))], -1), 0.8 * scarcity, 1e-12);
  // Of world shares: Korea makes no ore itself.
  const double ore = Mean3({Ramp(0.82, 0.15, 0.6), Ramp(0.9, 0.3, 0.9), 1});
  EXPECT_NEAR(RealOr(Cell(*answer->Find("economies"), "KOR", "leverage"), -1), 0.9 * ore, 1e-12);
}

TEST_F(LeverageOfChina, IntervalsHoldTheValueAndStayInRange) {
  const auto answer = Of("CHN");
  ASSERT_TRUE(answer);
  for (const auto& row : answer->Find("holds")->rows) {
    for (const std::size_t at : {2U, 5U, 8U}) {
      EXPECT_LE(RealOr(row[at + 1], 2), RealOr(row[at], -1));
      EXPECT_GE(RealOr(row[at + 2], -1), RealOr(row[at], 2));
      EXPECT_GE(RealOr(row[at + 1], -1), 0);
      EXPECT_LE(RealOr(row[at + 2], 2), 1);
    }
  }
}

TEST_F(LeverageOfChina, TheStrongestComeFirstAndSegmentsOnTheSameRowsOnce) {
  const auto answer = Of("CHN");
  ASSERT_TRUE(answer);
  const Table& holds = *answer->Find("holds");
  for (std::size_t i = 1; i < holds.rows.size(); ++i) {
    EXPECT_GE(RealOr(holds.rows[i - 1][2], -1), RealOr(holds.rows[i][2], 2));
  }
  const Table& segments = *answer->Find("segments");
  ASSERT_EQ(segments.rows.size(), 3U);  // ore, metal, one row for both uses
  EXPECT_EQ(TextOr(Cell(segments, "use-one", "also")), "use-two");
  EXPECT_TRUE(IsMissing(Cell(segments, "ore", "over")));  // every buyer alike
  EXPECT_EQ(TextOr(Cell(segments, "metal", "over")), "KOR");
}

TEST_F(LeverageOfChina, TheOtherDirectionStandsBeside) {
  const auto china = Of("CHN"), russia = Of("RUS");
  ASSERT_TRUE(china && russia);
  // Russia's hold over China is what China's over Russia's table calls `back`.
  EXPECT_EQ(Cell(*china->Find("economies"), "RUS", "back"), Cell(*russia->Find("economies"), "CHN", "leverage"));
  EXPECT_EQ(Cell(*russia->Find("economies"), "CHN", "back"), Cell(*china->Find("economies"), "RUS", "leverage"));
}

TEST_F(LeverageOfChina, WithoutSuppliersThereIsNoAnswer) {
  Fill("production",
       "select 'usgs' as source, 'USGS-MCS' as classification, 'tin' as item, 'CHN' as economy, 2023 as year, 1.0 as "
       "quantity, 't' as unit");
  Fill("trade",
       "select 'x' as source, 'HS2017' as classification, 2023 as year, 'CHN' as exporter, 'KOR' as importer, "
       "'010121' as product, 1.0 as value_usd, null::double as quantity_t");
  const auto answer = Of("CHN");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace tenon::analyses
