#include "econ/fitness.h"

#include <gtest/gtest.h>

#include <cmath>

#include "econ/activity_fixture.h"

namespace tenon::econ {
namespace {

FitnessOptions After(int updates) { return {.updates = updates}; }

// M = [1 1; 1 0]: F~ = 2, 1 -> 4/3, 2/3; Q~ = 1/2, 1 -> 2/3, 4/3. Then F~ = 2, 2/3 -> 3/2, 1/2;
// Q~ = 1 / (3/4 + 3/2), 4/3 = 4/9, 4/3 -> 1/2, 3/2.
TEST(Fitness, ByHand) {
  const auto m = PresenceOf({{1, 1}, {1, 0}});
  const auto one = *MeasureFitness(m, After(1));
  EXPECT_DOUBLE_EQ(*one.places[0], 4.0 / 3);
  EXPECT_DOUBLE_EQ(*one.activities[0], 2.0 / 3);
  const auto two = *MeasureFitness(m, After(2));
  EXPECT_EQ(two.updates, 2);
  EXPECT_DOUBLE_EQ(*two.places[0], 1.5);
  EXPECT_DOUBLE_EQ(*two.places[1], 0.5);
  EXPECT_DOUBLE_EQ(*two.activities[0], 0.5);
  EXPECT_DOUBLE_EQ(*two.activities[1], 1.5);
}

TEST(Fitness, EqualPlacesAreEqual) {
  const auto fitness = *MeasureFitness(PresenceOf(Matrix(4, std::vector<double>(3, 1))));
  for (const auto& f : fitness.places) EXPECT_DOUBLE_EQ(*f, 1);
  EXPECT_EQ(fitness.updates, 20);
}

TEST(Fitness, WhatGoesToZeroStopsByItsRanksAndStaysANumber) {
  // Nested: the fitness of the least places falls for ever.
  Matrix m(40, std::vector<double>(40));
  for (std::size_t c = 0; c < 40; ++c)
    for (std::size_t p = 0; p <= c; ++p) m[c][p] = 1;
  const auto by_rule = *MeasureFitness(PresenceOf(m));
  EXPECT_LT(by_rule.updates, 200);
  for (const int updates : {100, 5000}) {
    const auto fitness = *MeasureFitness(PresenceOf(m), After(updates));
    double sum = 0;
    for (std::size_t c = 0; c < 40; ++c) {
      EXPECT_TRUE(std::isfinite(*fitness.places[c]));
      EXPECT_GE(*fitness.places[c], 0);
      if (c > 0) {
        EXPECT_GE(*fitness.places[c], *fitness.places[c - 1]);
      }
      sum += *fitness.places[c];
    }
    EXPECT_NEAR(sum / 40, 1, 1e-12);
  }
}

TEST(Fitness, AnEmptyPlaceIsMissingAndSpoilsNoOther) {
  Random random(9);
  const auto m = RandomPresence(random, 25, 40);
  const auto plain = *MeasureFitness(m, After(50)), among_empty = *MeasureFitness(ReversedAmongEmpty(m), After(50));
  EXPECT_FALSE(among_empty.places.front());
  EXPECT_FALSE(among_empty.activities.back());
  for (std::size_t c = 0; c < 25; ++c) {
    ASSERT_EQ(plain.places[c].has_value(), among_empty.places[25 - c].has_value());
    if (plain.places[c]) {
      EXPECT_NEAR(*plain.places[c], *among_empty.places[25 - c], 1e-12);
    }
  }
  EXPECT_TRUE(MeasureFitness(Presence()));
  EXPECT_FALSE(MeasureFitness(m, After(0)));
}

TEST(Fitness, RanksThatNeverRestAreAnError) {
  Random random(10);
  const auto fitness =
      MeasureFitness(RandomPresence(random, 25, 40), {.updates = {}, .steady_updates = 20, .max_updates = 5});
  ASSERT_FALSE(fitness);
  EXPECT_EQ(fitness.error().kind, ErrorKind::kNotConverged);
}

// The published outputs of the R package economiccomplexity ("20 iterations", the ones counted): 19 updates.
TEST(Fitness, ReproducesThePackagesOutput) {
  const auto file = kTradeData / "world_trade_avg_1998_to_2000.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "economiccomplexity is not at hand: " << file;
  const auto data = ReadTable(file, 0, 1, 2);
  const auto m = PresenceByAdvantage(data.table);
  const auto fitness = *MeasureFitness(m, After(19));
  double worst = 0;
  std::size_t compared = 0;
  const auto compare = [&](const char* output, const auto& names, const auto& values) {
    auto rows = ReadRows(kTradeData / output);
    for (std::size_t i = 1; i < rows.size(); ++i, ++compared) {
      worst = std::max(worst, std::abs(*values[NamedTable::Number(names, rows[i][0])] - std::stod(rows[i][1])));
    }
  };
  compare("output_1998_2000_fitness_complexity_index_country.csv", data.places, fitness.places);
  compare("output_1998_2000_fitness_complexity_index_product.csv", data.activities, fitness.activities);
  EXPECT_EQ(compared, 226U + 785U);
  EXPECT_LT(worst, 1e-12);
  EXPECT_NEAR(*fitness.places[data.Place("deu")], 3.8129, 5e-5);
  EXPECT_NEAR(*fitness.places[data.Place("esp")], 3.3597, 5e-5);
  EXPECT_TRUE(MeasureFitness(m)) << "the ranks come to rest";
}

}  // namespace
}  // namespace tenon::econ
