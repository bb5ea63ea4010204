#ifndef TENON_SOURCES_IO_TABLE_LABEL_H_
#define TENON_SOURCES_IO_TABLE_LABEL_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tenon/error.h"

namespace tenon::sources {

/// What a row or a column of an input-output table is; one without a name must be empty.
enum class Role { kSkip, kUnnamed, kIndustry, kFinal, kValueAdded, kImports, kOutput, kSatellite };

/// The name of a row or column.
struct Label {
  Role role = Role::kSkip;
  std::string economy{};       ///< alpha-3; "" in a table of one economy that does not say which
  std::string item{};          ///< as it stands in `row_item` or `column_item`
  std::string unit{};          ///< where it is not the table's
  std::int32_t industry = -1;  ///< its place in Industries; kIndustry only
};

/// Industries of one table by number, the same for row and column.
class Industries {
 public:
  struct Industry {
    std::string year, economy, item;
  };
  std::int32_t Index(const Industry& industry);
  const Industry& At(std::size_t index) const { return industries_[index]; }
  std::size_t size() const { return industries_.size(); }

 private:
  std::map<std::string, std::int32_t, std::less<>> index_;
  std::vector<Industry> industries_;
};

/// What `part` of io_cell a cell is; "" where it is none, e.g. a total.
std::string_view PartOf(Role row, Role column);

/// The alpha-3 code of an economy as a table names it; ROW for the rest of the world.
/// Errors  SchemaMismatch: no economy, with the nearest names.
Result<std::string> EconomyOfLabel(std::string_view text, const std::string& where);

/// A label without blanks around it; line ends and runs of blanks inside it as one blank.
std::string TidyLabel(std::string_view text);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_IO_TABLE_LABEL_H_
