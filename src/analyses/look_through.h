#ifndef TENON_ANALYSES_LOOK_THROUGH_H_
#define TENON_ANALYSES_LOOK_THROUGH_H_

#include <optional>
#include <string>
#include <vector>

#include "chain/chain.h"
#include "econ/shortage.h"
#include "store/snapshot.h"
#include "tenon/error.h"
#include "tenon/job.h"

namespace tenon::analyses {

/// How much of what a segment's industries need is made abroad, suppliers' suppliers counted.
struct SegmentLookThrough {
  econ::ForeignShare share;  ///< with the error of a group: an industry is wider than a segment
  std::string from;          ///< "io_cell of wiod: WIOD2013 2011, c14"
};

struct ChainLookThrough {
  std::string source;                                       ///< of the table; "" where none speaks of the economy
  std::vector<std::optional<SegmentLookThrough>> segments;  ///< empty where no table speaks of the economy
};

/// From the newest loaded input-output table of many economies that has this one and is not newer than `year`. A
/// segment's industries are those its codes lead to by a concordance into the scheme that has the table's name
/// (WIOD2013, WIOD2016: built in for ISIC 4; others can be loaded); several are averaged by output. Errors  those of
/// Snapshot::Ask and LoadIoTable.
Result<ChainLookThrough> ReadLookThrough(store::Snapshot& snapshot, const chain::Chain& chain,
                                         const std::string& economy, std::optional<int> year, const Job& job);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_LOOK_THROUGH_H_
