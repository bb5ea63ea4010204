#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyses/answer_tables.h"
#include "analyses/assessment.h"
#include "analyses/generic_spec.h"
#include "analyses/questions.h"
#include "fmt/format.h"
#include "graph/diversity.h"

namespace tenon::analyses {
namespace {

struct Technology {
  std::string code;
  Value name;
  std::vector<double> classes;  ///< citing records by class
  double unclassified = 0;
  std::map<std::int64_t, std::int64_t> years;  ///< records
  std::int64_t records = 0;
  std::int64_t segments = 0, unknown = 0;
  std::optional<double> need;

  double citers() const {
    double sum = 0;
    for (const double weight : classes) sum += weight;
    return sum;
  }
  std::int64_t Within(std::int64_t first, std::int64_t last) const {
    std::int64_t sum = 0;
    for (auto year = years.lower_bound(first); year != years.end() && year->first <= last; ++year) sum += year->second;
    return sum;
  }
};

using Technologies = std::map<std::string, Technology>;

Status ReadCiters(const Question& question, Technologies& technologies) {
  const Arguments& arguments = question.arguments;
  TENON_ASSIGN(
      const Table rows,
      question.snapshot.Ask("generic_citers",
                            {{"of", arguments.GetText("of")}, {"over", arguments.values().at("over")}}, question.job));
  bool classified = false;
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    Technology& technology = technologies[TextOr(rows.At(row, "item"))];
    const double citers = RealOr(rows.At(row, "citers"), 0);
    if (IsMissing(rows.At(row, "class"))) {
      technology.unclassified += citers;
    } else {
      classified = true;
      technology.classes.push_back(citers);
    }
  }
  const bool works = arguments.GetText("of") == "works";
  if (rows.rows.empty()) {
    return Fail(ErrorKind::kNotFound,
                works ? "no loaded work cites a loaded work that has a topic: load openalex"
                      : "no loaded patent cites a loaded patent that has a class: load lens for the classes, and who "
                        "cites whom with `tenon load table FILE --into patent_reference`");
  }
  if (!classified && arguments.Has("over")) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("no concordance leads from {} to {}: load one (`tenon sources concordance`), or leave out "
                            "--over",
                            works ? "OPENALEX-TOPIC" : "IPC", arguments.GetText("over")),
                "--over");
  }
  return {};
}

Status ReadRecords(const Question& question, Technologies& technologies, Technology& all) {
  TENON_ASSIGN(const Table rows,
               question.snapshot.Ask("generic_records", {{"of", question.arguments.GetText("of")}}, question.job));
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    const std::int64_t records = IntegerOr(rows.At(row, "records"), 0);
    const auto found = technologies.find(TextOr(rows.At(row, "item")));
    for (Technology* technology : {&all, found == technologies.end() ? nullptr : &found->second}) {
      if (technology == nullptr) continue;
      technology->records += records;
      technology->name = rows.At(row, "name");
      if (!IsMissing(rows.At(row, "year"))) technology->years[IntegerOr(rows.At(row, "year"), 0)] += records;
    }
  }
  return {};
}

/// The chain's codes as technologies.
Table SegmentItems(const chain::Chain& chain, bool works) {
  Table items{"segment_item", {{"segment", ValueType::kText, ""}, {"item", ValueType::kText, ""}}, {}};
  for (const chain::Segment& segment : chain.segments) {
    for (const chain::SegmentCode& code : segment.codes) {
      if (code.scheme == (works ? "OPENALEX-TOPIC" : "IPC")) {
        items.rows.push_back({segment.id, works ? code.code : code.code.substr(0, 4)});
      }
    }
  }
  return items;
}

Status ReadServed(const Question& question, const Assessment& assessment, Technologies& technologies, Table& table) {
  TENON_CHECK(question.snapshot.Provide(SegmentItems(assessment.chain, question.arguments.GetText("of") == "works")));
  TENON_ASSIGN(const Table rows,
               question.snapshot.Ask("generic_segments", {{"of", question.arguments.GetText("of")}}, question.job));
  std::map<std::string, std::optional<double>> shortage;
  for (std::size_t s = 0; s < assessment.chain.segments.size(); ++s) {
    shortage[assessment.chain.segments[s].id] = assessment.dependence.segments[s].shortage.overall.value;
  }
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    const auto found = technologies.find(TextOr(rows.At(row, "item")));
    const bool is_named = BooleanOr(rows.At(row, "is_named"), false);
    const std::int64_t citers = IntegerOr(rows.At(row, "citers"), 0);
    if (found == technologies.end() || (!is_named && citers < question.arguments.GetInteger("serves"))) continue;
    Technology& technology = found->second;
    const std::optional<double>& of_segment = shortage.at(TextOr(rows.At(row, "segment")));
    ++technology.segments;
    technology.unknown += of_segment ? 0 : 1;
    if (of_segment) technology.need = technology.need.value_or(0) + *of_segment;
    table.rows.push_back({found->first, rows.At(row, "segment"), citers, is_named, ToValue(of_segment)});
  }
  return {};
}

void AddTechnology(const Technology& technology, const Technology& all, std::int64_t span, Table& table) {
  const auto citers = static_cast<std::uint32_t>(std::lround(technology.citers()));
  const graph::Diversity diversity = graph::MeasureDiversity(technology.classes, citers);
  std::int64_t recent = 0, before = 0;
  std::optional<double> growth;
  if (!all.years.empty()) {
    const std::int64_t last = all.years.rbegin()->first - 1;
    recent = technology.Within(last - span + 1, last);
    before = technology.Within(last - 2 * span + 1, last - span);
    if (before > 0) {
      growth = static_cast<double>(recent) /
                   static_cast<double>(std::max<std::int64_t>(1, all.Within(last - span + 1, last))) /
                   (static_cast<double>(before) / static_cast<double>(all.Within(last - 2 * span + 1, last - span))) -
               1;
    }
  }
  table.rows.push_back({technology.code, technology.name, ToValue(diversity.corrected), ToValue(diversity.raw),
                        std::int64_t{citers}, static_cast<std::int64_t>(std::llround(technology.unclassified)),
                        static_cast<std::int64_t>(technology.classes.size()), technology.records, recent, before,
                        ToValue(growth), technology.segments, ToValue(technology.need), technology.unknown});
}

Result<Answer> Run(const Question& question) {
  const Arguments& arguments = question.arguments;
  TENON_ASSIGN(const Assessment assessment, Assess(question, AssessmentScope::kShortage));
  Technologies technologies;
  Technology all;
  TENON_CHECK(ReadCiters(question, technologies));
  const std::size_t found = std::erase_if(technologies, [&](const auto& entry) {
    return entry.second.citers() < static_cast<double>(arguments.GetInteger("citers")) - 0.5;
  });
  TENON_CHECK(ReadRecords(question, technologies, all));
  Answer answer;
  Table table = question.spec.tables[0].MakeTable(), serves = question.spec.tables[1].MakeTable();
  TENON_CHECK(ReadServed(question, assessment, technologies, serves));
  std::vector<Technology> sorted;
  for (auto& [code, technology] : technologies) {
    technology.code = code;
    sorted.push_back(std::move(technology));
  }
  std::ranges::stable_sort(sorted, std::greater(), [](const Technology& technology) {
    return std::pair(technology.need.value_or(-1), technology.citers());
  });
  for (const Technology& technology : sorted) AddTechnology(technology, all, arguments.GetInteger("span"), table);
  std::vector<std::string>& warnings = answer.receipt.warnings;
  warnings = assessment.warnings;
  if (found > 0) {
    warnings.push_back(fmt::format("{} technologies cited by fewer than {} records with a class are left out", found,
                                   arguments.GetInteger("citers")));
  }
  if (serves.rows.empty()) {
    warnings.emplace_back(
        "no segment is served: the chain's codes name none of these technologies, and too few of its "
        "records cite them");
  }
  warnings.emplace_back(
      "who cites is seen among the records loaded: a collection on one field makes its technologies "
      "less general than they are");
  answer.tables = {std::move(table), std::move(serves)};
  answer.receipt.sources = assessment.sources;
  const bool works = arguments.GetText("of") == "works";
  AddSources(
      question.snapshot.SourcesOf(works ? std::vector<std::string>{"work", "work_topic", "topic", "work_reference"}
                                        : std::vector<std::string>{"patent", "patent_class", "patent_reference"}),
      answer.receipt.sources);
  return answer;
}

}  // namespace

const Analysis& GenericAnalysis() {
  static const Analysis analysis{GenericSpec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
