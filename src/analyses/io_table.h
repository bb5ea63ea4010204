#ifndef TENON_ANALYSES_IO_TABLE_H_
#define TENON_ANALYSES_IO_TABLE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyses/analysis.h"
#include "econ/input_output.h"
#include "econ/io_exposure.h"
#include "econ/io_leontief.h"

namespace tenon::analyses {

/// Which of the loaded input-output tables.
struct IoChoice {
  std::string source;
  std::string name;
  int year = 0;
  std::string unit;  ///< of its flows
};

/// An input-output table of one year as the kernels want it. Industries that make nothing are left out (and named in
/// `warnings`); everything here is about the others, in the order of `sectors`.
struct IoTable {
  struct Sector {
    std::size_t economy = 0;  ///< index into `economies`
    std::string industry;
  };
  IoChoice choice;
  std::vector<std::string> economies;  ///< alpha-3, sorted; "" where a table of one economy does not say which
  std::vector<Sector> sectors;
  econ::InputOutputTable flows;
  econ::Matrix final_use;           ///< [economy][sector]: what the economy's final users take; exports in their own
  std::vector<double> inventories;  ///< net additions to inventories, whoever holds them
  std::vector<double> exports;      ///< final use abroad, where a table of one economy has it as a column
  std::vector<double> competing;    ///< imports of the same goods, stated in a column: the rows hold them too
  std::vector<double> imported;     ///< imported inputs, stated in rows below the industries
  /// Index into `sectors` of what the queries call io_sector.number; nothing for an industry left out.
  std::vector<std::optional<std::size_t>> places;
  std::vector<std::string> warnings;

  bool one_economy() const { return economies.size() == 1; }
  econ::Grouping grouping() const;
  /// x - intermediate - imported inputs: value added, and taxes and margins the table does not count as inputs.
  std::vector<double> ValueAdded() const;
  /// Index of a sector; nothing where the table has none of that name.
  std::optional<std::size_t> Find(std::size_t economy, const std::string& industry) const;
};

/// The parameters with which every question about input-output tables chooses one: of, year, source.
std::vector<Parameter> IoParameters();

/// The table of that choice. Errors  NotFound, SchemaMismatch: it states no outputs, or flows of industries without.
Result<IoTable> LoadIoTable(store::Snapshot& snapshot, IoChoice choice, const Job& job);

/// The table that the question's parameters of, year and source choose.
/// Errors  NotFound: no table is loaded, or not that one (those there are are listed); InvalidArgument: several fit.
Result<IoTable> LoadIoTable(const Question& question);

/// The economy that --economy names, as an index; the only one where it was not given.
/// Errors  NotFound: the table has no such economy (it lists its own); InvalidArgument: not given, and there are
/// several.
Result<std::size_t> EconomyOf(const Question& question, const IoTable& table);
/// The sector that --industry names, in that economy. Errors  NotFound, listing the industries.
Result<std::size_t> SectorOf(const Question& question, const IoTable& table, std::size_t economy);

/// The model of flows, with warnings where its numbers cannot be trusted to six digits.
Result<econ::Leontief> ModelOf(const econ::InputOutputTable& flows, std::vector<std::string>& warnings);

/// v of Multipliers: a row below the industries per unit of output.
struct Intensity {
  std::vector<double> values;
  std::string unit;  ///< of the account
};
/// The row `account`; "value_added" is IoTable::ValueAdded where the table states no row of that name.
/// Errors  NotFound: no such row; those there are are listed.
Result<Intensity> IntensityOf(const Question& question, const IoTable& table, const std::string& account);

/// Economy and industry of a sector, as the first cells of a result row; the economy is missing where none is stated.
std::vector<Value> LabelsOf(const IoTable& table, std::size_t sector);
/// "KOR c14".
std::string NameOf(const IoTable& table, std::size_t sector);

/// Unit of a result column whose amounts are in the unit of the table's flows; MakeTable puts the table's own in.
inline constexpr std::string_view kTableUnit = "unit of the table";
Table MakeTable(const ResultTable& result, const IoTable& table);

/// An answer that holds the table's warnings and its source.
Answer StartAnswer(const Question& question, IoTable& table);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_IO_TABLE_H_
