#include "econ/ranking_quality.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

namespace tenon::econ {

Result<RankingQuality> MeasureRanking(std::span<const Forecast> forecasts, std::size_t k) {
  if (k == 0) return Fail(ErrorKind::kInvalidArgument, "the first 0 of a ranking hold nothing; ask for 1 or more");
  if (!std::ranges::all_of(forecasts, [](const Forecast& f) { return std::isfinite(f.score); })) {
    return Fail(ErrorKind::kInvalidArgument, "a score is not finite; leave out what has none");
  }
  std::vector<Forecast> sorted(forecasts.begin(), forecasts.end());
  std::ranges::sort(sorted, std::greater(), &Forecast::score);
  RankingQuality quality;
  quality.forecasts = sorted.size();
  quality.first = std::min(k, sorted.size());
  double precisions = 0, pairs = 0;  // pairs of what happened and what did not, the first ahead
  for (std::size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
    std::size_t good = 0;
    for (; end < sorted.size() && sorted[end].score == sorted[begin].score; ++end) good += sorted[end].happened ? 1 : 0;
    const auto before = static_cast<double>(quality.happened);
    const auto size = static_cast<double>(end - begin);
    const double share = static_cast<double>(good) / size;
    // Given that one of the equals happened and stands at place i among them, of the i before it this share did, too.
    const double share_of_others = size > 1 ? (static_cast<double>(good) - 1) / (size - 1) : 0;
    for (std::size_t i = 0; good > 0 && begin + i < end; ++i) {
      precisions +=
          share * (before + 1 + static_cast<double>(i) * share_of_others) / static_cast<double>(begin + i + 1);
    }
    if (begin < quality.first) quality.hits += share * static_cast<double>(std::min(end, quality.first) - begin);
    pairs += (size - static_cast<double>(good)) * (before + static_cast<double>(good) / 2);
    quality.happened += good;
  }
  if (quality.first > 0) quality.precision_at_first = quality.hits / static_cast<double>(quality.first);
  if (quality.happened > 0) quality.average_precision = precisions / static_cast<double>(quality.happened);
  const double others = static_cast<double>(quality.forecasts - quality.happened);
  if (quality.happened > 0 && others > 0) quality.auc = pairs / (static_cast<double>(quality.happened) * others);
  return quality;
}

}  // namespace tenon::econ
