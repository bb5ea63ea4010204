# DuckDB's C library, fetched by tools/setup.sh (pinned by version and SHA-256) into .cache/duckdb.
set(DUCKDB_DIR "${CMAKE_SOURCE_DIR}/.cache/duckdb" CACHE PATH "Folder holding duckdb.h and libduckdb.so")
if(NOT EXISTS "${DUCKDB_DIR}/libduckdb.so" OR NOT EXISTS "${DUCKDB_DIR}/duckdb.h")
  message(FATAL_ERROR "DuckDB is not in ${DUCKDB_DIR}: run `make setup` first.")
endif()
add_library(duckdb SHARED IMPORTED)
set_target_properties(duckdb PROPERTIES
  IMPORTED_LOCATION "${DUCKDB_DIR}/libduckdb.so"
  IMPORTED_NO_SONAME ON
  INTERFACE_INCLUDE_DIRECTORIES "${DUCKDB_DIR}")
