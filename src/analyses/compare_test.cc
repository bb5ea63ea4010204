#include <algorithm>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

const char* const kMetals = R"(chain: metals
title: {en: Metals, zh: 金属}
codes: {hs: HS2017}
segments:
  - {id: ore, name: {en: Ore, zh: 矿石}, stage: material, usgs_mcs: [gallium]}
  - {id: metal, name: {en: Metal, zh: 金属}, stage: material, btige: [C27]}
links:
  - {from: ore, to: metal, kind: input}
)";

class CompareTwo : public QuestionFixture {
 protected:
  void SetUp() override {
    QuestionFixture::SetUp();
    Fill("production",
         "select * from (values ('usgs', 'USGS-MCS', 'gallium', 'CHN', 2021, 40.0, 't'), ('usgs', 'USGS-MCS', "
         "'gallium', 'RUS', 2021, 30.0, 't'), ('usgs', 'USGS-MCS', 'gallium', 'DEU', 2021, 30.0, 't'), ('usgs', "
         "'USGS-MCS', 'gallium', 'CHN', 2023, 98.0, 't'), ('usgs', 'USGS-MCS', 'gallium', 'RUS', 2023, 2.0, 't')) "
         "t(source, classification, item, economy, year, quantity, unit)");
    Fill("trade",
         "select * from (values ('btige', 'BTIGE', 2023, 'CHN', 'KOR', 'C27', 50.0, null::double), ('btige', 'BTIGE', "
         "2023, 'DEU', 'KOR', 'C27', 50.0, null), ('btige', 'BTIGE', 2021, 'DEU', 'KOR', 'C27', 50.0, null), ('btige', "
         "'BTIGE', 2021, 'DEU', 'JPN', 'C27', 50.0, null)) t(source, "
         "classification, year, exporter, importer, product, value_usd, quantity_t)");
  }
  Result<Answer> Of(std::vector<std::pair<std::string, std::string>> given) {
    given.emplace_back("chain", ChainFile(kMetals));
    return Ask("compare", given);
  }
};

TEST_F(CompareTwo, TheBuyerOfOreIsShorterThanItsMaker) {
  const auto answer = Of({{"economy", "CHN"}, {"with", "KOR"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& segments = *answer->Find("segments");
  EXPECT_LT(RealOr(Cell(segments, "ore", "difference"), 1), -0.3);
  EXPECT_LT(RealOr(Cell(segments, "ore", "probability"), 1), 0.1);
  EXPECT_LE(RealOr(Cell(segments, "ore", "difference_low"), 1), RealOr(Cell(segments, "ore", "difference"), -1));
  EXPECT_TRUE(BooleanOr(Cell(segments, "ore", "with_choked"), false));
  EXPECT_FALSE(BooleanOr(Cell(segments, "ore", "choked"), true));
}

TEST_F(CompareTwo, TurnedRoundTheSignTurns) {
  const auto there = Of({{"economy", "CHN"}, {"with", "KOR"}}), back = Of({{"economy", "KOR"}, {"with", "CHN"}});
  ASSERT_TRUE(there && back);
  const Table &one = *there->Find("segments"), &other = *back->Find("segments");
  EXPECT_NEAR(RealOr(Cell(one, "ore", "difference"), 9), -RealOr(Cell(other, "ore", "difference"), 9), 1e-12);
  EXPECT_NEAR(RealOr(Cell(one, "ore", "probability"), 9), 1 - RealOr(Cell(other, "ore", "probability"), 9), 1e-12);
}

TEST_F(CompareTwo, TwoYearsOfOneEconomy) {
  const auto answer = Of({{"economy", "KOR"}, {"year", "2021"}, {"with_year", "2023"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& segments = *answer->Find("segments");
  EXPECT_LT(RealOr(Cell(segments, "ore", "shortage"), 9), RealOr(Cell(segments, "ore", "with_shortage"), -9));
  EXPECT_EQ(TextOr(Cell(segments, "metal", "top_supplier")), "DEU");
  const std::string summary = TextOr(answer->Find("sentences")->rows[0][2]);
  EXPECT_NE(summary.find("South Korea 2021 beside South Korea 2023"), std::string::npos) << summary;
}

TEST_F(CompareTwo, StationsAreHeldAgainstEachOtherByOneMeasure) {
  const auto answer = Of({{"economy", "RUS"}, {"with", "CHN"}});
  ASSERT_TRUE(answer);
  const Table& stations = *answer->Find("stations");
  const auto row = std::ranges::find_if(
      stations.rows, [](const auto& r) { return TextOr(r[0]) == "ore" && TextOr(r[1]) == "production"; });
  ASSERT_NE(row, stations.rows.end());
  EXPECT_EQ(TextOr((*row)[3]), "distance");
  EXPECT_NEAR(RealOr((*row)[4], -1), 2.0 / 98, 1e-12);
  EXPECT_NEAR(RealOr((*row)[7], -1), 1, 1e-12);
  EXPECT_EQ(RealOr((*row)[13], -1), 0);
}

TEST_F(CompareTwo, RefusesToCompareALookWithItself) {
  EXPECT_EQ(Of({{"economy", "KOR"}}).error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(Of({{"economy", "KOR"}, {"with", "KOR"}}).error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(Of({{"economy", "KOR"}, {"with", "ZWE"}}).error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace tenon::analyses
