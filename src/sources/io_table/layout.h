#ifndef TENON_SOURCES_IO_TABLE_LAYOUT_H_
#define TENON_SOURCES_IO_TABLE_LAYOUT_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sources/io_table/axis.h"
#include "sources/io_table/cell.h"
#include "store/delimited.h"
#include "tenon/error.h"

namespace tenon::sources {

/// How an input-output table stands in its file. Written as YAML (docs/sources/io-table.md); everything the reader does
/// follows from it.
struct Layout {
  enum class Form {
    kWide,  ///< a matrix: a line for each row
    kLong,  ///< a line for each cell
  } form = Form::kWide;
  TableFacts facts;     ///< `year` may be "": then --year or a column says it
  std::string economy;  ///< of a table of one economy, alpha-3; "": not said, or the labels say it
  store::TextDialect dialect;
  char economy_separator = '\0';  ///< "AUS_C26" names economy and industry; '\0': no such labels
  std::vector<AxisRule> rows, columns;
  std::map<std::string, std::string, std::less<>> units;  ///< of rows that are not in the table's unit, by item
  std::string domestic, imported;                         ///< words of the column that tells origin

  // Wide: lines and columns of the file, from 1; 0: there is none.
  std::int64_t header_item = 1, header_economy = 0, first_row = 2;
  std::size_t label_item = 1, label_economy = 0, label_origin = 0, first_value = 2;

  /// Long: names of the file's columns, by row_item, column_item, value, row_economy, column_economy, year, origin.
  std::map<std::string, std::string, std::less<>> fields;
};

/// Errors  InvalidArgument naming file:line:column: no YAML, an unknown key (allowed ones), a value that is not
/// allowed,
///         a required one that is absent, a label named twice.
Result<Layout> ReadLayout(const std::string& text, const std::string& file);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_IO_TABLE_LAYOUT_H_
