#include "econ/shortage.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "econ/rank.h"
#include "econ/shortage_check.h"

namespace tenon::econ {
namespace {

using PartValues = std::array<std::optional<double>, kNumParts>;
constexpr std::array kFewSellers = {Part::kSupplierHhi, Part::kTopShare};
constexpr std::array kSupplierParts = {Part::kSupplierHhi, Part::kTopShare, Part::kImportShare, Part::kLookThrough};
constexpr std::array kCapabilityParts = {Part::kDiscovery, Part::kInvention, Part::kProduction};

constexpr std::size_t Index(Part part) { return static_cast<std::size_t>(part); }

// How raw parts become scores: fixed for the published value, varied from draw to draw.
struct Scale {
  RampEnds hhi, top_share, import_share, look_through;
  double leverage_weight = 0.5;
  std::array<double, 3> weights = {1, 1, 1};
};

Scale PublishedScale(const ShortageOptions& options) {
  return {options.hhi,          options.top_share,       options.import_share,
          options.look_through, options.leverage_weight, {1, 1, 1}};
}

std::vector<Scale> DrawScales(const ShortageOptions& options) {
  Random random(options.seed, ~std::uint64_t{0});  // no segment has this stream
  const auto vary = [&](RampEnds ends) {
    const double low = random.Uniform(1 - options.ramp_spread, 1 + options.ramp_spread);
    const double high = random.Uniform(1 - options.ramp_spread, 1 + options.ramp_spread);
    return RampEnds{ends.low * low, ends.high * high};
  };
  const std::array shapes = {options.weight_shape, options.weight_shape, options.weight_shape};
  std::vector<Scale> scales(options.draws, PublishedScale(options));
  for (Scale& scale : scales) {
    const auto weights = random.Dirichlet(shapes);
    std::ranges::copy(weights, scale.weights.begin());
    for (RampEnds* ends : {&scale.hhi, &scale.top_share, &scale.import_share, &scale.look_through}) *ends = vary(*ends);
  }
  return scales;
}

std::optional<double> ScorePart(Part part, const std::optional<double>& raw, const Scale& scale) {
  if (!raw) return std::nullopt;
  switch (part) {
    case Part::kSupplierHhi:
      return Ramp(*raw, scale.hhi);
    case Part::kTopShare:
      return Ramp(*raw, scale.top_share);
    case Part::kImportShare:
      return Ramp(*raw, scale.import_share);
    case Part::kLookThrough:
      return Ramp(*raw, scale.look_through);
    default:
      return raw;
  }
}

PartValues ScoreParts(const PartValues& raw, const Scale& scale) {
  PartValues scored;
  for (std::size_t i = 0; i < kNumParts; ++i) scored[i] = ScorePart(static_cast<Part>(i), raw[i], scale);
  return scored;
}

struct Scores {
  std::optional<double> denial, scarcity, incapacity, overall, supplier_scarcity;
};

Scores Combine(const PartValues& scored, const Scale& scale, double exponent) {
  const auto part = [&](Part which) { return scored[Index(which)]; };
  Scores scores;
  if (part(Part::kWithheldSupply) || part(Part::kForeignPatents)) {
    scores.denial = 1 - (1 - part(Part::kWithheldSupply).value_or(0)) * (1 - part(Part::kForeignPatents).value_or(0));
  }
  std::array<std::optional<double>, 5> sellers;
  std::ranges::transform(kSupplierParts, sellers.begin(), part);
  const bool supplied = PowerMean(sellers, {}, exponent).has_value();
  sellers.back() = part(Part::kSinglePoint);
  if (supplied) scores.scarcity = PowerMean(sellers, {}, exponent);
  scores.supplier_scarcity = PowerMean(std::array{part(kFewSellers[0]), part(kFewSellers[1])}, {}, exponent);

  std::array<std::optional<double>, 3> capabilities;
  std::ranges::transform(kCapabilityParts, capabilities.begin(), part);
  if (const auto capability = PowerMean(capabilities, {}, 1)) {
    scores.incapacity =
        std::clamp(1 - *capability - scale.leverage_weight * part(Part::kLeverage).value_or(0), 0.0, 1.0);
  }
  scores.overall = PowerMean(std::array{scores.denial, scores.scarcity, scores.incapacity}, scale.weights, exponent);
  return scores;
}

// The segments of one group, measured once.
struct Unit {
  const SegmentEvidence* evidence = nullptr;
  std::optional<bool> single_point;
  std::size_t first = 0;  // position of the segment whose evidence it is
};

// Raw parts of a unit: as published, and drawn.
class PartSampler {
 public:
  explicit PartSampler(const Unit& unit) : evidence_(*unit.evidence), single_point_(unit.single_point) {
    if (evidence_.supply) {
      supply_.emplace(*evidence_.supply, evidence_.supply_error, evidence_.withholding.value_or(Withholding{}));
    }
    if (evidence_.patents && evidence_.home && evidence_.patents->named[*evidence_.home]) {
      patents_.emplace(*evidence_.patents, evidence_.patents_error, Withholding{}, evidence_.home);
    }
  }

  PartValues Published() const {
    PartValues raw;
    const auto set = [&](Part part, std::optional<double> value) { raw[Index(part)] = value; };
    if (evidence_.withholding) {
      const auto& flags = evidence_.withholding->suppliers;
      const bool none = !evidence_.withholding->unlisted && std::ranges::find(flags, true) == flags.end();
      if (none) {
        set(Part::kWithheldSupply, 0);
      } else if (supply_) {
        set(Part::kWithheldSupply, supply_->Withheld());
      }
    }
    if (evidence_.supply) {
      const Concentration concentration = *MeasureConcentration(*evidence_.supply);
      set(Part::kSupplierHhi, concentration.hhi);
      set(Part::kTopShare, concentration.top_share);
    }
    if (patents_) set(Part::kForeignPatents, ForeignPatents());
    if (evidence_.import_share) set(Part::kImportShare, evidence_.import_share->value);
    if (single_point_) set(Part::kSinglePoint, *single_point_ ? raw[Index(Part::kImportShare)].value_or(1) : 0);
    if (evidence_.look_through) set(Part::kLookThrough, evidence_.look_through->value);
    if (evidence_.discovery) set(Part::kDiscovery, evidence_.discovery->value);
    if (evidence_.invention) set(Part::kInvention, evidence_.invention->value);
    if (evidence_.production) set(Part::kProduction, evidence_.production->value);
    set(Part::kLeverage, evidence_.leverage);
    return raw;
  }

  /// Draw d of the parts that `published` has.
  PartValues Draw(std::size_t d, const PartValues& published, Random& random) const {
    PartValues raw = published;
    if (supply_) {
      const SupplyDraw supply = supply_->Draw(random);
      Replace(raw, Part::kSupplierHhi, supply.hhi);
      Replace(raw, Part::kTopShare, supply.top_share);
      if (published[Index(Part::kWithheldSupply)].value_or(0) > 0 ||
          (evidence_.withholding && evidence_.withholding->unlisted)) {
        Replace(raw, Part::kWithheldSupply, supply.withheld);
      }
    }
    if (patents_) {
      const SupplyDraw patents = patents_->Draw(random);
      Replace(raw, Part::kForeignPatents, (1 - patents.set_apart) * patents.hhi);
    }
    if (evidence_.import_share) {
      raw[Index(Part::kImportShare)] = DrawShare(*evidence_.import_share, random);
      if (single_point_.value_or(false)) raw[Index(Part::kSinglePoint)] = raw[Index(Part::kImportShare)];
    }
    if (evidence_.look_through) Replace(raw, Part::kLookThrough, DrawShare(*evidence_.look_through, random));
    for (const auto& [part, capability] :
         {std::pair{Part::kDiscovery, &evidence_.discovery}, std::pair{Part::kInvention, &evidence_.invention},
          std::pair{Part::kProduction, &evidence_.production}}) {
      if (*capability && !(*capability)->draws.empty()) Replace(raw, part, (*capability)->draws[d]);
    }
    return raw;
  }

 private:
  // Foreign-held share x HHI of those holders; nothing held abroad is 0, holders without a name are missing.
  std::optional<double> ForeignPatents() const {
    Supply foreign = *evidence_.patents;
    const double home = *std::exchange(foreign.named[*evidence_.home], 0.0);
    double whole = home + foreign.residual;
    for (const Amount& amount : foreign.named) whole += amount.value_or(0);
    if (foreign.whole == Supply::Whole::kOne) whole = std::max(1.0, whole);
    if (whole == 0) return std::nullopt;
    if (home == whole) return 0;
    const Concentration holders = *MeasureConcentration(foreign);
    if (!holders.hhi) return std::nullopt;
    return (1 - home / whole) * *holders.hhi;
  }

  static void Replace(PartValues& raw, Part part, double value) {
    if (raw[Index(part)]) raw[Index(part)] = value;
  }
  static double DrawShare(const ForeignShare& share, Random& random) {
    const ErrorDraw error(share.error);
    const double foreign = error(share.value, random);
    return foreign / (foreign + error(1 - share.value, random));
  }

  const SegmentEvidence& evidence_;
  std::optional<bool> single_point_;
  std::optional<SupplySampler> supply_, patents_;
};

// Parts without data are unknown, hence uniform; a place in the graph is known, or is no question.
void FillUnknown(PartValues& scored, Random& random) {
  for (std::size_t i = 0; i < kNumParts; ++i) {
    if (!scored[i] && i != Index(Part::kSinglePoint)) scored[i] = random.Uniform();
  }
}

SegmentShortage MeasureUnit(const Unit& unit, const ShortageOptions& options, const std::vector<Scale>& scales) {
  SegmentShortage result;
  const PartSampler sampler(unit);
  const PartValues raw = sampler.Published();
  const Scale published = PublishedScale(options);
  const PartValues scored = ScoreParts(raw, published);
  const Scores scores = Combine(scored, published, options.exponent);

  std::array<std::vector<double>, kNumParts> part_draws;
  std::vector<double> denial, scarcity, incapacity, overall;
  std::size_t choked = 0;
  Random random(options.seed, unit.first);
  for (std::size_t d = 0; d < options.draws; ++d) {
    const PartValues drawn = sampler.Draw(d, raw, random);
    for (std::size_t i = 0; i < kNumParts; ++i) {
      if (drawn[i]) part_draws[i].push_back(*drawn[i]);
    }
    PartValues varied = ScoreParts(drawn, scales[d]);
    const Scores known = Combine(varied, scales[d], options.exponent);
    if (std::max(known.supplier_scarcity.value_or(0), known.denial.value_or(0)) >= options.choked_threshold) ++choked;
    FillUnknown(varied, random);
    const Scores all = Combine(varied, scales[d], options.exponent);
    denial.push_back(*all.denial);
    scarcity.push_back(*all.scarcity);
    incapacity.push_back(*all.incapacity);
    overall.push_back(*all.overall);
  }

  for (std::size_t i = 0; i < kNumParts; ++i) {
    result.parts[i] = {raw[i], scored[i], std::nullopt};
    if (raw[i]) result.parts[i].raw_interval = IntervalAround(*raw[i], part_draws[i]);
  }
  const auto score = [](std::optional<double> value, const std::vector<double>& draws) {
    return Score{value, value ? IntervalAround(*value, draws) : std::nullopt};
  };
  result.denial = score(scores.denial, denial);
  result.scarcity = score(scores.scarcity, scarcity);
  result.incapacity = score(scores.incapacity, incapacity);
  result.overall = score(scores.overall, overall);
  result.supplier_scarcity = scores.supplier_scarcity;
  if (scores.supplier_scarcity || scores.denial) {
    result.choked_probability = static_cast<double>(choked) / static_cast<double>(options.draws);
  }
  if (scores.overall) result.overall_draws = std::move(overall);
  if (scores.scarcity) result.scarcity_draws = std::move(scarcity);
  result.withheld_draws = std::move(part_draws[Index(Part::kWithheldSupply)]);
  return result;
}

}  // namespace

double Ramp(double x, RampEnds ends) {
  if (ends.high <= ends.low) return x > ends.low ? 1 : 0;
  return std::clamp((x - ends.low) / (ends.high - ends.low), 0.0, 1.0);
}

std::optional<double> PowerMean(std::span<const std::optional<double>> values, std::span<const double> weights,
                                double exponent) {
  double sum = 0;
  double weight_sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) continue;
    const double value = *values[i];
    const double weight = weights.empty() ? 1 : weights[i];
    weight_sum += weight;
    sum += weight * (exponent == 1 ? value : exponent == 3 ? value * value * value : std::pow(value, exponent));
  }
  if (weight_sum == 0) return std::nullopt;
  const double mean = sum / weight_sum;
  return exponent == 1 ? mean : exponent == 3 ? std::cbrt(mean) : std::pow(mean, 1 / exponent);
}

std::string_view ToString(Part part) {
  static constexpr std::array<std::string_view, kNumParts> kNames = {
      "withheld_supply", "foreign_patents", "supplier_hhi", "top_share",  "import_share", "single_point",
      "look_through",    "discovery",       "invention",    "production", "leverage"};
  return kNames[Index(part)];
}

std::string_view ToString(SubScore score) {
  static constexpr std::array<std::string_view, 3> kNames = {"denial", "scarcity", "incapacity"};
  return kNames[static_cast<std::size_t>(score)];
}

SubScore SubScoreOf(Part part) {
  if (part <= Part::kForeignPatents) return SubScore::kDenial;
  return part <= Part::kLookThrough ? SubScore::kScarcity : SubScore::kIncapacity;
}

std::optional<Capability> CapabilityOf(const StationStrength& station) {
  if (!station.strength && !station.distance) return std::nullopt;
  const bool strength = station.strength.has_value();
  const auto scale = [&](double value) { return strength ? (value + 1) / 2 : std::min(1.0, value); };
  Capability capability{scale(strength ? *station.strength : *station.distance),
                        strength ? station.strength_draws : station.distance_draws};
  std::ranges::transform(capability.draws, capability.draws.begin(), scale);
  return capability;
}

Result<std::vector<SegmentShortage>> MeasureShortage(std::span<const SegmentEvidence> segments,
                                                     const ShortageOptions& options) {
  TENON_CHECK(CheckShortageInput(segments, options));
  std::vector<Unit> units;
  std::vector<std::size_t> unit_of(segments.size());
  std::map<std::size_t, std::size_t> unit_of_group;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    std::size_t place = units.size();
    if (segments[i].group) place = unit_of_group.try_emplace(*segments[i].group, place).first->second;
    if (place == units.size()) units.push_back({&segments[i], std::nullopt, i});
    if (segments[i].single_point) {
      units[place].single_point = units[place].single_point.value_or(false) || *segments[i].single_point;
    }
    unit_of[i] = place;
  }

  const std::vector<Scale> scales = DrawScales(options);
  std::vector<SegmentShortage> results;
  results.reserve(units.size());
  for (const Unit& unit : units) results.push_back(MeasureUnit(unit, options, scales));

  RankInput input;
  input.members.resize(units.size());
  for (const std::size_t unit : unit_of) ++input.members[unit];
  for (const SegmentShortage& result : results) {
    input.values.push_back(result.overall.value);
    input.draws.push_back(result.overall_draws);
  }
  const std::vector<RankInterval> ranks = RankByDraws(input, options.draws, options.first);

  std::vector<SegmentShortage> shortages;
  shortages.reserve(segments.size());
  for (const std::size_t unit : unit_of) {
    SegmentShortage& shortage = shortages.emplace_back(results[unit]);
    shortage.rank = ranks[unit].rank;
    shortage.rank_low = ranks[unit].low;
    shortage.rank_high = ranks[unit].high;
    shortage.first_probability = ranks[unit].first_probability;
  }
  return shortages;
}

}  // namespace tenon::econ
