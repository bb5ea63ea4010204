#include "store/economy_name.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tenon::store {

namespace {

constexpr std::size_t kLongestName = 200;

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kWrittenOut = {{{"rep", "republic"},
                                                                                        {"dem", "democratic"},
                                                                                        {"fed", "federal"},
                                                                                        {"fmr", "former"},
                                                                                        {"isds", "islands"},
                                                                                        {"isl", "islands"},
                                                                                        {"is", "islands"},
                                                                                        {"terr", "territories"},
                                                                                        {"territory", "territories"},
                                                                                        {"saint", "st"},
                                                                                        {"neth", "netherlands"},
                                                                                        {"br", "british"},
                                                                                        {"utd", "united"},
                                                                                        {"govt", "government"}}};

// Words that, in a note, name a part or another state of that name.
constexpr std::array<std::string_view, 32> kQualifiers = {
    "democratic", "republic",  "federal", "former",  "peoples", "people",  "north",    "northern",
    "south",      "southern",  "east",    "eastern", "west",    "western", "central",  "equatorial",
    "american",   "british",   "dutch",   "french",  "spanish", "us",      "islands",  "territories",
    "mainland",   "excluding", "excl",    "except",  "without", "bissau",  "overseas", "antilles"};

std::vector<std::string> Words(std::string_view normal) {
  std::vector<std::string> words;
  while (!normal.empty()) {
    const std::size_t blank = normal.find(' ');
    words.emplace_back(normal.substr(0, blank));
    normal.remove_prefix(blank == std::string_view::npos ? normal.size() : blank + 1);
  }
  return words;
}

bool AllDigits(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

// Folded text with every run of punctuation and blanks as one blank.
std::string Folded(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(error);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(error);
  if (U_FAILURE(error)) return {};
  const auto wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  icu::UnicodeString folded, parts;
  fold->normalize(wide, folded, error);
  decompose->normalize(folded, parts, error);
  if (U_FAILURE(error)) return {};
  icu::UnicodeString clean;
  bool gap = false;
  for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
    const UChar32 c = parts.char32At(i);
    if (c == 0xFFFD) return {};
    if (u_charType(c) == U_NON_SPACING_MARK || c == '.' || c == '\'' || c == 0x2018 || c == 0x2019 || c == '`')
      continue;
    if (c == '&') {
      clean += u" and";
      gap = true;
    } else if (u_isalnum(c) || u_charType(c) == U_OTHER_LETTER) {
      if (gap && !clean.isEmpty()) clean += u' ';
      gap = false;
      clean.append(c);
    } else {
      gap = true;
    }
  }
  std::string result;
  clean.toUTF8String(result);
  return result;
}

}  // namespace

std::string NormalName(std::string_view text) {
  if (text.size() > kLongestName) return {};
  std::string normal;
  for (const std::string& word : Words(Folded(text))) {
    const auto written = std::ranges::find(kWrittenOut, word, [](const auto& entry) { return entry.first; });
    if (word.empty() || (normal.empty() && word == "the")) continue;
    if (!normal.empty()) normal += ' ';
    normal += written == kWrittenOut.end() ? std::string_view(word) : written->second;
  }
  return normal;
}

BareName WithoutNotes(std::string_view text) {
  BareName bare;
  if (text.size() > kLongestName) return bare;
  std::string plain(text);
  for (const auto& [wide, narrow] : {std::pair{"（", "("}, std::pair{"）", ")"}}) {
    for (std::size_t at = plain.find(wide); at != std::string::npos; at = plain.find(wide))
      plain.replace(at, 3, narrow);
  }
  int depth = 0;
  for (const char c : plain) {
    if (c == '(' && depth++ == 0) bare.notes.emplace_back();
    if (depth == 0) bare.name += c;
    if (depth > 0 && c != '(' && c != ')') bare.notes.back() += c;
    if (c == ')' && depth > 0) --depth;
  }
  while (true) {  // "World total (rounded) 10": the number of a footnote
    const std::size_t last = bare.name.find_last_not_of(" \t");
    const std::size_t blank = last == std::string::npos ? last : bare.name.find_last_of(" \t", last);
    if (blank == std::string::npos || bare.notes.empty()) break;
    if (!AllDigits(std::string_view(bare.name).substr(blank + 1, last - blank))) break;
    bare.name.resize(blank);
  }
  return bare;
}

std::string CommaInverted(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos || text.find(',', comma + 1) != std::string_view::npos) return {};
  return std::string(text.substr(comma + 1)) + " " + std::string(text.substr(0, comma));
}

bool NoteQualifies(std::string_view note) {
  const std::vector<std::string> words = Words(NormalName(note));
  return std::ranges::any_of(
      words, [](const std::string& word) { return std::ranges::find(kQualifiers, word) != kQualifiers.end(); });
}

}  // namespace tenon::store
