#include "analyses/match_reasons.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "fmt/format.h"
#include "fmt/ranges.h"
#include "text/normalise.h"
#include "text/tokens.h"

namespace tenon::analyses {
namespace {

constexpr double kCompeting = 0.2;  // cosine from which another document is an alternative
constexpr std::size_t kMostAbsent = 3;
constexpr std::int64_t kEarly = 4;  // below this level nothing was tried outside a laboratory

std::string TextOfFacts(const DocumentFacts& facts) { return TextOr(facts.title) + "\n" + TextOr(facts.text); }

double IdfOf(const text::ImpactIndex& index, text::Term term) {
  return text::InverseFrequency(index.documents, index.Containing(term));
}

/// The last character of a pair, or the pair itself where it is one character.
std::string_view LastCharacter(std::string_view text) {
  std::size_t at = text.size();
  do --at;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  return text.substr(at);
}

/// The tokens of a text whose terms are `wanted`, in their order, each once; pairs of Chinese characters that overlap
/// joined.
std::vector<std::string> JoinedTokens(const std::string& text, const std::set<std::string>& wanted) {
  text::Analyzer analyzer;
  std::vector<std::string> words;
  bool joins = false;  // the token before was wanted and is a pair
  for (const text::Token& token : analyzer.Tokens(text)) {
    std::vector<std::string> term;
    analyzer.AppendTerms(token, term);
    if (!wanted.contains(term[0])) {
      joins = false;
      continue;
    }
    const bool pair = token.kind == text::TokenKind::kHan && token.text.size() > LastCharacter(token.text).size();
    if (joins && pair && token.text.starts_with(LastCharacter(words.back()))) {
      words.back() += LastCharacter(token.text);
    } else {
      words.emplace_back(token.text);
    }
    joins = pair;
  }
  std::vector<std::string> each_once;
  for (std::string& word : words) {
    if (std::ranges::find(each_once, word) == each_once.end()) each_once.push_back(std::move(word));
  }
  return each_once;
}

/// What of `wanted` neither stands in a document nor is translated there, what says most first: words, and runs of two
/// or more Chinese characters (single ones are what is left between words).
std::vector<std::string> AbsentWords(const Matcher& matcher, const std::string& wanted,
                                     const std::set<std::string>& own,
                                     const std::map<std::string, std::vector<std::string>>& translations,
                                     const std::string& document) {
  const text::ImpactIndex index = matcher.file().index();
  const auto idf = [&](const std::string& term) {
    const auto number = matcher.file().terms().Find(term);
    return number ? IdfOf(index, *number) : text::InverseFrequency(index.documents, 0);
  };
  const std::string normalised = text::Normalise(text::WithoutMarkup(wanted));
  std::vector<bool> covered(normalised.size(), false);
  const auto cover = [&](std::size_t begin, std::size_t length) {
    std::fill_n(covered.begin() + static_cast<std::ptrdiff_t>(begin), length, true);
  };
  for (const auto& [source, words] : translations) {
    for (std::size_t at = normalised.find(source); at != std::string::npos; at = normalised.find(source, at + 1)) {
      cover(at, source.size());
    }
  }
  std::vector<text::Token> tokens;
  text::Cut(normalised, tokens);
  text::Analyzer analyzer;
  std::vector<std::pair<double, std::string>> absent;
  for (const text::Token& token : tokens) {
    // Symbols of Chinese units are no part of the text.
    if (token.text.data() < normalised.data() || token.text.data() >= normalised.data() + normalised.size()) continue;
    const auto begin = static_cast<std::size_t>(token.text.data() - normalised.data());
    std::vector<std::string> term;
    analyzer.AppendTerms(token, term);
    if (own.contains(term[0])) cover(begin, token.text.size());
    if (token.kind == text::TokenKind::kWord && !covered[begin] && idf(term[0]) >= 1) {
      absent.emplace_back(idf(term[0]), token.text);
    }
  }
  for (const std::string_view run : text::HanRuns(normalised)) {
    const auto first = static_cast<std::size_t>(run.data() - normalised.data());
    std::string left;
    for (std::size_t i = first; i <= first + run.size(); ++i) {
      if (i < first + run.size() && !covered[i]) {
        left += normalised[i];
        continue;
      }
      const std::vector<std::string> pairs = analyzer.Terms(left);
      if (left.size() > 3 && !document.contains(left)) {
        double most = 0;
        for (const std::string& pair : pairs) most = std::max(most, idf(pair));
        absent.emplace_back(most, left);
      }
      left.clear();
    }
  }
  std::ranges::stable_sort(absent, [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> words;
  for (auto& [most, word] : absent) {
    if (words.size() < kMostAbsent && std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
  }
  return words;
}

}  // namespace

MatchReasons ReasonsOf(const Matcher& matcher, const Sought& sought, const std::vector<SoughtTerm>& terms,
                       const Candidate& candidate, const DocumentFacts& facts) {
  const text::ImpactIndex index = matcher.file().index();
  std::set<std::string> own;
  std::map<std::string, std::string> surface;  // of each term in the document
  {
    text::Analyzer analyzer;
    for (const text::Token& token : analyzer.Tokens(TextOfFacts(facts))) {
      std::vector<std::string> term;
      analyzer.AppendTerms(token, term);
      surface.emplace(term[0], token.text);
    }
  }
  std::map<std::string, std::vector<std::string>> translations;  // of each source, as they stand in the document
  for (const SoughtTerm& each : terms) {
    if (text::ImpactOf(index, each.number, candidate.document) == 0) continue;
    if (each.kind == SoughtTerm::Kind::kOwn) own.insert(each.term);
    if (each.kind == SoughtTerm::Kind::kTranslated) {
      const auto found = surface.find(each.term);
      translations[each.source].push_back(found == surface.end() ? each.term : found->second);
    }
  }
  MatchReasons reasons;
  reasons.words = JoinedTokens(sought.title + "\n" + sought.text, own);
  for (const auto& [source, words] : translations) {
    reasons.words.push_back(fmt::format("{} > {}", source, fmt::join(words, " ")));
  }
  reasons.absent = AbsentWords(matcher, sought.title.empty() ? sought.text : sought.title, own, translations,
                               text::Normalise(text::WithoutMarkup(TextOfFacts(facts))));
  return reasons;
}

std::vector<MissingFact> MissingOf(const DocumentFacts& facts, const MatchReasons& reasons) {
  std::vector<MissingFact> missing;
  const std::int64_t readiness = IntegerOr(facts.readiness, 0);
  if (readiness == 0) {
    missing.push_back({"readiness_not_stated", {"readiness not stated", "未载明技术成熟度"}});
  } else if (readiness < kEarly) {
    missing.push_back(
        {"too_early",
         {fmt::format("too early: readiness {}", readiness), fmt::format("为时尚早：技术成熟度 {} 级", readiness)}});
  }
  if (IsMissing(facts.holder)) missing.push_back({"owner_not_stated", {"owner not stated", "未载明持有者"}});
  if (IsMissing(facts.licence)) missing.push_back({"licence_not_stated", {"licence not stated", "未载明许可方式"}});
  if (!reasons.absent.empty()) {
    missing.push_back({"not_mentioned",
                       {fmt::format("not mentioned: {}", fmt::join(reasons.absent, ", ")),
                        fmt::format("未提到：{}", fmt::join(reasons.absent, "、"))}});
  }
  return missing;
}

std::vector<std::optional<std::size_t>> NearestOthers(const Matcher& matcher, std::span<const DocumentFacts> facts) {
  const text::ImpactIndex index = matcher.file().index();
  const text::TermNames names = matcher.file().terms();
  std::vector<std::map<text::Term, double>> vectors;
  for (const DocumentFacts& each : facts) {
    std::map<text::Term, double> vector;
    text::Analyzer analyzer;
    for (const std::string& term : analyzer.Terms(TextOfFacts(each))) {
      if (const auto number = names.Find(term)) vector[*number] += 1;
    }
    double squares = 0;
    for (auto& [term, value] : vector) {
      value *= IdfOf(index, term);
      squares += value * value;
    }
    for (auto& [term, value] : vector) value /= std::sqrt(squares);
    vectors.push_back(std::move(vector));
  }
  std::vector<std::optional<std::size_t>> nearest(facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i) {
    double most = kCompeting;
    for (std::size_t j = 0; j < facts.size(); ++j) {
      if (i == j) continue;
      double cosine = 0;
      for (const auto& [term, value] : vectors[i]) {
        const auto other = vectors[j].find(term);
        if (other != vectors[j].end()) cosine += value * other->second;
      }
      if (cosine >= most && (!nearest[i] || cosine > most)) {
        most = cosine;
        nearest[i] = j;
      }
    }
  }
  return nearest;
}

std::string PartsText(const Candidate& candidate) {
  std::string parts;
  const auto add = [&](const char* name, double value) {
    if (value != 0) parts += fmt::format("{}{} {:.2f}", parts.empty() ? "" : "; ", name, value);
  };
  add("words", candidate.own);
  add("translation", candidate.translated);
  add("feedback", candidate.feedback);
  add("codes", candidate.codes);
  add("meaning", candidate.meaning);
  return parts;
}

}  // namespace tenon::analyses
