#include "text/fusion.h"

#include <algorithm>
#include <cmath>

namespace tenon::text {
namespace {

double OneByDeviation(std::span<const double> scores) {
  if (scores.empty() || std::ranges::min(scores) == std::ranges::max(scores)) return 0;
  const auto n = static_cast<double>(scores.size());
  double total = 0;
  for (const double score : scores) total += score;
  double squares = 0;
  for (const double score : scores) squares += (score - total / n) * (score - total / n);
  return 1 / std::sqrt(squares / n);
}

}  // namespace

FusionFactors FactorsOf(std::span<const double> words, std::span<const double> vectors) {
  return {OneByDeviation(words), OneByDeviation(vectors)};
}

double WordsBesideVectors(double share_in_one_language) { return std::pow(0.25, 1 - share_in_one_language); }

}  // namespace tenon::text
