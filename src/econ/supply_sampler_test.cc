#include "econ/supply_sampler.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tenon::econ {
namespace {

struct Range {
  double low = 2, high = -1, sum = 0;
  void Add(double x) { low = std::min(low, x), high = std::max(high, x), sum += x; }
};

constexpr int kDraws = 20'000;

template <class Field>
Range Sample(const SupplySampler& sampler, Field field) {
  Random random(1);
  Range range;
  for (int i = 0; i < kDraws; ++i) range.Add(field(sampler.Draw(random)));
  return range;
}

TEST(SupplySampler, ExactAndCompleteSuppliesDoNotVary) {
  const SupplySampler sampler({.named = {50.0, 30.0, 20.0}}, ExactError());
  const auto hhi = Sample(sampler, [](const SupplyDraw& draw) { return draw.hhi; });
  EXPECT_NEAR(hhi.low, 0.38, 1e-12);
  EXPECT_NEAR(hhi.high, 0.38, 1e-12);
}

TEST(SupplySampler, TheOpenPartRunsFromManyToOneOrLikeTheNamed) {
  // Named 0.6 and 0.2 of 1: low 0.40, one further supplier 0.44, like the named 0.625 (see concentration_test).
  const SupplySampler sampler({.named = {0.6, 0.2}, .whole = Supply::Whole::kOne}, ExactError());
  const auto hhi = Sample(sampler, [](const SupplyDraw& draw) { return draw.hhi; });
  EXPECT_NEAR(hhi.low, 0.40, 1e-3);
  EXPECT_NEAR(hhi.high, 0.625, 1e-3);
  const auto top = Sample(sampler, [](const SupplyDraw& draw) { return draw.top_share; });
  EXPECT_NEAR(top.low, 0.60, 1e-3);
  EXPECT_NEAR(top.high, 0.75, 1e-3);
}

TEST(SupplySampler, WithheldSharesFollowWhoWithholds) {
  const auto withheld = [](const SupplyDraw& draw) { return draw.withheld; };
  const Supply supply{.named = {0.6, 0.2}, .whole = Supply::Whole::kOne};
  const SupplySampler second(supply, ExactError(), {.suppliers = {false, true}});
  EXPECT_DOUBLE_EQ(*second.Withheld(), 0.25);
  EXPECT_NEAR(Sample(second, withheld).low, 0.2, 1e-3);
  EXPECT_NEAR(Sample(second, withheld).high, 0.4, 1e-3);
  EXPECT_EQ(Sample(SupplySampler(supply, ExactError(), {.suppliers = {false, false}}), withheld).high, 0);
  const SupplySampler unlisted(supply, ExactError(), {.suppliers = {}, .unlisted = true});
  EXPECT_EQ(*unlisted.Withheld(), 0);
  EXPECT_NEAR(Sample(unlisted, withheld).high, 0.2, 1e-3);
}

TEST(SupplySampler, UnknownSharesAreEqualOnAverage) {
  const auto withheld = [](const SupplyDraw& draw) { return draw.withheld; };
  const Supply unknown{.named = {std::nullopt, std::nullopt, std::nullopt}, .whole = Supply::Whole::kOne};
  const SupplySampler one(unknown, ExactError(), {.suppliers = {true, false, false}});
  EXPECT_NEAR(*one.Withheld(), 1.0 / 3, 1e-15);
  EXPECT_NEAR(Sample(one, withheld).sum / kDraws, 1.0 / 3, 0.01);
  EXPECT_GT(Sample(one, withheld).high, 0.95);
  const SupplySampler all(unknown, ExactError(), {.suppliers = {true, true, true}});
  EXPECT_EQ(Sample(all, withheld).low, 1);
  EXPECT_FALSE(SupplySampler({.named = {}, .residual = 1}, ExactError()).Withheld());
}

TEST(SupplySampler, OneSupplierMayBeSetApart) {
  // Home 50 of 100, abroad 40 and 10: HHI of these 0.64 + 0.04.
  const SupplySampler sampler({.named = {40.0, 50.0, 10.0}}, ExactError(), {}, 1);
  EXPECT_NEAR(Sample(sampler, [](const SupplyDraw& draw) { return draw.hhi; }).high, 0.68, 1e-12);
  EXPECT_NEAR(Sample(sampler, [](const SupplyDraw& draw) { return draw.set_apart; }).low, 0.5, 1e-12);
}

TEST(SupplySampler, OwnSupplyIsPartOfEveryWhole) {
  const SupplySampler sampler({.named = {30.0, 10.0}, .own = 60}, ExactError(), {.suppliers = {true, false}});
  EXPECT_NEAR(Sample(sampler, [](const SupplyDraw& draw) { return draw.hhi; }).high, 0.10, 1e-12);
  EXPECT_NEAR(Sample(sampler, [](const SupplyDraw& draw) { return draw.top_share; }).high, 0.3, 1e-12);
  EXPECT_NEAR(*sampler.Withheld(), 0.3, 1e-15);
  EXPECT_NEAR(Sample(sampler, [](const SupplyDraw& draw) { return draw.withheld; }).high, 0.3, 1e-12);
}

}  // namespace
}  // namespace tenon::econ
