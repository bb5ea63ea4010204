#include "analyses/matching.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "analyses/documents.h"
#include "text/bm25.h"
#include "text/fusion.h"
#include "text/normalise.h"
#include "text/tokens.h"

namespace tenon::analyses {
namespace {

/// So many candidates by words are held against codes for each that is wanted.
constexpr std::size_t kPoolForCodes = 20;
/// Candidates by words, and as many by meaning, whose two scores are brought to one scale: the same for every count
/// that is asked for, so that the best of few are the best of many.
constexpr std::size_t kPool = 1000;
/// Texts sought at one time, so that many need no more memory than these.
constexpr std::size_t kAtOnce = 512;

text::Query QueryOf(const std::vector<SoughtTerm>& terms) {
  std::map<text::Term, double> weights;
  for (const SoughtTerm& each : terms) weights[each.number] += each.weight;
  text::Query query;
  for (const auto& [term, weight] : weights) {
    if (weight > 0) query.push_back({term, static_cast<float>(weight)});
  }
  return query;
}

Candidate CandidateOf(const text::ImpactIndex& index, const std::vector<SoughtTerm>& terms, text::Document document) {
  Candidate candidate;
  candidate.document = document;
  for (const SoughtTerm& each : terms) {
    const double part = each.weight * index.step * text::ImpactOf(index, each.number, document);
    switch (each.kind) {
      case SoughtTerm::Kind::kOwn:
        candidate.own += part;
        break;
      case SoughtTerm::Kind::kTranslated:
      case SoughtTerm::Kind::kGram:
        candidate.translated += part;
        break;
      case SoughtTerm::Kind::kFeedback:
        candidate.feedback += part;
        break;
    }
  }
  candidate.score = candidate.own + candidate.translated + candidate.feedback;
  return candidate;
}

Result<CodesReached> ReachedBy(const Question& question, std::span<const Sought> sought) {
  Table asked{.name = "asked_code", .columns = {{"code", ValueType::kText, ""}}, .rows = {}};
  for (const Sought& each : sought) {
    for (const std::string& code : each.codes) asked.rows.push_back({code});
  }
  CodesReached reached;
  if (asked.rows.empty()) return reached;
  TENON_CHECK(question.snapshot.Provide(asked));
  TENON_ASSIGN(const Table rows, question.snapshot.Ask("codes_reached", {}, question.job));
  for (const auto& row : rows.rows) reached[TextOr(row[0])].push_back(TextOr(row[1]));
  return reached;
}

void SortByScore(std::vector<Candidate>& candidates) {
  std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.document < b.document;
  });
}

}  // namespace

Status CheckSought(const Sought& sought, const std::string& where) {
  if (!text::IsUtf8(sought.title) || !text::IsUtf8(sought.text)) {
    return Fail(ErrorKind::kInvalidArgument, "is not UTF-8: convert the text first", where);
  }
  text::Analyzer analyzer;
  if (analyzer.Tokens(sought.title).empty() && analyzer.Tokens(sought.text).empty()) {
    return Fail(ErrorKind::kInvalidArgument,
                "holds no word that could be sought: letters, digits or Chinese characters are needed", where);
  }
  return {};
}

std::vector<std::string> SharedCodes(std::span<const std::string> sought, std::span<const std::string> codes) {
  std::vector<std::string> shared;
  for (const std::string& mine : sought) {
    for (const std::string& theirs : codes) {
      // A scheme alone is no code.
      const std::string_view shorter = mine.size() < theirs.size() ? mine : theirs;
      const std::size_t colon = shorter.find(':');
      if (colon == std::string_view::npos || colon + 1 == shorter.size()) continue;
      if (theirs.starts_with(mine) || mine.starts_with(theirs)) {
        shared.push_back(mine);
        break;
      }
    }
  }
  return shared;
}

Result<index::TextFile> OpenIndexOf(const Question& question, index::Collection collection,
                                    const MatchSettings& settings) {
  const bool seeks_grams = settings.translated_weight > 0 && settings.gram_weight > 0;
  return index::OpenTextIndex(
      question.snapshot,
      {.collection = collection, .bm25 = settings.bm25, .grams = seeks_grams ? text::Grams::kFour : text::Grams::kNone},
      question.job);
}

Result<Matcher> Matcher::Open(const Question& question, index::Collection collection, const MatchSettings& settings) {
  TENON_ASSIGN(index::TextFile file, OpenIndexOf(question, collection, settings));
  Matcher matcher(collection, settings, std::move(file));
  if (settings.translated_weight > 0) {
    TENON_ASSIGN(const Table pairs, question.snapshot.Ask("translations", {}, question.job));
    for (const auto& row : pairs.rows) matcher.dictionary_->Add(TextOr(row[0]), TextOr(row[1]), RealOr(row[2], 0));
  }
  if (settings.encoder == Encoder::kWhereAdded) {
    TENON_ASSIGN(matcher.meaning_, Meaning::Open(question, collection));
  }
  return matcher;
}

std::vector<SoughtTerm> Matcher::TermsOf(const Sought& sought) const {
  // How often each term and each entry of the dictionary is asked for, and where from.
  struct Asked {
    double times = 0;
    std::string source;
    std::size_t place = 0;  // of the first occurrence: terms come in the order of the text
  };
  const auto saturated = [&](double times) { return times * (settings_.k3 + 1) / (times + settings_.k3); };
  text::Analyzer analyzer;
  std::map<std::string, Asked> own;
  std::map<std::string, std::pair<double, text::Translated>> entries;
  std::size_t place = 0;
  for (const auto& [field, weight] : {std::pair<const std::string&, double>(sought.title, settings_.query_title_weight),
                                      std::pair<const std::string&, double>(sought.text, 1)}) {
    std::vector<std::string> term;
    for (const text::Token& token : analyzer.Tokens(field)) {
      term.clear();
      analyzer.AppendTerms(token, term);
      Asked& asked = own[term[0]];
      if (asked.times == 0) asked = {0, std::string(token.text), place++};
      asked.times += weight;
    }
    if (settings_.translated_weight <= 0) continue;
    for (auto& translated : {dictionary_->FromChinese(field), dictionary_->FromEnglish(field)}) {
      for (const text::Translated& each : translated) {
        auto& [times, entry] = entries[each.source];
        times += weight;
        entry = each;
      }
    }
  }
  const text::TermNames names = file_->terms();
  std::vector<SoughtTerm> terms;
  std::vector<std::pair<std::string, Asked>> in_order(own.begin(), own.end());
  std::ranges::sort(in_order, {}, [](const auto& each) { return each.second.place; });
  for (const auto& [term, asked] : in_order) {
    if (const auto number = names.Find(term)) {
      terms.push_back({term, SoughtTerm::Kind::kOwn, asked.source, saturated(asked.times), *number});
    }
  }
  for (const auto& [source, entry] : entries) {
    for (const auto& [term, share] : entry.second.terms) {
      const double weight = settings_.translated_weight * saturated(entry.first) * share;
      if (const auto number = names.Find(term)) {
        terms.push_back({term, SoughtTerm::Kind::kTranslated, source, weight, *number});
      }
      if (settings_.gram_weight <= 0) continue;
      const std::vector<std::string> grams = text::GramsOf(term);
      for (const std::string& gram : grams) {
        if (const auto number = names.Find(gram)) {
          terms.push_back({gram, SoughtTerm::Kind::kGram, source,
                           weight * settings_.gram_weight / static_cast<double>(grams.size()), *number});
        }
      }
    }
  }
  return terms;
}

Result<std::vector<SoughtTerm>> Matcher::WithFeedback(const Question& question, const std::vector<SoughtTerm>& terms,
                                                      const std::vector<text::Hit>& hits) const {
  std::vector<text::Document> documents;
  double total = 0;
  for (std::size_t i = 0; i < std::min(settings_.feedback_documents, hits.size()); ++i) {
    documents.push_back(hits[i].document);
    total += hits[i].score;
  }
  TENON_ASSIGN(const std::vector<DocumentFacts> facts, FactsOf(question, collection_, *file_, documents));
  struct Seen {
    double weight = 0;
    std::string source;
  };
  std::map<std::string, Seen> seen;
  text::Analyzer analyzer;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const auto& tokens = analyzer.Tokens(TextOr(facts[i].title) + " " + TextOr(facts[i].text));
    std::vector<std::string> term;
    for (const text::Token& token : tokens) {
      term.clear();
      analyzer.AppendTerms(token, term);
      Seen& each = seen[term[0]];
      each.weight += hits[i].score / total / static_cast<double>(tokens.size());
      each.source = token.text;
    }
  }
  std::vector<SoughtTerm> more;
  const text::ImpactIndex index = file_->index();
  for (const auto& [term, each] : seen) {
    const auto number = file_->terms().Find(term);
    if (!number) continue;
    // Words everybody uses say nothing of these documents.
    const double weight = each.weight * text::InverseFrequency(index.documents, index.Containing(*number));
    if (weight > 0) more.push_back({term, SoughtTerm::Kind::kFeedback, each.source, weight, *number});
  }
  std::ranges::sort(more, [](const SoughtTerm& a, const SoughtTerm& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
  });
  if (more.size() > settings_.feedback_terms) more.resize(settings_.feedback_terms);
  double own = 0, added = 0;
  for (const SoughtTerm& each : terms) own += each.weight;
  for (const SoughtTerm& each : more) added += each.weight;
  if (more.empty() || own <= 0) return terms;
  // The sum of the weights stays: scores with and without feedback are of one size.
  std::vector<SoughtTerm> result = terms;
  for (SoughtTerm& each : result) each.weight *= 1 - settings_.feedback_weight;
  for (SoughtTerm& each : more) {
    each.weight *= settings_.feedback_weight * own / added;
    result.push_back(std::move(each));
  }
  return result;
}

Status Matcher::AddCodes(const Question& question, const Sought& sought, const CodesReached& reached,
                         std::vector<Candidate>& candidates) const {
  std::vector<text::Document> documents;
  for (const Candidate& each : candidates) documents.push_back(each.document);
  TENON_ASSIGN(const std::vector<DocumentFacts> facts, FactsOf(question, collection_, *file_, documents));
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    Candidate& candidate = candidates[i];
    for (const std::string& code : sought.codes) {
      if (!SharedCodes(std::span(&code, 1), facts[i].codes).empty()) {
        candidate.shared_codes.push_back(code);
        candidate.codes += settings_.code_weight;
      } else if (const auto found = reached.find(code); found != reached.end()) {
        const std::vector<std::string> led = SharedCodes(found->second, facts[i].codes);
        if (led.empty()) continue;
        candidate.shared_codes.push_back(code + ">" + led[0]);
        candidate.codes += settings_.code_weight / 2;
      }
    }
    candidate.score += candidate.codes;
  }
  return {};
}

void Matcher::AddMeaning(const Sought& sought, std::span<const float> vector,
                         std::vector<Candidate>& candidates) const {
  if (candidates.empty()) return;
  const text::Writing writing = text::WritingOf(sought.title + " " + sought.text);
  std::vector<text::Document> documents;
  std::vector<double> words;
  double of_one_writing = 0;
  for (const Candidate& each : candidates) {
    documents.push_back(each.document);
    words.push_back(each.score);
    of_one_writing += meaning_->WritingOf(each.document) == writing ? 1 : 0;
  }
  const std::vector<float> products = meaning_->Products(vector, documents);
  const text::FusionFactors factors = text::FactorsOf(words, std::vector<double>(products.begin(), products.end()));
  const double weight = text::WordsBesideVectors(of_one_writing / static_cast<double>(candidates.size()));
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    Candidate& each = candidates[i];
    for (double* part : {&each.own, &each.translated, &each.feedback, &each.codes}) *part *= weight * factors.words;
    each.meaning = products[i] * factors.vectors;
    each.score = each.own + each.translated + each.feedback + each.codes + each.meaning;
  }
}

Result<std::vector<std::vector<Candidate>>> Matcher::FindSome(const Question& question, std::span<const Sought> sought,
                                                              std::size_t count,
                                                              std::span<const std::uint8_t> allowed) const {
  const text::ImpactIndex index = file_->index();
  std::vector<std::vector<SoughtTerm>> terms;
  std::vector<text::Query> queries;
  std::size_t pool = meaning_ ? std::max(count, kPool) : count;
  for (const Sought& each : sought) {
    terms.push_back(TermsOf(each));
    queries.push_back(QueryOf(terms.back()));
    if (!each.codes.empty()) pool = std::max(pool, kPoolForCodes * count);
  }
  if (settings_.feedback_documents > 0) {
    TENON_ASSIGN(
        const auto first,
        text::TopDocuments(index, queries, {.count = settings_.feedback_documents, .allowed = allowed, .threads = 0},
                           question.job));
    for (std::size_t i = 0; i < sought.size(); ++i) {
      if (first[i].empty()) continue;
      TENON_ASSIGN(terms[i], WithFeedback(question, terms[i], first[i]));
      queries[i] = QueryOf(terms[i]);
    }
  }
  TENON_ASSIGN(const auto hits,
               text::TopDocuments(index, queries, {.count = pool, .allowed = allowed, .threads = 0}, question.job));
  TENON_ASSIGN(const CodesReached reached, ReachedBy(question, sought));
  std::vector<float> vectors;
  std::vector<std::vector<text::Hit>> near(sought.size());
  if (meaning_) {
    vectors = meaning_->VectorsOf(sought);
    near = meaning_->Nearest(vectors, pool, allowed);
  }
  std::vector<std::vector<Candidate>> found(sought.size());
  for (std::size_t i = 0; i < sought.size(); ++i) {
    std::vector<text::Document> documents;
    for (const auto& hit : hits[i]) documents.push_back(hit.document);
    for (const auto& hit : near[i]) documents.push_back(hit.document);
    std::ranges::sort(documents);
    documents.erase(std::ranges::unique(documents).begin(), documents.end());
    for (const text::Document document : documents) found[i].push_back(CandidateOf(index, terms[i], document));
    if (!sought[i].codes.empty() && !found[i].empty()) {
      TENON_CHECK(AddCodes(question, sought[i], reached, found[i]));
    }
    if (meaning_) {
      AddMeaning(sought[i], std::span(vectors).subspan(i * text::kSentenceWidth, text::kSentenceWidth), found[i]);
    }
    SortByScore(found[i]);
    if (found[i].size() > count) found[i].resize(count);
  }
  return found;
}

Result<std::vector<std::vector<Candidate>>> Matcher::Find(const Question& question, std::span<const Sought> sought,
                                                          std::size_t count,
                                                          std::span<const std::uint8_t> allowed) const {
  std::vector<std::vector<Candidate>> found;
  found.reserve(sought.size());
  for (std::size_t begin = 0; begin < sought.size(); begin += kAtOnce) {
    TENON_ASSIGN(auto some,
                 FindSome(question, sought.subspan(begin, std::min(kAtOnce, sought.size() - begin)), count, allowed));
    std::ranges::move(some, std::back_inserter(found));
    if (sought.size() > kAtOnce) {
      question.job.report({"matching", static_cast<double>(found.size()), static_cast<double>(sought.size()), "texts"});
    }
  }
  return found;
}

}  // namespace tenon::analyses
