#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "analyses/citations.h"
#include "analyses/questions.h"
#include "fmt/format.h"
#include "graph/sleeping_beauty.h"

namespace tenon::analyses {
namespace {

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "sleeping-beauties";
  spec.title = {"Sleeping beauties", "睡美人文献"};
  spec.sentence = {"Which works lay unnoticed for years before they were cited, and when did they wake?",
                   "哪些成果沉睡多年才被引用，何时被唤醒？"};
  spec.parameters = {
      {.name = "last",
       .type = ParameterType::kInteger,
       .meaning = {"last year whose citations count; without it the newest year of a work that cites",
                   "计入引用的最后年份；不给则取引用者的最新年份"},
       .unit = "year",
       .minimum = 1000,
       .maximum = 2999},
      {.name = "least",
       .type = ParameterType::kInteger,
       .meaning = {"works cited less often are left out", "被引次数低于此值的成果不列"},
       .unit = "citations",
       .default_value = Value(std::int64_t{1}),
       .minimum = 0,
       .maximum = 1e9},
      CitationSourceParameter(),
  };
  spec.tables = {
      {"works",
       {"one row for each work that has a record and a year, by B", "每项有记录且有年份的成果一行，按 B 由大到小"},
       {
           {"work", ValueType::kText, "", {"printed id", "编号"}},
           {"year", ValueType::kInteger, "year", {"of publication", "发表年份"}},
           {"b",
            ValueType::kReal,
            "1",
            {"beauty coefficient; 0: cited at once or never, below 0: cited above the line to its peak",
             "睡美人系数；0 表示立即被引或从未被引，负值表示高于至峰值的连线"}},
           {"awakening", ValueType::kInteger, "year", {"year of awakening", "唤醒年份"}},
           {"peak", ValueType::kInteger, "year", {"year of most citations, the first of equal ones", "被引峰值年份"}},
           {"most", ValueType::kInteger, "citations", {"citations in that year", "该年被引次数"}},
           {"citations", ValueType::kInteger, "citations", {"up to the last year", "截至最后年份的被引次数"}},
           {"title", ValueType::kText, "", {"its title", "题名"}},
       }}};
  spec.conventions = {
      "B = sum over t = 0 .. t_m of ((c_tm - c_0) / t_m * t + c_0 - c_t) / max(1, c_t), c_t the citations at age t, "
      "t_m the "
      "age of most; awakening: the age farthest below the line from c_0 to c_tm.",
      "Citations by works without a year, or older than the cited, do not count.",
  };
  spec.references = {
      "Ke, Q., Ferrara, E., Radicchi, F., Flammini, A. (2015). Defining and identifying sleeping beauties in science. "
      "PNAS "
      "112, 7426. doi 10.1073/pnas.1424329112"};
  spec.example = "tenon run sleeping-beauties --source pajek";
  return spec;
}

/// The newest year of a node that cites. REQUIRES: nodes stand in the order of time.
Result<graph::Time> LastYear(const Question& question, const Citations& citations) {
  if (question.arguments.Has("last")) return static_cast<graph::Time>(question.arguments.GetInteger("last"));
  const graph::CitationGraph graph = citations.graph();
  for (graph::Node node = graph.After(graph::kNoTime - 1); node-- > 0;) {
    if (graph.references.Length(node) > 0) return graph.time[node];
  }
  return Fail(ErrorKind::kNotFound, fmt::format("no citing work of {} has a year", citations.source));
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(const Citations citations,
               OpenCitations(question, index::Cited::kWorks, index::TimeUnit::kYear, index::Dangling::kKeep));
  TENON_ASSIGN(const graph::Time last, LastYear(question, citations));
  const graph::CitationGraph graph = citations.graph();
  TENON_ASSIGN(const std::vector<graph::Beauty> beauties, graph::MeasureBeauties(graph, last, {.job = question.job}));
  const auto least = static_cast<std::uint64_t>(question.arguments.GetInteger("least"));
  std::vector<graph::Node> works;
  for (graph::Node node = 0; node < citations.file.num_records(); ++node) {
    if (graph.time[node] <= last && beauties[node].citations >= least) works.push_back(node);
  }
  std::ranges::stable_sort(works, std::ranges::greater(), [&](graph::Node node) { return beauties[node].coefficient; });
  TENON_ASSIGN(std::vector<Named> names, NamesOf(question, citations, works));
  Answer answer = StartAnswer(question, citations);
  Table table = question.spec.tables[0].MakeTable();
  for (std::size_t i = 0; i < works.size(); ++i) {
    const graph::Beauty& beauty = beauties[works[i]];
    const std::int64_t year = graph.time[works[i]];
    const bool cited = beauty.citations > 0;
    table.rows.push_back({std::move(names[i].id), year, beauty.coefficient,
                          cited ? Value(year + beauty.awakening) : Value(), cited ? Value(year + beauty.peak) : Value(),
                          std::int64_t{beauty.most}, static_cast<std::int64_t>(beauty.citations),
                          std::move(names[i].title)});
  }
  answer.tables.push_back(std::move(table));
  return answer;
}

}  // namespace

const Analysis& SleepingBeautiesAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
