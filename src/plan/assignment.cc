#include "plan/assignment.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "fmt/format.h"

namespace tenon::plan {
namespace {

Status CheckPairs(std::span<const PossiblePair> pairs, const AssignmentCapacities& capacities) {
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (pairs[i].need >= capacities.needs.size() || pairs[i].result >= capacities.results.size()) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("pair {} names a need or result without a capacity", i));
    }
    if (!std::isfinite(pairs[i].for_need) || !std::isfinite(pairs[i].for_result)) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("pair {} has a score that is not finite", i));
    }
  }
  return {};
}

}  // namespace

Result<std::vector<std::size_t>> AssignStably(std::span<const PossiblePair> pairs,
                                              const AssignmentCapacities& capacities) {
  TENON_CHECK(CheckPairs(pairs, capacities));
  // Each need's pairs in the order in which it proposes.
  std::vector<std::vector<std::size_t>> wishes(capacities.needs.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) wishes[pairs[i].need].push_back(i);
  for (auto& each : wishes) {
    std::ranges::stable_sort(each, [&](std::size_t a, std::size_t b) { return pairs[a].for_need > pairs[b].for_need; });
  }
  // What a result holds, the worst first: the lowest score, of equals the last.
  using Held = std::tuple<double, std::int64_t, std::size_t>;
  std::vector<std::set<Held>> held(capacities.results.size());
  std::vector<std::size_t> next(wishes.size(), 0);
  std::vector<std::uint32_t> open = capacities.needs;
  std::vector<std::uint32_t> waiting(wishes.size());
  std::iota(waiting.begin(), waiting.end(), 0U);
  while (!waiting.empty()) {
    const std::uint32_t need = waiting.back();
    if (open[need] == 0 || next[need] == wishes[need].size()) {
      waiting.pop_back();
      continue;
    }
    const std::size_t pair = wishes[need][next[need]++];
    const std::uint32_t result = pairs[pair].result;
    held[result].emplace(pairs[pair].for_result, -static_cast<std::int64_t>(pair), pair);
    --open[need];
    if (held[result].size() <= capacities.results[result]) continue;
    const std::uint32_t refused = pairs[std::get<2>(*held[result].begin())].need;
    held[result].erase(held[result].begin());
    ++open[refused];
    if (refused != need) waiting.push_back(refused);
  }
  std::vector<std::size_t> assigned;
  for (const auto& each : held) {
    for (const Held& one : each) assigned.push_back(std::get<2>(one));
  }
  std::ranges::sort(assigned);
  return assigned;
}

Result<WeightedAssignment> AssignByWeight(std::span<const PossiblePair> pairs, const AssignmentCapacities& capacities,
                                          const MipOptions& options, const Job& job) {
  TENON_CHECK(CheckPairs(pairs, capacities));
  MipModel model;
  std::vector<std::size_t> places;  // in `pairs`, of each column
  std::vector<std::vector<MipModel::Term>> of_need(capacities.needs.size()), of_result(capacities.results.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (pairs[i].for_need <= 0) continue;
    const std::int32_t column = model.AddColumn({.objective = pairs[i].for_need});
    places.push_back(i);
    of_need[pairs[i].need].push_back({column, 1});
    of_result[pairs[i].result].push_back({column, 1});
  }
  WeightedAssignment assignment;
  if (places.empty()) return assignment;
  for (const auto& [terms, limits] :
       {std::pair{&of_need, &capacities.needs}, std::pair{&of_result, &capacities.results}}) {
    for (std::size_t i = 0; i < terms->size(); ++i) {
      if ((*terms)[i].size() <= (*limits)[i]) continue;
      model.AddRow({.upper = static_cast<double>((*limits)[i]), .condition = {}}, (*terms)[i]);
    }
  }
  TENON_ASSIGN(const MipSolution solution, SolveMip(model, options, job));
  assignment.status = solution.status;
  assignment.bound = solution.bound;
  for (std::size_t column = 0; column < solution.values.size(); ++column) {
    if (solution.values[column] < 0.5) continue;
    assignment.pairs.push_back(places[column]);
    assignment.value += pairs[places[column]].for_need;
  }
  return assignment;
}

}  // namespace tenon::plan
