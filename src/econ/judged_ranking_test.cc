#include "econ/judged_ranking.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/random.h"

namespace tenon::econ {
namespace {

/// "RN": relevant, not; `more` relevant ones were not found.
RankingScores OfLetters(const std::string& letters, int more = 0, const RankingDepths& depths = {}) {
  std::vector<Judgement> ranked;
  for (const char letter : letters) ranked.push_back({letter == 'R' ? 1.0 : 0.0, letter == 'R'});
  std::vector<Judgement> judged = ranked;
  for (int i = 0; i < more; ++i) judged.push_back({1, true});
  return ScoreRanking(ranked, judged, depths);
}

TEST(JudgedRanking, AveragePrecisionOfTheTextbook) {
  // Manning, Raghavan & Schütze 2008, exercise 8.8: two systems, four relevant documents each, MAP 0.6 and 0.493.
  EXPECT_NEAR(*OfLetters("RNRNNNNNRR").average_precision, 0.6, 1e-12);
  EXPECT_NEAR(*OfLetters("NRNNRRRNNN").average_precision, 0.493, 5e-4);
  // Exercise 8.9: 8 relevant in all, 6 among the first 20; uninterpolated over those found 0.555, over all 0.416.
  EXPECT_NEAR(*OfLetters("RRNNNNNNRNRNNNRNNNNR").average_precision, 0.555, 5e-4);
  EXPECT_NEAR(*OfLetters("RRNNNNNNRNRNNNRNNNNR", 2).average_precision, 0.416, 5e-4);
  EXPECT_DOUBLE_EQ(*OfLetters("RRNNNNNNRNRNNNRNNNNR", 2).recall, 0.75);
}

TEST(JudgedRanking, DiscountedGainOfTheEncyclopedia) {
  // Wikipedia, "Discounted cumulative gain": gains 3 2 3 0 1 2, two more of 3 and 2 not found; DCG 6.861, ideal 8.740.
  std::vector<Judgement> ranked;
  for (const double gain : {3, 2, 3, 0, 1, 2}) ranked.push_back({gain, gain > 0});
  std::vector<Judgement> judged = ranked;
  judged.push_back({3, true});
  judged.push_back({2, true});
  EXPECT_NEAR(*ScoreRanking(ranked, judged, {.ndcg = 6}).ndcg, 0.785, 5e-4);
}

TEST(JudgedRanking, GainsOfGrades) {
  EXPECT_EQ(GainOfGrade(1), 0);
  EXPECT_EQ(GainOfGrade(2), 1);
  EXPECT_EQ(GainOfGrade(4), 7);
}

TEST(JudgedRanking, NothingToFindIsNoZero) {
  const RankingScores nothing = OfLetters("NNN");
  EXPECT_FALSE(nothing.ndcg || nothing.average_precision || nothing.reciprocal_rank || nothing.recall);
  const RankingScores unfound = OfLetters("", 3);
  EXPECT_EQ(unfound.ndcg, 0);
  EXPECT_EQ(unfound.average_precision, 0);
  EXPECT_EQ(unfound.reciprocal_rank, 0);
  EXPECT_EQ(unfound.recall, 0);
  EXPECT_EQ(OfLetters("NNR", 0, {.reciprocal_rank = 2}).reciprocal_rank, 0);
  EXPECT_DOUBLE_EQ(*OfLetters("NNR", 0, {.reciprocal_rank = 3}).reciprocal_rank, 1.0 / 3);
}

TEST(JudgedRanking, AgreesWithTheDefinitionsOnRandomRankings) {
  Random random(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<Judgement> judged(1 + random.Below(7));
    for (Judgement& each : judged) {
      const int grade = 1 + static_cast<int>(random.Below(4));
      each = {GainOfGrade(grade), grade >= 3};
    }
    const std::size_t found = random.Below(judged.size() + 1), depth = 1 + random.Below(5);
    const std::vector<Judgement> ranked(judged.begin(), judged.begin() + static_cast<std::ptrdiff_t>(found));
    // The ideal by trying every order.
    std::vector<std::size_t> order(judged.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    double ideal = 0;
    do {
      double sum = 0;
      for (std::size_t i = 0; i < order.size() && i < depth; ++i) {
        sum += judged[order[i]].gain * std::log(2.0) / std::log(static_cast<double>(i) + 2);
      }
      ideal = std::max(ideal, sum);
    } while (std::ranges::next_permutation(order).found);
    double mine = 0, relevant = 0, precisions = 0;
    for (const Judgement& each : judged) relevant += each.relevant ? 1 : 0;
    for (std::size_t i = 0; i < found; ++i) {
      if (i < depth) mine += ranked[i].gain * std::log(2.0) / std::log(static_cast<double>(i) + 2);
      if (!ranked[i].relevant) continue;
      double upto = 0;
      for (std::size_t j = 0; j <= i; ++j) upto += ranked[j].relevant ? 1 : 0;
      precisions += upto / static_cast<double>(i + 1);
    }
    const RankingScores scores = ScoreRanking(ranked, judged, {.ndcg = depth});
    ASSERT_EQ(scores.ndcg.has_value(), ideal > 0);
    if (scores.ndcg) {
      EXPECT_NEAR(*scores.ndcg, mine / ideal, 1e-12);
    }
    ASSERT_EQ(scores.average_precision.has_value(), relevant > 0);
    if (relevant > 0) {
      EXPECT_NEAR(*scores.average_precision, precisions / relevant, 1e-12);
    }
    if (scores.ndcg) {
      EXPECT_LE(*scores.ndcg, 1 + 1e-12);
    }
  }
}

}  // namespace
}  // namespace tenon::econ
