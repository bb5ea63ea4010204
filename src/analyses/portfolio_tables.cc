#include "analyses/portfolio_tables.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>

#include "analyses/answer_tables.h"

namespace tenon::analyses {
namespace {

using enum ValueType;

const char* const kBudgetUnit = "of the budget";
const char* const kWeightUnit = "of the weights";

ResultTable Chosen() {
  return {"chosen",
          {"the projects to pay for, those that would be missed most first", "入选项目，边际价值大者在前"},
          {
              {"project", kText, "", {"the project", "项目"}},
              {"cost", kReal, kBudgetUnit, {"what it costs, over all years", "成本（各年合计）"}},
              {"marginal_value",
               kReal,
               kWeightUnit,
               {"what the plan would lose without it, all others kept", "去掉该项目、其余不变时方案的损失"}},
              {"alone", kReal, kWeightUnit, {"what it would be worth if it were the only one", "单独立项时的价值"}},
              {"name", kText, "", {"its name", "名称"}},
              {"kind", kText, "", {"the funder's kind of project", "项目类别"}},
              {"region", kText, "", {"where it would be done", "所在地区"}},
              {"team", kText, "", {"who would do it", "承担团队"}},
          }};
}

ResultTable Totals() {
  return {
      "totals",
      {"the plan as a whole, and how far from the best possible it may be", "方案总体及其与最优的差距"},
      {
          {"value", kReal, kWeightUnit, {"sum of weight x probability that somebody reaches the target", "目标函数值"}},
          {"bound",
           kReal,
           kWeightUnit,
           {"proven: no allowed choice is worth more", "已证明的上界：任何可行选择不会更高"}},
          {"gap", kReal, "1", {"(bound - value) / value; missing: the value is 0", "（上界 - 值）/ 值；缺失：值为 0"}},
          {"cost", kReal, kBudgetUnit, {"what the plan costs", "方案总成本"}},
          {"status",
           kText,
           "",
           {"optimal: proven within --gap; time_limit: cut short; heuristic: greedy; value and bound hold in each",
            "optimal：已证明在 --gap 之内；time_limit：到时停止；heuristic：贪心；各情形下值与上界均成立"}},
          {"method", kText, "", {"exact or greedy", "exact（精确）或 greedy（贪心）"}},
          {"budget", kReal, kBudgetUnit, {"the budget, over all years", "预算（各年合计）"}},
          {"projects", kInteger, "count", {"projects to pay for", "入选项目数"}},
          {"candidates", kInteger, "count", {"projects that took part", "参与选择的项目数"}},
          {"value_of_all",
           kReal,
           kWeightUnit,
           {"if every candidate were paid for, whatever the conditions", "不计条件、全部立项时的价值"}},
      }};
}

ResultTable Uncovered() {
  return {"uncovered",
          {"targets that the plan may miss, what is left open most first", "方案可能达不到的目标，留下缺口大者在前"},
          {
              {"target", kText, "", {"the target", "目标"}},
              {"weight", kReal, kWeightUnit, {"what it is worth", "权重"}},
              {"probability", kReal, "1", {"that some project of the plan reaches it", "方案中有项目达到该目标的概率"}},
              {"left", kReal, kWeightUnit, {"weight x (1 - probability)", "权重 ×（1 - 概率）"}},
              {"possible", kReal, "1", {"the probability if every candidate were paid for", "全部立项时的概率"}},
              {"candidates", kInteger, "count", {"candidates that could reach it", "可能达到该目标的候选项目数"}},
              {"name", kText, "", {"its name", "名称"}},
          }};
}

ResultTable Conditions() {
  return {"conditions",
          {"budgets, floors and ceilings", "预算、下限与上限"},
          {
              {"condition", kText, "", {"the condition", "条件"}},
              {"floor", kReal, kBudgetUnit, {"at least; missing: none", "下限；缺失：无"}},
              {"ceiling", kReal, kBudgetUnit, {"at most; missing: none", "上限；缺失：无"}},
              {"spent", kReal, kBudgetUnit, {"what the plan spends there", "方案在此的支出"}},
          }};
}

ResultTable LeftOutTable() {
  return {"left_out",
          {"what could not take part, and why: missing is not zero", "未能纳入者及原因：缺失不等于零"},
          {
              {"project", kText, "", {"the project; missing: a target as a whole", "项目；缺失：针对整个目标"}},
              {"target", kText, "", {"the target; missing: the project as a whole", "目标；缺失：针对整个项目"}},
              {"reason", kText, "", {"why", "原因（英文）"}},
              {"reason_zh", kText, "", {"why, in Chinese", "原因"}},
          }};
}

Value Count(std::size_t count) { return static_cast<std::int64_t>(count); }

Table DescribeChosen(const Candidates& candidates, const PortfolioModel& model, const plan::Choice& choice) {
  Table table = Chosen().MakeTable();
  const std::vector<double> marginal = plan::MarginalValues(model.problem, choice);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < choice.size(); ++i) {
    if (choice[i] != 0) order.push_back(i);
  }
  std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t i) { return marginal[i]; });
  for (const std::size_t i : order) {
    double alone = 0;
    for (const auto& [target, probability] : model.problem.ReachOf(i)) {
      alone += model.problem.weight[static_cast<std::size_t>(target)] * probability;
    }
    const PortfolioCandidate& project = candidates.projects[model.project[i]];
    table.rows.push_back({project.id, model.cost[i], marginal[i], alone, ToValue(project.name), ToValue(project.kind),
                          ToValue(project.region), ToValue(project.team)});
  }
  return table;
}

Table DescribeTotals(const PortfolioModel& model, const plan::PortfolioPlan& plan) {
  Table table = Totals().MakeTable();
  table.rows.push_back({plan.value, plan.bound, std::isfinite(plan.gap) ? Value(plan.gap) : Value(),
                        model.CostOf(plan.choice), std::string(plan::ToString(plan.status)),
                        std::string(plan.method == plan::PortfolioMethod::kGreedy ? "greedy" : "exact"), model.Budget(),
                        Count(static_cast<std::size_t>(std::ranges::count(plan.choice, 1))),
                        Count(model.problem.projects),
                        plan::PortfolioValue(model.problem, plan::Choice(model.problem.projects, 1))});
  return table;
}

Table DescribeUncovered(const Candidates& candidates, const PortfolioModel& model, const plan::Choice& choice) {
  const std::vector<double> reached = plan::ReachedProbability(model.problem, choice);
  const std::vector<double> possible = plan::ReachedProbability(model.problem, plan::Choice(model.problem.projects, 1));
  std::vector<std::size_t> could(candidates.targets.size());
  for (const auto& reach : model.problem.reach) {
    if (reach.probability > 0) ++could[static_cast<std::size_t>(reach.target)];
  }
  const auto left = [&](std::size_t j) { return candidates.targets[j].weight * (1 - reached[j]); };
  std::vector<std::size_t> order;
  for (std::size_t j = 0; j < reached.size(); ++j) {
    if (left(j) > 0) order.push_back(j);
  }
  std::ranges::stable_sort(order, std::ranges::greater{}, left);
  Table table = Uncovered().MakeTable();
  for (const std::size_t j : order) {
    const WeightedTarget& target = candidates.targets[j];
    table.rows.push_back(
        {target.id, target.weight, reached[j], left(j), possible[j], Count(could[j]), ToValue(target.name)});
  }
  return table;
}

Table DescribeConditions(const PortfolioModel& model, const plan::Choice& choice) {
  Table table = Conditions().MakeTable();
  for (const auto& spending : model.problem.spending) {
    double spent = 0;
    for (const auto& [project, amount] : spending.costs) {
      spent += choice[static_cast<std::size_t>(project)] != 0 ? amount : 0;
    }
    table.rows.push_back({spending.condition, spending.floor > 0 ? Value(spending.floor) : Value(),
                          std::isfinite(spending.ceiling) ? Value(spending.ceiling) : Value(), spent});
  }
  return table;
}

Table DescribeLeftOut(const PortfolioModel& model) {
  Table table = LeftOutTable().MakeTable();
  for (const LeftOut& out : model.left_out) {
    table.rows.push_back({ToValue(out.project), ToValue(out.target), out.reason.en, out.reason.zh});
  }
  return table;
}

}  // namespace

std::vector<ResultTable> PlanTables() { return {Chosen(), Totals(), Uncovered(), Conditions(), LeftOutTable()}; }

std::vector<Table> DescribePlan(const Candidates& candidates, const PortfolioModel& model,
                                const plan::PortfolioPlan& plan) {
  return {DescribeChosen(candidates, model, plan.choice), DescribeTotals(model, plan),
          DescribeUncovered(candidates, model, plan.choice), DescribeConditions(model, plan.choice),
          DescribeLeftOut(model)};
}

}  // namespace tenon::analyses
