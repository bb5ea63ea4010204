#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "analyses/answer_tables.h"
#include "analyses/chain_graph.h"
#include "analyses/hold.h"
#include "analyses/questions.h"
#include "analyses/sentence.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

using enum ValueType;
using From = SegmentSupply::From;

constexpr double kFelt = 0.1;  // share x scarcity below which nobody would feel it

ResultTable SegmentsSpec() {
  return {"segments",
          {"where the economy holds something, the strongest first; one row for each set of rows",
           "该经济体在哪些环节有制约力，最强者在前；每组数据行一行"},
          {
              {"segment", kText, "", {"id in the chain file; the first of those on the same rows", "环节代号"}},
              {"value", kReal, "1", {"the strongest hold: share x scarcity", "最强的制约：份额 x 稀缺度"}},
              {"value_low", kReal, "1", {"5th percentile", "第 5 百分位"}},
              {"value_high", kReal, "1", {"95th percentile", "第 95 百分位"}},
              {"share", kReal, "1", {"of the economy asked about in the other's supply", "在其供应中的份额"}},
              {"scarcity", kReal, "1", {"of the segment for the other", "该环节对其的稀缺度"}},
              {"over",
               kText,
               "",
               {"whom it is over; missing: every buyer alike (world shares)", "对谁；缺失：所有买家（世界份额）"}},
              {"economies",
               kInteger,
               "economies",
               {"partners over which it is 0.1 or more", "制约不小于 0.1 的往来经济体数"}},
              {"relation", kText, "", {"exact or group", "与环节的对应关系"}},
              {"also", kText, "", {"other segments on the same rows", "依据相同数据行的其他环节"}},
              {"name", kText, "", {"English name of the segment", "环节英文名"}},
              {"name_zh", kText, "", {"its Chinese name", "环节中文名"}},
          }};
}

ResultTable HoldsSpec() {
  return {"holds",
          {"over whom the economy holds what, the strongest first; segments on the same rows are one hold",
           "该经济体在何处掐住谁，最强者在前；依据相同数据行的环节合为一条"},
          {
              {"over", kText, "", {"the economy that depends", "依赖方"}},
              {"segment", kText, "", {"id in the chain file; the first of those on the same rows", "环节代号"}},
              {"value", kReal, "1", {"share x scarcity", "份额 x 稀缺度"}},
              {"value_low", kReal, "1", {"5th percentile", "第 5 百分位"}},
              {"value_high", kReal, "1", {"95th percentile", "第 95 百分位"}},
              {"share", kReal, "1", {"of the economy asked about in the other's supply", "在其供应中的份额"}},
              {"share_low", kReal, "1", {"5th percentile", "第 5 百分位"}},
              {"share_high", kReal, "1", {"95th percentile", "第 95 百分位"}},
              {"scarcity", kReal, "1", {"of the segment for the other", "该环节对其的稀缺度"}},
              {"scarcity_low", kReal, "1", {"5th percentile", "第 5 百分位"}},
              {"scarcity_high", kReal, "1", {"95th percentile", "第 95 百分位"}},
              {"supply_from", kText, "", {"provision, production (shares of world supply) or imports", "供应数据来自"}},
              {"relation", kText, "", {"exact or group", "与环节的对应关系"}},
              {"source", kText, "", {"who says so", "来源"}},
              {"year", kInteger, "year", {"the year it describes", "年份"}},
              {"also", kText, "", {"other segments on the same rows", "依据相同数据行的其他环节"}},
              {"name", kText, "", {"English name of the segment", "环节英文名"}},
              {"name_zh", kText, "", {"its Chinese name", "环节中文名"}},
          }};
}

ResultTable EconomiesSpec() {
  return {
      "economies",
      {"leverage over each economy and of it, the strongest first", "对各经济体的反制力及其反向制约，最强者在前"},
      {
          {"over", kText, "", {"the other economy", "对方"}},
          {"leverage", kReal, "1", {"the strongest hold over it; missing: none known", "对其最强的制约"}},
          {"low", kReal, "1", {"5th percentile of that hold", "第 5 百分位"}},
          {"high", kReal, "1", {"95th percentile", "第 95 百分位"}},
          {"segment", kText, "", {"where", "所在环节"}},
          {"holds",
           kInteger,
           "count",
           {"holds with a value of 0.1 or more, one for each set of rows", "值不小于 0.1 的制约数"}},
          {"back", kReal, "1", {"the strongest hold of the other over the economy asked about", "对方的最强反向制约"}},
          {"back_segment", kText, "", {"where", "所在环节"}},
          {"net", kReal, "1", {"leverage - back", "两者之差"}},
      }};
}

/// A hold, and the other segments that rest on the same rows.
struct Distinct {
  NamedHold hold;
  std::vector<std::size_t> also;
};

std::vector<Distinct> DistinctHolds(const std::vector<NamedHold>& holds) {
  std::vector<Distinct> result;
  std::map<std::tuple<std::string, From, std::size_t, double>, std::size_t> known;
  for (const NamedHold& hold : holds) {
    const auto [found, is_new] = known.try_emplace({hold.over, hold.from, hold.basis, hold.scarcity}, result.size());
    if (is_new) {
      result.push_back({hold, {}});
    } else {
      result[found->second].also.push_back(hold.segment);
    }
  }
  return result;
}

/// Both directions between the economy asked about and its partners.
struct Balance {
  Assessment assessment;
  Holds ours;
  std::vector<Distinct> distinct;
  std::map<std::string, NamedHold> theirs;  ///< by partner: its strongest hold
};

Result<Balance> Measure(const Question& question) {
  Balance balance;
  TENON_ASSIGN(balance.assessment, Assess(question, AssessmentScope::kSupply));
  const Assessment& assessment = balance.assessment;
  const ChainEvidence& evidence = assessment.evidence;
  TENON_ASSIGN(const graph::Needs needs, NeedsOf(assessment.chain));
  const auto single_point = SinglePoints(needs);
  const auto partners = PartnersOf(evidence, assessment.amounts, assessment.economy);
  econ::ShortageOptions options = ScarcityOptionsOf(question.arguments);
  question.job.report({question.spec.name + ": holds", 0, 0, ""});
  TENON_ASSIGN(balance.ours,
               MeasureHolds(evidence, assessment.amounts, single_point, assessment.economy, partners, options));
  balance.distinct = DistinctHolds(balance.ours.holds);
  options.draws = 1;
  for (const auto& partner : partners) {
    if (question.job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped");
    TENON_ASSIGN(Holds back,
                 MeasureHolds(evidence, assessment.amounts, single_point, partner, {assessment.economy}, options));
    if (!back.holds.empty()) balance.theirs.emplace(partner, std::move(back.holds.front()));
  }
  if (balance.ours.holds.empty() && balance.theirs.empty()) {
    return Fail(
        ErrorKind::kNotFound,
        fmt::format("nothing loaded says who supplies this chain to or from {}; load shares of supply, production "
                    "or trade (`tenon sources`)",
                    assessment.economy),
        "--economy");
  }
  return balance;
}

std::string AlsoText(const chain::Chain& chain, const Distinct& distinct) {
  std::vector<std::string> also;
  for (const std::size_t s : distinct.also) also.push_back(chain.segments[s].id);
  return fmt::format("{}", fmt::join(also, " "));
}

/// The strongest hold on each set of rows, the strongest first, and over how many it is felt.
std::vector<std::pair<const Distinct*, std::int64_t>> ByRows(const std::vector<Distinct>& distinct) {
  std::vector<std::pair<const Distinct*, std::int64_t>> result;
  std::map<std::pair<From, std::size_t>, std::size_t> known;
  std::set<std::pair<std::size_t, std::string>> counted;  // segments on the same rows may differ in scarcity
  for (const Distinct& hold : distinct) {
    const auto [found, is_new] = known.try_emplace({hold.hold.from, hold.hold.basis}, result.size());
    if (is_new) result.emplace_back(&hold, 0);
    if (hold.hold.value >= kFelt && counted.emplace(found->second, hold.hold.over).second)
      ++result[found->second].second;
  }
  return result;
}

void FillSegments(const Balance& balance, Table& table) {
  const chain::Chain& chain = balance.assessment.chain;
  for (const auto& [distinct, economies] : ByRows(balance.distinct)) {
    const NamedHold& hold = distinct->hold;
    table.rows.push_back({chain.segments[hold.segment].id, hold.value, LowOf(hold.value_interval),
                          HighOf(hold.value_interval), hold.share, hold.scarcity,
                          hold.from == From::kImports ? Value(hold.over) : Value(), economies,
                          std::string(ToString(balance.assessment.evidence.bases[hold.basis].relation)),
                          ToValue(AlsoText(chain, *distinct)), chain.segments[hold.segment].name.en,
                          chain.segments[hold.segment].name.zh});
  }
}

void FillHolds(const Balance& balance, Table& table) {
  const chain::Chain& chain = balance.assessment.chain;
  for (const Distinct& distinct : balance.distinct) {
    const NamedHold& hold = distinct.hold;
    const Basis& basis = balance.assessment.evidence.bases[hold.basis];
    table.rows.push_back({hold.over, chain.segments[hold.segment].id, hold.value, LowOf(hold.value_interval),
                          HighOf(hold.value_interval), hold.share, LowOf(hold.share_interval),
                          HighOf(hold.share_interval), hold.scarcity, LowOf(hold.scarcity_interval),
                          HighOf(hold.scarcity_interval), std::string(ToString(hold.from)),
                          std::string(ToString(basis.relation)), basis.source, static_cast<std::int64_t>(hold.year),
                          ToValue(AlsoText(chain, distinct)), chain.segments[hold.segment].name.en,
                          chain.segments[hold.segment].name.zh});
  }
}

void FillEconomies(const Balance& balance, Table& table) {
  const chain::Chain& chain = balance.assessment.chain;
  for (std::size_t o = 0; o < balance.ours.economies.size(); ++o) {
    const std::string& over = balance.ours.economies[o];
    const Distinct* strongest = nullptr;
    std::int64_t felt = 0;
    for (const Distinct& distinct : balance.distinct) {
      if (distinct.hold.over != over) continue;
      if (strongest == nullptr) strongest = &distinct;
      felt += distinct.hold.value >= kFelt ? 1 : 0;
    }
    const auto back = balance.theirs.find(over);
    const bool known = balance.ours.over[o].has_value();
    if (!known && back == balance.theirs.end()) continue;
    table.rows.push_back(
        {over, ToValue(balance.ours.over[o]), strongest != nullptr ? LowOf(strongest->hold.value_interval) : Value(),
         strongest != nullptr ? HighOf(strongest->hold.value_interval) : Value(),
         strongest != nullptr ? Value(chain.segments[strongest->hold.segment].id) : Value(), felt,
         back != balance.theirs.end() ? Value(back->second.value) : Value(),
         back != balance.theirs.end() ? Value(chain.segments[back->second.segment].id) : Value(),
         known && back != balance.theirs.end() ? Value(*balance.ours.over[o] - back->second.value) : Value()});
  }
  std::ranges::stable_sort(table.rows, std::ranges::greater(),
                           [](const std::vector<Value>& row) { return RealOr(row[1], -1); });
}

std::string WithInterval(const NamedHold& hold, std::string_view to) {
  if (!hold.value_interval) return fmt::format("{:.2f}", hold.value);
  return fmt::format("{:.2f}, {:.2f} {} {:.2f}", hold.value, hold.value_interval->low, to, hold.value_interval->high);
}

std::vector<Sentence> SentencesOf(const Balance& balance) {
  constexpr std::size_t kShown = 5;
  const Assessment& assessment = balance.assessment;
  const Text economy = EconomyText(assessment.economy);
  std::vector<Sentence> sentences;
  std::set<std::string> felt;
  for (const Distinct& distinct : balance.distinct) {
    if (distinct.hold.value >= kFelt) felt.insert(distinct.hold.over);
  }
  if (felt.empty()) {
    sentences.push_back({"summary",
                         {fmt::format("{}: by this data {} is the choke point of nobody (no hold of 0.1 or more).",
                                      assessment.chain.title.en, economy.en),
                          fmt::format("{}：按现有数据，{}未掐住任何一方（没有不小于 0.1 的制约）。",
                                      assessment.chain.title.zh, economy.zh)}});
  } else {
    sentences.push_back(
        {"summary",
         {fmt::format("{}: {} has a hold of 0.1 or more over {} of {} economies it deals with.",
                      assessment.chain.title.en, economy.en, felt.size(), balance.ours.economies.size()),
          fmt::format("{}：在 {} 个往来经济体中，{}对其中 {} 个的制约不小于 0.1。", assessment.chain.title.zh,
                      balance.ours.economies.size(), economy.zh, felt.size())}});
  }
  std::vector<std::string> en, zh;
  for (const auto& [distinct, economies] : ByRows(balance.distinct)) {
    const NamedHold& hold = distinct->hold;
    if (hold.value < kFelt || en.size() == kShown) break;
    const chain::Segment& segment = assessment.chain.segments[hold.segment];
    const Basis& basis = assessment.evidence.bases[hold.basis];
    const bool group = basis.relation == Relation::kGroup;
    const std::string code = fmt::format("{} {}", basis.scheme, fmt::join(basis.codes, " "));
    const Text what = group ? Text{code, code} : segment.name;
    const std::string share = PercentText(hold.share);
    if (hold.from == From::kImports) {
      en.push_back(fmt::format("{} in {} ({} of its imports; {})", EconomyText(hold.over).en, what.en, share,
                               WithInterval(hold, "to")));
      zh.push_back(fmt::format("{}的{}（占其进口 {}；{}）", EconomyText(hold.over).zh, what.zh, share,
                               WithInterval(hold, "至")));
    } else {
      en.push_back(fmt::format("all buyers of {} ({} of world supply; {})", what.en, share, WithInterval(hold, "to")));
      zh.push_back(fmt::format("所有{}买家（占世界供应 {}；{}）", what.zh, share, WithInterval(hold, "至")));
    }
  }
  if (!en.empty()) {
    sentences.push_back({"holds",
                         {fmt::format("The strongest holds are on {}.", fmt::join(en, "; ")),
                          fmt::format("最强的制约：{}。", fmt::join(zh, "；"))}});
  }
  const auto back = std::ranges::max_element(balance.theirs, {}, [](const auto& hold) { return hold.second.value; });
  if (back != balance.theirs.end() && back->second.value > 0) {
    const chain::Segment& segment = assessment.chain.segments[back->second.segment];
    sentences.push_back({"back",
                         {fmt::format("In turn it hangs most on {} ({}, {:.2f}).", EconomyText(back->first).en,
                                      segment.name.en, back->second.value),
                          fmt::format("反过来，它最受制于{}（{}，{:.2f}）。", EconomyText(back->first).zh,
                                      segment.name.zh, back->second.value)}});
  }
  return sentences;
}

AnalysisSpec Spec() {
  constexpr std::array<std::string_view, 14> kUsed = {"chain",
                                                      "economy",
                                                      "year",
                                                      "source",
                                                      "draws",
                                                      "seed",
                                                      "hhi_low",
                                                      "hhi_high",
                                                      "top_share_low",
                                                      "top_share_high",
                                                      "import_share_low",
                                                      "import_share_high",
                                                      "exponent",
                                                      "ramp_spread"};
  AnalysisSpec spec;
  spec.name = "leverage";
  spec.title = {"Leverage: for whom is this economy the choke point", "反制力：该经济体掐住了谁"};
  spec.sentence = {"For whom is this economy the choke point, in which segment, how firmly, and who holds it in turn?",
                   "该经济体在哪些环节掐住了谁？有多牢？又反过来受制于谁？"};
  for (Parameter& parameter : AssessmentParameters(AssessmentScope::kShortage)) {
    if (std::ranges::find(kUsed, parameter.name) != kUsed.end()) spec.parameters.push_back(std::move(parameter));
  }
  spec.tables = {SegmentsSpec(), HoldsSpec(), EconomiesSpec(), SentencesTable().spec(), EvidenceTable().spec()};
  spec.conventions = AssessmentConventions(AssessmentScope::kSupply);
  for (const char* convention :
       {"Hold of e over o at a segment = share of e in o's supply x scarcity of the segment for o; leverage of e over "
        "o = "
        "the strongest hold.",
        "Scarcity is that of `shortage`: how few sell, imports / supply, single point in the chain.",
        "World shares make a hold over every partner alike, less what the partner makes itself; imports make a hold "
        "over "
        "the importers that the data lists.",
        "Asked about: economies that supply the chain to this one, and every importer of the trade data.",
        "Share and scarcity are drawn together; parts of scarcity without data are drawn uniform in [0, 1]."}) {
    spec.conventions.emplace_back(convention);
  }
  spec.references = {"Farrell, H., Newman, A. L. (2019). Weaponized Interdependence. doi 10.1162/isec_a_00351"};
  spec.example = "tenon run leverage --chain chains/critical-minerals.yaml --economy CHN";
  return spec;
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(const Balance balance, Measure(question));
  Answer answer;
  FillSegments(balance, answer.tables.emplace_back(SegmentsSpec().MakeTable()));
  FillHolds(balance, answer.tables.emplace_back(HoldsSpec().MakeTable()));
  FillEconomies(balance, answer.tables.emplace_back(EconomiesSpec().MakeTable()));
  AddSentences(SentencesOf(balance), answer.tables.emplace_back(SentencesTable().spec().MakeTable()));
  const AnswerTable evidence = EvidenceTable();
  evidence.fill(balance.assessment, answer.tables.emplace_back(evidence.spec().MakeTable()));
  answer.receipt.warnings = balance.assessment.warnings;
  answer.receipt.sources = balance.assessment.sources;
  return answer;
}

}  // namespace

const Analysis& LeverageAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
