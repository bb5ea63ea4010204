#include "store/ledger.h"

#include <duckdb.h>

#include <algorithm>
#include <bit>
#include <string>

#include "store/database_handles.h"

namespace tenon::store {
namespace {

template <class T>
const T* DataOf(duckdb_data_chunk chunk, idx_t column) {
  return static_cast<const T*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, column)));
}

void Keep(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output) {
  auto& ledger = *static_cast<Ledger*>(duckdb_scalar_function_get_extra_info(info));
  const auto* records = DataOf<std::int64_t>(input, 0);
  const auto* hashes = DataOf<std::uint64_t>(input, 1);
  const auto* usable = DataOf<bool>(input, 2);
  auto* kept = static_cast<bool*>(duckdb_vector_get_data(output));
  const std::lock_guard lock(ledger.mutex);
  for (idx_t row = 0; row < duckdb_data_chunk_get_size(input); ++row) {
    kept[row] = usable[row];
    ledger.Enter(records[row], hashes[row], usable[row]);
  }
}

void TellRepeated(duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output) {
  const auto& ledger = *static_cast<const Ledger*>(duckdb_scalar_function_get_extra_info(info));
  const auto* hashes = DataOf<std::uint64_t>(input, 0);
  auto* repeated = static_cast<bool*>(duckdb_vector_get_data(output));
  for (idx_t row = 0; row < duckdb_data_chunk_get_size(input); ++row) repeated[row] = ledger.IsRepeated(hashes[row]);
}

}  // namespace

std::vector<std::uint64_t> KeyHashes::Repeated(std::span<const KeyHashes* const> all) {
  std::vector<std::uint64_t> repeated;
  std::vector<std::uint64_t> table;
  for (std::size_t part = 0; part < 256; ++part) {
    std::size_t size = 0;
    for (const KeyHashes* keys : all) size += keys->parts_[part].size();
    // Open addressing, half full at most; 0 is an empty place, so a hash of 0 is counted by itself.
    table.assign(std::bit_ceil(2 * size + 1), 0);
    const std::size_t mask = table.size() - 1;
    std::size_t zeros = 0;
    for (const KeyHashes* keys : all) {
      for (const std::uint64_t hash : keys->parts_[part]) {
        if (hash == 0 && ++zeros == 2) repeated.push_back(0);
        if (hash == 0) continue;
        std::size_t place = hash & mask;
        while (table[place] != 0 && table[place] != hash) place = (place + 1) & mask;
        if (table[place] == hash) {
          repeated.push_back(hash);
        } else {
          table[place] = hash;
        }
      }
    }
  }
  std::sort(repeated.begin(), repeated.end());
  repeated.erase(std::unique(repeated.begin(), repeated.end()), repeated.end());
  return repeated;
}

void Ledger::Enter(std::int64_t record, std::uint64_t key_hash, bool usable) {
  // No file has so many lines: a record that no file holds makes the books not balance, which is told by who checks
  // them.
  if (record < 0 || record >= std::int64_t{1} << 36) record = 0;
  const auto word = static_cast<std::size_t>(record) / 64;
  const std::uint64_t bit = std::uint64_t{1} << (record % 64);
  if (word >= account_->seen.size()) account_->seen.resize(word + word / 2 + 1);
  if ((account_->seen[word] & bit) == 0) {
    account_->seen[word] |= bit;
    ++account_->records;
  } else {
    ++account_->seen_again;
  }
  if (usable) {
    ++account_->kept;
    account_->keys.Add(key_hash);
  } else {
    ++account_->rejected;
  }
}

bool Ledger::IsRepeated(std::uint64_t key_hash) const {
  return std::binary_search(repeated.begin(), repeated.end(), key_hash);
}

Status Ledger::AddTo(Database& database) {
  const auto add = [&](const char* name, std::initializer_list<duckdb_type> parameters,
                       duckdb_scalar_function_t body) -> Status {
    duckdb_scalar_function function = duckdb_create_scalar_function();
    duckdb_scalar_function_set_name(function, name);
    for (const duckdb_type parameter : parameters) {
      duckdb_logical_type type = duckdb_create_logical_type(parameter);
      duckdb_scalar_function_add_parameter(function, type);
      duckdb_destroy_logical_type(&type);
    }
    duckdb_logical_type boolean = duckdb_create_logical_type(DUCKDB_TYPE_BOOLEAN);
    duckdb_scalar_function_set_return_type(function, boolean);
    duckdb_destroy_logical_type(&boolean);
    duckdb_scalar_function_set_volatile(function);
    duckdb_scalar_function_set_extra_info(function, this, nullptr);
    duckdb_scalar_function_set_function(function, body);
    const duckdb_state state = duckdb_register_scalar_function(database.handles().connection, function);
    duckdb_destroy_scalar_function(&function);
    if (state == DuckDBError) return Fail(ErrorKind::kInternal, std::string("DuckDB refused the function ") + name);
    return {};
  };
  TENON_CHECK(add("keep", {DUCKDB_TYPE_BIGINT, DUCKDB_TYPE_UBIGINT, DUCKDB_TYPE_BOOLEAN}, Keep));
  return add("is_repeated", {DUCKDB_TYPE_UBIGINT}, TellRepeated);
}

}  // namespace tenon::store
