#include <algorithm>
#include <iterator>
#include <vector>

#include "analyses/answer_tables.h"
#include "analyses/measure.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "store/database.h"

namespace tenon::analyses {
namespace {

using enum ValueType;

const ResultColumn kSegment{"segment", kText, "", {"id in the chain file", "环节代号"}};

ResultTable Links() {
  return {"links",
          {"the chain's links", "环节之间的联系"},
          {
              {"from", kText, "", {"segment", "起点环节"}},
              {"to", kText, "", {"segment", "终点环节"}},
              {"kind", kText, "", {"input: needed; variant: one way of having it", "input 必需；variant 可替代"}},
          }};
}

void FillLinks(const Assessment& assessment, Table& table) {
  const auto& segments = assessment.chain.segments;
  for (const auto& link : assessment.chain.links) {
    table.rows.push_back({segments[link.from].id, segments[link.to].id, std::string(chain::ToString(link.kind))});
  }
}

ResultTable ChainTitle() {
  return {"chain",
          {"the chain that was asked about", "所分析的产业链"},
          {
              {"chain", kText, "", {"its id", "代号"}},
              {"title", kText, "", {"in English", "英文名"}},
              {"title_zh", kText, "", {"in Chinese", "中文名"}},
              {"note", kText, "", {"the curator's note", "编者说明（英文）"}},
              {"note_zh", kText, "", {"the curator's note in Chinese", "编者说明（中文）"}},
          }};
}

void FillChainTitle(const Assessment& assessment, Table& table) {
  const chain::Chain& chain = assessment.chain;
  table.rows.push_back({chain.id, chain.title.en, chain.title.zh, ToValue(chain.note.en), ToValue(chain.note.zh)});
}

ResultTable Stations() {
  return {
      "stations",
      {"how well the economy does at each station; a second row where breaks are judged on another measure",
       "各站表现；若断点依据另一指标判定则另列一行"},
      {
          kSegment,
          {"station", kText, "", {"step on the way from research to trade; people and money beside it", "站点"}},
          {"measure", kText, "", {"what is counted", "指标"}},
          {"state",
           kText,
           "",
           {"data, group, not named (at most what stands under \"other\"), sample (too few records loaded), no data",
            "数据状态"}},
          {"strength",
           kReal,
           "1",
           {"-1 to 1; 0 = as large here as everywhere; missing where the measure does not add", "强度，-1 至 1"}},
          {"low",
           kReal,
           "1",
           {"5th percentile of the strength; of the level where there is no strength", "第 5 百分位"}},
          {"high", kReal, "1", {"95th percentile", "第 95 百分位"}},
          {"level", kReal, "1", {"share of the world", "占世界份额"}},
          {"distance", kReal, "1", {"level / level of the leader", "与领先者之比"}},
          {"leader", kText, "", {"who has most", "领先者"}},
          {"first_year", kInteger, "year", {"first of the years added up", "起始年份"}},
          {"year", kInteger, "year", {"last of them", "截止年份"}},
          {"source", kText, "", {"who says so", "来源"}},
          {"amount", kReal, "see unit", {"of the economy", "该经济体数值"}},
          {"world", kReal, "see unit", {"of all the source covers", "该来源覆盖的总量"}},
          {"unit", kText, "", {"of amount and world", "单位"}},
      }};
}

std::string StateName(const Reading& reading, const Basis& basis) {
  if (reading.state == Reading::State::kNoData) return "no data";
  if (basis.is_sample) return "sample";
  if (reading.state == Reading::State::kNotNamed) return "not named";
  return basis.relation == Relation::kGroup ? "group" : "data";
}

Value YearValue(int year) { return year == 0 ? Value() : Value(static_cast<std::int64_t>(year)); }

/// The first sample that speaks of the station.
std::optional<std::size_t> SampleAt(const Assessment& assessment, std::size_t segment, econ::Station station) {
  for (std::size_t m = 0; m < Measures().size(); ++m) {
    const auto& basis = assessment.evidence.sample_of[segment][m];
    if (basis && Measures()[m].station == station) return basis;
  }
  return std::nullopt;
}

/// The preferred entry of each station and, where it has no strength, the one on which breaks are judged; a sample
/// where there is no other.
std::vector<StationEntry> Shown(const Assessment& assessment, std::size_t segment) {
  const auto has_strength = [&](const StationEntry& entry) {
    return entry.basis && assessment.profiles.readings[*entry.basis].strength.strength;
  };
  std::vector<StationEntry> shown;
  bool judged = false;
  for (const StationEntry& entry : assessment.profiles.segments[segment].stations) {
    const bool first = shown.empty() || shown.back().station != entry.station;
    if (!first && (judged || !has_strength(entry))) continue;
    judged = has_strength(entry);
    shown.push_back(entry);
    if (!entry.basis) shown.back().basis = SampleAt(assessment, segment, entry.station);
  }
  return shown;
}

void FillStations(const Assessment& assessment, Table& table) {
  for (std::size_t s = 0; s < assessment.chain.segments.size(); ++s) {
    for (const StationEntry& entry : Shown(assessment, s)) {
      std::vector<Value> row(table.columns.size());
      row[0] = assessment.chain.segments[s].id;
      row[1] = std::string(econ::ToString(entry.station));
      row[3] = std::string("no data");
      if (entry.basis) {
        const Reading& reading = assessment.profiles.readings[*entry.basis];
        const Basis& basis = assessment.evidence.bases[*entry.basis];
        const econ::StationStrength& strength = reading.strength;
        const auto& interval = strength.strength ? strength.strength_interval : strength.level_interval;
        const std::string& unit = assessment.amounts.of_basis[*entry.basis].unit;
        row = {row[0],
               row[1],
               std::string(Measures()[basis.measure].name),
               StateName(reading, basis),
               ToValue(strength.strength),
               LowOf(interval),
               HighOf(interval),
               ToValue(strength.level),
               ToValue(strength.distance),
               ToValue(reading.leader),
               YearValue(reading.first_year),
               YearValue(reading.last_year),
               basis.source,
               reading.state == Reading::State::kNotNamed ? Value() : ToValue(strength.amount),
               ToValue(strength.world),
               ToValue(unit)};
      }
      table.rows.push_back(std::move(row));
    }
  }
}

ResultTable Breaks() {
  return {"breaks",
          {"every step between stations with data, and whether the way breaks there", "各站段及其是否断裂"},
          {
              kSegment,
              {"between", kText, "", {"the stations before and after", "站段"}},
              {"state", kText, "", {"break, uncertain, none, no_interval", "判定"}},
              {"kind", kText, "", {"what kind of break it would be", "断点类型"}},
              {"fall", kReal, "1", {"strength before - strength after", "强度落差"}},
              {"low", kReal, "1", {"5th percentile", "第 5 百分位"}},
              {"high", kReal, "1", {"95th percentile", "第 95 百分位"}},
              {"probability", kReal, "1", {"that the fall is above delta", "落差超过 delta 的概率"}},
              {"margin", kReal, "1", {"fall - delta", "与 delta 之差"}},
              {"robustness", kReal, "1", {"share of settings in which it is called a break", "稳健性"}},
          }};
}

void FillBreaks(const Assessment& assessment, Table& table) {
  for (std::size_t s = 0; s < assessment.chain.segments.size(); ++s) {
    for (const econ::Step& step : assessment.profiles.segments[s].steps) {
      std::vector<std::string> kinds;
      std::ranges::transform(step.kinds, std::back_inserter(kinds),
                             [](auto kind) { return std::string(econ::ToString(kind)); });
      table.rows.push_back({assessment.chain.segments[s].id, BetweenOf(step), std::string(econ::ToString(step.state)),
                            fmt::format("{}", fmt::join(kinds, " or ")), step.fall, LowOf(step.fall_interval),
                            HighOf(step.fall_interval), ToValue(step.probability), step.margin,
                            ToValue(step.robustness)});
    }
  }
}

ResultTable Evidence() {
  return {"evidence",
          {"the rows each segment rests on", "各环节所依据的数据行"},
          {
              kSegment,
              {"measure", kText, "", {"what they answer", "指标"}},
              {"table", kText, "", {"canonical table", "数据表"}},
              {"source", kText, "", {"who published them", "来源"}},
              {"classification", kText, "", {"scheme of the code", "分类"}},
              {"code", kText, "", {"code the rows carry", "代码"}},
              {"relation", kText, "", {"exact or group", "与环节的对应关系"}},
              {"through", kText, "", {"the segment's code that led there", "由环节的哪个代码对应"}},
              {"rows", kInteger, "count", {"rows with this code", "行数"}},
              {"years", kText, "", {"first and last year of these rows", "起止年份"}},
              {"sql", kText, "", {"prints these rows: tenon sql \"...\"", "可重新取出这些行的查询"}},
          }};
}

std::string YearsOf(const DataCode& code) {
  if (code.first_year == code.last_year) return fmt::format("{}", code.first_year);
  return fmt::format("{}-{}", code.first_year, code.last_year);
}

std::string SqlFor(const Measure& measure, const DataCode& code) {
  std::string where = "source = " + store::QuoteText(code.source);
  if (measure.table == "trade") {
    where += " and classification = " + store::QuoteText(code.scheme) + " and product = " + store::QuoteText(code.code);
  } else if (measure.table == "production") {
    where += " and classification = " + store::QuoteText(code.scheme) + " and item = " + store::QuoteText(code.code);
  } else if (measure.table == "provision") {
    where += " and input = " + store::QuoteText(code.code);
  } else {
    where += " and indicator = " + store::QuoteText(measure.name) + " and item = " + store::QuoteText(code.code);
  }
  return fmt::format("select * from {} where {}", measure.table, where);
}

void FillEvidence(const Assessment& assessment, Table& table) {
  for (const CodeMatch& match : assessment.evidence.matches) {
    const DataCode& code = assessment.evidence.codes[match.data_code];
    const Measure& measure = Measures()[code.measure];
    table.rows.push_back({assessment.chain.segments[match.segment].id, std::string(measure.name),
                          std::string(measure.table), code.source, code.scheme, code.code,
                          std::string(ToString(match.relation)), match.segment_code, code.rows, YearsOf(code),
                          SqlFor(measure, code)});
  }
}

}  // namespace

AnswerTable ChainTable() { return {&ChainTitle, &FillChainTitle}; }
AnswerTable LinksTable() { return {&Links, &FillLinks}; }
AnswerTable StationsTable() { return {&Stations, &FillStations}; }
AnswerTable BreaksTable() { return {&Breaks, &FillBreaks}; }
AnswerTable EvidenceTable() { return {&Evidence, &FillEvidence}; }

std::string BetweenOf(const econ::Step& step) {
  return fmt::format("{} -> {}", step.from ? econ::ToString(*step.from) : "world", econ::ToString(step.to));
}

std::vector<ResultTable> SpecsOf(std::span<const AnswerTable> tables) {
  std::vector<ResultTable> specs;
  for (const AnswerTable& table : tables) specs.push_back(table.spec());
  return specs;
}

Answer AnswerOf(const Assessment& assessment, std::span<const AnswerTable> tables) {
  Answer answer;
  for (const AnswerTable& table : tables) {
    table.fill(assessment, answer.tables.emplace_back(table.spec().MakeTable()));
  }
  answer.receipt.warnings = assessment.warnings;
  answer.receipt.sources = assessment.sources;
  return answer;
}

}  // namespace tenon::analyses
