#ifndef TENON_STORE_REFERENCE_H_
#define TENON_STORE_REFERENCE_H_

#include <functional>
#include <span>
#include <string_view>

namespace tenon::store {

/// A reference table built into the program, e.g. ReferenceText("data/built-in/economy/residual.tsv"); "" if there is
/// none.
std::string_view ReferenceText(std::string_view path);

/// Calls `row` with the fields of each line after the header. Fields are separated by tabs, without quoting; a line
/// with fewer than `width` fields is filled up with empty ones. The views live as long as `text`.
void ForEachReferenceRow(std::string_view text, std::size_t width,
                         const std::function<void(std::span<const std::string_view>)>& row);

}  // namespace tenon::store

#endif  // TENON_STORE_REFERENCE_H_
