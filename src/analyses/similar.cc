#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyses/documents.h"
#include "analyses/matching.h"
#include "analyses/questions.h"
#include "analyses/search_table.h"
#include "fmt/format.h"

namespace tenon::analyses {
namespace {

const std::vector<std::string> kChoices = {"works", "patents", "grants", "results", "needs"};

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "similar";
  spec.title = {"What resembles a document", "相似文献"};
  spec.sentence = {"Which works, patents, grants, results or needs resemble this one?",
                   "哪些论文、专利、项目、成果或需求与它相近？"};
  spec.parameters = {
      {.name = "document",
       .meaning = {"its printed id; SOURCE:ID where several sources have it",
                   "其编号；多个数据源都有时写作 数据源:编号"},
       .required = true},
      CollectionParameter("of", {"what it is", "它属于哪一类"}, "works", kChoices),
      {.name = "in",
       .type = ParameterType::kChoice,
       .meaning = {"what is searched; missing: the same", "在何处检索；未给出则为同一类"},
       .choices = kChoices},
      TopParameter(),
      LanguageParameter(),
      FeedbackParameter(),
      EncoderParameter(),
  };
  for (Parameter& each : FilterParameters()) spec.parameters.push_back(std::move(each));
  spec.tables = {SearchTable()};
  spec.conventions = SearchConventions();
  spec.conventions.push_back(
      "What is sought is the document's title and text, and its codes; it is not among the answers.");
  spec.references = SearchReferences();
  spec.example = "tenon run similar --of grants --document 96335 --top 5";
  return spec;
}

Result<Answer> Run(const Question& question) {
  const Arguments& arguments = question.arguments;
  const index::Collection of = CollectionOf(arguments.GetText("of"));
  const index::Collection in = arguments.Has("in") ? CollectionOf(arguments.GetText("in")) : of;
  TENON_ASSIGN(const Matcher matcher, Matcher::Open(question, in, SettingsOf(arguments)));
  Sought sought;
  std::optional<text::Document> itself;
  const auto take = [&](const index::TextFile& file) -> Status {
    TENON_ASSIGN(const text::Document document, DocumentOf(question, of, file, arguments.GetText("document")));
    TENON_ASSIGN(sought, SoughtOf(question, of, file, document));
    if (of == in) itself = document;
    return CheckSought(sought, fmt::format("title and text of '{}'", arguments.GetText("document")));
  };
  if (of == in) {
    TENON_CHECK(take(matcher.file()));
  } else {
    TENON_ASSIGN(const index::TextFile file, OpenIndexOf(question, of, SettingsOf(arguments)));
    TENON_CHECK(take(file));
  }
  return AnswerSearch(question, matcher, sought, itself);
}

}  // namespace

const Analysis& SimilarAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
