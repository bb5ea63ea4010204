#include "store/entity_function.h"

#include <cstdint>
#include <optional>
#include <string>

#include "store/entity_key.h"
#include "store/vector_text.h"

namespace tenon::store {

void EntityIdOfText(duckdb_function_info, duckdb_data_chunk input, duckdb_vector output) {
  const TextArgument names(input, 0), texts(input, 1);
  auto* out = static_cast<duckdb_string_t*>(duckdb_vector_get_data(output));
  for (idx_t row = 0; row < names.size(); ++row) {
    const duckdb_string_t *name = names.At(row), *text = texts.At(row);
    const auto id = name == nullptr || text == nullptr ? std::nullopt : EntityId(TextOf(*name), TextOf(*text));
    if (id) {
      AssignText(output, out, row, *id);
    } else {
      SetMissing(output, row);
    }
  }
}

void EntityKeyOfText(duckdb_function_info, duckdb_data_chunk input, duckdb_vector output) {
  const TextArgument names(input, 0), texts(input, 1);
  auto* out = static_cast<std::uint64_t*>(duckdb_vector_get_data(output));
  for (idx_t row = 0; row < names.size(); ++row) {
    const duckdb_string_t *name = names.At(row), *text = texts.At(row);
    const auto key = name == nullptr || text == nullptr ? std::nullopt : EntityKey(TextOf(*name), TextOf(*text));
    if (key) {
      out[row] = *key;
    } else {
      SetMissing(output, row);
    }
  }
}

}  // namespace tenon::store
