#ifndef TENON_STORE_RECORD_RELATION_H_
#define TENON_STORE_RECORD_RELATION_H_

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/record_reader.h"
#include "tenon/error.h"

namespace tenon::store {

/// A file that is read record by record, and what the last reading of it found.
struct RecordFile {
  OpenReader open;
  std::vector<std::string> columns;

  std::atomic<std::uint64_t> bytes_done = 0, bytes_total = 0;
  std::int64_t records = -1;  ///< lines that begin records, those at fault too; -1: not read to the end yet
  std::int64_t faults = 0;    ///< those that cannot be split into their cells
  Error error;                ///< of a reading that failed; DuckDB would keep only its message
};

/// Lets SQL read the file: NAME_rows() yields `record` BIGINT (the line) and every column as VARCHAR, an empty cell as
/// NULL, in the order of the file; NAME_faults() yields record, found, reason for what NAME_rows() leaves out. Each use
/// in a statement reads the file again.
Status AddRecordRelation(Database& database, const std::string& name, std::shared_ptr<RecordFile> file);

}  // namespace tenon::store

#endif  // TENON_STORE_RECORD_RELATION_H_
