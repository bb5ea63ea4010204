#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "text/normalise.h"

namespace tenon::text {
namespace {

constexpr std::size_t kLongestTag = 2000, kLongestFormula = 500, kLongestEntity = 10;

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

void AppendUtf8(std::uint32_t c, std::string& to) {
  if (c < 0x80) {
    to += static_cast<char>(c);
  } else if (c < 0x800) {
    to += static_cast<char>(0xC0 | (c >> 6));
    to += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    to += static_cast<char>(0xE0 | (c >> 12));
    to += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    to += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    to += static_cast<char>(0xF0 | (c >> 18));
    to += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    to += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    to += static_cast<char>(0x80 | (c & 0x3F));
  }
}

/// Length of the tag at the beginning of `text`, or 0; whether it stands inside a word.
std::size_t TagLength(std::string_view text, bool& inside_word) {
  std::size_t name = 1;
  if (name < text.size() && text[name] == '/') ++name;
  if (name >= text.size() || !(IsLetter(text[name]) || (name == 1 && text[name] == '!'))) return 0;
  std::size_t end = name;
  while (end < text.size() && (IsLetter(text[end]) || text[end] == ':')) ++end;
  std::string_view element = text.substr(name, end - name);
  if (const auto colon = element.find(':'); colon != std::string_view::npos) element.remove_prefix(colon + 1);
  // A tag's name is followed by its end, a blank before attributes, a slash or a digit (h1); "<x+y" is none.
  if (text[name] != '!' && end < text.size() && text[end] != '>' && text[end] != ' ' && text[end] != '/' &&
      text[end] != '\n' && text[end] != '\t' && !(text[end] >= '1' && text[end] <= '6')) {
    return 0;
  }
  const std::size_t close = text.substr(0, kLongestTag).find('>', name);
  if (close == std::string_view::npos || text.substr(1, close - 1).find('<') != std::string_view::npos) return 0;
  // Attributes have values: "a <b and c> d" is no tag.
  const std::string_view rest = text.substr(end, close - end);
  if (text[name] != '!' && rest.find_first_not_of(" /\t\n123456") != std::string_view::npos &&
      rest.find('=') == std::string_view::npos) {
    return 0;
  }
  static constexpr std::array<std::string_view, 14> inline_elements = {
      "sub", "sup", "i", "b", "em", "strong", "span", "mi", "mn", "mo", "mrow", "msub", "msup", "mtext"};
  inside_word = false;
  for (const std::string_view each : inline_elements) inside_word = inside_word || each == element;
  return close + 1;
}

/// Length of the entity at the beginning of `text` ("&amp;", "&#x3b1;"), appended as a character; or 0.
std::size_t TakeEntity(std::string_view text, std::string& to) {
  const std::size_t end = text.substr(0, kLongestEntity).find(';');
  if (end == std::string_view::npos) return 0;
  const std::string_view name = text.substr(1, end - 1);
  static constexpr std::array<std::pair<std::string_view, std::uint32_t>, 8> named = {{{"amp", '&'},
                                                                                       {"lt", '<'},
                                                                                       {"gt", '>'},
                                                                                       {"quot", '"'},
                                                                                       {"apos", '\''},
                                                                                       {"nbsp", ' '},
                                                                                       {"deg", 0xB0},
                                                                                       {"micro", 0xB5}}};
  for (const auto& [entity, c] : named) {
    if (name == entity) {
      AppendUtf8(c, to);
      return end + 1;
    }
  }
  if (!name.starts_with('#')) return 0;
  const bool hexadecimal = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
  const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
  std::uint32_t c = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), c, hexadecimal ? 16 : 10);
  if (error != std::errc() || stop != digits.data() + digits.size() || c == 0 || c > 0x10FFFF ||
      (c >= 0xD800 && c < 0xE000)) {
    return 0;
  }
  AppendUtf8(c, to);
  return end + 1;
}

/// A TeX formula: words and letters stay, with their indices; commands for fonts go, others (\alpha) become words.
void AppendFormula(std::string_view formula, std::string& to) {
  static constexpr std::array<std::string_view, 9> fonts = {"mathrm", "mathbf", "mathit", "text", "textit",
                                                            "textbf", "rm",     "bf",     "it"};
  for (std::size_t i = 0; i < formula.size();) {
    const char c = formula[i];
    if (c == '\\') {
      std::size_t end = i + 1;
      while (end < formula.size() && IsLetter(formula[end])) ++end;
      const std::string_view command = formula.substr(i + 1, end - i - 1);
      bool font = false;
      for (const std::string_view each : fonts) font = font || each == command;
      if (!font) to.append(" ").append(command).append(" ");
      i = end > i + 1 ? end : i + 2;
    } else {
      if (c != '{' && c != '}' && c != '_' && c != '^') to += c;
      ++i;
    }
  }
}

}  // namespace

std::string WithoutMarkup(std::string_view utf8) {
  if (utf8.find_first_of("<&$") == std::string_view::npos) return std::string(utf8);
  std::string result;
  result.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) {
    const std::string_view rest = utf8.substr(i);
    std::size_t taken = 0;
    if (rest[0] == '<') {
      bool inside_word = false;
      taken = TagLength(rest, inside_word);
      if (taken > 0 && !inside_word) result += ' ';
    } else if (rest[0] == '&') {
      taken = TakeEntity(rest, result);
    } else if (rest[0] == '$') {
      const std::size_t end = rest.substr(0, kLongestFormula).find('$', 1);
      const std::string_view formula = end == std::string_view::npos ? "" : rest.substr(1, end - 1);
      // Sums of money come in pairs too: a formula has something of TeX.
      if (formula.find_first_of("\\_^{") != std::string_view::npos) {
        AppendFormula(formula, result);
        taken = end + 1;
      }
    }
    if (taken == 0) {
      result += rest[0];
      taken = 1;
    }
    i += taken;
  }
  return result;
}

}  // namespace tenon::text
