#include "analyses/reading.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "analyses/measure.h"
#include "base/random.h"
#include "fmt/format.h"

namespace tenon::analyses {
namespace {

/// The years to add up: those of the window in which the economy has an amount.
std::vector<int> YearsOf(const Series& series, const Measure& measure, const ReadingOptions& options) {
  if (series.years.empty()) return {};
  const int last = series.years.rbegin()->first;
  const bool adds = measure.additivity() == econ::Additivity::kAdds;
  const int first = adds ? last - options.window + 1 : last;
  std::vector<int> years;
  for (const auto& [year, cell] : series.years) {
    if (year < first) continue;
    const auto own = cell.economies.find(options.economy);
    const bool known = own != cell.economies.end() && own->second.has_value();
    const bool in_residual = own == cell.economies.end() && measure.absence == Measure::Absence::kInResidual;
    if (known || in_residual) years.push_back(year);
  }
  return years;
}

/// Amounts of these years by economy; `names` is the list both distributions share.
econ::Distribution Add(const Series& series, const std::vector<int>& years, const std::vector<std::string>& names,
                       Measure::Kind kind, const econ::ErrorModel& error) {
  econ::Distribution distribution;
  distribution.error = error;
  distribution.economies.resize(names.size());
  double stated = 0, listed = 0;
  bool all_stated = true;
  for (const int year : years) {
    const auto cell = series.years.find(year);
    if (cell == series.years.end()) {
      all_stated = false;
      continue;
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto found = cell->second.economies.find(names[i]);
      if (found == cell->second.economies.end() || !found->second) continue;
      distribution.economies[i] = distribution.economies[i].value_or(0) + *found->second;
      listed += *found->second;
    }
    listed += cell->second.residual;
    if (cell->second.world) stated += *cell->second.world;
    all_stated = all_stated && cell->second.world.has_value();
  }
  if (all_stated) {
    distribution.world = stated;
  } else {
    distribution.world = kind == Measure::Kind::kShare ? std::max(1.0, listed) : listed;
  }
  return distribution;
}

std::vector<std::string> NamesIn(const Series& series, const std::vector<int>& years, const std::string& economy) {
  std::set<std::string> names = {economy};
  for (const int year : years) {
    for (const auto& [name, amount] : series.years.at(year).economies) names.insert(name);
  }
  return {names.begin(), names.end()};
}

double SumOf(const Series& series, const std::vector<int>& years, const std::string& economy) {
  double sum = 0;
  for (const int year : years) {
    const auto cell = series.years.find(year);
    if (cell == series.years.end()) continue;
    const auto found = cell->second.economies.find(economy);
    if (found != cell->second.economies.end()) sum += found->second.value_or(0);
  }
  return sum;
}

/// The source's own totals where the economy's items add up to them.
const Series& SizeOf(const ChainAmounts& amounts, std::size_t basis, const std::vector<int>& years,
                     const ReadingOptions& options, std::string& warning) {
  const Series& fields = amounts.size[basis];
  const Series& stated = amounts.stated[basis];
  const double total = SumOf(stated, years, options.economy);
  if (total <= 0) return fields;
  const double sum = SumOf(fields, years, options.economy);
  if (std::abs(sum / total - 1) <= kSizeTolerance) return stated;
  warning = fmt::format(
      "the fields of {} add up to {:.1f} % of the source's own total in {}-{}: the sum of fields is used as its size",
      options.economy, 100 * sum / total, years.front(), years.back());
  return fields;
}

/// The economy stands somewhere in the residual: anything between nothing and all of it.
void SpreadOverResidual(const econ::Distribution& distribution, const ReadingOptions& options, std::size_t stream,
                        econ::StationStrength& strength) {
  double named = 0, largest = 0;
  for (const auto& amount : distribution.economies) {
    named += amount.value_or(0);
    largest = std::max(largest, amount.value_or(0));
  }
  const double world = distribution.world.value_or(0);
  if (world <= 0 || largest <= 0) return;
  const double open = std::max(0.0, world - named) / world;
  Random random(options.seed, stream);
  for (std::size_t d = 0; d < strength.level_draws.size(); ++d) {
    strength.level_draws[d] = open * random.Uniform();
    if (d < strength.distance_draws.size()) {
      strength.distance_draws[d] = std::min(1.0, strength.level_draws[d] * world / largest);
    }
  }
  strength.level_interval = econ::IntervalOf(strength.level_draws);
  strength.distance_interval = econ::IntervalOf(strength.distance_draws);
}

}  // namespace

econ::ErrorModel ErrorOf(const Basis& basis) {
  const econ::ErrorModel error =
      Measures()[basis.measure].kind == Measure::Kind::kCount ? econ::CountError() : econ::ValueError();
  return basis.relation == Relation::kGroup ? econ::ForGroup(error) : error;
}

Result<Reading> ReadBasis(const ChainEvidence& evidence, const ChainAmounts& amounts, std::size_t basis,
                          const ReadingOptions& options) {
  const Measure& measure = Measures()[evidence.bases[basis].measure];
  const Series& series = amounts.of_basis[basis];
  Reading reading;
  reading.basis = basis;
  std::vector<int> years = YearsOf(series, measure, options);
  const bool known = !years.empty();
  if (!known) {
    if (series.years.empty()) return reading;
    years = {series.years.rbegin()->first};  // for the world and its leader
  }
  reading.first_year = years.front();
  reading.last_year = years.back();

  const auto names = NamesIn(series, years, options.economy);
  econ::Distribution segment = Add(series, years, names, measure.kind, ErrorOf(evidence.bases[basis]));
  econ::Distribution all;
  econ::StationInput input{.segment = &segment, .all = nullptr, .economy = 0, .additivity = measure.additivity()};
  input.economy = static_cast<std::size_t>(std::ranges::find(names, options.economy) - names.begin());
  const bool named = segment.economies[input.economy].has_value();
  if (known && !named) segment.economies[input.economy] = 0;
  if (measure.additivity() == econ::Additivity::kAdds) {
    const Series& size = SizeOf(amounts, basis, years, options, reading.warning);
    // An economy without a size in the same years has no strength; the world's size is that of the same years.
    if (std::ranges::all_of(years, [&](int year) { return size.years.contains(year); })) {
      const econ::ErrorModel error = measure.kind == Measure::Kind::kCount ? econ::CountError() : econ::ValueError();
      all = Add(size, years, names, measure.kind, error);
      input.all = &all;
    }
  }
  const econ::DrawOptions draws{.draws = options.draws, .seed = options.seed, .stream = basis};
  TENON_ASSIGN(reading.strength, econ::MeasureStation(input, draws));
  if (reading.strength.leader) reading.leader = names[*reading.strength.leader];
  if (known) reading.state = named ? Reading::State::kData : Reading::State::kNotNamed;
  if (reading.state == Reading::State::kNotNamed) SpreadOverResidual(segment, options, basis, reading.strength);
  return reading;
}

}  // namespace tenon::analyses
