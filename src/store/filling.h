#ifndef TENON_STORE_FILLING_H_
#define TENON_STORE_FILLING_H_

#include <string>
#include <vector>

#include "store/schema.h"
#include "tenon/error.h"
#include "tenon/table.h"

namespace tenon::store {

/// The SQL of one filling: what the source yields, checked and brought into the form of its table.
struct FillingSql {
  /// Yields record, the table's columns but `source`, key_hash, usable: one row for every row the source yields.
  std::string checked;
  /// Yields record, and "column", "found", "reason" for every row that is not usable.
  std::string rejects;
};

/// `select`: the source's SELECT, as one that stands alone. `yielded`: what DESCRIBE says of it (column_name,
/// column_type). Errors  Internal: `record` or a required column is not yielded, or a column the table does not have.
Result<FillingSql> MakeFillingSql(const SchemaTable& table, const std::string& select, const Table& yielded,
                                  const std::string& where);

/// hash(...) over the key columns of a row of the table, `source` left out.
std::string KeyHash(const SchemaTable& table);

}  // namespace tenon::store

#endif  // TENON_STORE_FILLING_H_
