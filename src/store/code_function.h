#ifndef TENON_STORE_CODE_FUNCTION_H_
#define TENON_STORE_CODE_FUNCTION_H_

#include <duckdb.h>

namespace tenon::store {

/// The body of the SQL function code_is_known(scheme, code) (database.h). NULL if either is.
void CodeIsKnown(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output);

}  // namespace tenon::store

#endif  // TENON_STORE_CODE_FUNCTION_H_
