#include "econ/resampling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace tenon::econ {
namespace {

TEST(BootstrapMean, AgreesWithAllSamplesOfFour) {
  // By definition: each of the 4^4 samples once.
  const std::vector<double> values = {0.1, 0.4, 0.5, 1};
  std::vector<double> means;
  for (int code = 0; code < 256; ++code) {
    double sum = 0;
    for (int digit = 0, rest = code; digit < 4; ++digit, rest /= 4) sum += values[static_cast<std::size_t>(rest % 4)];
    means.push_back(sum / 4);
  }
  std::ranges::sort(means);
  const auto interval = BootstrapMean(values, {.draws = 200000});
  ASSERT_TRUE(interval);
  EXPECT_DOUBLE_EQ(interval->mean, 0.5);
  EXPECT_NEAR(interval->low, means[6], 0.026);  // the nearest neighbours in the list are at most so far
  EXPECT_NEAR(interval->high, means[249], 0.026);
}

TEST(BootstrapMean, EdgeCases) {
  EXPECT_FALSE(BootstrapMean({}));
  const std::vector<double> one = {0.25};
  EXPECT_EQ(BootstrapMean(one)->low, 0.25);
  EXPECT_EQ(BootstrapMean(one)->high, 0.25);
  const std::vector<double> values = {1, 2, 3, 4, 5};
  EXPECT_EQ(BootstrapMean(values, {.seed = 3})->low, BootstrapMean(values, {.seed = 3})->low);
}

TEST(RandomisationTest, AgreesWithAllFlipsOfTen) {
  const std::vector<double> differences = {0.3, -0.1, 0.25, 0.4, 0.05, -0.2, 0.15, 0.1, 0.35, 0};
  double observed = 0;
  for (const double each : differences) observed += each;
  int as_far = 0;
  for (int signs = 0; signs < 1024; ++signs) {
    double sum = 0;
    for (int i = 0; i < 10; ++i)
      sum +=
          (signs >> i) % 2 == 1 ? differences[static_cast<std::size_t>(i)] : -differences[static_cast<std::size_t>(i)];
    as_far += std::abs(sum) > observed - 1e-9 ? 1 : 0;
  }
  EXPECT_NEAR(*RandomisationTest(differences, {.draws = 200000}), as_far / 1024.0, 0.002);
}

TEST(RandomisationTest, EdgeCases) {
  EXPECT_FALSE(RandomisationTest({}));
  const std::vector<double> none = {0, 0, 0};
  EXPECT_EQ(RandomisationTest(none), 1);
  // Seventy differences of one sign: no flip in 2,000 comes as far, whichever the sign.
  std::vector<double> all(70, 0.5);
  EXPECT_DOUBLE_EQ(*RandomisationTest(all), 1.0 / 2001);
  for (double& each : all) each = -each;
  EXPECT_DOUBLE_EQ(*RandomisationTest(all), 1.0 / 2001);
}

}  // namespace
}  // namespace tenon::econ
