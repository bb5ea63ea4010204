#include "analyses/search_table.h"

#include <span>
#include <utility>

#include "analyses/documents.h"
#include "analyses/match_reasons.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {

Parameter TopParameter() {
  return {.name = "top",
          .type = ParameterType::kInteger,
          .meaning = {"so many of the best", "列出最相关的若干条"},
          .default_value = Value(std::int64_t{20}),
          .minimum = 1,
          .maximum = 10000};
}

Parameter LanguageParameter() {
  return {.name = "language",
          .type = ParameterType::kChoice,
          .meaning =
              {"both: words are also sought in the other language, by the dictionary loaded; own: only as they stand",
               "both：借助已载入的词典同时以另一种语言检索；own：只按原文检索"},
          .default_value = Value(std::string("both")),
          .choices = {"both", "own"}};
}

Parameter FeedbackParameter() {
  return {.name = "feedback",
          .type = ParameterType::kInteger,
          .meaning = {"so many of the best documents lend their words to a second search (RM3); 0: one search",
                      "取最相关的若干篇，以其用词再检索一次（RM3）；0 为只检索一次"},
          .default_value = Value(std::int64_t{0}),
          .minimum = 0,
          .maximum = 100};
}

Parameter EncoderParameter() {
  return {
      .name = "encoder",
      .type = ParameterType::kChoice,
      .meaning = {"added: meaning counts beside words where a sentence encoder was added (`tenon model add`); none: "
                  "words and codes alone",
                  "added：已添加句向量模型（`tenon model add`）时，语义与词语一并计分；none：只按词语和分类代码"},
      .default_value = Value(std::string("added")),
      .choices = {"added", "none"}};
}

MatchSettings SettingsOf(const Arguments& arguments) {
  MatchSettings settings;
  if (arguments.GetText("language") == "own") settings.translated_weight = 0;
  if (arguments.GetText("encoder") == "none") settings.encoder = Encoder::kNone;
  settings.feedback_documents = static_cast<std::size_t>(arguments.GetInteger("feedback"));
  return settings;
}

ResultTable SearchTable() {
  return {"documents",
          {"what was found, best first", "检索结果，按相关程度排列"},
          {
              {"rank", ValueType::kInteger, "", {"place, from 1", "名次"}},
              {"document", ValueType::kText, "", {"printed id", "编号"}},
              {"title", ValueType::kText, "", {"title", "题名"}},
              {"year", ValueType::kInteger, "year", {"made public; missing: not stated", "公开年份；缺失：未载明"}},
              {"score", ValueType::kReal, "1", {"sum of the parts", "得分，为各部分之和"}},
              {"parts", ValueType::kText, "", {"what the score is made of", "得分的构成"}},
              {"words",
               ValueType::kText,
               "",
               {"words that stand in it; \"a > b\": a translated as b", "命中的词；“a > b”表示 a 译为 b"}},
              {"codes", ValueType::kText, "", {"codes shared", "共有的分类代码"}},
              {"source", ValueType::kText, "", {"source of the record", "数据源"}},
          }};
}

std::vector<std::string> SearchConventions() {
  return {
      "Score: BM25 (k1 1.2, b 0.6) over text and title, which counts three times; plus 3 for each code shared.",
      "Scores of different questions cannot be compared.",
      "A word that stands q times in what is sought (in its title: three times as many) weighs 4 q / (q + 3).",
      "Chinese is sought by pairs of characters, English by Snowball stems; traditional characters as simplified ones.",
      "With a sentence encoder: the 1000 best by that score and the 1000 with the nearest vectors are held against "
      "each "
      "other; both scores count in standard deviations over them, words and codes once where all are written as what "
      "is "
      "sought, a quarter where none is.",
      "Translated words carry the weight of their source, divided among its meanings; their grams as much again.",
      "A code is shared where one begins with the other; only the 20 x top best by words are held against codes.",
      "Codes A>B: a concordance leads from A to B in one step, and the other has B; it counts half of a code shared.",
      "Equal scores stand in the order of source and id.",
  };
}

std::vector<std::string> SearchReferences() {
  return {
      "Robertson, S., Zaragoza, H. (2009). The probabilistic relevance framework: BM25 and beyond. doi "
      "10.1561/1500000019",
      "Lavrenko, V., Croft, W. B. (2001). Relevance-based language models. doi 10.1145/383952.383972",
  };
}

Result<Sought> SoughtOf(const Question& question, index::Collection collection, const index::TextFile& file,
                        text::Document document) {
  TENON_ASSIGN(const std::vector<DocumentFacts> facts, FactsOf(question, collection, file, std::span(&document, 1)));
  return Sought{.title = TextOr(facts[0].title), .text = TextOr(facts[0].text), .codes = facts[0].codes};
}

Answer StartSearchAnswer(const Question& question, const Matcher& matcher) {
  Answer answer;
  answer.receipt.sources =
      question.snapshot.SourcesOf({std::string(index::NamesOf(matcher.collection()).table), "term"});
  if (matcher.meaning()) answer.receipt.sources.push_back(matcher.meaning()->Use());
  if (question.arguments.GetText("language") == "both" && matcher.dictionary().size() == 0 && !matcher.meaning()) {
    answer.receipt.warnings.emplace_back(
        "no dictionary is loaded: nothing was sought in the other language; load one (`tenon load terms`, or a table "
        "of "
        "your own: `tenon load table FILE --into term --map zh=...,en=...`)");
  }
  if (const std::uint64_t empty = matcher.file().counts().without_text; empty > 0) {
    answer.receipt.warnings.push_back(fmt::format("{} of {} {} hold no word and cannot be found", empty,
                                                  matcher.file().counts().documents,
                                                  index::NamesOf(matcher.collection()).name));
  }
  return answer;
}

Result<std::vector<Candidate>> BestCandidates(const Question& question, const Matcher& matcher, const Sought& sought,
                                              std::optional<text::Document> itself) {
  const auto top = static_cast<std::size_t>(question.arguments.GetInteger("top"));
  TENON_ASSIGN(const std::vector<std::uint8_t> allowed,
               AllowedBy(question, matcher.collection(), matcher.file(), FilterOf(question.arguments)));
  TENON_ASSIGN(const auto found, matcher.Find(question, std::span(&sought, 1), top + (itself ? 1 : 0), allowed));
  std::vector<Candidate> candidates = found[0];
  std::erase_if(candidates, [&](const Candidate& each) { return itself && each.document == *itself; });
  if (candidates.size() > top) candidates.resize(top);
  if (candidates.empty()) {
    return Fail(
        ErrorKind::kNotFound,
        fmt::format("none of the {} {} shares a word with what is sought; use other words, or load a dictionary "
                    "(table term) or more data",
                    matcher.file().counts().documents, index::NamesOf(matcher.collection()).name));
  }
  return candidates;
}

Result<Answer> AnswerSearch(const Question& question, const Matcher& matcher, const Sought& sought,
                            std::optional<text::Document> itself) {
  TENON_ASSIGN(const std::vector<Candidate> candidates, BestCandidates(question, matcher, sought, itself));
  std::vector<text::Document> documents;
  for (const Candidate& each : candidates) documents.push_back(each.document);
  TENON_ASSIGN(const std::vector<DocumentFacts> facts,
               FactsOf(question, matcher.collection(), matcher.file(), documents));
  const std::vector<SoughtTerm> terms = matcher.TermsOf(sought);
  Answer answer = StartSearchAnswer(question, matcher);
  Table table = question.spec.tables[0].MakeTable();
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const MatchReasons reasons = ReasonsOf(matcher, sought, terms, candidates[i], facts[i]);
    table.rows.push_back({static_cast<std::int64_t>(i + 1), facts[i].id, facts[i].title, facts[i].year,
                          candidates[i].score, PartsText(candidates[i]),
                          fmt::format("{}", fmt::join(reasons.words, "; ")),
                          fmt::format("{}", fmt::join(candidates[i].shared_codes, " ")), facts[i].source});
  }
  answer.tables = {std::move(table)};
  return answer;
}

}  // namespace tenon::analyses
