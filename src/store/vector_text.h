#ifndef TENON_STORE_VECTOR_TEXT_H_
#define TENON_STORE_VECTOR_TEXT_H_

#include <duckdb.h>

#include <cstdint>
#include <cstring>
#include <string_view>

namespace tenon::store {

/// Texts in DuckDB's vectors. Up to kInlined bytes stand in the string itself, the rest of it zero. These are called
/// for every cell of a file: the functions of the C library that do the same cost more than what they do.
inline constexpr std::uint32_t kInlined = sizeof(duckdb_string_t::value.inlined.inlined);

inline bool IsInlined(const duckdb_string_t& text) { return text.value.inlined.length <= kInlined; }

inline std::string_view TextOf(const duckdb_string_t& text) {
  return {IsInlined(text) ? text.value.inlined.inlined : text.value.pointer.ptr, text.value.inlined.length};
}

/// The bytes of an inlined text: equal bytes are equal texts.
struct TextBytes {
  std::uint64_t low = 0, high = 0;
  explicit TextBytes(const duckdb_string_t& text) {
    static_assert(sizeof(text) == 16);
    std::memcpy(&low, &text, 8);
    std::memcpy(&high, reinterpret_cast<const char*>(&text) + 8, 8);
  }
  TextBytes() = default;
  friend bool operator==(const TextBytes& a, const TextBytes& b) { return ((a.low ^ b.low) | (a.high ^ b.high)) == 0; }
  std::uint64_t Hash() const { return (low ^ (high << 1)) * 0x9E3779B97F4A7C15ULL; }
};

/// REQUIRES: text.size() <= kInlined.
inline duckdb_string_t InlinedText(std::string_view text) {
  duckdb_string_t inlined = {};
  inlined.value.inlined.length = static_cast<std::uint32_t>(text.size());
  std::memcpy(inlined.value.inlined.inlined, text.data(), text.size());
  return inlined;
}

/// REQUIRES: text is UTF-8; `data` is that of `vector`.
inline void AssignText(duckdb_vector vector, duckdb_string_t* data, idx_t row, std::string_view text) {
  if (text.size() <= kInlined) {
    data[row] = InlinedText(text);
  } else {
    duckdb_unsafe_vector_assign_string_element_len(vector, row, text.data(), text.size());
  }
}

inline void SetMissing(duckdb_vector vector, idx_t row) {
  duckdb_vector_ensure_validity_writable(vector);
  duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vector), row);
}

/// One text argument of a function, row by row; nullptr where it is NULL.
class TextArgument {
 public:
  TextArgument(duckdb_data_chunk input, idx_t column)
      : size_(duckdb_data_chunk_get_size(input)),
        data_(static_cast<duckdb_string_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(input, column)))),
        validity_(duckdb_vector_get_validity(duckdb_data_chunk_get_vector(input, column))) {}
  idx_t size() const { return size_; }
  const duckdb_string_t* At(idx_t row) const {
    return validity_ == nullptr || ((validity_[row / 64] >> (row % 64)) & 1) != 0 ? &data_[row] : nullptr;
  }

 private:
  idx_t size_;
  duckdb_string_t* data_;
  std::uint64_t* validity_;
};

}  // namespace tenon::store

#endif  // TENON_STORE_VECTOR_TEXT_H_
