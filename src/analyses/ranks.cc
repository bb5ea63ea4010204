#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "analyses/activities.h"
#include "analyses/measure.h"
#include "analyses/questions.h"
#include "base/nearest.h"
#include "econ/complexity_index.h"
#include "econ/concentration.h"
#include "econ/fitness.h"
#include "econ/rank.h"
#include "store/economy.h"

namespace tenon::analyses {
namespace {

constexpr std::size_t kDraws = 1000;

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "ranks";
  spec.title = {"Ranks over time", "历年排名"};
  spec.sentence = {"Who stands where by a measure, how does that change over the years, and how sure is it?",
                   "按某一度量各自排第几，历年如何变化，有多确定？"};
  spec.parameters = {
      {.name = "by",
       .type = ParameterType::kChoice,
       .meaning = {"what is ranked: an indicator that was loaded, or, made from amounts: eci, fitness, diversity, hhi "
                   "(concentration of a place's amounts over its activities)",
                   "排名依据：已载入的指标（indicator），或由数量算出的 "
                   "eci、fitness、diversity、hhi（一地数量在各活动间的集中度）"},
       .required = true,
       .choices = {"indicator", "eci", "fitness", "diversity", "hhi"}},
      {.name = "indicator",
       .type = ParameterType::kText,
       .meaning = {"with --by indicator: its name, e.g. publications", "--by indicator 时的指标名，例如 publications"}},
      {.name = "item",
       .type = ParameterType::kText,
       .meaning = {"with --by indicator: field or industry; without it the total",
                   "--by indicator 时的领域或行业；不给则为合计"}},
      {.name = "from_year",
       .type = ParameterType::kInteger,
       .meaning = {"first year", "起始年份"},
       .minimum = 1500,
       .maximum = 2100},
      {.name = "until_year",
       .type = ParameterType::kInteger,
       .meaning = {"last year", "终止年份"},
       .minimum = 1500,
       .maximum = 2100},
      {.name = "first",
       .type = ParameterType::kChoice,
       .meaning = {"which value has rank 1", "何者排第 1"},
       .default_value = Value(std::string("largest")),
       .choices = {"largest", "smallest"}},
      {.name = "seed",
       .type = ParameterType::kInteger,
       .meaning = {"seed of the draws", "随机种子"},
       .default_value = Value(std::int64_t{1}),
       .minimum = 0,
       .maximum = 9007199254740991.0},
  };
  for (Parameter& parameter : ActivityParameters()) spec.parameters.push_back(std::move(parameter));
  spec.tables = {
      {"ranks",
       {"one row for each place and year, by year and rank", "每个地方每年一行，按年份与名次排列"},
       {
           {"place", ValueType::kText, "", {"economy or code of the region", "经济体或地区代码"}},
           {"name", ValueType::kText, "", {"its name", "名称"}},
           {"year", ValueType::kInteger, "year", {"the year", "年份"}},
           {"value", ValueType::kReal, "of the measure", {"the measure; missing: not known", "度量值；缺失：未知"}},
           {"rank",
            ValueType::kInteger,
            "rank",
            {"1 is first; equals share the better rank", "1 为第一；并列取较前名次"}},
           {"ranked", ValueType::kInteger, "count", {"places with a value in that year", "当年有值的地方数"}},
           {"rank_low",
            ValueType::kInteger,
            "rank",
            {"5th percentile of the rank; missing: no error is known", "名次的第 5 百分位；缺失：误差未知"}},
           {"rank_high", ValueType::kInteger, "rank", {"95th percentile of the rank", "名次的第 95 百分位"}},
           {"before",
            ValueType::kInteger,
            "year",
            {"the year before in which this place has a value", "该地上一个有值的年份"}},
           {"value_change", ValueType::kReal, "of the measure", {"value less that of `before`", "与 before 年的差"}},
           {"rank_change",
            ValueType::kInteger,
            "rank",
            {"places won since `before` (negative: lost)", "自 before 年起上升的名次（负为下降）"}},
           {"unit", ValueType::kText, "", {"unit of the value", "度量单位"}},
       }}};
  spec.conventions = {
      "A rank counts the places with a value in that year only: see `ranked` before comparing years. Groups of "
      "economies "
      "are not ranked.",
      "Intervals are the 5th to 95th percentile of the ranks of 1,000 seeded draws: counts Gamma (Jeffreys), values in "
      "USD 5 % relative error. For other units, and for measures made from amounts, no error is known and the interval "
      "is missing.",
      "ECI and fitness compare places within one year: a change says how a place moved against the others."};
  const auto more = ActivityConventions();
  spec.conventions.insert(spec.conventions.end(), more.begin(), more.end());
  spec.references = {"Brown, L. D., Cai, T. T., DasGupta, A. (2001). Interval estimation. doi 10.1214/ss/1009213286"};
  spec.example = "tenon run ranks --by indicator --indicator publications --from-year 2018";
  return spec;
}

/// Values of one year by place; missing: named, not known.
using YearValues = std::map<std::string, std::optional<double>>;

struct Series {
  std::map<std::int64_t, YearValues> years;
  std::string unit;
  std::map<std::string, Value> names;
  std::optional<econ::ErrorModel> error;
};

/// The item asked for; else the source's own total, else the only item, else (missing) the sum where items add up.
Result<Value> ChooseItem(const Question& question, const std::string& items) {
  const Arguments& arguments = question.arguments;
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= items.size();) {
    const std::size_t end = std::min(items.find('\n', begin), items.size());
    names.push_back(items.substr(begin, end - begin));
    begin = end + 1;
  }
  const std::string wanted = arguments.Has("item") ? arguments.GetText("item") : "ALL";
  if (std::ranges::find(names, wanted) != names.end()) return Value(wanted);
  if (!arguments.Has("item")) {
    if (names.size() == 1) return Value(names[0]);
    const auto measure =
        std::ranges::find(Measures(), std::string_view(arguments.GetText("indicator")), &Measure::name);
    if (measure != Measures().end() && measure->total == Measure::Total::kFields) return Value();
  }
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("{} has no item {}; choose one by --item from: {}", arguments.GetText("indicator"), wanted,
                          fmt::join(names, ", ")),
              "item");
}

Result<Series> ReadIndicator(const Question& question, Answer& answer) {
  const Arguments& arguments = question.arguments;
  TENON_ASSIGN(const Table offers, question.snapshot.Ask("indicator_years", {}, question.job));
  std::vector<std::string> names;
  std::vector<std::size_t> fitting;
  std::string loaded;
  for (std::size_t row = 0; row < offers.rows.size(); ++row) {
    const std::string name = TextOr(offers.At(row, "indicator")), source = TextOr(offers.At(row, "source"));
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    loaded +=
        fmt::format("{}{} ({}, {}, {} to {})", loaded.empty() ? "" : "; ", name, source, TextOr(offers.At(row, "unit")),
                    IntegerOr(offers.At(row, "first_year"), 0), IntegerOr(offers.At(row, "last_year"), 0));
    if (name == arguments.GetText("indicator") && (!arguments.Has("source") || source == arguments.GetText("source"))) {
      fitting.push_back(row);
    }
  }
  if (names.empty()) {
    return Fail(ErrorKind::kNotFound, "no source with rows of `indicator` is loaded; `tenon sources` lists them");
  }
  if (fitting.size() != 1) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} indicator '{}'{}{}; loaded are: {}",
                            fitting.empty() ? "no" : "several sources hold the", arguments.GetText("indicator"),
                            fitting.empty() ? DidYouMean(arguments.GetText("indicator"), names) : "",
                            fitting.empty() ? "" : "; choose one by --source", loaded),
                "indicator");
  }
  Series series;
  series.unit = TextOr(offers.At(fitting[0], "unit"));
  if (series.unit == "count") series.error = econ::CountError();
  if (series.unit == "USD") series.error = econ::ValueError();
  const std::string source = TextOr(offers.At(fitting[0], "source"));
  TENON_ASSIGN(const Value item, ChooseItem(question, TextOr(offers.At(fitting[0], "items"))));
  TENON_ASSIGN(const Table rows, question.snapshot.Ask("indicator_series",
                                                       {{"source", source},
                                                        {"indicator", arguments.GetText("indicator")},
                                                        {"item", item},
                                                        {"from_year", arguments.values().at("from_year")},
                                                        {"until_year", arguments.values().at("until_year")}},
                                                       question.job));
  for (const auto& row : rows.rows) {
    const std::string place = TextOr(row[0]);
    const store::Economy* economy = store::FindEconomy(place);
    if (economy != nullptr && economy->kind == store::EconomyKind::kGroup) continue;
    const std::optional<double> value = IsMissing(row[2]) ? std::nullopt : std::optional(RealOr(row[2], 0));
    series.years[IntegerOr(row[1], 0)][place] = value;
    series.names[place] = economy == nullptr ? Value() : Value(economy->name.en);
    if (value && *value < 0) series.error.reset();
  }
  if (series.years.empty()) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("{} of {} has no rows in these years; it covers {} to {}. No row is not zero.",
                            arguments.GetText("indicator"), source, IntegerOr(offers.At(fitting[0], "first_year"), 0),
                            IntegerOr(offers.At(fitting[0], "last_year"), 0)));
  }
  for (SourceUse& use : question.snapshot.SourcesOf({"indicator"})) {
    if (use.source == source) answer.receipt.sources.push_back(std::move(use));
  }
  return series;
}

/// The measure of every place of one year.
Result<std::vector<std::optional<double>>> MeasureYear(const std::string& by, const Activities& data,
                                                       std::vector<std::string>& warnings) {
  std::vector<std::optional<double>> values(data.places.size());
  if (by == "eci") {
    TENON_ASSIGN(econ::ComplexityIndex index, econ::MeasureComplexityIndex(data.presence));
    if (index.state != econ::IndexState::kDetermined) {
      warnings.push_back(fmt::format("{}: no ECI: the second eigenvector is not determined", data.year));
    } else if (index.components > 1) {
      warnings.push_back(
          fmt::format("{}: M falls into {} parts; only the largest has an ECI", data.year, index.components));
    }
    return index.eci;
  }
  if (by == "fitness") {
    TENON_ASSIGN(econ::Fitness fitness, econ::MeasureFitness(data.presence));
    return fitness.places;
  }
  for (std::uint32_t place = 0; place < values.size(); ++place) {
    if (data.table.place_total(place) == 0) continue;
    if (by == "diversity") {
      values[place] = static_cast<double>(data.presence.diversity(place));
      continue;
    }
    econ::Supply supply;
    for (const auto& cell : data.table.Row(place)) supply.named.emplace_back(cell.amount);
    TENON_ASSIGN(const econ::Concentration concentration, econ::MeasureConcentration(supply));
    values[place] = concentration.hhi;
  }
  return values;
}

Result<Series> MeasureActivities(const Question& question, Answer& answer) {
  const Arguments& arguments = question.arguments;
  const std::string by = arguments.GetText("by");
  TENON_ASSIGN(const ActivitySource chosen, ChooseActivities(question));
  Series series;
  series.unit = by == "diversity" ? "count" : "1";
  for (const std::int64_t year : chosen.years) {
    if (arguments.Has("from_year") && year < arguments.GetInteger("from_year")) continue;
    if (arguments.Has("until_year") && year > arguments.GetInteger("until_year")) continue;
    if (question.job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped");
    TENON_ASSIGN(Activities data, ReadActivities(question, chosen, year));
    TENON_ASSIGN(const auto values, MeasureYear(by, data, data.warnings));
    for (std::size_t place = 0; place < values.size(); ++place) {
      series.years[year][data.places[place]] = values[place];
      series.names[data.places[place]] = NameOfPlace(chosen, data.places[place]);
    }
    auto& warnings = answer.receipt.warnings;
    warnings.insert(warnings.end(), data.warnings.begin(), data.warnings.end());
  }
  if (series.years.empty()) {
    return Fail(ErrorKind::kNotFound, fmt::format("{} of {} has no rows of these years; it covers {} to {}", chosen.of,
                                                  chosen.source, chosen.years.front(), chosen.years.back()));
  }
  answer.receipt.sources = SourcesOf(question, chosen);
  return series;
}

/// Ranks of one year, 1 for the largest value times `sign`.
std::map<std::string, econ::RankInterval> RankYear(const Series& series, const YearValues& values, double sign,
                                                   std::uint64_t seed) {
  econ::RankInput input;
  std::vector<std::string> places;
  const std::size_t draws = series.error ? kDraws : 1;  // one exact draw gives an interval that is not shown
  const econ::ErrorDraw draw(series.error.value_or(econ::ExactError()));
  Random random(seed);
  for (const auto& [place, value] : values) {
    places.push_back(place);
    input.members.push_back(1);
    input.values.push_back(value ? std::optional(sign * *value) : std::nullopt);
    auto& drawn = input.draws.emplace_back();
    for (std::size_t i = 0; value && i < draws; ++i)
      drawn.push_back(sign * (series.error ? draw(*value, random) : *value));
  }
  std::map<std::string, econ::RankInterval> ranks;
  const auto intervals = econ::RankByDraws(input, draws, 1);
  for (std::size_t i = 0; i < places.size(); ++i) ranks[places[i]] = intervals[i];
  return ranks;
}

Value Rank(const std::optional<std::size_t>& rank) { return rank ? Value(static_cast<std::int64_t>(*rank)) : Value(); }

Status CheckTogether(const Arguments& arguments) {
  const bool is_indicator = arguments.GetText("by") == "indicator";
  if (is_indicator && !arguments.Has("indicator")) {
    return Fail(ErrorKind::kInvalidArgument, "--by indicator needs --indicator NAME, e.g. publications", "indicator");
  }
  for (const char* name : {"indicator", "item"}) {
    if (!is_indicator && arguments.Has(name)) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("--{} goes with --by indicator only", name), name);
    }
  }
  for (const char* name :
       {"of", "classification", "measure", "economy", "kind", "codes", "min_place_total", "min_activity_total"}) {
    if (is_indicator && arguments.Has(name)) {
      return Fail(ErrorKind::kInvalidArgument, "it does not go with --by indicator, which is loaded as it stands",
                  name);
    }
  }
  return {};
}

Result<Answer> Run(const Question& question) {
  const Arguments& arguments = question.arguments;
  TENON_CHECK(CheckTogether(arguments));
  Answer answer;
  TENON_ASSIGN(const Series series, arguments.GetText("by") == "indicator" ? ReadIndicator(question, answer)
                                                                           : MeasureActivities(question, answer));
  const double sign = arguments.GetText("first") == "largest" ? 1 : -1;
  Table& table = answer.tables.emplace_back(question.spec.tables[0].MakeTable());
  struct Before {
    std::int64_t year = 0;
    double value = 0;
    std::size_t rank = 0;
  };
  std::map<std::string, Before> before;
  for (const auto& [year, values] : series.years) {
    const auto ranks = RankYear(series, values, sign, static_cast<std::uint64_t>(arguments.GetInteger("seed")));
    const auto ranked = std::ranges::count_if(values, [](const auto& entry) { return entry.second.has_value(); });
    std::vector<std::string> order;
    for (const auto& [place, value] : values) order.push_back(place);
    std::ranges::stable_sort(order, {}, [&](const std::string& place) {
      return ranks.at(place).rank.value_or(static_cast<std::size_t>(-1));
    });
    for (const std::string& place : order) {
      const auto& value = values.at(place);
      const econ::RankInterval& rank = ranks.at(place);
      const auto old = before.find(place);
      const bool compared = value && old != before.end();
      table.rows.push_back(
          {place, series.names.at(place), year, value ? Value(*value) : Value(), Rank(rank.rank),
           static_cast<std::int64_t>(ranked), series.error ? Rank(rank.low) : Value(),
           series.error ? Rank(rank.high) : Value(), compared ? Value(old->second.year) : Value(),
           compared ? Value(*value - old->second.value) : Value(),
           compared ? Value(static_cast<std::int64_t>(old->second.rank) - static_cast<std::int64_t>(*rank.rank))
                    : Value(),
           series.unit});
      if (value) before[place] = {year, *value, *rank.rank};
    }
  }
  return answer;
}

}  // namespace

const Analysis& RanksAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
