#ifndef TENON_ANALYSES_CONTROL_H_
#define TENON_ANALYSES_CONTROL_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "chain/chain.h"
#include "store/snapshot.h"
#include "tenon/error.h"
#include "tenon/job.h"

namespace tenon::analyses {

/// One control-list entry that names a segment.
struct Control {
  std::string source, list, jurisdiction, entry, heading;
  std::optional<bool> applies;  ///< to the economy asked about; missing: the list does not tell
};

struct SegmentControls {
  std::vector<Control> entries;
  std::set<std::string> withholding;  ///< jurisdictions with an entry that applies
  bool unknown = false;               ///< an entry that may apply, and none of its jurisdiction that does
};

struct ChainControls {
  bool loaded = false;  ///< is any control list in the snapshot?
  std::vector<SegmentControls> segments;
};

/// Entries that equal a segment's ECCN code; of the paragraphs below it those that apply; where neither stands in the
/// list, the nearest entry that contains it.
/// Errors  those of Snapshot::Ask.
Result<ChainControls> ReadControls(store::Snapshot& snapshot, const chain::Chain& chain, const std::string& economy,
                                   const Job& job);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_CONTROL_H_
