#include "econ/normal.h"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace tenon::econ {

Result<double> NormalBound(double confidence) {
  if (!(confidence > 0 && confidence < 1)) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("the confidence is {}; allowed is above 0, below 1", confidence));
  }
  double low = 0, high = 40;
  for (int halving = 0; halving < 100; ++halving) {
    const double middle = (low + high) / 2;
    (std::erfc(middle / std::numbers::sqrt2) > 1 - confidence ? low : high) = middle;
  }
  return high;
}

}  // namespace tenon::econ
