#include "text/dictionary.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <span>

#include "text/normalise.h"

namespace tenon::text {
namespace {

constexpr std::size_t kLongestMeaning = 6;  // words

bool IsFunctionWord(std::string_view word) {
  static constexpr std::array<std::string_view, 22> words = {"a",   "an", "the", "to",  "of",   "in",  "on", "for",
                                                             "by",  "at", "and", "or",  "as",   "be",  "is", "sb",
                                                             "sth", "s",  "one", "etc", "with", "from"};
  return std::ranges::find(words, word) != words.end();
}

/// The meanings of an English side: parted by ; and /, without what stands in brackets.
std::vector<std::string> MeaningsOf(std::string_view en) {
  std::vector<std::string> meanings(1);
  int depth = 0;
  for (const char c : en) {
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (depth == 0 && (c == ';' || c == '/')) {
      meanings.emplace_back();
    } else if (depth == 0) {
      meanings.back() += c;
    }
    if ((c == ')' || c == ']' || c == '}') && depth > 0) --depth;
  }
  return meanings;
}

/// Bytes of the character that begins at `at`.
std::size_t CharacterAt(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return end - at;
}

/// Cuts units 0 .. count - 1 into pieces: the fewest pieces, an unknown unit counting as one and a half; of equal ones
/// the largest sum of squared lengths. Returns the pieces (begin, length) that are known.
template <class IsKnown>
std::vector<std::pair<std::size_t, std::size_t>> FewestPieces(std::size_t count, std::size_t longest,
                                                              const IsKnown& is_known) {
  struct Best {
    double pieces = 0;
    std::size_t squares = 0, length = 0;
    bool known = false;
  };
  std::vector<Best> best(count + 1);
  for (std::size_t begin = count; begin-- > 0;) {
    best[begin] = {best[begin + 1].pieces + 1.5, best[begin + 1].squares, 1, false};
    for (std::size_t length = 1; length <= std::min(longest, count - begin); ++length) {
      const Best& rest = best[begin + length];
      const double pieces = rest.pieces + 1;
      const std::size_t squares = rest.squares + length * length;
      if (pieces > best[begin].pieces || (pieces == best[begin].pieces && squares <= best[begin].squares)) continue;
      if (is_known(begin, length)) best[begin] = {pieces, squares, length, true};
    }
  }
  std::vector<std::pair<std::size_t, std::size_t>> pieces;
  for (std::size_t at = 0; at < count; at += best[at].length) {
    if (best[at].known) pieces.emplace_back(at, best[at].length);
  }
  return pieces;
}

std::string Joined(std::span<const std::string> words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

}  // namespace

void Dictionary::AddMeaning(Entries& entries, const std::string& key, const std::vector<std::string>& terms,
                            double weight) {
  auto& meanings = entries[key];
  const auto same = std::ranges::find(meanings, terms, &Meaning::terms);
  if (same == meanings.end()) {
    meanings.push_back({terms, weight});
  } else {
    same->weight = std::max(same->weight, weight);
  }
}

void Dictionary::Add(std::string_view zh, std::string_view en, double weight) {
  if (!(weight > 0)) weight = 1;
  std::string chinese = Normalise(zh);
  std::erase_if(chinese, [](char c) { return c == ' '; });
  const std::vector<std::string_view> runs = HanRuns(chinese);
  // Entries with letters or marks inside are found by what is Chinese in them only where that is all.
  if (runs.size() != 1 || runs[0].size() != chinese.size()) return;
  const std::vector<std::string> chinese_terms = analyzer_.Terms(chinese);
  bool taken = false;
  for (const std::string& meaning : MeaningsOf(en)) {
    std::vector<std::string> words = analyzer_.Terms(meaning);
    std::erase_if(words, IsFunctionWord);
    const bool is_english = std::ranges::all_of(words, [](const std::string& word) {
      return std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    });
    if (words.empty() || words.size() > kLongestMeaning || !is_english) continue;
    AddMeaning(chinese_, chinese, words, weight);
    AddMeaning(english_, Joined(words), chinese_terms, weight);
    longest_english_ = std::max(longest_english_, words.size());
    taken = true;
  }
  if (!taken) return;
  std::size_t characters = 0;
  for (std::size_t at = 0; at < chinese.size(); at += CharacterAt(chinese, at)) ++characters;
  longest_chinese_ = std::max(longest_chinese_, characters);
  ++pairs_;
}

std::vector<std::pair<std::string, double>> Dictionary::SharesOf(const std::vector<Meaning>& meanings) {
  double total = 0;
  for (const Meaning& meaning : meanings) total += meaning.weight;
  std::vector<std::pair<std::string, double>> shares;
  for (const Meaning& meaning : meanings) {
    const double share = meaning.weight / total / static_cast<double>(meaning.terms.size());
    for (const std::string& term : meaning.terms) {
      const auto found = std::ranges::find(shares, term, &std::pair<std::string, double>::first);
      if (found == shares.end()) {
        shares.emplace_back(term, share);
      } else {
        found->second += share;
      }
    }
  }
  return shares;
}

std::vector<Translated> Dictionary::FromChinese(std::string_view text) const {
  std::vector<Translated> result;
  const std::string normalised = Normalise(WithoutMarkup(text));
  for (const std::string_view run : HanRuns(normalised)) {
    std::vector<std::size_t> begins;
    for (std::size_t at = 0; at < run.size(); at += CharacterAt(run, at)) begins.push_back(at);
    begins.push_back(run.size());
    const auto piece = [&](std::size_t begin, std::size_t length) {
      return std::string(run.substr(begins[begin], begins[begin + length] - begins[begin]));
    };
    const auto is_known = [&](std::size_t begin, std::size_t length) {
      return chinese_.contains(piece(begin, length));
    };
    for (const auto& [begin, length] : FewestPieces(begins.size() - 1, longest_chinese_, is_known)) {
      const std::string source = piece(begin, length);
      result.push_back({source, SharesOf(chinese_.at(source))});
    }
  }
  return result;
}

std::vector<Translated> Dictionary::FromEnglish(std::string_view text) const {
  Analyzer analyzer;
  std::vector<std::string> words, stems;
  for (const Token& token : analyzer.Tokens(text)) {
    if (token.kind != TokenKind::kWord || IsFunctionWord(token.text)) continue;
    words.emplace_back(token.text);
    std::vector<std::string> stem;
    analyzer.AppendTerms(token, stem);
    stems.push_back(stem[0]);
  }
  const auto key = [&](std::size_t begin, std::size_t length) {
    return Joined(std::span(stems).subspan(begin, length));
  };
  const auto is_known = [&](std::size_t begin, std::size_t length) { return english_.contains(key(begin, length)); };
  std::vector<Translated> result;
  for (const auto& [begin, length] : FewestPieces(stems.size(), longest_english_, is_known)) {
    result.push_back({Joined(std::span(words).subspan(begin, length)), SharesOf(english_.at(key(begin, length)))});
  }
  return result;
}

}  // namespace tenon::text
