#include "store/sql_functions.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <string>

#include "store/economy.h"

namespace tenon::store {
namespace {

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\v\f";
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

/// The one text argument of a function, row by row; nullptr where it is NULL.
class TextArgument {
 public:
  explicit TextArgument(duckdb_data_chunk input)
      : size_(duckdb_data_chunk_get_size(input)),
        data_(static_cast<duckdb_string_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(input, 0)))),
        validity_(duckdb_vector_get_validity(duckdb_data_chunk_get_vector(input, 0))) {}
  idx_t size() const { return size_; }
  duckdb_string_t* At(idx_t row) const {
    return validity_ == nullptr || duckdb_validity_row_is_valid(validity_, row) ? &data_[row] : nullptr;
  }

 private:
  idx_t size_;
  duckdb_string_t* data_;
  std::uint64_t* validity_;
};

void SetMissing(duckdb_vector output, idx_t row) {
  duckdb_vector_ensure_validity_writable(output);
  duckdb_validity_set_row_invalid(duckdb_vector_get_validity(output), row);
}

/// Short texts that came lately, by their bytes: a column of economies repeats a few hundred of them, and comparing 16
/// bytes costs a tenth of looking the name up.
class RecentEconomies {
 public:
  const Economy* Resolve(duckdb_string_t& text) {
    if (!duckdb_string_is_inlined(text)) return ResolveEconomy(TextOf(text));
    std::array<std::uint64_t, 2> bytes;
    static_assert(sizeof(bytes) == sizeof(text));
    std::memcpy(bytes.data(), &text, sizeof(text));
    Entry& entry = entries_[((bytes[0] ^ (bytes[1] << 1)) * 0x9E3779B97F4A7C15ULL) >> 54];
    if (entry.bytes != bytes) entry = {bytes, ResolveEconomy(TextOf(text))};
    return entry.economy;
  }

 private:
  struct Entry {
    std::array<std::uint64_t, 2> bytes = {~0ULL, ~0ULL};  // no text has this length
    const Economy* economy = nullptr;
  };
  std::array<Entry, 1024> entries_;
};

enum class Groups { kTake, kLeaveOut };

template <Groups groups>
void EconomyCode(duckdb_function_info, duckdb_data_chunk input, duckdb_vector output) {
  thread_local RecentEconomies recent;
  const TextArgument argument(input);
  for (idx_t row = 0; row < argument.size(); ++row) {
    duckdb_string_t* text = argument.At(row);
    const Economy* economy = text == nullptr ? nullptr : recent.Resolve(*text);
    if (economy == nullptr || (groups == Groups::kLeaveOut && economy->kind == EconomyKind::kGroup)) {
      SetMissing(output, row);
    } else {
      duckdb_unsafe_vector_assign_string_element_len(output, row, economy->code.data(), economy->code.size());
    }
  }
}

void IsResidualText(duckdb_function_info, duckdb_data_chunk input, duckdb_vector output) {
  const TextArgument argument(input);
  bool* out = static_cast<bool*>(duckdb_vector_get_data(output));
  for (idx_t row = 0; row < argument.size(); ++row) {
    duckdb_string_t* text = argument.At(row);
    out[row] = text != nullptr && IsResidual(TextOf(*text));
  }
}

void EconomyCandidates(duckdb_function_info, duckdb_data_chunk input, duckdb_vector output) {
  const TextArgument argument(input);
  for (idx_t row = 0; row < argument.size(); ++row) {
    duckdb_string_t* text = argument.At(row);
    if (text == nullptr) {
      SetMissing(output, row);
      continue;
    }
    const std::string nearest = NearestEconomies(TextOf(*text));
    duckdb_vector_assign_string_element_len(output, row, nearest.data(), nearest.size());
  }
}

template <class T, std::optional<T> (*parse)(std::string_view)>
void Parse(duckdb_function_info, duckdb_data_chunk input, duckdb_vector output) {
  const TextArgument argument(input);
  T* out = static_cast<T*>(duckdb_vector_get_data(output));
  for (idx_t row = 0; row < argument.size(); ++row) {
    duckdb_string_t* text = argument.At(row);
    const std::optional<T> value = text == nullptr ? std::nullopt : parse(TextOf(*text));
    if (value) {
      out[row] = *value;
    } else {
      SetMissing(output, row);
    }
  }
}

Status Add(duckdb_connection connection, const char* name, duckdb_type result, duckdb_scalar_function_t function) {
  duckdb_scalar_function description = duckdb_create_scalar_function();
  duckdb_logical_type text = duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
  duckdb_logical_type returned = duckdb_create_logical_type(result);
  duckdb_scalar_function_set_name(description, name);
  duckdb_scalar_function_add_parameter(description, text);
  duckdb_scalar_function_set_return_type(description, returned);
  duckdb_scalar_function_set_function(description, function);
  // NULL arguments come to the function too: "is a group" of NULL is false, not NULL.
  duckdb_scalar_function_set_special_handling(description);
  const duckdb_state state = duckdb_register_scalar_function(connection, description);
  duckdb_destroy_logical_type(&text);
  duckdb_destroy_logical_type(&returned);
  duckdb_destroy_scalar_function(&description);
  if (state == DuckDBError) return Fail(ErrorKind::kInternal, std::string("DuckDB refused the function ") + name);
  return {};
}

}  // namespace

std::optional<double> ParseNumber(std::string_view text) {
  text = Trim(text);
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<std::int64_t> ParseInteger(std::string_view text) {
  text = Trim(text);
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  if (const auto point = text.find('.'); point != std::string_view::npos && point > 0 &&
                                         text.find_first_not_of('0', point + 1) == std::string_view::npos) {
    text = text.substr(0, point);
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Status AddSqlFunctions(duckdb_connection connection) {
  TENON_CHECK(Add(connection, "economy_code", DUCKDB_TYPE_VARCHAR, EconomyCode<Groups::kTake>));
  TENON_CHECK(Add(connection, "economy_not_group", DUCKDB_TYPE_VARCHAR, EconomyCode<Groups::kLeaveOut>));
  TENON_CHECK(Add(connection, "economy_is_residual", DUCKDB_TYPE_BOOLEAN, IsResidualText));
  TENON_CHECK(Add(connection, "economy_candidates", DUCKDB_TYPE_VARCHAR, EconomyCandidates));
  TENON_CHECK(Add(connection, "number", DUCKDB_TYPE_DOUBLE, Parse<double, ParseNumber>));
  TENON_CHECK(Add(connection, "whole_number", DUCKDB_TYPE_BIGINT, Parse<std::int64_t, ParseInteger>));
  return {};
}

}  // namespace tenon::store
