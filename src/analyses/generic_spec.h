#ifndef TENON_ANALYSES_GENERIC_SPEC_H_
#define TENON_ANALYSES_GENERIC_SPEC_H_

#include "tenon/spec.h"

namespace tenon::analyses {

/// What `generic` asks for and answers.
AnalysisSpec GenericSpec();

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_GENERIC_SPEC_H_
