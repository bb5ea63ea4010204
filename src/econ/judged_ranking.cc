#include "econ/judged_ranking.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

namespace tenon::econ {
namespace {

double DiscountedGain(std::span<const double> gains, std::size_t depth) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(depth, gains.size()); ++i) {
    sum += gains[i] / std::log2(static_cast<double>(i + 2));
  }
  return sum;
}

std::vector<double> GainsOf(std::span<const Judgement> judgements) {
  std::vector<double> gains;
  gains.reserve(judgements.size());
  for (const Judgement& each : judgements) gains.push_back(each.gain);
  return gains;
}

}  // namespace

double GainOfGrade(int grade) { return std::exp2(grade - 1) - 1; }

RankingScores ScoreRanking(std::span<const Judgement> ranked, std::span<const Judgement> judged,
                           const RankingDepths& depths) {
  RankingScores scores;
  std::vector<double> best = GainsOf(judged);
  std::ranges::sort(best, std::greater());
  if (const double ideal = DiscountedGain(best, depths.ndcg); ideal > 0) {
    scores.ndcg = DiscountedGain(GainsOf(ranked), depths.ndcg) / ideal;
  }
  const auto relevant = static_cast<double>(std::ranges::count_if(judged, &Judgement::relevant));
  if (relevant == 0) return scores;
  double found = 0, precisions = 0, recalled = 0, reciprocal = 0;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    if (!ranked[i].relevant) continue;
    const auto place = static_cast<double>(i + 1);
    found += 1;
    precisions += found / place;
    if (i < depths.recall) recalled = found;
    if (found == 1 && i < depths.reciprocal_rank) reciprocal = 1 / place;
  }
  scores.average_precision = precisions / relevant;
  scores.reciprocal_rank = reciprocal;
  scores.recall = recalled / relevant;
  return scores;
}

}  // namespace tenon::econ
