#include "store/sql_functions.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <vector>

#include "store/code_function.h"
#include "store/economy.h"
#include "store/entity_function.h"

namespace tenon::store {
namespace {

std::string_view Trim(std::string_view text) {
  // find_first_not_of(" \t...") calls memchr for every sign: for short cells that is most of the time.
  const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Short texts that came lately, by their bytes: a column of economies repeats a few hundred of them, and comparing 16
/// bytes costs a tenth of looking the name up.
class RecentEconomies {
 public:
  const Economy* Resolve(const duckdb_string_t& text) {
    if (!IsInlined(text)) return ResolveEconomy(TextOf(text));
    const TextBytes bytes(text);
    Entry& entry = entries_[bytes.Hash() >> 54];
    if (!entry.filled || !(entry.bytes == bytes)) entry = {true, bytes, ResolveEconomy(TextOf(text))};
    return entry.economy;
  }

 private:
  struct Entry {
    bool filled = false;
    TextBytes bytes;
    const Economy* economy = nullptr;
  };
  std::array<Entry, 1024> entries_;
};

enum class Groups { kTake, kLeaveOut };

template <Groups groups>
void EconomyCode(duckdb_function_info, duckdb_data_chunk input, duckdb_vector output) {
  thread_local RecentEconomies recent;
  const TextArgument argument(input, 0);
  auto* out = static_cast<std::uint16_t*>(duckdb_vector_get_data(output));
  for (idx_t row = 0; row < argument.size(); ++row) {
    const duckdb_string_t* text = argument.At(row);
    const Economy* economy = text == nullptr ? nullptr : recent.Resolve(*text);
    if (economy == nullptr || (groups == Groups::kLeaveOut && economy->kind == EconomyKind::kGroup)) {
      SetMissing(output, row);
    } else {
      out[row] = static_cast<std::uint16_t>(economy - Economies().data());
    }
  }
}

void IsResidualText(duckdb_function_info, duckdb_data_chunk input, duckdb_vector output) {
  const TextArgument argument(input, 0);
  bool* out = static_cast<bool*>(duckdb_vector_get_data(output));
  for (idx_t row = 0; row < argument.size(); ++row) {
    const duckdb_string_t* text = argument.At(row);
    out[row] = text != nullptr && IsResidual(TextOf(*text));
  }
}

void EconomyCandidates(duckdb_function_info, duckdb_data_chunk input, duckdb_vector output) {
  const TextArgument argument(input, 0);
  for (idx_t row = 0; row < argument.size(); ++row) {
    const duckdb_string_t* text = argument.At(row);
    if (text == nullptr) {
      SetMissing(output, row);
      continue;
    }
    const std::string nearest = NearestEconomies(TextOf(*text));
    duckdb_vector_assign_string_element_len(output, row, nearest.data(), nearest.size());
  }
}

/// DuckDB's trim() builds the set of blanks anew for every row.
void CellText(duckdb_function_info, duckdb_data_chunk input, duckdb_vector output) {
  constexpr std::string_view kNoBreakSpace = "\u00A0";
  const TextArgument argument(input, 0);
  auto* out = static_cast<duckdb_string_t*>(duckdb_vector_get_data(output));
  for (idx_t row = 0; row < argument.size(); ++row) {
    const duckdb_string_t* given = argument.At(row);
    if (given == nullptr) {
      SetMissing(output, row);
      continue;
    }
    std::string_view text = TextOf(*given);
    for (std::size_t before = 0; before != text.size();) {
      before = text.size();
      text = Trim(text);
      if (text.starts_with(kNoBreakSpace)) text.remove_prefix(kNoBreakSpace.size());
      if (text.ends_with(kNoBreakSpace)) text.remove_suffix(kNoBreakSpace.size());
    }
    if (text.empty()) {
      SetMissing(output, row);
    } else if (text.size() == TextOf(*given).size() && IsInlined(*given)) {
      out[row] = *given;
    } else {
      AssignText(output, out, row, text);
    }
  }
}

template <class T, std::optional<T> (*parse)(std::string_view)>
void Parse(duckdb_function_info, duckdb_data_chunk input, duckdb_vector output) {
  const TextArgument argument(input, 0);
  T* out = static_cast<T*>(duckdb_vector_get_data(output));
  for (idx_t row = 0; row < argument.size(); ++row) {
    const duckdb_string_t* text = argument.At(row);
    const std::optional<T> value = text == nullptr ? std::nullopt : parse(TextOf(*text));
    if (value) {
      out[row] = *value;
    } else {
      SetMissing(output, row);
    }
  }
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

namespace {

Status Register(duckdb_connection connection, const char* name, int arguments, duckdb_logical_type returned,
                duckdb_scalar_function_t function) {
  duckdb_scalar_function description = duckdb_create_scalar_function();
  duckdb_logical_type text = duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR);
  duckdb_scalar_function_set_name(description, name);
  for (int i = 0; i < arguments; ++i) duckdb_scalar_function_add_parameter(description, text);
  duckdb_scalar_function_set_return_type(description, returned);
  duckdb_scalar_function_set_function(description, function);
  // NULL arguments come to the function too: "is a group" of NULL is false, not NULL.
  duckdb_scalar_function_set_special_handling(description);
  const duckdb_state state = duckdb_register_scalar_function(connection, description);
  duckdb_destroy_logical_type(&text);
  duckdb_destroy_scalar_function(&description);
  if (state == DuckDBError) return Fail(ErrorKind::kInternal, std::string("DuckDB refused the function ") + name);
  return {};
}

/// The type of an economy's code: its place among Economies(). Such a column is hashed and written to Parquet without
/// touching a text, and is text there.
struct EconomyType {
  duckdb_logical_type type = nullptr;
  EconomyType() {
    std::vector<const char*> codes;
    for (const Economy& economy : Economies()) codes.push_back(economy.code.c_str());
    type = duckdb_create_enum_type(codes.data(), codes.size());
  }
  EconomyType(const EconomyType&) = delete;
  ~EconomyType() { duckdb_destroy_logical_type(&type); }
};

Status AddEconomyFunctions(duckdb_connection connection) {
  const EconomyType economy;
  if (duckdb_enum_internal_type(economy.type) != DUCKDB_TYPE_USMALLINT) {
    return Fail(ErrorKind::kInternal, fmt::format("{} economies do not fit two bytes", Economies().size()));
  }
  duckdb_logical_type named = economy.type;
  duckdb_logical_type_set_alias(named, "economy");
  if (duckdb_register_logical_type(connection, named, nullptr) == DuckDBError) {
    return Fail(ErrorKind::kInternal, "DuckDB refused the type economy");
  }
  TENON_CHECK(Register(connection, "economy_code", 1, economy.type, EconomyCode<Groups::kTake>));
  return Register(connection, "economy_not_group", 1, economy.type, EconomyCode<Groups::kLeaveOut>);
}

}  // namespace

Status AddTextFunction(duckdb_connection connection, const char* name, int arguments, duckdb_type result,
                       duckdb_scalar_function_t function) {
  duckdb_logical_type returned = duckdb_create_logical_type(result);
  Status status = Register(connection, name, arguments, returned, function);
  duckdb_destroy_logical_type(&returned);
  return status;
}

Status AddSqlFunctions(duckdb_connection connection) {
  TENON_CHECK(AddEconomyFunctions(connection));
  TENON_CHECK(AddTextFunction(connection, "economy_is_residual", 1, DUCKDB_TYPE_BOOLEAN, IsResidualText));
  TENON_CHECK(AddTextFunction(connection, "economy_candidates", 1, DUCKDB_TYPE_VARCHAR, EconomyCandidates));
  TENON_CHECK(AddTextFunction(connection, "number", 1, DUCKDB_TYPE_DOUBLE, Parse<double, ParseNumber>));
  TENON_CHECK(AddTextFunction(connection, "whole_number", 1, DUCKDB_TYPE_BIGINT, Parse<std::int64_t, ParseInteger>));
  TENON_CHECK(AddTextFunction(connection, "cell_text", 1, DUCKDB_TYPE_VARCHAR, CellText));
  TENON_CHECK(AddTextFunction(connection, "entity_id", 2, DUCKDB_TYPE_VARCHAR, EntityIdOfText));
  TENON_CHECK(AddTextFunction(connection, "entity_key", 2, DUCKDB_TYPE_UBIGINT, EntityKeyOfText));
  return AddTextFunction(connection, "code_is_known", 2, DUCKDB_TYPE_BOOLEAN, CodeIsKnown);
}

}  // namespace tenon::store
