#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyses/portfolio_budget.h"
#include "analyses/portfolio_candidates.h"
#include "analyses/portfolio_model.h"
#include "analyses/portfolio_sensitivity_tables.h"
#include "analyses/portfolio_tables.h"
#include "analyses/questions.h"
#include "fmt/format.h"
#include "plan/portfolio.h"

namespace tenon::analyses {
namespace {

std::vector<Parameter> Parameters() {
  return {
      {.name = "budget",
       .type = ParameterType::kTextList,
       .meaning = {"the money there is: one amount (100), or one for each year (2027=50,2028=40); in the unit of the "
                   "costs",
                   "可用资金：一个总额（100），或逐年（2027=50,2028=40）；单位与成本相同"},
       .required = true},
      {.name = "candidates",
       .type = ParameterType::kChoice,
       .meaning =
           {"project: the tables project and project_target; grant: the grants that lead to a segment of --chain",
            "project：表 project 与 project_target；grant：通向 --chain 各环节的已立项项目"},
       .default_value = Value(std::string("project")),
       .choices = {"project", "grant"}},
      {.name = "chain",
       .type = ParameterType::kChainFile,
       .meaning = {"the targets are the segments of this chain", "以该产业链的环节为目标"}},
      {.name = "economy",
       .type = ParameterType::kEconomy,
       .meaning = {"weigh the segments of --chain by the shortage of this economy; not given: by the table target",
                   "以该经济体的短缺度为 --chain 各环节的权重；不给则用表 target"}},
      {.name = "source",
       .type = ParameterType::kTextList,
       .meaning = {"the source to take where several fill a table of the plan", "多个来源填有规划表时采用的来源"}},
      {.name = "method",
       .type = ParameterType::kChoice,
       .meaning = {"auto: exact up to 2,000 projects and 200,000 links, else greedy; each with a proven bound",
                   "auto：2000 个项目、20 万条联系以内用精确法，否则用贪心法；均给出已证明的上界"},
       .default_value = Value(std::string("auto")),
       .choices = {"auto", "exact", "greedy"}},
      {.name = "gap",
       .type = ParameterType::kReal,
       .meaning = {"the search may end where (bound - value) / value is at most this",
                   "（上界 - 值）/ 值不超过此数即可停止搜索"},
       .unit = "1",
       .default_value = Value(1e-6),
       .minimum = 1e-7,
       .maximum = 1},
      {.name = "time_limit",
       .type = ParameterType::kReal,
       .meaning = {"of each exact search; where it strikes, the answer depends on the machine and the status says so",
                   "每次精确搜索的时限；到时则结果取决于机器，状态会注明"},
       .unit = "s",
       .default_value = Value(60.0),
       .minimum = 0.1,
       .maximum = 1e6},
      {.name = "solver_threads",
       .type = ParameterType::kInteger,
       .meaning = {"threads of the exact search", "精确搜索的线程数"},
       .unit = "threads",
       .default_value = Value(std::int64_t{1}),
       .minimum = 1,
       .maximum = 256},
      {.name = "seed",
       .type = ParameterType::kInteger,
       .meaning = {"seed of the search and of draws", "搜索与抽样的随机种子"},
       .default_value = Value(std::int64_t{1}),
       .minimum = 0,
       .maximum = 2147483647.0},
  };
}

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "portfolio";
  spec.title = {"Portfolio of projects under a budget", "预算约束下的项目组合"};
  spec.sentence = {"Which projects do most good under this budget, and how far from the best possible is that choice?",
                   "在给定预算下资助哪些项目收效最大，与最优方案最多相差多少？"};
  spec.parameters = Parameters();
  std::ranges::move(SensitivityParameters(), std::back_inserter(spec.parameters));
  spec.tables = PlanTables();
  std::ranges::move(SensitivityTables(), std::back_inserter(spec.tables));
  spec.conventions = {
      "Value: sum over targets of weight x (1 - product over paid projects of (1 - probability)): projects succeed "
      "independently, and a target counts once however many reach it. A project is paid for whole or not at all.",
      "A single budget is held against all years of a project's cost together, a budget by years against each year's.",
      "Missing is not zero: a project without a cost, whatever requires it, and a link without a probability or a "
      "weight are left out and listed.",
      "The probability of a grant is the share of all grants of its field that became a product (Wilson's 95 % "
      "interval): what became of the grant itself is not used."};
  spec.references = {
      "Nemhauser, G. L., Wolsey, L. A., Fisher, M. L. (1978). An analysis of approximations for maximizing submodular "
      "set functions. Mathematical Programming 14, 265. doi 10.1007/BF01588971.",
      "Khuller, S., Moss, A., Naor, J. (1999). The budgeted maximum coverage problem. Information Processing Letters "
      "70, "
      "39. doi 10.1016/S0020-0190(99)00031-9.",
      "Duran, M. A., Grossmann, I. E. (1986). An outer-approximation algorithm for a class of mixed-integer nonlinear "
      "programs. Mathematical Programming 36, 307. doi 10.1007/BF02592064."};
  spec.example =
      "tenon run portfolio --candidates grant --source nih-reporter --chain medicines --economy DEU "
      "--budget 50000000";
  return spec;
}

plan::PortfolioOptions OptionsOf(const Arguments& arguments) {
  const std::string method = arguments.GetText("method");
  return {.method = method == "exact"    ? plan::PortfolioMethod::kExact
                    : method == "greedy" ? plan::PortfolioMethod::kGreedy
                                         : plan::PortfolioMethod::kAuto,
          .relative_gap = arguments.GetReal("gap"),
          .time_limit_seconds = arguments.GetReal("time_limit"),
          .threads = static_cast<int>(arguments.GetInteger("solver_threads")),
          .seed = static_cast<std::uint32_t>(arguments.GetInteger("seed"))};
}

/// What a reader must know of this very plan.
std::vector<std::string> Warnings(const Candidates& candidates, const PortfolioModel& model,
                                  const plan::PortfolioPlan& plan) {
  std::vector<std::string> warnings = candidates.warnings;
  warnings.insert(warnings.end(), model.warnings.begin(), model.warnings.end());
  if (!model.left_out.empty()) {
    warnings.push_back(fmt::format("{} projects, targets or links could not take part: see the table left_out",
                                   model.left_out.size()));
  }
  if (model.Budget() == 0) warnings.emplace_back("the budget is 0: only projects that cost nothing can be paid for");
  if (plan.status == plan::PortfolioStatus::kTimeLimit) {
    warnings.emplace_back("the search met its time limit: value and bound hold, but may come closer with more time");
  }
  return warnings;
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(const std::vector<YearBudget> budgets, ReadBudget(question.arguments.GetList("budget")));
  question.job.report({"portfolio: reading", 0, 0, ""});
  TENON_ASSIGN(Candidates candidates, ReadCandidates(question));
  TENON_ASSIGN(const std::vector<ProjectRule> rules, ReadRules(question));
  TENON_ASSIGN(const PortfolioModel model, BuildModel(candidates, budgets, rules));
  if (model.problem.projects == 0) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("none of the {} candidates has a known cost: nothing can be chosen. Missing is not zero.",
                            candidates.projects.size()));
  }
  question.job.report({"portfolio: solving", 0, 0, ""});
  const plan::PortfolioOptions options = OptionsOf(question.arguments);
  TENON_ASSIGN(const plan::PortfolioPlan plan, plan::SolvePortfolio(model.problem, options, question.job));
  TENON_ASSIGN(std::vector<Table> sensitivity, DescribeSensitivity(question, candidates, model, plan, options));
  Answer answer;
  answer.tables = DescribePlan(candidates, model, plan);
  std::ranges::move(sensitivity, std::back_inserter(answer.tables));
  answer.receipt.warnings = Warnings(candidates, model, plan);
  answer.receipt.sources = std::move(candidates.sources);
  return answer;
}

}  // namespace

const Analysis& PortfolioAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
