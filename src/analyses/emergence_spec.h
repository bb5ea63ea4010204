#ifndef TENON_ANALYSES_EMERGENCE_SPEC_H_
#define TENON_ANALYSES_EMERGENCE_SPEC_H_

#include "tenon/spec.h"

namespace tenon::analyses {

/// Parameters, columns and conventions of `emergence`.
AnalysisSpec EmergenceSpec();

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_EMERGENCE_SPEC_H_
