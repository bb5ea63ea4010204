#include "analyses/citations.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {

namespace {

std::string_view ReferenceTable(index::Cited cited) {
  return cited == index::Cited::kWorks ? "work_reference" : "patent_reference";
}
std::string_view RecordTable(index::Cited cited) { return cited == index::Cited::kWorks ? "work" : "patent"; }

Result<std::string> ChooseCitations(const Question& question, index::Cited cited) {
  TENON_ASSIGN(const Table contents, question.snapshot.Contents());
  std::set<std::string> sources;
  for (std::size_t row = 0; row < contents.rows.size(); ++row) {
    if (TextOr(contents.At(row, "table")) == ReferenceTable(cited)) sources.insert(TextOr(contents.At(row, "source")));
  }
  if (sources.empty()) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("no source with rows of `{}` is loaded: load one that says who cites whom, such as {}",
                            ReferenceTable(cited),
                            cited == index::Cited::kWorks
                                ? "openalex or pajek"
                                : "a table of your own (`tenon load table FILE --into patent_reference`)"));
  }
  if (question.arguments.Has("source")) {
    std::string source = question.arguments.GetText("source");
    if (sources.contains(source)) return source;
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("'{}' holds no citations; those that do: {}", source, fmt::join(sources, ", ")),
                "--source");
  }
  if (sources.size() > 1) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("several sources hold citations: {}; choose one by --source", fmt::join(sources, ", ")));
  }
  return *sources.begin();
}

}  // namespace

Parameter CitedParameter() {
  return {.name = "of",
          .type = ParameterType::kChoice,
          .meaning = {"what cites what", "谁引用谁"},
          .default_value = Value(std::string("works")),
          .choices = {"works", "patents"}};
}

Parameter CitationSourceParameter() {
  return {.name = "source",
          .meaning = {"source whose citations are taken; needed where several hold some",
                      "取哪个数据源的引文；有多个时必须给出"}};
}

Result<Citations> OpenCitations(const Question& question, index::Cited cited, index::TimeUnit unit,
                                index::Dangling dangling) {
  TENON_ASSIGN(std::string source, ChooseCitations(question, cited));
  TENON_ASSIGN(
      index::CitationFile file,
      index::OpenCitationIndex(question.snapshot,
                               {.cited = cited, .source = source, .unit = unit, .dangling = dangling}, question.job));
  return Citations{std::move(source), cited, std::move(file)};
}

Result<std::vector<Named>> NamesOf(const Question& question, const Citations& citations,
                                   std::span<const graph::Node> nodes) {
  Table asked{
      .name = "asked", .columns = {{"place", ValueType::kInteger, ""}, {"key", ValueType::kInteger, ""}}, .rows = {}};
  asked.rows.reserve(nodes.size());
  for (std::size_t place = 0; place < nodes.size(); ++place) {
    asked.rows.push_back(
        {static_cast<std::int64_t>(place), static_cast<std::int64_t>(citations.file.keys()[nodes[place]])});
  }
  TENON_CHECK(question.snapshot.Provide(asked));
  TENON_ASSIGN(const Table rows,
               question.snapshot.Ask(citations.cited == index::Cited::kWorks ? "names_of_works" : "names_of_patents",
                                     {{"source", citations.source}}, question.job));
  std::vector<Named> names(nodes.size());
  for (const auto& row : rows.rows) {
    names[static_cast<std::size_t>(IntegerOr(row[0], 0))] = {row[1], row[2], row[3]};
  }
  return names;
}

Answer StartAnswer(const Question& question, const Citations& citations) {
  Answer answer;
  const graph::GraphTally& tally = citations.file.tally();
  const auto warn = [&](std::uint64_t count, std::string_view what) {
    if (count > 0) answer.receipt.warnings.push_back(fmt::format("{}: {} {}", citations.source, count, what));
  };
  warn(tally.self_citations, "citations of itself were dropped");
  warn(tally.repeated_citations, "repeated citations were merged");
  warn(tally.dangling, "ends of citations have no record of their own");
  warn(tally.nodes_without_time, "nodes have no time: they are in no window");
  warn(tally.nodes_out_of_range, "nodes bear a time in the future or before 1450, which counts as none");
  warn(tally.against_time, "citations run from an older to a younger one and were kept");
  answer.receipt.sources = question.snapshot.SourcesOf(
      {std::string(RecordTable(citations.cited)), std::string(ReferenceTable(citations.cited))});
  std::erase_if(answer.receipt.sources, [&](const SourceUse& use) { return use.source != citations.source; });
  return answer;
}

}  // namespace tenon::analyses
