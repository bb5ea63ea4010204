#ifndef TENON_ANALYSES_FRONTIER_MAP_SPEC_H_
#define TENON_ANALYSES_FRONTIER_MAP_SPEC_H_

#include "tenon/spec.h"

namespace tenon::analyses {

/// Parameters, columns and conventions of `frontier-map`.
AnalysisSpec FrontierMapSpec();

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_FRONTIER_MAP_SPEC_H_
