#include "store/record_relation.h"

#include <duckdb.h>

#include <array>
#include <limits>
#include <optional>

#include "store/database_handles.h"
#include "store/text_file.h"
#include "store/vector_text.h"

namespace tenon::store {
namespace {

enum class Yield { kRows, kFaults };

/// What a table function was registered with.
struct Relation {
  std::shared_ptr<RecordFile> file;
  Yield yield = Yield::kRows;
};

/// One reading of the file.
struct Reading {
  std::unique_ptr<RecordReader> reader;
  std::vector<idx_t> columns;  // asked for, by position; 0 is `record`
  std::int64_t records = 0, faults = 0, line = 0;
};

constexpr std::size_t kFoundBytes = 200;

void AddColumn(duckdb_bind_info info, const char* name, duckdb_type type) {
  duckdb_logical_type logical = duckdb_create_logical_type(type);
  duckdb_bind_add_result_column(info, name, logical);
  duckdb_destroy_logical_type(&logical);
}

void Bind(duckdb_bind_info info) {
  const auto& relation = *static_cast<const Relation*>(duckdb_bind_get_extra_info(info));
  AddColumn(info, "record", DUCKDB_TYPE_BIGINT);
  if (relation.yield == Yield::kFaults) {
    AddColumn(info, "found", DUCKDB_TYPE_VARCHAR);
    AddColumn(info, "reason", DUCKDB_TYPE_VARCHAR);
    return;
  }
  for (const std::string& column : relation.file->columns) AddColumn(info, column.c_str(), DUCKDB_TYPE_VARCHAR);
}

void Init(duckdb_init_info info) {
  RecordFile& file = *static_cast<const Relation*>(duckdb_init_get_extra_info(info))->file;
  auto reader = file.open();
  if (!reader) {
    file.error = reader.error();
    duckdb_init_set_error(info, file.error.message.c_str());
    return;
  }
  file.bytes_total = (*reader)->bytes_total();
  auto reading = std::make_unique<Reading>(*std::move(reader));
  for (idx_t i = 0; i < duckdb_init_get_column_count(info); ++i) {
    reading->columns.push_back(duckdb_init_get_column_index(info, i));
  }
  duckdb_init_set_max_threads(info, 1);  // the order of the rows is that of the file
  duckdb_init_set_init_data(info, reading.release(), [](void* data) { delete static_cast<Reading*>(data); });
}

struct Output {
  duckdb_vector vector = nullptr;
  void* data = nullptr;
  idx_t column = 0;
};

void WriteRow(const Record& record, const std::vector<Output>& outputs, idx_t row) {
  for (const Output& output : outputs) {
    if (output.column == 0) {
      static_cast<std::int64_t*>(output.data)[row] = record.line;
    } else if (output.column <= record.cells.size()) {
      const std::string_view cell = record.cells[output.column - 1];
      if (cell.empty()) {
        SetMissing(output.vector, row);
      } else {
        AssignText(output.vector, static_cast<duckdb_string_t*>(output.data), row, cell);
      }
    }
  }
}

void WriteFault(const Record& record, const std::vector<Output>& outputs, idx_t row) {
  for (const Output& output : outputs) {
    if (output.column == 0) {
      static_cast<std::int64_t*>(output.data)[row] = record.line;
    } else if (output.column <= 2) {
      AssignText(output.vector, static_cast<duckdb_string_t*>(output.data), row,
                 output.column == 1 ? CutText(record.text, kFoundBytes) : std::string_view(record.fault));
    }
  }
}

void Produce(duckdb_function_info info, duckdb_data_chunk chunk) {
  const auto& relation = *static_cast<const Relation*>(duckdb_function_get_extra_info(info));
  auto& reading = *static_cast<Reading*>(duckdb_function_get_init_data(info));
  RecordFile& file = *relation.file;
  std::vector<Output> outputs;
  for (idx_t i = 0; i < std::min(reading.columns.size(), duckdb_data_chunk_get_column_count(chunk)); ++i) {
    duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, i);
    outputs.push_back({vector, duckdb_vector_get_data(vector), reading.columns[i]});
  }
  const idx_t capacity = duckdb_vector_size();
  idx_t size = 0;
  while (size < capacity) {
    const auto next = reading.reader->Next();
    if (!next) {
      file.error = next.error();
      duckdb_function_set_error(info, file.error.message.c_str());
      return;
    }
    if (*next == nullptr) {
      file.records = reading.records;
      file.faults = reading.faults;
      break;
    }
    const Record& record = **next;
    reading.records += record.line == reading.line ? 0 : 1;
    reading.line = record.line;
    const bool fault = !record.fault.empty();
    reading.faults += fault ? 1 : 0;
    if (fault && relation.yield == Yield::kFaults) {
      WriteFault(record, outputs, size++);
    } else if (!fault && relation.yield == Yield::kRows) {
      WriteRow(record, outputs, size++);
    }
  }
  file.bytes_done = reading.reader->bytes_done();
  duckdb_data_chunk_set_size(chunk, size);
}

Status Register(duckdb_connection connection, const std::string& name, Relation relation) {
  duckdb_table_function function = duckdb_create_table_function();
  duckdb_table_function_set_name(function, name.c_str());
  duckdb_table_function_set_extra_info(function, new Relation(std::move(relation)),
                                       [](void* data) { delete static_cast<Relation*>(data); });
  duckdb_table_function_set_bind(function, Bind);
  duckdb_table_function_set_init(function, Init);
  duckdb_table_function_set_function(function, Produce);
  duckdb_table_function_supports_projection_pushdown(function, true);
  const duckdb_state state = duckdb_register_table_function(connection, function);
  duckdb_destroy_table_function(&function);
  if (state == DuckDBError) return Fail(ErrorKind::kInternal, "DuckDB refused the relation " + name);
  return {};
}

}  // namespace

Status AddRecordRelation(Database& database, const std::string& name, std::shared_ptr<RecordFile> file) {
  TENON_CHECK(Register(database.handles().connection, name + "_rows", {file, Yield::kRows}));
  return Register(database.handles().connection, name + "_faults", {std::move(file), Yield::kFaults});
}

}  // namespace tenon::store
