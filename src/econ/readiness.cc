#include "econ/readiness.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <span>
#include <vector>

namespace tenon::econ {
namespace {

int LowerMedian(std::vector<int> levels) {
  std::ranges::sort(levels);
  return levels[(levels.size() - 1) / 2];
}

}  // namespace

ReadinessEstimate EstimateReadiness(const ReadinessClues& clues, std::optional<int> usual) {
  ReadinessEstimate estimate;
  if (!clues.words.empty()) {
    estimate = {LowerMedian(clues.words), ReadinessBasis::kWords};
  } else if (usual) {
    estimate = {usual, ReadinessBasis::kUsual};
  }
  if (clues.bound > estimate.level.value_or(0)) estimate = {clues.bound, ReadinessBasis::kLinks};
  return estimate;
}

std::optional<ReadinessCalibration> CalibrateReadiness(std::span<const StatedReadiness> stated) {
  if (stated.size() < 2) return std::nullopt;
  std::vector<int> sorted, errors;
  for (const StatedReadiness& one : stated) sorted.push_back(one.level);
  std::ranges::sort(sorted);
  ReadinessCalibration calibration{.rows = stated.size(), .median = sorted[(sorted.size() - 1) / 2]};
  for (const StatedReadiness& one : stated) {
    // Without one row the lower median of the others stands at (n - 2) / 2, or one further if the row stood before it.
    const auto own = static_cast<std::size_t>(std::ranges::lower_bound(sorted, one.level) - sorted.begin());
    const std::size_t place = (sorted.size() - 2) / 2;
    const int median = sorted[place + (own <= place ? 1 : 0)];
    const int error = std::abs(EstimateReadiness(one.clues, median).level.value_or(median) - one.level);
    const int median_error = std::abs(median - one.level);
    errors.push_back(error);
    calibration.with_words += one.clues.words.empty() ? 0 : 1;
    calibration.mean_error += error;
    calibration.within_one += error <= 1 ? 1 : 0;
    calibration.median_error += median_error;
    calibration.median_within_one += median_error <= 1 ? 1 : 0;
  }
  const auto rows = static_cast<double>(stated.size());
  for (double* sum :
       {&calibration.mean_error, &calibration.within_one, &calibration.median_error, &calibration.median_within_one}) {
    *sum /= rows;
  }
  std::ranges::sort(errors);
  calibration.error_90 = errors[(9 * errors.size() + 9) / 10 - 1];
  return calibration;
}

}  // namespace tenon::econ
