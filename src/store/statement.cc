#include "store/statement.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

namespace tenon::store {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kAllowedStatements =
    "one SELECT (also WITH, FROM, VALUES, DESCRIBE, SUMMARIZE, SHOW TABLES)";

/// Functions in place of a table that see nothing but their arguments and the names of tables and columns.
constexpr std::array<std::string_view, 13> kAllowedFunctions = {
    "duckdb_columns", "duckdb_functions",  "duckdb_keywords", "duckdb_tables", "duckdb_types",
    "duckdb_views",   "generate_series",   "json_each",       "json_tree",     "range",
    "repeat",         "pg_timezone_names", "unnest"};

std::string LowerCase(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

std::string TextAt(const Json& node, const char* name) {
  const auto field = node.find(name);
  return field != node.end() && field->is_string() ? field->get<std::string>() : "";
}

void Collect(const Json& root, Statement& statement) {
  // By hand, not by recursion: how deep it goes is up to whoever wrote the statement.
  std::vector<const Json*> open = {&root};
  while (!open.empty()) {
    const Json& node = *open.back();
    open.pop_back();
    if (node.is_object()) {
      const std::string type = TextAt(node, "type");
      if (type == "BASE_TABLE") statement.tables.insert(LowerCase(TextAt(node, "table_name")));
      if (type == "TABLE_FUNCTION") {
        const auto function = node.find("function");
        statement.functions.insert(function == node.end() ? "" : LowerCase(TextAt(*function, "function_name")));
      }
      if (const auto with = node.find("cte_map"); with != node.end() && with->is_object() && with->contains("map")) {
        for (const Json& entry : (*with)["map"]) statement.local.insert(LowerCase(TextAt(entry, "key")));
      }
      if (type == "SHOW_REF" && (!node.contains("query") || node["query"].is_null())) statement.lists_tables = true;
    }
    if (node.is_structured()) {
      for (const Json& child : node) open.push_back(&child);
    }
  }
}

}  // namespace

Result<Statement> ReadStatement(Database& database, const std::string& sql) {
  // DuckDB's C interface runs what stands before it, the parser might see more.
  if (sql.contains('\0')) return Fail(ErrorKind::kInvalidArgument, "this statement holds a NUL byte");
  TENON_ASSIGN(const Table answer, database.Query("select json_serialize_sql($sql::varchar)::varchar", {{"sql", sql}}));
  const Json tree = answer.rows.size() == 1 ? Json::parse(TextOr(answer.rows[0][0]), nullptr, false) : Json();
  if (!tree.is_object() || !tree.contains("error")) {
    return Fail(ErrorKind::kInternal, "DuckDB gave no tree of the statement");
  }
  if (tree["error"] != false) {
    const std::string message = TextAt(tree, "error_message");
    if (TextAt(tree, "error_type") == "parser") return Fail(ErrorKind::kInvalidArgument, message);
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("this statement is not allowed here; allowed is {}", kAllowedStatements));
  }
  if (const std::size_t count = tree["statements"].size(); count != 1) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("found {} statements; allowed is {}", count, kAllowedStatements));
  }
  Statement statement;
  Collect(tree, statement);
  return statement;
}

Status CheckReadsOnlyTables(const Statement& statement) {
  for (const std::string& function : statement.functions) {
    if (std::ranges::find(kAllowedFunctions, function) == kAllowedFunctions.end()) {
      return Fail(
          ErrorKind::kInvalidArgument,
          fmt::format("'{}' may not stand in place of a table here: only tables of the workspace can be read (and {}); "
                      "`tenon load table FILE --into TABLE` brings a file in",
                      function, fmt::join(kAllowedFunctions, ", ")));
    }
  }
  return {};
}

}  // namespace tenon::store
