#ifndef TENON_ANALYSES_EVIDENCE_H_
#define TENON_ANALYSES_EVIDENCE_H_

#include <optional>
#include <string>
#include <vector>

#include "analyses/code_match.h"
#include "chain/chain.h"
#include "store/snapshot.h"
#include "tenon/error.h"
#include "tenon/job.h"

namespace tenon::analyses {

/// A set of rows that answers one measure for one or more segments.
struct Basis {
  std::size_t measure = 0;
  std::string source;
  std::string scheme;
  std::vector<std::string> codes;  ///< sorted
  Relation relation = Relation::kExact;
  std::vector<std::size_t> segments;  ///< that rest on it
  bool is_sample = false;             ///< counts records of which too few are loaded to speak for the world
};

/// Which rows of a snapshot speak about which segment of a chain.
struct ChainEvidence {
  std::vector<DataCode> codes;     ///< every code in the data
  std::vector<CodeMatch> matches;  ///< segment -> code
  std::vector<Basis> bases;        ///< distinct sets of rows, by measure, source and codes
  std::vector<std::vector<std::optional<std::size_t>>> basis_of;   ///< [segment][measure], samples left out
  std::vector<std::vector<std::optional<std::size_t>>> sample_of;  ///< likewise, samples only
  std::vector<std::string> warnings;
};

/// Correspondences that lead from the codes of a chain to schemes of data, loaded and built-in.
Result<std::vector<Correspondence>> ConcordanceOf(store::Snapshot& snapshot, const chain::Chain& chain,
                                                  const std::vector<DataCode>& codes, const Job& job);

/// Finds them. `chosen_sources` decides where several sources answer the same question: a measure for which one of them
/// has rows takes no other; empty leaves the choice open. Of several sources of works (patents) the one with most
/// speaks. Errors  InvalidArgument: a chosen source is not loaded; two sources answer for the same segment (they are
/// listed);
///         whatever Snapshot::Ask gives.
Result<ChainEvidence> CollectEvidence(store::Snapshot& snapshot, const chain::Chain& chain,
                                      const std::vector<std::string>& chosen_sources, const Job& job);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_EVIDENCE_H_
