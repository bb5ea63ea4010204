#ifndef TENON_STORE_RESULT_READER_H_
#define TENON_STORE_RESULT_READER_H_

#include <duckdb.h>

#include <string>
#include <string_view>

#include "tenon/error.h"
#include "tenon/table.h"

namespace tenon::store {

/// Owns a DuckDB result.
struct ResultHandle {
  duckdb_result result = {};
  ResultHandle() = default;
  ResultHandle(const ResultHandle&) = delete;
  ResultHandle& operator=(const ResultHandle&) = delete;
  ~ResultHandle() { duckdb_destroy_result(&result); }
};

/// All rows of a result, chunk by chunk.
/// Errors  InvalidArgument: an unsigned integer above 2^63 - 1 (cast it to text).
Result<Table> ReadAll(duckdb_result& result);

/// If some columns are of types that Value cannot hold (dates, lists, ...): the same statement with those cast to text.
/// "" if there are none.
std::string WithTextColumns(duckdb_prepared_statement prepared, std::string_view sql);

/// Appends the rows of a table to the temporary table of its name and columns.
/// Errors  InvalidArgument: a text that is not UTF-8, a cell that is not of its column's type.
Status AppendRows(duckdb_connection connection, const Table& table);

/// VARCHAR, BIGINT, DOUBLE or BOOLEAN.
std::string_view SqlTypeOf(ValueType type);

}  // namespace tenon::store

#endif  // TENON_STORE_RESULT_READER_H_
