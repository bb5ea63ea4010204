#ifndef TENON_SOURCES_IO_TABLE_CELL_H_
#define TENON_SOURCES_IO_TABLE_CELL_H_

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sources/io_table/balance.h"
#include "sources/io_table/label.h"
#include "store/load.h"
#include "store/record_reader.h"
#include "tenon/error.h"
#include "tenon/spec.h"

namespace tenon::sources {

/// How a file writes its numbers.
struct NumberStyle {
  char decimal = '.';
  char thousands = '\0';  ///< '\0': none
};

/// What an empty cell between industries, or between an industry and a final use, means.
enum class Blank { kRefuse, kZero };

/// Where output stands. In a table that states it both ways, the column is loaded, and the row is only checked.
enum class OutputPlace { kColumn, kRow };

/// What all cells of a table share.
struct TableFacts {
  std::string name, year, unit;
  NumberStyle numbers{};
  Blank blank = Blank::kRefuse;
  ImportsSign imports = ImportsSign::kPositive;
  OutputPlace output = OutputPlace::kColumn;
};

/// Reads a number as printed. nullopt: it is none.
std::optional<StatedNumber> ReadNumber(std::string_view text);

/// Turns cells of a file into rows of io_cell, and adds them up. Zero cells make no row, but those of output do.
class CellMaker {
 public:
  /// The columns of a record, in their order.
  static const std::vector<std::string>& Columns();

  CellMaker(TableFacts facts, std::shared_ptr<TableSums> sums) : facts_(std::move(facts)), sums_(std::move(sums)) {
    *sums_ = {};
  }

  enum class Made { kNothing, kRecord };
  /// The labels must live as long as record() is used. `place` names the cell: called only for an error.
  /// Errors  SchemaMismatch: no number, or an empty cell where one is needed.
  template <class Place>
  Result<Made> Make(const Label& row, const Label& column, std::string_view text, std::int64_t line,
                    const Place& place) {
    const std::string_view part = PartOf(row.role, column.role);
    if (part.empty()) return Made::kNothing;
    const std::string_view fault = Read(row, column, text);
    if (!fault.empty()) return Refuse(row, column, text, fault, place());
    if (made_ == Made::kRecord) Write(row, column, part, line);
    return made_;
  }
  const store::Record& record() const { return record_; }
  /// Of the cells to come, where lines tell their year.
  void SetYear(const std::string& year) { facts_.year = year; }

 private:
  /// What is wrong with the cell; "" if nothing is.
  std::string_view Read(const Label& row, const Label& column, std::string_view text);
  void Write(const Label& row, const Label& column, std::string_view part, std::int64_t line);
  std::unexpected<Error> Refuse(const Label& row, const Label& column, std::string_view text, std::string_view fault,
                                std::string place) const;

  TableFacts facts_;
  std::shared_ptr<TableSums> sums_;
  Made made_ = Made::kNothing;
  std::string plain_;       // a number without its thousands, with a decimal point
  std::string_view value_;  // as it is written
  std::array<std::string_view, 9> cells_;
  store::Record record_;
};

/// The options every reader of input-output tables has: year, tolerance, allow_imbalance.
std::vector<Parameter> IoTableOptions();
BalanceRule BalanceRuleOf(const Arguments& options);

/// A file of a table, and where its sums go.
struct TablePart {
  std::filesystem::path file;
  store::OpenReader open;
  std::shared_ptr<TableSums> sums;
};

/// Loads the files of one table, and holds their sums against each other.
Status LoadTable(const std::vector<TablePart>& parts, const Industries& industries, const TableFacts& facts,
                 const Arguments& options, store::Load& load);

/// The year of a table: --year, or the last number of four digits from 1900 to 2100 in the file's name (an edition, as
/// in ICIO2021_2018.csv, goes before).
/// Errors  InvalidArgument: neither.
Result<std::string> YearOf(const std::filesystem::path& file, const Arguments& options);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_IO_TABLE_CELL_H_
