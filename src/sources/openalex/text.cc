#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "sources/openalex/record.h"
#include "store/entity_key.h"

namespace tenon::sources::openalex {
namespace {

constexpr std::string_view kPrefix = "https://openalex.org/";

/// Of each letter that begins an id, the namespace; 0: none.
std::array<std::uint8_t, 256> NamespacesByLetter() {
  std::array<std::uint8_t, 256> numbers = {};
  for (const store::EntityNamespace& space : store::EntityNamespaces()) {
    if (space.name == "openalex") numbers[static_cast<unsigned char>(space.letter)] = space.number;
  }
  return numbers;
}

bool IsBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace

std::string_view ShortId(std::string_view id) { return id.substr(id.rfind('/') + 1); }

std::optional<Key> KeyOf(std::string_view id) {
  // References are most of a snapshot; this is what EntityKey says of the two usual forms, without its texts.
  static const std::array<std::uint8_t, 256> kNumbers = NamespacesByLetter();
  std::string_view digits = id.starts_with(kPrefix) ? id.substr(kPrefix.size()) : id;
  if (!digits.empty()) {
    const std::uint8_t space = kNumbers[static_cast<unsigned char>(digits.front())];
    digits.remove_prefix(1);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (space != 0 && !digits.empty() && error == std::errc() && end == digits.data() + digits.size() &&
        (number >> 56) == 0) {
      return (std::uint64_t{space} << 56) | number;
    }
  }
  if (const auto key = store::EntityKey("openalex", id)) return key;
  return store::EntityKey("doi", id);
}

std::optional<std::int32_t> DayOf(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = -1;
    const char* end = text.data() + at + size;
    return std::from_chars(text.data() + at, end, value).ptr == end ? value : -1;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

std::string WithoutAddresses(std::string_view text) {
  std::string clean;
  std::size_t begin = 0;
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    std::size_t from = at, to = at + 1;
    while (from > begin && !IsBlank(text[from - 1]) && text[from - 1] != '@') --from;
    while (to < text.size() && !IsBlank(text[to]) && text[to] != '@') ++to;
    if (from == at || text.substr(at, to - at).find('.') == std::string_view::npos) continue;
    clean += text.substr(begin, from - begin);
    begin = to;
    at = to - 1;
  }
  return clean.append(text.substr(begin));
}

}  // namespace tenon::sources::openalex
