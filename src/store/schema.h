#ifndef TENON_STORE_SCHEMA_H_
#define TENON_STORE_SCHEMA_H_

#include <string>
#include <string_view>
#include <vector>

#include "tenon/table.h"

namespace tenon::store {

struct SchemaColumn {
  std::string name;
  std::string sql_type;  ///< VARCHAR, INTEGER, BIGINT, UBIGINT, DOUBLE, BOOLEAN, DATE
  std::string unit;      ///< "" for names and codes
  std::string meaning;
  bool key = false;       ///< part of the key; with `source` it names one row
  bool required = false;  ///< never missing
  bool economy = false;   ///< an economy, printed as alpha-3
  bool groups = false;    ///< an economy column that also takes groups, e.g. WLD
};

struct SchemaTable {
  std::string name;
  std::string meaning;
  std::vector<SchemaColumn> columns;
  const SchemaColumn* Find(std::string_view column) const;
  std::vector<std::string> Key() const;  ///< names of the key columns, `source` first
};

/// Every canonical table, by name, as stated in src/store/schema/*.sql (grammar: schema_reader.h). All of them exist in
/// every workspace, empty until loaded.
const std::vector<SchemaTable>& Schema();
const SchemaTable* FindTable(std::string_view name);

}  // namespace tenon::store

#endif  // TENON_STORE_SCHEMA_H_
