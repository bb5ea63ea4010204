#ifndef TENON_ANALYSES_MEASURE_H_
#define TENON_ANALYSES_MEASURE_H_

#include <span>
#include <string_view>

#include "econ/station.h"
#include "tenon/spec.h"

namespace tenon::analyses {

/// What is counted at a station, and how its rows are to be read.
struct Measure {
  enum class Kind { kCount, kValue, kPhysical, kShare };
  /// What the whole of an economy is, for the size that a strength is held against.
  enum class Total {
    kFields,    ///< the items add up; the source's own ALL serves where it agrees with their sum
    kStated,    ///< the item ALL; items nest and cannot be added
    kTopCodes,  ///< `_T` or TOTAL, else the sum over codes that lie below no other
    kNone,      ///< the measure does not add over segments
  };
  /// What it means that an economy has no row.
  enum class Absence {
    kUnknown,     ///< the source lists some economies only: no row says nothing
    kInResidual,  ///< the source covers the world: who is not named has at most what stands under "other"
  };
  std::string_view name;
  econ::Station station;
  std::string_view table;
  std::string_view scheme;  ///< of its items; "" where the rows state it
  Kind kind;
  Total total;
  Absence absence;
  std::string_view unit;  ///< "" where the rows state it
  Text title;

  /// Counted from the works or patents that are loaded, which may be all there are or a harvest.
  bool counts_records() const { return table == "work" || table == "patent"; }
  econ::Additivity additivity() const {
    return total == Total::kNone ? econ::Additivity::kDoesNotAdd : econ::Additivity::kAdds;
  }
};

/// Every measure, by station; within a station the one to prefer first. Measures of the table `indicator` bear the
/// indicator's name; those of `work` and `patent` count records (record_indicators.h).
std::span<const Measure> Measures();

/// Index into Measures(). REQUIRES: it is one of them.
std::size_t MeasureIndex(std::string_view name);

/// Stations in Chinese and English, for sentences and tables.
const Text& StationName(econ::Station station);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_MEASURE_H_
