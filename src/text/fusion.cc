#include "text/fusion.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tenon::text {
namespace {

void AddStandardised(std::span<const double> scores, double weight, std::vector<double>& sum) {
  if (scores.empty() || std::ranges::min(scores) == std::ranges::max(scores)) return;
  const auto n = static_cast<double>(scores.size());
  double total = 0;
  for (const double score : scores) total += score;
  double squares = 0;
  for (const double score : scores) squares += (score - total / n) * (score - total / n);
  const double deviation = std::sqrt(squares / n);
  for (std::size_t i = 0; i < scores.size(); ++i) sum[i] += weight * (scores[i] - total / n) / deviation;
}

}  // namespace

std::vector<double> FuseScores(std::span<const double> words, std::span<const double> vectors, double words_weight) {
  std::vector<double> sum(words.size());
  AddStandardised(words, words_weight, sum);
  AddStandardised(vectors, 1, sum);
  return sum;
}

}  // namespace tenon::text
