#ifndef TENON_STORE_SHEET_ROWS_H_
#define TENON_STORE_SHEET_ROWS_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/workbook.h"
#include "store/xml_stream.h"

namespace tenon::store {

inline constexpr std::int64_t kSheetRows = 1'048'576;
inline constexpr std::int64_t kSheetColumns = 16'384;

struct CellPlace {
  std::int64_t row = 0, column = 0;  // from 1
};
/// "BC17". nullopt: no reference, or outside a sheet.
std::optional<CellPlace> ReadCellPlace(std::string_view text);

/// A rectangle of cells, "A1:C2" or "A1".
struct CellRange {
  CellPlace first, last;
  bool Covers(std::int64_t row, std::int64_t column) const {
    return row >= first.row && row <= last.row && column >= first.column && column <= last.column;
  }
};
std::optional<CellRange> ReadCellRange(std::string_view text);
std::string ToText(const CellRange& range);

/// The filled cells of one row, by column.
struct SheetRow {
  struct Cell {
    std::int64_t column = 0;
    std::string text;
  };
  std::int64_t row = 0;
  std::vector<Cell> cells;
};

/// The merged cells of a sheet, in the order of their rows; they stand at its end, so this takes a pass of its own.
Result<std::vector<CellRange>> ReadMergedCells(const MemberPath& sheet);

/// Hears a sheet's document and lets its rows that have a filled cell queue up.
class SheetRows : public XmlListener {
 public:
  explicit SheetRows(const Workbook& workbook) : workbook_(workbook) {}

  Status Begin(std::string_view name, XmlAttributes attributes) override;
  Status End(std::string_view name) override;
  void Text(std::string_view piece) override;

  std::deque<SheetRow> rows;

 private:
  Status BeginRow(XmlAttributes attributes);
  Status BeginCell(XmlAttributes attributes);
  Status EndCell();
  /// "" for an empty cell.
  Result<std::string> CellText() const;
  Result<std::string> NumberText() const;
  std::unexpected<Error> Broken(std::string message) const;

  const Workbook& workbook_;
  SheetRow row_;
  std::int64_t last_row_ = 0, last_column_ = 0;
  bool in_data_ = false, in_row_ = false, in_cell_ = false;
  int phonetic_ = 0;
  enum class Part { kNone, kValue, kFormula, kInline } part_ = Part::kNone;
  std::string type_, value_, inline_, formula_;
  std::size_t style_ = 0;
  bool has_formula_ = false;
};

}  // namespace tenon::store

#endif  // TENON_STORE_SHEET_ROWS_H_
