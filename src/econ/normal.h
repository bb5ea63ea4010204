#ifndef TENON_ECON_NORMAL_H_
#define TENON_ECON_NORMAL_H_

#include "tenon/error.h"

namespace tenon::econ {

/// z such that a standard normal variable lies within +-z with probability `confidence`.
/// Errors  InvalidArgument: `confidence` is not between 0 and 1.
Result<double> NormalBound(double confidence);

}  // namespace tenon::econ

#endif  // TENON_ECON_NORMAL_H_
