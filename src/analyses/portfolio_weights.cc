#include "analyses/portfolio_weights.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "analyses/assessment.h"

namespace tenon::analyses {

Status WeighSegments(const Question& question, Candidates& candidates) {
  const Arguments& arguments = question.arguments;
  TENON_ASSIGN(Arguments asked, CheckArguments(AssessmentParameters(AssessmentScope::kShortage),
                                               {{"chain", arguments.GetText("chain")},
                                                {"economy", arguments.GetText("economy")},
                                                {"seed", ToText(arguments.values().at("seed"))}}));
  const Question of_chain{question.spec, asked, question.snapshot, question.job, question.open_snapshot};
  TENON_ASSIGN(Assessment assessment, Assess(of_chain, AssessmentScope::kShortage));
  for (std::size_t s = 0; s < assessment.chain.segments.size(); ++s) {
    const chain::Segment& segment = assessment.chain.segments[s];
    const econ::Score& shortage = assessment.dependence.segments[s].shortage.overall;
    if (!shortage.value) {
      candidates.left_out.push_back(
          {"",
           segment.id,
           {"nothing loaded tells the shortage of the segment", "已载入的数据不足以判断该环节的短缺度"}});
      continue;
    }
    const econ::Interval interval = shortage.interval.value_or(econ::Interval{*shortage.value, *shortage.value});
    candidates.AddTarget({segment.id, segment.name.en, *shortage.value, std::min(interval.low, *shortage.value),
                          std::max(interval.high, *shortage.value)});
  }
  candidates.warnings = std::move(assessment.warnings);
  candidates.sources = std::move(assessment.sources);
  return {};
}

}  // namespace tenon::analyses
