#ifndef TENON_SOURCES_IO_TABLE_WIDE_TABLE_H_
#define TENON_SOURCES_IO_TABLE_WIDE_TABLE_H_

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "sources/io_table/cell.h"
#include "store/delimited.h"

namespace tenon::sources {

/// A table that stands in its file as a matrix: lines that name the columns, then a line for each row, which begins
/// with cells that name it.
struct WideForm {
  store::TextDialect dialect;
  std::vector<std::int64_t> header_lines;  ///< lines whose cells name the columns, ascending, from 1
  std::int64_t first_row = 2;              ///< the line where rows begin
  std::size_t label_cells = 1;             ///< so many cells at the beginning of a line name the row

  /// What a column is, by its cells in the header lines; `column` counts from 1. Called once for each, left to right.
  std::function<Result<Label>(std::span<const std::string> names, std::size_t column)> column;
  /// What a row is, by the cells it begins with. Called once for each, from above.
  std::function<Result<Label>(std::span<const std::string> names, std::int64_t line)> row;
  /// Called behind the last row: whether the labels that must stand somewhere were seen.
  std::function<Status()> end = [] { return Status(); };
};

/// Whether industries name rows and columns alike in this file (not so where final demand stands in one of its own).
enum class Shape { kSquare, kAny };

/// Begins a reading of a wide table. Functions of `form` are called anew in each reading.
///
/// Errors  SchemaMismatch: of `form`, of cells (file:line:column); a row or column that stands twice; an industry only
///         among the rows or only among the columns; a row longer than the header; no header line.
Result<std::unique_ptr<store::RecordReader>> OpenWideTable(const std::filesystem::path& file, const WideForm& form,
                                                           Shape shape, const TableFacts& facts,
                                                           std::shared_ptr<TableSums> sums);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_IO_TABLE_WIDE_TABLE_H_
