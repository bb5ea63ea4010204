#include "store/builtin_table.h"

#include <fmt/core.h>

#include <charconv>
#include <filesystem>
#include <span>

#include "base/embedded_file.h"
#include "store/classification.h"
#include "store/reference.h"
#include "store/schema.h"

namespace tenon {
std::span<const EmbeddedFile> EmbeddedReference();
}

namespace tenon::store {
namespace {

constexpr std::string_view kSource = "built-in";

Table MakeTable(std::string_view canonical, std::string name) {
  Table table{std::move(name), {}, {}};
  for (const SchemaColumn& column : FindTable(canonical)->columns) {
    ValueType type = ValueType::kText;
    if (column.sql_type == "DOUBLE") type = ValueType::kReal;
    if (column.sql_type == "BIGINT" || column.sql_type == "INTEGER") type = ValueType::kInteger;
    table.columns.push_back({column.name, type, column.unit});
  }
  return table;
}

Value TextOrMissing(std::string_view text) { return text.empty() ? Value() : Value(std::string(text)); }

}  // namespace

Table BuiltInClassification(std::string name) {
  Table table = MakeTable("classification", std::move(name));
  const Classifications& codes = Classifications::BuiltIn();
  for (const std::string& scheme : codes.Schemes()) {
    for (const ClassCode& code : codes.CodesOf(scheme)) {
      table.rows.push_back({std::string(kSource), scheme, std::string(code.code), TextOrMissing(code.parent),
                            TextOrMissing(code.title_en), TextOrMissing(code.title_zh)});
    }
  }
  return table;
}

Result<Table> BuiltInConcordance(std::string name) {
  Table table = MakeTable("concordance", std::move(name));
  for (const EmbeddedFile& file : EmbeddedReference()) {
    if (!file.path.starts_with("data/built-in/concordance/")) continue;
    const std::string stem = std::filesystem::path(file.path).stem().string();
    const std::size_t gap = stem.find("__");
    if (gap == std::string::npos)
      return Fail(ErrorKind::kInternal, "is not named FROM__TO.tsv", std::string(file.path));
    const std::string from = stem.substr(0, gap);
    const std::string to = stem.substr(gap + 2);
    std::string problem;
    ForEachReferenceRow(file.content, 3, [&](std::span<const std::string_view> fields) {
      double weight = 0;
      const auto [end, error] = std::from_chars(fields[2].data(), fields[2].data() + fields[2].size(), weight);
      const bool complete = error == std::errc() && end == fields[2].data() + fields[2].size();
      if ((!complete && !fields[2].empty()) || fields[0].empty() || fields[1].empty()) {
        problem = fmt::format("'{}' -> '{}' has the weight '{}'", fields[0], fields[1], fields[2]);
      }
      table.rows.push_back({std::string(kSource), from, std::string(fields[0]), to, std::string(fields[1]),
                            complete ? Value(weight) : Value()});
    });
    if (!problem.empty()) return Fail(ErrorKind::kInternal, problem, std::string(file.path));
  }
  return table;
}

Table LoadsOf(const Manifest& manifest, std::string name) {
  Table table = MakeTable("load", std::move(name));
  for (const LoadRecord& load : manifest.loads) {
    std::string files;
    for (const InputFile& file : load.files) {
      files += fmt::format("{}{} {}", files.empty() ? "" : "\n", file.name, file.sha256);
    }
    table.rows.push_back({load.source, load.id, load.time, TextOrMissing(load.options), TextOrMissing(files), load.rows,
                          load.rows_rejected, TextOrMissing(load.licence), TextOrMissing(load.credit)});
  }
  return table;
}

}  // namespace tenon::store
