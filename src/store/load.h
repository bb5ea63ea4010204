#ifndef TENON_STORE_LOAD_H_
#define TENON_STORE_LOAD_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/workspace.h"
#include "tenon/error.h"
#include "tenon/job.h"

namespace tenon::store {

/// How a delimited text file is written. Files whose name ends in .gz are decompressed while reading.
struct TextDialect {
  char delimiter = ',';
  char quote = '"';                ///< '\0': no quoting
  std::string encoding = "UTF-8";  ///< or GB18030, ISO-8859-1; a byte order mark is dropped
  bool header = true;
};

/// A provider's file as a relation in which every field is text. Columns carry the header's names, trimmed, without BOM.
struct RawFile {
  std::filesystem::path path;
  std::vector<std::string> columns;
  std::int64_t records = 0;  ///< counted independently of DuckDB, so that no row can go missing unnoticed
  std::string relation;      ///< for the use of Load
};

/// A provider's row becomes exactly one row of the table, or any number of them.
enum class RowsPerRecord { kOne, kMany };

/// How one provider's file becomes rows of one canonical table.
///
/// `select` is SQL that reads `from raw` (the file; all VARCHAR; plus `record` BIGINT) and yields
///   record, the table's columns by name (without `source`; columns not yielded are missing),
///   and `reject`: NULL, or reject(column, found, reason) where the row cannot be used.
/// Beyond what `select` rejects, Load rejects by itself: a required column that is missing, a number that is not finite,
/// an economy that is not in the economy table (with the three nearest), a key that stands twice.
/// A record that yields no row and no reject is an Internal error.
struct Filling {
  std::string table;
  const RawFile* raw = nullptr;
  std::string select;
  RowsPerRecord rows = RowsPerRecord::kOne;
};

enum class OnOverlap { kFail, kReplace };

/// What is loaded, which names the load: the same source, options and contents give the same id.
struct LoadRequest {
  std::string source;
  std::vector<std::pair<std::string, std::string>> options;
  std::vector<std::filesystem::path> files;
  std::string licence, credit;
  OnOverlap on_overlap = OnOverlap::kFail;
};

struct LoadReport {
  std::string id;
  bool already_loaded = false;  ///< nothing was added: this very load is in the snapshot
  std::int64_t rows = 0;
  std::int64_t rows_rejected = 0;
  Table tables;   ///< table, rows
  Table rejects;  ///< file, column, reason, rows: counts by reason
};

/// One load: writes Parquet files into a staging folder, then makes them the newest snapshot in one atomic step.
/// Destroyed without Commit, it leaves nothing behind. Killed anywhere, the workspace is the old or the new one; what was
/// left is swept by the next load.
///
/// Errors (of all members)  InputOutput: disk full, no permission; CorruptInput / SchemaMismatch naming file and line.
class Load {
 public:
  /// Takes the workspace's load lock and hashes the files.
  /// Errors  InvalidArgument: another load is running (its process and start time), a path is no regular file.
  static Result<Load> Begin(const Workspace& workspace, const LoadRequest& request, const Job& job);
  Load(Load&&) noexcept;
  Load& operator=(Load&&) noexcept;
  ~Load();

  /// True if the snapshot already holds this load: the reader need not read, Commit adds nothing.
  bool already_loaded() const;

  /// Opens a delimited text file. `expected`: the columns it must have, in any order; others may stand beside them.
  /// Errors  SchemaMismatch: columns missing (names found and expected); CorruptInput: encoding, quoting, a line longer
  /// than 8 MiB, an empty file, a .gz that expands more than a thousandfold.
  Result<RawFile> OpenText(const std::filesystem::path& file, const TextDialect& dialect,
                           const std::vector<std::string>& expected);
  /// One JSON object a line; its top-level keys are the columns. Values are kept as text.
  Result<RawFile> OpenJsonLines(const std::filesystem::path& file, const std::vector<std::string>& expected);
  Result<RawFile> OpenParquet(const std::filesystem::path& file, const std::vector<std::string>& expected);
  /// Rows a reader made itself, where the format is not tabular (a JSON document). `table` holds text columns and an
  /// integer column `record` (the line or the ordinal to print in rejects).
  Result<RawFile> OpenRows(const std::filesystem::path& file, const Table& table);

  Status Fill(const Filling& filling);
  /// Gives fillings a look-up table (temporary, by its name).
  Status Provide(const Table& table);
  Result<Table> Ask(const std::string& sql);
  /// A reject that SQL cannot see.
  void Reject(const std::filesystem::path& file, std::int64_t line, std::string column, std::string found, std::string reason);

  Result<LoadReport> Commit();

 private:
  struct State;
  explicit Load(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tenon::store

#endif  // TENON_STORE_LOAD_H_
