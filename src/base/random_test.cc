#include "base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <numeric>

namespace tenon {
namespace {

// The published reference of both generators, written out anew; its own vectors are checked first.
struct ReferenceXoshiro {
  std::uint64_t s[4];
  static std::uint64_t Rotl(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
  std::uint64_t operator()() {
    const std::uint64_t result = Rotl(s[0] + s[3], 23) + s[0];
    const std::uint64_t t = s[1] << 17;
    s[2] ^= s[0], s[3] ^= s[1], s[1] ^= s[2], s[0] ^= s[3], s[2] ^= t;
    s[3] = Rotl(s[3], 45);
    return result;
  }
};
std::uint64_t ReferenceSplitMix(std::uint64_t& x) {
  std::uint64_t z = (x += 0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

TEST(Random, FollowsTheReferenceGenerators) {
  // First outputs from the state 1, 2, 3, 4: test vector of the authors' C code, as printed in the Rust crate
  // rand_xoshiro.
  ReferenceXoshiro vector{{1, 2, 3, 4}};
  EXPECT_EQ(vector(), 41943041U);
  EXPECT_EQ(vector(), 58720359U);
  EXPECT_EQ(vector(), 3588806011781223U);
  EXPECT_EQ(vector(), 3591011842654386U);
  // SplitMix64 from 1234567: the vector of Rosetta Code's task of that name.
  std::uint64_t mixer = 1234567;
  EXPECT_EQ(ReferenceSplitMix(mixer), 6457827717110365317U);
  EXPECT_EQ(ReferenceSplitMix(mixer), 3203168211198807973U);

  std::uint64_t seed = 42;
  std::uint64_t state = ReferenceSplitMix(seed) ^ 7;
  ReferenceXoshiro expected{};
  for (auto& word : expected.s) word = ReferenceSplitMix(state);
  Random random(42, 7);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(random.Next(), expected());
}

TEST(Random, StreamsAndSeedsDiffer) {
  EXPECT_NE(Random(1, 0).Next(), Random(1, 1).Next());
  EXPECT_NE(Random(1, 0).Next(), Random(2, 0).Next());
  EXPECT_NE(Random(1, 0).Next(), Random(0, 1).Next());
}

// Largest distance between the distribution of 200,000 draws and `cdf`, times sqrt(n): above 1.95 once in a thousand
// (Kolmogorov). The seed is fixed, so the test is not flaky.
double Distance(const std::function<double()>& draw, const std::function<double(double)>& cdf) {
  std::vector<double> draws(200'000);
  std::ranges::generate(draws, draw);
  std::ranges::sort(draws);
  double distance = 0;
  const auto n = static_cast<double>(draws.size());
  for (std::size_t i = 0; i < draws.size(); ++i) {
    const double expected = cdf(draws[i]);
    distance = std::max({distance, expected - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - expected});
  }
  return distance * std::sqrt(n);
}

TEST(Random, UniformAndNormalHaveTheirDistribution) {
  Random random(1);
  EXPECT_LT(Distance([&] { return random.Uniform(); }, [](double x) { return x; }), 1.95);
  EXPECT_LT(
      Distance([&] { return random.Normal(); }, [](double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }),
      1.95);
}

TEST(Random, NormalReachesTheTail) {
  Random random(3);
  int beyond = 0;
  for (int i = 0; i < 4'000'000; ++i) beyond += std::abs(random.Normal()) > 3.6541528853610088 ? 1 : 0;
  // 4e6 x 2 (1 - Phi(3.654...)) = 1032; standard deviation 32.
  EXPECT_NEAR(beyond, 4e6 * std::erfc(3.6541528853610088 / std::numbers::sqrt2), 4 * 32);
}

TEST(Random, GammaHasItsDistribution) {
  Random random(5);
  const auto draw = [&](double shape) { return [&random, shape] { return random.Gamma(shape); }; };
  // Closed forms: shape 1/2 is half a chi-square of one degree; whole shapes are Erlang.
  EXPECT_LT(Distance(draw(0.5), [](double x) { return std::erf(std::sqrt(x)); }), 1.95);
  EXPECT_LT(Distance(draw(1), [](double x) { return 1 - std::exp(-x); }), 1.95);
  EXPECT_LT(Distance(draw(4), [](double x) { return 1 - std::exp(-x) * (1 + x + x * x / 2 + x * x * x / 6); }), 1.95);
  EXPECT_EQ(random.Gamma(0), 0);
}

TEST(Random, GammaOfALargeShapeHasItsMoments) {
  Random random(6);
  const int n = 200'000;
  double sum = 0, squares = 0;
  for (int i = 0; i < n; ++i) {
    const double x = random.Gamma(1000.5);
    sum += x;
    squares += x * x;
  }
  const double mean = sum / n;
  EXPECT_NEAR(mean, 1000.5, 4 * std::sqrt(1000.5 / n));
  EXPECT_NEAR(squares / n - mean * mean, 1000.5, 4 * 1000.5 * std::sqrt(2.0 / n));
}

TEST(Random, DirichletSumsToOneAndHasItsMoments) {
  Random random(7);
  const std::vector<double> shapes = {10, 10, 10};
  const int n = 100'000;
  double sum = 0, squares = 0;
  for (int i = 0; i < n; ++i) {
    const auto shares = random.Dirichlet(shapes);
    ASSERT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), 1, 1e-12);
    sum += shares[1];
    squares += shares[1] * shares[1];
  }
  const double variance = (1.0 / 3) * (2.0 / 3) / 31;  // a (A - a) / (A^2 (A + 1)), A = 30
  EXPECT_NEAR(sum / n, 1.0 / 3, 4 * std::sqrt(variance / n));
  EXPECT_NEAR(squares / n - (sum / n) * (sum / n), variance, 0.03 * variance);
}

TEST(Random, BelowIsFair) {
  Random random(8);
  std::vector<double> counts(7, 0);
  for (int i = 0; i < 70'000; ++i) ++counts[random.Below(7)];
  double chi_square = 0;
  for (const double count : counts) chi_square += (count - 10'000) * (count - 10'000) / 10'000;
  EXPECT_LT(chi_square, 22.46);  // 6 degrees of freedom, one in a thousand
}

}  // namespace
}  // namespace tenon
