#ifndef TENON_SOURCES_IO_TABLE_BALANCE_H_
#define TENON_SOURCES_IO_TABLE_BALANCE_H_

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sources/io_table/label.h"
#include "tenon/error.h"
#include "tenon/table.h"

namespace tenon::sources {

/// A number of a table and half a unit of the last digit it is printed with: how far rounding may have moved it.
struct StatedNumber {
  double value = 0;
  double half_unit = 0;
};

/// A sum of numbers and how far their rounding may have moved it. A zero may have been rounded as far as the coarsest
/// of the others: in a world table many small flows are printed as 0, and their sum is not small.
struct RoundedSum {
  double value = 0, half_units = 0, coarsest = 0;
  std::int64_t zeros = 0;
  void Add(const StatedNumber& number);
  void Add(const RoundedSum& other);
  double Rounding() const { return half_units + static_cast<double>(zeros) * coarsest; }
};

/// What one industry delivers, needs and makes, added up while a table is read.
struct IndustrySums {
  RoundedSum row;     ///< intermediate + final - imports of such goods
  RoundedSum column;  ///< inputs + value added + imported inputs
  std::optional<StatedNumber> row_output, column_output;
};

struct TableSums {
  std::vector<IndustrySums> industries;  ///< as in Industries; may be shorter
  bool has_rows = false;                 ///< there are cells that an industry delivers
  bool has_value_added = false;
};

/// How a column of imports, which competes with what industries of the economy deliver, is stated.
enum class ImportsSign { kPositive, kNegative };

/// Enters one cell. REQUIRES: the part of (row, column) is not "".
void Enter(const Label& row, const Label& column, const StatedNumber& number, ImportsSign imports, TableSums& sums);

enum class Imbalance { kRefuse, kAllow };
struct BalanceRule {
  std::optional<double> tolerance;  ///< relative to output; none: what rounding explains
  Imbalance imbalance = Imbalance::kRefuse;
};

/// Holds every industry's sums against its output: deliveries along the row, inputs and value added along the column.
/// Without a tolerance, half a unit of the last printed digit is allowed for each cell (zeros too), and at least one
/// millionth of output (tables computed in single precision). Returns the table "balance", one row an identity:
/// identity, industries, beyond (how many miss it by more than the tolerance), largest (residual: output - sum), year,
/// economy, item, sum, output, tolerance. An identity that the table does not
/// state has 0 industries; without deliveries (a satellite account) there is no row.
///
/// Errors  SchemaMismatch: an industry misses an identity by more than the tolerance (kRefuse), or has no output.
Result<Table> CheckBalance(const Industries& industries, std::span<const std::shared_ptr<TableSums>> parts,
                           const BalanceRule& rule, const std::string& name, const std::string& unit,
                           const std::string& file);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_IO_TABLE_BALANCE_H_
