#ifndef TENON_SOURCES_TABLE_UNIT_H_
#define TENON_SOURCES_TABLE_UNIT_H_

#include <string>
#include <string_view>

#include "tenon/error.h"

namespace tenon::sources {

/// A unit by name: so many of the unit in which numbers of its kind are kept (USD, t, m3, kWh, 1, count, persons).
struct Unit {
  std::string_view kept_in;
  double factor = 1;
};

/// "thousand USD" is {"USD", 1000}. Blanks and case do not count, except that Mt and mt, Mg and mg are not alike.
/// Errors  InvalidArgument listing the known units.
Result<Unit> ParseUnit(std::string_view name);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_TABLE_UNIT_H_
