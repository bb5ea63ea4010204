#include "econ/threshold.h"

#include <algorithm>
#include <cassert>

namespace tenon::econ {

Persistence MeasurePersistence(std::span<const Amount> values, double threshold, std::size_t last_years) {
  assert(last_years >= 1);
  Persistence result;
  if (!values.empty() && values.back()) {
    result.flag = *values.back() > threshold;
    result.margin = *values.back() - threshold;
  }
  for (const Amount& value : values.last(std::min(last_years, values.size()))) {
    if (!value) continue;
    ++result.years_known;
    if (*value > threshold) ++result.years_held;
  }
  if (result.years_known > 0) {
    result.share = static_cast<double>(result.years_held) / static_cast<double>(result.years_known);
  }
  return result;
}

}  // namespace tenon::econ
