// The peer of `tenon load`: DuckDB's own COPY of a CSV file into Parquet, with the same library, threads and memory.
//   bare_copy FILE.csv FILE.parquet THREADS MEMORY
// prints the number of rows written.
#include <duckdb.h>
#include <fmt/format.h>

#include <cstdlib>
#include <string>

namespace {

std::string Quote(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "''" : std::string(1, c);
  return quoted + "'";
}

int Copy(const std::string& from, const std::string& to, const char* threads, const char* memory) {
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
  const std::string sql = fmt::format("copy (from read_csv({})) to {} (format parquet)", Quote(from), Quote(to));
  const bool failed = duckdb_query(connection, sql.c_str(), &result) == DuckDBError;
  if (failed) {
    fmt::print(stderr, "{}\n", duckdb_result_error(&result));
  } else {
    fmt::print("{}\n", duckdb_value_int64(&result, 0, 0));
  }
  duckdb_destroy_result(&result);
  duckdb_disconnect(&connection);
  duckdb_close(&database);
  duckdb_destroy_config(&config);
  return failed ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    fmt::print(stderr, "usage: bare_copy FILE.csv FILE.parquet THREADS MEMORY\n");
    return 2;
  }
  return Copy(argv[1], argv[2], argv[3], argv[4]);
}
