#include "index/citation_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <set>

#include "index/index_folder.h"

namespace tenon::index {
namespace {

struct Names {
  std::string_view kind, records, citations;      // tables
  std::string_view record_query, citation_query;  // src/store/queries/
};

Names NamesOf(Cited cited) {
  if (cited == Cited::kWorks) return {"works", "work", "work_reference", "citing_works", "work_citations"};
  return {"patents", "patent", "patent_reference", "citing_patents", "patent_citations"};
}

std::string_view ToString(TimeUnit unit) { return unit == TimeUnit::kYear ? "year" : "day"; }
std::string_view ToString(Dangling dangling) { return dangling == Dangling::kKeep ? "keep" : "leave-out"; }

/// Before books were printed nothing was published that is cited by number; such years are slips of the catalogue.
constexpr int kEarliestYear = 1450;

graph::Time Begin(int year, TimeUnit unit) {
  if (unit == TimeUnit::kYear) return year;
  const std::chrono::sys_days day = std::chrono::year(year) / std::chrono::January / 1;
  return static_cast<graph::Time>(day.time_since_epoch().count());
}

/// The last year that is no error: the one after the newest of these loads.
int LatestYear(const store::Manifest& manifest, const std::set<std::string>& loads) {
  int year = 0;
  for (const store::LoadRecord& load : manifest.loads) {
    if (!loads.contains(load.id) || load.time.size() < 4) continue;
    int loaded = 0;
    std::from_chars(load.time.data(), load.time.data() + 4, loaded);
    year = std::max(year, loaded);
  }
  return year + 1;
}

}  // namespace

Result<CitationFile> OpenCitationIndex(store::Snapshot& snapshot, const CitationQuestion& question, const Job& job) {
  if (snapshot.folder().empty()) return Fail(ErrorKind::kInvalidArgument, "a citation graph needs a workspace");
  const Names names = NamesOf(question.cited);
  std::vector<std::string> files;
  std::set<std::string> loads;
  bool has_citations = false;
  for (const store::TableFile& file : snapshot.manifest().files) {
    if (file.source != question.source || (file.table != names.records && file.table != names.citations)) continue;
    files.push_back(fmt::format("file {} {}\n", file.path, file.sha256));
    loads.insert(file.load);
    has_citations = has_citations || (file.table == names.citations && file.rows > 0);
  }
  if (!has_citations) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("source '{}' has no rows in table {}: nobody cites anybody; load a source that fills it",
                            question.source, names.citations));
  }
  std::ranges::sort(files);
  const graph::Time earliest = Begin(kEarliestYear, question.unit);
  const graph::Time latest = Begin(LatestYear(snapshot.manifest(), loads) + 1, question.unit) - 1;
  std::string made_of =
      fmt::format("citation-graph 2\ncited {}\nsource {}\ntime {}\nearliest-time {}\nlatest-time {}\ndangling {}\n",
                  names.kind, question.source, ToString(question.unit), earliest, latest, ToString(question.dangling));
  for (const std::string& file : files) made_of += file;

  const auto fill = [&](const std::filesystem::path& folder) -> Status {
    TENON_ASSIGN(CitationBuilder builder,
                 CitationBuilder::Begin(
                     folder, {.dangling = question.dangling, .earliest_time = earliest, .latest_time = latest}));
    const store::Bindings source = {{"source", question.source}};
    store::Bindings dated = source;
    dated.emplace_back("unit", std::string(ToString(question.unit)));
    TENON_CHECK(snapshot.AskNumbers(
        names.record_query, dated, [&](auto columns) { return builder.AddRecords(columns[0], columns[1]); }, job));
    TENON_CHECK(snapshot.AskNumbers(
        names.citation_query, source, [&](auto columns) { return builder.AddCitations(columns[0], columns[1]); }, job));
    return builder.Finish(folder / kCitationFile, IndexName(made_of), job);
  };
  TENON_ASSIGN(const std::filesystem::path folder, ProvideIndex(snapshot.folder(), made_of, fill));
  return CitationFile::Open(folder / kCitationFile, IndexName(made_of));
}

}  // namespace tenon::index
