#include "econ/density.h"

namespace tenon::econ {

Density MeasureDensity(const Presence& presence, ProximityMeasure measure) {
  Density density;
  density.places_ = presence.places();
  const std::size_t activities = presence.activities();
  density.around_ = ApplyProximity(presence, measure, std::vector<double>(activities, 1.0), 1);
  std::vector<double> has(activities * density.places_);
  for (std::uint32_t p = 0; p < activities; ++p) {
    for (const std::uint32_t place : presence.PlacesOf(p)) has[p * density.places_ + place] = 1;
  }
  density.values_ = ApplyProximity(presence, measure, has, density.places_);
  for (std::size_t p = 0; p < activities; ++p) {
    for (std::size_t c = 0; c < density.places_ && density.around_[p] > 0; ++c) {
      density.values_[p * density.places_ + c] /= density.around_[p];
    }
  }
  return density;
}

std::vector<std::optional<double>> OutlookIndex(const Presence& presence, const Density& density,
                                                std::span<const std::optional<double>> pci) {
  std::vector<std::optional<double>> outlook(presence.places());
  for (std::uint32_t place = 0; place < outlook.size(); ++place) {
    if (presence.diversity(place) == 0) continue;
    double sum = 0;
    for (std::uint32_t p = 0; p < pci.size(); ++p) {
      const auto near = density.At(place, p);
      if (near && pci[p] && !presence.Has(place, p)) sum += *near * *pci[p];
    }
    outlook[place] = sum;
  }
  return outlook;
}

std::vector<std::optional<double>> OutlookGain(const Presence& presence, const Density& density,
                                               ProximityMeasure measure, std::span<const std::optional<double>> pci,
                                               std::uint32_t place, OutlookGainForm form) {
  std::vector<std::optional<double>> gains(presence.activities());
  if (presence.diversity(place) == 0) return gains;
  const auto open = [&](std::uint32_t p) { return pci[p] && presence.ubiquity(p) > 0 && !presence.Has(place, p); };
  std::vector<double> worth(presence.activities());
  for (std::uint32_t p = 0; p < worth.size(); ++p) {
    if (open(p)) worth[p] = *pci[p] / density.Around(p);
  }
  const std::vector<double> nearby = ApplyProximity(presence, measure, worth, 1);
  for (std::uint32_t p = 0; p < gains.size(); ++p) {
    if (!open(p)) continue;
    const double before = form == OutlookGainForm::kAtlas ? *density.At(place, p) * *pci[p] : 0;
    gains[p] = nearby[p] - before;
  }
  return gains;
}

}  // namespace tenon::econ
