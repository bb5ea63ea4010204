#include "econ/proximity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "econ/activity_fixture.h"

namespace tenon::econ {
namespace {

using enum ProximityMeasure;
constexpr ProximityMeasure kAll[] = {kMinimum, kCosine, kJaccard, kAssociation};

/// By conditional probabilities and dot products of dense columns.
double Slow(ProximityMeasure measure, const Matrix& a, std::size_t p, const Matrix& b, std::size_t q) {
  double both = 0, either = 0, u = 0, v = 0, active = 0;
  for (std::size_t c = 0; c < a.size(); ++c) {
    const double x = a[c][p], y = b[c][q];
    both += x * y;
    either += std::max(x, y);
    u += x;
    v += y;
    double in_a = 0, in_b = 0;
    for (const double z : a[c]) in_a += z;
    for (const double z : b[c]) in_b += z;
    active += in_a > 0 && in_b > 0 ? 1 : 0;
  }
  if (u == 0 || v == 0) return 0;
  switch (measure) {
    case kMinimum:
      return std::min(both / u, both / v);
    case kCosine:
      return both / (std::sqrt(u) * std::sqrt(v));
    case kJaccard:
      return both / either;
    case kAssociation:
      return (both / active) / (u / active * (v / active));
  }
  return -1;
}

TEST(Proximity, AgreesWithTheDefinition) {
  Random random(11);
  for (const std::size_t places : {7U, 64U, 65U, 130U}) {
    const auto m = ReversedAmongEmpty(RandomPresence(random, places, 20));
    const auto other = ReversedAmongEmpty(RandomPresence(random, places, 9));
    const Matrix dense = Dense(m), other_dense = Dense(other);
    for (const auto measure : kAll) {
      const auto phi = MeasureProximity(m, measure);
      const auto cross = *MeasureCrossProximity(m, other, measure);
      for (std::size_t p = 0; p < phi.rows; ++p) {
        EXPECT_TRUE(std::ranges::equal(MeasureProximityRow(m, static_cast<std::uint32_t>(p), measure), phi.Row(p)));
        for (std::size_t q = 0; q < phi.columns; ++q) {
          EXPECT_NEAR(phi.At(p, q), Slow(measure, dense, p, dense, q), 1e-12);
          EXPECT_EQ(phi.At(p, q), phi.At(q, p));
        }
        for (std::size_t q = 0; q < cross.columns; ++q) {
          EXPECT_NEAR(cross.At(p, q), Slow(measure, dense, p, other_dense, q), 1e-12);
        }
      }
    }
  }
}

// A peer leaves the diagonal at zero.
TEST(Proximity, AnActivityIsNearItself) {
  const auto m = PresenceOf({{1, 1, 0}, {1, 0, 0}, {1, 0, 0}});
  for (const auto measure : {kMinimum, kCosine, kJaccard}) {
    const auto phi = MeasureProximity(m, measure);
    EXPECT_EQ(phi.At(0, 0), 1);
    EXPECT_EQ(phi.At(1, 1), 1);
    EXPECT_EQ(phi.At(2, 2), 0) << "nowhere: nothing is known";
  }
  EXPECT_DOUBLE_EQ(MeasureProximity(m, kAssociation).At(1, 1), 3);
  EXPECT_DOUBLE_EQ(MeasureProximity(m).At(0, 1), 1.0 / 3);
}

TEST(Proximity, ApplyIsTheProductWithTheMatrix) {
  Random random(12);
  for (const auto& [places, activities] : {std::pair{10U, 40U}, std::pair{40U, 10U}, std::pair{25U, 25U}}) {
    const auto m = ReversedAmongEmpty(RandomPresence(random, places, activities));
    constexpr std::size_t kColumns = 3;
    std::vector<double> x(m.activities() * kColumns);
    for (double& value : x) value = random.Normal();
    for (const auto measure : kAll) {
      const auto phi = MeasureProximity(m, measure);
      const auto y = ApplyProximity(m, measure, x, kColumns);
      for (std::size_t p = 0; p < m.activities(); ++p) {
        for (std::size_t j = 0; j < kColumns; ++j) {
          double sum = 0;
          for (std::size_t q = 0; q < m.activities(); ++q) sum += phi.At(p, q) * x[q * kColumns + j];
          EXPECT_NEAR(y[p * kColumns + j], sum, 1e-11);
        }
      }
    }
  }
  EXPECT_FALSE(MeasureCrossProximity(RandomPresence(random, 3, 4), RandomPresence(random, 4, 4)));
  EXPECT_EQ(MeasureProximity(Presence()).rows, 0U);
}

// The published outputs of the R package economiccomplexity, printed with six decimals.
TEST(Proximity, ReproducesThePackagesOutput) {
  const auto file = kTradeData / "world_trade_avg_1998_to_2000.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "economiccomplexity is not at hand: " << file;
  const auto data = ReadTable(file, 0, 1, 2);
  const auto m = PresenceByAdvantage(data.table);
  const auto products = MeasureProximity(m);
  double worst = 0;
  auto rows = ReadRows(kTradeData / "output_1998_2000_proximity_product_ge0.30.csv");
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const double ours = products.At(data.Activity(rows[i][0]), data.Activity(rows[i][1]));
    worst = std::max(worst, std::abs(ours - std::stod(rows[i][2])));
  }
  std::size_t near = 0;
  for (std::size_t p = 0; p < products.rows; ++p) {
    for (std::size_t q = p + 1; q < products.columns; ++q) near += products.At(p, q) >= 0.30 ? 1U : 0U;
  }
  EXPECT_EQ(rows.size() - 1, 54'991U);
  EXPECT_EQ(near, 54'991U);
  EXPECT_LE(worst, 5.001e-7);

  const auto places = MeasureProximity(m.Transposed());
  rows = ReadRows(kTradeData / "output_1998_2000_proximity_country.csv");
  ASSERT_EQ(rows.size(), 227U);
  worst = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    for (std::size_t j = 1; j < rows[i].size(); ++j) {
      worst = std::max(worst, std::abs(places.At(i - 1, j - 1) - std::stod(rows[i][j])));
    }
  }
  EXPECT_LE(worst, 5.001e-7);
}

}  // namespace
}  // namespace tenon::econ
