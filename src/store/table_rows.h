#ifndef TENON_STORE_TABLE_ROWS_H_
#define TENON_STORE_TABLE_ROWS_H_

#include <string>

#include "store/schema.h"
#include "tenon/error.h"
#include "tenon/rows.h"

namespace tenon::store {

/// The statements behind a RowsQuestion on a canonical table.
struct RowsStatements {
  std::string rows;   ///< keys of entities as text: they may not fit a signed integer
  std::string count;  ///< of all rows the filters leave
};

/// Errors  InvalidArgument: a column the table does not have (the nearest named), a filter that does not fit its
/// column.
Result<RowsStatements> StatementsFor(const SchemaTable& table, const RowsQuestion& question);

}  // namespace tenon::store

#endif  // TENON_STORE_TABLE_ROWS_H_
