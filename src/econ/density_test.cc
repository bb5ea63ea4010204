#include "econ/density.h"

#include <gtest/gtest.h>

#include <cmath>

#include "econ/activity_fixture.h"
#include "econ/complexity_index.h"

namespace tenon::econ {
namespace {

using enum ProximityMeasure;
constexpr ProximityMeasure kAll[] = {kMinimum, kCosine, kJaccard, kAssociation};

std::vector<std::optional<double>> SomePci(Random& random, std::size_t activities) {
  std::vector<std::optional<double>> pci(activities);
  for (std::size_t p = 0; p < activities; ++p) {
    if (p % 7 != 3) pci[p] = random.Normal();
  }
  return pci;
}

// phi: a-b 1/2 (both in one of two places), a-c 1/2, b-c 0.
TEST(Density, ByHand) {
  const auto m = PresenceOf({{1, 1, 0}, {1, 0, 1}, {0, 0, 0}});
  const auto density = MeasureDensity(m);
  EXPECT_DOUBLE_EQ(density.Around(0), 2);
  EXPECT_DOUBLE_EQ(*density.At(0, 0), 0.75);
  EXPECT_DOUBLE_EQ(*density.At(0, 1), 1);
  EXPECT_DOUBLE_EQ(*density.At(0, 2), 1.0 / 3);
  EXPECT_DOUBLE_EQ(*density.At(2, 2), 0);
}

TEST(Density, AgreesWithTheTripleSum) {
  Random random(13);
  for (const auto& [places, activities] : {std::pair{10U, 40U}, std::pair{40U, 10U}}) {
    const auto m = ReversedAmongEmpty(RandomPresence(random, places, activities));
    const Matrix dense = Dense(m);
    for (const auto measure : kAll) {
      const auto phi = MeasureProximity(m, measure);
      const auto density = MeasureDensity(m, measure);
      for (std::uint32_t c = 0; c < m.places(); ++c) {
        for (std::uint32_t p = 0; p < m.activities(); ++p) {
          double has = 0, all = 0;
          for (std::size_t q = 0; q < m.activities(); ++q) {
            has += dense[c][q] * phi.At(p, q);
            all += phi.At(p, q);
          }
          ASSERT_EQ(density.At(c, p).has_value(), all > 0);
          if (all > 0) {
            EXPECT_NEAR(*density.At(c, p), has / all, 1e-12);
          }
        }
      }
    }
  }
}

// A peer's density over the k nearest neighbours is a sum of whole numbers, up to k.
TEST(Density, LiesBetweenZeroAndOne) {
  Random random(14);
  Matrix dense = Dense(RandomPresence(random, 30, 60));
  dense[3].assign(60, 1);
  const auto m = PresenceOf(dense);
  for (const auto measure : kAll) {
    const auto density = MeasureDensity(m, measure);
    for (std::uint32_t c = 0; c < 30; ++c) {
      for (std::uint32_t p = 0; p < 60; ++p) {
        EXPECT_GE(*density.At(c, p), -1e-12);
        EXPECT_LE(*density.At(c, p), 1 + 1e-12);
        if (c == 3) {
          EXPECT_NEAR(*density.At(c, p), 1, 1e-12);
        }
      }
    }
  }
}

TEST(Outlook, AgreesWithItsFormulas) {
  Random random(15);
  const auto m = ReversedAmongEmpty(RandomPresence(random, 12, 30));
  const auto pci = SomePci(random, m.activities());
  for (const auto measure : kAll) {
    const auto phi = MeasureProximity(m, measure);
    const auto density = MeasureDensity(m, measure);
    const auto outlook = OutlookIndex(m, density, pci);
    for (std::uint32_t c = 0; c < m.places(); ++c) {
      const auto near = OutlookGain(m, density, measure, pci, c, OutlookGainForm::kNearby);
      const auto atlas = OutlookGain(m, density, measure, pci, c, OutlookGainForm::kAtlas);
      if (m.diversity(c) == 0) {
        EXPECT_FALSE(outlook[c]);
        for (const auto& gain : near) EXPECT_FALSE(gain);
        continue;
      }
      double index = 0;
      for (std::uint32_t p = 0; p < m.activities(); ++p) {
        if (!pci[p] || m.Has(c, p) || m.ubiquity(p) == 0) {
          EXPECT_FALSE(near[p]);
          EXPECT_FALSE(atlas[p]);
          continue;
        }
        index += *density.At(c, p) * *pci[p];
        double gain = 0;
        for (std::uint32_t q = 0; q < m.activities(); ++q) {
          double around = 0;
          for (std::size_t r = 0; r < m.activities(); ++r) around += phi.At(q, r);
          if (pci[q] && around > 0 && !m.Has(c, q)) gain += phi.At(p, q) / around * *pci[q];
        }
        EXPECT_NEAR(*near[p], gain, 1e-11);
        EXPECT_NEAR(*atlas[p], gain - *density.At(c, p) * *pci[p], 1e-11);
      }
      EXPECT_NEAR(*outlook[c], index, 1e-11);
    }
  }
}

TEST(Outlook, WhoHasEverythingHasNothingToGain) {
  Matrix dense = {{1, 1, 1, 1}, {1, 1, 0, 0}, {1, 0, 1, 0}};
  const auto m = PresenceOf(dense);
  const std::vector<std::optional<double>> pci = {1.0, -1.0, 0.5, 2.0};
  const auto density = MeasureDensity(m);
  EXPECT_EQ(*OutlookIndex(m, density, pci)[0], 0);
  for (const auto& gain : OutlookGain(m, density, kMinimum, pci, 0)) EXPECT_FALSE(gain);
}

}  // namespace
}  // namespace tenon::econ
