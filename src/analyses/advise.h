#ifndef TENON_ANALYSES_ADVISE_H_
#define TENON_ANALYSES_ADVISE_H_

#include <string_view>
#include <vector>

#include "econ/advice.h"
#include "tenon/spec.h"

namespace tenon::analyses {

/// The spec of `advise`; its run stands in advise.cc.
AnalysisSpec AdviseSpec();

/// The measure of proximity, the years looked back and the thresholds of the lists.
std::vector<Parameter> AdviceParameters();
econ::AdviceOptions AdviceOptionsOf(const Arguments& arguments);

std::string_view ToString(econ::AdviceList list);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_ADVISE_H_
