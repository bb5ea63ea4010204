#ifndef TENON_ANALYSES_PORTFOLIO_CANDIDATES_H_
#define TENON_ANALYSES_PORTFOLIO_CANDIDATES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analyses/analysis.h"

namespace tenon::analyses {

/// A project that could be paid for, as the data have it.
struct PortfolioCandidate {
  std::string id, name, kind, region, team;
  std::vector<std::pair<std::optional<int>, std::optional<double>>> costs;  ///< year (missing: the plan has one), cost
};

/// A target, and what it is worth. Where the weight has no interval, all three are the same.
struct WeightedTarget {
  std::string id, name;
  double weight = 0, low = 0, high = 0;
};

/// A probability and its interval; all three the same where none is known.
struct Probability {
  double value = 0, low = 0, high = 0;
};

/// That a candidate alone reaches a target. A target that has no weight is named in `stray_targets`.
struct CandidateLink {
  std::int32_t candidate = 0;
  std::int32_t target = 0;  ///< index into `targets`; -1 - k: stray_targets[k]
  std::optional<Probability> probability;
};

/// Something that could not take part, and why.
struct LeftOut {
  std::string project, target;  ///< "" where it is not about one
  Text reason;
};

/// All that a portfolio is chosen from.
struct Candidates {
  std::vector<PortfolioCandidate> projects;  ///< by id
  std::vector<WeightedTarget> targets;
  std::vector<std::string> stray_targets;  ///< named by a link, without a weight
  std::vector<CandidateLink> links;        ///< by candidate
  std::vector<LeftOut> left_out;
  std::vector<std::string> warnings;
  std::vector<SourceUse> sources;
  std::string unit;  ///< of costs; "": that of the budget

  void AddTarget(WeightedTarget target);
  /// REQUIRES    links of one project come together, in the order of the projects.
  void AddLink(std::size_t project, const std::string& target, std::optional<Probability> probability);

 private:
  std::unordered_map<std::string, std::int32_t> place_of_target_;
};

/// Candidates of the tables project and project_target, or grants that lead to a chain (portfolio_grants.h); weights of
/// the table target or, where an economy is named, of the shortage of the chain's segments.
/// Errors  NotFound: a table that is needed has no rows; InvalidArgument: several sources (they are listed), a negative
///         cost or weight, a probability outside its interval, a chain or economy that is missing or of no use.
Result<Candidates> ReadCandidates(const Question& question);

/// The source of a planning table: the only one, or one that the parameter `choice` names; "" where the table is empty.
/// Errors  InvalidArgument: several; a named one fills no planning table (those that do are listed).
Result<std::string> PlanningSource(const Question& question, const std::string& table,
                                   const std::string& choice = "source");

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_PORTFOLIO_CANDIDATES_H_
