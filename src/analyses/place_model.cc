#include "analyses/place_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "econ/complexity_index.h"

namespace tenon::analyses {

PlaceValues AdvantagesOf(const Activities& data) {
  PlaceValues values(data.places.size(), data.activities.size());
  for (std::uint32_t place = 0; place < data.places.size(); ++place) {
    for (std::uint32_t p = 0; p < data.activities.size(); ++p) {
      if (data.table.place_total(place) > 0 && data.table.activity_total(p) > 0) values.At(place, p) = 0;
    }
  }
  const auto advantages = econ::RevealedAdvantages(data.table);
  for (std::size_t i = 0; i < advantages.size(); ++i) {
    const econ::ActivityCell& cell = data.table.cells()[i];
    auto& value = values.At(cell.place, cell.activity);
    if (value) value = advantages[i];
  }
  for (const auto& [place, activity] : data.unknown) values.At(place, activity).reset();
  return values;
}

std::vector<std::optional<double>> PlaceModel::DensityOf(std::uint32_t place) const {
  std::vector<std::optional<double>> densities(data.activities.size());
  for (std::uint32_t p = 0; p < densities.size(); ++p) densities[p] = density.At(place, p);
  return densities;
}

econ::PlaceAdvice PlaceModel::Advise(std::uint32_t place, const econ::AdviceOptions& options,
                                     std::span<const std::optional<bool>> rising) const {
  const auto densities = DensityOf(place);
  return econ::AdvisePlace(
      {advantage.Row(place), earlier.Row(place), highest.Row(place), densities, complexity, rising}, options);
}

Result<PlaceModel> ModelPlaces(const Question& question, const ActivitySource& chosen, std::int64_t year,
                               std::int64_t look_back, econ::ProximityMeasure measure) {
  PlaceModel model;
  TENON_ASSIGN(model.data, ReadActivities(question, chosen, year));
  TENON_ASSIGN(econ::ComplexityIndex index, econ::MeasureComplexityIndex(model.data.presence));
  if (index.state != econ::IndexState::kDetermined) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("the complexity of activities is not determined by the sample of {}: it has too few places "
                            "or activities, or falls into equal parts; widen it (--codes, --kind, --economy, minima)",
                            year));
  }
  model.complexity = std::move(index.pci);
  model.eci = std::move(index.eci);
  model.density = econ::MeasureDensity(model.data.presence, measure);
  model.advantage = AdvantagesOf(model.data);
  model.highest = model.advantage;
  model.first_year = year;
  for (const std::int64_t past : chosen.years) {
    if (past <= year - look_back || past >= year) continue;
    TENON_ASSIGN(const Activities then, ReadActivities(question, chosen, past));
    const PlaceValues advantages = AdvantagesOf(then);
    const bool first = model.first_year == year;
    if (first) {
      model.first_year = past;
      model.earlier = PlaceValues(model.data.places.size(), model.data.activities.size());
    }
    std::vector<std::optional<std::uint32_t>> number;
    for (const std::string& activity : model.data.activities) number.push_back(then.Activity(activity));
    for (std::uint32_t place = 0; place < model.data.places.size(); ++place) {
      const auto old_place = then.Place(model.data.places[place]);
      if (!old_place) continue;
      const auto row = advantages.Row(*old_place);
      for (std::uint32_t p = 0; p < number.size(); ++p) {
        const auto value = number[p] ? row[*number[p]] : std::nullopt;
        if (first) model.earlier.At(place, p) = value;
        auto& highest = model.highest.At(place, p);
        if (value) highest = std::max(highest.value_or(0), *value);
      }
    }
  }
  if (model.first_year == year) model.earlier = model.advantage;
  return model;
}

}  // namespace tenon::analyses
