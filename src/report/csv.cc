#include "report/report.h"

namespace tenon::report {

namespace {

std::string Field(const Value& value) {
  if (IsMissing(value)) return {};
  std::string text = ToText(value);
  const bool is_text = std::holds_alternative<std::string>(value);
  if (!is_text || (!text.empty() && text.find_first_of(",\"\r\n") == std::string::npos)) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

std::string ToCsv(const Table& table) {
  std::string text;
  for (std::size_t i = 0; i < table.columns.size(); ++i) text += (i ? "," : "") + Field(table.columns[i].name);
  text += "\r\n";
  for (const std::vector<Value>& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) text += (i ? "," : "") + Field(row[i]);
    text += "\r\n";
  }
  return text;
}

}  // namespace tenon::report
