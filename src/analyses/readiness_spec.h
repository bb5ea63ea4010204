#ifndef TENON_ANALYSES_READINESS_SPEC_H_
#define TENON_ANALYSES_READINESS_SPEC_H_

#include "tenon/spec.h"

namespace tenon::analyses {

/// Parameters, columns and conventions of `readiness`.
AnalysisSpec ReadinessSpec();

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_READINESS_SPEC_H_
