#include "plan/consortium.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <utility>

#include "plan/consortium_model.h"

namespace tenon::plan {
namespace {

constexpr double kSame = 1e-9;  // values closer than this are one value

bool Contains(const std::vector<std::int32_t>& members, std::int32_t actor) {
  return std::ranges::binary_search(members, actor);
}

/// Members that are among the r best of the team in nothing: fewer than r are better in none of what they can do.
std::vector<std::int32_t> IdleMembers(const ConsortiumProblem& problem, const std::vector<std::int32_t>& members) {
  std::vector<std::vector<ConsortiumProblem::Skill>> of(problem.capabilities.size());
  for (const auto& skill : problem.skills) {
    if (Contains(members, skill.actor)) of[static_cast<std::size_t>(skill.capability)].push_back(skill);
  }
  std::vector<std::int32_t> idle = members;
  for (const auto& skills : of) {
    for (const auto& skill : skills) {
      const auto better = std::ranges::count_if(skills, [&](const auto& other) { return other.level > skill.level; });
      if (better < problem.redundancy) std::erase(idle, skill.actor);
    }
  }
  return idle;
}

/// -1: nobody may lead.
std::int32_t LeadOf(const ConsortiumProblem& problem, const std::vector<std::int32_t>& members) {
  std::vector<double> levels(problem.cost.size()), closeness(problem.cost.size());
  for (const auto& skill : problem.skills) levels[static_cast<std::size_t>(skill.actor)] += skill.level;
  for (const Tie& tie : problem.ties) {
    if (!Contains(members, tie.actor) || !Contains(members, tie.other)) continue;
    closeness[static_cast<std::size_t>(tie.actor)] += tie.closeness;
    closeness[static_cast<std::size_t>(tie.other)] += tie.closeness;
  }
  std::int32_t lead = -1;
  for (const std::int32_t member : members) {
    const auto i = static_cast<std::size_t>(member), best = static_cast<std::size_t>(lead);
    if (problem.may_lead[i] == 0) continue;
    if (lead < 0 || std::pair(levels[i], closeness[i]) > std::pair(levels[best], closeness[best])) lead = member;
  }
  return lead;
}

/// Whether everybody is of use, but for a lead who is the only firm.
bool IsEverybodyNeeded(const ConsortiumProblem& problem, const std::vector<std::int32_t>& members, std::int32_t lead) {
  const std::vector<std::int32_t> idle = IdleMembers(problem, members);
  const auto leads = std::ranges::count_if(
      members, [&](std::int32_t member) { return problem.may_lead[static_cast<std::size_t>(member)] != 0; });
  return idle.empty() || (idle.size() == 1 && idle.front() == lead && leads == 1);
}

/// Mean over the capabilities of the mean of the r highest levels; missing where fewer than r can do one of them.
std::optional<double> QualityOf(const ConsortiumProblem& problem, const std::vector<std::int32_t>& members) {
  std::vector<std::vector<double>> levels(problem.capabilities.size());
  for (const auto& skill : problem.skills) {
    if (Contains(members, skill.actor)) levels[static_cast<std::size_t>(skill.capability)].push_back(skill.level);
  }
  double sum = 0;
  for (auto& of : levels) {
    if (of.size() < static_cast<std::size_t>(problem.redundancy)) return std::nullopt;
    std::ranges::sort(of, std::ranges::greater());
    for (std::int32_t i = 0; i < problem.redundancy; ++i) sum += of[static_cast<std::size_t>(i)];
  }
  return sum / static_cast<double>(levels.size()) / problem.redundancy;
}

double ClosenessOf(const ConsortiumProblem& problem, const std::vector<std::int32_t>& members) {
  const auto size = static_cast<double>(members.size());
  if (size < 2) return 1;
  double sum = 0;
  for (const Tie& tie : problem.ties) {
    if (Contains(members, tie.actor) && Contains(members, tie.other)) sum += tie.closeness;
  }
  return sum / (0.5 * size * (size - 1));
}

/// The teams of one size, best first: each one that was taken is ruled out for the next.
struct Search {
  MipModel model;
  Team team;         ///< the best that is left
  double bound = 0;  ///< on what is left
  MipStatus status = MipStatus::kOptimal;
  bool ended = false;  ///< nothing is left
};

/// What the model leaves out of the value: a firm alone is close to itself.
double ConstantOf(const ConsortiumProblem& problem, std::int32_t size) {
  return size == 1 ? problem.closeness_weight : 0;
}

/// The best team that the model still allows.
Status SearchOn(const ConsortiumProblem& problem, std::int32_t size, const MipOptions& options, const Job& job,
                Search& search) {
  for (;;) {
    TENON_ASSIGN(const MipSolution solution, SolveMip(search.model, options, job));
    search.status = solution.status;
    search.ended = solution.values.empty();
    if (solution.status == MipStatus::kInfeasible) return {};
    search.bound = solution.bound + ConstantOf(problem, size);
    if (search.ended) return {};
    const std::vector<std::int32_t> members = MembersOf(problem, solution.values);
    if (auto team = AssessTeam(problem, members)) {
      search.bound = std::max(search.bound, team->value);
      search.team = *std::move(team);
      return {};
    }
    ForbidTeam(members, search.model);  // the solver's tolerance let it break a condition by a hair
  }
}

/// The cheapest team of this size that is worth as much.
Status Cheapen(const ConsortiumProblem& problem, const MipOptions& options, const Job& job, Search& search) {
  if (search.team.cost == 0) return {};
  MipModel model = search.model;
  std::vector<MipModel::Term> worth;
  for (std::size_t c = 0; c < model.columns.size(); ++c) {
    if (const double part = model.columns[c].objective; part != 0)
      worth.push_back({static_cast<std::int32_t>(c), part});
    model.columns[c].objective = c < problem.cost.size() ? -problem.cost[c] : 0;
  }
  model.AddRow({.lower = search.team.value - ConstantOf(problem, static_cast<std::int32_t>(search.team.members.size())),
                .condition = ""},
               worth);
  TENON_ASSIGN(const MipSolution solution, SolveMip(model, options, job));
  if (solution.values.empty()) return {};
  auto team = AssessTeam(problem, MembersOf(problem, solution.values));
  if (!team || team->value < search.team.value - kSame || team->cost >= search.team.cost) return {};
  search.team = *std::move(team);
  return {};
}

/// Worth more, or as much and cheaper; of equals the smaller stands first already.
bool IsBetter(const Team& a, const Team& b) {
  if (std::abs(a.value - b.value) > kSame) return a.value > b.value;
  return a.cost < b.cost - kSame * std::max(1.0, b.cost);
}

}  // namespace

Status CheckConsortium(const ConsortiumProblem& problem) {
  const auto fail = [](std::string message) { return Fail(ErrorKind::kInvalidArgument, std::move(message)); };
  const std::size_t actors = problem.cost.size();
  const auto is_actor = [&](std::int32_t i) { return i >= 0 && static_cast<std::size_t>(i) < actors; };
  if (problem.may_lead.size() != actors) {
    return fail(
        fmt::format("{} actors have a cost, of {} it is said whether they may lead", actors, problem.may_lead.size()));
  }
  if (problem.capabilities.empty()) return fail("no capability is needed");
  for (const double cost : problem.cost) {
    if (!std::isfinite(cost) || cost < 0) return fail(fmt::format("a cost is {}; allowed is 0 or more", cost));
  }
  std::set<std::pair<std::int32_t, std::int32_t>> seen;
  for (const auto& [actor, capability, level] : problem.skills) {
    if (!is_actor(actor) || capability < 0 || static_cast<std::size_t>(capability) >= problem.capabilities.size()) {
      return fail(fmt::format("a skill of actor {} in capability {}: there are {} and {}", actor, capability, actors,
                              problem.capabilities.size()));
    }
    if (!(level > 0 && level <= 1)) {
      return fail(fmt::format("a level is {}; allowed is more than 0 and up to 1", level));
    }
    if (!seen.emplace(actor, capability).second) {
      return fail(fmt::format("actor {} has capability {} twice", actor, capability));
    }
  }
  seen.clear();
  for (const Tie& tie : problem.ties) {
    if (!is_actor(tie.actor) || !is_actor(tie.other) || tie.actor == tie.other) {
      return fail(fmt::format("a tie of actors {} and {}: there are {}", tie.actor, tie.other, actors));
    }
    if (!(tie.closeness >= 0 && tie.closeness <= 1)) {
      return fail(fmt::format("a closeness is {}; allowed is 0 to 1", tie.closeness));
    }
    if (!seen.insert(std::minmax(tie.actor, tie.other)).second) {
      return fail(fmt::format("actors {} and {} have two ties", tie.actor, tie.other));
    }
  }
  if (problem.redundancy < 1 || problem.max_size < 1) {
    return fail(fmt::format("redundancy {} and size {}; both are 1 or more", problem.redundancy, problem.max_size));
  }
  if (!(problem.budget >= 0)) return fail(fmt::format("the budget is {}; allowed is 0 or more", problem.budget));
  if (!(problem.max_share > 0 && problem.max_share <= 1) ||
      !(problem.closeness_weight >= 0 && problem.closeness_weight <= 1)) {
    return fail(fmt::format("a share of {} and a weight of closeness of {}; allowed is more than 0 up to 1, and 0 to 1",
                            problem.max_share, problem.closeness_weight));
  }
  return {};
}

std::optional<Team> AssessTeam(const ConsortiumProblem& problem, const std::vector<std::int32_t>& members) {
  if (members.empty() || members.size() > static_cast<std::size_t>(problem.max_size)) return std::nullopt;
  Team team{.members = members};
  const auto quality = QualityOf(problem, members);
  team.lead = LeadOf(problem, members);
  if (!quality || team.lead < 0 || !IsEverybodyNeeded(problem, members, team.lead)) return std::nullopt;
  double dearest = 0;
  for (const std::int32_t member : members) {
    const double cost = problem.cost[static_cast<std::size_t>(member)];
    team.cost += cost;
    dearest = std::max(dearest, cost);
  }
  const double tolerance = kSame * std::max(1.0, team.cost);
  if (team.cost > problem.budget + tolerance || dearest > problem.max_share * team.cost + tolerance)
    return std::nullopt;
  team.quality = *quality;
  team.closeness = ClosenessOf(problem, members);
  team.value = (1 - problem.closeness_weight) * team.quality + problem.closeness_weight * team.closeness;
  return team;
}

Result<ConsortiumPlan> SolveConsortium(const ConsortiumProblem& problem, const ConsortiumOptions& options,
                                       const Job& job) {
  TENON_CHECK(CheckConsortium(problem));
  const std::int32_t largest = std::min(problem.max_size, static_cast<std::int32_t>(problem.cost.size()));
  const MipOptions solver{
      .relative_gap = kSame, .time_limit_seconds = options.time_limit_seconds / std::max(1, largest), .start = {}};
  std::vector<Search> searches;
  ConsortiumPlan plan;
  for (std::int32_t size = 1; size <= largest; ++size) {
    Search search{.model = ModelOfSize(problem, size), .team = {}};
    TENON_CHECK(SearchOn(problem, size, solver, job, search));
    if (search.status == MipStatus::kTimeLimit) plan.status = MipStatus::kTimeLimit;
    plan.bound = std::max(plan.bound, search.bound);
    searches.push_back(std::move(search));
  }
  for (std::int32_t place = 0; place <= options.runners_up; ++place) {
    double highest = -1;
    for (const Search& search : searches) highest = search.ended ? highest : std::max(highest, search.team.value);
    if (highest < 0) break;
    Search* next = nullptr;
    for (Search& search : searches) {
      if (search.ended || search.team.value < highest - kSame) continue;
      TENON_CHECK(Cheapen(problem, solver, job, search));
      if (next == nullptr || IsBetter(search.team, next->team)) next = &search;
    }
    (place == 0 ? plan.best : plan.runners_up.emplace_back()) = next->team;
    if (place == options.runners_up) break;
    ForbidTeam(next->team.members, next->model);
    TENON_CHECK(SearchOn(problem, static_cast<std::int32_t>(next->team.members.size()), solver, job, *next));
  }
  if (plan.best.members.empty()) {
    if (plan.status == MipStatus::kTimeLimit) {
      return Fail(ErrorKind::kNotConverged, "no consortium was found in time; allow more time or fewer actors");
    }
    return std::unexpected(ExplainInfeasible(ModelOfConditions(problem), solver, job));
  }
  if (plan.bound - plan.best.value < kSame) plan.bound = plan.best.value;
  plan.gap = plan.bound > 0 ? (plan.bound - plan.best.value) / std::max(kSame, plan.best.value) : 0;
  return plan;
}

}  // namespace tenon::plan
