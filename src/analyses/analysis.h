#ifndef TENON_ANALYSES_ANALYSIS_H_
#define TENON_ANALYSES_ANALYSIS_H_

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "store/snapshot.h"
#include "tenon/answer.h"
#include "tenon/job.h"
#include "tenon/spec.h"

namespace tenon::analyses {

/// What an analysis is given: checked arguments (economies resolved to alpha-3), the newest snapshot, a watcher, and a
/// way to older snapshots.
struct Question {
  const AnalysisSpec& spec;
  const Arguments& arguments;
  store::Snapshot& snapshot;
  const Job& job;
  /// Another snapshot of the same workspace, by number.
  /// Errors  InvalidArgument: there is no such snapshot (those there are are listed); CorruptInput.
  std::function<Result<store::Snapshot>(std::int64_t number)> open_snapshot = {};
};

/// One named question. One file = one question: a spec and a run.
/// `run` fills the answer's tables and, of the receipt, `warnings` and `sources`; the engine fills the rest.
struct Analysis {
  AnalysisSpec spec;
  Result<Answer> (*run)(const Question& question);
};

/// Adds the loads that are not there yet.
void AddSources(std::vector<SourceUse> more, std::vector<SourceUse>& sources);

/// Every analysis, by name. To add one, write its file and list it in registry.cc.
std::span<const Analysis* const> AllAnalyses();
const Analysis* FindAnalysis(std::string_view name);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_ANALYSIS_H_
