#ifndef TENON_STORE_SQL_FUNCTIONS_H_
#define TENON_STORE_SQL_FUNCTIONS_H_

#include <duckdb.h>

#include <cstdint>
#include <optional>
#include <string_view>

#include "store/vector_text.h"
#include "tenon/error.h"

namespace tenon::store {

/// Registers a function of so many texts. NULL arguments come to the function too.
Status AddTextFunction(duckdb_connection connection, const char* name, int arguments, duckdb_type result,
                       duckdb_scalar_function_t function);

/// Adds to a connection the functions that database.h lists.
Status AddSqlFunctions(duckdb_connection connection);

/// A decimal number as data files write it: blanks around it, a sign, digits, one point, an exponent. Nothing else: no
/// thousands separators, no hexadecimal, no NaN or infinity, no number too large for a double.
std::optional<double> ParseNumber(std::string_view text);

/// A whole number: like ParseNumber, without exponent; a fraction of zeros ("2023.0") is allowed.
std::optional<std::int64_t> ParseInteger(std::string_view text);

}  // namespace tenon::store

#endif  // TENON_STORE_SQL_FUNCTIONS_H_
