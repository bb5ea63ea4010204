#include "store/result_reader.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <optional>

#include "store/database.h"
#include "store/sql_functions.h"

namespace tenon::store {
namespace {

std::optional<ValueType> ValueTypeOf(duckdb_type type) {
  switch (type) {
    case DUCKDB_TYPE_BOOLEAN:
      return ValueType::kBoolean;
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_SMALLINT:
    case DUCKDB_TYPE_INTEGER:
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UTINYINT:
    case DUCKDB_TYPE_USMALLINT:
    case DUCKDB_TYPE_UINTEGER:
    case DUCKDB_TYPE_UBIGINT:
      return ValueType::kInteger;
    case DUCKDB_TYPE_FLOAT:
    case DUCKDB_TYPE_DOUBLE:
    case DUCKDB_TYPE_HUGEINT:
    case DUCKDB_TYPE_UHUGEINT:
    case DUCKDB_TYPE_DECIMAL:
      return ValueType::kReal;
    case DUCKDB_TYPE_VARCHAR:
    case DUCKDB_TYPE_SQLNULL:
    case DUCKDB_TYPE_INVALID:  // a parameter whose type is known only when it is bound
      return ValueType::kText;
    default:
      return std::nullopt;
  }
}

double DecimalAt(const void* data, idx_t row, duckdb_type internal, std::uint8_t scale) {
  double value = 0;
  switch (internal) {
    case DUCKDB_TYPE_SMALLINT:
      value = static_cast<const std::int16_t*>(data)[row];
      break;
    case DUCKDB_TYPE_INTEGER:
      value = static_cast<const std::int32_t*>(data)[row];
      break;
    case DUCKDB_TYPE_BIGINT:
      value = static_cast<double>(static_cast<const std::int64_t*>(data)[row]);
      break;
    default:
      value = duckdb_hugeint_to_double(static_cast<const duckdb_hugeint*>(data)[row]);
  }
  return value / std::pow(10.0, scale);
}

/// One column of a chunk.
struct ColumnReader {
  duckdb_type type;
  duckdb_type decimal_internal = DUCKDB_TYPE_INVALID;
  std::uint8_t decimal_scale = 0;

  Value At(void* data, idx_t row) const {
    const auto integer = [&]<class T>(T) { return Value(static_cast<std::int64_t>(static_cast<const T*>(data)[row])); };
    switch (type) {
      case DUCKDB_TYPE_BOOLEAN:
        return static_cast<const bool*>(data)[row];
      case DUCKDB_TYPE_TINYINT:
        return integer(std::int8_t{});
      case DUCKDB_TYPE_SMALLINT:
        return integer(std::int16_t{});
      case DUCKDB_TYPE_INTEGER:
        return integer(std::int32_t{});
      case DUCKDB_TYPE_BIGINT:
      case DUCKDB_TYPE_UBIGINT:
        return integer(std::int64_t{});
      case DUCKDB_TYPE_UTINYINT:
        return integer(std::uint8_t{});
      case DUCKDB_TYPE_USMALLINT:
        return integer(std::uint16_t{});
      case DUCKDB_TYPE_UINTEGER:
        return integer(std::uint32_t{});
      case DUCKDB_TYPE_FLOAT:
        return static_cast<double>(static_cast<const float*>(data)[row]);
      case DUCKDB_TYPE_DOUBLE:
        return static_cast<const double*>(data)[row];
      case DUCKDB_TYPE_HUGEINT:
        return duckdb_hugeint_to_double(static_cast<const duckdb_hugeint*>(data)[row]);
      case DUCKDB_TYPE_UHUGEINT:
        return duckdb_uhugeint_to_double(static_cast<const duckdb_uhugeint*>(data)[row]);
      case DUCKDB_TYPE_DECIMAL:
        return DecimalAt(data, row, decimal_internal, decimal_scale);
      case DUCKDB_TYPE_VARCHAR:
        return std::string(TextOf(static_cast<duckdb_string_t*>(data)[row]));
      default:
        return {};
    }
  }
};

}  // namespace

Result<Table> ReadAll(duckdb_result& result) {
  Table table;
  std::vector<ColumnReader> readers;
  const idx_t width = duckdb_column_count(&result);
  for (idx_t c = 0; c < width; ++c) {
    ColumnReader reader{.type = duckdb_column_type(&result, c)};
    const auto type = ValueTypeOf(reader.type);
    table.columns.push_back({duckdb_column_name(&result, c), type.value_or(ValueType::kText), ""});
    if (!type) {
      return Fail(
          ErrorKind::kInvalidArgument,
          fmt::format("column '{}' is of a type that cannot be shown: cast it to varchar", table.columns[c].name));
    }
    if (reader.type == DUCKDB_TYPE_DECIMAL) {
      duckdb_logical_type logical = duckdb_column_logical_type(&result, c);
      reader.decimal_internal = duckdb_decimal_internal_type(logical);
      reader.decimal_scale = duckdb_decimal_scale(logical);
      duckdb_destroy_logical_type(&logical);
    }
    readers.push_back(reader);
  }
  while (duckdb_data_chunk chunk = duckdb_fetch_chunk(result)) {
    const idx_t size = duckdb_data_chunk_get_size(chunk);
    const std::size_t first = table.rows.size();
    table.rows.resize(first + size, std::vector<Value>(width));
    bool too_large = false;
    for (idx_t c = 0; c < width; ++c) {
      duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, c);
      void* data = duckdb_vector_get_data(vector);
      const std::uint64_t* validity = duckdb_vector_get_validity(vector);
      for (idx_t row = 0; row < size; ++row) {
        if (validity != nullptr && (validity[row / 64] >> (row % 64) & 1) == 0) continue;
        table.rows[first + row][c] = readers[c].At(data, row);
        if (readers[c].type == DUCKDB_TYPE_UBIGINT && static_cast<const std::int64_t*>(data)[row] < 0) too_large = true;
      }
    }
    duckdb_destroy_data_chunk(&chunk);
    if (too_large) {
      return Fail(ErrorKind::kInvalidArgument,
                  "an unsigned integer is too large to be shown as one: cast it to varchar");
    }
  }
  return table;
}

std::string WithTextColumns(duckdb_prepared_statement prepared, std::string_view sql) {
  if (duckdb_prepared_statement_type(prepared) != DUCKDB_STATEMENT_TYPE_SELECT) return "";
  const idx_t width = duckdb_prepared_statement_column_count(prepared);
  std::string columns;
  bool needed = false;
  for (idx_t c = 0; c < width; ++c) {
    const bool shown = ValueTypeOf(duckdb_prepared_statement_column_type(prepared, c)).has_value();
    needed |= !shown;
    const char* name = duckdb_prepared_statement_column_name(prepared, c);
    columns += fmt::format("{}#{}{} as {}", c == 0 ? "" : ", ", c + 1, shown ? "" : "::varchar", QuoteName(name));
    duckdb_free(const_cast<char*>(name));
  }
  if (!needed) return "";
  sql = sql.substr(0, sql.find_last_not_of("; \t\r\n") + 1);
  return fmt::format("select {} from ({}\n)", columns, sql);
}

Status AppendRows(duckdb_connection connection, const Table& table) {
  struct Appending {
    duckdb_appender appender = nullptr;
    duckdb_data_chunk chunk = nullptr;
    std::vector<duckdb_logical_type> types;
    ~Appending() {
      duckdb_destroy_data_chunk(&chunk);
      for (auto& type : types) duckdb_destroy_logical_type(&type);
      duckdb_appender_destroy(&appender);
    }
  } to;
  const auto failed = [&] {
    duckdb_error_data data = duckdb_appender_error_data(to.appender);
    std::string message = duckdb_error_data_message(data);
    duckdb_destroy_error_data(&data);
    return Fail(ErrorKind::kInputOutput, message, table.name);
  };
  if (duckdb_appender_create_ext(connection, "temp", nullptr, table.name.c_str(), &to.appender) == DuckDBError)
    return failed();
  for (const Column& column : table.columns) {
    to.types.push_back(duckdb_create_logical_type(column.type == ValueType::kText      ? DUCKDB_TYPE_VARCHAR
                                                  : column.type == ValueType::kInteger ? DUCKDB_TYPE_BIGINT
                                                  : column.type == ValueType::kReal    ? DUCKDB_TYPE_DOUBLE
                                                                                       : DUCKDB_TYPE_BOOLEAN));
  }
  to.chunk = duckdb_create_data_chunk(to.types.data(), to.types.size());
  const idx_t capacity = duckdb_vector_size();
  for (std::size_t first = 0; first < table.rows.size(); first += capacity) {
    const idx_t size = std::min<idx_t>(capacity, table.rows.size() - first);
    duckdb_data_chunk_reset(to.chunk);
    for (idx_t c = 0; c < table.columns.size(); ++c) {
      duckdb_vector vector = duckdb_data_chunk_get_vector(to.chunk, c);
      void* data = duckdb_vector_get_data(vector);
      for (idx_t row = 0; row < size; ++row) {
        const Value& value = table.rows[first + row][c];
        const ValueType type = table.columns[c].type;
        if (IsMissing(value)) {
          duckdb_vector_ensure_validity_writable(vector);
          duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vector), row);
        } else if (const auto* text = std::get_if<std::string>(&value); text != nullptr && type == ValueType::kText) {
          if (duckdb_error_data bad = duckdb_valid_utf8_check(text->data(), text->size())) {
            duckdb_destroy_error_data(&bad);
            return Fail(ErrorKind::kInvalidArgument, "a text is not UTF-8", table.name + "." + table.columns[c].name);
          }
          duckdb_unsafe_vector_assign_string_element_len(vector, row, text->data(), text->size());
        } else if (const auto* boolean = std::get_if<bool>(&value); boolean != nullptr && type == ValueType::kBoolean) {
          static_cast<bool*>(data)[row] = *boolean;
        } else if (std::holds_alternative<std::int64_t>(value) && type == ValueType::kInteger) {
          static_cast<std::int64_t*>(data)[row] = std::get<std::int64_t>(value);
        } else if (type == ValueType::kReal && !std::holds_alternative<std::string>(value) &&
                   !std::holds_alternative<bool>(value)) {
          static_cast<double*>(data)[row] = RealOr(value, 0);
        } else {
          return Fail(ErrorKind::kInvalidArgument, fmt::format("a cell is not of type {}", ToString(type)),
                      table.name + "." + table.columns[c].name);
        }
      }
    }
    duckdb_data_chunk_set_size(to.chunk, size);
    if (duckdb_append_data_chunk(to.appender, to.chunk) == DuckDBError) return failed();
  }
  if (duckdb_appender_close(to.appender) == DuckDBError) return failed();
  return {};
}

std::string_view SqlTypeOf(ValueType type) {
  switch (type) {
    case ValueType::kText:
      return "VARCHAR";
    case ValueType::kInteger:
      return "BIGINT";
    case ValueType::kReal:
      return "DOUBLE";
    case ValueType::kBoolean:
      return "BOOLEAN";
  }
  return "VARCHAR";
}

}  // namespace tenon::store
