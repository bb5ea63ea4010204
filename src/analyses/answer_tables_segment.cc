#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <tuple>

#include "analyses/answer_tables.h"
#include "analyses/measure.h"

namespace tenon::analyses {
namespace {

using enum ValueType;

const ResultColumn kSegment{"segment", kText, "", {"id in the chain file", "环节代号"}};

ResultTable Segments() {
  return {"segments",
          {"one row for each segment, the greatest shortage first", "每个环节一行，最短缺者在前"},
          {
              kSegment,
              {"rank",
               kInteger,
               "rank",
               {"1 = the greatest shortage; equal values share the better rank", "短缺排名，1 为最短缺"}},
              {"rank_low", kInteger, "rank", {"5th percentile of the rank over the draws", "排名第 5 百分位"}},
              {"rank_high", kInteger, "rank", {"95th percentile", "排名第 95 百分位"}},
              {"shortage", kReal, "1", {"power mean of denial, scarcity, incapacity", "短缺度：三项的幂平均"}},
              {"choked",
               kBoolean,
               "",
               {"few sellers, or denial, at the threshold with the required probability", "是否卡脖子"}},
              {"top_supplier", kText, "", {"the largest supplier", "最大供应方"}},
              {"top_share", kReal, "1", {"its share", "其份额"}},
              {"break_kind",
               kText,
               "",
               {"the deepest break of the way; several kinds where it lies somewhere between", "最深断点的类型"}},
              {"name", kText, "", {"its English name", "英文名"}},
              {"name_zh", kText, "", {"its Chinese name", "中文名"}},
              {"stage", kText, "", {"material, part, equipment, software, system, product or service", "环节类型"}},
              {"first_ten_probability",
               kReal,
               "1",
               {"that it is among the first ten (parameter first)", "排在前十位的概率"}},
              {"group",
               kText,
               "",
               {"segments with one label rest on the same rows: same value, same rank", "同组环节依据相同数据行"}},
              {"shortage_low", kReal, "1", {"5th percentile", "第 5 百分位"}},
              {"shortage_high", kReal, "1", {"95th percentile", "第 95 百分位"}},
              {"denial", kReal, "1", {"it is withheld", "要不来"}},
              {"scarcity", kReal, "1", {"there is no other seller", "买不来"}},
              {"incapacity", kReal, "1", {"we cannot make it, and hold nothing they need", "讨不来"}},
              {"choked_probability", kReal, "1", {"the probability of that", "卡脖子概率"}},
              {"break_between", kText, "", {"the stations before and after it", "断点所在站段"}},
              {"break_fall", kReal, "1", {"fall of strength", "强度落差"}},
              {"break_probability", kReal, "1", {"that the fall is above delta", "落差超过 delta 的概率"}},
              {"break_robustness",
               kReal,
               "1",
               {"share of settings in which it is called a break", "在各种设定下仍判为断点的比例"}},
              {"persistence",
               kReal,
               "1",
               {"share of the last years with data in which sellers were too few", "近年供应稀缺超过阈值的年份比例"}},
              {"margin", kReal, "1", {"how few sell in the newest year - threshold", "最新年份供应稀缺与阈值之差"}},
              {"hhi", kReal, "1", {"of its suppliers, own supply in the whole", "供应方 HHI"}},
              {"supply_from",
               kText,
               "",
               {"provision, production (shares of world supply), imports, or no data", "供应数据来自"}},
              {"state", kText, "", {"data: rows of its own; group: only shared or wider rows; no data", "数据状态"}},
          }};
}

void FillSegments(const Assessment& assessment, Table& table) {
  for (std::size_t s = 0; s < assessment.chain.segments.size(); ++s) {
    const chain::Segment& segment = assessment.chain.segments[s];
    const SegmentDependence& found = assessment.dependence.segments[s];
    const econ::SegmentShortage& shortage = found.shortage;
    const econ::Step* deepest = econ::DeepestBreak(assessment.profiles.segments[s].steps);
    std::string kinds;
    if (deepest != nullptr) {
      for (const auto kind : deepest->kinds) kinds += (kinds.empty() ? "" : " or ") + std::string(econ::ToString(kind));
    }
    const SupplyYear* newest = found.history.empty() ? nullptr : &found.history.back();
    table.rows.push_back({segment.id,
                          ToValue(shortage.rank),
                          ToValue(shortage.rank_low),
                          ToValue(shortage.rank_high),
                          ToValue(shortage.overall.value),
                          ToValue(found.choked),
                          newest != nullptr ? ToValue(newest->top_supplier) : Value(),
                          newest != nullptr ? ToValue(newest->concentration.top_share) : Value(),
                          ToValue(kinds),
                          segment.name.en,
                          segment.name.zh,
                          std::string(chain::ToString(segment.stage)),
                          ToValue(shortage.first_probability),
                          ToValue(found.group),
                          LowOf(shortage.overall.interval),
                          HighOf(shortage.overall.interval),
                          ToValue(shortage.denial.value),
                          ToValue(shortage.scarcity.value),
                          ToValue(shortage.incapacity.value),
                          ToValue(shortage.choked_probability),
                          deepest != nullptr ? Value(BetweenOf(*deepest)) : Value(),
                          deepest != nullptr ? Value(deepest->fall) : Value(),
                          deepest != nullptr ? ToValue(deepest->probability) : Value(),
                          deepest != nullptr ? ToValue(deepest->robustness) : Value(),
                          ToValue(found.persistence.share),
                          ToValue(found.persistence.margin),
                          newest != nullptr ? ToValue(newest->concentration.hhi) : Value(),
                          std::string(ToString(found.supply.from)),
                          StateOf(assessment, s)});
  }
  // The worst first; segments without a rank last, in the order of the chain.
  const auto rank = static_cast<std::size_t>(table.Find("rank"));
  constexpr auto kLast = std::numeric_limits<std::int64_t>::max();
  std::ranges::stable_sort(table.rows, {}, [&](const std::vector<Value>& row) { return IntegerOr(row[rank], kLast); });
}

ResultTable Parts() {
  return {"parts",
          {"what each sub-score is made of", "三项得分的组成部分"},
          {
              kSegment,
              {"score",
               kText,
               "",
               {"denial, scarcity, incapacity; total: the scores themselves", "所属得分；total 为得分本身"}},
              {"part", kText, "", {"its part", "组成部分"}},
              {"label", kText, "", {"the part in words", "组成部分（英文）"}},
              {"label_zh", kText, "", {"the part in Chinese", "组成部分（中文）"}},
              {"raw", kReal, "1", {"as measured, before the ramp", "测得值"}},
              {"value", kReal, "1", {"as it enters the sub-score, 0 to 1", "计入得分的值"}},
              {"low", kReal, "1", {"5th percentile of raw", "测得值第 5 百分位"}},
              {"high", kReal, "1", {"95th percentile of raw", "测得值第 95 百分位"}},
              {"state", kText, "", {"data, group or no data", "数据状态"}},
              {"from", kText, "", {"what it was measured on", "数据依据"}},
          }};
}

const Text& LabelOf(econ::Part part) {
  static const std::array<Text, econ::kNumParts> labels = {
      Text{"supply under controls that apply", "受适用管制的供应份额"},
      Text{"patents held abroad, by few", "专利掌握在少数境外经济体"},
      Text{"concentration of suppliers (HHI)", "供应方集中度 (HHI)"},
      Text{"share of the largest supplier", "最大供应方份额"},
      Text{"imports / supply", "进口占供应比重"},
      Text{"single point of failure in the chain", "产业链上的单点"},
      Text{"look-through foreign exposure", "穿透式对外依赖"},
      Text{"strength in discovery", "科学发现能力"},
      Text{"strength in invention", "技术发明能力"},
      Text{"strength in production", "生产能力"},
      Text{"leverage over its suppliers", "对供应方的反制力"}};
  return labels[static_cast<std::size_t>(part)];
}

/// What a part was measured on: a basis, the chain graph, or a control list.
struct PartOrigin {
  std::optional<std::size_t> basis;
  std::string text;
};

PartOrigin OriginOf(const Assessment& assessment, std::size_t s, econ::Part part) {
  const auto station = [&](econ::Station where) -> PartOrigin {
    const Reading* reading = assessment.profiles.At(s, where);
    return reading == nullptr ? PartOrigin{} : PartOrigin{reading->basis, ""};
  };
  const SegmentSupply& supply = assessment.dependence.segments[s].supply;
  const bool supplied = supply.from != SegmentSupply::From::kNothing;
  switch (part) {
    case econ::Part::kWithheldSupply:
      return {supplied ? std::optional(supply.basis) : std::nullopt, "control_entry"};
    case econ::Part::kForeignPatents:
    case econ::Part::kInvention:
      return station(econ::Station::kInvention);
    case econ::Part::kSupplierHhi:
    case econ::Part::kTopShare:
    case econ::Part::kImportShare:
      return {supplied ? std::optional(supply.basis) : std::nullopt, ""};
    case econ::Part::kSinglePoint:
      return {std::nullopt, "links of the chain"};
    case econ::Part::kDiscovery:
      return station(econ::Station::kDiscovery);
    case econ::Part::kProduction:
      return station(econ::Station::kProduction);
    case econ::Part::kLeverage:
      return {std::nullopt, "supply of the partners"};
    case econ::Part::kLookThrough: {
      const auto& segments = assessment.look_through.segments;
      return {std::nullopt, segments.empty() || !segments[s] ? "" : segments[s]->from};
    }
  }
  return {};
}

void FillParts(const Assessment& assessment, Table& table) {
  for (std::size_t s = 0; s < assessment.chain.segments.size(); ++s) {
    const std::string& id = assessment.chain.segments[s].id;
    const econ::SegmentShortage& shortage = assessment.dependence.segments[s].shortage;
    const std::string state = StateOf(assessment, s);
    const auto total = [&](const std::string& name, const econ::Score& score) {
      table.rows.push_back({id, std::string("total"), name, Value(), Value(), ToValue(score.value),
                            ToValue(score.value), LowOf(score.interval), HighOf(score.interval),
                            score.value ? state : std::string("no data"), Value()});
    };
    total("overall", shortage.overall);
    total("denial", shortage.denial);
    total("scarcity", shortage.scarcity);
    total("incapacity", shortage.incapacity);
    for (std::size_t p = 0; p < econ::kNumParts; ++p) {
      const auto part = static_cast<econ::Part>(p);
      const econ::PartResult& result = shortage.parts[p];
      const PartOrigin origin = OriginOf(assessment, s, part);
      std::string from = origin.text, part_state = "no data";
      if (origin.basis) {
        const Basis& basis = assessment.evidence.bases[*origin.basis];
        from += (from.empty() ? "" : " x ") + std::string(Measures()[basis.measure].table) + " of " + basis.source;
        if (result.raw) part_state = basis.relation == Relation::kGroup ? "group" : "data";
      } else if (result.raw) {
        part_state = part == econ::Part::kLookThrough ? "group" : "data";  // an industry is wider than a segment
      }
      table.rows.push_back({id, std::string(econ::ToString(econ::SubScoreOf(part))), std::string(econ::ToString(part)),
                            LabelOf(part).en, LabelOf(part).zh, ToValue(result.raw), ToValue(result.scored),
                            LowOf(result.raw_interval), HighOf(result.raw_interval), part_state, ToValue(from)});
    }
  }
}

ResultTable Suppliers() {
  return {"suppliers",
          {"who supplies each segment", "各环节的供应方"},
          {
              kSegment,
              {"supplier", kText, "", {"economy; missing: not named", "经济体；缺失：未具名"}},
              {"share",
               kReal,
               "1",
               {"of the supply beside a name; missing: supplies, share unknown", "占已具名供应的份额"}},
              {"low", kReal, "1", {"if all that has no name were others'", "下限"}},
              {"high", kReal, "1", {"if all that has no name were its own", "上限"}},
              {"year", kInteger, "year", {"the year the share describes", "年份"}},
              {"source", kText, "", {"who says so", "来源"}},
              {"relation", kText, "", {"exact or group", "与环节的对应关系"}},
              {"own", kBoolean, "", {"is it the economy that asks?", "是否为提问经济体自身"}},
          }};
}

void FillSuppliers(const Assessment& assessment, Table& table) {
  for (std::size_t s = 0; s < assessment.chain.segments.size(); ++s) {
    const SegmentSupply& found = assessment.dependence.segments[s].supply;
    if (found.from == SegmentSupply::From::kNothing) continue;
    const Basis& basis = assessment.evidence.bases[found.basis];
    const econ::Supply& supply = found.supply;
    const double known = econ::KnownOf(supply), whole = econ::WholeOf(supply);
    struct Row {
      std::string supplier;
      econ::Amount amount;
      bool own;
    };
    std::vector<Row> rows;
    for (std::size_t i = 0; i < found.suppliers.size(); ++i)
      rows.push_back({found.suppliers[i], supply.named[i], false});
    if (supply.own > 0) rows.push_back({assessment.economy, supply.own, true});
    std::ranges::stable_sort(rows,
                             [](const Row& a, const Row& b) { return a.amount.value_or(-1) > b.amount.value_or(-1); });
    const auto add = [&](Value supplier, Value share, Value low, Value high, Value own) {
      table.rows.push_back({assessment.chain.segments[s].id, std::move(supplier), std::move(share), std::move(low),
                            std::move(high), static_cast<std::int64_t>(found.year), basis.source,
                            std::string(ToString(basis.relation)), std::move(own)});
    };
    const double open = whole > 0 ? (whole - known) / whole : 0;
    for (const auto& row : rows) {
      if (row.amount && whole > 0) {
        const double low = *row.amount / whole;
        add(row.supplier, known > 0 ? Value(*row.amount / known) : Value(), low, std::min(1.0, low + open), row.own);
      } else {
        add(row.supplier, Value(), 0.0, open, row.own);
      }
    }
    if (open > 1e-12) add(Value(), open, Value(), Value(), Value());
  }
}

ResultTable Controls() {
  return {"controls",
          {"control-list entries that name a segment", "点名该环节的管制条目"},
          {
              kSegment,
              {"list", kText, "", {"the list", "清单"}},
              {"jurisdiction", kText, "", {"whose law it is", "管辖方"}},
              {"entry", kText, "", {"entry or paragraph", "条目"}},
              {"heading", kText, "", {"what is controlled", "管制内容"}},
              {"applies",
               kBoolean,
               "",
               {"to the economy asked about; missing: the list does not tell", "是否适用于该经济体"}},
          }};
}

void FillControls(const Assessment& assessment, Table& table) {
  for (std::size_t s = 0; s < assessment.controls.segments.size(); ++s) {
    for (const Control& control : assessment.controls.segments[s].entries) {
      table.rows.push_back({assessment.chain.segments[s].id, control.list, control.jurisdiction, control.entry,
                            ToValue(control.heading), ToValue(control.applies)});
    }
  }
}

ResultTable History() {
  return {"history",
          {"suppliers over the years, and whether the flag held", "历年供应状况与标记"},
          {
              kSegment,
              {"year", kInteger, "year", {"", ""}},
              {"hhi", kReal, "1", {"of the suppliers", "供应方 HHI"}},
              {"top_supplier", kText, "", {"the largest", "最大供应方"}},
              {"top_share", kReal, "1", {"its share", "其份额"}},
              {"foreign_share", kReal, "1", {"imports / supply, where known", "进口占供应比重"}},
              {"scarcity", kReal, "1", {"how few sell: HHI and top share combined", "供应方稀少程度"}},
              {"flag", kBoolean, "", {"scarcity at or above the threshold", "是否达到阈值"}},
              {"margin", kReal, "1", {"scarcity - threshold", "与阈值之差"}},
              {"hhi_margin", kReal, "1", {"HHI - 0.4, the threshold of SWD(2021) 352", "HHI 与 0.4 之差"}},
          }};
}

void FillHistory(const Assessment& assessment, Table& table) {
  constexpr double kHhiThreshold = 0.4;  // European Commission, SWD(2021) 352
  for (std::size_t s = 0; s < assessment.chain.segments.size(); ++s) {
    for (const SupplyYear& year : assessment.dependence.segments[s].history) {
      Value flag, margin, hhi_margin;
      if (year.scarcity) {
        margin = *year.scarcity - assessment.choked_threshold;
        flag = *year.scarcity >= assessment.choked_threshold;
      }
      if (year.concentration.hhi) hhi_margin = *year.concentration.hhi - kHhiThreshold;
      table.rows.push_back({assessment.chain.segments[s].id, static_cast<std::int64_t>(year.year),
                            ToValue(year.concentration.hhi), ToValue(year.top_supplier),
                            ToValue(year.concentration.top_share), ToValue(year.foreign_share), ToValue(year.scarcity),
                            flag, margin, hhi_margin});
    }
  }
}

ResultTable Leverage() {
  return {"leverage",
          {"for whom the economy asked about is the choke point", "该经济体掐住了谁的脖子"},
          {
              {"over", kText, "", {"the economy that depends", "依赖方"}},
              kSegment,
              {"share", kReal, "1", {"of the economy asked about in its supply", "在其供应中的份额"}},
              {"scarcity", kReal, "1", {"of the segment for it", "该环节对其的稀缺度"}},
              {"value", kReal, "1", {"share x scarcity", "份额 x 稀缺度"}},
          }};
}

/// Segments on the same rows make the same hold: it is listed once, at the first of them.
void FillLeverage(const Assessment& assessment, Table& table) {
  std::set<std::tuple<std::string, double, double>> listed;
  for (const NamedHold& hold : assessment.dependence.holds.holds) {
    if (!listed.emplace(hold.over, hold.share, hold.scarcity).second) continue;
    table.rows.push_back(
        {hold.over, assessment.chain.segments[hold.segment].id, hold.share, hold.scarcity, hold.value});
  }
}

}  // namespace

AnswerTable SegmentsTable() { return {&Segments, &FillSegments}; }
AnswerTable PartsTable() { return {&Parts, &FillParts}; }
AnswerTable SuppliersTable() { return {&Suppliers, &FillSuppliers}; }
AnswerTable ControlsTable() { return {&Controls, &FillControls}; }
AnswerTable HistoryTable() { return {&History, &FillHistory}; }
AnswerTable LeverageTable() { return {&Leverage, &FillLeverage}; }

std::string StateOf(const Assessment& assessment, std::size_t segment) {
  bool any = false;
  for (const auto& basis : assessment.evidence.basis_of[segment]) {
    if (!basis) continue;
    any = true;
    if (assessment.evidence.bases[*basis].relation == Relation::kExact) return "data";
  }
  return any ? "group" : "no data";
}

}  // namespace tenon::analyses
