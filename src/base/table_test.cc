#include "tenon/table.h"

#include <gtest/gtest.h>

#include <charconv>

namespace tenon {
namespace {

TEST(ToText, RealsReadBackToTheSameValue) {
  for (const double real : {0.1, 1.0 / 3.0, 6.02214076e23, -0.0, 5e-324}) {
    const std::string text = ToText(Value{real});
    double back = 0;
    std::from_chars(text.data(), text.data() + text.size(), back);
    EXPECT_EQ(back, real) << text;
  }
}

TEST(Value, MissingIsNotZero) {
  EXPECT_TRUE(IsMissing(Value{}));
  EXPECT_FALSE(IsMissing(Value{0.0}));
  EXPECT_FALSE(IsMissing(Value{std::string{}}));
  EXPECT_EQ(ToText(Value{}), "");
  EXPECT_EQ(RealOr(Value{}, -1), -1);
  EXPECT_EQ(RealOr(Value{std::int64_t{7}}, -1), 7);
}

TEST(Table, FindsColumnsByName) {
  const Table table{
      .name = "t", .columns = {{"a", ValueType::kText, ""}, {"b", ValueType::kReal, "USD"}}, .rows = {{"x", 2.5}}};
  EXPECT_EQ(table.Find("b"), 1);
  EXPECT_EQ(table.Find("c"), -1);
  EXPECT_EQ(RealOr(table.At(0, "b"), 0), 2.5);
}

}  // namespace
}  // namespace tenon
