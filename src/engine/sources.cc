#include "sources/source.h"

#include <fmt/format.h>

#include "base/nearest.h"
#include "engine/state.h"

namespace tenon {

namespace {

std::string Join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

Column TextColumn(std::string name) { return {std::move(name), ValueType::kText, ""}; }

Table ListOfSources() {
  Table table{.name = "sources",
              .columns = {TextColumn("source"), TextColumn("title"), TextColumn("licence"), TextColumn("files"),
                          TextColumn("tables")},
              .rows = {}};
  for (const sources::Source* source : sources::AllSources()) {
    const sources::SourceSpec& spec = source->spec;
    std::vector<std::string> files;
    for (const sources::ExpectedFile& file : spec.files) files.push_back(file.name);
    table.rows.push_back({spec.name, spec.title.en, spec.licence, Join(files), Join(spec.tables)});
  }
  return table;
}

}  // namespace

Result<const sources::Source*> RequireSource(std::string_view name) {
  if (const sources::Source* source = sources::FindSource(name)) return source;
  std::vector<std::string> names;
  for (const sources::Source* source : sources::AllSources()) names.push_back(source->spec.name);
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("no source is called '{}'{}; `tenon sources` shows all", name, DidYouMean(name, names)));
}

Result<Answer> Engine::Sources(std::string_view name) {
  Answer answer = MakeAnswer("sources", nullptr);
  if (name.empty()) {
    answer.tables.push_back(ListOfSources());
    return answer;
  }
  TENON_ASSIGN(const sources::Source* source, RequireSource(name));
  const sources::SourceSpec& spec = source->spec;
  Table about{.name = "source", .columns = {TextColumn("field"), TextColumn("value")}, .rows = {}};
  about.rows = {{"source", spec.name},         {"title", spec.title.en},  {"title (zh)", spec.title.zh},
                {"publisher", spec.publisher}, {"licence", spec.licence}, {"credit", spec.credit},
                {"tables", Join(spec.tables)}};
  Table files{.name = "files",
              .columns = {TextColumn("file"), {"required", ValueType::kBoolean, ""}, TextColumn("meaning")},
              .rows = {}};
  for (const sources::ExpectedFile& file : spec.files)
    files.rows.push_back({file.name, file.required, file.meaning.en});
  Table options{.name = "options",
                .columns = {TextColumn("option"), TextColumn("type"), TextColumn("default"), TextColumn("meaning")},
                .rows = {}};
  for (const Parameter& option : spec.options) {
    options.rows.push_back({option.name, std::string(ToString(option.type)),
                            option.default_value ? Value{ToText(*option.default_value)} : Value{}, option.meaning.en});
  }
  Table reasons{.name = "reject_reasons", .columns = {TextColumn("reason")}, .rows = {}};
  for (const std::string& reason : spec.reject_reasons) reasons.rows.push_back({reason});
  answer.tables = {std::move(about), std::move(files), std::move(options), std::move(reasons)};
  return answer;
}

Result<std::vector<Parameter>> Engine::SourceOptions(std::string_view name) {
  TENON_ASSIGN(const sources::Source* source, RequireSource(name));
  return source->spec.options;
}

}  // namespace tenon
