#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "analyses/activities.h"
#include "analyses/questions.h"
#include "econ/complexity_index.h"
#include "graph/layout.h"
#include "graph/spanning_forest.h"

namespace tenon::analyses {
namespace {

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "product-space";
  spec.title = {"Product space", "产品空间"};
  spec.sentence = {"Which products are made in the same places, as a network that can be drawn?",
                   "哪些产品总在同样的地方生产？画成网络。"};
  spec.parameters = {
      YearParameter(),
      ProximityParameter(),
      {.name = "min_proximity",
       .type = ParameterType::kReal,
       .meaning = {"edges beside the tree: those of this proximity or more; 0.55 is that of the first product space",
                   "树以外的边：邻近度不低于此值；0.55 为最初产品空间所用"},
       .unit = "1",
       .default_value = Value(0.55),
       .minimum = 0.0001},
      {.name = "place",
       .type = ParameterType::kText,
       .meaning = {"marks what this economy or region has", "标出该经济体或地区所具备者"}},
      {.name = "seed",
       .type = ParameterType::kInteger,
       .meaning = {"of the layout: the same seed draws the same picture", "布局的随机种子：相同种子画出相同的图"},
       .default_value = Value(std::int64_t{1}),
       .minimum = 0},
  };
  for (Parameter& parameter : ActivityParameters()) spec.parameters.push_back(std::move(parameter));
  spec.tables = {
      {"nodes",
       {"one row for each product that somebody has", "每个有人具备的产品一行"},
       {
           {"product", ValueType::kText, "", {"its code", "代码"}},
           {"name", ValueType::kText, "", {"its name", "名称"}},
           {"x", ValueType::kReal, "1", {"position for a drawing, 0 to 1", "作图坐标，0 至 1"}},
           {"y", ValueType::kReal, "1", {"position for a drawing, 0 to 1", "作图坐标，0 至 1"}},
           {"ubiquity", ValueType::kInteger, "count", {"number of places that have it", "具备它的地方数"}},
           {"pci", ValueType::kReal, "1", {"product complexity index, z-score", "产品复杂度指数（标准分）"}},
           {"total", ValueType::kReal, "of the amounts", {"sum over places in the sample", "样本内总量"}},
           {"present",
            ValueType::kBoolean,
            "",
            {"whether `place` has it; missing: no place was given", "`place` 是否具备；缺失：未给出地方"}},
       }},
      {"edges",
       {"one row for each pair of products that is drawn", "每对画出的产品一行"},
       {
           {"from", ValueType::kText, "", {"code of the one", "一端代码"}},
           {"to", ValueType::kText, "", {"code of the other", "另一端代码"}},
           {"proximity", ValueType::kReal, "1", {"how near they are", "邻近度"}},
           {"in_tree", ValueType::kBoolean, "", {"whether it is of the maximum spanning tree", "是否属于最大生成树"}},
       }}};
  spec.conventions = ActivityConventions();
  spec.conventions.insert(spec.conventions.end(),
                          {"Edges: the maximum spanning tree, so that everything linked is connected, and all pairs of "
                           "min_proximity or more.",
                           "Positions help the eye: only who is linked to whom means something."});
  spec.references = {
      "Hidalgo, C. A., et al. (2007). The product space conditions the development of nations. doi "
      "10.1126/science.1144581"};
  spec.example = "tenon run product-space --codes 'C?\?' --year 2023 --place KOR";
  return spec;
}

/// The tree and all pairs from the threshold on, by (a, b).
struct Drawing {
  std::vector<graph::Edge> edges;
  std::set<std::pair<graph::Node, graph::Node>> tree;
};

Drawing Draw(const econ::ProximityMatrix& proximity, double min_proximity) {
  Drawing drawing;
  drawing.edges = graph::MaximumSpanningForest(proximity.rows, proximity.values);
  for (const graph::Edge& edge : drawing.edges) drawing.tree.emplace(edge.a, edge.b);
  for (graph::Node a = 0; a < proximity.rows; ++a) {
    for (graph::Node b = a + 1; b < proximity.rows; ++b) {
      if (proximity.At(a, b) >= min_proximity && !drawing.tree.contains({a, b})) {
        drawing.edges.push_back({a, b, proximity.At(a, b)});
      }
    }
  }
  std::ranges::sort(drawing.edges, {}, [](const graph::Edge& edge) { return std::pair(edge.a, edge.b); });
  return drawing;
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(const ActivitySource chosen, ChooseActivities(question));
  TENON_ASSIGN(Activities data, ReadActivities(question, chosen, ChosenYear(question, chosen)));
  std::optional<std::uint32_t> place;
  if (question.arguments.Has("place")) {
    TENON_ASSIGN(const std::string code, ResolvePlace(chosen, question.arguments.GetText("place")));
    place = data.Place(code);
    if (!place) {
      return Fail(ErrorKind::kNotFound,
                  fmt::format("{} of {} has no rows of {} in {}. No row is not zero: the source says nothing of it.",
                              chosen.of, chosen.source, code, data.year));
    }
  }
  TENON_ASSIGN(const store::Classifications* const classifications, question.snapshot.classifications());
  TENON_ASSIGN(const econ::ComplexityIndex index, econ::MeasureComplexityIndex(data.presence));
  const Drawing drawing = Draw(econ::MeasureProximity(data.presence, ChosenProximity(question)),
                               question.arguments.GetReal("min_proximity"));
  if (question.job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped");

  // Products that nobody has stand nowhere: only the others are laid out.
  std::vector<std::uint32_t> shown;
  std::vector<graph::Node> number(data.activities.size());
  for (std::uint32_t p = 0; p < data.activities.size(); ++p) {
    if (data.presence.ubiquity(p) == 0) continue;
    number[p] = static_cast<graph::Node>(shown.size());
    shown.push_back(p);
  }
  std::vector<graph::Edge> links;
  for (const auto& [a, b, weight] : drawing.edges) links.push_back({number[a], number[b], weight});
  const auto points =
      graph::LayOut(shown.size(), links, {.seed = static_cast<std::uint64_t>(question.arguments.GetInteger("seed"))});

  Answer answer;
  for (const ResultTable& table : question.spec.tables) answer.tables.push_back(table.MakeTable());
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const std::uint32_t p = shown[i];
    answer.tables[0].rows.push_back({data.activities[p], NameOfActivity(*classifications, chosen, data.activities[p]),
                                     points[i].x, points[i].y, static_cast<std::int64_t>(data.presence.ubiquity(p)),
                                     index.pci[p] ? Value(*index.pci[p]) : Value(), data.table.activity_total(p),
                                     place ? Value(data.presence.Has(*place, p)) : Value()});
  }
  for (const auto& [a, b, weight] : drawing.edges) {
    answer.tables[1].rows.push_back({data.activities[a], data.activities[b], weight, drawing.tree.contains({a, b})});
  }
  if (shown.size() < data.activities.size()) {
    data.warnings.push_back(
        fmt::format("{} products are nowhere present and not drawn", data.activities.size() - shown.size()));
  }
  answer.receipt.warnings = std::move(data.warnings);
  answer.receipt.sources = SourcesOf(question, chosen);
  return answer;
}

}  // namespace

const Analysis& ProductSpaceAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
