#ifndef TENON_SOURCES_IO_TABLE_AXIS_H_
#define TENON_SOURCES_IO_TABLE_AXIS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sources/io_table/label.h"
#include "tenon/error.h"

namespace tenon::sources {

/// What a layout says of the labels of one axis.
struct AxisRule {
  enum class Kind { kName, kPattern, kRange } kind = Kind::kName;
  Role role = Role::kSkip;
  std::string text;    ///< the label; with '*' for any run of characters (kPattern); where a range begins
  std::string last{};  ///< where a range ends
  std::string item{};  ///< the name it gets; "": its own
};

/// Tells what each label of an axis is. A rule that names a label goes before a range it stands in, a range before a
/// pattern, the earlier pattern before the later.
class Axis {
 public:
  enum class Kind { kRows, kColumns };
  Axis(Kind kind, std::vector<AxisRule> rules);

  struct Meaning {
    Role role = Role::kSkip;
    std::string item;
  };
  /// Labels are given in the order of the file: a range is open from its first label to its last.
  /// Errors  SchemaMismatch: no rule covers it.
  Result<Meaning> Find(const std::string& label, const std::string& place);
  /// Errors  SchemaMismatch: a label that a rule names never stood in the file; a range is still open.
  Status End(const std::string& file) const;

 private:
  Kind kind_;
  std::vector<AxisRule> rules_;
  std::vector<bool> seen_;
  std::ptrdiff_t open_ = -1;  // the range that is open
};

}  // namespace tenon::sources

#endif  // TENON_SOURCES_IO_TABLE_AXIS_H_
