#ifndef TENON_ECON_DENSITY_H_
#define TENON_ECON_DENSITY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "econ/presence.h"
#include "econ/proximity.h"

namespace tenon::econ {

/// How much of the space around each activity each place has.
class Density {
 public:
  std::size_t places() const { return places_; }
  std::size_t activities() const { return around_.size(); }
  /// In 0..1; missing for an activity that is nowhere. Distance, in the words of the Atlas, is 1 - this.
  std::optional<double> At(std::uint32_t place, std::uint32_t activity) const {
    if (around_[activity] <= 0) return std::nullopt;
    return values_[activity * places_ + place];
  }
  /// sum_q phi_pq: how much space there is around an activity, itself included; 0 where it is nowhere.
  double Around(std::uint32_t activity) const { return around_[activity]; }

 private:
  friend Density MeasureDensity(const Presence& presence, ProximityMeasure measure);
  std::size_t places_ = 0;
  std::vector<double> values_;  // activities x places
  std::vector<double> around_;
};

/// Density (relatedness of a place to an activity):
///
///   d_cp = sum_q M_cq phi_pq / sum_q phi_pq
///
/// The sums run over all activities, p included: a place that has everything has density 1, one that has nothing 0.
/// No average over nearest neighbours: a sum over the k nearest must be divided by *their* proximities.
///
/// Complexity  as ApplyProximity with one column a place; 8 bytes a pair.
/// Reference   Hidalgo et al. 2007, doi 10.1126/science.1144581.
Density MeasureDensity(const Presence& presence, ProximityMeasure measure = ProximityMeasure::kMinimum);

/// Complexity outlook index: how much complexity lies near what a place does not have yet.
///
///   COI_c = sum_p d_cp (1 - M_cp) PCI_p
///
/// Activities without PCI are left out. Missing for a place that has nothing.
/// REQUIRES    pci: one for each activity.
/// Reference   Hausmann et al. 2014, The Atlas of Economic Complexity: the complexity outlook (first: opportunity
/// value).
std::vector<std::optional<double>> OutlookIndex(const Presence& presence, const Density& density,
                                                std::span<const std::optional<double>> pci);

/// Two formulas go by the name of complexity outlook (or opportunity) gain.
enum class OutlookGainForm {
  kAtlas,   ///< sum_q phi_pq / sum_r phi_qr (1 - M_cq) PCI_q, less d_cp PCI_p: what p gave to the outlook before
  kNearby,  ///< without that term
};

/// What the outlook of a place would gain from each activity it does not have.
///
/// Shape       one for each activity; missing for those the place has, those without PCI, and all if it has nothing.
/// REQUIRES    density made from the same presence and measure; pci: one for each activity.
/// Complexity  O(ones + places x distinct ubiquities).
/// Reference   as OutlookIndex.
std::vector<std::optional<double>> OutlookGain(const Presence& presence, const Density& density,
                                               ProximityMeasure measure, std::span<const std::optional<double>> pci,
                                               std::uint32_t place, OutlookGainForm form = OutlookGainForm::kAtlas);

}  // namespace tenon::econ

#endif  // TENON_ECON_DENSITY_H_
