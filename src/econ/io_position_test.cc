#include "econ/io_position.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <numeric>

#include "econ/io_fixture.h"

namespace tenon::econ {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

// A line: ore -> steel -> cars, each adding 1, cars to final use. Stages can be counted.
InputOutputTable Line() {
  InputOutputTable table{Matrix(3, 3), {1, 2, 3}};
  table.flows(0, 1) = 1;
  table.flows(1, 2) = 2;
  return table;
}

TEST(Position, CountsTheStagesOfALine) {
  const auto position = MeasurePosition(*Leontief::Of(Line()));
  ASSERT_TRUE(position);
  EXPECT_THAT(position->upstreamness, ElementsAre(DoubleNear(3, 1e-14), DoubleNear(2, 1e-14), DoubleNear(1, 1e-14)));
  // Cars: 1 + 2/3 x steel's, steel's: 1 + 1/2.
  EXPECT_THAT(position->downstreamness,
              ElementsAre(DoubleNear(1, 1e-14), DoubleNear(1.5, 1e-14), DoubleNear(2, 1e-14)));
  EXPECT_NEAR(position->average_length, 2, 1e-14);  // 6 of output for 3 of final use
}

// Upstreamness by counting rounds: sum over t of (t + 1) times what reaches final use after t more sales.
TEST(Position, AgreesWithTheSumOverRounds) {
  const InputOutputTable table = RandomTable(9, 41);
  const auto position = *MeasurePosition(*Leontief::Of(table));
  const Matrix a = CoefficientsOf(table);
  std::vector<double> reaching = FinalUse(table), weighted(9);
  for (int t = 1; t < 400; ++t) {
    std::vector<double> next(9);
    for (std::size_t i = 0; i < 9; ++i) {
      weighted[i] += t * reaching[i];
      for (std::size_t j = 0; j < 9; ++j) next[i] += a(i, j) * reaching[j];
    }
    reaching = next;
  }
  for (std::size_t i = 0; i < 9; ++i) EXPECT_NEAR(position.upstreamness[i], weighted[i] / table.output[i], 1e-10);
  // Weighted by final use, downstreamness is the average length; so is upstreamness weighted by primary inputs.
  const auto f = FinalUse(table), v = PrimaryInputs(table);
  const double all = std::accumulate(f.begin(), f.end(), 0.0);
  EXPECT_NEAR(std::inner_product(f.begin(), f.end(), position.downstreamness.begin(), 0.0) / all,
              position.average_length, 1e-12);
  EXPECT_NEAR(std::inner_product(v.begin(), v.end(), position.upstreamness.begin(), 0.0) / all, position.average_length,
              1e-12);
}

TEST(CorrectFlows, LeavesAndNamesWhatCannotBeCorrected) {
  const auto corrected = CorrectFlows(Line(), std::vector<double>{0.5, 2, 5});
  ASSERT_TRUE(corrected);
  EXPECT_DOUBLE_EQ(corrected->table.flows(0, 1), 2);  // 1 x 1 / (1 - 0.5)
  EXPECT_EQ(corrected->table.flows(1, 2), 2);         // all of it taken: nothing to go by
  EXPECT_THAT(corrected->uncorrected, ElementsAre(1, 2));
  EXPECT_FALSE(CorrectFlows(Line(), std::vector<double>{1}));
}

// Antras & Chor's published measures for WIOD 2011 (concordance/antras_chor_WIOD2013_GVCmeasures_2011.csv), to six
// digits. Their outputs are not rounded to millions, ours are: 305 industries above 100 bn USD agree within 0.007.
TEST(Position, OfTheWorldIn2011) {
  const auto wiod = ReadWiod();
  std::ifstream published(std::filesystem::path(TENON_SHARED_DATA) /
                          "concordance/antras_chor_WIOD2013_GVCmeasures_2011.csv");
  if (!wiod || !published) GTEST_SKIP() << "needs shared/data/wiod-2013 and concordance";
  const auto active = *DropZeroOutput(wiod->table);
  const auto corrected = *CorrectFlows(active.table, Pick(wiod->inventories, active.kept));
  const auto model = Leontief::Of(corrected.table);
  ASSERT_TRUE(model);
  const auto position = *MeasurePosition(*model);
  std::map<std::size_t, std::size_t> place;
  for (std::size_t s = 0; s < active.kept.size(); ++s) place[active.kept[s]] = s;
  std::string line;
  std::getline(published, line);
  int compared = 0;
  double upstream_error = 0, downstream_error = 0;
  while (std::getline(published, line)) {
    std::vector<std::string> fields;
    std::stringstream in(line);
    for (std::string field; std::getline(in, field, ',');) fields.push_back(field);
    const std::string economy = fields[2] == "ROU" ? "ROM" : fields[2];
    const std::size_t sector = wiod->Sector(economy, std::stoul(fields[4]));
    if (wiod->table.output[sector] < 100'000) continue;
    ++compared;
    const std::size_t s = place.at(sector);
    upstream_error = std::max(upstream_error, std::abs(position.upstreamness[s] - std::stod(fields[5])));
    downstream_error = std::max(downstream_error, std::abs(position.downstreamness[s] - std::stod(fields[7])));
  }
  EXPECT_EQ(compared, 305);
  EXPECT_LT(upstream_error, 0.007);
  EXPECT_LT(downstream_error, 0.007);

  struct Expected {
    std::string economy;
    double upstreamness, downstreamness;
  };
  // c14, electrical and optical equipment, from our table (data/README.md, wiod-2013).
  for (const auto& [economy, u, d] : {Expected{"CHN", 2.8426, 3.6927},
                                      {"KOR", 3.1260, 3.1685},
                                      {"TWN", 3.1458, 2.8963},
                                      {"JPN", 2.6102, 2.6587},
                                      {"DEU", 2.3530, 2.3627},
                                      {"USA", 2.0436, 1.7814}}) {
    const std::size_t s = place.at(wiod->Sector(economy, 14));
    EXPECT_NEAR(position.upstreamness[s], u, 5.1e-5) << economy;
    EXPECT_NEAR(position.downstreamness[s], d, 5.1e-5) << economy;
  }
}

}  // namespace
}  // namespace tenon::econ
