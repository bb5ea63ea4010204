#ifndef TENON_ANALYSES_STALLED_MODEL_H_
#define TENON_ANALYSES_STALLED_MODEL_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "econ/hazard.h"
#include "tenon/error.h"
#include "tenon/table.h"

namespace tenon::analyses {

/// A paper or project as it stood in some year.
struct StalledCandidate {
  Value id, title, field, topic, citations;
  std::optional<int> start;
  bool has_crossed = false;       ///< in that year or before, or nobody knows when
  std::optional<int> crossed_in;  ///< the year; it may lie after that in which we look
  std::optional<double> percentile = std::nullopt;
  std::optional<bool> is_industry = std::nullopt;
};

/// What is known of the time of crossings.
enum class Dating {
  kDated,    ///< hazard by age
  kUndated,  ///< starts are known: whether it had crossed at its age
  kAgeless,  ///< neither: whether it had crossed
};

/// Crossings fewer than this say nothing.
inline constexpr std::size_t kFewestCrossings = 20;

struct CrossingModel {
  Dating dating = Dating::kDated;
  std::vector<std::string> covariates;  ///< names of the effects
  econ::HazardModel hazard;
  std::size_t subjects = 0, crossed = 0;   ///< that the fit rests on
  std::optional<double> median_lag;        ///< years from start to crossing of those that crossed by then
  std::size_t incomplete = 0;              ///< left out: a covariate is missing
  std::size_t undated = 0, backwards = 0;  ///< left out: crossed, but nobody knows when; crossed before its start
  std::vector<std::string> unknown;        ///< covariates left out, since no candidate has them
};

/// What the model says of one candidate that has not crossed.
struct Expectation {
  std::size_t candidate = 0;
  std::optional<int> age;
  double linkage = 0;  ///< share of the other candidates of its topic that had crossed, drawn towards that of all
  double by_now = 0;   ///< probability that one like it has crossed by its age
  /// That it crosses within the horizon, having not; where no crossing has a year, `by_now`.
  double probability = 0;
};

struct StalledFit {
  CrossingModel model;
  std::vector<Expectation> expectations;  ///< of candidates that have not crossed and are complete
};

/// Fits what crosses on the candidates as they stood in `until` and applies it to those that have not.
/// Errors  NotFound: fewer than kFewestCrossings; those of econ::FitHazard.
Result<StalledFit> FitStalled(const std::vector<StalledCandidate>& candidates, int until, int horizon,
                              const econ::HazardOptions& options);

/// The candidates in the rows of stalled_papers or stalled_projects, as they stood in `until`.
std::vector<StalledCandidate> ReadCandidates(const Table& rows, int until);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_STALLED_MODEL_H_
