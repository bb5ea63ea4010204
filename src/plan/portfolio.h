#ifndef TENON_PLAN_PORTFOLIO_H_
#define TENON_PLAN_PORTFOLIO_H_

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "tenon/error.h"
#include "tenon/job.h"

namespace tenon::plan {

/// Which projects to pay for. Projects and targets are numbers; a condition carries the words by which it is blamed.
///
///   value(x) = sum_j w_j (1 - prod_i (1 - p_ij x_i))
///
/// w_j: what target j is worth; p_ij: probability that project i alone reaches target j; projects succeed
/// independently. Every project is paid for whole or not at all.
struct PortfolioProblem {
  struct Reach {
    std::int32_t target = 0;
    double probability = 0;  ///< 0 .. 1
  };
  struct Cost {
    std::int32_t project = 0;
    double amount = 0;  ///< >= 0
  };
  /// Money spent on some projects, in some years: a budget is a ceiling over all of them.
  struct Spending {
    std::string condition;  ///< in the user's words: "budget of 2027", "floor of segment X"
    std::vector<Cost> costs;
    double floor = 0;
    double ceiling = std::numeric_limits<double>::infinity();
  };
  struct Pair {
    std::int32_t project = 0, other = 0;
    std::string condition;  ///< "A excludes B", "A requires B"
  };

  std::size_t projects = 0;
  std::vector<double> weight;                ///< one a target, >= 0
  std::vector<std::int64_t> reach_start{0};  ///< of project i: reach[reach_start[i] .. reach_start[i + 1])
  std::vector<Reach> reach;                  ///< each target once a project
  std::vector<Spending> spending;
  std::vector<Pair> excludes;       ///< not both
  std::vector<Pair> prerequisites;  ///< `project` only together with `other`

  std::span<const Reach> ReachOf(std::size_t project) const {
    const auto first = static_cast<std::size_t>(reach_start[project]);
    return std::span(reach).subspan(first, static_cast<std::size_t>(reach_start[project + 1]) - first);
  }
};

/// Errors      InvalidArgument: lists of wrong length, numbers out of range, a target named twice by one project, a
///             project that excludes or requires itself, a cycle of prerequisites (conditions on it or resting on it),
///             a floor above its ceiling.
/// Complexity  O(size of the problem).
Status CheckPortfolio(const PortfolioProblem& problem);

/// 1 for every project that is paid for.
using Choice = std::vector<std::uint8_t>;

double PortfolioValue(const PortfolioProblem& problem, const Choice& choice);
/// For every target: the probability that somebody reaches it.
std::vector<double> ReachedProbability(const PortfolioProblem& problem, const Choice& choice);
/// For every project: what the choice loses without it, or gains with it.
std::vector<double> MarginalValues(const PortfolioProblem& problem, const Choice& choice);
/// What a choice spends, against a condition (amounts compared with a relative tolerance of 1e-9).
enum class SpendingState { kKept, kBelow, kAbove };
SpendingState StateOf(const PortfolioProblem::Spending& spending, const Choice& choice);
/// True if every condition holds.
bool IsAllowed(const PortfolioProblem& problem, const Choice& choice);

enum class PortfolioMethod {
  kAuto,    ///< exact where the problem is small, else greedy
  kExact,   ///< branch and bound on a bound by tangents, refined until the gap closes
  kGreedy,  ///< lazy greedy by value per cost, then exchanges; bound by marginal gains and by the concave relaxation
};
enum class PortfolioStatus {
  kOptimal,    ///< value and bound are within relative_gap
  kTimeLimit,  ///< the search was cut short; value and bound stand as they are
  kHeuristic,  ///< greedy: value and bound stand as they are
};
/// "optimal", "time_limit", "heuristic"
std::string_view ToString(PortfolioStatus status);

struct PortfolioOptions {
  PortfolioMethod method = PortfolioMethod::kAuto;
  double relative_gap = 1e-4;      ///< (bound - value) / value at which the search may end; below 1e-7 taken as that
  double time_limit_seconds = 60;  ///< of the exact search
  int threads = 1;
  std::uint32_t seed = 1;
};

struct PortfolioPlan {
  Choice choice;
  double value = 0;
  double bound = 0;  ///< proven: no allowed choice is worth more
  double gap = 0;    ///< (bound - value) / value; 0 where both are 0
  PortfolioStatus status = PortfolioStatus::kHeuristic;
  PortfolioMethod method = PortfolioMethod::kGreedy;  ///< that answered
};

/// At most 2,000 projects and 200,000 pairs of project and target: exact by default.
bool IsSmall(const PortfolioProblem& problem);

/// (bound - value) / value; 0 where both are nothing, infinite where only the value is.
double GapOf(double value, double bound);

/// The best choice under all conditions, with the proof of how good it is. What adds nothing is not paid for, unless a
/// floor or another project asks for it.
///
/// Errors      as CheckPortfolio; Infeasible: the conditions that cannot hold together (a smallest set); NotConverged:
///             no allowed choice was found in time; Cancelled.
/// Complexity  greedy O(pairs x re-evaluations), in practice a few passes over the pairs; exact: exponential at worst.
/// Threads     the same choice for the same seed and thread count, unless the time limit strikes.
/// Reference   Khuller, Moss & Naor 1999, doi 10.1016/S0020-0190(99)00031-9 (greedy of cost and benefit); Leskovec et
///             al. 2007, doi 10.1145/1281192.1281239 (bound from marginal gains); Duran & Grossmann 1986, doi
///             10.1007/BF02592064 (tangents).
Result<PortfolioPlan> SolvePortfolio(const PortfolioProblem& problem, const PortfolioOptions& options = {},
                                     const Job& job = {});

}  // namespace tenon::plan

#endif  // TENON_PLAN_PORTFOLIO_H_
