#ifndef TENON_SOURCES_IO_TABLE_LONG_TABLE_H_
#define TENON_SOURCES_IO_TABLE_LONG_TABLE_H_

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sources/io_table/cell.h"
#include "sources/io_table/label.h"
#include "store/delimited.h"
#include "store/record_reader.h"
#include "tenon/error.h"

namespace tenon::sources {

/// What a line of a long table names: of the row or of the column. "" where the table has no such column.
struct LongName {
  std::string item, economy, origin, year;
  auto operator<=>(const LongName&) const = default;
};

/// A table that stands in its file cell by cell.
struct LongForm {
  store::TextDialect dialect;
  std::string row_item, column_item, value;                       ///< columns of the file
  std::string row_economy{}, column_economy{}, year{}, origin{};  ///< "": there is none
  std::function<Result<Label>(const LongName& name, const std::string& place)> row, column;
  std::function<Status()> end = [] { return Status(); };
};

/// Begins a reading of a long table. Each name is asked for once.
/// Errors  SchemaMismatch: a column is absent; of `form`; of cells (file:line:column). CorruptInput: a line that cannot
///         be split.
Result<std::unique_ptr<store::RecordReader>> OpenLongTable(const std::filesystem::path& file, const LongForm& form,
                                                           const TableFacts& facts, std::shared_ptr<TableSums> sums);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_IO_TABLE_LONG_TABLE_H_
