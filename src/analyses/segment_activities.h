#ifndef TENON_ANALYSES_SEGMENT_ACTIVITIES_H_
#define TENON_ANALYSES_SEGMENT_ACTIVITIES_H_

#include <span>
#include <string>
#include <vector>

#include "analyses/code_match.h"
#include "chain/chain.h"
#include "store/snapshot.h"
#include "tenon/error.h"
#include "tenon/job.h"

namespace tenon::analyses {

/// Codes of one scheme that speak about a segment.
struct SegmentActivities {
  std::vector<std::string> codes;  ///< sorted; empty where no code leads there
  Relation relation = Relation::kExact;
};

/// Which of some codes of one scheme belong to which segment of a chain: by the segment's own codes and through loaded
/// and built-in concordances, as for every other evidence of a chain (code_match.h).
/// Shape   one for each segment.
/// Errors  whatever Snapshot::Ask gives.
Result<std::vector<SegmentActivities>> ActivitiesOfSegments(store::Snapshot& snapshot, const chain::Chain& chain,
                                                            const std::string& scheme,
                                                            std::span<const std::string> codes, const Job& job);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_SEGMENT_ACTIVITIES_H_
