#include "analyses/documents.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

constexpr index::Collection kCollections[] = {index::Collection::kWorks, index::Collection::kPatents,
                                              index::Collection::kGrants, index::Collection::kResults,
                                              index::Collection::kNeeds};

}  // namespace

Parameter CollectionParameter(std::string name, Text meaning, std::string default_value,
                              std::vector<std::string> choices) {
  return {.name = std::move(name),
          .type = ParameterType::kChoice,
          .meaning = std::move(meaning),
          .default_value = Value(std::move(default_value)),
          .choices = std::move(choices)};
}

index::Collection CollectionOf(const std::string& name) {
  for (const index::Collection each : kCollections) {
    if (index::NamesOf(each).name == name) return each;
  }
  return index::Collection::kResults;
}

Result<std::vector<DocumentFacts>> FactsOf(const Question& question, index::Collection collection,
                                           const index::TextFile& file, std::span<const text::Document> documents) {
  Table asked{
      .name = "asked",
      .columns = {{"place", ValueType::kInteger, ""}, {"source", ValueType::kText, ""}, {"id", ValueType::kText, ""}},
      .rows = {}};
  for (std::size_t place = 0; place < documents.size(); ++place) {
    const auto key = file.KeyOf(documents[place]);
    asked.rows.push_back({static_cast<std::int64_t>(place), std::string(key.source), std::string(key.id)});
  }
  TENON_CHECK(question.snapshot.Provide(asked));
  TENON_ASSIGN(const Table rows,
               question.snapshot.Ask(fmt::format("facts_of_{}", index::NamesOf(collection).name), {}, question.job));
  std::vector<DocumentFacts> facts(documents.size());
  for (const auto& row : rows.rows) {
    DocumentFacts& each = facts[static_cast<std::size_t>(IntegerOr(row[0], 0))];
    each = {TextOr(row[1]), TextOr(row[2]), row[3], row[4], row[5], row[6], row[7], row[8], row[9], row[10], {}};
    std::istringstream codes(TextOr(row[11]));
    for (std::string code; codes >> code;) each.codes.push_back(code);
  }
  return facts;
}

Result<text::Document> DocumentOf(const Question& question, index::Collection collection, const index::TextFile& file,
                                  const std::string& id) {
  const index::CollectionNames names = index::NamesOf(collection);
  std::set<std::string> sources;
  for (const store::TableFile& each : question.snapshot.manifest().files) {
    if (each.table == names.table) sources.insert(each.source);
  }
  std::vector<std::pair<std::string, text::Document>> found;
  for (const std::string& source : sources) {
    if (const auto document = file.Find(source, id)) found.emplace_back(source, *document);
    if (id.starts_with(source + ":")) {
      if (const auto document = file.Find(source, id.substr(source.size() + 1))) return *document;
    }
  }
  if (found.size() == 1) return found[0].second;
  if (found.empty()) {
    return Fail(ErrorKind::kNotFound, fmt::format("none of the {} has the id '{}'; sources loaded: {}", names.name, id,
                                                  fmt::join(sources, ", ")));
  }
  std::vector<std::string> choices;
  for (const auto& [source, document] : found) choices.push_back(source + ":" + id);
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("several sources have the id '{}': say {}", id, fmt::join(choices, " or ")));
}

std::vector<Parameter> FilterParameters() {
  return {
      {.name = "year_from",
       .type = ParameterType::kInteger,
       .meaning = {"only what was made public in this year or later", "只列该年及以后公开的"},
       .unit = "year",
       .minimum = 1000,
       .maximum = 3000},
      {.name = "readiness_from",
       .type = ParameterType::kInteger,
       .meaning = {"only what states this technology readiness level or a higher one",
                   "只列声明的技术成熟度不低于该级的"},
       .minimum = 1,
       .maximum = 9},
      {.name = "economy",
       .type = ParameterType::kEconomy,
       .meaning = {"only what is held there", "只列持有者在该经济体的"}},
      {.name = "holder_kind",
       .meaning = {"only of such holders, e.g. university, institute, company",
                   "只列该类持有者的，如 university、institute、company"}},
      {.name = "licence",
       .meaning = {"only under this licence, as the table prints it", "只列该许可方式的（按数据原文）"}},
  };
}

DocumentFilter FilterOf(const Arguments& arguments) {
  DocumentFilter filter;
  if (arguments.Has("year_from")) filter.year_from = arguments.GetInteger("year_from");
  if (arguments.Has("readiness_from")) filter.readiness_from = arguments.GetInteger("readiness_from");
  if (arguments.Has("economy")) filter.economy = arguments.GetText("economy");
  if (arguments.Has("holder_kind")) filter.holder_kind = arguments.GetText("holder_kind");
  if (arguments.Has("licence")) filter.licence = arguments.GetText("licence");
  return filter;
}

Result<std::vector<std::uint8_t>> AllowedBy(const Question& question, index::Collection collection,
                                            const index::TextFile& file, const DocumentFilter& filter) {
  if (filter.IsOpen()) return std::vector<std::uint8_t>{};
  const auto integer = [](const std::optional<std::int64_t>& value) { return value ? Value(*value) : Value(); };
  const auto word = [](const std::optional<std::string>& value) { return value ? Value(*value) : Value(); };
  TENON_ASSIGN(const Table rows, question.snapshot.Ask(fmt::format("allowed_{}", index::NamesOf(collection).name),
                                                       {{"year_from", integer(filter.year_from)},
                                                        {"readiness_from", integer(filter.readiness_from)},
                                                        {"economy", word(filter.economy)},
                                                        {"holder_kind", word(filter.holder_kind)},
                                                        {"licence", word(filter.licence)}},
                                                       question.job));
  if (rows.rows.empty()) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("none of the {} passes the filter: what the table does not state passes none; drop a "
                            "filter, or load a table that states it",
                            index::NamesOf(collection).name));
  }
  std::vector<std::uint8_t> allowed(file.counts().documents, 0);
  for (const auto& row : rows.rows) {
    if (const auto document = file.Find(TextOr(row[0]), TextOr(row[1]))) allowed[*document] = 1;
  }
  return allowed;
}

}  // namespace tenon::analyses
