#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyses/quality_spec.h"
#include "analyses/questions.h"
#include "analyses/topic_items.h"
#include "econ/estimate.h"
#include "fmt/format.h"
#include "graph/cd_index.h"
#include "index/citation_index.h"

namespace tenon::analyses {
namespace {

enum Measured : std::size_t { kTop1, kTop10, kDisruption, kCrossing, kReuse, kRetraction, kNumMeasured };
constexpr std::array<std::string_view, kNumMeasured> kNames = {"top_1",    "top_10", "disruption",
                                                               "crossing", "reuse",  "retraction"};

/// What one work adds to one measure: to a ratio, what stands above and below the line, and above it if the work were
/// as is usual; to a median, its value.
struct Part {
  double above = 0, below = 0;
  std::optional<double> usual;
};

struct Work {
  std::array<std::optional<Part>, kNumMeasured> parts;  ///< missing: says nothing of it
};

/// A part of a work that is one economy's.
struct Credit {
  std::size_t work = 0;
  double credit = 0;
};

struct Item {
  std::string id;
  std::vector<Work> works;
  std::map<std::string, std::vector<Credit>> economies;
};

/// CD of works, by source and key.
using Disruption = std::map<std::pair<std::string, std::string>, double>;

/// CD of the works in `rows`; sources without citations give none.
Result<Disruption> ReadDisruption(const Question& question, const Table& rows) {
  std::map<std::string, std::set<std::string>> works;  // by source
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    works[TextOr(rows.At(row, "source"))].insert(TextOr(rows.At(row, "work_key")));
  }
  TENON_ASSIGN(const Table contents, question.snapshot.Contents());
  Disruption disruption;
  for (std::size_t row = 0; row < contents.rows.size(); ++row) {
    const std::string source = TextOr(contents.At(row, "source"));
    const auto asked = works.find(source);
    if (TextOr(contents.At(row, "table")) != "work_reference" || asked == works.end()) continue;
    TENON_ASSIGN(const index::CitationFile file,
                 index::OpenCitationIndex(question.snapshot, {.source = source}, question.job));
    TENON_ASSIGN(const auto measured,
                 graph::ComputeCdIndex(file.graph(),
                                       {.window = static_cast<graph::Time>(question.arguments.GetInteger("window"))},
                                       {.job = question.job}));
    for (const std::string& key : asked->second) {
      const auto node = file.Find(std::stoull(key));
      if (!node || measured[*node].flag != graph::CdFlag::kNone) continue;
      const graph::CdIndex& cd = measured[*node];
      if (cd.Citations() >= question.arguments.GetInteger("citers")) disruption[{source, key}] = *cd.Cd();
    }
  }
  return disruption;
}

std::optional<double> RealAt(const Table& rows, std::size_t row, std::string_view column) {
  const Value& value = rows.At(row, column);
  return IsMissing(value) ? std::nullopt : std::optional(RealOr(value, 0));
}

Work ReadWork(const Table& rows, std::size_t row, const Disruption& disruption) {
  Work work;
  const auto share = [&](Measured measured, std::string_view column, std::optional<double> usual) {
    if (const auto above = RealAt(rows, row, column)) work.parts[measured] = Part{*above, 1, usual};
  };
  share(kTop1, "top_1", 0.01);
  share(kTop10, "top_10", 0.1);
  share(kCrossing, "crossed", RealAt(rows, row, "usual_crossed"));
  share(kRetraction, "retracted", RealAt(rows, row, "usual_retracted"));
  if (const auto judged = RealAt(rows, row, "judged"); judged.value_or(0) > 0) {
    const auto usual = RealAt(rows, row, "usual_reuse");
    work.parts[kReuse] =
        Part{RealOr(rows.At(row, "other"), 0), *judged, usual ? std::optional(*usual * *judged) : std::nullopt};
  }
  const auto cd = disruption.find({TextOr(rows.At(row, "source")), TextOr(rows.At(row, "work_key"))});
  if (cd != disruption.end() && !IsMissing(rows.At(row, "judged"))) work.parts[kDisruption] = Part{cd->second, 1, {}};
  return work;
}

std::vector<Item> ReadItems(const Table& rows, const Disruption& disruption) {
  std::vector<Item> items;
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    const std::string id = TextOr(rows.At(row, "item"));
    if (items.empty() || items.back().id != id) items.push_back({id, {}, {}});
    Item& item = items.back();
    if (row == 0 || items.back().works.empty() || rows.At(row, "work_key") != rows.At(row - 1, "work_key") ||
        rows.At(row, "source") != rows.At(row - 1, "source")) {
      item.works.push_back(ReadWork(rows, row, disruption));
    }
    if (IsMissing(rows.At(row, "economy"))) continue;
    item.economies[TextOr(rows.At(row, "economy"))].push_back(
        {item.works.size() - 1, RealOr(rows.At(row, "credit"), 0)});
  }
  std::ranges::stable_sort(items, std::greater(), [](const Item& item) { return item.works.size(); });
  return items;
}

Result<econ::Estimate> EstimateOf(const Item& item, const std::vector<Credit>& credits, Measured measured,
                                  const econ::ResamplingOptions& options) {
  if (measured == kDisruption) {
    std::vector<econ::WeightedValue> values;
    for (const Credit& one : credits) {
      if (const auto& part = item.works[one.work].parts[measured]) values.push_back({part->above, one.credit});
    }
    return econ::EstimateMedian(values, options);
  }
  std::vector<econ::RatioUnit> units;
  for (const Credit& one : credits) {
    const auto& part = item.works[one.work].parts[measured];
    if (part) units.push_back({one.credit * part->above, one.credit * part->below});
  }
  return econ::EstimateRatio(units, options);
}

/// The rows of one economy; `economy` missing: of all.
Status AddRows(const Question& question, const Item& item, const Value& name, const Value& economy,
               const std::vector<Credit>& credits, const std::set<Measured>& asked, std::uint64_t& stream,
               Table& table) {
  for (const Measured measured : asked) {
    std::int64_t works = 0;
    double counted = 0, below = 0, usual = 0;
    bool has_usual = true;
    for (const Credit& one : credits) {
      const auto& part = item.works[one.work].parts[measured];
      if (!part) continue;
      ++works;
      counted += one.credit;
      below += one.credit * part->below;
      usual += one.credit * part->usual.value_or(0);
      has_usual = has_usual && part->usual;
    }
    if (below <= 0) continue;
    TENON_ASSIGN(const econ::Estimate estimate,
                 EstimateOf(item, credits, measured,
                            {.draws = static_cast<std::size_t>(question.arguments.GetInteger("draws")),
                             .seed = static_cast<std::uint64_t>(question.arguments.GetInteger("seed")),
                             .stream = stream++}));
    table.rows.push_back({item.id, name, economy, std::string(kNames[measured]), estimate.value, estimate.low,
                          estimate.high, has_usual ? Value(usual / below) : Value(), works, counted});
  }
  return {};
}

double CountOf(const std::vector<Credit>& credits) {
  double sum = 0;
  for (const Credit& one : credits) sum += one.credit;
  return sum;
}

/// Measures of which the data say something. Where no work at all is cited by a patent, the patents may speak of
/// others.
std::set<Measured> Spoken(const std::vector<Item>& items, const Table& rows, std::vector<std::string>& warnings) {
  std::set<Measured> spoken;
  for (std::size_t m = 0; m < kNumMeasured; ++m) {
    const auto says = [&](const Work& work) { return work.parts[m].has_value(); };
    if (std::ranges::any_of(items, [&](const Item& item) { return std::ranges::any_of(item.works, says); })) {
      spoken.insert(static_cast<Measured>(m));
    }
  }
  bool crossed = false;
  for (std::size_t row = 0; row < rows.rows.size() && !crossed; ++row) {
    crossed = RealOr(rows.At(row, "usual_crossed"), 0) > 0;
  }
  if (!crossed) spoken.erase(kCrossing);
  const std::array<std::string_view, kNumMeasured> lacks = {
      "no work has a field and a count of citations",
      "no work has a field and a count of citations",
      "no work has references, a year and enough citations among the works loaded",
      "no loaded patent cites a loaded work of these fields and years: load patent-papers or lens",
      "no citing and cited work both have an institution",
      "no work says whether it was withdrawn"};
  for (std::size_t m = 0; m < kNumMeasured; ++m) {
    if (spoken.contains(static_cast<Measured>(m))) continue;
    warnings.push_back(fmt::format("{}: no data: {}", kNames[m], lacks[m]));
  }
  return spoken;
}

Result<Answer> Run(const Question& question) {
  const Arguments& arguments = question.arguments;
  TENON_ASSIGN(const auto names, ProvideTopicItems(question));
  TENON_ASSIGN(const Table rows,
               question.snapshot.Ask("quality_works",
                                     {{"from", arguments.GetInteger("from")}, {"until", arguments.GetInteger("until")}},
                                     question.job));
  if (rows.rows.empty()) {
    return Fail(ErrorKind::kNotFound,
                "no loaded work of these topics and years has a year: load openalex, or widen --from and --until");
  }
  TENON_ASSIGN(const Disruption disruption, ReadDisruption(question, rows));
  const std::vector<Item> items = ReadItems(rows, disruption);
  Answer answer;
  std::vector<std::string>& warnings = answer.receipt.warnings;
  const std::set<Measured> spoken = Spoken(items, rows, warnings);
  Table table = question.spec.tables[0].MakeTable();
  const auto at_least = static_cast<double>(arguments.GetInteger("at_least"));
  std::size_t small = 0;
  std::uint64_t stream = 0;
  for (const Item& item : items) {
    if (question.job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped");
    std::vector<Credit> all;
    for (std::size_t work = 0; work < item.works.size(); ++work) all.push_back({work, 1});
    if (CountOf(all) < at_least) {
      ++small;
      continue;
    }
    TENON_CHECK(AddRows(question, item, names.at(item.id), Value(), all, spoken, stream, table));
    std::vector<std::pair<double, std::string>> order;
    for (const auto& [economy, credits] : item.economies) {
      if (CountOf(credits) >= at_least) order.emplace_back(CountOf(credits), economy);
    }
    std::ranges::stable_sort(order, std::greater(), &std::pair<double, std::string>::first);
    for (const auto& [count, economy] : order) {
      TENON_CHECK(
          AddRows(question, item, names.at(item.id), economy, item.economies.at(economy), spoken, stream, table));
    }
  }
  if (small > 0) {
    warnings.push_back(
        fmt::format("{} with fewer than {} works are left out", small, arguments.GetInteger("at_least")));
  }
  if (names.size() > items.size()) {
    warnings.push_back(fmt::format("{} of {} have no work in these years: no data, not zero",
                                   names.size() - items.size(), names.size()));
  }
  warnings.emplace_back(
      "fields, years and citations are those of the works loaded: a collection on one region says how "
      "its works stand among themselves, not in the world");
  answer.tables = {std::move(table)};
  answer.receipt.sources = question.snapshot.SourcesOf(
      {"work", "work_topic", "topic", "authorship", "institution", "work_reference", "patent_work"});
  return answer;
}

}  // namespace

const Analysis& QualityAnalysis() {
  static const Analysis analysis{QualitySpec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
