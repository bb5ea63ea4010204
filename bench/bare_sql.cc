// The peer of `tenon load`: DuckDB alone, with the same library, threads and memory.
//   bare_sql STATEMENTS.sql IN OUT THREADS MEMORY
// runs the statements with IN and OUT in the place of $in and $out, and prints the first row of the last one.
#include <duckdb.h>
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <string>

namespace {

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

int Run(const std::string& statements, const char* threads, const char* memory) {
  duckdb_config config = nullptr;
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  char* error = nullptr;
  if (duckdb_create_config(&config) == DuckDBError || duckdb_set_config(config, "threads", threads) == DuckDBError ||
      duckdb_set_config(config, "memory_limit", memory) == DuckDBError ||
      duckdb_open_ext(nullptr, &database, config, &error) == DuckDBError ||
      duckdb_connect(database, &connection) == DuckDBError) {
    fmt::print(stderr, "cannot open DuckDB: {}\n", error != nullptr ? error : "settings refused");
    return 1;
  }
  duckdb_result result;
  const bool failed = duckdb_query(connection, statements.c_str(), &result) == DuckDBError;
  if (failed) {
    fmt::print(stderr, "{}\n", duckdb_result_error(&result));
  } else {
    for (idx_t i = 0; i < duckdb_column_count(&result); ++i) {
      char* value = duckdb_value_varchar(&result, i, 0);
      fmt::print("{}{}", i == 0 ? "" : " ", value == nullptr ? "" : value);
      duckdb_free(value);
    }
    fmt::print("\n");
  }
  duckdb_destroy_result(&result);
  duckdb_disconnect(&connection);
  duckdb_close(&database);
  duckdb_destroy_config(&config);
  return failed ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    fmt::print(stderr, "usage: bare_sql STATEMENTS.sql IN OUT THREADS MEMORY\n");
    return 2;
  }
  std::ifstream file(argv[1]);
  const std::string statements((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return Run(Replaced(Replaced(statements, "$in", argv[2]), "$out", argv[3]), argv[4], argv[5]);
}
