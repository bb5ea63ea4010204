#include "econ/concentration.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace tenon::econ {
namespace {

using enum Supply::Whole;

Concentration Measure(std::vector<Amount> named, double residual = 0, Supply::Whole whole = kSum) {
  return *MeasureConcentration({.named = std::move(named), .residual = residual, .whole = whole});
}

TEST(Concentration, ByHand) {
  // 50, 30, 20: 0.25 + 0.09 + 0.04.
  const auto c = Measure({30.0, 50.0, 20.0});
  EXPECT_DOUBLE_EQ(*c.hhi, 0.38);
  EXPECT_DOUBLE_EQ(*c.hhi_low, 0.38);
  EXPECT_DOUBLE_EQ(*c.hhi_high, 0.38);
  EXPECT_DOUBLE_EQ(c.covered_share, 1);
  EXPECT_EQ(c.top, 1U);
  EXPECT_DOUBLE_EQ(*c.top_share, 0.5);
  EXPECT_EQ(c.suppliers, 3U);
}

TEST(Concentration, AResidualWidensTheBounds) {
  // Named 60 and 20 of 100: renormalised 0.75 and 0.25; low 0.36 + 0.04, high + 0.2^2.
  const auto c = Measure({60.0, 20.0}, 20);
  EXPECT_DOUBLE_EQ(*c.hhi, 0.625);
  EXPECT_DOUBLE_EQ(*c.hhi_low, 0.40);
  EXPECT_DOUBLE_EQ(*c.hhi_high, 0.44);
  EXPECT_DOUBLE_EQ(c.covered_share, 0.8);
}

TEST(Concentration, SharesOfOneLeaveTheRestOpen) {
  const auto c = Measure({0.6, 0.2}, 0, kOne);
  EXPECT_DOUBLE_EQ(*c.hhi, 0.625);
  EXPECT_DOUBLE_EQ(*c.hhi_low, 0.40);
  EXPECT_NEAR(*c.hhi_high, 0.44, 1e-15);
  EXPECT_DOUBLE_EQ(c.covered_share, 0.8);
  // A stated residual is part of what is open, not beside it.
  EXPECT_NEAR(*Measure({0.6, 0.2}, 0.1, kOne).hhi_high, 0.44, 1e-15);
}

TEST(Concentration, RoundedSharesAboveOneAreRenormalised) {
  const auto c = Measure({0.51, 0.51}, 0, kOne);
  EXPECT_DOUBLE_EQ(*c.hhi, 0.5);
  EXPECT_DOUBLE_EQ(*c.hhi_high, 0.5);
  EXPECT_DOUBLE_EQ(c.covered_share, 1);
}

TEST(Concentration, NothingNamedIsMissingNotZero) {
  for (const auto& c : {Measure({}, 1, kOne), Measure({}), Measure({0.0}, 5)}) {
    EXPECT_FALSE(c.hhi);
    EXPECT_FALSE(c.hhi_low);
    EXPECT_FALSE(c.hhi_high);
    EXPECT_FALSE(c.top);
    EXPECT_FALSE(c.top_share);
    EXPECT_EQ(c.covered_share, 0);
    EXPECT_EQ(c.suppliers, 0U);
  }
}

TEST(Concentration, ASupplierOfUnknownShareIsASupplier) {
  const auto c = Measure({0.9, std::nullopt}, 0, kOne);
  EXPECT_EQ(c.suppliers, 2U);
  EXPECT_DOUBLE_EQ(*c.hhi, 1);
  EXPECT_DOUBLE_EQ(c.covered_share, 0.9);
  EXPECT_EQ(Measure({std::nullopt, std::nullopt}).suppliers, 2U);
  EXPECT_FALSE(Measure({std::nullopt}).hhi);
}

TEST(Concentration, OwnSupplyIsCoveredButIsNoSupplier) {
  // Own 60, imports 30 and 10: 0.3^2 + 0.1^2 of the whole; the top supplier has 0.3 of it.
  const auto c = *MeasureConcentration({.named = {30.0, 10.0}, .own = 60});
  EXPECT_NEAR(*c.hhi, 0.10, 1e-15);
  EXPECT_EQ(c.top, 0U);
  EXPECT_DOUBLE_EQ(*c.top_share, 0.3);
  EXPECT_EQ(c.covered_share, 1);
  EXPECT_EQ(c.suppliers, 2U);
  const auto alone = *MeasureConcentration({.named = {}, .own = 60});
  EXPECT_EQ(alone.hhi, 0.0);
  EXPECT_FALSE(alone.top);
  EXPECT_EQ(alone.covered_share, 1);
}

TEST(Concentration, RefusesWhatIsNoAmount) {
  for (const double bad : {-1.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    EXPECT_FALSE(MeasureConcentration({.named = {1.0, bad}}));
    EXPECT_FALSE(MeasureConcentration({.named = {1.0}, .residual = bad}));
    EXPECT_FALSE(MeasureConcentration({.named = {1.0}, .own = bad}));
  }
}

// The probability that two units drawn with replacement come from one supplier: another reading of HHI, counted out.
double ByPairs(const std::vector<int>& units) {
  std::vector<std::size_t> owner;
  for (std::size_t i = 0; i < units.size(); ++i) owner.insert(owner.end(), static_cast<std::size_t>(units[i]), i);
  double same = 0;
  for (const auto a : owner)
    for (const auto b : owner) same += a == b ? 1 : 0;
  return same / static_cast<double>(owner.size() * owner.size());
}

TEST(Concentration, AgreesWithCountingPairsAndKeepsItsInvariants) {
  Random random(1);
  for (int round = 0; round < 200; ++round) {
    std::vector<int> units;
    std::vector<Amount> amounts;
    for (std::uint64_t i = 1 + random.Below(8); i > 0; --i) {
      units.push_back(static_cast<int>(1 + random.Below(20)));
      amounts.push_back(units.back());
    }
    const double residual = static_cast<double>(random.Below(10));
    const auto c = Measure(amounts, residual);
    EXPECT_NEAR(*c.hhi, ByPairs(units), 1e-12);
    EXPECT_GE(*c.hhi, 1.0 / static_cast<double>(units.size()) - 1e-12);
    EXPECT_LE(*c.hhi, 1 + 1e-12);
    EXPECT_LE(*c.hhi_low, *c.hhi + 1e-12);
    EXPECT_LE(*c.hhi_low, *c.hhi_high);
    std::ranges::reverse(amounts);
    for (auto& amount : amounts) *amount *= 1e6;
    const auto scaled = Measure(amounts, residual * 1e6);
    EXPECT_NEAR(*scaled.hhi, *c.hhi, 1e-12);
    EXPECT_NEAR(*scaled.hhi_high, *c.hhi_high, 1e-12);
    EXPECT_NEAR(scaled.covered_share, c.covered_share, 1e-12);
  }
}

}  // namespace
}  // namespace tenon::econ
