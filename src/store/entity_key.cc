#include "store/entity_key.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/sha256.h"

namespace tenon::store {
namespace {

constexpr std::array kNamespaces = {
    EntityNamespace{1, "openalex", 'W', "W2741809807"},
    EntityNamespace{2, "openalex", 'A', "A5023888391"},
    EntityNamespace{3, "openalex", 'I', "I97018004"},
    EntityNamespace{4, "openalex", 'T', "T11881"},
    EntityNamespace{5, "openalex", 'F', "F4320332161"},
    EntityNamespace{6, "openalex", 'S', "S137773608"},
    EntityNamespace{7, "openalex", 'P', "P4310319965"},
    EntityNamespace{8, "openalex", 'G', "G1234567890"},
    EntityNamespace{16, "doi", '\0', "10.1038/nature12373"},
    EntityNamespace{17, "pubmed", '\0', "23903748"},
    EntityNamespace{24, "orcid", '\0', "0000-0002-1825-0097"},
    EntityNamespace{25, "ror", '\0', "02j61yw88"},
    EntityNamespace{32, "patent", '\0', "US7635707"},
    EntityNamespace{33, "patent-family", '\0', "of DOCDB, e.g. 41393875"},
    EntityNamespace{34, "lens", '\0', "000-034-871-875-554, of a work or a patent"},
    EntityNamespace{48, "nih-project", '\0', "R01CA123456, without application type and year"},
    EntityNamespace{49, "nsfc-project", '\0', "71671001"},
    EntityNamespace{50, "techport-project", '\0', "94040"},
    EntityNamespace{51, "award", '\0', "funder and number: NSF:1234567"},
    EntityNamespace{64, "own", '\0', "means something in its source only: SOURCE:ID"},
};

constexpr int kNumberBits = 56;

char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return c >= 'A' && c <= 'Z'; }

std::string_view Trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

/// What stands behind the last '/': ids are printed as addresses too.
std::string_view LastPart(std::string_view text) {
  if (text.ends_with('/')) text.remove_suffix(1);
  return text.substr(text.rfind('/') + 1);
}

std::optional<std::uint64_t> Number(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || (number >> kNumberBits) != 0) return std::nullopt;
  return number;
}

std::optional<std::string> Doi(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; });
  const auto begin = lower.find("10.");
  if (begin == std::string::npos || lower.find('/', begin) == std::string::npos) return std::nullopt;
  const std::string_view before(lower.data(), begin);
  if (!before.empty() && before != "doi:" && !before.ends_with("doi.org/")) return std::nullopt;
  return lower.substr(begin);
}

std::optional<std::string> NihProject(std::string_view text) {
  std::string number(text);
  std::ranges::transform(number, number.begin(), Upper);
  const auto allowed = [](char c) { return IsLetter(c) || IsDigit(c) || c == '-'; };
  if (!std::ranges::all_of(number, allowed) || !std::ranges::any_of(number, IsDigit)) return std::nullopt;
  return number;
}

/// Four groups of three digits and one of two with a check digit: "000-034-871-875-55X".
std::optional<std::string> LensId(std::string_view text) {
  constexpr std::string_view kForm = "000-000-000-000-00X";
  const auto fits = [](char c, char form) {
    return form == '-' ? c == '-' : IsDigit(c) || (form == 'X' && (c == 'X' || c == 'x'));
  };
  if (!std::ranges::equal(text, kForm, fits)) return std::nullopt;
  std::string id(text);
  id.back() = Upper(id.back());
  return id;
}

const EntityNamespace* Find(std::string_view name, std::string_view id) {
  const auto found = std::ranges::find_if(kNamespaces, [&](const EntityNamespace& space) {
    return space.name == name && (space.letter == '\0' || id.starts_with(space.letter));
  });
  return found == kNamespaces.end() ? nullptr : &*found;
}

bool HasNumber(const EntityNamespace& space) { return space.letter != '\0' || space.name == "pubmed"; }

std::optional<std::uint64_t> NumberIn(const EntityNamespace& space, std::string_view id) {
  return Number(id.substr(space.letter == '\0' ? 0 : 1));
}

}  // namespace

std::span<const EntityNamespace> EntityNamespaces() { return kNamespaces; }

const EntityNamespace* NamespaceOf(std::uint64_t key) {
  const auto found = std::ranges::find(kNamespaces, key >> kNumberBits, &EntityNamespace::number);
  return found == kNamespaces.end() ? nullptr : &*found;
}

std::optional<std::string> PatentNumber(std::string_view text) {
  if (text.ends_with("*PED")) text.remove_suffix(4);
  std::string number;
  for (const char c : text) {
    const char upper = Upper(c);
    if (IsLetter(upper) || IsDigit(upper)) {
      number += upper;
    } else if (std::string_view(" ,.-/").find(c) == std::string_view::npos) {
      return std::nullopt;
    }
  }
  // RE, PP, D, H and T begin American series, and are no office.
  if (number.size() < 3 || !IsLetter(number[0]) || !IsLetter(number[1]) || number.starts_with("RE") ||
      number.starts_with("PP")) {
    return std::nullopt;
  }
  const std::string office = number.substr(0, 2);
  std::string body = number.substr(2);
  // The kind: a letter behind a digit, with one digit behind it at most.
  const std::size_t letter = body.find_last_not_of("0123456789");
  if (letter != std::string::npos && letter > 0 && IsDigit(body[letter - 1]) && body.size() - letter <= 2) {
    body.resize(letter);
  }
  const std::size_t digits = std::min(body.find_first_of("0123456789"), body.size());
  if (body.find_first_of("123456789") == std::string::npos) return std::nullopt;
  if (office == "US" || office == "EP") {
    std::string count = body.substr(digits);
    count.erase(0, count.find_first_not_of('0'));
    if (office == "US" && digits == 0 && count.size() == 10 && count.starts_with("20")) count.insert(4, "0");
    body = body.substr(0, digits) + count;
  }
  return office + body;
}

std::optional<std::string> EntityId(std::string_view name, std::string_view text) {
  text = Trimmed(text);
  if (text.empty()) return std::nullopt;
  if (name == "doi") return Doi(text);
  if (name == "patent") return PatentNumber(text);
  if (name == "openalex" || name == "pubmed" || name == "orcid" || name == "ror" || name == "lens")
    text = LastPart(text);
  if (name == "lens") return LensId(text);
  if (name == "nih-project") return NihProject(text);
  const EntityNamespace* space = Find(name, text);
  if (space == nullptr || (HasNumber(*space) && !NumberIn(*space, text))) return std::nullopt;
  return std::string(text);
}

std::optional<std::uint64_t> EntityKey(std::string_view name, std::string_view text) {
  const std::optional<std::string> id = EntityId(name, text);
  if (!id) return std::nullopt;
  const EntityNamespace* space = Find(name, *id);
  if (space == nullptr) return std::nullopt;
  std::uint64_t number = 0;
  if (HasNumber(*space)) {
    number = NumberIn(*space, *id).value_or(0);
  } else {
    const std::string hash = Sha256Of(*id);
    std::from_chars(hash.data(), hash.data() + kNumberBits / 4, number, 16);
  }
  return (std::uint64_t{space->number} << kNumberBits) | number;
}

}  // namespace tenon::store
