#ifndef TENON_ECON_RANK_H_
#define TENON_ECON_RANK_H_

#include <cstddef>
#include <optional>
#include <vector>

namespace tenon::econ {

/// What is ranked: units that stand for one or more members of equal value (a group shares its rank).
struct RankInput {
  std::vector<std::size_t> members;           ///< for each unit
  std::vector<std::optional<double>> values;  ///< missing: not ranked, and not counted
  std::vector<std::vector<double>> draws;     ///< of each unit with a value: as many as asked for
};

struct RankInterval {
  std::optional<std::size_t> rank;  ///< 1 = the largest value
  /// 5th and 95th percentile over the draws (the ceil(p n)-th smallest), widened where needed to hold `rank`.
  std::optional<std::size_t> low, high;
  std::optional<double> first_probability;  ///< share of draws in which the rank is at most `first`
};

/// Competition ranking by value, and of every draw: rank = 1 + number of members of larger value, so equals share the
/// better rank and the next one is counted as if they stood in a row.
///
/// Shape       one for each unit. REQUIRES: lists of equal length; `num_draws` draws for each unit with a value.
/// Complexity  O(num_draws x units log units).
std::vector<RankInterval> RankByDraws(const RankInput& input, std::size_t num_draws, std::size_t first);

}  // namespace tenon::econ

#endif  // TENON_ECON_RANK_H_
