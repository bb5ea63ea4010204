#ifndef TENON_ECON_SHORTAGE_CHECK_H_
#define TENON_ECON_SHORTAGE_CHECK_H_

#include <span>

#include "econ/shortage.h"
#include "tenon/error.h"

namespace tenon::econ {

/// Everything MeasureShortage may rely on. Errors  as MeasureShortage says.
Status CheckShortageInput(std::span<const SegmentEvidence> segments, const ShortageOptions& options);

}  // namespace tenon::econ

#endif  // TENON_ECON_SHORTAGE_CHECK_H_
