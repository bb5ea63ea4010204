#include "analyses/portfolio_sensitivity_tables.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "analyses/answer_tables.h"
#include "econ/amount.h"
#include "plan/portfolio_sensitivity.h"

namespace tenon::analyses {
namespace {

using enum ValueType;

const char* const kBudgetUnit = "of the budget";
const char* const kWeightUnit = "of the weights";
constexpr std::array kFactors = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.25, 1.5, 2.0};

ResultTable Frontier() {
  return {
      "frontier",
      {"with --also frontier: the best plans under other budgets; all budgets rise and fall together",
       "--also frontier 时：其他预算水平下的最优方案；各项预算同比例增减"},
      {
          {"factor", kReal, "1", {"every budget times this", "各项预算的倍数"}},
          {"budget", kReal, kBudgetUnit, {"the budget, over all years", "预算（各年合计）"}},
          {"value",
           kReal,
           kWeightUnit,
           {"of the best plan found; missing: the conditions cannot hold", "所得最优方案的值；缺失：条件不可同时满足"}},
          {"bound", kReal, kWeightUnit, {"proven: no allowed choice is worth more", "已证明的上界"}},
          {"gap", kReal, "1", {"(bound - value) / value", "（上界 - 值）/ 值"}},
          {"cost", kReal, kBudgetUnit, {"what the plan costs", "方案总成本"}},
          {"projects", kInteger, "count", {"projects to pay for", "入选项目数"}},
          {"rise",
           kReal,
           "of the weights per unit of budget",
           {"(value - that of the row above) / (budget - that of the row above)", "较上一行每单位预算的增值"}},
      }};
}

ResultTable Prices() {
  const char* const unit = "of the weights per unit of budget";
  return {
      "prices",
      {"with --also price: what one more unit of each budget is worth", "--also price 时：各项预算再增一单位的价值"},
      {
          {"condition", kText, "", {"the budget", "预算项"}},
          {"step", kReal, kBudgetUnit, {"how much more money the price is for", "据以计算的预算增量"}},
          {"price", kReal, unit, {"(value with the step - value) / step", "（增量后的值 - 值）/ 增量"}},
          {"price_low", kReal, unit, {"proven: at least", "已证明的下界"}},
          {"price_high", kReal, unit, {"proven: at most", "已证明的上界"}},
          {"relaxed_price",
           kReal,
           unit,
           {"dual of the budget if parts of projects could be paid for; missing: too large",
            "可部分资助时预算约束的对偶价格；缺失：规模过大"}},
      }};
}

ResultTable Near() {
  return {
      "near",
      {"with --also near: whether every plan nearly as good as the best has a project",
       "--also near 时：项目是否为所有近优方案所必需"},
      {
          {"project", kText, "", {"a project of the plan", "入选项目"}},
          {"necessity",
           kText,
           "",
           {"needed: proven, every plan worth at least (1 - near) of the best has it; replaceable: proven, one does "
            "not; unknown: value and bound do not decide",
            "needed：已证明凡不低于最优值（1 - near）者皆含此项目；replaceable：已证明存在不含者；unknown：无法判定"}},
          {"value_without",
           kReal,
           kWeightUnit,
           {"of the best plan found without it; missing: there is none", "去掉后所得最优方案的值；缺失：无可行方案"}},
          {"bound_without", kReal, kWeightUnit, {"proven: no plan without it is worth more", "去掉后已证明的上界"}},
          {"loss",
           kReal,
           "1",
           {"(value - value_without) / value: what it is worth after others take its place",
            "由其他项目替补后的损失份额"}},
      }};
}

ResultTable Regret() {
  return {
      "regret",
      {"with --also regret: the plan if probabilities and weights lie elsewhere in their intervals",
       "--also regret 时：概率与权重取区间内其他值时的方案表现"},
      {
          {"measure",
           kText,
           "",
           {"value: of the plan; best: of the best plan found for these inputs; regret: best - value; regret_at_most: "
            "proven, bound - value; share: regret / best",
            "value：方案的值；best：该输入下所得最优方案的值；regret：best - value；regret_at_most：已证明，上界 - "
            "value；share：regret / best"}},
          {"mean", kReal, "of the measure", {"over the draws", "各次抽样的平均"}},
          {"low", kReal, "of the measure", {"5th percentile", "第 5 百分位"}},
          {"median", kReal, "of the measure", {"median", "中位数"}},
          {"high", kReal, "of the measure", {"95th percentile", "第 95 百分位"}},
          {"largest", kReal, "of the measure", {"largest of the draws", "最大值"}},
          {"draws", kInteger, "draws", {"how many", "抽样次数"}},
      }};
}

Value Count(std::size_t count) { return static_cast<std::int64_t>(count); }

Status FillFrontier(const Question& question, const PortfolioModel& model, const plan::PortfolioPlan& plan,
                    const plan::PortfolioOptions& options, Table& table) {
  TENON_ASSIGN(const auto points,
               plan::PortfolioFrontier(model.problem, model.budgets, kFactors, plan, options, question.job));
  const double budget = model.Budget();
  std::optional<std::pair<double, double>> above;  // budget, value
  for (const plan::FrontierPoint& point : points) {
    std::vector<Value> row = {point.factor, budget * point.factor};
    if (point.plan) {
      row.insert(row.end(),
                 {point.plan->value, point.plan->bound,
                  std::isfinite(point.plan->gap) ? Value(point.plan->gap) : Value(), model.CostOf(point.plan->choice),
                  Count(static_cast<std::size_t>(std::ranges::count(point.plan->choice, 1)))});
      const double more = above ? budget * point.factor - above->first : 0;
      row.push_back(more > 0 ? Value((point.plan->value - above->second) / more) : Value());
      above = {budget * point.factor, point.plan->value};
    } else {
      row.resize(table.columns.size());
    }
    table.rows.push_back(std::move(row));
  }
  return {};
}

Status FillPrices(const Question& question, const PortfolioModel& model, const plan::PortfolioPlan& plan,
                  const plan::PortfolioOptions& options, Table& table) {
  for (std::size_t b = 0; b < model.budgets; ++b) {
    const auto& budget = model.problem.spending[b];
    // A hundredth of the budget; of a budget of nothing, the cheapest project.
    double step = budget.ceiling / 100;
    if (question.arguments.Has("step")) {
      step = question.arguments.GetReal("step");
    } else if (step == 0) {
      for (const auto& cost : budget.costs) {
        if (cost.amount > 0 && (step == 0 || cost.amount < step)) step = cost.amount;
      }
    }
    if (step == 0) continue;  // nothing costs anything: no money is worth anything
    TENON_ASSIGN(const plan::BudgetPrice price, plan::PriceBudget(model.problem, b, step, plan, options, question.job));
    table.rows.push_back({budget.condition, step, price.price, price.low, price.high, ToValue(price.relaxed)});
  }
  return {};
}

Status FillNear(const Question& question, const Candidates& candidates, const PortfolioModel& model,
                const plan::PortfolioPlan& plan, const plan::PortfolioOptions& options, Table& table) {
  TENON_ASSIGN(auto found,
               plan::FindNeeded(model.problem, plan, question.arguments.GetReal("near"), options, question.job));
  const auto rest = [](const plan::WithoutProject& without) { return without.value.value_or(-1); };
  std::ranges::stable_sort(found, {}, rest);
  for (const plan::WithoutProject& without : found) {
    table.rows.push_back(
        {candidates.projects[model.project[without.project]].id, std::string(plan::ToString(without.necessity)),
         ToValue(without.value), without.value ? Value(without.bound) : Value(),
         without.value && plan.value > 0 ? Value((plan.value - *without.value) / plan.value) : Value()});
  }
  return {};
}

Status FillRegret(const Question& question, const Candidates& candidates, const PortfolioModel& model,
                  const plan::PortfolioPlan& plan, const plan::PortfolioOptions& options, Table& table) {
  std::vector<double> low, high;
  for (const WeightedTarget& target : candidates.targets) {
    low.push_back(target.low);
    high.push_back(target.high);
  }
  TENON_ASSIGN(const auto draws, plan::DrawRegret(model.problem, {model.low, model.high, low, high}, plan.choice,
                                                  static_cast<std::size_t>(question.arguments.GetInteger("draws")),
                                                  options, question.job));
  const auto add = [&](const char* measure, const auto& of) {
    std::vector<double> values;
    for (const plan::RegretDraw& draw : draws) values.push_back(of(draw));
    std::ranges::sort(values);
    const econ::Interval interval = *econ::IntervalOf(values);  // there is one draw or more
    table.rows.push_back({std::string(measure),
                          std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()),
                          interval.low, values[values.size() / 2], interval.high, values.back(), Count(values.size())});
  };
  add("value", [](const plan::RegretDraw& draw) { return draw.value; });
  add("best", [](const plan::RegretDraw& draw) { return draw.best; });
  add("regret", [](const plan::RegretDraw& draw) { return draw.best - draw.value; });
  add("regret_at_most", [](const plan::RegretDraw& draw) { return draw.bound - draw.value; });
  add("share", [](const plan::RegretDraw& draw) { return draw.best > 0 ? (draw.best - draw.value) / draw.best : 0; });
  return {};
}

}  // namespace

std::vector<Parameter> SensitivityParameters() {
  return {
      {.name = "also",
       .type = ParameterType::kTextList,
       .meaning =
           {"what else to work out, each by solves of its own: frontier (13 other budgets), price (of one more "
            "unit of each budget), near (which projects every near-optimal plan has: a solve or two for each "
            "chosen project), regret (a solve for each draw)",
            "另外计算什么，各需多次求解：frontier（13 种预算水平）、price（各项预算再增一单位的价值）、near（近优方案"
            "必含的项目，每个入选项目求解一至两次）、regret（每次抽样求解一次）"},
       .choices = {"frontier", "price", "near", "regret"}},
      {.name = "near",
       .type = ParameterType::kReal,
       .meaning = {"with --also near: a plan is near-optimal if it is worth at least 1 - near of the best",
                   "--also near 时：值不低于最优值（1 - near）即为近优方案"},
       .unit = "1",
       .default_value = Value(0.01),
       .minimum = 0,
       .maximum = 1},
      {.name = "step",
       .type = ParameterType::kReal,
       .meaning = {"with --also price: how much more money; not given: a hundredth of the budget",
                   "--also price 时的预算增量；不给则为预算的百分之一"},
       .unit = "of the budget",
       .minimum = 1e-9,
       .maximum = 1e18},
      {.name = "draws",
       .type = ParameterType::kInteger,
       .meaning = {"with --also regret: draws of probabilities and weights, uniform within their intervals",
                   "--also regret 时：在区间内均匀抽取概率与权重的次数"},
       .unit = "draws",
       .default_value = Value(std::int64_t{100}),
       .minimum = 1,
       .maximum = 10000},
  };
}

std::vector<ResultTable> SensitivityTables() { return {Frontier(), Prices(), Near(), Regret()}; }

Result<std::vector<Table>> DescribeSensitivity(const Question& question, const Candidates& candidates,
                                               const PortfolioModel& model, const plan::PortfolioPlan& plan,
                                               const plan::PortfolioOptions& options) {
  std::vector<Table> tables;
  for (const ResultTable& table : SensitivityTables()) tables.push_back(table.MakeTable());
  const std::vector<std::string> also = question.arguments.GetList("also");
  const auto asked = [&](const char* what) { return std::ranges::find(also, what) != also.end(); };
  if (asked("frontier")) TENON_CHECK(FillFrontier(question, model, plan, options, tables[0]));
  if (asked("price")) TENON_CHECK(FillPrices(question, model, plan, options, tables[1]));
  if (asked("near")) TENON_CHECK(FillNear(question, candidates, model, plan, options, tables[2]));
  if (asked("regret")) TENON_CHECK(FillRegret(question, candidates, model, plan, options, tables[3]));
  return tables;
}

}  // namespace tenon::analyses
