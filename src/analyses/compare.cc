#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "analyses/answer_tables.h"
#include "analyses/measure.h"
#include "analyses/questions.h"
#include "analyses/sentence.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

using enum ValueType;

const ResultColumn kSegment{"segment", kText, "", {"id in the chain file", "环节代号"}};

/// The three columns of a value and its interval.
std::vector<ResultColumn> ValueColumns(const std::string& name, const Text& meaning) {
  return {{name, kReal, "1", meaning},
          {name + "_low", kReal, "1", {"5th percentile", "第 5 百分位"}},
          {name + "_high", kReal, "1", {"95th percentile", "第 95 百分位"}}};
}

/// Both values, their difference and the probability that the first is larger.
std::vector<ResultColumn> PairColumns(const std::string& name, const Text& meaning) {
  std::vector<ResultColumn> columns;
  for (auto& three :
       {ValueColumns(name, meaning), ValueColumns("with_" + name, {"the same of the other", "对比方的同一数值"}),
        ValueColumns("difference", {"first - other, drawn together", "前者减后者，成对抽样"})}) {
    columns.insert(columns.end(), three.begin(), three.end());
  }
  columns.push_back(
      {"probability", kReal, "1", {"that the first is larger; equals count half", "前者更大的概率；相等计一半"}});
  return columns;
}

ResultTable SegmentsSpec() {
  ResultTable table{
      "segments", {"shortage side by side, the largest difference first", "短缺度并列，差异最大者在前"}, {kSegment}};
  std::ranges::copy(PairColumns("shortage", {"shortage of the first", "前者的短缺度"}),
                    std::back_inserter(table.columns));
  table.columns.insert(
      table.columns.end(),
      {{"rank", kInteger, "rank", {"of the first, among its segments", "前者的排名"}},
       {"with_rank", kInteger, "rank", {"of the other", "对比方的排名"}},
       {"choked", kBoolean, "", {"is the first choked?", "前者是否卡脖子"}},
       {"with_choked", kBoolean, "", {"is the other?", "对比方是否卡脖子"}},
       {"top_supplier", kText, "", {"of the first", "前者的最大供应方"}},
       {"with_top_supplier", kText, "", {"of the other", "对比方的最大供应方"}},
       {"group", kText, "", {"segments with one label rest on the same rows", "同组环节依据相同数据行"}},
       {"name", kText, "", {"its English name", "英文名"}},
       {"name_zh", kText, "", {"its Chinese name", "中文名"}}});
  return table;
}

ResultTable ScoresSpec() {
  ResultTable table{"scores",
                    {"denial, scarcity and incapacity side by side", "要不来、买不来、讨不来并列"},
                    {kSegment, {"score", kText, "", {"denial, scarcity or incapacity", "得分项"}}}};
  for (auto& three :
       {ValueColumns("value", {"of the first", "前者"}), ValueColumns("with_value", {"of the other", "对比方"})}) {
    table.columns.insert(table.columns.end(), three.begin(), three.end());
  }
  table.columns.push_back({"difference", kReal, "1", {"first - other", "前者减后者"}});
  return table;
}

ResultTable StationsSpec() {
  ResultTable table{"stations",
                    {"stations side by side, by one measure for both", "站点并列，双方用同一指标"},
                    {kSegment,
                     {"station", kText, "", {"discovery, invention, product, production, trade ...", "站点"}},
                     {"measure", kText, "", {"what is counted", "指标"}},
                     {"scale",
                      kText,
                      "",
                      {"strength (-1 to 1), or distance (share / share of the leader) where there is no strength",
                       "strength 为强度，distance 为与领先者之比"}}}};
  std::ranges::copy(PairColumns("value", {"of the first", "前者"}), std::back_inserter(table.columns));
  table.columns.push_back({"relation", kText, "", {"exact or group", "与环节的对应关系"}});
  return table;
}

ResultTable BreaksSpec() {
  return {
      "breaks",
      {"steps of the way that are a break for one of the two", "任一方出现断点的站段"},
      {kSegment,
       {"between", kText, "", {"the stations before and after", "站段"}},
       {"state", kText, "", {"of the first: break, uncertain, none, no_interval; missing: no such step", "前者判定"}},
       {"with_state", kText, "", {"of the other", "对比方判定"}},
       {"fall", kReal, "1", {"strength before - after, of the first", "前者强度落差"}},
       {"with_fall", kReal, "1", {"of the other", "对比方强度落差"}},
       {"probability", kReal, "1", {"that the first's fall is above delta", "前者落差超过 delta 的概率"}},
       {"with_probability", kReal, "1", {"that the other's is", "对比方落差超过 delta 的概率"}}}};
}

/// Two looks at one chain.
struct Pair {
  Assessment first, other;
  Text first_label, other_label;
};

/// Value, with_value, difference, probability.
void AddPair(std::optional<double> a, const std::vector<double>& a_draws,
             const std::optional<econ::Interval>& a_interval, std::optional<double> b,
             const std::vector<double>& b_draws, const std::optional<econ::Interval>& b_interval,
             std::vector<Value>& row) {
  row.insert(row.end(),
             {ToValue(a), LowOf(a_interval), HighOf(a_interval), ToValue(b), LowOf(b_interval), HighOf(b_interval)});
  if (!a || !b) {
    row.insert(row.end(), 4, Value());
    return;
  }
  row.emplace_back(*a - *b);
  if (a_draws.empty() || a_draws.size() != b_draws.size()) {
    row.insert(row.end(), 3, Value());
    return;
  }
  std::vector<double> difference(a_draws.size());
  double larger = 0;
  for (std::size_t d = 0; d < difference.size(); ++d) {
    difference[d] = a_draws[d] - b_draws[d];
    larger += difference[d] > 0 ? 1 : difference[d] == 0 ? 0.5 : 0;
  }
  const auto interval = econ::IntervalAround(*a - *b, difference);
  row.insert(row.end(), {LowOf(interval), HighOf(interval), larger / static_cast<double>(difference.size())});
}

Value TopSupplier(const SegmentDependence& found) {
  return found.history.empty() ? Value() : ToValue(found.history.back().top_supplier);
}

/// Largest absolute difference first; segments without one last, in the order of the chain.
void SortByDifference(Table& table) {
  const auto column = static_cast<std::size_t>(table.Find("difference"));
  std::ranges::stable_sort(table.rows, std::ranges::greater(), [column](const std::vector<Value>& row) {
    return IsMissing(row[column]) ? -1 : std::abs(RealOr(row[column], 0));
  });
}

void FillSegments(const Pair& pair, Table& table) {
  for (std::size_t s = 0; s < pair.first.chain.segments.size(); ++s) {
    const chain::Segment& segment = pair.first.chain.segments[s];
    const SegmentDependence &a = pair.first.dependence.segments[s], &b = pair.other.dependence.segments[s];
    std::vector<Value> row = {segment.id};
    AddPair(a.shortage.overall.value, a.shortage.overall_draws, a.shortage.overall.interval, b.shortage.overall.value,
            b.shortage.overall_draws, b.shortage.overall.interval, row);
    row.insert(row.end(), {ToValue(a.shortage.rank), ToValue(b.shortage.rank), ToValue(a.choked), ToValue(b.choked),
                           TopSupplier(a), TopSupplier(b), ToValue(a.group), segment.name.en, segment.name.zh});
    table.rows.push_back(std::move(row));
  }
  SortByDifference(table);
}

void FillScores(const Pair& pair, Table& table) {
  using Shortage = econ::SegmentShortage;
  for (std::size_t s = 0; s < pair.first.chain.segments.size(); ++s) {
    const Shortage &a = pair.first.dependence.segments[s].shortage, &b = pair.other.dependence.segments[s].shortage;
    for (const auto& [name, score] :
         {std::pair{"denial", &Shortage::denial}, std::pair{"scarcity", &Shortage::scarcity},
          std::pair{"incapacity", &Shortage::incapacity}}) {
      const econ::Score &x = a.*score, &y = b.*score;
      if (!x.value && !y.value) continue;
      table.rows.push_back({pair.first.chain.segments[s].id, std::string(name), ToValue(x.value), LowOf(x.interval),
                            HighOf(x.interval), ToValue(y.value), LowOf(y.interval), HighOf(y.interval),
                            x.value && y.value ? Value(*x.value - *y.value) : Value()});
    }
  }
}

void FillStations(const Pair& pair, Table& table) {
  for (std::size_t s = 0; s < pair.first.chain.segments.size(); ++s) {
    std::set<econ::Station> done;
    for (const StationEntry& entry : pair.first.profiles.segments[s].stations) {
      if (!entry.basis || !done.insert(entry.station).second) continue;
      const Reading &a = pair.first.profiles.readings[*entry.basis], &b = pair.other.profiles.readings[*entry.basis];
      const Basis& basis = pair.first.evidence.bases[*entry.basis];
      const bool strength = a.strength.strength || b.strength.strength;
      const auto value = [&](const Reading& r) { return strength ? r.strength.strength : r.strength.distance; };
      if (!value(a) && !value(b)) continue;
      std::vector<Value> row = {pair.first.chain.segments[s].id, std::string(econ::ToString(entry.station)),
                                std::string(Measures()[basis.measure].name),
                                std::string(strength ? "strength" : "distance")};
      AddPair(value(a), strength ? a.strength.strength_draws : a.strength.distance_draws,
              strength ? a.strength.strength_interval : a.strength.distance_interval, value(b),
              strength ? b.strength.strength_draws : b.strength.distance_draws,
              strength ? b.strength.strength_interval : b.strength.distance_interval, row);
      row.emplace_back(std::string(ToString(basis.relation)));
      table.rows.push_back(std::move(row));
    }
  }
}

void FillBreaks(const Pair& pair, Table& table) {
  const auto find = [](const std::vector<econ::Step>& steps, const std::string& between) -> const econ::Step* {
    const auto found = std::ranges::find(steps, between, BetweenOf);
    return found == steps.end() ? nullptr : &*found;
  };
  for (std::size_t s = 0; s < pair.first.chain.segments.size(); ++s) {
    const auto &a = pair.first.profiles.segments[s].steps, &b = pair.other.profiles.segments[s].steps;
    std::vector<std::string> steps;
    for (const auto* both : {&a, &b}) {
      for (const econ::Step& step : *both) {
        if (step.state == econ::StepState::kBreak && std::ranges::find(steps, BetweenOf(step)) == steps.end())
          steps.push_back(BetweenOf(step));
      }
    }
    for (const auto& between : steps) {
      const econ::Step *x = find(a, between), *y = find(b, between);
      const auto state = [](const econ::Step* step) {
        return step == nullptr ? Value() : Value(std::string(econ::ToString(step->state)));
      };
      table.rows.push_back({pair.first.chain.segments[s].id, between, state(x), state(y),
                            x == nullptr ? Value() : Value(x->fall), y == nullptr ? Value() : Value(y->fall),
                            x == nullptr ? Value() : ToValue(x->probability),
                            y == nullptr ? Value() : ToValue(y->probability)});
    }
  }
}

std::vector<Sentence> SentencesOf(const Pair& pair, const Table& segments) {
  constexpr std::size_t kShown = 3;
  const Text &a = pair.first_label, &b = pair.other_label;
  std::size_t compared = 0, larger = 0, smaller = 0, choked = 0, with_choked = 0;
  std::array<std::vector<std::string>, 2> en, zh;  // where the first is worse, and the other
  std::set<std::string> told;
  for (std::size_t i = 0; i < segments.rows.size(); ++i) {
    choked += BooleanOr(segments.At(i, "choked"), false) ? 1U : 0U;
    with_choked += BooleanOr(segments.At(i, "with_choked"), false) ? 1U : 0U;
    if (IsMissing(segments.At(i, "difference"))) continue;
    ++compared;
    const double probability = RealOr(segments.At(i, "probability"), 0.5);
    const bool first_worse = probability >= pair.first.probability,
               other_worse = probability <= 1 - pair.first.probability;
    larger += first_worse ? 1U : 0U;
    smaller += other_worse ? 1U : 0U;
    if (!first_worse && !other_worse) continue;
    const std::string group = TextOr(segments.At(i, "group"));
    auto& side_en = en[first_worse ? 0 : 1];
    if (side_en.size() == kShown || (!group.empty() && !told.insert(group).second)) continue;
    const std::string both = fmt::format("{:.2f} / {:.2f}", RealOr(segments.At(i, "shortage"), 0),
                                         RealOr(segments.At(i, "with_shortage"), 0));
    side_en.push_back(fmt::format("{} ({})", TextOr(segments.At(i, "name")), both));
    zh[first_worse ? 0 : 1].push_back(fmt::format("{}（{}）", TextOr(segments.At(i, "name_zh")), both));
  }
  const std::size_t all = segments.rows.size();
  const std::string sure = PercentText(pair.first.probability);
  std::vector<Sentence> sentences;
  sentences.push_back(
      {"summary",
       {fmt::format(
            "{}, {} beside {}: {} of {} segments can be compared; shortage is greater for {} in {} and for {} in {} "
            "(with a probability of at least {}), and open in {}.",
            pair.first.chain.title.en, a.en, b.en, compared, all, a.en, larger, b.en, smaller, sure,
            compared - larger - smaller),
        fmt::format(
            "{}，{}与{}：{} 个环节中 {} 个可比；以至少 {} 的概率，{}更短缺的有 {} 个，{}更短缺的有 {} 个，{} 个难分。",
            pair.first.chain.title.zh, a.zh, b.zh, all, compared, sure, a.zh, larger, b.zh, smaller,
            compared - larger - smaller)}});
  sentences.push_back({"choked",
                       {fmt::format("Choked: {} for {}, {} for {}.", choked, a.en, with_choked, b.en),
                        fmt::format("卡脖子环节：{} {} 个，{} {} 个。", a.zh, choked, b.zh, with_choked)}});
  for (const std::size_t side : {0U, 1U}) {
    if (en[side].empty()) continue;
    const Text& who = side == 0 ? a : b;
    sentences.push_back({"greater",
                         {fmt::format("Greater for {} above all: {}.", who.en, fmt::join(en[side], ", ")),
                          fmt::format("{}明显更短缺：{}。", who.zh, fmt::join(zh[side], "、"))}});
  }
  return sentences;
}

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "compare";
  spec.title = {"Two economies, or two years, side by side", "两个经济体或两个年份并列比较"};
  spec.sentence = {"Where do two economies, or two years of one, differ along the chain, and how sure is that?",
                   "两个经济体（或同一经济体的两个年份）在产业链上差在哪里？有多大把握？"};
  spec.parameters = AssessmentParameters(AssessmentScope::kShortage);
  spec.parameters.insert(spec.parameters.begin() + 2,
                         {{.name = "with",
                           .type = ParameterType::kEconomy,
                           .meaning = {"the other economy; not given: the same one in another year",
                                       "对比的经济体；不给则为同一经济体的另一年份"}},
                          {.name = "with_year",
                           .type = ParameterType::kInteger,
                           .meaning = {"the other look uses nothing newer than this year; not given: as --year",
                                       "对比方不使用晚于该年的数据"},
                           .minimum = 1500,
                           .maximum = 2100}});
  spec.tables = {SegmentsSpec(),          ScoresSpec(),          StationsSpec(), BreaksSpec(),
                 SentencesTable().spec(), EvidenceTable().spec()};
  spec.conventions = AssessmentConventions(AssessmentScope::kShortage);
  spec.conventions.emplace_back(
      "Both are drawn with the same seed, weights and ramp ends, so that a difference is not noise of the method; "
      "parts "
      "without data for both are drawn alike.");
  spec.conventions.emplace_back("Ranks are among an economy's own segments: they are not compared across economies.");
  spec.references = {"European Commission (2021). SWD(2021) 352: Strategic dependencies and capacities."};
  spec.example = "tenon run compare --chain chains/chips.yaml --economy KOR --with USA";
  return spec;
}

Text LabelOf(const Arguments& arguments) {
  const Text economy = EconomyText(arguments.GetText("economy"));
  if (!arguments.Has("year")) return economy;
  const std::int64_t year = arguments.GetInteger("year");
  return {fmt::format("{} {}", economy.en, year), fmt::format("{}{}年", economy.zh, year)};
}

Result<Pair> Measure(const Question& question) {
  Arguments arguments = question.arguments;
  if (arguments.Has("with")) arguments.Set("economy", arguments.GetText("with"));
  if (arguments.Has("with_year")) arguments.Set("year", arguments.GetInteger("with_year"));
  Pair pair{{}, {}, LabelOf(question.arguments), LabelOf(arguments)};
  if (arguments.values().at("economy") == question.arguments.values().at("economy") &&
      arguments.values().at("year") == question.arguments.values().at("year")) {
    return Fail(ErrorKind::kInvalidArgument,
                "both looks are the same; name another economy by --with or another year by --with-year", "--with");
  }
  TENON_ASSIGN(pair.first, Assess(question, AssessmentScope::kShortage));
  const Question other{question.spec, arguments, question.snapshot, question.job, {}};
  TENON_ASSIGN(pair.other, Assess(other, AssessmentScope::kShortage));
  return pair;
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(const Pair pair, Measure(question));
  Answer answer;
  const auto add = [&](const ResultTable& spec, void (*fill)(const Pair&, Table&)) {
    fill(pair, answer.tables.emplace_back(spec.MakeTable()));
  };
  add(SegmentsSpec(), FillSegments);
  add(ScoresSpec(), FillScores);
  add(StationsSpec(), FillStations);
  add(BreaksSpec(), FillBreaks);
  const std::vector<Sentence> sentences = SentencesOf(pair, answer.tables.front());
  AddSentences(sentences, answer.tables.emplace_back(SentencesTable().spec().MakeTable()));
  const AnswerTable evidence = EvidenceTable();
  evidence.fill(pair.first, answer.tables.emplace_back(evidence.spec().MakeTable()));
  answer.receipt.warnings = pair.first.warnings;
  for (const auto& warning : pair.other.warnings) {
    if (std::ranges::find(answer.receipt.warnings, warning) == answer.receipt.warnings.end())
      answer.receipt.warnings.push_back(warning);
  }
  answer.receipt.sources = pair.first.sources;
  AddSources(pair.other.sources, answer.receipt.sources);
  return answer;
}

}  // namespace

const Analysis& CompareAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
