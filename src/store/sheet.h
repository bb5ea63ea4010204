#ifndef TENON_STORE_SHEET_H_
#define TENON_STORE_SHEET_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "store/record_reader.h"
#include "store/workbook.h"
#include "tenon/error.h"

namespace tenon::store {

/// Which sheet of a workbook, and where its table begins.
struct SheetChoice {
  std::string sheet;            ///< "": the only one that is not hidden
  std::int64_t header_row = 0;  ///< the first row of the header, from 1; 0: found
};

// A cell that holds no value for a reason is handed out as a text no cell can hold, so that a row is rejected only
// where such a cell is asked for: MarkedCell(found, reason).
inline constexpr std::string_view kCellMark = "\uFDD0", kReasonMark = "\uFDD1";
inline constexpr std::string_view kErrorValue = "an error value of the spreadsheet";
inline constexpr std::string_view kNoCachedValue =
    "a formula without its value: open the file in a spreadsheet program and save it";
inline constexpr std::string_view kNoDate = "not a day of the calendar";
inline constexpr std::string_view kMergedCell = "part of a merged cell: unmerge it and fill each cell";
std::string MarkedCell(std::string_view found, std::string_view reason);

/// Reads one sheet of a workbook row by row. Rows without a filled cell are no records.
///
/// The header begins in the first row that has two filled cells (titles above it have one), among the first 20 that
/// have any; where no row has two, in the first that has one. It reaches down as far as the lowest merged cell that
/// begins in its first row. A column's name is what stands above it, from top to bottom, joined by blanks; a merged
/// cell stands above each column it covers. Columns without a name are called column_N; those to the right of the last
/// named one are not read. Below the header, a merged cell is no value (kMergedCell).
///
/// Texts are handed out as they are, numbers and dates as TextOfNumber has them, true and false as these words,
/// formulas by their last value. Hidden rows and columns are read.
///
/// Errors      InvalidArgument: several sheets or none by this name (with the names there are), a header row that is
///             empty; SchemaMismatch: a column's name stands twice; CorruptInput, with the row: cells or rows that
///             stand twice, out of order or outside a sheet (1,048,576 rows, 16,384 columns), a number that is none, a
///             text or style that does not exist, a text longer than 1 MiB; of XmlStream.
/// Complexity  two passes over the sheet (its merged cells stand at its end); memory for the merged cells.
class SheetReader final : public RecordReader {
 public:
  static Result<std::unique_ptr<SheetReader>> Open(std::shared_ptr<const Workbook> workbook, const SheetChoice& choice);
  SheetReader(SheetReader&&) = delete;
  ~SheetReader() override;

  /// As ColumnNames makes them.
  const std::vector<std::string>& columns() const;
  Result<const Record*> Next() override;
  std::uint64_t bytes_done() const override;
  std::uint64_t bytes_total() const override;

 private:
  struct State;
  explicit SheetReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tenon::store

#endif  // TENON_STORE_SHEET_H_
