#include "econ/complexity_index.h"

#include <gtest/gtest.h>

#include <cmath>

#include "econ/activity_fixture.h"

namespace tenon::econ {
namespace {

double Mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double x : values) sum += x;
  return sum / static_cast<double>(values.size());
}

std::vector<double> ZScores(std::vector<double> values) {
  const double mean = Mean(values);
  double squares = 0;
  for (const double x : values) squares += (x - mean) * (x - mean);
  const double deviation = std::sqrt(squares / static_cast<double>(values.size()));
  for (double& x : values) x = (x - mean) / deviation;
  return values;
}

/// The method of reflections itself, with its two averages, standardised so often until it stands still (which a fixed
/// number of 20 reflections does not reach: a peer is off by up to 0.042 for that reason).
std::vector<double> ByReflections(const Matrix& m, int steps) {
  std::vector<double> place(m.size()), activity(m[0].size());
  for (std::size_t c = 0; c < m.size(); ++c)
    for (const double x : m[c]) place[c] += x;
  for (int step = 0; step < steps; ++step) {
    for (std::size_t p = 0; p < activity.size(); ++p) {
      double sum = 0, count = 0;
      for (std::size_t c = 0; c < m.size(); ++c) {
        sum += m[c][p] * place[c];
        count += m[c][p];
      }
      activity[p] = sum / count;
    }
    for (std::size_t c = 0; c < m.size(); ++c) {
      double sum = 0, count = 0;
      for (std::size_t p = 0; p < activity.size(); ++p) {
        sum += m[c][p] * activity[p];
        count += m[c][p];
      }
      place[c] = sum / count;
    }
    place = ZScores(place);
  }
  return place;
}

std::vector<double> Values(const std::vector<std::optional<double>>& values) {
  std::vector<double> present;
  for (const auto& x : values) {
    if (x) present.push_back(*x);
  }
  return present;
}

TEST(ComplexityIndex, AgreesWithReflectionsThatConverged) {
  Random random(5);
  for (const auto& [places, activities] : {std::pair{30U, 50U}, std::pair{50U, 30U}, std::pair{20U, 20U}}) {
    const Presence m = RandomPresence(random, places, activities);
    const auto index = *MeasureComplexityIndex(m);
    ASSERT_EQ(Values(index.eci).size() + Values(index.pci).size(), places + activities);
    const auto expected = ByReflections(Dense(m), 2000);
    const double sign = *index.eci[0] * expected[0] > 0 ? 1 : -1;
    for (std::size_t c = 0; c < places; ++c) EXPECT_NEAR(*index.eci[c], sign * expected[c], 1e-9);
  }
}

TEST(ComplexityIndex, TwentyReflectionsAreNotEnough) {
  const auto file = kTradeData / "world_trade_avg_1998_to_2000.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "economiccomplexity is not at hand: " << file;
  const auto m = PresenceByAdvantage(ReadTable(file, 0, 1, 2).table);
  const auto index = *MeasureComplexityIndex(m);
  const auto early = ByReflections(Dense(m), 10), late = ByReflections(Dense(m), 300);
  double worst_early = 0, worst_late = 0;
  for (std::size_t c = 0; c < early.size(); ++c) {
    worst_early = std::max(worst_early, std::abs(std::abs(*index.eci[c]) - std::abs(early[c])));
    worst_late = std::max(worst_late, std::abs(std::abs(*index.eci[c]) - std::abs(late[c])));
  }
  EXPECT_GT(worst_early, 0.01);
  EXPECT_LT(worst_late, 1e-9);
}

// A nested M: the more able place has all the activities of the less able, and something rarer.
TEST(ComplexityIndex, TheSignFollowsDiversity) {
  const auto index = *MeasureComplexityIndex(PresenceOf({{1, 0, 0, 0}, {1, 1, 0, 0}, {1, 1, 1, 0}, {1, 1, 1, 1}}));
  ASSERT_EQ(index.state, IndexState::kDetermined);
  for (std::size_t c = 1; c < 4; ++c) {
    EXPECT_GT(*index.eci[c], *index.eci[c - 1]);
    EXPECT_GT(*index.pci[c], *index.pci[c - 1]);
  }
  EXPECT_NEAR(Mean(Values(index.eci)), 0, 1e-12);
  EXPECT_NEAR(Mean(ZScores(Values(index.pci))), 0, 1e-12);
}

// A peer turns every ECI to NaN as soon as one place or product has nothing.
TEST(ComplexityIndex, AnEmptyPlaceIsMissingAndSpoilsNoOther) {
  Random random(6);
  const auto m = RandomPresence(random, 25, 40);
  const auto plain = *MeasureComplexityIndex(m), among_empty = *MeasureComplexityIndex(ReversedAmongEmpty(m));
  ASSERT_EQ(plain.state, IndexState::kDetermined);
  EXPECT_FALSE(among_empty.eci.front());
  EXPECT_FALSE(among_empty.eci.back());
  EXPECT_FALSE(among_empty.pci.front());
  EXPECT_FALSE(among_empty.pci.back());
  for (std::size_t c = 0; c < 25; ++c) {
    ASSERT_EQ(plain.eci[c].has_value(), among_empty.eci[25 - c].has_value());
    if (plain.eci[c]) {
      EXPECT_NEAR(*plain.eci[c], *among_empty.eci[25 - c], 1e-9);
    }
  }
  for (std::size_t p = 0; p < 40; ++p) {
    ASSERT_EQ(plain.pci[p].has_value(), among_empty.pci[40 - p].has_value());
    if (plain.pci[p]) {
      EXPECT_NEAR(*plain.pci[p], *among_empty.pci[40 - p], 1e-9);
    }
  }
}

TEST(ComplexityIndex, PartsThatShareNothingAreNamed) {
  Random random(7);
  const auto m = Dense(RandomPresence(random, 12, 20));
  Matrix two(15, std::vector<double>(22));
  for (std::size_t c = 0; c < 12; ++c) std::ranges::copy(m[c], two[c].begin());
  two[12][20] = two[13][20] = two[13][21] = two[14][21] = 1;
  const auto whole = *MeasureComplexityIndex(PresenceOf(m)), split = *MeasureComplexityIndex(PresenceOf(two));
  EXPECT_EQ(split.components, whole.components + 1);
  for (std::size_t c = 0; c < 12; ++c) {
    ASSERT_EQ(whole.eci[c].has_value(), split.eci[c].has_value());
    if (whole.eci[c]) {
      EXPECT_NEAR(*whole.eci[c], *split.eci[c], 1e-9);
    }
  }
  EXPECT_FALSE(split.eci[12]);
  EXPECT_FALSE(split.pci[21]);
}

TEST(ComplexityIndex, SaysWhereTheVectorMeansNothing) {
  // A ring: every place has two activities, each shared with a neighbour; the second eigenvalue stands twice.
  Matrix ring(6, std::vector<double>(6));
  for (std::size_t c = 0; c < 6; ++c) ring[c][c] = ring[c][(c + 1) % 6] = 1;
  EXPECT_EQ(MeasureComplexityIndex(PresenceOf(ring))->state, IndexState::kRepeated);
  const auto all = *MeasureComplexityIndex(PresenceOf(Matrix(5, std::vector<double>(4, 1))));
  EXPECT_EQ(all.state, IndexState::kRepeated);
  EXPECT_FALSE(all.eci[0]);
  EXPECT_EQ(MeasureComplexityIndex(PresenceOf({{1, 1}, {1, 0}}))->state, IndexState::kTooFew);
  EXPECT_EQ(MeasureComplexityIndex(PresenceOf({{0, 0}, {0, 0}}))->components, 0U);
  EXPECT_TRUE(MeasureComplexityIndex(Presence()));
}

TEST(ComplexityIndex, ScalesOfPci) {
  Random random(8);
  const auto m = RandomPresence(random, 25, 40);
  const auto of_places = *MeasureComplexityIndex(m, PciScale::kMeanOfPlaces);
  const auto to_places = *MeasureComplexityIndex(m, PciScale::kPlacesAreMeans);
  for (std::uint32_t p = 0; p < 40; ++p) {
    if (!of_places.pci[p]) continue;
    double sum = 0;
    for (const auto c : m.PlacesOf(p)) sum += *of_places.eci[c];
    EXPECT_NEAR(*of_places.pci[p], sum / static_cast<double>(m.ubiquity(p)), 1e-12);
  }
  for (std::uint32_t c = 0; c < 25; ++c) {
    if (!to_places.eci[c]) continue;
    double sum = 0;
    for (const auto p : m.ActivitiesOf(c)) sum += *to_places.pci[p];
    EXPECT_NEAR(*to_places.eci[c], sum / static_cast<double>(m.diversity(c)), 1e-9);
  }
}

// Figures: data guide of the project, computed with another program from files of the R package economiccomplexity.
TEST(ComplexityIndex, ReproducesTheTradeOf1998To2000) {
  const auto file = kTradeData / "world_trade_avg_1998_to_2000.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "economiccomplexity is not at hand: " << file;
  const auto data = ReadTable(file, 0, 1, 2);
  const auto index = *MeasureComplexityIndex(PresenceByAdvantage(data.table));
  ASSERT_EQ(index.state, IndexState::kDetermined);
  EXPECT_EQ(index.components, 1U);
  EXPECT_NEAR(index.second_eigenvalue, 0.179134, 5e-7);
  for (const auto& [place, eci] : {std::pair{"sgs", 2.3399}, std::pair{"jpn", 2.2626}, std::pair{"hmd", 1.9896},
                                   std::pair{"gbr", 1.9242}, std::pair{"deu", 1.8844}}) {
    EXPECT_NEAR(*index.eci[data.Place(place)], eci, 5e-5) << place;
  }
  EXPECT_NEAR(*index.pci[data.Activity("7284")], 2.2374, 5e-5);
  double highest = -9;
  for (const auto& pci : index.pci) highest = std::max(highest, pci.value_or(-9));
  EXPECT_EQ(highest, *index.pci[data.Activity("7284")]);
}

TEST(ComplexityIndex, ReproducesTheTradeOf1980) {
  const auto file = kTradeData / "history" / "world_trade_1980.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "economiccomplexity is not at hand: " << file;
  const auto data = ReadTable(file, 0, 1, 2);
  const auto index = *MeasureComplexityIndex(PresenceByAdvantage(data.table));
  std::vector<std::pair<double, std::string>> order;
  for (std::size_t c = 0; c < data.places.size(); ++c) order.emplace_back(-*index.eci[c], data.places[c]);
  std::ranges::sort(order);
  const std::vector<std::pair<std::string, double>> expected = {
      {"deu", 2.2542}, {"jpn", 2.1879}, {"che", 2.0634}, {"swe", 2.0255}, {"gbr", 1.9938}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(order[i].second, expected[i].first);
    EXPECT_NEAR(-order[i].first, expected[i].second, 5e-5);
  }
}

}  // namespace
}  // namespace tenon::econ
