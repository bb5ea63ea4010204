#include "graph/big_natural.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tenon::graph {
namespace {

BigNatural PowerOfTwo(int power) {
  BigNatural result(1);
  for (int i = 0; i < power; ++i) result += BigNatural(result);
  return result;
}

// OEIS A000142: 30! = 265252859812191058636308480000000; and 2^200 from the tables of powers of two.
TEST(BigNatural, FactorialAndPower) {
  BigNatural factorial(1);
  for (std::uint64_t i = 2; i <= 30; ++i) factorial = factorial * BigNatural(i);
  EXPECT_EQ(factorial.ToText(), "265252859812191058636308480000000");
  EXPECT_EQ(PowerOfTwo(200).ToText(), "1606938044258990275541962092341162602522202993782792835301376");
  EXPECT_EQ(PowerOfTwo(100) * PowerOfTwo(100), PowerOfTwo(200));
  EXPECT_EQ(PowerOfTwo(200).Bits(), 201U);
  EXPECT_NEAR(PowerOfTwo(200).Log(), 200 * std::log(2.0), 1e-12);
  EXPECT_EQ(PowerOfTwo(128).ToText(), "340282366920938463463374607431768211456");
}

TEST(BigNatural, ZeroAndCarries) {
  EXPECT_EQ(BigNatural().ToText(), "0");
  EXPECT_EQ(BigNatural(0), BigNatural());
  EXPECT_TRUE((BigNatural(7) * BigNatural()).IsZero());
  EXPECT_TRUE(std::isinf(BigNatural().Log()));
  const BigNatural ones(~std::uint64_t{0});
  EXPECT_EQ((ones + BigNatural(1)).ToText(), "18446744073709551616");
  EXPECT_EQ((ones * ones).ToText(), "340282366920938463426481119284349108225");
  EXPECT_EQ(BigNatural(10'000'000'000'000'000'000U).ToText(), "10000000000000000000");
  EXPECT_EQ((BigNatural(10'000'000'000'000'000'000U) * BigNatural(10)).ToText(), "100000000000000000000");
}

TEST(BigNatural, Order) {
  EXPECT_LT(BigNatural(), BigNatural(1));
  EXPECT_LT(PowerOfTwo(64), PowerOfTwo(64) + BigNatural(1));
  EXPECT_GT(PowerOfTwo(65), PowerOfTwo(64) + BigNatural(~std::uint64_t{0}));
}

TEST(BigNatural, Rounding) {
  const ScaledReal three = BigNatural(3).Rounded();
  EXPECT_EQ(three.mantissa, 0.75);
  EXPECT_EQ(three.exponent, 2);
  EXPECT_EQ(BigNatural().Rounded().mantissa, 0);
  EXPECT_NEAR((PowerOfTwo(1000) + PowerOfTwo(940)).Rounded().mantissa, 0.5, 0x1p-52);
}

}  // namespace
}  // namespace tenon::graph
