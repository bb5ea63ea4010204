#ifndef TENON_STORE_DATABASE_HANDLES_H_
#define TENON_STORE_DATABASE_HANDLES_H_

#include <duckdb.h>

#include "store/database.h"

namespace tenon::store {

/// What stands behind a Database, for the files of store/ that speak DuckDB's C API.
struct Database::Handles {
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;

  Handles() = default;
  Handles(const Handles&) = delete;
  Handles& operator=(const Handles&) = delete;
  ~Handles() {
    duckdb_disconnect(&connection);
    duckdb_close(&database);
  }
};

}  // namespace tenon::store

#endif  // TENON_STORE_DATABASE_HANDLES_H_
