#ifndef TENON_STORE_SCHEMA_READER_H_
#define TENON_STORE_SCHEMA_READER_H_

#include <string>
#include <string_view>
#include <vector>

#include "store/schema.h"
#include "tenon/error.h"

namespace tenon::store {

/// Reads a file of src/store/schema/. It is plain SQL whose comments are part of the grammar, one line a column:
///
///   -- Meaning of the table, one sentence; may go over several lines.
///   create table NAME (
///     COLUMN TYPE [not null][,]  -- [key] [economy [group]]; [[UNIT]; ]meaning
///   );
///
/// The words before the first ';' of a column's comment are its role, if they are such words; "[...]" is its unit.
/// Types: varchar integer bigint ubigint double boolean date. A DOUBLE states its unit. The first column is `source`.
/// Errors  Internal, naming file and line.
Result<std::vector<SchemaTable>> ReadSchema(std::string_view sql, const std::string& file);

}  // namespace tenon::store

#endif  // TENON_STORE_SCHEMA_READER_H_
