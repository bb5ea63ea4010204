#include <gtest/gtest.h>

#include "econ/concentration.h"
#include "econ/shortage.h"

namespace tenon::econ {
namespace {

// Closed form: own 0.98 of the world, one foreign seller 0.02: sum of squared foreign shares = 0.0004.
TEST(OwnSupply, CountsInTheWholeButIsNoSupplier) {
  Supply supply{.named = {0.02}, .residual = 0, .own = 0.98, .whole = Supply::Whole::kOne};
  const auto measured = MeasureConcentration(supply);
  ASSERT_TRUE(measured);
  EXPECT_NEAR(*measured->hhi, 0.0004, 1e-12);
  EXPECT_NEAR(*measured->top_share, 0.02, 1e-12);
  EXPECT_NEAR(measured->covered_share, 1, 1e-12);
  EXPECT_EQ(measured->suppliers, 1U);
}

TEST(OwnSupply, AnEconomyThatMakesItAllHasNoScarcity) {
  SegmentEvidence evidence;
  evidence.supply = Supply{.named = {2.0, 1.0}, .residual = 0, .own = 97, .whole = Supply::Whole::kSum};
  evidence.import_share = ForeignShare{0.03, ValueError()};
  const auto own = MeasureShortage(std::span(&evidence, 1), {.draws = 200});
  ASSERT_TRUE(own);
  EXPECT_LT(*(*own)[0].scarcity.value, 0.05);
  evidence.supply->own = 0;
  evidence.import_share->value = 1;
  const auto bought = MeasureShortage(std::span(&evidence, 1), {.draws = 200});
  EXPECT_GT(*(*bought)[0].scarcity.value, 0.5);
}

TEST(OwnSupply, MustNotBeNegative) {
  EXPECT_FALSE(MeasureConcentration(Supply{.named = {1.0}, .residual = 0, .own = -1, .whole = Supply::Whole::kSum}));
}

}  // namespace
}  // namespace tenon::econ
