#include "econ/activity.h"

#include <gtest/gtest.h>

#include <limits>

#include "econ/activity_fixture.h"

namespace tenon::econ {
namespace {

// Place 0: 30 of a, 10 of b; place 1: 10 of a, 50 of b. World: a 40, b 60 of 100.
const std::vector<ActivityCell> kCells = {{1, 1, 50}, {0, 0, 30}, {0, 1, 10}, {1, 0, 10}};

TEST(Activity, AdvantageByHand) {
  const auto table = *MakeActivityTable(2, 2, kCells);
  EXPECT_EQ(table.total(), 100);
  EXPECT_EQ(table.place_total(1), 60);
  EXPECT_EQ(table.activity_total(0), 40);
  const auto rca = RevealedAdvantages(table);
  EXPECT_DOUBLE_EQ(rca[0], 0.75 / 0.4);
  EXPECT_DOUBLE_EQ(rca[1], 0.25 / 0.6);
  EXPECT_DOUBLE_EQ(rca[2], (1.0 / 6) / 0.4);
  EXPECT_DOUBLE_EQ(rca[3], (5.0 / 6) / 0.6);
}

TEST(Activity, WeightedMeanOverAPlaceIsOne) {
  Random random(1);
  std::vector<ActivityCell> cells;
  for (std::uint32_t c = 0; c < 20; ++c) {
    for (std::uint32_t p = 0; p < 30; ++p) cells.push_back({c, p, 1 + random.Uniform(0, 9)});
  }
  const auto table = *MakeActivityTable(20, 30, cells);
  const auto rca = RevealedAdvantages(table);
  for (std::uint32_t c = 0; c < 20; ++c) {
    double mean = 0;
    for (std::uint32_t p = 0; p < 30; ++p) mean += rca[c * 30 + p] * table.activity_total(p) / table.total();
    EXPECT_NEAR(mean, 1, 1e-12);
  }
}

TEST(Activity, AnEmptyPlaceChangesNoOther) {
  auto with_empty = kCells;
  with_empty.push_back({2, 0, 0});
  const auto rca = RevealedAdvantages(*MakeActivityTable(4, 3, with_empty));
  const auto plain = RevealedAdvantages(*MakeActivityTable(2, 2, kCells));
  for (std::size_t i = 0; i < plain.size(); ++i) EXPECT_EQ(rca[i], plain[i]);
  EXPECT_EQ(rca[4], 0);
}

TEST(Activity, RefusesWhatIsNoTable) {
  for (const double bad : {-1.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    EXPECT_FALSE(MakeActivityTable(1, 1, {{0, 0, bad}}));
  }
  EXPECT_FALSE(MakeActivityTable(1, 1, {{1, 0, 1}}));
  EXPECT_FALSE(MakeActivityTable(1, 1, {{0, 1, 1}}));
  EXPECT_FALSE(MakeActivityTable(1, 1, {{0, 0, 1}, {0, 0, 1}}));
  EXPECT_TRUE(MakeActivityTable(0, 0, {}));
}

// Figures: data guide of the project, from fixture_exports.csv of py-economic-complexity (MIT), missing cells as zero.
TEST(Activity, ReproducesTheSectionsOfDatawheel) {
  const auto file = kSectionData / "fixture_exports.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "datawheel-test is not at hand: " << file;
  const auto data = ReadTable(file, 1, 3, 0);
  ASSERT_EQ(data.places.size(), 226U);
  ASSERT_EQ(data.activities.size(), 21U);
  const auto rca = RevealedAdvantages(data.table);
  std::map<std::string, double> sum, highest;
  for (std::size_t i = 0; i < rca.size(); ++i) {
    const auto& section = data.activities[data.table.cells()[i].activity];
    sum[section] += rca[i];
    highest[section] = std::max(highest[section], rca[i]);
  }
  EXPECT_NEAR(sum["1"] / 226, 3.4849, 5e-5);
  EXPECT_NEAR(highest["1"], 47.724923, 5e-7);
  EXPECT_NEAR(highest["9"], 75.963223, 5e-7);
}

}  // namespace
}  // namespace tenon::econ
