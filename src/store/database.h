#ifndef TENON_STORE_DATABASE_H_
#define TENON_STORE_DATABASE_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tenon/error.h"
#include "tenon/job.h"
#include "tenon/table.h"

namespace tenon::store {

/// Limits of one DuckDB instance.
struct DatabaseOptions {
  std::uint64_t memory_bytes = 512ULL << 20;  ///< DuckDB's own limit; above it it spills into `spill_folder`
  int threads = 0;                            ///< 0: one for each core
  std::filesystem::path spill_folder;         ///< empty: one of its own in the system's folder for temporary files
};

/// Values for $name in a statement.
using Bindings = std::vector<std::pair<std::string, Value>>;

/// Takes a batch of rows, column by column; the spans end with the call. Signed integers come as their bits.
using TakeNumbers = std::function<Status(std::span<const std::span<const std::uint64_t>> columns)>;

/// Takes a batch of rows of texts, column by column; everything ends with the call.
using TextColumns = std::span<const std::vector<std::string_view>>;
using TakeTexts = std::function<Status(TextColumns columns)>;

/// One in-memory DuckDB instance with one connection: the only door to DuckDB. No extension is ever installed or loaded
/// from outside.
///
/// Offers to SQL, beside DuckDB's own functions:
///   economy                   the type of alpha-3 codes, an ENUM
///   economy_code(text)        alpha-3 code, or NULL where the text names none (economy.h)
///   economy_not_group(text)   the same, NULL also for groups such as World
///   economy_is_residual(text) true for "Other countries" and the like
///   economy_candidates(text)  the three nearest names, as text
///   cell_text(text)           without blanks around it (line ends, no-break spaces too); NULL if nothing is left
///   code_is_known(scheme, c)  false where the built-in list of the scheme lacks the code; true without such a list
///   entity_id(namespace, t)   the one way of writing an id, e.g. entity_id('patent', 'US-7,635,707-B2')
///   (entity_key.h);
///                             NULL for what is no id of the namespace
///   entity_key(namespace, t)  UBIGINT; the 64-bit key of what the id names
///   number(text)              DOUBLE; NULL for '' and for what is no finite decimal number ("1,000", "nan", "0x1")
///   whole_number(text)        BIGINT; NULL for what is not a whole number; "2023.0" is one
///   reject(column, found, reason)  STRUCT for the `reject` column of a filling (load.h)
///
/// Threads     not shared between threads; open one for each.
class Database {
 public:
  /// Errors  Internal: the library found at run time is not DuckDB 1.5.6.
  static Result<Database> Open(const DatabaseOptions& options = {});
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  /// Runs one statement and returns all its rows. HUGEINT, DECIMAL and FLOAT become kReal, integers kInteger, BOOLEAN
  /// kBoolean, everything else its text; NULL is missing.
  /// Errors  InvalidArgument with DuckDB's message; InputOutput where a file or the disk is at fault; Cancelled.
  Result<Table> Query(const std::string& sql, const Bindings& bindings = {}, const Job& job = {});
  Status Execute(const std::string& sql, const Bindings& bindings = {}, const Job& job = {});
  /// Hands out the rows of one statement a batch at a time, in the order of the statement: for what is too long for a
  /// Table. Every column is of an 8-byte integer type and without NULL.
  /// Errors  as Query; Internal: another type or a NULL; whatever `take` returns, which ends it.
  Status QueryNumbers(const std::string& sql, const Bindings& bindings, const TakeNumbers& take, const Job& job = {});
  /// The same for columns of text, without NULL.
  Status QueryTexts(const std::string& sql, const Bindings& bindings, const TakeTexts& take, const Job& job = {});
  /// Creates a temporary table `table.name` holding these rows.
  Status CreateTemporary(const Table& table);

  /// For the files of store/ that speak DuckDB's C API (database_handles.h).
  struct Handles;
  Handles& handles() { return *handles_; }

 private:
  explicit Database(std::unique_ptr<Handles> handles);
  std::unique_ptr<Handles> handles_;
};

/// 'text' with quotes doubled; "name" with quotes doubled.
std::string QuoteText(std::string_view text);
std::string QuoteName(std::string_view name);

}  // namespace tenon::store

#endif  // TENON_STORE_DATABASE_H_
