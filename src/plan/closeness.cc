#include "plan/closeness.h"

#include <algorithm>
#include <map>
#include <utility>

namespace tenon::plan {

std::vector<Tie> ClosestTies(std::size_t actors, std::span<const Collaboration> collaborations,
                             const std::vector<std::uint8_t>& wanted) {
  std::map<std::pair<std::int32_t, std::int32_t>, double> counts;
  for (const auto& [actor, other, count] : collaborations) {
    if (actor != other) counts[std::minmax(actor, other)] += count;
  }
  struct Step {
    std::int32_t to;
    double worth;
  };
  std::vector<std::vector<Step>> steps(actors);
  std::map<std::pair<std::int32_t, std::int32_t>, Tie> ties;
  const auto is_wanted = [&](std::int32_t actor) { return wanted[static_cast<std::size_t>(actor)] != 0; };
  for (const auto& [pair, count] : counts) {
    const auto [actor, other] = pair;
    const double worth = count / (count + 1);
    if (is_wanted(actor)) steps[static_cast<std::size_t>(other)].push_back({actor, worth});
    if (is_wanted(other)) steps[static_cast<std::size_t>(actor)].push_back({other, worth});
    if (is_wanted(actor) && is_wanted(other)) ties[pair] = {actor, other, worth, -1};
  }
  for (std::size_t over = 0; over < actors; ++over) {
    for (std::size_t a = 0; a < steps[over].size(); ++a) {
      for (std::size_t b = a + 1; b < steps[over].size(); ++b) {
        const auto pair = std::minmax(steps[over][a].to, steps[over][b].to);
        const double worth = steps[over][a].worth * steps[over][b].worth;
        Tie& tie = ties[pair];
        if (worth > tie.closeness) tie = {pair.first, pair.second, worth, static_cast<std::int32_t>(over)};
      }
    }
  }
  std::vector<Tie> sorted;
  for (const auto& [pair, tie] : ties) sorted.push_back(tie);
  return sorted;
}

}  // namespace tenon::plan
