#ifndef TENON_PLAN_CONSORTIUM_H_
#define TENON_PLAN_CONSORTIUM_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/closeness.h"
#include "plan/mip.h"
#include "tenon/error.h"
#include "tenon/job.h"

namespace tenon::plan {

/// Who should work together, led by a firm. Actors and capabilities are numbers; a capability carries the words by
/// which it is blamed.
///
///   value(T) = (1 - w) quality(T) + w closeness(T)
///
/// quality: mean over the capabilities of the mean of the r highest levels in T. closeness: mean over the pairs of
/// members; 1 for a firm that needs no partner.
///
/// T is allowed if a firm is in it, r members can do each capability, its size and cost are within their limits, no
/// member takes more than its share of the cost, and everybody is among the r best of T in something (fewer than r are
/// better), but for the lead where it is the only firm: nobody is in for his acquaintances alone.
struct ConsortiumProblem {
  struct Skill {
    std::int32_t actor = 0, capability = 0;
    double level = 1;  ///< > 0, <= 1
  };

  std::vector<std::uint8_t> may_lead;  ///< one an actor: 1 for those that may lead
  std::string lead = "a firm leads";   ///< the words for that condition
  std::vector<double> cost;            ///< one an actor, >= 0
  std::vector<std::string> capabilities;
  std::vector<Skill> skills;  ///< each pair of actor and capability once
  std::vector<Tie> ties;      ///< each pair once
  std::int32_t redundancy = 1;
  std::int32_t max_size = 5;
  double budget = std::numeric_limits<double>::infinity();
  double max_share = 1;         ///< of the cost, that one member may take
  double closeness_weight = 0;  ///< w, 0 .. 1
};

/// Errors      InvalidArgument: lists of wrong length, numbers out of range, a pair named twice.
Status CheckConsortium(const ConsortiumProblem& problem);

/// A team and what it is worth.
struct Team {
  std::vector<std::int32_t> members;  ///< sorted
  std::int32_t lead = -1;  ///< the firm that is among the best in nothing, if there is one, else the one with the
                           ///< highest sum of levels, then of closeness, then the first
  double value = 0, quality = 0, closeness = 0, cost = 0;
};

/// What these members are worth together; missing where they are no allowed team.
/// REQUIRES    members sorted, each once; CheckConsortium passed.
std::optional<Team> AssessTeam(const ConsortiumProblem& problem, const std::vector<std::int32_t>& members);

struct ConsortiumOptions {
  std::int32_t runners_up = 3;
  double time_limit_seconds = 60;  ///< of the search for the best team, and of that for each runner-up
};

struct ConsortiumPlan {
  Team best;
  double bound = 0;  ///< proven: no allowed team is worth more
  double gap = 0;    ///< (bound - value) / value; 0 where both are 0
  MipStatus status = MipStatus::kOptimal;
  std::vector<Team> runners_up;  ///< the next best, in order
};

/// The best team, with the proof of how good it is, and the next best ones. Of teams worth the same the cheapest wins,
/// then the smallest.
///
/// Errors      as CheckConsortium; Infeasible: the conditions that cannot hold together (a smallest set); NotConverged:
///             no team was found in time; Cancelled.
/// Complexity  one mixed-integer model a size of team, each exponential at worst.
/// Threads     one, and the same team each time, unless the time limit strikes.
Result<ConsortiumPlan> SolveConsortium(const ConsortiumProblem& problem, const ConsortiumOptions& options = {},
                                       const Job& job = {});

}  // namespace tenon::plan

#endif  // TENON_PLAN_CONSORTIUM_H_
