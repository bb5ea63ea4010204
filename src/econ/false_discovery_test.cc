#include "econ/false_discovery.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <vector>

#include "base/random.h"

namespace tenon::econ {
namespace {

/// By definition: the step-up rule at rate `level` rejects the k smallest, k the largest with p_(k) <= k level / m.
std::size_t Rejected(std::vector<double> p_values, double level) {
  std::ranges::sort(p_values);
  std::size_t rejected = 0;
  for (std::size_t k = 1; k <= p_values.size(); ++k) {
    if (p_values[k - 1] * static_cast<double>(p_values.size()) / static_cast<double>(k) <= level) rejected = k;
  }
  return rejected;
}

TEST(FalseDiscovery, TheFifteenTestsOfBenjaminiAndHochberg) {
  // Their section 4 (thrombolysis): at 0.05 the four smallest are rejected, where Bonferroni rejects three.
  const std::vector<double> p_values = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                        0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
  const auto rates = FalseDiscoveryRates(p_values);
  EXPECT_EQ(std::ranges::count_if(rates, [](double q) { return q <= 0.05; }), 4);
  EXPECT_NEAR(rates[3], 0.0095 * 15 / 4, 1e-15);
  EXPECT_NEAR(rates[5], 0.0298 * 15 / 7, 1e-15);  // below its own 0.0278 * 15 / 6
}

TEST(FalseDiscovery, EachIsTheLeastLevelAtWhichTheRuleRejects) {
  Random random(5);
  for (int round = 0; round < 50; ++round) {
    std::vector<double> p_values(1 + random.Below(30));
    for (double& p : p_values) p = random.Below(4) == 0 ? 0.25 : random.Uniform() * random.Uniform();
    const auto rates = FalseDiscoveryRates(p_values);
    for (const double level : rates) {
      const auto at_level = std::ranges::count_if(rates, [&](double q) { return q <= level; });
      EXPECT_EQ(static_cast<std::size_t>(at_level), Rejected(p_values, level));
    }
  }
}

TEST(FalseDiscovery, OneTestAndNone) {
  EXPECT_EQ(FalseDiscoveryRates(std::vector{0.03}), std::vector{0.03});
  EXPECT_TRUE(FalseDiscoveryRates({}).empty());
}

}  // namespace
}  // namespace tenon::econ
