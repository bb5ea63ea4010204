#ifndef TENON_ECON_ADVICE_H_
#define TENON_ECON_ADVICE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tenon::econ {

enum class AdviceList {
  kUpgrade,  ///< it is or was here, and either slips or is among the place's more complex activities
  kGrow,     ///< not here; near, and more complex than half of what is here
  kPrepare,  ///< far from being here, and among the most complex of all
};

struct AdviceOptions {
  double present = 1;           ///< RCA from which a place has an activity
  double fell = 0.1;            ///< share of its RCA that an activity lost, from which on it slips
  double near_share = 0.25;     ///< upper share, by density, of what the place does not have
  double complex_share = 0.25;  ///< upper share, by complexity, of all activities
  double far_advantage = 0.5;   ///< RCA below which an activity is to be prepared
};

/// One place, by activity.
struct PlaceActivities {
  std::span<const std::optional<double>> advantage;  ///< RCA now; missing: not known
  std::span<const std::optional<double>> earlier;    ///< RCA in the first year looked back to
  std::span<const std::optional<double>> highest;    ///< highest RCA of the years looked back, now included
  std::span<const std::optional<double>> density;
  std::span<const std::optional<double>> complexity;  ///< PCI or another measure of value; of all places alike
  std::span<const std::optional<bool>> rising;        ///< research or patents; missing: not known; may be empty
};

struct Advised {
  std::uint32_t activity = 0;
  AdviceList list = AdviceList::kUpgrade;
  double score = 0;  ///< density x the share of activities of known complexity that are no more complex
};

/// The lines between the lists, for one place.
struct AdviceBounds {
  std::optional<double> mean_complexity, median_complexity;  ///< of what is here
  std::optional<double> near_density;                        ///< of what is not here
  std::optional<double> high_complexity;                     ///< of all activities
};

struct PlaceAdvice {
  std::vector<Advised> advised;  ///< by list, then score, the highest first; equals by number
  AdviceBounds bounds;
};

/// What to upgrade, grow and prepare.
///
///   upgrade  highest >= present, and (1 - advantage / earlier >= fell, or complexity > the mean of what is here)
///   grow     advantage < present, density in the upper `near_share` of what is not here,
///            complexity > the median of what is here
///   prepare  advantage < far_advantage, density below that, complexity in the upper `complex_share` of all;
///            not where research is known not to rise
///
/// An activity stands in one list at most, the first that fits. One whose RCA, density or complexity is not known
/// stands in none. "Upper share q": at or above the (1 - q) quantile, with linear interpolation.
///
/// REQUIRES    spans of equal length (`rising` may be empty).
/// Complexity  O(n log n).
PlaceAdvice AdvisePlace(const PlaceActivities& place, const AdviceOptions& options = {});

/// Share of the values that are no higher than each; missing stays missing.
std::vector<std::optional<double>> ShareNoHigher(std::span<const std::optional<double>> values);

}  // namespace tenon::econ

#endif  // TENON_ECON_ADVICE_H_
