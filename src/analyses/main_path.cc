#include "graph/main_path.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "analyses/citations.h"
#include "analyses/questions.h"
#include "fmt/format.h"
#include "graph/flow_graph.h"
#include "graph/path_count.h"

namespace tenon::analyses {
namespace {

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "main-path";
  spec.title = {"Main path of a citation network", "引文网络的主路径"};
  spec.sentence = {"Through which works did most of the ways run that knowledge took in this field?",
                   "该领域的知识主要沿哪些成果一路传承？"};
  spec.parameters = {
      {.name = "weight",
       .type = ParameterType::kChoice,
       .meaning =
           {"which paths an arc's weight counts: spc: from sources to sinks; splc: from any work to sinks; spnp: "
            "from any work to any work",
            "弧的权重统计哪些路径：spc 从源点到汇点；splc 从任一成果到汇点；spnp 任意两项成果之间"},
       .default_value = Value(std::string("spc")),
       .choices = {"spc", "splc", "spnp"}},
      {.name = "path",
       .type = ParameterType::kChoice,
       .meaning =
           {"global: the largest sum of weights; forward-local, backward-local: from source or sink always on by "
            "the heaviest arc; key-route-*: through the heaviest arcs of all",
            "global：权重之和最大；forward-local、backward-local：自源点或汇点逐步取最重的弧；key-route-*"
            "：经过全网最重的弧"},
       .default_value = Value(std::string("global")),
       .choices = {"global", "forward-local", "backward-local", "key-route-local", "key-route-global"}},
      {.name = "key_routes",
       .type = ParameterType::kInteger,
       .meaning = {"for key-route-*: so many of the heaviest arcs, and all that equal the last",
                   "key-route-* 时取最重的若干条弧，与最后一条相等的一并计入"},
       .default_value = Value(std::int64_t{1}),
       .minimum = 1,
       .maximum = 1e6},
      {.name = "cycles",
       .type = ParameterType::kChoice,
       .meaning = {"works that cite each other in a circle: shrink: they become one; preprint: each gets a preprint "
                   "that the circle cites",
                   "互相引用成环的成果：shrink 合并为一；preprint 各设一个供环内引用的预印本"},
       .default_value = Value(std::string("shrink")),
       .choices = {"shrink", "preprint"}},
      CitedParameter(),
      CitationSourceParameter(),
  };
  spec.tables = {
      {"path",
       {"the arcs of the main path, from the older on", "主路径上的弧，由早到晚"},
       {
           {"from",
            ValueType::kText,
            "",
            {"the cited: printed id; works shrunk into one are joined by +", "被引者的编号；合并为一的成果以 + 相连"}},
           {"to", ValueType::kText, "", {"the citing; its preprint bears an apostrophe", "引用者；其预印本加撇号"}},
           {"weight", ValueType::kText, "", {"counted paths through this arc, exact", "经过该弧的路径数（精确值）"}},
           {"log_weight", ValueType::kReal, "1", {"its natural logarithm", "其自然对数"}},
           {"share", ValueType::kReal, "1", {"of the total flow", "占总流量的份额"}},
           {"from_year", ValueType::kInteger, "year", {"of the cited", "被引者年份"}},
           {"to_year", ValueType::kInteger, "year", {"of the citing", "引用者年份"}},
           {"from_title", ValueType::kText, "", {"of the cited", "被引者题名"}},
           {"to_title", ValueType::kText, "", {"of the citing", "引用者题名"}},
       }},
      {"totals",
       {"the network the path was found in", "所用网络的概况"},
       {
           {"nodes", ValueType::kInteger, "count", {"nodes of the network", "网络的节点数"}},
           {"arcs", ValueType::kInteger, "count", {"arcs of the network", "网络的弧数"}},
           {"total_flow", ValueType::kText, "", {"counted paths in all, exact", "路径总数（精确值）"}},
           {"log_total_flow", ValueType::kReal, "1", {"its natural logarithm", "其自然对数"}},
           {"largest_arc", ValueType::kText, "", {"the largest weight of an arc, exact", "弧的最大权重（精确值）"}},
           {"levels", ValueType::kInteger, "count", {"works on the longest path", "最长路径上的成果数"}},
           {"components_shrunk", ValueType::kInteger, "count", {"circles of two or more works", "成环的成果组数"}},
           {"arcs_inside", ValueType::kInteger, "count", {"arcs inside these circles", "环内的弧数"}},
           {"arcs_merged", ValueType::kInteger, "count", {"arcs that became one by shrinking", "因合并而重合的弧数"}},
           {"isolated_left_out",
            ValueType::kInteger,
            "count",
            {"works nobody cites and that cite nobody here", "既不被引也不引用的成果数"}},
       }}};
  spec.conventions = {
      "Arcs run from the cited to the citing. Doubles are merged, citations of itself dropped, isolated works left "
      "out; "
      "citations of works that have no record are left out.",
      "All counts are exact whole numbers of any size. Where arcs or sums are equal, all are kept: the path may "
      "branch.",
      "splc: origins are the tail of the arc and every work upstream of it, so that both sources and works between "
      "count.",
  };
  spec.references = {
      "Hummon, N. P., Doreian, P. (1989). Connectivity in a citation network. Social Networks 11, 39. doi "
      "10.1016/0378-8733(89)90017-8",
      "Batagelj, V. (2003). Efficient algorithms for citation network analysis. arXiv cs/0309023",
      "Liu, J. S., Lu, L. Y. Y. (2012). An integrated approach for main path analysis. doi 10.1002/asi.21692"};
  spec.example = "tenon run main-path --weight spc --source pajek";
  return spec;
}

graph::PathWeight WeightOf(const std::string& name) {
  if (name == "splc") return graph::PathWeight::kSplc;
  return name == "spnp" ? graph::PathWeight::kSpnp : graph::PathWeight::kSpc;
}

graph::MainPathKind KindOf(const std::string& name) {
  static const std::map<std::string, graph::MainPathKind> kinds = {
      {"global", graph::MainPathKind::kGlobal},
      {"forward-local", graph::MainPathKind::kForwardLocal},
      {"backward-local", graph::MainPathKind::kBackwardLocal},
      {"key-route-local", graph::MainPathKind::kKeyRouteLocal},
      {"key-route-global", graph::MainPathKind::kKeyRouteGlobal}};
  return kinds.at(name);
}

/// What stands for each node on the path: the works it was made of, taken together.
Result<std::map<graph::Node, Named>> NamesOnPath(const Question& question, const Citations& citations,
                                                 const graph::FlowGraph& flow,
                                                 const std::vector<graph::FlowArc>& path) {
  std::map<graph::Node, Named> names;
  for (const graph::FlowArc& arc : path) {
    names[arc.tail];
    names[arc.head];
  }
  std::vector<graph::Node> works;
  for (const auto& [node, name] : names) {
    const auto members = flow.members.view()[node];
    works.insert(works.end(), members.begin(), members.end());
  }
  TENON_ASSIGN(const std::vector<Named> each, NamesOf(question, citations, works));
  std::size_t next = 0;
  for (auto& [node, name] : names) {
    const std::size_t members = flow.members.view().Length(node);
    name = each[next];
    for (std::size_t i = 1; i < members; ++i) {
      const Named& more = each[next + i];
      name.id = TextOr(name.id) + "+" + TextOr(more.id);
      name.title = TextOr(name.title) + " + " + TextOr(more.title);
      if (!IsMissing(more.year)) name.year = more.year;  // members stand in the order of time
    }
    if (!flow.is_preprint.empty() && flow.is_preprint[node]) name.id = TextOr(name.id) + "'";
    next += members;
  }
  return names;
}

Result<Answer> Run(const Question& question) {
  const Arguments& arguments = question.arguments;
  TENON_ASSIGN(
      const Citations citations,
      OpenCitations(question, arguments.GetText("of") == "works" ? index::Cited::kWorks : index::Cited::kPatents,
                    index::TimeUnit::kYear, index::Dangling::kLeaveOut));
  const graph::FlowGraph flow = graph::MakeFlowGraph(
      citations.graph().references,
      {.cycles = arguments.GetText("cycles") == "shrink" ? graph::Cycles::kShrink : graph::Cycles::kPreprint});
  if (flow.num_arcs() == 0) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("no work of {} that has a record cites another: there is no path", citations.source));
  }
  TENON_ASSIGN(const graph::PathCounts counts,
               graph::CountPaths(flow, {.weight = WeightOf(arguments.GetText("weight"))}, {.job = question.job}));
  TENON_ASSIGN(const std::vector<graph::FlowArc> path,
               graph::FindMainPath(flow, counts,
                                   {.kind = KindOf(arguments.GetText("path")),
                                    .key_routes = static_cast<std::size_t>(arguments.GetInteger("key_routes"))}));
  TENON_ASSIGN(auto names, NamesOnPath(question, citations, flow, path));

  Answer answer = StartAnswer(question, citations);
  Table arcs = question.spec.tables[0].MakeTable();
  for (const graph::FlowArc& arc : path) {
    const graph::BigNatural weight = counts.Weight(arc.tail, arc.head);
    const Named& from = names.at(arc.tail);
    const Named& to = names.at(arc.head);
    arcs.rows.push_back({from.id, to.id, weight.ToText(), weight.Log(), counts.Share(arc.tail, arc.head), from.year,
                         to.year, from.title, to.title});
  }
  Table totals = question.spec.tables[1].MakeTable();
  const graph::FlowArc largest = graph::LargestArcs(flow, counts, 1).front();
  const std::vector<graph::Node> levels = graph::Levels(flow);
  totals.rows.push_back({std::int64_t{flow.num_nodes()}, static_cast<std::int64_t>(flow.num_arcs()),
                         counts.total.ToText(), counts.total.Log(), counts.Weight(largest.tail, largest.head).ToText(),
                         std::int64_t{*std::ranges::max_element(levels)}, std::int64_t{flow.components_shrunk},
                         static_cast<std::int64_t>(flow.arcs_inside), static_cast<std::int64_t>(flow.arcs_merged),
                         std::int64_t{flow.isolated_left_out}});
  answer.tables = {std::move(arcs), std::move(totals)};
  return answer;
}

}  // namespace

const Analysis& MainPathAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
