#ifndef TENON_STORE_BUILTIN_TABLE_H_
#define TENON_STORE_BUILTIN_TABLE_H_

#include <string>

#include "store/manifest.h"
#include "tenon/error.h"
#include "tenon/table.h"

namespace tenon::store {

/// Rows of canonical tables that are not in Parquet files. Each table holds the columns of the schema under `name`.
Table BuiltInClassification(std::string name);
/// Errors  Internal: a file of data/built-in/concordance/ is malformed.
Result<Table> BuiltInConcordance(std::string name);
/// The table `load`, as the manifest tells it.
Table LoadsOf(const Manifest& manifest, std::string name);

}  // namespace tenon::store

#endif  // TENON_STORE_BUILTIN_TABLE_H_
