#ifndef TENON_STORE_ENTITY_FUNCTION_H_
#define TENON_STORE_ENTITY_FUNCTION_H_

#include <duckdb.h>

namespace tenon::store {

/// The bodies of the SQL functions entity_id(namespace, text) and entity_key(namespace, text) (database.h).
void EntityIdOfText(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output);
void EntityKeyOfText(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output);

}  // namespace tenon::store

#endif  // TENON_STORE_ENTITY_FUNCTION_H_
