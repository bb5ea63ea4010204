// Any bytes as a file of the schema: it is refused or read, and what is read has names.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "store/schema_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto tables = tenon::store::ReadSchema({reinterpret_cast<const char*>(data), size}, "fuzz.sql");
  if (!tables) {
    if (tables.error().message.empty()) std::abort();
    return 0;
  }
  for (const auto& table : *tables) {
    if (table.name.empty() || table.columns.empty()) std::abort();
    for (const auto& column : table.columns) {
      if (column.name.empty() || column.sql_type.empty()) std::abort();
    }
  }
  return 0;
}
