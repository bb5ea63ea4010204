#ifndef TENON_STORE_SNAPSHOT_H_
#define TENON_STORE_SNAPSHOT_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "store/classification.h"
#include "store/database.h"
#include "store/manifest.h"
#include "store/workspace.h"
#include "tenon/answer.h"

namespace tenon::store {

struct HeldManifest;

/// One reader's unchanging view of a workspace: every canonical table as a view over the snapshot's files, empty where
/// nothing was loaded; `classification` and `concordance` also hold the built-in rows (source 'built-in').
/// A file's size and checksum are verified when a query first touches its table; a damaged file is an error, never
/// rows. gc leaves the snapshot's files alone as long as this lives.
///
/// Its DuckDB is locked: whatever the statement, it can open no file but the snapshot's own and change no setting.
class Snapshot {
 public:
  static Result<Snapshot> Open(const Workspace& workspace);
  /// An older (or newer) one than the current.
  /// Errors  InvalidArgument: no such snapshot (those there are are listed); CorruptInput.
  static Result<Snapshot> Open(const Workspace& workspace, std::int64_t number);
  /// Only the built-in tables: for `chain check` without a workspace.
  static Result<Snapshot> OpenBuiltIn();
  Snapshot(Snapshot&&) noexcept;
  Snapshot& operator=(Snapshot&&) noexcept;
  ~Snapshot();

  const Manifest& manifest() const;
  /// Of the workspace; empty for the built-in tables alone.
  const std::filesystem::path& folder() const;
  /// The built-in codes and those of the table `classification`. Lives as long as the snapshot.
  /// Errors  CorruptInput naming a damaged file.
  Result<const Classifications*> classifications();

  /// Runs src/store/queries/<name>.sql.
  /// Errors  CorruptInput naming a damaged file; Cancelled; Internal where the query itself fails.
  Result<Table> Ask(std::string_view query, const Bindings& bindings = {}, const Job& job = {});
  /// The same for what is too long for a Table: rows of 8-byte integers, a batch at a time (Database::QueryNumbers).
  Status AskNumbers(std::string_view query, const Bindings& bindings, const TakeNumbers& take, const Job& job = {});
  /// The same for texts (Database::QueryTexts).
  Status AskTexts(std::string_view query, const Bindings& bindings, const TakeTexts& take, const Job& job = {});
  /// Runs a reader's own statement, read only: no write, no file access, no setting may be changed.
  /// Errors  InvalidArgument: what is wrong or not allowed; CorruptInput; Cancelled.
  Result<Table> AskSql(const std::string& sql, const Job& job = {});
  /// Gives a query an input table, e.g. the codes of a chain. One with the name of a canonical table stands in its
  /// place.
  Status Provide(const Table& table);

  /// Rows of a table by source and load: table, source, load, rows, bytes. Tables without rows are not in it.
  Result<Table> Contents() const;
  /// The loads behind some tables, for a receipt.
  std::vector<SourceUse> SourcesOf(const std::vector<std::string>& tables) const;

  /// Writes a result table as Parquet, atomically.
  Status WriteParquet(const Table& table, const std::filesystem::path& file);

 private:
  struct State;
  static Result<Snapshot> OpenHeld(const Workspace& workspace, HeldManifest held);
  explicit Snapshot(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tenon::store

#endif  // TENON_STORE_SNAPSHOT_H_
