#include "econ/break.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tenon::econ {
namespace {

Status CheckProfile(const StationProfile& profile) {
  std::size_t draws = 0;
  for (std::size_t i = 0; i < profile.size(); ++i) {
    if (!OnTheWay(profile[i].station) || (i > 0 && profile[i].station <= profile[i - 1].station)) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("station {} ({}) is beside the way or out of order", i, ToString(profile[i].station)));
    }
    if (profile[i].draws.empty()) continue;
    if (draws != 0 && profile[i].draws.size() != draws) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("{} has {} draws, a station before it {}", ToString(profile[i].station),
                              profile[i].draws.size(), draws));
    }
    draws = profile[i].draws.size();
  }
  return {};
}

Status CheckOptions(const BreakOptions& options) {
  const auto within = [](double value, double low, double high) { return value >= low && value <= high; };
  if (!within(options.delta, 0, 2) || !within(options.delta_low, 0, 2) ||
      !within(options.delta_high, options.delta_low, 2)) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("delta {} (robustness {} to {}); allowed is 0 to 2, the lower end first", options.delta,
                            options.delta_low, options.delta_high));
  }
  if (!within(options.probability, 0.5, 1)) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("probability {}; allowed is 0.5 to 1", options.probability));
  }
  if (options.draws < 1 || options.draws > 1'000'000) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("{} draws; allowed are 1 to 1000000", options.draws));
  }
  return {};
}

// What kind a break is that lands here.
BreakKind KindOfLanding(Station to) {
  switch (to) {
    case Station::kInvention:
    case Station::kCrossing:
      return BreakKind::kStuckAtPaper;
    case Station::kProduct:
    case Station::kProduction:
      return BreakKind::kStuckBeforePlant;
    default:
      return BreakKind::kDoesNotSell;
  }
}

std::vector<BreakKind> KindsOf(const Step& step) {
  if (!step.from) return {step.to == Station::kDiscovery ? BreakKind::kNoRoot : BreakKind::kStartsBelow};
  std::vector<BreakKind> kinds;
  int first = std::to_underlying(*step.from) + 1;
  // Strong invention and a weak product is one kind, whatever the crossing between them would show.
  if (step.from == Station::kInvention && step.to > Station::kCrossing) first = std::to_underlying(Station::kProduct);
  for (int landing = first; landing <= std::to_underlying(step.to); ++landing) {
    const BreakKind kind = KindOfLanding(static_cast<Station>(landing));
    if (kinds.empty() || kinds.back() != kind) kinds.push_back(kind);
  }
  return kinds;
}

const StationReading* Find(const StationProfile& profile, Station station) {
  const auto found = std::ranges::find(profile, station, &StationReading::station);
  return found != profile.end() && found->strength ? &*found : nullptr;
}

// Draws of the fall at this step, sorted; empty where an end of the step has no draws.
std::vector<double> SortedFalls(const StationProfile& profile, const Step& step) {
  const StationReading* to = Find(profile, step.to);
  const StationReading* from = step.from ? Find(profile, *step.from) : nullptr;
  if (to == nullptr || to->draws.empty() || (step.from && (from == nullptr || from->draws.empty()))) return {};
  std::vector<double> falls(to->draws.size());
  for (std::size_t d = 0; d < falls.size(); ++d) falls[d] = (from != nullptr ? from->draws[d] : 0) - to->draws[d];
  std::ranges::sort(falls);
  return falls;
}

double ProbabilityAbove(const std::vector<double>& sorted_falls, double delta) {
  const auto above = sorted_falls.end() - std::ranges::upper_bound(sorted_falls, delta);
  return static_cast<double>(above) / static_cast<double>(sorted_falls.size());
}

double Robustness(const std::vector<std::vector<double>>& settings, const BreakOptions& options, std::uint64_t stream) {
  Random random(options.seed, stream);
  std::size_t stays = 0;
  for (std::size_t draw = 0; draw < options.draws; ++draw) {
    const auto& falls = settings[random.Below(settings.size())];
    const double delta = random.Uniform(options.delta_low, options.delta_high);
    if (ProbabilityAbove(falls, delta) >= options.probability) ++stays;
  }
  return static_cast<double>(stays) / static_cast<double>(options.draws);
}

void Judge(Step& step, const StationProfile& base, std::span<const StationProfile> variants,
           const BreakOptions& options) {
  step.kinds = KindsOf(step);
  step.margin = step.fall - options.delta;
  std::vector<double> falls = SortedFalls(base, step);
  if (falls.empty()) {
    step.state = StepState::kNoInterval;
    return;
  }
  step.fall_interval = IntervalAround(step.fall, falls);
  step.probability = ProbabilityAbove(falls, options.delta);
  if (*step.probability >= options.probability) {
    step.state = StepState::kBreak;
  } else if (*step.probability > 0.5) {
    step.state = StepState::kUncertain;
  }
  std::vector<std::vector<double>> settings = {std::move(falls)};
  for (const StationProfile& variant : variants) {
    if (auto other = SortedFalls(variant, step); !other.empty()) settings.push_back(std::move(other));
  }
  step.robustness = Robustness(settings, options, std::to_underlying(step.to));
}

}  // namespace

std::string_view ToString(BreakKind kind) {
  static constexpr std::array<std::string_view, 5> kNames = {"no_root", "stuck_at_paper", "stuck_before_plant",
                                                             "does_not_sell", "starts_below"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view ToString(StepState state) {
  static constexpr std::array<std::string_view, 4> kNames = {"break", "uncertain", "none", "no_interval"};
  return kNames[static_cast<std::size_t>(state)];
}

Result<std::vector<Step>> FindBreaks(const StationProfile& base, std::span<const StationProfile> variants,
                                     const BreakOptions& options) {
  TENON_CHECK(CheckOptions(options));
  TENON_CHECK(CheckProfile(base));
  for (const StationProfile& variant : variants) TENON_CHECK(CheckProfile(variant));

  std::vector<Step> steps;
  const StationReading* before = nullptr;
  for (const StationReading& reading : base) {
    if (!reading.strength) continue;
    Step step;
    step.to = reading.station;
    if (before != nullptr) {
      step.from = before->station;
      step.across_missing = std::to_underlying(step.to) - std::to_underlying(*step.from) > 1;
    }
    step.fall = (before != nullptr ? *before->strength : 0) - *reading.strength;
    Judge(step, base, variants, options);
    steps.push_back(std::move(step));
    before = &reading;
  }
  return steps;
}

const Step* DeepestBreak(std::span<const Step> steps) {
  const Step* deepest = nullptr;
  for (const Step& step : steps) {
    if (step.state == StepState::kBreak && (deepest == nullptr || step.fall > deepest->fall)) deepest = &step;
  }
  return deepest;
}

}  // namespace tenon::econ
