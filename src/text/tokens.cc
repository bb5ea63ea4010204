#include "text/tokens.h"

#include <libstemmer.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <utility>

#include "text/normalise.h"

namespace tenon::text {
namespace {

enum class Class : std::uint8_t { kOther, kLetter, kDigit, kMark, kHan };

Class ClassOf(UChar32 c) {
  if (c < 0x80) {
    if (c >= '0' && c <= '9') return Class::kDigit;
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? Class::kLetter : Class::kOther;
  }
  if (c == 0x3005 || c == 0x3007 || (c >= 0x3041 && c <= 0x30FF && c != 0x30FB) || (c >= 0x3400 && c <= 0x4DBF) ||
      (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF) ||
      (c >= 0x20000 && c <= 0x3FFFF)) {
    return Class::kHan;
  }
  const std::uint32_t mask = U_GET_GC_MASK(c);
  if ((mask & U_GC_L_MASK) != 0) return Class::kLetter;
  if ((mask & U_GC_N_MASK) != 0) return Class::kDigit;
  return (mask & U_GC_M_MASK) != 0 ? Class::kMark : Class::kOther;
}

constexpr std::array<std::string_view, 40> kUnits = {"mm", "cm",  "km",  "m",   "nm",  "um",  "μm",  "kg", "mg",  "g",
                                                     "ug", "μg",  "ml",  "l",   "kw",  "mw",  "gw",  "w",  "kwh", "mwh",
                                                     "pa", "kpa", "mpa", "gpa", "bar", "khz", "mhz", "hz", "ghz", "mol",
                                                     "mv", "kv",  "v",   "ma",  "mah", "wh",  "s",   "ms", "min", "h"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kChineseUnits = {
    {{"毫米", "mm"}, {"厘米", "cm"}, {"微米", "μm"},  {"纳米", "nm"}, {"千米", "km"}, {"公里", "km"}, {"米", "m"},
     {"千克", "kg"}, {"公斤", "kg"}, {"毫克", "mg"},  {"克", "g"},    {"毫升", "ml"}, {"升", "l"},    {"千瓦时", "kwh"},
     {"千瓦", "kw"}, {"兆瓦", "mw"}, {"兆帕", "mpa"}, {"赫兹", "hz"}, {"毫安", "ma"}, {"伏", "v"}}};

/// Puts a word into `tokens`: as it is, or as number and unit.
void AddWord(std::string_view word, std::vector<Token>& tokens) {
  const std::size_t letters = word.find_first_not_of("0123456789.");
  if (letters != std::string_view::npos && letters > 0) {
    const std::string_view unit = word.substr(letters);
    if (std::ranges::find(kUnits, unit) != kUnits.end()) {
      tokens.push_back({word.substr(0, letters), TokenKind::kWord});
      tokens.push_back({unit, TokenKind::kWord});
      return;
    }
  }
  tokens.push_back({word, TokenKind::kWord});
}

/// A text read character by character.
struct Reader {
  std::string_view text;
  std::int64_t at = 0;

  bool done() const { return at >= static_cast<std::int64_t>(text.size()); }
  Class Next() {
    UChar32 c = 0;
    const auto* data = reinterpret_cast<const std::uint8_t*>(text.data());
    U8_NEXT(data, at, static_cast<std::int64_t>(text.size()), c);
    return c < 0 ? Class::kOther : ClassOf(c);
  }
};

}  // namespace

std::vector<std::string_view> HanRuns(std::string_view normalised) {
  std::vector<std::string_view> runs;
  Reader reader{normalised};
  std::size_t begin = 0;
  bool inside = false;
  while (!reader.done()) {
    const auto before = static_cast<std::size_t>(reader.at);
    const bool han = reader.Next() == Class::kHan;
    if (han && !inside) begin = before;
    if (!han && inside) runs.push_back(normalised.substr(begin, before - begin));
    inside = han;
  }
  if (inside) runs.push_back(normalised.substr(begin));
  return runs;
}

Writing WritingOf(std::string_view text) {
  Reader reader{text};
  std::size_t han = 0, letters = 0;
  while (!reader.done()) {
    const Class next = reader.Next();
    han += next == Class::kHan ? 1 : 0;
    letters += next == Class::kLetter ? 1 : 0;
  }
  return 3 * han > letters ? Writing::kHan : Writing::kLetters;
}

void Cut(std::string_view normalised, std::vector<Token>& tokens) {
  tokens.clear();
  const std::string_view text = normalised;
  Reader reader{text};
  while (!reader.done()) {
    const auto begin = static_cast<std::size_t>(reader.at);
    const Class first = reader.Next();
    if (first == Class::kHan) {
      std::size_t before = begin, here = static_cast<std::size_t>(reader.at);
      if (!tokens.empty() && tokens.back().text.data() + tokens.back().text.size() == text.data() + begin &&
          ClassOf(static_cast<unsigned char>(tokens.back().text.back())) == Class::kDigit) {
        const auto unit = std::ranges::find_if(
            kChineseUnits, [&](const auto& each) { return text.substr(begin).starts_with(each.first); });
        if (unit != kChineseUnits.end()) {
          tokens.push_back({unit->second, TokenKind::kWord});
          reader.at = static_cast<std::int64_t>(begin + unit->first.size());
          continue;
        }
      }
      bool pair = false;
      while (!reader.done()) {
        const auto next = reader.at;
        if (reader.Next() != Class::kHan) {
          reader.at = next;
          break;
        }
        tokens.push_back({text.substr(before, static_cast<std::size_t>(reader.at) - before), TokenKind::kHan});
        pair = true;
        before = here;
        here = static_cast<std::size_t>(reader.at);
      }
      if (!pair) tokens.push_back({text.substr(begin, here - begin), TokenKind::kHan});
      continue;
    }
    if (first != Class::kLetter && first != Class::kDigit) continue;
    Class last = first;
    std::size_t end = static_cast<std::size_t>(reader.at);
    while (!reader.done()) {
      const Class next = reader.Next();
      if (next == Class::kHan || next == Class::kOther) {
        const bool point = last == Class::kDigit && text[end] == '.' && end + 1 < text.size() &&
                           ClassOf(static_cast<unsigned char>(text[end + 1])) == Class::kDigit;
        if (!point) break;
      }
      last = next;
      end = static_cast<std::size_t>(reader.at);
    }
    reader.at = static_cast<std::int64_t>(end);
    const std::string_view word = text.substr(begin, end - begin);
    if (word == "s" && begin >= 2 && text[begin - 1] == '\'' &&
        ClassOf(static_cast<unsigned char>(text[begin - 2])) == Class::kLetter) {
      continue;
    }
    AddWord(word, tokens);
  }
}

Stemmer::Stemmer()
    : stemmer_(sb_stemmer_new("english", "UTF_8"),
               [](void* stemmer) { sb_stemmer_delete(static_cast<sb_stemmer*>(stemmer)); }) {}

std::string_view Stemmer::Stem(std::string_view word) {
  constexpr std::size_t kLongest = 64;  // longer ones are no words
  if (word.size() > kLongest || stemmer_ == nullptr ||
      word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") != std::string_view::npos) {
    return word;
  }
  auto* stemmer = static_cast<sb_stemmer*>(stemmer_.get());
  const sb_symbol* stem =
      sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
  if (stem == nullptr) return word;
  return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer))};
}

std::vector<std::string> GramsOf(std::string_view word) {
  std::vector<std::string> grams;
  if (word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos) {
    const std::string marked = "_" + std::string(word) + "_";
    for (std::size_t i = 0; i + 4 <= marked.size(); ++i) grams.push_back("#" + marked.substr(i, 4));
    return grams;
  }
  const std::vector<std::string_view> runs = HanRuns(word);
  if (runs.size() != 1 || runs[0].size() != word.size()) return grams;
  std::size_t second = 1;
  while (second < word.size() && (static_cast<unsigned char>(word[second]) & 0xC0) == 0x80) ++second;
  if (second < word.size()) grams = {std::string(word.substr(0, second)), std::string(word.substr(second))};
  return grams;
}

const std::vector<Token>& Analyzer::Tokens(std::string_view text) {
  normalised_ = Normalise(WithoutMarkup(text));
  Cut(normalised_, tokens_);
  return tokens_;
}

void Analyzer::AppendTerms(const Token& token, std::vector<std::string>& terms) {
  terms.emplace_back(token.kind == TokenKind::kHan ? token.text : stemmer_.Stem(token.text));
  if (grams_ == Grams::kFour) {
    for (std::string& gram : GramsOf(token.text)) terms.push_back(std::move(gram));
  }
}

std::vector<std::string> Analyzer::Terms(std::string_view text) {
  std::vector<std::string> terms;
  for (const Token& token : Tokens(text)) AppendTerms(token, terms);
  return terms;
}

}  // namespace tenon::text
