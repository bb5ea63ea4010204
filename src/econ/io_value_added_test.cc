#include "econ/io_value_added.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "econ/io_fixture.h"
#include "econ/io_leontief.h"

namespace tenon::econ {
namespace {

/// A world of 4 economies x 3 sectors that balances exactly.
WorldTable RandomWorld(std::uint64_t seed) {
  WorldTable world{RandomTable(12, seed), {std::vector<std::size_t>(12), 4}, Matrix(4, 12)};
  Random random(seed + 1);
  const auto left = FinalUse(world.table);
  for (std::size_t i = 0; i < 12; ++i) {
    world.economies.group_of[i] = i / 3;
    const std::vector<double> shapes(4, 1.0);
    const auto shares = random.Dirichlet(shapes);
    for (std::size_t e = 0; e < 4; ++e) world.final_use(e, i) = left[i] * shares[e];
  }
  return world;
}

struct Totals {
  double gross = 0, added = 0, returned = 0;
};

TEST(DecomposeExports, PartsSumToGrossExportsAndToWhatOtherFormulasGive) {
  const WorldTable world = RandomWorld(71);
  const auto model = *Leontief::Of(world.table);
  const Matrix a = CoefficientsOf(world.table);
  std::vector<double> v(12, 1.0);
  for (std::size_t i = 0; i < 12; ++i) {
    for (std::size_t j = 0; j < 12; ++j) v[j] -= a(i, j);
  }
  for (std::size_t s = 0; s < 4; ++s) {
    const auto flows = DecomposeExports(world, model, s);
    ASSERT_TRUE(flows) << Describe(flows.error());
    EXPECT_EQ(flows->flows.size(), 9U);
    Totals found;
    for (const auto& flow : flows->flows) {
      double gross = world.final_use(flow.importer, flow.sector);
      for (std::size_t j = 0; j < 3; ++j) gross += world.table.flows(flow.sector, 3 * flow.importer + j);
      EXPECT_NEAR(flow.gross, gross, 1e-12);
      EXPECT_NEAR(std::accumulate(flow.parts.begin(), flow.parts.end(), 0.0), gross, 1e-12);
      for (const double part : flow.parts) EXPECT_GE(part, -1e-12);
      found.added += std::accumulate(flow.parts.begin(), flow.parts.begin() + 5, 0.0);
      found.returned += std::accumulate(flow.parts.begin() + 5, flow.parts.begin() + 8, 0.0);
      found.gross += gross;
    }
    // Johnson & Noguera 2012: value added exports are the home value added in what the others finally use.
    double absorbed = 0, at_home = 0;
    for (std::size_t e = 0; e < 4; ++e) {
      const auto use = world.final_use.Row(e);
      const auto x = SlowOutput(a, {use.begin(), use.end()});
      for (std::size_t i = 3 * s; i < 3 * s + 3; ++i) (e == s ? at_home : absorbed) += v[i] * x[i];
    }
    EXPECT_NEAR(found.added, absorbed, 1e-11);
    // Koopman, Wang & Wei 2014: what returns is the home value added in home final use that was abroad in between.
    Matrix home(3, 3);
    std::vector<double> f(3);
    for (std::size_t i = 0; i < 3; ++i) {
      f[i] = world.final_use(s, 3 * s + i);
      for (std::size_t j = 0; j < 3; ++j) home(i, j) = a(3 * s + i, 3 * s + j);
    }
    const auto never_left = SlowOutput(home, f);
    for (std::size_t i = 0; i < 3; ++i) at_home -= v[3 * s + i] * never_left[i];
    EXPECT_NEAR(found.returned, at_home, 1e-11);
    EXPECT_LT(found.added, found.gross);
  }
}

// What serves where a table is too large to be factored says the same, within the error it states.
TEST(DecomposeExports, IteratedIsAsFactored) {
  const WorldTable world = RandomWorld(73);
  const auto factored = *DecomposeExports(world, *Leontief::Of(world.table), 1);
  const auto iterated = *DecomposeExports(world, *Leontief::Iterated(world.table), 1);
  EXPECT_FALSE(factored.error_bound);
  ASSERT_TRUE(iterated.error_bound);
  EXPECT_LT(*iterated.error_bound, 1e-8);
  ASSERT_EQ(iterated.flows.size(), factored.flows.size());
  for (std::size_t f = 0; f < factored.flows.size(); ++f) {
    EXPECT_THAT(iterated.flows[f].parts, testing::Pointwise(testing::DoubleNear(1e-8), factored.flows[f].parts));
  }
  // Shares of all origins in what a sector delivers add to one.
  for (std::size_t i = 0; i < 12; ++i) {
    double sum = 0;
    for (std::size_t e = 0; e < 4; ++e) sum += factored.origins(e, i);
    EXPECT_NEAR(sum, 1, 1e-12);
  }
}

TEST(DecomposeExports, RefusesATableThatDoesNotBalance) {
  WorldTable world = RandomWorld(72);
  const auto model = *Leontief::Of(world.table);
  world.final_use(0, 5) += world.table.output[5];
  const auto refused = DecomposeExports(world, model, 0);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, testing::HasSubstr("sector 5"));
  EXPECT_FALSE(DecomposeExports(RandomWorld(72), model, 4));
}

// The numbers are those of decompr's documentation and tests, as data/README.md repeats them.
TEST(ValueAddedIn, OfTheLeatherExample) {
  const auto leather = ReadLeather();
  if (!leather) GTEST_SKIP() << "needs shared/data/decompr-leather";
  const auto model = *Leontief::Of(leather->table);
  const Matrix inverse = model.Inverse()->matrix;
  auto v = PrimaryInputs(leather->table);
  for (std::size_t i = 0; i < 9; ++i) v[i] /= leather->table.output[i];
  const Matrix in_exports = ValueAddedIn(inverse, v, leather->exports);
  EXPECT_NEAR(in_exports(0, 0), 28.52278, 5e-6);
  EXPECT_NEAR(in_exports(8, 8), 34.74381, 1e-5);  // printed 34.74381, from 34.743819: cut, not rounded
  const Matrix in_output = ValueAddedIn(inverse, v, leather->table.output);
  EXPECT_NEAR(in_output(0, 0), 66.75362, 5e-6);
  EXPECT_NEAR(in_output(8, 8), 96.78317, 5e-6);
  // On final demand, sectors x economies: the first cell, and row 20 of the long table, the 7th sector in Turkey's.
  double first = 0, twentieth = 0;
  for (std::size_t j = 0; j < 9; ++j) {
    first += v[0] * inverse(0, j) * leather->final_use(0, j);
    twentieth += v[6] * inverse(6, j) * leather->final_use(1, j);
  }
  EXPECT_NEAR(first, 24.33458, 5e-6);
  EXPECT_NEAR(twentieth, 23.68413, 5e-6);
  // Every column sums to what it splits up: all of it is somebody's value added.
  for (std::size_t j = 0; j < 9; ++j) {
    double sum = 0;
    for (std::size_t i = 0; i < 9; ++i) sum += in_exports(i, j);
    EXPECT_NEAR(sum, leather->exports[j], 1e-10);
  }
  const auto flows = DecomposeExports({leather->table, leather->economies, leather->final_use}, model, 2);
  ASSERT_TRUE(flows) << Describe(flows.error());
  double gross = 0;
  for (const auto& flow : flows->flows) gross += std::accumulate(flow.parts.begin(), flow.parts.end(), 0.0);
  EXPECT_NEAR(gross, leather->exports[6] + leather->exports[7] + leather->exports[8], 1e-9);
}

}  // namespace
}  // namespace tenon::econ
