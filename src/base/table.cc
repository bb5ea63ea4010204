#include "tenon/table.h"

#include <cassert>
#include <charconv>

#include "tenon/answer.h"

namespace tenon {

std::string_view ToString(ValueType type) {
  switch (type) {
    case ValueType::kText:
      return "text";
    case ValueType::kInteger:
      return "integer";
    case ValueType::kReal:
      return "real";
    case ValueType::kBoolean:
      return "boolean";
  }
  return "text";
}

int Table::Find(std::string_view column) const {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name == column) return static_cast<int>(i);
  }
  return -1;
}

const Value& Table::At(std::size_t row, std::string_view column) const {
  const int position = Find(column);
  assert(position >= 0);
  return rows[row][static_cast<std::size_t>(position)];
}

const Table* Answer::Find(std::string_view name) const {
  for (const Table& table : tables) {
    if (table.name == name) return &table;
  }
  return nullptr;
}

double RealOr(const Value& value, double fallback) {
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  return fallback;
}

std::int64_t IntegerOr(const Value& value, std::int64_t fallback) {
  const auto* integer = std::get_if<std::int64_t>(&value);
  return integer ? *integer : fallback;
}

bool BooleanOr(const Value& value, bool fallback) {
  const auto* boolean = std::get_if<bool>(&value);
  return boolean ? *boolean : fallback;
}

std::string TextOr(const Value& value, std::string_view fallback) {
  const auto* text = std::get_if<std::string>(&value);
  return text ? *text : std::string(fallback);
}

std::string ToText(const Value& value) {
  struct Writer {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(bool boolean) const { return boolean ? "true" : "false"; }
    std::string operator()(std::int64_t integer) const { return std::to_string(integer); }
    std::string operator()(double real) const {
      char buffer[32];
      const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, real);
      return {buffer, end};
    }
    std::string operator()(const std::string& text) const { return text; }
  };
  return std::visit(Writer{}, value);
}

}  // namespace tenon
