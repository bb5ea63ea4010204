#include <algorithm>
#include <array>
#include <utility>

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

void AddSources(std::vector<SourceUse> more, std::vector<SourceUse>& sources) {
  for (SourceUse& use : more) {
    if (std::ranges::find(sources, use.load, &SourceUse::load) == sources.end()) sources.push_back(std::move(use));
  }
}

const Analysis* FindAnalysis(std::string_view name) {
  const auto analyses = AllAnalyses();
  const auto found =
      std::ranges::find_if(analyses, [&](const Analysis* analysis) { return analysis->spec.name == name; });
  return found == analyses.end() ? nullptr : *found;
}

}  // namespace tenon::analyses
