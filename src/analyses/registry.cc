#include <algorithm>
#include <array>

#include "analyses/questions.h"

namespace tenon::analyses {

std::span<const Analysis* const> AllAnalyses() {
  static const std::array analyses = {&AdviseAnalysis(),
                                      &CompareAnalysis(),
                                      &ComplexityAnalysis(),
                                      &ConcentrationAnalysis(),
                                      &ConsortiumAnalysis(),
                                      &ConversionAnalysis(),
                                      &EmergenceAnalysis(),
                                      &ExposureAnalysis(),
                                      &ExtractionAnalysis(),
                                      &FrontierDistanceAnalysis(),
                                      &FrontierMapAnalysis(),
                                      &FundGapAnalysis(),
                                      &GenericAnalysis(),
                                      &LeverageAnalysis(),
                                      &LinkagesAnalysis(),
                                      &MainPathAnalysis(),
                                      &MatchAnalysis(),
                                      &NoveltyAnalysis(),
                                      &OriginalityAnalysis(),
                                      &ParkAnalysis(),
                                      &PathsAnalysis(),
                                      &PortfolioAnalysis(),
                                      &ProductSpaceAnalysis(),
                                      &QualityAnalysis(),
                                      &RanksAnalysis(),
                                      &ReadinessAnalysis(),
                                      &RelatednessAnalysis(),
                                      &ScanAnalysis(),
                                      &ScienceLinkageAnalysis(),
                                      &SearchAnalysis(),
                                      &ShockAnalysis(),
                                      &ShortageAnalysis(),
                                      &SimilarAnalysis(),
                                      &SinglePointsAnalysis(),
                                      &SleepingBeautiesAnalysis(),
                                      &StalledAnalysis(),
                                      &StationsAnalysis(),
                                      &TraceAnalysis(),
                                      &UpstreamnessAnalysis(),
                                      &ValueAddedTradeAnalysis(),
                                      &WatchAnalysis(),
                                      &WhatIfAnalysis()};
  return analyses;
}

const Analysis* FindAnalysis(std::string_view name) {
  const auto analyses = AllAnalyses();
  const auto found =
      std::ranges::find_if(analyses, [&](const Analysis* analysis) { return analysis->spec.name == name; });
  return found == analyses.end() ? nullptr : *found;
}

}  // namespace tenon::analyses
