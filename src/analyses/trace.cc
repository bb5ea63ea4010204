#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "analyses/questions.h"
#include "analyses/trace_graph.h"
#include "analyses/trace_stages.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

constexpr std::size_t kMostPaths = 200000;

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "trace";
  spec.title = {"From project to product", "从项目到产品的追溯"};
  spec.sentence = {"By which papers, patents and trials did a project become a product, when, and in whose hands?",
                   "一个项目经由哪些论文、专利和临床试验成为产品，何时发生，由谁持有？"};
  spec.parameters = {
      {.name = "from",
       .type = ParameterType::kText,
       .meaning = {"a project, paper, topic, patent, trial or product: its printed number or its name; a topic stands "
                   "for its papers, a product for all its strengths",
                   "项目、论文、主题、专利、临床试验或产品的编号或名称；主题代表其全部论文，产品包括其所有规格"},
       .required = true},
      {.name = "kind",
       .type = ParameterType::kChoice,
       .meaning = {"what --from names, where one text names things of several kinds",
                   "同一文本可指多类事物时，--from 所指的类别"},
       .choices = {"project", "paper", "topic", "patent", "trial", "product"}},
      {.name = "links",
       .type = ParameterType::kChoice,
       .meaning = {"stated: only links that the data state; all: also those that are statistical",
                   "stated：仅限数据明示的联系；all：包括统计性联系"},
       .default_value = Value(std::string("all")),
       .choices = {"all", "stated"}},
  };
  spec.tables = {
      {"paths",
       {"one row for each path, whole ones first", "每条路径一行，完整者在前"},
       {
           {"path", ValueType::kInteger, "", {"number of the path in this answer", "路径在本答案中的序号"}},
           {"route", ValueType::kText, "", {"its stations; => is a statistical link", "各站；=> 表示统计性联系"}},
           {"basis",
            ValueType::kText,
            "",
            {"stated: every link stands in the data; statistical: at least one is estimated or rests on a shared "
             "project",
             "stated：每一联系均有数据明示；statistical：至少一处为估计或仅因同属一个项目"}},
           {"is_whole", ValueType::kBoolean, "", {"from a project to a product", "是否从项目直到产品"}},
           {"project", ValueType::kText, "", {"the project it starts from", "起点项目"}},
           {"product", ValueType::kText, "", {"the product it ends in", "终点产品"}},
           {"first_year", ValueType::kInteger, "year", {"earliest year on it; missing: none is known", "最早年份"}},
           {"last_year", ValueType::kInteger, "year", {"latest year on it", "最晚年份"}},
           {"years",
            ValueType::kInteger,
            "year",
            {"from its first station to its last; missing: one of them has no date",
             "首站至末站的年数；缺失：其一无日期"}},
           {"confidence",
            ValueType::kReal,
            "1",
            {"the lowest certainty that a source gives to a link of it; missing: none is given",
             "各联系中来源所给的最低可信度；缺失：未给出"}},
       }},
      {"steps",
       {"one row for each station of each path", "每条路径的每一站一行"},
       {
           {"path", ValueType::kInteger, "", {"number of the path", "路径序号"}},
           {"step", ValueType::kInteger, "", {"place on it, from 1", "站序，从 1 起"}},
           {"kind", ValueType::kText, "", {"project, paper, patent, trial or product", "类别"}},
           {"id", ValueType::kText, "", {"printed number", "编号"}},
           {"name", ValueType::kText, "", {"name or title", "名称或题目"}},
           {"date", ValueType::kText, "", {"day, where one is known", "日期"}},
           {"year", ValueType::kInteger, "year", {"year", "年份"}},
           {"dated_by", ValueType::kText, "", {"what happened then", "日期所指的事件"}},
           {"holder", ValueType::kText, "", {"who holds, wrote or sells it", "持有者、作者单位或销售者"}},
           {"link",
            ValueType::kText,
            "",
            {"how it hangs on the station before: stated, estimated (with a confidence), shared project",
             "与前一站的联系：stated 明示，estimated 估计（附可信度），shared project 同属一个项目"}},
           {"confidence", ValueType::kReal, "1", {"certainty of the link, as the source gives it", "联系的可信度"}},
           {"lag", ValueType::kInteger, "year", {"years since the station before", "距前一站的年数"}},
           {"protected_until",
            ValueType::kText,
            "",
            {"of a product: the day on which the patent before it ends", "产品：前一专利的到期日"}},
           {"source", ValueType::kText, "", {"who states the link", "联系的来源"}},
       }},
      StagesTable()};
  spec.conventions = {
      "A path runs from what nothing leads to, to what nothing came of, by links project-paper, project-patent, "
      "project-trial, paper-patent and patent-product; those that do not reach from a project to a product are shown "
      "too.",
      "No table ties a trial to a product: a trial leads to a product if one project paid the trial and a patent of "
      "the "
      "product. Such a link is statistical, and so is one to which a source gives a confidence below 1.",
      "A product is an approval: its strengths and forms are one station, dated by the earliest day.",
      "Dates are those of the start of a project or trial, the publication of a paper, the first filing of a patent "
      "(else its filing, else its publication), and the approval of a product; a lag is a difference of years.",
  };
  spec.references = {
      "Li, D., Azoulay, P., Sampat, B. N. (2017). The applied value of public investments in biomedical research. "
      "Science 356, 78. doi 10.1126/science.aal0010."};
  spec.example = "tenon run trace --from Fuzeon --select steps";
  return spec;
}

Result<Answer> NothingFound(const Question& question, const std::string& from) {
  if (question.snapshot.SourcesOf({"grant", "work", "patent", "product", "product_patent", "trial"}).empty()) {
    return Fail(ErrorKind::kNotFound,
                "no projects, papers, patents, trials or products are loaded: load nih-reporter and fda-orange-book, "
                "or other sources of them");
  }
  TENON_ASSIGN(const Table similar, question.snapshot.Ask("trace_similar", {{"text", from}}));
  std::vector<std::string> names;
  for (const auto& row : similar.rows) names.push_back(TextOr(row[0]));
  return Fail(
      ErrorKind::kNotFound,
      fmt::format("nothing loaded has '{}' as its number or name{}; numbers go as printed: a project "
                  "R01AI041980, a patent US7635707, a paper by DOI, a trial NCT01831778",
                  from, names.empty() ? "" : fmt::format("; names that contain it: {}", fmt::join(names, ", "))),
      "--from");
}

/// The answer's tables of one graph of links.
class TraceTables {
 public:
  TraceTables(const AnalysisSpec& spec, const TraceGraph& graph, const Table& known)
      : graph_(graph), known_(known), paths_(spec.tables[0].MakeTable()), steps_(spec.tables[1].MakeTable()) {}

  void Add(const TracePath& path);
  Table TakePaths() { return std::move(paths_); }
  Table TakeSteps() { return std::move(steps_); }

 private:
  std::string RouteOf(const TracePath& path) const;
  const Value& Known(std::size_t node, std::string_view column) const { return known_.At(node, column); }
  /// "product 021500 Emtriva": the number, and the name of a product.
  std::string Label(std::size_t node) const {
    const std::string name = graph_.nodes[node].kind + 1 == kTraceKinds.size() ? TextOr(Known(node, "name")) : "";
    return fmt::format("{} {}{}{}", kTraceKinds[graph_.nodes[node].kind], TextOr(Known(node, "id")),
                       name.empty() ? "" : " ", name);
  }
  Value Lag(std::size_t from, std::size_t to) const {
    const Value &first = Known(from, "year"), &last = Known(to, "year");
    if (IsMissing(first) || IsMissing(last)) return {};
    return IntegerOr(last, 0) - IntegerOr(first, 0);
  }
  void AddStep(std::size_t node, const TraceLink* link);

  const TraceGraph& graph_;
  const Table& known_;
  Table paths_, steps_;
  std::int64_t number_ = 0, step_ = 0;
};

std::string TraceTables::RouteOf(const TracePath& path) const {
  std::string route = Label(path.start);
  for (const std::size_t link : path.links) {
    route += fmt::format(" {} {}", graph_.links[link].IsStated() ? "->" : "=>", Label(graph_.links[link].to));
  }
  return route;
}

void TraceTables::AddStep(std::size_t node, const TraceLink* link) {
  const auto text = [](const std::string& given) { return given.empty() ? Value() : Value(given); };
  std::vector<Value> row = {number_, ++step_, std::string(kTraceKinds[graph_.nodes[node].kind])};
  for (const char* column : {"id", "name", "date", "year", "dated_by", "holder"}) row.push_back(Known(node, column));
  if (link == nullptr) {
    row.resize(steps_.columns.size());
  } else {
    row.emplace_back(std::string(link->IsStated() ? "stated" : link->through ? "shared project" : "estimated"));
    row.push_back(link->confidence ? Value(*link->confidence) : Value());
    row.push_back(Lag(link->from, node));
    row.push_back(text(link->protected_until));
    row.push_back(text(link->source));
  }
  steps_.rows.push_back(std::move(row));
}

void TraceTables::Add(const TracePath& path) {
  ++number_;
  step_ = 0;
  AddStep(path.start, nullptr);
  std::size_t end = path.start;
  bool stated = true;
  std::optional<double> confidence;
  std::vector<std::int64_t> years;
  const auto note_year = [&](std::size_t node) {
    if (const Value& year = Known(node, "year"); !IsMissing(year)) years.push_back(IntegerOr(year, 0));
  };
  note_year(path.start);
  for (const std::size_t index : path.links) {
    const TraceLink& link = graph_.links[index];
    AddStep(link.to, &link);
    stated = stated && link.IsStated();
    if (link.confidence) confidence = std::min(confidence.value_or(1), *link.confidence);
    note_year(link.to);
    end = link.to;
  }
  const bool from_project = graph_.nodes[path.start].kind == 0;
  const bool to_product = graph_.nodes[end].kind + 1 == kTraceKinds.size();
  paths_.rows.push_back({number_, RouteOf(path), std::string(stated ? "stated" : "statistical"),
                         from_project && to_product, from_project ? Known(path.start, "id") : Value(),
                         to_product ? Known(end, "id") : Value(),
                         years.empty() ? Value() : Value(*std::ranges::min_element(years)),
                         years.empty() ? Value() : Value(*std::ranges::max_element(years)), Lag(path.start, end),
                         confidence ? Value(*confidence) : Value()});
}

/// Whole paths first, stated before statistical ones, then by their stations.
void Order(const TraceGraph& graph, std::vector<TracePath>& paths) {
  const auto rank = [&](const TracePath& path) {
    const std::size_t end = path.links.empty() ? path.start : graph.links[path.links.back()].to;
    const bool whole = graph.nodes[path.start].kind == 0 && graph.nodes[end].kind + 1 == kTraceKinds.size();
    const bool stated = std::ranges::all_of(path.links, [&](std::size_t link) { return graph.links[link].IsStated(); });
    return std::tuple(!whole, !stated);
  };
  std::ranges::stable_sort(paths, {}, rank);
}

Result<Table> KnownOf(const Question& question, const TraceGraph& graph) {
  Table nodes{"node",
              {{"place", ValueType::kInteger, ""},
               {"kind", ValueType::kText, ""},
               {"key", ValueType::kInteger, ""},
               {"id", ValueType::kText, ""}},
              {}};
  for (const TraceNode& node : graph.nodes) {
    nodes.rows.push_back(
        {static_cast<std::int64_t>(nodes.rows.size()), std::string(kTraceKinds[node.kind]), node.key, node.id});
  }
  TENON_CHECK(question.snapshot.Provide(nodes));
  TENON_ASSIGN(Table known, question.snapshot.Ask("trace_nodes", {}, question.job));
  if (known.rows.size() != graph.nodes.size()) return Fail(ErrorKind::kInternal, "trace_nodes lost a node");
  return known;
}

Result<Answer> Run(const Question& question) {
  const std::string from = question.arguments.GetText("from");
  TENON_ASSIGN(const Table seeds,
               question.snapshot.Ask("trace_seeds", {{"text", from}, {"kind", question.arguments.values().at("kind")}},
                                     question.job));
  if (seeds.rows.empty()) return NothingFound(question, from);
  TENON_ASSIGN(const TraceGraph graph, CollectTrace(question, seeds, question.arguments.GetText("links")));
  TENON_ASSIGN(std::vector<TracePath> paths, EnumerateTrace(graph, kMostPaths));
  TENON_ASSIGN(const Table known, KnownOf(question, graph));
  Order(graph, paths);

  Answer answer;
  TraceTables tables(question.spec, graph, known);
  for (const TracePath& path : paths) tables.Add(path);
  answer.tables.push_back(tables.TakePaths());
  answer.tables.push_back(tables.TakeSteps());
  answer.tables.push_back(DescribeStages(question, graph, paths, known));

  const Table& rows = answer.tables[0];
  const auto count = [&](std::string_view basis) {
    return std::ranges::count_if(rows.rows,
                                 [&](const auto& row) { return BooleanOr(row[3], false) && TextOr(row[2]) == basis; });
  };
  const auto stated = count("stated"), statistical = count("statistical");
  std::set<std::string> kinds;
  for (std::size_t row = 0; row < seeds.rows.size(); ++row) kinds.insert(TextOr(seeds.At(row, "kind")));
  if (kinds.size() > 1) {
    answer.receipt.warnings.push_back(
        fmt::format("'{}' names things of several kinds ({}): choose with --kind", from, fmt::join(kinds, ", ")));
  }
  if (stated + statistical == 0) {
    answer.receipt.warnings.emplace_back(
        "no path reaches from a project to a product: the table stages says what is not loaded or not linked");
  } else if (stated == 0) {
    answer.receipt.warnings.emplace_back(
        "every whole path is only statistical: see the column link of the table steps");
  }
  answer.receipt.sources = question.snapshot.SourcesOf(
      {"grant", "work", "patent", "product", "trial", "grant_work", "grant_patent", "grant_trial", "patent_work",
       "product_patent", "applicant", "authorship", "institution", "topic", "work_topic"});
  return answer;
}

}  // namespace

const Analysis& TraceAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
