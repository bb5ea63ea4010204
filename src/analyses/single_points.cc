#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "analyses/answer_tables.h"
#include "analyses/chain_graph.h"
#include "analyses/hold.h"
#include "analyses/questions.h"
#include "analyses/sentence.h"
#include "econ/concentration.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "graph/cut.h"
#include "graph/dominator.h"

namespace tenon::analyses {
namespace {

using enum ValueType;
using graph::Node;

const ResultColumn kSegment{"segment", kText, "", {"id in the chain file", "环节代号"}};

ResultTable PointsSpec() {
  return {"points",
          {"every segment whose loss alone stops another; single points of failure first",
           "单独失去即令其他环节停摆的环节"},
          {kSegment,
           {"passes",
            kBoolean,
            "",
            {"every path from raw inputs to some product passes it; missing: its place tells nothing (decision 5)",
             "通往某产品的所有路径是否都经过它；缺失：位置无从判断"}},
           {"products", kInteger, "products", {"final products that stop with it", "随之停产的最终产品数"}},
           {"cut_off", kInteger, "segments", {"segments that stop with it, products included", "随之停摆的环节数"}},
           {"top_supplier", kText, "", {"its largest supplier", "最大供应方"}},
           {"top_share", kReal, "1", {"its share", "其份额"}},
           {"hhi", kReal, "1", {"of its suppliers", "供应方 HHI"}},
           {"articulation", kBoolean, "", {"without it the drawing of the chain falls apart", "去掉它链图是否断开"}},
           {"stops", kText, "", {"the products", "停产的产品"}},
           {"supply_from", kText, "", {"provision, production, imports, exports, or no data", "供应数据来自"}},
           {"relation", kText, "", {"of its supply rows: exact or group", "供应数据与环节的对应关系"}},
           {"name", kText, "", {"its English name", "英文名"}},
           {"name_zh", kText, "", {"its Chinese name", "中文名"}},
           {"stage", kText, "", {"material, part, equipment, software, system, product or service", "环节类型"}}}};
}

ResultTable ProductsSpec() {
  return {"products",
          {"each final product: how many single losses and pairs of losses stop it",
           "各最终产品：多少单点与成对失去会令其停产"},
          {kSegment,
           {"single", kInteger, "segments", {"segments whose loss alone stops it", "单独失去即停产的环节数"}},
           {"pairs",
            kInteger,
            "pairs",
            {"pairs that stop it only together: alternatives both lost", "同时失去才停产的环节对数"}},
           {"upstream", kInteger, "segments", {"segments on its way, itself not counted", "其上游环节数"}},
           {"passes", kText, "", {"the single points every path passes, from the first to the last", "必经的单点"}},
           {"name", kText, "", {"its English name", "英文名"}},
           {"name_zh", kText, "", {"its Chinese name", "中文名"}}}};
}

ResultTable CutOffSpec() {
  return {"cut_off",
          {"what the loss of each segment stops", "各环节失去时停摆的环节"},
          {kSegment,
           {"stops", kText, "", {"id of the segment that stops", "停摆的环节"}},
           {"product", kBoolean, "", {"is that a final product?", "是否为最终产品"}}}};
}

ResultTable PairsSpec() {
  return {"pairs",
          {"pairs that stop a product only together; the most products first", "同时失去才令产品停产的环节对"},
          {{"first", kText, "", {"id in the chain file", "环节代号"}},
           {"second", kText, "", {"id in the chain file", "环节代号"}},
           {"products", kInteger, "products", {"final products that stop", "停产的最终产品数"}},
           {"stops", kText, "", {"these", "停产的产品"}}}};
}

/// One segment's place and its suppliers.
struct Point {
  Node node = 0;
  std::optional<bool> passes;
  std::vector<Node> stops;  ///< others that stop with it
  std::size_t products = 0;
  bool articulation = false;
  SegmentSupply supply;
  econ::Concentration concentration;
};

struct Points {
  Assessment assessment;
  graph::Needs needs;
  std::vector<Node> products;
  std::vector<Point> points;  ///< in the order of the chain; all segments
  std::vector<graph::CutPair> pairs;
};

std::string IdsOf(const chain::Chain& chain, const std::vector<Node>& nodes) {
  std::vector<std::string> ids;
  for (const Node node : nodes) ids.push_back(chain.segments[node].id);
  return fmt::format("{}", fmt::join(ids, " "));
}

bool IsProduct(const Points& points, Node node) { return std::ranges::binary_search(points.products, node); }

Result<Points> Measure(const Question& question) {
  Points result;
  TENON_ASSIGN(result.assessment, Assess(question, AssessmentScope::kSupply));
  const Assessment& assessment = result.assessment;
  TENON_ASSIGN(result.needs, NeedsOf(assessment.chain));
  const graph::Needs& needs = result.needs;
  result.products = graph::FinalProducts(needs.dag());
  if (result.products.empty()) {
    return Fail(ErrorKind::kNotFound, "the chain has no links, so nothing in it depends on anything", "--chain");
  }
  const graph::NodeSets cuts = graph::SingleCuts(needs);
  const auto articulation = graph::ArticulationPoints(needs.dag());
  const auto passes = SinglePoints(needs);
  for (Node node = 0; node < needs.num_nodes(); ++node) {
    Point& point = result.points.emplace_back();
    point.node = node;
    point.passes = passes[node];
    point.articulation = articulation[node];
    for (Node other = 0; other < needs.num_nodes(); ++other) {
      if (other == node || !cuts.Contains(other, node)) continue;
      point.stops.push_back(other);
      point.products += IsProduct(result, other) ? 1U : 0U;
    }
    point.supply = SupplyOf(assessment.evidence, assessment.amounts, node, assessment.economy);
    TENON_ASSIGN(point.concentration, econ::MeasureConcentration(point.supply.supply));
  }
  if (question.job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped");
  result.pairs = graph::PairCuts(needs, result.products);
  std::ranges::stable_sort(result.pairs, std::ranges::greater(),
                           [](const graph::CutPair& pair) { return pair.products.size(); });
  return result;
}

/// Single points of failure first, then by products that stop, then by how much hangs on one supplier.
std::vector<const Point*> InOrder(const Points& points) {
  std::vector<const Point*> order;
  for (const Point& point : points.points) {
    if (!point.stops.empty()) order.push_back(&point);
  }
  std::ranges::stable_sort(order, std::ranges::greater(), [](const Point* point) {
    return std::tuple{point->passes.value_or(false), point->products, point->concentration.top_share.value_or(-1),
                      point->stops.size()};
  });
  return order;
}

Value TopSupplier(const Point& point) {
  return point.concentration.top ? Value(point.supply.suppliers[*point.concentration.top]) : Value();
}

void FillPoints(const Points& points, Table& table) {
  for (const Point* point : InOrder(points)) {
    const chain::Segment& segment = points.assessment.chain.segments[point->node];
    std::vector<Node> products;
    std::ranges::copy_if(point->stops, std::back_inserter(products), [&](Node n) { return IsProduct(points, n); });
    const bool supplied = point->supply.from != SegmentSupply::From::kNothing;
    table.rows.push_back(
        {segment.id, ToValue(point->passes), static_cast<std::int64_t>(point->products),
         static_cast<std::int64_t>(point->stops.size()), TopSupplier(*point), ToValue(point->concentration.top_share),
         ToValue(point->concentration.hhi), point->articulation, ToValue(IdsOf(points.assessment.chain, products)),
         std::string(ToString(point->supply.from)),
         supplied ? Value(std::string(ToString(points.assessment.evidence.bases[point->supply.basis].relation)))
                  : Value(),
         segment.name.en, segment.name.zh, std::string(chain::ToString(segment.stage))});
  }
}

/// The dominators of a product, from the first to the last.
std::vector<Node> PassedBy(const std::vector<std::optional<Node>>& dominators, Node product) {
  std::vector<Node> passed;
  for (auto node = dominators[product]; node; node = dominators[*node]) passed.push_back(*node);
  std::ranges::reverse(passed);
  return passed;
}

void FillProducts(const Points& points, Table& table) {
  const auto dominators = graph::ImmediateDominators(points.needs.dag());
  for (const Node product : points.products) {
    const chain::Segment& segment = points.assessment.chain.segments[product];
    const auto single = std::ranges::count_if(
        points.points, [&](const Point& point) { return std::ranges::binary_search(point.stops, product); });
    const auto pairs = std::ranges::count_if(
        points.pairs, [&](const graph::CutPair& pair) { return std::ranges::binary_search(pair.products, product); });
    const auto upstream = graph::Reachable(points.needs.dag(), std::array{product}, graph::Direction::kUpstream);
    table.rows.push_back({segment.id, static_cast<std::int64_t>(single), static_cast<std::int64_t>(pairs),
                          static_cast<std::int64_t>(std::ranges::count(upstream, true)) - 1,
                          ToValue(IdsOf(points.assessment.chain, PassedBy(dominators, product))), segment.name.en,
                          segment.name.zh});
  }
}

void FillCutOff(const Points& points, Table& table) {
  const chain::Chain& chain = points.assessment.chain;
  for (const Point* point : InOrder(points)) {
    for (const Node node : point->stops) {
      table.rows.push_back({chain.segments[point->node].id, chain.segments[node].id, IsProduct(points, node)});
    }
  }
}

void FillPairs(const Points& points, Table& table) {
  const chain::Chain& chain = points.assessment.chain;
  for (const graph::CutPair& pair : points.pairs) {
    table.rows.push_back({chain.segments[pair.first].id, chain.segments[pair.second].id,
                          static_cast<std::int64_t>(pair.products.size()), IdsOf(chain, pair.products)});
  }
}

std::vector<Sentence> SentencesOf(const Points& points) {
  constexpr std::size_t kShown = 6;
  constexpr double kFew = 0.5;  // one supplier holds half
  const chain::Chain& chain = points.assessment.chain;
  const std::size_t all = chain.segments.size(), products = points.products.size();
  std::size_t passes = 0, stop_all = 0;
  std::vector<std::string> en, zh, few_en, few_zh;
  for (const Point* point : InOrder(points)) {
    const chain::Segment& segment = chain.segments[point->node];
    stop_all += point->products == products ? 1U : 0U;
    if (point->passes == true) {
      ++passes;
      if (en.size() < kShown) {
        en.push_back(segment.name.en);
        zh.push_back(segment.name.zh);
      }
    }
  }
  std::vector<Sentence> sentences;
  Text text = {fmt::format("{}: ", chain.title.en), fmt::format("{}：", chain.title.zh)};
  if (passes == 0) {
    text.en += "no segment lies on every path to a final product";
    text.zh += "没有环节处于通往某个最终产品的所有路径上";
  } else {
    text.en += fmt::format("{} of {} segments {} on every path to some final product ({}{})", passes, all,
                           passes == 1 ? "lies" : "lie", fmt::join(en, ", "),
                           passes > en.size() ? fmt::format(" and {} more", passes - en.size()) : "");
    text.zh += fmt::format("{} 个环节中有 {} 个处于通往某个最终产品的所有路径上（{}{}）", all, passes,
                           fmt::join(zh, "、"), passes > zh.size() ? fmt::format("等") : "");
  }
  text.en +=
      fmt::format("; since inputs are all needed, the loss of any of {} stops all {} products.", stop_all, products);
  text.zh +=
      fmt::format("；由于各投入缺一不可，失去其中 {} 个里的任何一个都会使全部 {} 个产品停产。", stop_all, products);
  if (stop_all == 0) {
    text.en = text.en.substr(0, text.en.rfind(';')) + fmt::format("; no single loss stops all {} products.", products);
    text.zh = text.zh.substr(0, text.zh.rfind("；")) + fmt::format("；没有任何单点会使全部 {} 个产品停产。", products);
  }
  sentences.push_back({"summary", std::move(text)});

  std::vector<const Point*> hang;
  for (const Point& point : points.points) {
    const bool exact = point.supply.from != SegmentSupply::From::kNothing &&
                       points.assessment.evidence.bases[point.supply.basis].relation == Relation::kExact;
    if (exact && point.products > 0 && point.concentration.top && *point.concentration.top_share >= kFew)
      hang.push_back(&point);
  }
  std::ranges::stable_sort(hang, std::ranges::greater(), [](const Point* point) {
    return std::pair{*point->concentration.top_share, point->products};
  });
  for (const Point* point : hang) {
    if (few_en.size() == kShown) break;
    const chain::Segment& segment = chain.segments[point->node];
    const Text top = EconomyText(point->supply.suppliers[*point->concentration.top]);
    const std::string share = PercentText(*point->concentration.top_share);
    const std::string count = point->products == 1 ? "1 product" : fmt::format("{} products", point->products);
    few_en.push_back(fmt::format("{} ({} {}, {})", segment.name.en, top.en, share, count));
    few_zh.push_back(fmt::format("{}（{} {}，{} 个产品）", segment.name.zh, top.zh, share, point->products));
  }
  if (!few_en.empty()) {
    sentences.push_back(
        {"suppliers",
         {fmt::format("Of those that stop a product {} {} on one economy for half or more: {}{}.", hang.size(),
                      hang.size() == 1 ? "hangs" : "hang", fmt::join(few_en, ", "),
                      hang.size() > few_en.size() ? fmt::format(" and {} more", hang.size() - few_en.size()) : ""),
          fmt::format("其中 {} 个有一半以上供应来自单一经济体：{}{}。", hang.size(), fmt::join(few_zh, "、"),
                      hang.size() > few_zh.size() ? "等" : "")}});
  }
  if (!points.pairs.empty()) {
    const graph::CutPair& worst = points.pairs.front();
    sentences.push_back(
        {"pairs",
         {fmt::format("{} of alternatives stop a product only together; {} and {} stop {}.",
                      points.pairs.size() == 1 ? "1 pair" : fmt::format("{} pairs", points.pairs.size()),
                      chain.segments[worst.first].name.en, chain.segments[worst.second].name.en, worst.products.size()),
          fmt::format("有 {} 对互为替代的环节，同时失去才会令产品停产；{}与{}同失则 {} 个产品停产。",
                      points.pairs.size(), chain.segments[worst.first].name.zh, chain.segments[worst.second].name.zh,
                      worst.products.size())}});
  }
  return sentences;
}

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "single-points";
  spec.title = {"Single points of failure", "单点"};
  spec.sentence = {"Which single segments, and which pairs, stop which final products, and on whom do they hang?",
                   "失去哪些单个环节或成对环节会令哪些最终产品停产？它们又依赖谁？"};
  for (Parameter& parameter : AssessmentParameters(AssessmentScope::kSupply)) {
    if (parameter.name != "draws" && parameter.name != "seed") spec.parameters.push_back(std::move(parameter));
  }
  spec.tables = {PointsSpec(), ProductsSpec(),          CutOffSpec(),
                 PairsSpec(),  SentencesTable().spec(), EvidenceTable().spec()};
  spec.conventions = AssessmentConventions(AssessmentScope::kSupply);
  for (const char* convention : {"Inputs are all needed (AND); variants replace each other (OR). A segment stops if it "
                                 "is lost, if an input stops, "
                                 "or if all its variants stop.",
                                 "`passes` follows paths, input and variant links alike (docs/decisions/0005): what "
                                 "`scan` and `shortage` count as "
                                 "a single point. `products` and `cut_off` follow needs.",
                                 "A pair is listed where neither loss alone stops the product.",
                                 "`articulation` ignores the direction of links: it says where the drawing hangs on "
                                 "one knot, not what is needed."}) {
    spec.conventions.emplace_back(convention);
  }
  spec.references = {
      "Cooper, K. D., Harvey, T. J., Kennedy, K. (2001). A Simple, Fast Dominance Algorithm.",
      "Hopcroft, J., Tarjan, R. (1973). Efficient algorithms for graph manipulation. doi 10.1145/362248.362272"};
  spec.example = "tenon run single-points --chain chains/chips.yaml";
  return spec;
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(const Points points, Measure(question));
  Answer answer;
  const auto add = [&](const ResultTable& spec, void (*fill)(const Points&, Table&)) {
    fill(points, answer.tables.emplace_back(spec.MakeTable()));
  };
  add(PointsSpec(), FillPoints);
  add(ProductsSpec(), FillProducts);
  add(CutOffSpec(), FillCutOff);
  add(PairsSpec(), FillPairs);
  AddSentences(SentencesOf(points), answer.tables.emplace_back(SentencesTable().spec().MakeTable()));
  const AnswerTable evidence = EvidenceTable();
  evidence.fill(points.assessment, answer.tables.emplace_back(evidence.spec().MakeTable()));
  answer.receipt.warnings = points.assessment.warnings;
  answer.receipt.sources = points.assessment.sources;
  return answer;
}

}  // namespace

const Analysis& SinglePointsAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
