#ifndef TENON_ROWS_H_
#define TENON_ROWS_H_

#include <cstdint>
#include <string>
#include <vector>

namespace tenon {

enum class Comparison {
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kContains,  ///< as text, whatever the case
  kMissing,   ///< `value` does not count, as for kPresent
  kPresent,
};

/// A condition on one column; a missing cell fulfils kMissing alone.
struct RowFilter {
  std::string column;
  Comparison comparison = Comparison::kEqual;
  std::string value;  ///< as typed
};

enum class SortOrder { kAscending, kDescending };

struct SortColumn {
  std::string column;
  SortOrder order = SortOrder::kAscending;
};

/// Which rows of a canonical table, and in which order.
struct RowsQuestion {
  std::string table;
  std::vector<std::string> columns;  ///< empty: all
  std::vector<RowFilter> filters;    ///< all of them hold
  std::vector<SortColumn> sort;      ///< missing cells last; empty: as they were loaded
  std::int64_t snapshot = 0;         ///< its number; 0: the newest
  std::int64_t first = 0;            ///< rows passed over
  std::int64_t limit = 100;
};

}  // namespace tenon

#endif  // TENON_ROWS_H_
