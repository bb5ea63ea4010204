#include "analyses/portfolio_model.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

constexpr std::array<std::string_view, 4> kGroups = {"segment", "region", "team", "kind"};

Error BadRule(const std::string& what) { return {ErrorKind::kInvalidArgument, what, "project_rule"}; }

Result<ProjectRule> ReadRule(const std::vector<Value>& row) {
  using enum ProjectRule::Kind;
  static const std::map<std::string_view, ProjectRule::Kind> kinds = {
      {"excludes", kExcludes},     {"exclusion", kExcludes}, {"requires", kRequires},
      {"prerequisite", kRequires}, {"floor", kFloor},        {"ceiling", kCeiling}};
  const std::string name = TextOr(row[0]);
  const auto kind = kinds.find(name);
  if (kind == kinds.end()) {
    return std::unexpected(
        BadRule(fmt::format("the rule '{}' is not known; allowed: excludes, requires, floor, ceiling", name)));
  }
  ProjectRule rule{kind->second, TextOr(row[1]), TextOr(row[2]), RealOr(row[3], 0)};
  const bool is_pair = rule.kind == kExcludes || rule.kind == kRequires;
  if (is_pair && rule.other.empty()) {
    return std::unexpected(BadRule(fmt::format("{} {}: the column other names no project", rule.project, name)));
  }
  if (!is_pair && (IsMissing(row[3]) || rule.amount < 0)) {
    return std::unexpected(BadRule(fmt::format("{} of {}: the amount is {}; allowed: 0 or more", name, rule.project,
                                               IsMissing(row[3]) ? "missing" : ToText(row[3]))));
  }
  return rule;
}

/// Builds the model step by step; which candidates take part is settled first.
class Builder {
 public:
  Builder(const Candidates& candidates, const std::vector<YearBudget>& budgets, const std::vector<ProjectRule>& rules)
      : candidates_(candidates), budgets_(budgets), rules_(rules), place_(candidates.projects.size(), kOut) {
    for (std::size_t i = 0; i < candidates.projects.size(); ++i) by_id_.emplace(candidates.projects[i].id, i);
  }

  Result<PortfolioModel> Build() {
    std::ranges::copy(candidates_.left_out, std::back_inserter(model_.left_out));
    TENON_CHECK(Settle());
    AddReaches();
    TENON_CHECK(AddBudgets());
    for (const ProjectRule& rule : rules_) TENON_CHECK(AddRule(rule));
    return std::move(model_);
  }

 private:
  static constexpr std::size_t kOut = static_cast<std::size_t>(-1);

  Result<std::size_t> Find(const std::string& project, const ProjectRule& rule) const {
    if (const auto found = by_id_.find(project); found != by_id_.end()) return found->second;
    return std::unexpected(
        BadRule(fmt::format("the rule on {} and {} names the project {}, which is not among the {} "
                            "candidates",
                            rule.project, rule.other, project, candidates_.projects.size())));
  }

  /// Numbers the projects that take part: those whose cost is known, and that require none without.
  Status Settle() {
    std::vector<std::size_t> out;
    std::vector<std::uint8_t> is_out(candidates_.projects.size());
    for (std::size_t i = 0; i < candidates_.projects.size(); ++i) {
      const auto& costs = candidates_.projects[i].costs;
      if (std::ranges::all_of(costs, [](const auto& cost) { return cost.second.has_value(); })) continue;
      is_out[i] = 1;
      out.push_back(i);
      model_.left_out.push_back({candidates_.projects[i].id, "", {"the cost is missing", "成本缺失"}});
    }
    std::vector<std::vector<std::size_t>> needed_by(candidates_.projects.size());
    for (const ProjectRule& rule : rules_) {
      if (rule.kind != ProjectRule::Kind::kRequires) continue;
      TENON_ASSIGN(const std::size_t project, Find(rule.project, rule));
      TENON_ASSIGN(const std::size_t other, Find(rule.other, rule));
      needed_by[other].push_back(project);
    }
    for (std::size_t next = 0; next < out.size(); ++next) {
      const std::string& id = candidates_.projects[out[next]].id;
      for (const std::size_t project : needed_by[out[next]]) {
        if (std::exchange(is_out[project], 1) != 0) continue;
        out.push_back(project);
        model_.left_out.push_back(
            {candidates_.projects[project].id,
             "",
             {fmt::format("it requires {}, which is left out", id), fmt::format("其前置项目 {} 未能纳入", id)}});
      }
    }
    for (std::size_t i = 0; i < candidates_.projects.size(); ++i) {
      if (is_out[i] != 0) continue;
      place_[i] = model_.project.size();
      model_.project.push_back(i);
      const auto& costs = candidates_.projects[i].costs;
      model_.cost.push_back(std::accumulate(costs.begin(), costs.end(), 0.0,
                                            [](double sum, const auto& cost) { return sum + *cost.second; }));
    }
    model_.problem.projects = model_.project.size();
    return {};
  }

  void AddReaches() {
    plan::PortfolioProblem& problem = model_.problem;
    for (const WeightedTarget& target : candidates_.targets) problem.weight.push_back(target.weight);
    problem.reach_start.assign(1, 0);
    std::size_t link = 0;
    std::size_t idle = 0;
    for (std::size_t i = 0; i < candidates_.projects.size(); ++i) {
      const std::size_t first = problem.reach.size();
      for (; link < candidates_.links.size() && static_cast<std::size_t>(candidates_.links[link].candidate) == i;
           ++link) {
        AddReach(candidates_.links[link], place_[i] != kOut);
      }
      if (place_[i] == kOut) continue;
      problem.reach_start.push_back(static_cast<std::int64_t>(problem.reach.size()));
      if (first == problem.reach.size()) ++idle;
    }
    if (idle > 0) {
      model_.warnings.push_back(
          fmt::format("{} of {} projects reach no target: they are paid for only where another "
                      "requires them or a floor asks for them",
                      idle, problem.projects));
    }
  }

  void AddReach(const CandidateLink& link, bool takes_part) {
    const std::string& project = candidates_.projects[static_cast<std::size_t>(link.candidate)].id;
    if (link.target < 0) {
      model_.left_out.push_back({project,
                                 candidates_.stray_targets[static_cast<std::size_t>(-1 - link.target)],
                                 {"the target has no weight", "目标没有权重"}});
    } else if (!link.probability) {
      model_.left_out.push_back({project,
                                 candidates_.targets[static_cast<std::size_t>(link.target)].id,
                                 {"the probability is missing", "概率缺失"}});
    } else if (takes_part) {
      model_.problem.reach.push_back({link.target, link.probability->value});
      model_.low.push_back(link.probability->low);
      model_.high.push_back(link.probability->high);
    }
  }

  Status AddBudgets() {
    std::map<std::optional<int>, std::size_t> row_of;
    for (const YearBudget& budget : budgets_) {
      row_of.emplace(budget.year, model_.problem.spending.size());
      model_.problem.spending.push_back({budget.Condition(), {}, 0, budget.amount});
    }
    model_.budgets = budgets_.size();
    if (!budgets_.front().year) {
      for (std::size_t i = 0; i < model_.cost.size(); ++i) {
        model_.problem.spending.front().costs.push_back({static_cast<std::int32_t>(i), model_.cost[i]});
      }
      return {};
    }
    for (std::size_t i = 0; i < model_.project.size(); ++i) {
      const PortfolioCandidate& project = candidates_.projects[model_.project[i]];
      for (const auto& [year, cost] : project.costs) {
        const auto row = row_of.find(year);
        if (row != row_of.end() && year) {
          model_.problem.spending[row->second].costs.push_back({static_cast<std::int32_t>(i), *cost});
        } else if (*cost > 0) {
          return Fail(ErrorKind::kInvalidArgument,
                      year
                          ? fmt::format("project {0} costs {1} in {2}, for which there is no budget: give one for each "
                                        "year in which a project costs ({2}=0 for none), or one amount for all years",
                                        project.id, *cost, *year)
                          : fmt::format("project {} costs {} in no stated year: give one amount for all years",
                                        project.id, *cost),
                      "--budget");
        }
      }
    }
    return {};
  }

  Status AddRule(const ProjectRule& rule) {
    plan::PortfolioProblem& problem = model_.problem;
    const bool is_floor = rule.kind == ProjectRule::Kind::kFloor;
    if (is_floor || rule.kind == ProjectRule::Kind::kCeiling) {
      TENON_ASSIGN(const std::string_view group, GroupOf(rule));
      plan::PortfolioProblem::Spending spending{
          .condition = fmt::format("{} of {} {}", is_floor ? "floor" : "ceiling", group, rule.project), .costs = {}};
      (is_floor ? spending.floor : spending.ceiling) = rule.amount;
      for (const std::size_t i : MembersOf(group, rule.project)) {
        spending.costs.push_back({static_cast<std::int32_t>(i), model_.cost[i]});
      }
      problem.spending.push_back(std::move(spending));
      return {};
    }
    TENON_ASSIGN(const std::size_t project, Find(rule.project, rule));
    TENON_ASSIGN(const std::size_t other, Find(rule.other, rule));
    const bool excludes = rule.kind == ProjectRule::Kind::kExcludes;
    if (project == other) {
      return std::unexpected(BadRule(fmt::format("{} {} itself", rule.project, excludes ? "excludes" : "requires")));
    }
    if (place_[project] == kOut || place_[other] == kOut) return {};
    auto& pairs = excludes ? problem.excludes : problem.prerequisites;
    pairs.push_back({static_cast<std::int32_t>(place_[project]), static_cast<std::int32_t>(place_[other]),
                     fmt::format("{} {} {}", rule.project, excludes ? "excludes" : "requires", rule.other)});
    return {};
  }

  /// Which kind of group a floor or ceiling is for: the one it states, or the only one with that name.
  Result<std::string_view> GroupOf(const ProjectRule& rule) const {
    const std::string stated = rule.other == "target" ? "segment" : rule.other;
    std::vector<std::string_view> fitting;
    for (const std::string_view group : kGroups) {
      if ((stated.empty() || stated == group) && IsGroup(group, rule.project)) fitting.push_back(group);
    }
    if (fitting.size() == 1) return fitting.front();
    if (fitting.empty()) {
      return std::unexpected(
          BadRule(fmt::format("a floor or ceiling is for {}{}, which no candidate belongs to; the column other may say "
                              "what it is: {}",
                              stated, stated.empty() ? rule.project : " " + rule.project, fmt::join(kGroups, ", "))));
    }
    return std::unexpected(BadRule(fmt::format("'{}' is the name of a {}: say in the column other which is meant",
                                               rule.project, fmt::join(fitting, " and of a "))));
  }

  static const std::string& Label(const PortfolioCandidate& project, std::string_view group) {
    return group == "region" ? project.region : group == "team" ? project.team : project.kind;
  }

  bool IsGroup(std::string_view group, const std::string& name) const {
    if (group == "segment") {
      return std::ranges::any_of(candidates_.targets, [&](const auto& target) { return target.id == name; });
    }
    return std::ranges::any_of(candidates_.projects,
                               [&](const PortfolioCandidate& project) { return Label(project, group) == name; });
  }

  /// Numbers of the projects that take part: of a segment, those that could reach it.
  std::vector<std::size_t> MembersOf(std::string_view group, const std::string& name) const {
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < model_.project.size(); ++i) {
      if (group != "segment") {
        if (Label(candidates_.projects[model_.project[i]], group) == name) members.push_back(i);
      } else if (std::ranges::any_of(model_.problem.ReachOf(i), [&](const auto& reach) {
                   return reach.probability > 0 &&
                          candidates_.targets[static_cast<std::size_t>(reach.target)].id == name;
                 })) {
        members.push_back(i);
      }
    }
    return members;
  }

  const Candidates& candidates_;
  const std::vector<YearBudget>& budgets_;
  const std::vector<ProjectRule>& rules_;
  std::unordered_map<std::string, std::size_t> by_id_;
  std::vector<std::size_t> place_;  ///< of each candidate: its number in the problem, or kOut
  PortfolioModel model_;
};

}  // namespace

double PortfolioModel::Budget() const {
  double budget = 0;
  for (std::size_t b = 0; b < budgets; ++b) budget += problem.spending[b].ceiling;
  return budget;
}

double PortfolioModel::CostOf(const plan::Choice& choice) const {
  double sum = 0;
  for (std::size_t i = 0; i < choice.size(); ++i) sum += choice[i] != 0 ? cost[i] : 0;
  return sum;
}

Result<std::vector<ProjectRule>> ReadRules(const Question& question) {
  std::vector<ProjectRule> rules;
  TENON_ASSIGN(const std::string source, PlanningSource(question, "project_rule"));
  if (source.empty()) return rules;
  TENON_ASSIGN(const Table rows, question.snapshot.Ask("portfolio_rules", {{"source", source}}, question.job));
  for (const auto& row : rows.rows) {
    TENON_ASSIGN(ProjectRule rule, ReadRule(row));
    rules.push_back(std::move(rule));
  }
  return rules;
}

Result<PortfolioModel> BuildModel(const Candidates& candidates, const std::vector<YearBudget>& budgets,
                                  const std::vector<ProjectRule>& rules) {
  return Builder(candidates, budgets, rules).Build();
}

}  // namespace tenon::analyses
