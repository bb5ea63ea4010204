#ifndef TENON_ANALYSES_QUALITY_SPEC_H_
#define TENON_ANALYSES_QUALITY_SPEC_H_

#include "tenon/spec.h"

namespace tenon::analyses {

/// What `quality` asks for and answers.
AnalysisSpec QualitySpec();

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_QUALITY_SPEC_H_
