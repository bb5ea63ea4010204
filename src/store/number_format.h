#ifndef TENON_STORE_NUMBER_FORMAT_H_
#define TENON_STORE_NUMBER_FORMAT_H_

#include <optional>
#include <string>
#include <string_view>

namespace tenon::store {

/// What a spreadsheet's number format makes of a number.
struct NumberFormat {
  enum class Kind {
    kNumber,
    kDigits,   ///< only zeros ("000000"): so many digits, with zeros in front
    kYear,     ///< only the year of a date is shown
    kDate,     ///< a date, a time of the day, or both
    kElapsed,  ///< hours, minutes and seconds, more than a day's too ("[h]:mm")
  };
  Kind kind = Kind::kNumber;
  int digits = 0;
};

/// Of a format's code, e.g. "yyyy/m/d;@". Reference  ECMA-376 part 1, 18.8.31.
NumberFormat FormatOfCode(std::string_view code);
/// Of a format that has a number and no code (below 164); 27 to 36 and 50 to 58 are dates and times in Chinese,
/// Japanese and Korean programs. Reference  ECMA-376 part 1, 18.8.30.
NumberFormat FormatOfId(int id);

/// Day 1 is 1900-01-01, or day 0 is 1904-01-01.
enum class DateSystem { k1900, k1904 };

/// The number as its format shows it: dates in ISO 8601 (2024-02-29, 2024-02-29T13:30:00, 13:30:00), elapsed time as
/// PT36H0M0S, numbers by the fewest digits that give the same number again.
/// nullopt: no date. That is so before the first day, after 9999-12-31, and on day 60 of the 1900 system, which is
/// 1900-02-29 there, a day that never was.
std::optional<std::string> TextOfNumber(double number, NumberFormat format, DateSystem system);

}  // namespace tenon::store

#endif  // TENON_STORE_NUMBER_FORMAT_H_
