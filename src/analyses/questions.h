#ifndef TENON_ANALYSES_QUESTIONS_H_
#define TENON_ANALYSES_QUESTIONS_H_

#include "analyses/analysis.h"

namespace tenon::analyses {

// One function a question, defined in the file of its name.
const Analysis& ComplexityAnalysis();
const Analysis& ConcentrationAnalysis();
const Analysis& ProductSpaceAnalysis();
const Analysis& RanksAnalysis();
const Analysis& ReadinessAnalysis();
const Analysis& RelatednessAnalysis();
const Analysis& ExposureAnalysis();
const Analysis& ExtractionAnalysis();
const Analysis& FrontierDistanceAnalysis();
const Analysis& LinkagesAnalysis();
const Analysis& OriginalityAnalysis();
const Analysis& ParkAnalysis();
const Analysis& PathsAnalysis();
const Analysis& AdviseAnalysis();
const Analysis& CompareAnalysis();
const Analysis& ConcentrationAnalysis();
const Analysis& FundGapAnalysis();
const Analysis& LeverageAnalysis();
const Analysis& MainPathAnalysis();
const Analysis& MatchAnalysis();
const Analysis& SearchAnalysis();
const Analysis& SimilarAnalysis();
const Analysis& ScanAnalysis();
const Analysis& ShockAnalysis();
const Analysis& ShortageAnalysis();
const Analysis& SinglePointsAnalysis();
const Analysis& SleepingBeautiesAnalysis();
const Analysis& StalledAnalysis();
const Analysis& StationsAnalysis();
const Analysis& ConsortiumAnalysis();
const Analysis& ConversionAnalysis();
const Analysis& TraceAnalysis();
const Analysis& UpstreamnessAnalysis();
const Analysis& ValueAddedTradeAnalysis();
const Analysis& PortfolioAnalysis();
const Analysis& EmergenceAnalysis();
const Analysis& FrontierMapAnalysis();
const Analysis& ScienceLinkageAnalysis();
const Analysis& NoveltyAnalysis();
const Analysis& GenericAnalysis();
const Analysis& QualityAnalysis();
const Analysis& WatchAnalysis();
const Analysis& WhatIfAnalysis();

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_QUESTIONS_H_
