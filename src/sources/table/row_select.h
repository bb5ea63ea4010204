#ifndef TENON_SOURCES_TABLE_ROW_SELECT_H_
#define TENON_SOURCES_TABLE_ROW_SELECT_H_

#include <string>
#include <string_view>
#include <vector>

#include "sources/table/mapping.h"

namespace tenon::sources {

// Reasons for which a row of one's own is rejected.
inline constexpr std::string_view kNotANumber = "not a number";
inline constexpr std::string_view kNotAWholeNumber = "not a whole number";
inline constexpr std::string_view kNotAYear = "not a year from 1500 to 2100";
inline constexpr std::string_view kNegative = "cannot be negative";
inline constexpr std::string_view kNotAShare = "not a share from 0 to 1";
inline constexpr std::string_view kNotEconomies =
    "not a list of economies: codes with blanks between them, names with semicolons, or World";
inline constexpr std::string_view kNotTrueOrFalse = "neither true nor false";
inline constexpr std::string_view kNotADate = "not a date (YYYY-MM-DD)";
inline constexpr std::string_view kNotACode = "not a code of its classification";

/// The `select` of a Filling (store/load.h) for a mapping bound to a file. `faults`: a table (scheme, code, reason)
/// that says of codes why they are not known; it may say nothing of some.
std::string RowSelect(const Mapping& mapping, const std::string& faults);

/// SQL for a canonical column's cell as the file has it: text without blanks around it, NULL where there is none.
std::string CellText(const Mapping& mapping, const ColumnOrigin& origin);

/// Where a canonical column comes from; nullptr: from nowhere.
const ColumnOrigin* OriginOf(const Mapping& mapping, std::string_view column);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_TABLE_ROW_SELECT_H_
