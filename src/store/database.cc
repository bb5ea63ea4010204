#include "store/database.h"

#include <duckdb.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <limits>
#include <thread>

#include "store/database_handles.h"
#include "store/result_reader.h"
#include "store/sql_functions.h"

namespace tenon::store {
namespace {

constexpr std::string_view kVersion = "v1.5.6";

bool HasAny(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

/// DuckDB's error as ours. Its types do not tell a damaged Parquet file from a full disk; its messages do.
Error ToError(duckdb_error_type type, const char* text) {
  const std::string message = text == nullptr ? "DuckDB gave no message" : text;
  if (type == DUCKDB_ERROR_INTERRUPT || message.starts_with("INTERRUPT")) {
    return {ErrorKind::kCancelled, "stopped on request", ""};
  }
  if (HasAny(message, {"No space left", "max_temp_directory_size"})) {
    return {ErrorKind::kInputOutput, "the disk is full: " + message, ""};
  }
  if (type == DUCKDB_ERROR_OUT_OF_MEMORY || message.starts_with("Out of Memory")) {
    return {ErrorKind::kInputOutput,
            "this needs more memory than it was allowed (option --memory, EngineOptions::memory_bytes): " + message,
            ""};
  }
  if (HasAny(message, {"No files found", "Cannot open file", "Permission denied"})) {
    return {ErrorKind::kInputOutput, message, ""};
  }
  if (HasAny(message, {"Parquet", "parquet", "magic bytes", "TProtocolException", "Thrift", "Snappy", "ZSTD"}) &&
      !message.starts_with("Parser") && !message.starts_with("Binder")) {
    return {ErrorKind::kCorruptInput, message, ""};
  }
  if (type == DUCKDB_ERROR_IO || message.starts_with("IO Error")) return {ErrorKind::kInputOutput, message, ""};
  if (type == DUCKDB_ERROR_INTERNAL || type == DUCKDB_ERROR_FATAL) return {ErrorKind::kInternal, message, ""};
  return {ErrorKind::kInvalidArgument, message, ""};
}

/// The type from a prepare or pending error, which carry only their message.
Error ToError(const char* text) { return ToError(DUCKDB_ERROR_INVALID, text); }

struct Prepared {
  duckdb_prepared_statement statement = nullptr;
  Prepared() = default;
  Prepared(Prepared&& other) noexcept : statement(std::exchange(other.statement, nullptr)) {}
  Prepared& operator=(Prepared&&) = delete;
  ~Prepared() { duckdb_destroy_prepare(&statement); }
};

duckdb_value ToDuckDb(const Value& value) {
  if (const auto* boolean = std::get_if<bool>(&value)) return duckdb_create_bool(*boolean);
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return duckdb_create_int64(*integer);
  if (const auto* real = std::get_if<double>(&value)) return duckdb_create_double(*real);
  if (const auto* text = std::get_if<std::string>(&value))
    return duckdb_create_varchar_length(text->data(), text->size());
  return duckdb_create_null_value();
}

Status Bind(const Prepared& prepared, const Bindings& bindings) {
  for (const auto& [name, value] : bindings) {
    idx_t index = 0;
    if (duckdb_bind_parameter_index(prepared.statement, &index, name.c_str()) == DuckDBError) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("the statement has no parameter ${}", name));
    }
    duckdb_value bound = ToDuckDb(value);
    const duckdb_state state = duckdb_bind_value(prepared.statement, index, bound);
    duckdb_destroy_value(&bound);
    if (state == DuckDBError) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("${}: {}", name, duckdb_prepare_error(prepared.statement)));
    }
  }
  return {};
}

enum class Delivery { kWhole, kStreamed };

/// Runs a prepared statement task by task, so that progress can be told and a stop be heard in between.
Status Run(duckdb_connection connection, const Prepared& prepared, const Job& job, duckdb_result* result,
           Delivery delivery = Delivery::kWhole) {
  if (job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped on request");
  struct Pending {
    duckdb_pending_result result = nullptr;
    ~Pending() { duckdb_destroy_pending(&result); }
  } pending;
  const auto begin = delivery == Delivery::kWhole ? duckdb_pending_prepared : duckdb_pending_prepared_streaming;
  if (begin(prepared.statement, &pending.result) == DuckDBError) {
    return std::unexpected(ToError(duckdb_pending_error(pending.result)));
  }
  const std::stop_callback interrupt(job.stop, [connection] { duckdb_interrupt(connection); });
  using Clock = std::chrono::steady_clock;
  auto told = Clock::now();
  auto nap = std::chrono::microseconds(20);
  for (;;) {
    const duckdb_pending_state state = duckdb_pending_execute_task(pending.result);
    // Again, since DuckDB forgets an interrupt that comes as it begins; and on to its error, since its threads run
    // until then.
    if (job.cancelled()) duckdb_interrupt(connection);
    if (state == DUCKDB_PENDING_ERROR) return std::unexpected(ToError(duckdb_pending_error(pending.result)));
    if (duckdb_pending_execution_is_finished(state)) break;
    if (state == DUCKDB_PENDING_NO_TASKS_AVAILABLE) {
      std::this_thread::sleep_for(nap);
      nap = std::min(nap * 2, std::chrono::microseconds(2000));
    } else {
      nap = std::chrono::microseconds(20);
    }
    if (job.report && Clock::now() - told > std::chrono::milliseconds(100)) {
      told = Clock::now();
      job.report({"", std::max(0.0, duckdb_query_progress(connection).percentage), 100, "%"});
    }
  }
  if (duckdb_execute_pending(pending.result, result) == DuckDBError) {
    return std::unexpected(ToError(duckdb_result_error_type(result), duckdb_result_error(result)));
  }
  return {};
}

Result<Prepared> Prepare(duckdb_connection connection, const std::string& sql) {
  Prepared prepared;
  if (duckdb_prepare(connection, sql.c_str(), &prepared.statement) == DuckDBError) {
    return std::unexpected(ToError(duckdb_prepare_error(prepared.statement)));
  }
  return prepared;
}

/// Made by DuckDB when it first spills, removed by it at the end. Two instances must not share one.
std::filesystem::path OwnSpillFolder() {
  static std::atomic<int> opened = 0;
  std::error_code none;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(none);
  return folder.empty() ? folder : folder / fmt::format("tenon-spill-{}-{}", getpid(), ++opened);
}

}  // namespace

Database::Database(std::unique_ptr<Handles> handles) : handles_(std::move(handles)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::Open(const DatabaseOptions& options) {
  if (duckdb_library_version() != kVersion) {
    return Fail(ErrorKind::kInternal,
                fmt::format("this program needs DuckDB {}, but libduckdb.so is {}: run `make setup`", kVersion,
                            duckdb_library_version()));
  }
  const std::vector<std::pair<const char*, std::string>> settings = {
      {"memory_limit", fmt::format("{}B", options.memory_bytes)},
      {"threads", std::to_string(options.threads > 0 ? static_cast<unsigned>(options.threads)
                                                     : std::max(1U, std::thread::hardware_concurrency()))},
      {"temp_directory", (options.spill_folder.empty() ? OwnSpillFolder() : options.spill_folder).string()},
      {"autoinstall_known_extensions", "false"},
      {"autoload_known_extensions", "false"},
      {"allow_persistent_secrets", "false"},
  };
  duckdb_config config = nullptr;
  if (duckdb_create_config(&config) == DuckDBError) return Fail(ErrorKind::kInternal, "DuckDB made no configuration");
  for (const auto& [name, value] : settings) {
    if (duckdb_set_config(config, name, value.c_str()) == DuckDBError) {
      duckdb_destroy_config(&config);
      return Fail(ErrorKind::kInvalidArgument, fmt::format("DuckDB refuses {} = '{}'", name, value));
    }
  }
  auto handles = std::make_unique<Handles>();
  char* message = nullptr;
  const duckdb_state opened = duckdb_open_ext(nullptr, &handles->database, config, &message);
  duckdb_destroy_config(&config);
  if (opened == DuckDBError) {
    Error error = ToError(message);
    duckdb_free(message);
    return std::unexpected(std::move(error));
  }
  if (duckdb_connect(handles->database, &handles->connection) == DuckDBError) {
    return Fail(ErrorKind::kInternal, "DuckDB gave no connection");
  }
  TENON_CHECK(AddSqlFunctions(handles->connection));
  Database database(std::move(handles));
  TENON_CHECK(database.Execute("set enable_progress_bar = true"));
  TENON_CHECK(database.Execute("set enable_progress_bar_print = false"));
  TENON_CHECK(database.Execute("set timezone = 'UTC'"));
  TENON_CHECK(database.Execute(
      R"(create temporary macro reject(in_column, what, why) as
           struct_pack("column" := in_column::varchar, "found" := what::varchar, "reason" := why::varchar))"));
  return database;
}

Result<Table> Database::Query(const std::string& sql, const Bindings& bindings, const Job& job) {
  TENON_ASSIGN(const Prepared prepared, Prepare(handles_->connection, sql));
  if (std::string wrapped = WithTextColumns(prepared.statement, sql); !wrapped.empty()) {
    return Query(wrapped, bindings, job);
  }
  TENON_CHECK(Bind(prepared, bindings));
  ResultHandle result;
  TENON_CHECK(Run(handles_->connection, prepared, job, &result.result));
  return ReadAll(result.result);
}

Status Database::Execute(const std::string& sql, const Bindings& bindings, const Job& job) {
  TENON_ASSIGN(const Prepared prepared, Prepare(handles_->connection, sql));
  TENON_CHECK(Bind(prepared, bindings));
  ResultHandle result;
  return Run(handles_->connection, prepared, job, &result.result);
}

namespace {

/// Hands out the chunks of a statement whose columns are all of the types allowed and hold no NULL.
Status TakeChunks(duckdb_connection connection, const Prepared& prepared, const Job& job,
                  const std::function<bool(duckdb_type)>& is_allowed, std::string_view what,
                  const std::function<Status(duckdb_data_chunk, idx_t width, idx_t size)>& take) {
  ResultHandle result;
  TENON_CHECK(Run(connection, prepared, job, &result.result, Delivery::kStreamed));
  const idx_t width = duckdb_column_count(&result.result);
  for (idx_t c = 0; c < width; ++c) {
    if (!is_allowed(duckdb_column_type(&result.result, c))) {
      return Fail(ErrorKind::kInternal,
                  fmt::format("column '{}' is no {}: cast it", duckdb_column_name(&result.result, c), what));
    }
  }
  const std::stop_callback interrupt(job.stop, [connection] { duckdb_interrupt(connection); });
  while (duckdb_data_chunk chunk = duckdb_fetch_chunk(result.result)) {
    const idx_t size = duckdb_data_chunk_get_size(chunk);
    Status taken = job.cancelled() ? Status(Fail(ErrorKind::kCancelled, "stopped on request")) : Status();
    for (idx_t c = 0; c < width; ++c) {
      std::uint64_t* validity = duckdb_vector_get_validity(duckdb_data_chunk_get_vector(chunk, c));
      for (idx_t row = 0; validity != nullptr && taken && row < size; ++row) {
        if (!duckdb_validity_row_is_valid(validity, row)) {
          taken = Fail(ErrorKind::kInternal,
                       fmt::format("column '{}' holds a NULL", duckdb_column_name(&result.result, c)));
        }
      }
    }
    if (taken && size > 0) taken = take(chunk, width, size);
    duckdb_destroy_data_chunk(&chunk);
    if (!taken) return taken;
  }
  if (const char* message = duckdb_result_error(&result.result); message != nullptr && *message != '\0') {
    return std::unexpected(ToError(duckdb_result_error_type(&result.result), message));
  }
  return {};
}

}  // namespace

Status Database::QueryNumbers(const std::string& sql, const Bindings& bindings, const TakeNumbers& take,
                              const Job& job) {
  TENON_ASSIGN(const Prepared prepared, Prepare(handles_->connection, sql));
  TENON_CHECK(Bind(prepared, bindings));
  std::vector<std::span<const std::uint64_t>> columns;
  return TakeChunks(
      handles_->connection, prepared, job,
      [](duckdb_type type) { return type == DUCKDB_TYPE_UBIGINT || type == DUCKDB_TYPE_BIGINT; }, "8-byte integer",
      [&](duckdb_data_chunk chunk, idx_t width, idx_t size) {
        columns.resize(width);
        for (idx_t c = 0; c < width; ++c) {
          duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, c);
          columns[c] = {static_cast<const std::uint64_t*>(duckdb_vector_get_data(vector)), size};
        }
        return take(columns);
      });
}

Status Database::QueryTexts(const std::string& sql, const Bindings& bindings, const TakeTexts& take, const Job& job) {
  TENON_ASSIGN(const Prepared prepared, Prepare(handles_->connection, sql));
  TENON_CHECK(Bind(prepared, bindings));
  std::vector<std::vector<std::string_view>> columns;
  return TakeChunks(
      handles_->connection, prepared, job, [](duckdb_type type) { return type == DUCKDB_TYPE_VARCHAR; }, "text",
      [&](duckdb_data_chunk chunk, idx_t width, idx_t size) {
        columns.resize(width);
        for (idx_t c = 0; c < width; ++c) {
          auto* texts = static_cast<duckdb_string_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, c)));
          columns[c].clear();
          for (idx_t row = 0; row < size; ++row) {
            columns[c].emplace_back(duckdb_string_t_data(&texts[row]), duckdb_string_t_length(texts[row]));
          }
        }
        return take(columns);
      });
}

Status Database::CreateTemporary(const Table& table) {
  std::string columns;
  for (const Column& column : table.columns) {
    columns += fmt::format("{}{} {}", columns.empty() ? "" : ", ", QuoteName(column.name), SqlTypeOf(column.type));
  }
  TENON_CHECK(Execute(fmt::format("create or replace temporary table {} ({})", QuoteName(table.name), columns)));
  return AppendRows(handles_->connection, table);
}

namespace {

std::string Quote(std::string_view text, char quote) {
  std::string quoted(1, quote);
  for (const char c : text) {
    if (c == quote) quoted += quote;
    quoted += c;
  }
  return quoted + quote;
}

}  // namespace

std::string QuoteText(std::string_view text) { return Quote(text, '\''); }
std::string QuoteName(std::string_view name) { return Quote(name, '"'); }

}  // namespace tenon::store
