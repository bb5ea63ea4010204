#ifndef TENON_ECON_RANKING_QUALITY_H_
#define TENON_ECON_RANKING_QUALITY_H_

#include <cstddef>
#include <optional>
#include <span>

#include "tenon/error.h"

namespace tenon::econ {

/// One thing that could happen: what a predictor said of it, and whether it did.
struct Forecast {
  double score = 0;  ///< the higher, the likelier
  bool happened = false;
};

/// How well scores put first what then happened.
struct RankingQuality {
  std::size_t forecasts = 0;
  std::size_t happened = 0;
  std::size_t first = 0;                     ///< k, or all where there are fewer
  double hits = 0;                           ///< of the first k; with ties at the border, what is to be expected
  std::optional<double> precision_at_first;  ///< hits / first
  std::optional<double> average_precision;   ///< area under the steps of precision over recall (AUC-PR)
  std::optional<double> auc;  ///< chance that what happened stands before what did not, equals counting half
};

/// Precision among the first k, and average precision: the mean, over what happened, of the precision of the ranking
/// down to it.
///
/// Equal scores: the expectation over all orders of the equal ones, exactly. So no result hangs on the order of the
/// input, and a predictor that says the same of everything has what chance has.
///
/// Shape       precision missing where there is no forecast, average precision where nothing happened, auc also where
///             all happened.
/// Units       0..1; a perfect ranking has an average precision of 1, chance about happened / forecasts.
/// Errors      InvalidArgument: k is 0, or a score is not finite.
/// Complexity  O(n log n).
/// Reference   Davis & Goadrich 2006, doi 10.1145/1143844.1143874 (why not to join the points by lines).
Result<RankingQuality> MeasureRanking(std::span<const Forecast> forecasts, std::size_t k);

}  // namespace tenon::econ

#endif  // TENON_ECON_RANKING_QUALITY_H_
