#ifndef TENON_ECON_JUDGED_RANKING_H_
#define TENON_ECON_JUDGED_RANKING_H_

#include <cstddef>
#include <optional>
#include <span>

namespace tenon::econ {

/// What a judge said of one result for one need.
struct Judgement {
  double gain = 0;  ///< >= 0; of graded judgements usually GainOfGrade
  bool relevant = false;
};

/// 2^(grade - 1) - 1: nothing for the lowest grade, 1. REQUIRES: grade >= 1.
double GainOfGrade(int grade);

struct RankingDepths {
  std::size_t ndcg = 10, reciprocal_rank = 10, recall = 100;  ///< each >= 1
};

/// How well one ranking meets what was judged.
struct RankingScores {
  std::optional<double> ndcg, average_precision, reciprocal_rank, recall;
};

/// nDCG, average precision, reciprocal rank and recall of one ranking.
///
///   DCG@k = sum over the first k places i of  gain_i / log2(i + 1),   nDCG@k = DCG@k / (largest possible DCG@k)
///   average precision = sum over the relevant found of (precision down to it) / (all relevant)
///   reciprocal rank   = 1 / (place of the first relevant one), 0 where none stands among the first k
///   recall@k          = (relevant among the first k) / (all relevant)
///
/// `ranked`: what stands at each place, best first; what was not judged has no gain. `judged`: all judgements of the
/// need, found or not.
///
/// Shape       0..1; nDCG missing where nothing judged has a gain, the others where nothing is relevant.
/// REQUIRES    gains >= 0 and finite; every judgement of `ranked` with a gain or relevant stands in `judged`.
/// Complexity  O(n log n).
/// Reference   Järvelin & Kekäläinen 2002, doi 10.1145/582415.582418; Burges et al. 2005, doi 10.1145/1102351.1102363
///             (the gain and the discount used here); Manning, Raghavan & Schütze 2008, chapter 8.
RankingScores ScoreRanking(std::span<const Judgement> ranked, std::span<const Judgement> judged,
                           const RankingDepths& depths = {});

}  // namespace tenon::econ

#endif  // TENON_ECON_JUDGED_RANKING_H_
