#ifndef TENON_TABLE_H_
#define TENON_TABLE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tenon {

enum class ValueType { kText, kInteger, kReal, kBoolean };

/// "text", "integer", "real", "boolean": as printed in JSON and in the reference pages.
std::string_view ToString(ValueType type);

/// One cell. monostate is "missing", which is not zero, not "" and not false.
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

inline bool IsMissing(const Value& value) { return std::holds_alternative<std::monostate>(value); }

struct Column {
  std::string name;
  ValueType type = ValueType::kText;
  std::string unit;  ///< "USD", "t", "1" for a share or an index, "" for names and codes
};

/// A named result table. Every row has columns.size() cells, each missing or of its column's type.
struct Table {
  std::string name;
  std::vector<Column> columns;
  std::vector<std::vector<Value>> rows;

  /// Position of a column, or -1.
  int Find(std::string_view column) const;
  /// REQUIRES: row < rows.size(); the column exists.
  const Value& At(std::size_t row, std::string_view column) const;
};

/// Readers of one cell; a missing cell or one of another type gives the fallback. kReal accepts integers.
double RealOr(const Value& value, double fallback);
std::int64_t IntegerOr(const Value& value, std::int64_t fallback);
bool BooleanOr(const Value& value, bool fallback);
std::string TextOr(const Value& value, std::string_view fallback = {});

/// Shortest text that reads back to the same value; "" for missing.
std::string ToText(const Value& value);

}  // namespace tenon

#endif  // TENON_TABLE_H_
