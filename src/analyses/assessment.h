#ifndef TENON_ANALYSES_ASSESSMENT_H_
#define TENON_ANALYSES_ASSESSMENT_H_

#include <string>
#include <vector>

#include "analyses/analysis.h"
#include "analyses/dependence.h"
#include "analyses/profile.h"
#include "chain/chain.h"
#include "tenon/spec.h"

namespace tenon::analyses {

/// How much of the way an analysis needs: stations only, or suppliers and shortage too. It decides which parameters its
/// spec has.
enum class AssessmentScope { kStations, kShortage };

/// Parameters of every analysis of a chain for one economy; the one place where their defaults and ranges stand.
std::vector<Parameter> AssessmentParameters(AssessmentScope scope);
/// What a reader of such an analysis must know.
std::vector<std::string> AssessmentConventions(AssessmentScope scope);

/// A chain seen by one economy.
struct Assessment {
  chain::Chain chain;
  std::string economy;
  double probability = 0.9;  ///< required of a break and of a choke
  double choked_threshold = 0.5;
  std::size_t first = 10;  ///< of "among the first"
  ChainEvidence evidence;
  ChainAmounts amounts;
  ChainProfiles profiles;
  ChainControls controls;      ///< empty where the scope is kStations
  ChainDependence dependence;  ///< likewise
  std::vector<std::string> warnings;
  std::vector<SourceUse> sources;
};

/// Reads the chain, finds its evidence and measures it.
/// Errors  InvalidArgument: the chain file, a group of economies, or several sources where one must be chosen;
///         NotFound: the economy stands nowhere in the data (what there is is listed), or all data is newer than the
///         year.
Result<Assessment> Assess(const Question& question, AssessmentScope scope);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_ASSESSMENT_H_
