#ifndef TENON_STORE_LOAD_H_
#define TENON_STORE_LOAD_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/delimited.h"
#include "store/row_writer.h"
#include "store/sheet.h"
#include "store/workspace.h"
#include "tenon/error.h"
#include "tenon/job.h"

namespace tenon::store {

/// A provider's file as a relation in which every field is text; an empty field is NULL.
struct RawFile {
  std::filesystem::path path;
  std::vector<std::string> columns;  ///< the header's names, trimmed (exactly: ColumnNames)
  std::string relation;              ///< its name in SQL, for joins with other files of the same load: "raw_1", ...
};

/// Does a provider's row become exactly one row of the table (or a reject), or any number of them (at least one)?
enum class RowsPerRecord { kOne, kMany };

/// How one provider's file becomes rows of one canonical table.
///
/// `select` is one SELECT statement that reads `from raw` (the file: `record` BIGINT, the line a row begins in, and
/// every column as VARCHAR) and yields
///   record,
///   the table's columns by name (without `source`; columns not yielded are missing),
///   and, where rows can be unusable, `reject`: NULL, or reject(column, found, reason).
/// Load itself then turns what was yielded into the column's type and rejects, the same way for all sources:
///   economy columns    yield the provider's text. It becomes the alpha-3 code. A residual ("Other countries") becomes
///                      missing where the column allows that. Rejected: "not an economy; nearest: A, B, C", "a group of
///                      economies, not an economy" (unless the column takes groups), "economies that are not named".
///   numbers            may be yielded as text. Rejected: "not a number", "not a whole number" (a fraction is never
///                      rounded), and NaN and infinities as "not a finite number". An empty text is missing.
///   required columns   Rejected: "missing".
///   keys               Rejected: "repeats an earlier row"; "conflicting values for one key" (all rows that conflict).
/// `select` is run twice where there are rejects: it must be a function of its input.
/// A record that yields no row and no reject is an Internal error; so is a second row for kOne.
struct Filling {
  std::string table;
  const RawFile* raw = nullptr;
  std::string select;
  RowsPerRecord rows = RowsPerRecord::kOne;
  /// Called before the reasons of rejected rows are read, if there are any: may Ask, and ProvideAnew what `select` says
  /// of them.
  std::function<Status()> explain = [] { return Status(); };
};

enum class OnOverlap { kFail, kReplace };

/// What is loaded, which names the load: the same source, options and contents give the same id.
struct LoadRequest {
  std::string source;
  std::vector<std::pair<std::string, std::string>> options;
  std::vector<std::filesystem::path> files;  ///< or members of archives (archive.h); an archive counts as a whole file
  std::string licence, credit;
  OnOverlap on_overlap = OnOverlap::kFail;
};

struct LoadReport {
  std::string id;
  bool already_loaded = false;  ///< nothing was added: this very load is in the snapshot
  std::int64_t rows = 0;
  std::int64_t rows_rejected = 0;
  Table tables;                    ///< "filled": table, rows
  Table rejects;                   ///< "rejects": file, column, reason, rows; most frequent first
  std::vector<std::string> notes;  ///< what Note was told, in that order
  std::vector<Table> findings;     ///< what the source found out about the data as a whole; empty if already loaded
};

/// One load: writes Parquet files into a staging folder, then makes them the newest snapshot in one atomic step.
/// Destroyed without Commit, it leaves nothing behind. Killed anywhere, the workspace is the old or the new one; what
/// was left is swept by the next load.
///
/// Errors      of all members: InputOutput (disk full, no permission), CorruptInput, SchemaMismatch; file and line
/// named.
///
/// Complexity  each file is hashed once and parsed once for each filling (twice where rows are rejected); memory: what
///             DatabaseOptions allow, and 8 bytes for each row loaded.
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
  /// Reads the header only: what is wrong further down is told by Fill. Rows that cannot be split into their cells go
  /// to `reject` ("3 fields where 6 are expected", "text after a closing quote"). Errors  SchemaMismatch: columns
  /// missing (names found and expected); CorruptInput: encoding, quoting, a record longer than 8 MiB, an empty file or
  /// one without rows, a damaged .gz or one that expands more than 400-fold.
  Result<RawFile> OpenText(const std::filesystem::path& file, const TextDialect& dialect,
                           const std::vector<std::string>& expected);
  /// One JSON object a line; its top-level keys are the columns. Values are kept as text. A line that is no object, or
  /// in which a key stands twice or an expected one (unless `nested`) holds a list or object, is rejected.
  Result<RawFile> OpenJsonLines(const std::filesystem::path& file, const std::vector<std::string>& expected,
                                const std::vector<std::string>& nested = {});
  /// One sheet of an Excel workbook (.xlsx); `record` is the row's number. Cells that hold no value for a reason are
  /// marked (sheet.h). Errors  of Workbook and SheetReader.
  Result<RawFile> OpenSheet(const std::filesystem::path& file, const SheetChoice& choice,
                            const std::vector<std::string>& expected);
  Result<RawFile> OpenParquet(const std::filesystem::path& file, const std::vector<std::string>& expected);
  /// Rows a reader made itself, where the format is not tabular (a JSON document). `table` holds text columns and an
  /// integer column `record` (the line or the ordinal to print in rejects).
  Result<RawFile> OpenRows(const std::filesystem::path& file, const Table& table);
  /// The same where there are too many to hold: `open` begins a reading that makes the rows on the way, cells in the
  /// order of `columns`. Several may bear one line. An error of the reading ends the load.
  Result<RawFile> OpenRecords(const std::filesystem::path& file, const std::vector<std::string>& columns,
                              OpenReader open);

  /// Rows for several tables, made by a reader in one pass over each of the files, several files at a time. They stand
  /// in ordinary tables of these names, which Ask may query and change before OpenMade. Their order is that of the
  /// records within a file only. The first error ends the making. Once a load.
  Status MakeRows(const std::vector<MadeTable>& tables, const std::vector<std::filesystem::path>& files,
                  const MakeRowsOfFile& make);
  /// A table of made rows (with `file` and `record`) for Fill; its columns keep their types. nullopt: it has no rows.
  Result<std::optional<RawFile>> OpenMade(const std::string& table);

  /// What the snapshot holds of this source's rows of a table, for FROM; nullopt: nothing.
  std::optional<std::string> Loaded(std::string_view table) const;
  /// A row of this table and what other tables hold of its key (the references of a work) are one record: where
  /// kReplace puts the row in the place of an older one, all of the older record goes. REQUIRES: one key column.
  void ReplaceWhole(std::string table);

  /// Where a file lies on the disk: the file itself, or a copy of the archive's member in staging. For readers of forms
  /// that cannot be streamed; the messages then name `file`, not the copy. Errors  as UnpackMember.
  Result<std::filesystem::path> OnDisk(const std::filesystem::path& file);

  /// Reads the file and writes the usable rows to staging.
  Status Fill(const Filling& filling);
  /// Gives fillings a look-up table (temporary, by its name). Errors  Internal: the name is taken.
  Status Provide(const Table& table);
  /// Puts other rows into a table that was provided. REQUIRES: nothing but reasons of rejects depends on it.
  Status ProvideAnew(const Table& table);
  Result<Table> Ask(const std::string& sql);
  /// A reject that SQL cannot see; line 0: none.
  void Reject(const std::filesystem::path& file, std::int64_t line, std::string column, std::string found,
              std::string reason);

  /// A sentence for whoever loads: what was read other than it is written (and in how many rows), what was not checked.
  void Note(std::string sentence);

  /// A table for the report, e.g. whether sums agree; one of a name that is there already adds its rows. Not stored.
  void Report(Table finding);

  /// Checks that keys are unique, that the rows do not overlap with what the source already holds (kReplace: takes the
  /// older ones out), and that the files did not change meanwhile; then publishes.
  /// Errors  InvalidArgument: an overlap, with examples.
  Result<LoadReport> Commit();

 private:
  struct State;
  explicit Load(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tenon::store

#endif  // TENON_STORE_LOAD_H_
