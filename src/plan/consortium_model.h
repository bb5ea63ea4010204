#ifndef TENON_PLAN_CONSORTIUM_MODEL_H_
#define TENON_PLAN_CONSORTIUM_MODEL_H_

#include <cstdint>
#include <vector>

#include "plan/consortium.h"
#include "plan/mip.h"

namespace tenon::plan {

/// The model of a consortium of exactly `size` members: column i is actor i; behind them stand those that say who
/// is of use in what, which levels are among the best, and which ties hold. Its objective is the value.
MipModel ModelOfSize(const ConsortiumProblem& problem, std::int32_t size);

/// The conditions alone, for any size: what cannot hold together is found in it.
MipModel ModelOfConditions(const ConsortiumProblem& problem);

/// Rules out one team, and no other of its size.
void ForbidTeam(const std::vector<std::int32_t>& members, MipModel& model);

std::vector<std::int32_t> MembersOf(const ConsortiumProblem& problem, const std::vector<double>& values);

}  // namespace tenon::plan

#endif  // TENON_PLAN_CONSORTIUM_MODEL_H_
