#ifndef TENON_ANALYSES_RECORD_INDICATORS_H_
#define TENON_ANALYSES_RECORD_INDICATORS_H_

#include <map>
#include <string>
#include <utility>

#include "analyses/code_match.h"
#include "chain/chain.h"
#include "store/snapshot.h"
#include "tenon/error.h"
#include "tenon/job.h"

namespace tenon::analyses {

/// Works and patent families loaded, by table and source.
using RecordCounts = std::map<std::pair<std::string, std::string>, double>;

/// Fewer than this are a sample, whose shares are no world's shares: the world publishes millions of either a year.
inline constexpr double kFewRecords = 100'000;

/// Counts the works and patents loaded by the topics and classes of a chain, economy and year, and gives them to the
/// queries on evidence as the table `record_indicator`: rows like those of `indicator`, made of records.
/// Reference  counting by shares: Waltman & van Eck 2015, doi 10.1016/j.joi.2015.08.001.
Result<RecordCounts> ProvideRecordIndicators(store::Snapshot& snapshot, const chain::Chain& chain,
                                             const ParentOf& parent_of, const Job& job);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_RECORD_INDICATORS_H_
