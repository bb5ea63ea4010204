#include <nlohmann/json.hpp>

#include "report/report.h"
#include "report/value_json.h"

namespace tenon::report {

nlohmann::ordered_json ToJson(const Value& value) {
  return std::visit(
      [](const auto& held) -> nlohmann::ordered_json {
        if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate>) {
          return nullptr;
        } else {
          return held;
        }
      },
      value);
}

namespace {

// ordered_json keeps keys in the order of the contract, so that equal answers are equal texts.
using Json = nlohmann::ordered_json;

Json ToObject(const Receipt& receipt) {
  Json arguments = Json::object();
  for (const auto& [name, value] : receipt.arguments.values()) arguments[name] = ToJson(value);
  Json sources = Json::array();
  for (const SourceUse& use : receipt.sources) {
    sources.push_back({{"source", use.source},
                       {"load", use.load},
                       {"licence", use.licence},
                       {"credit", use.credit},
                       {"rows", use.rows},
                       {"rows_rejected", use.rows_rejected}});
  }
  return {{"program_version", receipt.program_version},
          {"analysis", receipt.analysis},
          {"analysis_version", receipt.analysis_version},
          {"snapshot", receipt.snapshot},
          {"parameters", arguments},
          {"conventions", receipt.conventions},
          {"warnings", receipt.warnings},
          {"sources", sources}};
}

Json ToObject(const Table& table) {
  Json columns = Json::array();
  for (const Column& column : table.columns) {
    columns.push_back({{"name", column.name}, {"type", ToString(column.type)}, {"unit", column.unit}});
  }
  Json rows = Json::array();
  for (const std::vector<Value>& row : table.rows) {
    Json cells = Json::array();
    for (const Value& value : row) cells.push_back(ToJson(value));
    rows.push_back(std::move(cells));
  }
  return {{"name", table.name}, {"columns", columns}, {"rows", rows}};
}

// Text that is not UTF-8 cannot come out of the store; were it to, it is shown as U+FFFD instead of ending the program.
std::string Print(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string ToJson(const Receipt& receipt) { return Print(ToObject(receipt)); }

std::string ToJson(const Answer& answer) {
  Json tables = Json::array();
  for (const Table& table : answer.tables) tables.push_back(ToObject(table));
  return Print({{"receipt", ToObject(answer.receipt)}, {"tables", tables}});
}

}  // namespace tenon::report
