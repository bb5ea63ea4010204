#ifndef TENON_ANALYSES_ASSESSMENT_H_
#define TENON_ANALYSES_ASSESSMENT_H_

#include <string>
#include <string_view>
#include <vector>

#include "analyses/analysis.h"
#include "analyses/dependence.h"
#include "analyses/look_through.h"
#include "analyses/profile.h"
#include "chain/chain.h"
#include "tenon/spec.h"

namespace tenon::analyses {

/// How much of the way an analysis needs. It decides which parameters its spec has.
enum class AssessmentScope {
  kSupply,    ///< who supplies what: evidence and amounts; no economy need be asked about
  kStations,  ///< stations and breaks
  kShortage,  ///< these, suppliers and shortage
};

/// Parameters of every analysis of a chain; the one place where their defaults and ranges stand.
std::vector<Parameter> AssessmentParameters(AssessmentScope scope);
/// What a reader of such an analysis must know.
std::vector<std::string> AssessmentConventions(AssessmentScope scope);

/// A chain seen by one economy.
struct Assessment {
  chain::Chain chain;
  std::string economy;       ///< "" where the world is asked about (kSupply)
  double probability = 0.9;  ///< required of a break and of a choke
  double choked_threshold = 0.5;
  std::size_t first = 10;  ///< of "among the first"
  ChainEvidence evidence;
  ChainAmounts amounts;
  ChainProfiles profiles;         ///< empty where the scope is kSupply
  ChainControls controls;         ///< filled where the scope is kShortage
  ChainLookThrough look_through;  ///< likewise
  ChainDependence dependence;     ///< likewise
  std::vector<std::string> warnings;
  std::vector<SourceUse> sources;
};

/// How scarcity is scored, from the parameters hhi_low to ramp_spread, draws and seed.
econ::ShortageOptions ScarcityOptionsOf(const Arguments& arguments);

/// Errors  InvalidArgument: a group of economies; NotFound: no row names the economy (those there are are listed).
/// `where`: the option it was given by.
Status CheckEconomy(store::Snapshot& snapshot, const std::string& economy, std::string_view where, const Job& job);

/// Reads the chain, finds its evidence and measures it.
/// Errors  InvalidArgument: the chain file, a group of economies, or several sources where one must be chosen;
///         NotFound: the economy stands nowhere in the data (what there is is listed), or all data is newer than the
///         year.
Result<Assessment> Assess(const Question& question, AssessmentScope scope);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_ASSESSMENT_H_
