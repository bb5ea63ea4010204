#ifndef TENON_STORE_ROW_WRITER_H_
#define TENON_STORE_ROW_WRITER_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "tenon/error.h"

namespace tenon::store {

enum class MadeType {
  kKey,
  kInteger,
  kReal,
  kBoolean,
  kDay,
  kText
};  ///< in SQL UBIGINT BIGINT DOUBLE BOOLEAN DATE VARCHAR

struct MadeColumn {
  std::string name;
  MadeType type = MadeType::kText;
};

/// A table of rows that a reader makes. In SQL it has, before these columns, `file` (ordinal among the files read, from
/// 0) and `record` (the line, or the ordinal of what the rows were made of).
struct MadeTable {
  std::string name;
  std::vector<MadeColumn> columns;
};

/// Writes rows of one table, column by column: DuckDB keeps them, and spills what does not fit.
///
/// Threads     one at a time; several writers may write one table.
class RowWriter {
 public:
  /// Begins a row. REQUIRES: every column of the row before was added.
  void Begin(std::int64_t record);
  /// The next column. REQUIRES: its type.
  void Add(std::uint64_t key);
  void Add(std::int64_t number);
  void Add(double number);
  void Add(bool truth);
  void AddDay(std::int32_t days_since_1970);
  void Add(std::string_view text);  ///< UTF-8; an empty text is missing
  void AddMissing();

  struct State;
  explicit RowWriter(std::unique_ptr<State> state);
  RowWriter(RowWriter&&) noexcept;
  RowWriter& operator=(RowWriter&&) noexcept;
  ~RowWriter();
  /// Writes what is left. Errors  InputOutput, Internal: of any row since Begin.
  Status Close();

 private:
  std::unique_ptr<State> state_;
};

/// A record that rows cannot be made of.
struct MadeReject {
  std::int64_t record = 0;
  std::string column, found, reason;
};

/// What a reader that makes rows is given for one file.
struct RowsOfFile {
  std::filesystem::path file;
  std::span<RowWriter> tables;  ///< in the order asked for
  std::function<void(std::uint64_t bytes)> done;
  std::function<bool()> cancelled;
  std::vector<MadeReject> rejects;
  std::int64_t records = 0;  ///< lines read: `record` goes from 1 to this
};
using MakeRowsOfFile = std::function<Status(RowsOfFile&)>;

/// Opens writers for tables that exist, on a connection of their own.
class RowWriters {
 public:
  static Result<RowWriters> Open(Database& database, const std::vector<MadeTable>& tables, std::int64_t file);
  RowWriters(RowWriters&&) noexcept;
  RowWriters& operator=(RowWriters&&) noexcept;
  ~RowWriters();
  std::span<RowWriter> tables();
  Status Close();

 private:
  struct State;
  explicit RowWriters(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// CREATE TABLE of a made table.
std::string CreateMadeTable(const MadeTable& table);

}  // namespace tenon::store

#endif  // TENON_STORE_ROW_WRITER_H_
