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
inline constexpr std::string_view kNotTrueOrFalse = "neither true nor false";
inline constexpr std::string_view kNotADate = "not a date (YYYY-MM-DD)";
inline constexpr std::string_view kNotACode = "not a code of its classification";

/// How codes are checked: tables given to the load.
struct CodeCheck {
  std::vector<std::string> schemes;  ///< those whose codes are known; others are not checked
  std::string known;                 ///< table known(key)
  std::string faults;                ///< table faults(key, reason), for some of the keys that are not known
};

/// The `select` of a Filling (store/load.h) for a mapping bound to a file.
std::string RowSelect(const Mapping& mapping, const CodeCheck& check);

/// SQL for the scheme, and for the key (scheme and code joined by a tab), of a pair of code columns as the file has
/// them.
std::string SchemeText(const Mapping& mapping, const CodeColumns& codes);
std::string KeyText(const Mapping& mapping, const CodeColumns& codes);

/// 'a', 'b'
std::string QuotedList(const std::vector<std::string>& texts);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_TABLE_ROW_SELECT_H_
