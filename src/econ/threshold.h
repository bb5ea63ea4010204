#ifndef TENON_ECON_THRESHOLD_H_
#define TENON_ECON_THRESHOLD_H_

#include <cstddef>
#include <optional>
#include <span>

#include "econ/amount.h"

namespace tenon::econ {

/// A flag over the years, and how near it is to turning.
struct Persistence {
  std::optional<bool> flag;      ///< in the last year; missing if that year has no data
  std::optional<double> margin;  ///< value of the last year - threshold: below 0 = that far from being raised
  std::size_t years_held = 0;    ///< years among the last k in which the value is above the threshold
  std::size_t years_known = 0;   ///< years among the last k that have data
  std::optional<double> share;   ///< years_held / years_known; missing if none is known
};

/// How long a value has been above its threshold. A year without data neither holds nor breaks the flag: it is not
/// counted.
///
/// Shape       `values`: one for each year, oldest first, no year left out.
/// REQUIRES    last_years >= 1.
/// Reference   one dependent product in five is no longer so a year later: Vicard & Wibaux, CEPII Policy Brief 2023-41.
Persistence MeasurePersistence(std::span<const Amount> values, double threshold, std::size_t last_years);

}  // namespace tenon::econ

#endif  // TENON_ECON_THRESHOLD_H_
