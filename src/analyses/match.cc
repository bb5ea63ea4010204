#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyses/chain_file.h"
#include "analyses/documents.h"
#include "analyses/match_reasons.h"
#include "analyses/matching.h"
#include "analyses/questions.h"
#include "analyses/search_table.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "match";
  spec.title = {"Needs and results that fit", "需求与成果匹配"};
  spec.sentence = {"Which results may meet this need, or which needs does this result meet: why, and what is missing?",
                   "哪些成果可能满足这一需求，或这项成果能满足哪些需求：依据何在，还缺什么？"};
  spec.parameters = {
      {.name = "need",
       .meaning = {"the need in the firm's own words, or the id of one that is loaded",
                   "企业需求的原文，或已载入需求的编号"}},
      {.name = "result",
       .meaning = {"instead: the id of a result (of `among`), for which needs are sought",
                   "改为给出成果编号（见 among），为其寻找需求"}},
      {.name = "chain",
       .type = ParameterType::kChainFile,
       .meaning = {"instead: a chain file, with --segment", "改为给出链条文件，并给出 --segment"}},
      {.name = "segment",
       .meaning = {"a segment of the chain: its name, keywords and codes are what is sought",
                   "链条的环节：按其名称、关键词和代码检索"}},
      CollectionParameter("among", {"what counts as results", "以何为成果"}, "results",
                          {"results", "works", "patents", "grants"}),
      TopParameter(),
      LanguageParameter(),
      FeedbackParameter(),
      EncoderParameter(),
  };
  for (Parameter& each : FilterParameters()) spec.parameters.push_back(std::move(each));
  spec.tables = {
      {"matches",
       {"what fits, best first", "匹配结果，按相符程度排列"},
       {
           {"rank", ValueType::kInteger, "", {"place, from 1", "名次"}},
           {"result",
            ValueType::kText,
            "",
            {"id of the result; of the need, where --result asks", "成果编号；给出 --result 时为需求编号"}},
           {"title", ValueType::kText, "", {"title; missing: it has none", "题名；缺失：没有"}},
           {"score", ValueType::kReal, "1", {"sum of the parts", "得分，为各部分之和"}},
           {"parts", ValueType::kText, "", {"what the score is made of", "得分的构成"}},
           {"words",
            ValueType::kText,
            "",
            {"words that both have; \"a > b\": a translated as b", "双方共有的词；“a > b”表示 a 译为 b"}},
           {"codes", ValueType::kText, "", {"codes that both have", "双方共有的分类代码"}},
           {"missing",
            ValueType::kText,
            "",
            {"what must be known before one could say yes: codes; empty: nothing",
             "答应之前还须弄清的事项（代码）；为空：无"}},
           {"missing_en", ValueType::kText, "", {"the same in English", "同上，英文"}},
           {"missing_zh", ValueType::kText, "", {"the same in Chinese", "同上，中文"}},
           {"readiness",
            ValueType::kInteger,
            "1",
            {"technology readiness level, 1 to 9; missing: not stated", "技术成熟度，1 至 9 级；缺失：未载明"}},
           {"holder",
            ValueType::kText,
            "",
            {"who owns it; who asks; missing: not stated", "持有者（或需求方）；缺失：未载明"}},
           {"holder_kind", ValueType::kText, "", {"university, institute, company, person", "持有者类别"}},
           {"economy", ValueType::kText, "", {"where the holder is", "持有者所在经济体"}},
           {"licence", ValueType::kText, "", {"whether and how it may be used", "许可方式"}},
           {"year", ValueType::kInteger, "year", {"made public; missing: not stated", "公开年份；缺失：未载明"}},
           {"competing",
            ValueType::kText,
            "",
            {"the other one of this list that is most like it; missing: none is",
             "本表中与之最相近的另一项；缺失：没有"}},
           {"source", ValueType::kText, "", {"source of the record", "数据源"}},
       }}};
  spec.conventions = SearchConventions();
  spec.conventions.push_back("What passes a filter states what the filter asks for; what is not stated passes none.");
  spec.conventions.push_back(
      "Missing: readiness_not_stated, too_early, owner_not_stated, licence_not_stated, not_mentioned: readiness, owner "
      "and licence as the table states them (below level 4: too early), and up to three "
      "words of the title of what is sought that stand in the other neither so nor translated.");
  spec.conventions.push_back("Competing: cosine of term frequencies times idf, at least 0.2.");
  spec.references = SearchReferences();
  spec.example =
      "tenon run match --need \"detector of far infrared light for space telescopes\" --among grants --top 5";
  return spec;
}

bool HasRows(const Question& question, std::string_view table) {
  return std::ranges::any_of(question.snapshot.manifest().files,
                             [&](const store::TableFile& file) { return file.table == table && file.rows > 0; });
}

Result<Sought> SoughtOfNeed(const Question& question, const std::string& need) {
  // An id is one word.
  if (need.find_first_of(" \n\t") == std::string::npos && HasRows(question, "need")) {
    TENON_ASSIGN(const index::TextFile needs,
                 OpenIndexOf(question, index::Collection::kNeeds, SettingsOf(question.arguments)));
    const auto document = DocumentOf(question, index::Collection::kNeeds, needs, need);
    if (document) return SoughtOf(question, index::Collection::kNeeds, needs, *document);
    if (document.error().kind == ErrorKind::kInvalidArgument) return std::unexpected(document.error());
  }
  return Sought{.title = "", .text = need};
}

Result<Sought> SoughtOfSegment(const Question& question) {
  const Arguments& arguments = question.arguments;
  if (!arguments.Has("chain") || !arguments.Has("segment")) {
    return Fail(ErrorKind::kInvalidArgument, "--chain and --segment belong together");
  }
  TENON_ASSIGN(const chain::ParsedChain parsed, ReadChain(arguments.GetText("chain"), question.snapshot));
  const auto& segments = parsed.chain.segments;
  const auto segment = std::ranges::find(segments, arguments.GetText("segment"), &chain::Segment::id);
  if (segment == segments.end()) {
    std::vector<std::string> ids;
    for (const chain::Segment& each : segments) ids.push_back(each.id);
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("'{}' is no segment of this chain; those are {}", arguments.GetText("segment"),
                            fmt::join(ids, ", ")),
                "--segment");
  }
  Sought sought{
      .title = segment->name.en + "\n" + segment->name.zh,
      .text = fmt::format("{}\n{}", fmt::join(segment->keywords_en, "\n"), fmt::join(segment->keywords_zh, "\n"))};
  for (const chain::SegmentCode& code : segment->codes) {
    std::string text = code.scheme + ":" + code.code;
    std::erase(text, ' ');
    sought.codes.push_back(std::move(text));
  }
  return sought;
}

/// What is sought, and among what.
struct Asked {
  Sought sought;
  index::Collection among = index::Collection::kResults;
  std::string where;  // for messages
};

Result<Asked> ReadAsked(const Question& question) {
  const Arguments& arguments = question.arguments;
  const index::Collection among = CollectionOf(arguments.GetText("among"));
  const bool by_segment = arguments.Has("chain") || arguments.Has("segment");
  if ((arguments.Has("need") ? 1 : 0) + (arguments.Has("result") ? 1 : 0) + (by_segment ? 1 : 0) != 1) {
    return Fail(ErrorKind::kInvalidArgument, "give one of --need, --result, or --chain with --segment");
  }
  if (arguments.Has("need")) {
    TENON_ASSIGN(Sought sought, SoughtOfNeed(question, arguments.GetText("need")));
    return Asked{std::move(sought), among, "--need"};
  }
  if (by_segment) {
    TENON_ASSIGN(Sought sought, SoughtOfSegment(question));
    return Asked{std::move(sought), among, "--segment"};
  }
  TENON_ASSIGN(const index::TextFile file, OpenIndexOf(question, among, SettingsOf(arguments)));
  TENON_ASSIGN(const text::Document document, DocumentOf(question, among, file, arguments.GetText("result")));
  TENON_ASSIGN(Sought sought, SoughtOf(question, among, file, document));
  return Asked{std::move(sought), index::Collection::kNeeds, "title and text of --result"};
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(const Asked asked, ReadAsked(question));
  TENON_CHECK(CheckSought(asked.sought, asked.where));
  TENON_ASSIGN(const Matcher matcher, Matcher::Open(question, asked.among, SettingsOf(question.arguments)));
  TENON_ASSIGN(const std::vector<Candidate> candidates, BestCandidates(question, matcher, asked.sought));
  std::vector<text::Document> documents;
  for (const Candidate& each : candidates) documents.push_back(each.document);
  TENON_ASSIGN(const std::vector<DocumentFacts> facts, FactsOf(question, asked.among, matcher.file(), documents));
  const std::vector<SoughtTerm> terms = matcher.TermsOf(asked.sought);
  const auto nearest = NearestOthers(matcher, facts);
  Answer answer = StartSearchAnswer(question, matcher);
  Table table = question.spec.tables[0].MakeTable();
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const DocumentFacts& fact = facts[i];
    const MatchReasons reasons = ReasonsOf(matcher, asked.sought, terms, candidates[i], fact);
    std::vector<std::string> codes, english, chinese;
    for (const MissingFact& each : MissingOf(fact, reasons)) {
      codes.push_back(each.code);
      english.push_back(each.text.en);
      chinese.push_back(each.text.zh);
    }
    table.rows.push_back(
        {static_cast<std::int64_t>(i + 1), fact.id, TextOr(fact.title).empty() ? Value() : fact.title,
         candidates[i].score, PartsText(candidates[i]), fmt::format("{}", fmt::join(reasons.words, "; ")),
         fmt::format("{}", fmt::join(candidates[i].shared_codes, " ")), fmt::format("{}", fmt::join(codes, "; ")),
         fmt::format("{}", fmt::join(english, "; ")), fmt::format("{}", fmt::join(chinese, "；")), fact.readiness,
         fact.holder, fact.holder_kind, fact.economy, fact.licence, fact.year,
         nearest[i] ? Value(facts[*nearest[i]].id) : Value(), fact.source});
  }
  answer.tables = {std::move(table)};
  return answer;
}

}  // namespace

const Analysis& MatchAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
