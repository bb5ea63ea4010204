#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyses/documents.h"
#include "analyses/match_reasons.h"
#include "analyses/matching.h"
#include "analyses/questions.h"
#include "analyses/search_table.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "search";
  spec.title = {"Search in titles and texts", "全文检索"};
  spec.sentence = {"Which works, patents, grants, results or needs speak of this, in Chinese or English?",
                   "哪些论文、专利、项目、成果或需求谈到了它（中英文皆可）？"};
  spec.parameters = {
      {.name = "query",
       .meaning = {"what is sought: words or a whole text", "检索内容：词语或整段文字"},
       .required = true},
      CollectionParameter("in", {"what is searched", "在何处检索"}, "works",
                          {"works", "patents", "grants", "results", "needs"}),
      TopParameter(),
      LanguageParameter(),
      FeedbackParameter(),
      EncoderParameter(),
  };
  for (Parameter& each : FilterParameters()) spec.parameters.push_back(std::move(each));
  spec.tables = {SearchTable()};
  spec.conventions = SearchConventions();
  spec.references = SearchReferences();
  spec.example = "tenon run search --query 构造地质学 --in works --top 5";
  return spec;
}

Result<Answer> Run(const Question& question) {
  const Arguments& arguments = question.arguments;
  const Sought sought{.title = arguments.GetText("query"), .text = ""};
  TENON_CHECK(CheckSought(sought, "--query"));
  const index::Collection collection = CollectionOf(arguments.GetText("in"));
  TENON_ASSIGN(const Matcher matcher, Matcher::Open(question, collection, SettingsOf(arguments)));
  return AnswerSearch(question, matcher, sought, std::nullopt);
}

}  // namespace

const Analysis& SearchAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
