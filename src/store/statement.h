#ifndef TENON_STORE_STATEMENT_H_
#define TENON_STORE_STATEMENT_H_

#include <set>
#include <string>

#include "store/database.h"
#include "tenon/error.h"

namespace tenon::store {

/// What one read-only statement names, as DuckDB's own parser sees it.
struct Statement {
  std::set<std::string> tables;     ///< tables and views, also where a name of a WITH hides them; in lower case
  std::set<std::string> local;      ///< names that WITH gives
  std::set<std::string> functions;  ///< functions that stand in place of a table, in lower case
  bool lists_tables = false;        ///< SHOW TABLES and its like
};

/// Errors  InvalidArgument: not exactly one statement, or one that does not parse or is not SELECT, FROM, VALUES, WITH,
///         DESCRIBE, SUMMARIZE or SHOW.
Result<Statement> ReadStatement(Database& database, const std::string& sql);

/// Refuses functions that read files, memory or settings, or that run other statements: allowed are those of a short
/// list. Errors  InvalidArgument naming the function and the list.
Status CheckReadsOnlyTables(const Statement& statement);

}  // namespace tenon::store

#endif  // TENON_STORE_STATEMENT_H_
