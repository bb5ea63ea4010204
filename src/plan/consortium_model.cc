#include "plan/consortium_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tenon::plan {
namespace {

/// Columns of the actors, and the conditions that name them.
MipModel WithConditions(const ConsortiumProblem& problem) {
  const std::size_t actors = problem.cost.size();
  std::vector<std::vector<MipModel::Term>> able(problem.capabilities.size());
  std::vector<std::uint8_t> is_able(actors);
  for (const auto& skill : problem.skills) {
    able[static_cast<std::size_t>(skill.capability)].push_back({skill.actor, 1});
    is_able[static_cast<std::size_t>(skill.actor)] = 1;
  }
  MipModel model;
  std::vector<MipModel::Term> leads, spent;
  for (std::size_t i = 0; i < actors; ++i) {
    const auto column = model.AddColumn({.upper = is_able[i] != 0 || problem.may_lead[i] != 0 ? 1.0 : 0.0});
    if (problem.may_lead[i] != 0) leads.push_back({column, 1});
    if (problem.cost[i] > 0) spent.push_back({column, problem.cost[i]});
  }
  model.AddRow({.lower = 1, .condition = problem.lead}, leads);
  for (std::size_t k = 0; k < able.size(); ++k) {
    model.AddRow({.lower = static_cast<double>(problem.redundancy),
                  .condition = problem.redundancy == 1 ? fmt::format("a member can do '{}'", problem.capabilities[k])
                                                       : fmt::format("{} members can do '{}'", problem.redundancy,
                                                                     problem.capabilities[k])},
                 able[k]);
  }
  if (std::isfinite(problem.budget)) {
    model.AddRow({.upper = problem.budget, .condition = fmt::format("the cost is at most {}", problem.budget)}, spent);
  }
  if (problem.max_share < 1) {
    for (const MipModel::Term& own : spent) {
      std::vector<MipModel::Term> terms = spent;
      for (MipModel::Term& term : terms) {
        const double part = problem.max_share * term.coefficient;
        term.coefficient = term.column == own.column ? own.coefficient - part : -part;
      }
      model.AddRow(
          {.upper = 0, .condition = fmt::format("no member takes more than {} of the cost", problem.max_share)}, terms);
    }
  }
  return model;
}

/// Everybody but one firm is among the r best in something: a column for each skill says in what, one for each firm who
/// is excused.
void AddUse(const ConsortiumProblem& problem, std::int32_t largest, MipModel& model) {
  std::vector<std::vector<MipModel::Term>> use(problem.cost.size());
  for (std::size_t i = 0; i < use.size(); ++i) use[i].push_back({static_cast<std::int32_t>(i), -1});
  for (const auto& skill : problem.skills) {
    std::vector<MipModel::Term> better;
    for (const auto& other : problem.skills) {
      if (other.capability == skill.capability && other.level > skill.level) better.push_back({other.actor, 1});
    }
    const auto column = model.AddColumn({});
    use[static_cast<std::size_t>(skill.actor)].push_back({column, 1});
    const auto most = std::min<double>(static_cast<double>(better.size()), largest);
    const double allowed = problem.redundancy - 1;
    if (most <= allowed) continue;
    better.push_back({column, most - allowed});
    model.AddRow({.upper = most, .condition = ""}, better);
  }
  std::vector<MipModel::Term> excused, only;
  for (std::size_t i = 0; i < use.size(); ++i) {
    if (problem.may_lead[i] != 0) {
      const auto column = model.AddColumn({});
      use[i].push_back({column, 1});
      excused.push_back({column, static_cast<double>(largest)});
      only.push_back({static_cast<std::int32_t>(i), 1});
    }
    model.AddRow({.lower = 0, .condition = ""}, use[i]);
  }
  // Where one is excused, there is no other firm.
  only.insert(only.end(), excused.begin(), excused.end());
  model.AddRow({.upper = static_cast<double>(largest) + 1, .condition = ""}, only);
}

std::vector<MipModel::Term> EveryActor(const ConsortiumProblem& problem) {
  std::vector<MipModel::Term> terms;
  for (std::size_t i = 0; i < problem.cost.size(); ++i) terms.push_back({static_cast<std::int32_t>(i), 1});
  return terms;
}

/// The mean of the r best levels of every capability.
void AddQuality(const ConsortiumProblem& problem, MipModel& model) {
  const double weight =
      (1 - problem.closeness_weight) / static_cast<double>(problem.capabilities.size()) / problem.redundancy;
  std::vector<std::vector<MipModel::Term>> among(problem.capabilities.size());
  for (const auto& skill : problem.skills) {
    const auto column = model.AddColumn({.objective = weight * skill.level, .kind = ColumnKind::kContinuous});
    model.AddRow({.upper = 0, .condition = ""}, std::vector<MipModel::Term>{{column, 1}, {skill.actor, -1}});
    among[static_cast<std::size_t>(skill.capability)].push_back({column, 1});
  }
  for (const auto& terms : among) {
    model.AddRow({.upper = static_cast<double>(problem.redundancy), .condition = ""}, terms);
  }
}

/// The mean closeness of `size` members.
void AddCloseness(const ConsortiumProblem& problem, std::int32_t size, MipModel& model) {
  if (problem.closeness_weight == 0 || size < 2) return;
  const double weight = problem.closeness_weight / (0.5 * size * (size - 1));
  std::vector<std::vector<MipModel::Term>> of(problem.cost.size());
  for (const Tie& tie : problem.ties) {
    if (model.columns[static_cast<std::size_t>(tie.actor)].upper == 0 ||
        model.columns[static_cast<std::size_t>(tie.other)].upper == 0) {
      continue;
    }
    const auto column = model.AddColumn({.objective = weight * tie.closeness, .kind = ColumnKind::kContinuous});
    for (const std::int32_t end : {tie.actor, tie.other}) {
      model.AddRow({.upper = 0, .condition = ""}, std::vector<MipModel::Term>{{column, 1}, {end, -1}});
      of[static_cast<std::size_t>(end)].push_back({column, 1});
    }
  }
  // A member has one tie with each other member: implied for whole teams, and a far tighter bound for parts of them.
  for (std::size_t i = 0; i < of.size(); ++i) {
    if (of[i].size() < 2) continue;
    of[i].push_back({static_cast<std::int32_t>(i), -static_cast<double>(size - 1)});
    model.AddRow({.upper = 0, .condition = ""}, of[i]);
  }
}

}  // namespace

MipModel ModelOfSize(const ConsortiumProblem& problem, std::int32_t size) {
  MipModel model = WithConditions(problem);
  const auto members = static_cast<double>(size);
  model.AddRow({.lower = members, .upper = members, .condition = ""}, EveryActor(problem));
  AddUse(problem, size, model);
  AddQuality(problem, model);
  AddCloseness(problem, size, model);
  return model;
}

MipModel ModelOfConditions(const ConsortiumProblem& problem) {
  MipModel model = WithConditions(problem);
  AddUse(problem, static_cast<std::int32_t>(problem.cost.size()), model);
  model.AddRow({.upper = static_cast<double>(problem.max_size),
                .condition = fmt::format("at most {} members", problem.max_size)},
               EveryActor(problem));
  return model;
}

void ForbidTeam(const std::vector<std::int32_t>& members, MipModel& model) {
  std::vector<MipModel::Term> terms;
  for (const std::int32_t member : members) terms.push_back({member, 1});
  model.AddRow({.upper = static_cast<double>(members.size()) - 1, .condition = ""}, terms);
}

std::vector<std::int32_t> MembersOf(const ConsortiumProblem& problem, const std::vector<double>& values) {
  std::vector<std::int32_t> members;
  for (std::size_t i = 0; i < problem.cost.size(); ++i) {
    if (values[i] > 0.5) members.push_back(static_cast<std::int32_t>(i));
  }
  return members;
}

}  // namespace tenon::plan
