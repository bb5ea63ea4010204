#include "econ/station.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tenon::econ {
namespace {

// One economy against the world in one distribution.
struct Position {
  Amount own;
  double others = 0;  // sum of the other economies listed
  std::optional<double> world;
  double others_scale = 1;  // others x scale = world - own
  double unlisted = 0;      // world - own where no other economy has an amount
  std::optional<std::size_t> leader;
  double largest = 0;
};

Result<Position> Locate(const Distribution& distribution, std::size_t economy) {
  Position position;
  if (economy >= distribution.economies.size()) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("economy {} of {}", economy, distribution.economies.size()));
  }
  for (std::size_t i = 0; i < distribution.economies.size(); ++i) {
    const Amount& amount = distribution.economies[i];
    if (!amount) continue;
    if (!std::isfinite(*amount) || *amount < 0) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("the amount of economy {} is {}; allowed is 0 or more, or missing", i, *amount));
    }
    position.world = position.world.value_or(0) + *amount;
    if (i != economy) position.others += *amount;
    if (*amount > position.largest) {
      position.largest = *amount;
      position.leader = i;
    }
  }
  position.own = distribution.economies[economy];
  if (!distribution.world) return position;

  position.world = distribution.world;
  const double own = position.own.value_or(0);
  const double rest = *distribution.world - own;
  if (!std::isfinite(rest) || rest < 0) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("the world total {} is below the amount {} of economy {}",
                                                         *distribution.world, own, economy));
  }
  if (position.others > 0) {
    position.others_scale = rest / position.others;
  } else {
    position.unlisted = rest;
  }
  return position;
}

// What own, world and largest amount may truly be: one draw.
struct PositionDraw {
  double own = 0;
  double world = 0;
  double largest = 0;
};

PositionDraw Draw(const Distribution& distribution, std::size_t economy, const Position& position,
                  const ErrorDraw& error, Random& random) {
  PositionDraw draw;
  double others = 0;
  for (std::size_t i = 0; i < distribution.economies.size(); ++i) {
    if (!distribution.economies[i]) continue;
    const double amount = error(*distribution.economies[i], random);
    draw.largest = std::max(draw.largest, amount);
    (i == economy ? draw.own : others) += amount;
  }
  draw.world = draw.own + others * position.others_scale;
  if (position.unlisted > 0) draw.world += error(position.unlisted, random);
  return draw;
}

double Strength(double level, double size) { return (level - size) / (level + size); }

}  // namespace

std::string_view ToString(Station station) {
  static constexpr std::array<std::string_view, 8> kNames = {"discovery",  "invention", "crossing", "product",
                                                             "production", "trade",     "people",   "money"};
  return kNames[std::to_underlying(station)];
}

Result<StationStrength> MeasureStation(const StationInput& input, const DrawOptions& options) {
  if (options.draws < 1 || options.draws > 1'000'000) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("{} draws; allowed are 1 to 1000000", options.draws));
  }
  TENON_ASSIGN(const Position segment, Locate(*input.segment, input.economy));
  Position all;
  const bool adds = input.additivity == Additivity::kAdds && input.all != nullptr;
  if (adds) {
    TENON_ASSIGN(all, Locate(*input.all, input.economy));
  }

  StationStrength result;
  result.amount = segment.own;
  result.leader = segment.leader;
  result.world = segment.world;
  if (!segment.own || *segment.world == 0) return result;
  result.level = *segment.own / *segment.world;
  if (segment.largest > 0) result.distance = *segment.own / segment.largest;
  if (adds && all.own && *all.own > 0) {
    result.size = *all.own / *all.world;
    result.strength = Strength(*result.level, *result.size);
  }

  Random random(options.seed, options.stream);
  const ErrorDraw segment_error(input.segment->error);
  for (std::size_t d = 0; d < options.draws; ++d) {
    const PositionDraw drawn = Draw(*input.segment, input.economy, segment, segment_error, random);
    result.level_draws.push_back(drawn.own / drawn.world);
    if (result.distance) result.distance_draws.push_back(drawn.own / drawn.largest);
  }
  if (result.strength) {
    const ErrorDraw all_error(input.all->error);
    for (std::size_t d = 0; d < options.draws; ++d) {
      const PositionDraw drawn = Draw(*input.all, input.economy, all, all_error, random);
      result.strength_draws.push_back(Strength(result.level_draws[d], drawn.own / drawn.world));
    }
  }
  result.level_interval = IntervalAround(*result.level, result.level_draws);
  if (result.strength) result.strength_interval = IntervalAround(*result.strength, result.strength_draws);
  if (result.distance) result.distance_interval = IntervalAround(*result.distance, result.distance_draws);
  return result;
}

}  // namespace tenon::econ
