#include "store/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/embedded_file.h"
#include "store/schema_reader.h"

namespace tenon {
std::span<const EmbeddedFile> EmbeddedSchema();
}  // namespace tenon

namespace tenon::store {

const SchemaColumn* SchemaTable::Find(std::string_view column) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return c.name == column; });
  return found == columns.end() ? nullptr : &*found;
}

std::vector<std::string> SchemaTable::Key() const {
  std::vector<std::string> names;
  for (const SchemaColumn& column : columns) {
    if (column.key) names.push_back(column.name);
  }
  return names;
}

const std::vector<SchemaTable>& Schema() {
  static const std::vector<SchemaTable> schema = [] {
    std::vector<SchemaTable> tables;
    for (const EmbeddedFile& file : EmbeddedSchema()) {
      // The files are part of the program: schema_test.cc holds that each of them reads.
      if (auto read = ReadSchema(file.content, std::string(file.path)))
        std::move(read->begin(), read->end(), std::back_inserter(tables));
    }
    std::sort(tables.begin(), tables.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return tables;
  }();
  return schema;
}

const SchemaTable* FindTable(std::string_view name) {
  const auto& schema = Schema();
  const auto found = std::lower_bound(schema.begin(), schema.end(), name,
                                      [](const SchemaTable& table, std::string_view n) { return table.name < n; });
  return found != schema.end() && found->name == name ? &*found : nullptr;
}

}  // namespace tenon::store
