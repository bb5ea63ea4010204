#ifndef TENON_STORE_LOAD_STATE_H_
#define TENON_STORE_LOAD_STATE_H_

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "store/commit.h"
#include "store/filling.h"
#include "store/ledger.h"
#include "store/load.h"
#include "store/record_relation.h"

namespace tenon::store {

/// A file that rows were made of, and how many records the files before it have: so each record of them all has a
/// number.
struct Section {
  std::filesystem::path path;
  std::int64_t before = 0;
};

/// A file opened for reading, as the statements of a load see it.
struct Raw {
  std::filesystem::path path;
  std::string relation;              ///< view: record and the columns
  std::string faults;                ///< what stands after FROM to get record, found, reason of what `relation` lacks
  std::shared_ptr<RecordFile> text;  ///< of a file read record by record: it counts them while it is read
  std::int64_t records = 0;          ///< of other files, and of JSON Lines: those that stand in `relation`
  std::int64_t fault_records = 0;
  bool records_repeat = false;  ///< several rows may bear one record number (rows a reader made itself)
  bool faults_written = false;
  std::vector<Section> sections;  ///< of rows made of several files
};

/// One filling that was written to staging.
struct Part {
  const SchemaTable* table = nullptr;
  const Raw* raw = nullptr;
  FillingSql sql;
  std::filesystem::path parquet;
  std::int64_t rows = 0;
  std::unique_ptr<Account> account;
};

/// A file on the disk as it was when it was hashed.
struct Input {
  std::filesystem::path path;
  std::vector<std::string> members;  ///< of an archive: those the load was begun with
  InputFile entry;
  std::filesystem::file_time_type changed;
};

struct Load::State {
  State(Workspace opened, LoadRequest asked, Job watching, LoadLock held, Database with)
      : workspace(std::move(opened)),
        request(std::move(asked)),
        job(std::move(watching)),
        lock(std::move(held)),
        database(std::move(with)) {}

  Workspace workspace;
  LoadRequest request;
  Job job;
  LoadLock lock;
  Ledger ledger;  // before the database, whose functions point to it
  Database database;
  std::filesystem::path staging;
  Manifest current;
  std::string id;
  bool already_loaded = false;
  std::vector<Input> inputs;
  std::map<std::filesystem::path, std::filesystem::path> unpacked;  ///< members of archives, and where they lie now
  std::vector<std::unique_ptr<Raw>> raws;
  std::vector<Part> parts;
  std::vector<std::filesystem::path> reject_parts;
  Table made_rejects;  ///< those that Reject() was given
  std::vector<std::string> notes;
  std::vector<Table> findings;
  std::set<std::string> provided;
  std::vector<Section> sections;  ///< of MakeRows
  std::string whole;              ///< table of ReplaceWhole, or ""
  int staged_files = 0;

  // load_open.cc
  Result<Raw*> Add(const std::filesystem::path& file);
  /// Gives the statements of the load its text.
  Status Relate(Raw& raw);
  Result<RawFile> Finish(Raw& raw, std::vector<std::string> columns, const std::vector<std::string>& expected);

  // load_fill.cc
  Status Fill(const Filling& filling);
  /// Writes rejects to staging. `rows`: SQL that yields record, "column", found, reason.
  Status WriteRejects(const Raw& raw, std::string_view target, const std::string& rows);
  Status WriteFaults(Raw& raw, std::string_view target);
  /// COPY to a new file in staging; the number of rows.
  struct Copied {
    std::filesystem::path file;
    std::int64_t rows = 0;
  };
  Result<Copied> Copy(const std::string& rows, const Job& watched);
  /// Runs one of a source's statements: the error of a file that broke off goes before what DuckDB made of it.
  Result<Table> Run(const std::string& sql, const std::string& where, const Job& watched);
  Job Watch(std::string stage, const Raw& raw) const;

  // load_keys.cc
  /// Takes rows out of the parts of a table until every key stands once, and rejects them.
  Status MakeKeysUnique(const SchemaTable& table);
  /// Errors  CorruptInput: two ids among the repeated rows have one entity key.
  Status LookForCollisions(const SchemaTable& table);
  /// The table whose rows take older rows of `table` out: itself, or that of ReplaceWhole.
  const SchemaTable& ReplacedBy(const SchemaTable& table) const;
  /// What the source held before and now gets again.
  Status MeetOlderRows(const SchemaTable& table, Manifest& next, std::vector<StagedFile>& staged);

  // load.cc
  Result<StagedFile> Stage(const std::filesystem::path& file, std::string table, std::string load, std::int64_t rows);
  Result<LoadReport> Commit();
};

/// ['a', 'b'] for read_parquet.
std::string ListOfFiles(const std::vector<std::filesystem::path>& files);
/// The table's columns but `source`, quoted, with a prefix, joined by ", ".
std::string ColumnsOf(const SchemaTable& table, std::string_view prefix = {});

}  // namespace tenon::store

#endif  // TENON_STORE_LOAD_STATE_H_
