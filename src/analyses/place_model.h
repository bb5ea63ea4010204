#ifndef TENON_ANALYSES_PLACE_MODEL_H_
#define TENON_ANALYSES_PLACE_MODEL_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analyses/activities.h"
#include "econ/advice.h"
#include "econ/density.h"
#include "tenon/error.h"

namespace tenon::analyses {

/// Places x activities with values that may be missing, place by place.
class PlaceValues {
 public:
  PlaceValues() = default;
  PlaceValues(std::size_t places, std::size_t activities) : activities_(activities), values_(places * activities) {}
  std::optional<double>& At(std::uint32_t place, std::uint32_t activity) {
    return values_[place * activities_ + activity];
  }
  std::span<const std::optional<double>> Row(std::uint32_t place) const {
    return std::span(values_).subspan(place * activities_, activities_);
  }

 private:
  std::size_t activities_ = 0;
  std::vector<std::optional<double>> values_;
};

/// What is known of all places at the end of a year, and nothing later.
struct PlaceModel {
  Activities data;
  std::vector<std::optional<double>> complexity;  ///< PCI by activity
  std::vector<std::optional<double>> eci;         ///< by place
  econ::Density density;
  PlaceValues advantage;  ///< RCA in the year; missing where the place or the activity has nothing, or is not known
  PlaceValues earlier;    ///< RCA in `first_year`
  PlaceValues highest;    ///< of the years from first_year on
  std::int64_t first_year = 0;

  /// Density of one place to every activity.
  std::vector<std::optional<double>> DensityOf(std::uint32_t place) const;
  econ::PlaceAdvice Advise(std::uint32_t place, const econ::AdviceOptions& options,
                           std::span<const std::optional<bool>> rising = {}) const;
};

/// RCA of every pair of one year, numbered as in `data`.
PlaceValues AdvantagesOf(const Activities& data);

/// Reads the year and those before it that lie within `look_back` years, the year included.
/// Errors  NotFound: no rows, or the complexity is not determined by this sample.
Result<PlaceModel> ModelPlaces(const Question& question, const ActivitySource& chosen, std::int64_t year,
                               std::int64_t look_back, econ::ProximityMeasure measure);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_PLACE_MODEL_H_
