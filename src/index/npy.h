#ifndef TENON_INDEX_NPY_H_
#define TENON_INDEX_NPY_H_

#include <cstddef>
#include <string_view>

#include "tenon/error.h"

namespace tenon::index {

/// The cells of a NumPy array file (.npy, version 1 to 3) of this type, shape and order, row after row.
/// `type`: as NumPy writes it, "<f4", "|u1". rows == 1: an array of one dimension.
/// Errors      CorruptInput: no such file, cut short, longer; SchemaMismatch: another type, shape or order.
Result<std::string_view> NpyCells(std::string_view file, std::string_view type, std::size_t rows, std::size_t columns);

}  // namespace tenon::index

#endif  // TENON_INDEX_NPY_H_
