#include "store/schema_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>

namespace tenon::store {
namespace {

constexpr std::array<std::string_view, 7> kTypes = {"varchar", "integer", "bigint", "ubigint",
                                                    "double",  "boolean", "date"};

std::string_view Trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Cuts the first word off.
std::string_view TakeWord(std::string_view& text) {
  text = Trim(text);
  const auto end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text = Trim(text.substr(end));
  return word;
}

/// Reads "key economy; [t]; meaning" into the column. Returns what is wrong, or "".
std::string ReadComment(std::string_view comment, SchemaColumn& column) {
  if (const auto semicolon = comment.find(';'); semicolon != std::string_view::npos) {
    SchemaColumn roles = column;
    std::string_view words = comment.substr(0, semicolon);
    bool all_known = true;
    while (!words.empty() && all_known) {
      const std::string_view word = TakeWord(words);
      if (word == "key") {
        roles.key = true;
      } else if (word == "economy") {
        roles.economy = true;
      } else if (word == "group" && roles.economy) {
        roles.groups = true;
      } else {
        all_known = false;
      }
    }
    if (all_known) {
      column = roles;
      comment = Trim(comment.substr(semicolon + 1));
    }
  }
  if (comment.starts_with('[')) {
    const auto end = comment.find("];");
    if (end == std::string_view::npos) return "a unit is written [UNIT]; before the meaning";
    column.unit = comment.substr(1, end - 1);
    comment = Trim(comment.substr(end + 2));
  }
  if (comment.empty()) return fmt::format("column {} has no meaning", column.name);
  if (column.sql_type == "DOUBLE" && column.unit.empty()) return fmt::format("column {} has no unit", column.name);
  column.meaning = comment;
  return "";
}

/// Reads "NAME TYPE [not null],  -- comment".
std::string ReadColumn(std::string_view line, SchemaTable& table) {
  const auto dashes = line.find("--");
  if (dashes == std::string_view::npos) return "a column needs a comment that says what it means";
  std::string_view definition = Trim(line.substr(0, dashes));
  if (definition.ends_with(',')) definition.remove_suffix(1);
  SchemaColumn column;
  column.name = TakeWord(definition);
  const std::string_view type = TakeWord(definition);
  if (std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end()) {
    return fmt::format("'{}' is not one of the types {}", type, fmt::join(kTypes, " "));
  }
  column.sql_type = type;
  std::transform(type.begin(), type.end(), column.sql_type.begin(),
                 [](char c) { return static_cast<char>(c - 'a' + 'A'); });
  if (!definition.empty() && definition != "not null") return fmt::format("'{}' is not understood", definition);
  column.required = !definition.empty();
  if (table.Find(column.name) != nullptr) return fmt::format("column {} stands twice", column.name);
  std::string fault = ReadComment(Trim(line.substr(dashes + 2)), column);
  table.columns.push_back(std::move(column));
  return fault;
}

std::string CheckTable(const SchemaTable& table) {
  if (table.meaning.empty()) return fmt::format("table {} has no meaning", table.name);
  if (table.columns.empty() || table.columns[0].name != "source" || !table.columns[0].key ||
      !table.columns[0].required) {
    return fmt::format("the first column of {} must be: source varchar not null, key", table.name);
  }
  return "";
}

}  // namespace

Result<std::vector<SchemaTable>> ReadSchema(std::string_view sql, const std::string& file) {
  std::vector<SchemaTable> tables;
  std::optional<SchemaTable> open;
  std::string meaning;
  int number = 0;
  std::istringstream lines{std::string(sql)};
  for (std::string text; std::getline(lines, text);) {
    ++number;
    const std::string_view line = Trim(text);
    std::string fault;
    if (open && line == ");") {
      fault = CheckTable(*open);
      tables.push_back(std::move(*open));
      open.reset();
    } else if (open) {
      fault = ReadColumn(line, *open);
    } else if (line.starts_with("--")) {
      if (!meaning.empty()) meaning += ' ';
      meaning += Trim(line.substr(2));
    } else if (line.starts_with("create table ") && line.ends_with(" (")) {
      open.emplace();
      open->name = line.substr(13, line.size() - 15);
      open->meaning = std::exchange(meaning, "");
    } else if (line.empty()) {
      meaning.clear();
    } else {
      fault = fmt::format("'{}' is neither a comment nor a table", line);
    }
    if (!fault.empty()) return Fail(ErrorKind::kInternal, fault, fmt::format("{}:{}", file, number));
  }
  if (open) return Fail(ErrorKind::kInternal, fmt::format("table {} is not closed by );", open->name), file);
  return tables;
}

}  // namespace tenon::store
