#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyses/answer_tables.h"
#include "analyses/citations.h"
#include "analyses/questions.h"
#include "fmt/format.h"
#include "graph/cd_index.h"

namespace tenon::analyses {
namespace {

constexpr std::int64_t kDaysOfYear = 365;

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "originality";
  spec.title = {"Originality: the CD index", "原创性：CD 颠覆性指数"};
  spec.sentence = {"Does later work cite a work instead of what it built on, or together with it?",
                   "后来的研究引用某项成果时，是取代了它所依据的文献，还是与之一并引用？"};
  spec.parameters = {
      {.name = "window",
       .type = ParameterType::kInteger,
       .meaning = {"citations up to so many years after publication count", "发表后多少年以内的引用计入"},
       .unit = "year",
       .default_value = Value(std::int64_t{5}),
       .minimum = 1,
       .maximum = 200},
      {.name = "time",
       .type = ParameterType::kChoice,
       .meaning = {"year: years of publication are compared; day: days, a window year being 365 of them; works without "
                   "a day then have no window",
                   "year：按发表年份比较；day：按发表日期比较，窗口中一年计 365 天，没有日期的成果不计窗口"},
       .default_value = Value(std::string("year")),
       .choices = {"year", "day"}},
      CitedParameter(),
      CitationSourceParameter(),
  };
  spec.tables = {
      {"works",
       {"one row for each work (patent) that has a record, by time", "每项有记录的成果（专利）一行，按时间排列"},
       {
           {"work", ValueType::kText, "", {"printed id", "编号"}},
           {"year", ValueType::kInteger, "year", {"of publication; missing: not known", "发表年份；缺失：未知"}},
           {"cd",
            ValueType::kReal,
            "1",
            {"-1 consolidates .. 1 disrupts; missing: nobody cites it or its references in the window",
             "-1 为巩固，1 为颠覆；缺失：窗口内无人引用它或其参考文献"}},
           {"mcd", ValueType::kReal, "citations", {"cd x citations in the window", "cd 乘以窗口内被引次数"}},
           {"n_i",
            ValueType::kInteger,
            "count",
            {"later works that cite it and none of its references", "只引用它、不引用其参考文献的后来成果数"}},
           {"n_j",
            ValueType::kInteger,
            "count",
            {"later works that cite it and one or more of its references", "既引用它又引用其参考文献的后来成果数"}},
           {"n_k",
            ValueType::kInteger,
            "count",
            {"later works that cite one or more of its references and not it",
             "只引用其参考文献、不引用它的后来成果数"}},
           {"flag",
            ValueType::kText,
            "",
            {"no_references: it cites nothing, so that cd is 1 by construction or missing; no_time: no year (day), so "
             "no "
             "window",
             "no_references：没有参考文献，cd 按定义为 1 或缺失；no_time：没有年份（日期），无窗口"}},
           {"title", ValueType::kText, "", {"its title", "题名"}},
       }}};
  spec.conventions = {
      "CD = (n_i - n_j) / (n_i + n_j + n_k), over works published in (t, t + window]: of the same year (day) is not "
      "later, "
      "the end is inside.",
      "References that have no record count as references; citing works without time are in no window.",
  };
  spec.references = {
      "Funk, R. J., Owen-Smith, J. (2017). A Dynamic Network Measure of Technological Change. Management Science "
      "63(3), "
      "791. doi 10.1287/mnsc.2015.2366"};
  spec.example = "tenon run originality --window 5 --source pajek";
  return spec;
}

Value FlagText(graph::CdFlag flag) {
  switch (flag) {
    case graph::CdFlag::kNoReferences:
      return std::string("no_references");
    case graph::CdFlag::kUntimed:
      return std::string("no_time");
    case graph::CdFlag::kNone:
      break;
  }
  return {};
}

Result<Answer> Run(const Question& question) {
  const Arguments& arguments = question.arguments;
  const bool days = arguments.GetText("time") == "day";
  TENON_ASSIGN(
      const Citations citations,
      OpenCitations(question, arguments.GetText("of") == "works" ? index::Cited::kWorks : index::Cited::kPatents,
                    days ? index::TimeUnit::kDay : index::TimeUnit::kYear, index::Dangling::kKeep));
  if (citations.graph().After(graph::kNoTime - 1) == 0) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("no work of {} has a {}: there are no windows", citations.source, days ? "day" : "year"));
  }
  const std::int64_t window = arguments.GetInteger("window") * (days ? kDaysOfYear : 1);
  TENON_ASSIGN(
      const std::vector<graph::CdIndex> measured,
      graph::ComputeCdIndex(citations.graph(), {.window = static_cast<graph::Time>(window)}, {.job = question.job}));
  std::vector<graph::Node> records(citations.file.num_records());
  std::iota(records.begin(), records.end(), graph::Node{0});
  TENON_ASSIGN(std::vector<Named> names, NamesOf(question, citations, records));
  Answer answer = StartAnswer(question, citations);
  Table table = question.spec.tables[0].MakeTable();
  table.rows.reserve(records.size());
  for (const graph::Node node : records) {
    const graph::CdIndex& cd = measured[node];
    Named& name = names[node];
    table.rows.push_back({std::move(name.id), std::move(name.year), ToValue(cd.Cd()), ToValue(cd.Mcd()),
                          std::int64_t{cd.n_i}, std::int64_t{cd.n_j}, std::int64_t{cd.n_k}, FlagText(cd.flag),
                          std::move(name.title)});
  }
  answer.tables.push_back(std::move(table));
  return answer;
}

}  // namespace

const Analysis& OriginalityAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
