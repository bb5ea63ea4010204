#include "econ/fitness.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace tenon::econ {
namespace {

/// Numbers of the rows that hold something.
template <class Count>
std::vector<std::uint32_t> Present(std::size_t size, Count count) {
  std::vector<std::uint32_t> present;
  for (std::uint32_t i = 0; i < size; ++i) {
    if (count(i) > 0) present.push_back(i);
  }
  return present;
}

void DivideByMean(std::span<double> values, std::span<const std::uint32_t> present) {
  double sum = 0;
  for (const std::uint32_t i : present) sum += values[i];
  const double mean = sum / static_cast<double>(present.size());
  for (const std::uint32_t i : present) values[i] /= mean;
}

std::vector<std::optional<double>> Shown(std::span<const double> values, std::span<const std::uint32_t> present) {
  std::vector<std::optional<double>> shown(values.size());
  for (const std::uint32_t i : present) shown[i] = values[i];
  return shown;
}

}  // namespace

Result<Fitness> MeasureFitness(const Presence& presence, const FitnessOptions& options) {
  if (options.updates.value_or(1) < 1 || options.steady_updates < 1 || options.max_updates < 1) {
    return Fail(ErrorKind::kInvalidArgument, "a number of updates is below 1; allowed is 1 or more");
  }
  const auto places = Present(presence.places(), [&](std::uint32_t i) { return presence.diversity(i); });
  const auto activities = Present(presence.activities(), [&](std::uint32_t i) { return presence.ubiquity(i); });
  std::vector<double> fitness(presence.places(), 1), complexity(presence.activities(), 1);
  std::vector<double> new_fitness = fitness, new_complexity = complexity, inverse = fitness;
  std::vector<std::uint32_t> order = places;
  int update = 0;
  for (int steady = 0; steady < options.steady_updates && !places.empty(); ++update) {
    if (update == options.updates.value_or(options.max_updates)) {
      if (options.updates) break;
      return Fail(ErrorKind::kNotConverged,
                  fmt::format("the ranks of fitness still move after {} updates; ask for a number of updates instead",
                              options.max_updates));
    }
    for (const std::uint32_t place : places) {
      double sum = 0;
      for (const std::uint32_t activity : presence.ActivitiesOf(place)) sum += complexity[activity];
      new_fitness[place] = sum;
      inverse[place] = 1 / fitness[place];
    }
    for (const std::uint32_t activity : activities) {
      double sum = 0;
      for (const std::uint32_t place : presence.PlacesOf(activity)) sum += inverse[place];
      new_complexity[activity] = 1 / sum;  // 0 once some place's fitness is too small for a double
    }
    DivideByMean(new_fitness, places);
    DivideByMean(new_complexity, activities);
    std::swap(fitness, new_fitness);
    std::swap(complexity, new_complexity);
    if (options.updates) continue;
    // The old order stays where it still holds: equals keep their places, so a tie is no move.
    const auto larger = [&](std::uint32_t a, std::uint32_t b) { return fitness[a] > fitness[b]; };
    if (std::ranges::is_sorted(order, larger)) {
      ++steady;
    } else {
      std::ranges::stable_sort(order, larger);
      steady = 0;
    }
  }
  return Fitness{Shown(fitness, places), Shown(complexity, activities), update};
}

}  // namespace tenon::econ
