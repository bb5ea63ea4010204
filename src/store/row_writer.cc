#include "store/row_writer.h"

#include <duckdb.h>
#include <fmt/format.h>

#include <utility>

#include "store/database_handles.h"
#include "store/vector_text.h"

namespace tenon::store {
namespace {

struct SqlType {
  const char* name;
  duckdb_type type;
};

SqlType Sql(MadeType type) {
  switch (type) {
    case MadeType::kKey:
      return {"ubigint", DUCKDB_TYPE_UBIGINT};
    case MadeType::kInteger:
      return {"bigint", DUCKDB_TYPE_BIGINT};
    case MadeType::kReal:
      return {"double", DUCKDB_TYPE_DOUBLE};
    case MadeType::kBoolean:
      return {"boolean", DUCKDB_TYPE_BOOLEAN};
    case MadeType::kDay:
      return {"date", DUCKDB_TYPE_DATE};
    case MadeType::kText:
      break;
  }
  return {"varchar", DUCKDB_TYPE_VARCHAR};
}

}  // namespace

struct RowWriter::State {
  std::string table;
  std::int64_t file = 0;
  duckdb_appender appender = nullptr;
  duckdb_data_chunk chunk = nullptr;
  std::vector<duckdb_vector> vectors;
  std::vector<void*> data;
  idx_t rows = 0;  // those begun
  idx_t column = 0;
  Status status;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    duckdb_destroy_data_chunk(&chunk);
    if (appender != nullptr) duckdb_appender_destroy(&appender);
  }

  void Look() {
    for (idx_t i = 0; i < vectors.size(); ++i) {
      vectors[i] = duckdb_data_chunk_get_vector(chunk, i);
      data[i] = duckdb_vector_get_data(vectors[i]);
    }
  }

  void Fault() {
    if (!status) return;
    duckdb_error_data error = duckdb_appender_error_data(appender);
    const char* message = duckdb_error_data_message(error);
    status = Fail(ErrorKind::kInputOutput,
                  fmt::format("rows of {} could not be kept: {}", table, message == nullptr ? "" : message));
    duckdb_destroy_error_data(&error);
  }

  void Flush() {
    duckdb_data_chunk_set_size(chunk, rows);
    if (rows > 0 && duckdb_append_data_chunk(appender, chunk) == DuckDBError) Fault();
    duckdb_data_chunk_reset(chunk);
    rows = 0;
    Look();
  }

  template <typename T>
  void Put(T value) {
    static_cast<T*>(data[column])[rows - 1] = value;
    ++column;
  }
};

RowWriter::RowWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
RowWriter::RowWriter(RowWriter&&) noexcept = default;
RowWriter& RowWriter::operator=(RowWriter&&) noexcept = default;
RowWriter::~RowWriter() = default;

void RowWriter::Begin(std::int64_t record) {
  State& state = *state_;
  if (state.rows == duckdb_vector_size()) state.Flush();
  ++state.rows;
  state.column = 0;
  state.Put(state.file);
  state.Put(record);
}

void RowWriter::Add(std::uint64_t key) { state_->Put(key); }
void RowWriter::Add(std::int64_t number) { state_->Put(number); }
void RowWriter::Add(double number) { state_->Put(number); }
void RowWriter::Add(bool truth) { state_->Put(truth); }
void RowWriter::AddDay(std::int32_t days_since_1970) { state_->Put(duckdb_date{days_since_1970}); }

void RowWriter::Add(std::string_view text) {
  State& state = *state_;
  if (text.empty()) return AddMissing();
  AssignText(state.vectors[state.column], static_cast<duckdb_string_t*>(state.data[state.column]), state.rows - 1,
             text);
  ++state.column;
}

void RowWriter::AddMissing() {
  State& state = *state_;
  SetMissing(state.vectors[state.column], state.rows - 1);
  ++state.column;
}

Status RowWriter::Close() {
  State& state = *state_;
  state.Flush();
  if (state.status && duckdb_appender_close(state.appender) == DuckDBError) state.Fault();
  return state.status;
}

struct RowWriters::State {
  duckdb_connection connection = nullptr;
  std::vector<RowWriter> writers;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    writers.clear();  // before their connection
    duckdb_disconnect(&connection);
  }
};

RowWriters::RowWriters(std::unique_ptr<State> state) : state_(std::move(state)) {}
RowWriters::RowWriters(RowWriters&&) noexcept = default;
RowWriters& RowWriters::operator=(RowWriters&&) noexcept = default;
RowWriters::~RowWriters() = default;

std::span<RowWriter> RowWriters::tables() { return state_->writers; }

Status RowWriters::Close() {
  for (RowWriter& writer : state_->writers) TENON_CHECK(writer.Close());
  return {};
}

Result<RowWriters> RowWriters::Open(Database& database, const std::vector<MadeTable>& tables, std::int64_t file) {
  auto state = std::make_unique<State>();
  if (duckdb_connect(database.handles().database, &state->connection) == DuckDBError)
    return Fail(ErrorKind::kInternal, "DuckDB refused a connection");
  for (const MadeTable& table : tables) {
    auto writer = std::make_unique<RowWriter::State>();
    writer->table = table.name;
    writer->file = file;
    if (duckdb_appender_create(state->connection, nullptr, table.name.c_str(), &writer->appender) == DuckDBError)
      return Fail(ErrorKind::kInternal, "DuckDB refused rows for " + table.name);
    std::vector<duckdb_logical_type> types = {duckdb_create_logical_type(DUCKDB_TYPE_BIGINT),
                                              duckdb_create_logical_type(DUCKDB_TYPE_BIGINT)};
    for (const MadeColumn& column : table.columns) types.push_back(duckdb_create_logical_type(Sql(column.type).type));
    writer->chunk = duckdb_create_data_chunk(types.data(), types.size());
    for (duckdb_logical_type& type : types) duckdb_destroy_logical_type(&type);
    writer->vectors.resize(types.size());
    writer->data.resize(types.size());
    writer->Look();
    state->writers.emplace_back(std::move(writer));
  }
  return RowWriters(std::move(state));
}

std::string CreateMadeTable(const MadeTable& table) {
  std::string columns;
  for (const MadeColumn& column : table.columns)
    columns += fmt::format(", {} {}", QuoteName(column.name), Sql(column.type).name);
  return fmt::format("create table {} (file bigint, record bigint{})", table.name, columns);
}

}  // namespace tenon::store
