#include "store/number_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>

namespace tenon::store {
namespace {

using Kind = NumberFormat::Kind;

constexpr std::int64_t kMsOfDay = 86'400'000;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// "13:30:00", with milliseconds where there are any.
std::string TimeText(std::int64_t ms) {
  std::string text = fmt::format("{:02}:{:02}:{:02}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60);
  if (ms % 1000 != 0) text += fmt::format(".{:03}", ms % 1000);
  return text;
}

std::optional<std::string> DateText(double number, DateSystem system, Kind kind) {
  using namespace std::chrono;
  constexpr sys_days k1900 = 1899y / December / 30, k1904 = 1904y / January / 1, kLast = 9999y / December / 31;
  if (!(number >= 0 && number < 3e6)) return std::nullopt;
  const auto ms = static_cast<std::int64_t>(std::llround(number * static_cast<double>(kMsOfDay)));
  std::int64_t day = ms / kMsOfDay;
  const std::int64_t time = ms % kMsOfDay;
  if (day == 0 && system == DateSystem::k1900) {
    return kind == Kind::kYear ? std::nullopt : std::optional(TimeText(time));
  }
  if (system == DateSystem::k1900) {
    if (day == 60) return std::nullopt;
    if (day < 60) ++day;  // the calendar of the 1900 system has a day too many after these
  }
  const sys_days date = (system == DateSystem::k1900 ? k1900 : k1904) + days(day);
  if (date > kLast) return std::nullopt;
  const year_month_day ymd(date);
  if (kind == Kind::kYear) return fmt::format("{}", static_cast<int>(ymd.year()));
  std::string text = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                                 static_cast<unsigned>(ymd.day()));
  return time == 0 ? text : text + "T" + TimeText(time);
}

std::optional<std::string> ElapsedText(double number) {
  if (!(number >= 0 && number < 3e6)) return std::nullopt;
  const auto ms = static_cast<std::int64_t>(std::llround(number * static_cast<double>(kMsOfDay)));
  std::string seconds = fmt::format("{}", ms / 1000 % 60);
  if (ms % 1000 != 0) seconds += fmt::format(".{:03}", ms % 1000);
  return fmt::format("PT{}H{}M{}S", ms / 3'600'000, ms / 60'000 % 60, seconds);
}

/// What stands in brackets: [h], [mm], [ss] are elapsed time; colours, conditions and locales say nothing.
bool IsElapsed(std::string_view inside) {
  return !inside.empty() && inside.size() <= 2 && (inside[0] == 'h' || inside[0] == 'm' || inside[0] == 's') &&
         inside.find_first_not_of(inside[0]) == std::string_view::npos;
}

}  // namespace

NumberFormat FormatOfCode(std::string_view code) {
  std::string signs;  // the first section, without texts in quotes and brackets
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = Lower(code[i]);
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size() - 1);
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      const std::size_t end = std::min(code.find(']', i), code.size() - 1);
      std::string inside(code.substr(i + 1, end - i - 1));
      std::ranges::transform(inside, inside.begin(), Lower);
      if (IsElapsed(inside)) return {Kind::kElapsed, 0};
      i = end;
    } else {
      signs += c;
    }
  }
  if (signs.size() > 1 && signs.size() <= 15 && signs.find_first_not_of('0') == std::string::npos) {
    return {Kind::kDigits, static_cast<int>(signs.size())};
  }
  if (signs.starts_with("general") || signs.starts_with("g/")) return {};  // "G/通用格式" in Chinese programs
  bool year = false, other = false;
  for (std::size_t i = 0; i < signs.size(); ++i) {
    const char c = signs[i];
    const char next = i + 1 < signs.size() ? signs[i + 1] : '\0';
    year |= c == 'y' || (c == 'e' && next != '+' && next != '-');  // e: the year of an era; E+ an exponent
    other |= c == 'm' || c == 'd' || c == 'h' || c == 's';
  }
  if (!year && !other) return {};
  return {year && !other ? Kind::kYear : Kind::kDate, 0};
}

NumberFormat FormatOfId(int id) {
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) || id == 45 || id == 47) {
    return {Kind::kDate, 0};
  }
  if (id == 46) return {Kind::kElapsed, 0};
  return {};
}

std::optional<std::string> TextOfNumber(double number, NumberFormat format, DateSystem system) {
  switch (format.kind) {
    case Kind::kNumber:
      break;
    case Kind::kDigits:
      if (number >= 0 && number < 1e15 && std::trunc(number) == number) {
        return fmt::format("{:0{}}", static_cast<std::int64_t>(number), format.digits);
      }
      break;
    case Kind::kYear:
    case Kind::kDate:
      return DateText(number, system, format.kind);
    case Kind::kElapsed:
      return ElapsedText(number);
  }
  return fmt::format("{}", number == 0 ? 0.0 : number);
}

}  // namespace tenon::store
