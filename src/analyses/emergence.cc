#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyses/answer_tables.h"
#include "analyses/emergence_spec.h"
#include "analyses/questions.h"
#include "econ/count_step.h"
#include "econ/false_discovery.h"
#include "fmt/format.h"

namespace tenon::analyses {
namespace {

/// What has no row in a year: nothing, or not known.
enum class Gap { kZero, kUnknown };

struct Item {
  Value name;
  std::map<std::int64_t, std::uint64_t> years;
};

struct Series {
  std::map<std::string, Item> items;
  std::map<std::int64_t, std::uint64_t> totals;
  std::uint64_t undated = 0;
  Gap gap = Gap::kZero;

  std::uint64_t Total(std::int64_t year) const {
    const auto found = totals.find(year);
    return found == totals.end() ? 0 : found->second;
  }
};

/// The test as of one year.
struct StepTest {
  std::int64_t until = 0, after_from = 0, before_from = 0;
  std::uint64_t total_before = 0, total_after = 0;
  std::size_t items = 0, unknown = 0;
  std::optional<double> scatter;
  std::vector<std::map<std::string, Item>::const_iterator> tested;
  std::vector<econ::CountStep> steps;
  std::vector<double> q_values;
  std::vector<std::string> flags;
};

Result<Series> ReadSeries(const Question& question) {
  const Arguments& arguments = question.arguments;
  const std::string of = arguments.GetText("of");
  TENON_ASSIGN(const Table rows, question.snapshot.Ask("item_years",
                                                       {{"of", of},
                                                        {"scheme", arguments.GetText("scheme")},
                                                        {"depth", arguments.GetText("depth")},
                                                        {"indicator", arguments.values().at("indicator")},
                                                        {"economy", arguments.GetText("economy")},
                                                        {"source", arguments.values().at("source")}},
                                                       question.job));
  Series series;
  series.gap = of == "indicator" ? Gap::kUnknown : Gap::kZero;
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    const double value = RealOr(rows.At(row, "value"), 0);
    if (value < 0 || value != std::floor(value) || value > 1e15) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("{} of '{}' in {} is {}: a step test needs counts, whole numbers of 0 or more",
                              TextOr(rows.At(row, "item")), arguments.GetText("indicator"),
                              IntegerOr(rows.At(row, "year"), 0), value),
                  "--indicator");
    }
    const auto count = static_cast<std::uint64_t>(value);
    if (IsMissing(rows.At(row, "year"))) {
      series.undated += count;
      continue;
    }
    const std::int64_t year = IntegerOr(rows.At(row, "year"), 0);
    Item& item = series.items[TextOr(rows.At(row, "item"))];
    item.name = rows.At(row, "name");
    item.years[year] = count;
    series.totals[year] += count;
  }
  return series;
}

Status NothingLoaded(const Question& question, const Series& series) {
  const std::string of = question.arguments.GetText("of");
  if (series.undated > 0) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("none of the {} {} loaded has a year: load a source that states years "
                            "(openalex for works; lens or a table of your own for patents)",
                            series.undated, of == "topic" ? "works" : "patents"));
  }
  if (of == "topic") return Fail(ErrorKind::kNotFound, "no works with topics are loaded: load openalex");
  if (of == "class") {
    return Fail(ErrorKind::kNotFound, fmt::format("no patents with {} classes are loaded: load lens, or tables of your "
                                                  "own into patent and patent_class",
                                                  question.arguments.GetText("scheme")));
  }
  return Fail(ErrorKind::kNotFound,
              fmt::format("no counts of '{}' for {} are loaded: `tenon sql \"select distinct source, indicator from "
                          "indicator\"` says which there are",
                          question.arguments.GetText("indicator"), question.arguments.GetText("economy")),
              "--indicator");
}

/// The newest year that seems complete.
std::int64_t NewestFull(const Series& series) {
  for (auto at = series.totals.rbegin(); at != series.totals.rend(); ++at) {
    if (2 * at->second >= series.Total(at->first - 1)) return at->first;
  }
  return series.totals.rbegin()->first;
}

/// Rows of counts of the items that are tested.
std::vector<std::uint64_t> Choose(const Series& series, std::uint64_t at_least, StepTest& test) {
  std::vector<std::uint64_t> counts;
  for (auto item = series.items.begin(); item != series.items.end(); ++item) {
    std::vector<std::uint64_t> row;
    bool is_known = true;
    for (std::int64_t year = test.before_from; year <= test.until; ++year) {
      const auto found = item->second.years.find(year);
      is_known = is_known && (found != item->second.years.end() || series.gap == Gap::kZero);
      row.push_back(found == item->second.years.end() ? 0 : found->second);
    }
    const std::uint64_t total = std::reduce(row.begin(), row.end());
    test.items += total > 0 ? 1 : 0;
    if (total < at_least) continue;
    test.unknown += is_known ? 0 : 1;
    if (!is_known) continue;
    test.tested.push_back(item);
    counts.insert(counts.end(), row.begin(), row.end());
  }
  return counts;
}

/// Errors  NotFound: with --expect share, a year without anything.
Result<StepTest> Test(const Arguments& arguments, const Series& series, std::int64_t until) {
  const std::int64_t window = arguments.GetInteger("window");
  StepTest test;
  test.until = until;
  test.after_from = until - window + 1;
  test.before_from = test.after_from - window;
  std::vector<double> exposure;
  for (std::int64_t year = test.before_from; year <= until; ++year) {
    const std::uint64_t total = series.Total(year);
    (year < test.after_from ? test.total_before : test.total_after) += total;
    const bool follows_total = arguments.GetText("expect") == "share";
    if (follows_total && total == 0) {
      return Fail(ErrorKind::kNotFound, fmt::format("nothing is loaded of {}, but the windows are {} to {}: choose "
                                                    "--until and --window within the data, or --expect level",
                                                    year, test.before_from, until));
    }
    exposure.push_back(follows_total ? static_cast<double>(total) : 1);
  }
  const auto counts = Choose(series, static_cast<std::uint64_t>(arguments.GetInteger("at_least")), test);
  const econ::StepCounts step{counts, exposure, static_cast<std::size_t>(window)};
  if (arguments.GetText("model") != "poisson") {
    TENON_ASSIGN(test.scatter, econ::EstimateYearScatter(step));
  }
  TENON_ASSIGN(test.steps, econ::TestSteps(step, test.scatter));
  std::vector<double> p_values;
  for (const econ::CountStep& tested : test.steps) p_values.push_back(tested.p_value);
  test.q_values = econ::FalseDiscoveryRates(p_values);
  for (std::size_t i = 0; i < test.steps.size(); ++i) {
    const econ::CountStep& tested = test.steps[i];
    const bool is_flagged =
        test.q_values[i] <= arguments.GetReal("fdr") &&
        tested.ratio.value_or(std::numeric_limits<double>::infinity()) >= arguments.GetReal("ratio");
    test.flags.emplace_back(!is_flagged ? "" : tested.ratio ? "emerging" : "new");
  }
  return test;
}

Value Count(std::uint64_t value) { return static_cast<std::int64_t>(value); }

void AddStep(const StepTest& test, Table& table) {
  const auto flagged = std::ranges::count_if(test.flags, [](const std::string& flag) { return !flag.empty(); });
  table.rows.push_back({test.until, test.before_from, test.after_from, Count(test.total_before),
                        Count(test.total_after), Count(test.items), Count(test.tested.size()), ToValue(test.scatter),
                        static_cast<std::int64_t>(flagged)});
}

/// `tests` by year; the last is the one asked for.
Table ItemsTable(const Question& question, const std::vector<StepTest>& tests) {
  std::map<std::string, std::int64_t> times, since;
  for (const StepTest& test : tests) {
    std::map<std::string, std::int64_t> run;
    for (std::size_t i = 0; i < test.tested.size(); ++i) {
      if (test.flags[i].empty()) continue;
      const std::string& item = test.tested[i]->first;
      ++times[item];
      run[item] = since.contains(item) ? since[item] : test.until;
    }
    since = std::move(run);
  }
  const StepTest& last = tests.back();
  std::vector<std::size_t> order(last.tested.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return last.steps[i].p_value; });
  Table table = question.spec.tables[0].MakeTable();
  for (const std::size_t i : order) {
    const auto& [item, series] = *last.tested[i];
    const econ::CountStep& step = last.steps[i];
    table.rows.push_back({item, series.name, Count(step.before), Count(step.after), step.expected, ToValue(step.ratio),
                          step.ratio_low, ToValue(step.ratio_high), step.probability, step.p_value, last.q_values[i],
                          ToValue(last.flags[i]), times[item], since.contains(item) ? Value(since[item]) : Value()});
  }
  return table;
}

void AddWarnings(const Question& question, const Series& series, const std::vector<StepTest>& tests,
                 std::vector<std::string>& warnings) {
  const StepTest& last = tests.back();
  const std::string of = question.arguments.GetText("of");
  if (series.undated > 0) {
    warnings.push_back(fmt::format("{} {} of unknown year count nowhere", series.undated,
                                   of == "topic" ? "works" : "patents (once for each class)"));
  }
  if (const std::int64_t newest = series.totals.rbegin()->first; newest > last.until) {
    warnings.push_back(
        fmt::format("years after {} (up to {}) are not used{}", last.until, newest,
                    question.arguments.Has("until") ? "" : ": they seem incomplete; --until takes them"));
  }
  if (last.unknown > 0) {
    warnings.push_back(fmt::format(
        "{} items lack a row in some year of the windows: unknown, not zero; they are not tested", last.unknown));
  }
  if (const auto asked = static_cast<std::size_t>(question.arguments.GetInteger("steps")); tests.size() < asked) {
    warnings.push_back(fmt::format("the data reach back to {} of the {} repeated tests", tests.size(), asked));
  }
  if (question.arguments.GetText("model") != "poisson" && question.arguments.GetInteger("window") == 1) {
    warnings.emplace_back("a window of one year cannot tell scatter from a step: p is that of the poisson model");
  }
}

Result<Answer> Run(const Question& question) {
  const Arguments& arguments = question.arguments;
  const std::string of = arguments.GetText("of");
  if (of == "indicator" && !arguments.Has("indicator")) {
    return Fail(ErrorKind::kInvalidArgument, "--of indicator needs the name of one", "--indicator");
  }
  TENON_ASSIGN(const Series series, ReadSeries(question));
  if (series.items.empty()) {
    TENON_CHECK(NothingLoaded(question, series));
  }
  const std::int64_t until = arguments.Has("until") ? arguments.GetInteger("until") : NewestFull(series);
  std::vector<StepTest> tests;
  for (std::int64_t back = arguments.GetInteger("steps") - 1; back >= 0; --back) {
    if (question.job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped");
    auto test = Test(arguments, series, until - back);
    if (!test && (back == 0 || test.error().kind != ErrorKind::kNotFound)) return std::unexpected(test.error());
    if (test) tests.push_back(*std::move(test));
  }
  Answer answer;
  Table steps = question.spec.tables[1].MakeTable();
  for (const StepTest& test : tests) AddStep(test, steps);
  answer.tables = {ItemsTable(question, tests), std::move(steps)};
  AddWarnings(question, series, tests, answer.receipt.warnings);
  answer.receipt.sources =
      question.snapshot.SourcesOf(of == "topic"   ? std::vector<std::string>{"work", "work_topic"}
                                  : of == "class" ? std::vector<std::string>{"patent", "patent_class"}
                                                  : std::vector<std::string>{"indicator"});
  return answer;
}

}  // namespace

const Analysis& EmergenceAnalysis() {
  static const Analysis analysis{EmergenceSpec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
