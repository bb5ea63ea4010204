#ifndef TENON_PLAN_CLOSENESS_H_
#define TENON_PLAN_CLOSENESS_H_

#include <cstdint>
#include <span>
#include <vector>

namespace tenon::plan {

/// Two actors worked together `count` times.
struct Collaboration {
  std::int32_t actor = 0, other = 0;
  double count = 1;  ///< > 0
};

/// How close two actors stand: 0 strangers, towards 1 partners of many years.
struct Tie {
  std::int32_t actor = 0, other = 0;  ///< actor < other
  double closeness = 0;               ///< > 0, < 1
  std::int32_t over = -1;             ///< the go-between; -1: they worked together themselves
};

/// The strongest path of one or two steps between every two actors; a step of n collaborations is worth n / (n + 1), a
/// path the product of its steps. Pairs without such a path have no tie.
///
/// Shape       by actor, then other. Rows that name a pair twice, in whatever order, are added; a row that pairs an
///             actor with itself says nothing.
/// REQUIRES    counts > 0; actors in 0 .. actors - 1.
/// Complexity  O(sum over go-betweens of their partners squared), in which only `wanted` actors count; sorted.
std::vector<Tie> ClosestTies(std::size_t actors, std::span<const Collaboration> collaborations,
                             const std::vector<std::uint8_t>& wanted);

}  // namespace tenon::plan

#endif  // TENON_PLAN_CLOSENESS_H_
