#ifndef TENON_ANALYSES_QUESTIONS_H_
#define TENON_ANALYSES_QUESTIONS_H_

#include "analyses/analysis.h"

namespace tenon::analyses {

// One function a question, defined in the file of its name.
const Analysis& ComplexityAnalysis();
const Analysis& ConcentrationAnalysis();
const Analysis& ProductSpaceAnalysis();
const Analysis& RanksAnalysis();
const Analysis& RelatednessAnalysis();
const Analysis& ExposureAnalysis();
const Analysis& ExtractionAnalysis();
const Analysis& LinkagesAnalysis();
const Analysis& PathsAnalysis();
const Analysis& ScanAnalysis();
const Analysis& ShockAnalysis();
const Analysis& ShortageAnalysis();
const Analysis& StationsAnalysis();
const Analysis& UpstreamnessAnalysis();
const Analysis& ValueAddedTradeAnalysis();

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_QUESTIONS_H_
