#include "store/number_format.h"

#include <gtest/gtest.h>

namespace tenon::store {
namespace {

using Kind = NumberFormat::Kind;

std::string Shown(double number, const char* code, DateSystem system = DateSystem::k1900) {
  return TextOfNumber(number, FormatOfCode(code), system).value_or("no date");
}

TEST(NumberFormatTest, WhichCodesAreDates) {
  for (const char* code :
       {"yyyy-mm-dd", "yyyy/m/d;@", "[$-804]yyyy\"年\"m\"月\"d\"日\"", "m/d/yy h:mm", "上午/下午h时mm分",
        "[DBNum1][$-804]yyyy\"年\"m\"月\"", "mmm", "h:mm AM/PM", "YYYY.MM.DD", "[Red]d"}) {
    EXPECT_EQ(FormatOfCode(code).kind, Kind::kDate) << code;
  }
  for (const char* code : {"yyyy", "yy", "e\"年\"", "yyyy\"年\""})
    EXPECT_EQ(FormatOfCode(code).kind, Kind::kYear) << code;
  for (const char* code : {"[h]:mm:ss", "[mm]:ss", "[S]"}) EXPECT_EQ(FormatOfCode(code).kind, Kind::kElapsed) << code;
  for (const char* code : {"General", "G/通用格式", "0.00E+00", "0.0e-0", "#,##0.00\"days\"", "0_d", "\\d0", "[Red]0",
                           "@", "", "0.0%", "0;[Red]yyyy", "\"unclosed", "[unclosed", "0\\"}) {
    EXPECT_EQ(FormatOfCode(code).kind, Kind::kNumber) << code;
  }
  EXPECT_EQ(FormatOfCode("000000").kind, Kind::kDigits);
}

// ECMA-376 part 1, 18.8.30: 14 is mm-dd-yy, 22 m/d/yy h:mm, 46 [h]:mm:ss; 27 to 36 and 50 to 58 in the lists for zh-cn.
TEST(NumberFormatTest, WhichNumbersAreDates) {
  for (const int id : {14, 22, 27, 31, 36, 45, 47, 50, 58}) EXPECT_EQ(FormatOfId(id).kind, Kind::kDate) << id;
  EXPECT_EQ(FormatOfId(46).kind, Kind::kElapsed);
  for (const int id : {0, 1, 13, 23, 26, 37, 44, 48, 49, 59, 163}) EXPECT_EQ(FormatOfId(id).kind, Kind::kNumber) << id;
}

// ECMA-376 part 1, 18.17.4.1: 1900-01-01 is 1 and 9999-12-31 is 2,958,465 in the 1900 system; 1904-01-01 is 0 in the
// other. 2024-02-29 is 45351: DATE(2024,2,29).
TEST(NumberFormatTest, Dates) {
  EXPECT_EQ(Shown(1, "yyyy-mm-dd"), "1900-01-01");
  EXPECT_EQ(Shown(59, "yyyy-mm-dd"), "1900-02-28");
  EXPECT_EQ(Shown(60, "yyyy-mm-dd"), "no date");
  EXPECT_EQ(Shown(61, "yyyy-mm-dd"), "1900-03-01");
  EXPECT_EQ(Shown(45351, "yyyy-mm-dd"), "2024-02-29");
  EXPECT_EQ(Shown(45351.5625, "m/d/yy h:mm"), "2024-02-29T13:30:00");
  EXPECT_EQ(Shown(45351, "yyyy"), "2024");
  EXPECT_EQ(Shown(2958465, "d"), "9999-12-31");
  EXPECT_EQ(Shown(2958466, "d"), "no date");
  EXPECT_EQ(Shown(-1, "d"), "no date");
  EXPECT_EQ(Shown(0.25, "h:mm"), "06:00:00");
  EXPECT_EQ(Shown(0.1234567, "h:mm"), "02:57:46.659");
  EXPECT_EQ(Shown(0, "d", DateSystem::k1904), "1904-01-01");
  EXPECT_EQ(Shown(43889, "d", DateSystem::k1904), "2024-02-29");
  EXPECT_EQ(Shown(1.5, "[h]:mm"), "PT36H0M0S");
}

TEST(NumberFormatTest, NumbersAreShortAndExact) {
  EXPECT_EQ(Shown(123, "General"), "123");
  EXPECT_EQ(Shown(0.1, "0.00"), "0.1");
  EXPECT_EQ(Shown(-0.0, "0"), "0");
  EXPECT_EQ(Shown(1.2300000000000001e-2, "General"), "0.0123");
  EXPECT_EQ(Shown(123456789012, "General"), "123456789012");
  EXPECT_EQ(Shown(1e300, "General"), "1e+300");
  EXPECT_EQ(Shown(0.995, "0.0%"), "0.995");
  EXPECT_EQ(Shown(10121, "000000"), "010121");
  EXPECT_EQ(Shown(10121.5, "000000"), "10121.5");
}

}  // namespace
}  // namespace tenon::store
