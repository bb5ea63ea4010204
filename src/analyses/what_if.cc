#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

#include "analyses/answer_tables.h"
#include "analyses/chain_graph.h"
#include "analyses/questions.h"
#include "analyses/what_if_answer.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

using enum ValueType;

const ResultColumn kSegment{"segment", kText, "", {"id in the chain file", "环节代号"}};
const ResultColumn kName{"name", kText, "", {"its English name", "英文名"}};
const ResultColumn kNameZh{"name_zh", kText, "", {"its Chinese name", "中文名"}};

/// The columns on what is left, under both readings of variants.
std::vector<ResultColumn> LeftColumns() {
  return {
      {"left", kReal, "1", {"capacity left; variants replace each other", "剩余能力（各路线可互相替代）"}},
      {"left_low", kReal, "1", {"5th percentile", "第 5 百分位"}},
      {"left_high", kReal, "1", {"95th percentile", "第 95 百分位"}},
      {"apart", kReal, "1", {"capacity left if each variant keeps to its own part", "剩余能力（各路线各供各的份额）"}},
      {"apart_low", kReal, "1", {"5th percentile", "第 5 百分位"}},
      {"apart_high", kReal, "1", {"95th percentile", "第 95 百分位"}},
      {"binds",
       kText,
       "",
       {"the segment whose own loss it is that binds; missing: nothing is lost", "起约束作用的环节"}},
      {"way", kText, "", {"from there to here", "传导路径"}},
      {"silent",
       kInteger,
       "segments",
       {"segments it rests on of which nothing says who supplies them: left is at most this",
        "其所依赖、供应方未知的环节数"}},
  };
}

ResultTable Products() {
  ResultTable table{"products", {"the final products, the least left first", "最终产品，剩余最少者在前"}, {}};
  table.columns = {kSegment};
  std::ranges::copy(LeftColumns(), std::back_inserter(table.columns));
  table.columns.insert(table.columns.end(), {kName, kNameZh});
  return table;
}

ResultTable Segments() {
  ResultTable table{"segments", {"every segment, the least left first", "所有环节，剩余最少者在前"}, {}};
  table.columns = {
      kSegment,
      {"lost",
       kReal,
       "1",
       {"of its own supply, before anything reaches it along the chain; missing: not known", "自身供应的损失份额"}},
      {"lost_low", kReal, "1", {"5th percentile", "第 5 百分位"}},
      {"lost_high", kReal, "1", {"95th percentile", "第 95 百分位"}}};
  std::ranges::copy(LeftColumns(), std::back_inserter(table.columns));
  table.columns.insert(
      table.columns.end(),
      {kName,
       kNameZh,
       {"stage", kText, "", {"material, part, equipment, software, system, product or service", "环节类型"}},
       {"supply_from", kText, "", {"provision, production, imports, exports, or no data", "供应数据来自"}},
       {"relation", kText, "", {"of its supply rows to the segment: exact or group", "供应数据与环节的对应关系"}}});
  return table;
}

ResultTable Gains() {
  return {"gains",
          {"suppliers that stay, the largest gain first; segments on the same rows are listed once",
           "留下的供应方，份额上升最多者在前"},
          {kSegment,
           {"supplier", kText, "", {"economy or organisation", "经济体或机构"}},
           {"kind", kText, "", {"economy or organisation", "类别"}},
           {"share", kReal, "1", {"of the supply before", "此前份额"}},
           {"after", kReal, "1", {"of what is left, if those that stay keep their proportions", "剩余供应中的份额"}},
           {"gain", kReal, "1", {"after - share", "份额上升"}}}};
}

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "what-if";
  spec.title = {"What if a supplier, an economy or a material is gone", "若某供应方、经济体或材料消失"};
  spec.sentence = {"What is left of each segment and final product, what binds it there, and who gains?",
                   "各环节和最终产品还剩多少能力？受什么约束？谁从中得利？"};
  spec.parameters = AssessmentParameters(AssessmentScope::kSupply);
  spec.parameters.insert(
      spec.parameters.begin() + 1,
      {{.name = "remove",
        .type = ParameterType::kTextList,
        .meaning = {"economies, segments of the chain, organisations (economy:, segment:, provider: tell them apart)",
                    "经济体、链上环节或机构；可加前缀 economy:、segment:、provider: 区分"},
        .required = true},
       {.name = "substitution",
        .type = ParameterType::kReal,
        .meaning = {"part of a segment's lost supply that stocks, other materials or other makers take over",
                    "损失供应中可由库存、替代材料或其他厂商补上的比例"},
        .unit = "1",
        .default_value = Value(0.0),
        .minimum = 0,
        .maximum = 1}});
  spec.tables = {Products(), Segments(), Gains(), SentencesTable().spec(), EvidenceTable().spec()};
  spec.conventions = AssessmentConventions(AssessmentScope::kSupply);
  for (const char* convention :
       {"Left = the least of: 1 - (1 - substitution) x lost of its own supply; what is left of each input; what its "
        "variants make up.",
        "Variants: `left` takes the best one (they replace each other), `apart` the sum over their parts (they do "
        "not); "
        "parts are unknown: equal for the value, uniform on the simplex in the draws.",
        "A loss that is not known takes nothing away: where `silent` is above 0 what is left is at most the value.",
        "Suppliers of unknown share divide what the known leave open; what has no name lies between nobody's and "
        "theirs.",
        "Short run: nobody builds a new plant. `after` keeps the proportions of those that stay."}) {
    spec.conventions.emplace_back(convention);
  }
  spec.references = {
      "Inoue, H., Todo, Y. (2019). Firm-level propagation of shocks through supply-chain networks. "
      "doi 10.1038/s41893-019-0351-x"};
  spec.example = "tenon run what-if --chain chains/chips.yaml --remove NLD";
  return spec;
}

std::string WayText(const chain::Chain& chain, const Left& left) {
  std::vector<std::string> ids;
  for (const std::size_t s : left.way) ids.push_back(chain.segments[s].id);
  return fmt::format("{}", fmt::join(ids, " > "));
}

void AddLeft(const WhatIf& what_if, std::size_t s, std::vector<Value>& row) {
  const SegmentOutcome& outcome = what_if.outcomes[s];
  const chain::Chain& chain = what_if.assessment.chain;
  // Where the variants stand in for each other and nothing is lost, the way of the other reading tells more.
  const Left& way = outcome.replace.value < 1 ? outcome.replace : outcome.apart;
  const bool lost = way.value < 1;
  row.insert(row.end(), {outcome.replace.value, outcome.replace.interval.low, outcome.replace.interval.high,
                         outcome.apart.value, outcome.apart.interval.low, outcome.apart.interval.high,
                         lost ? Value(chain.segments[way.way.front()].id) : Value(),
                         lost ? Value(WayText(chain, way)) : Value(), static_cast<std::int64_t>(outcome.silent)});
}

void FillProducts(const WhatIf& what_if, Table& table) {
  for (const std::size_t s : what_if.products) {
    const chain::Segment& segment = what_if.assessment.chain.segments[s];
    std::vector<Value> row = {segment.id};
    AddLeft(what_if, s, row);
    row.insert(row.end(), {segment.name.en, segment.name.zh});
    table.rows.push_back(std::move(row));
  }
}

std::vector<std::size_t> LeastLeftFirst(const WhatIf& what_if, std::vector<std::size_t> segments) {
  std::ranges::stable_sort(segments, {}, [&](std::size_t s) {
    return std::pair{what_if.outcomes[s].replace.value, what_if.outcomes[s].apart.value};
  });
  return segments;
}

void FillSegments(const WhatIf& what_if, Table& table) {
  std::vector<std::size_t> all;
  for (std::size_t s = 0; s < what_if.outcomes.size(); ++s) all.push_back(s);
  for (const std::size_t s : LeastLeftFirst(what_if, all)) {
    const chain::Segment& segment = what_if.assessment.chain.segments[s];
    const SegmentLoss& loss = what_if.losses[s];
    std::vector<Value> row = {segment.id, ToValue(loss.share)};
    const auto interval = loss.share ? econ::IntervalAround(*loss.share, loss.draws) : std::nullopt;
    row.insert(row.end(), {LowOf(interval), HighOf(interval)});
    AddLeft(what_if, s, row);
    const bool known = loss.supply.from != SegmentSupply::From::kNothing;
    row.insert(row.end(),
               {segment.name.en, segment.name.zh, std::string(chain::ToString(segment.stage)),
                std::string(ToString(loss.supply.from)),
                known ? Value(std::string(ToString(what_if.assessment.evidence.bases[loss.supply.basis].relation)))
                      : Value()});
    table.rows.push_back(std::move(row));
  }
}

/// Who stays where something of a known supply is lost.
std::vector<Gain> FindGains(const WhatIf& what_if) {
  std::vector<Gain> gains;
  std::set<std::pair<SegmentSupply::From, std::size_t>> told;
  for (std::size_t s = 0; s < what_if.losses.size(); ++s) {
    const SegmentLoss& loss = what_if.losses[s];
    const SegmentSupply& found = loss.supply;
    if (!loss.share || *loss.share <= 0 || *loss.share >= 1 || !told.emplace(found.from, found.basis).second) continue;
    const double whole = econ::WholeOf(found.supply);
    const auto add = [&](const std::string& supplier, bool organisation, double share) {
      if (share > 0) gains.push_back({s, supplier, organisation, share, std::min(1.0, share / (1 - *loss.share))});
    };
    const auto& organisations = what_if.providers[found.basis];
    for (std::size_t i = 0; i < found.suppliers.size(); ++i) {
      if (what_if.removal.economies.contains(found.suppliers[i]) || !found.supply.named[i]) continue;
      double share = *found.supply.named[i] / whole;
      for (const Provider& provider : organisations) {  // what its own organisations lose is no gain of it
        if (provider.economy == found.suppliers[i] && what_if.removal.providers.contains(provider.name))
          share -= provider.share.value_or(0) / whole;
      }
      add(found.suppliers[i], false, share);
    }
    if (found.from != SegmentSupply::From::kProvision) continue;
    for (const Provider& provider : organisations) {
      if (what_if.removal.providers.contains(provider.name) || what_if.removal.economies.contains(provider.economy))
        continue;
      add(provider.name, true, provider.share.value_or(0) / whole);
    }
  }
  std::ranges::stable_sort(gains, std::ranges::greater(), [](const Gain& gain) { return gain.after - gain.share; });
  return gains;
}

void FillGains(const WhatIf& what_if, Table& table) {
  for (const Gain& gain : what_if.gains) {
    table.rows.push_back({what_if.assessment.chain.segments[gain.segment].id, gain.supplier,
                          std::string(gain.organisation ? "organisation" : "economy"), gain.share, gain.after,
                          gain.after - gain.share});
  }
}

Result<WhatIf> Measure(const Question& question) {
  const Arguments& arguments = question.arguments;
  WhatIf what_if;
  TENON_ASSIGN(what_if.assessment, Assess(question, AssessmentScope::kSupply));
  const Assessment& assessment = what_if.assessment;
  std::optional<int> year;
  if (arguments.Has("year")) year = static_cast<int>(arguments.GetInteger("year"));
  TENON_ASSIGN(what_if.providers, ReadProviders(question.snapshot, assessment.evidence, year, question.job));
  TENON_ASSIGN(what_if.removal, ReadRemoval(arguments.GetList("remove"), assessment.chain, what_if.providers));
  for (const auto& economy : what_if.removal.economies) {
    TENON_CHECK(CheckEconomy(question.snapshot, economy, "--remove", question.job));
  }
  what_if.substitution = arguments.GetReal("substitution");
  const auto draws = static_cast<std::size_t>(arguments.GetInteger("draws"));
  const auto seed = static_cast<std::uint64_t>(arguments.GetInteger("seed"));
  TENON_ASSIGN(what_if.losses,
               MeasureLosses(assessment.evidence, assessment.amounts, what_if.providers, what_if.removal,
                             {.economy = assessment.economy, .draws = draws, .seed = seed}));
  if (std::ranges::none_of(what_if.losses, [](const SegmentLoss& loss) { return loss.share.has_value(); })) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("nothing loaded says what {} supplies in this chain; load shares of supply, production or "
                            "trade (`tenon sources`)",
                            what_if.removal.text.en),
                "--remove");
  }
  TENON_ASSIGN(const graph::Needs needs, NeedsOf(assessment.chain));
  TENON_ASSIGN(what_if.outcomes,
               MeasureOutcomes(needs, what_if.losses,
                               {.substitution = what_if.substitution, .draws = draws, .seed = seed}, question.job));
  const auto products = graph::FinalProducts(needs.dag());
  what_if.products = LeastLeftFirst(what_if, {products.begin(), products.end()});
  what_if.gains = FindGains(what_if);
  return what_if;
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(const WhatIf what_if, Measure(question));
  Answer answer;
  FillProducts(what_if, answer.tables.emplace_back(Products().MakeTable()));
  FillSegments(what_if, answer.tables.emplace_back(Segments().MakeTable()));
  FillGains(what_if, answer.tables.emplace_back(Gains().MakeTable()));
  AddSentences(WhatIfSentences(what_if), answer.tables.emplace_back(SentencesTable().spec().MakeTable()));
  const AnswerTable evidence = EvidenceTable();
  evidence.fill(what_if.assessment, answer.tables.emplace_back(evidence.spec().MakeTable()));
  answer.receipt.warnings = what_if.assessment.warnings;
  answer.receipt.sources = what_if.assessment.sources;
  return answer;
}

}  // namespace

const Analysis& WhatIfAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
