#include <gmock/gmock.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analyses/question_fixture.h"
#include "base/random.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Portfolio : public QuestionFixture {
 protected:
  void Projects(const std::string& rows) {
    Fill("project",
         "select 'table' as source, project, year::integer as year, cost::double as cost, null::varchar as name, kind, "
         "region, team from (values " +
             rows + ") t(project, year, cost, kind, region, team)");
  }
  void Links(const std::string& rows) {
    Fill("project_target",
         "select 'table' as source, project, target, probability::double as probability, low::double as "
         "probability_low, high::double as probability_high from (values " +
             rows + ") t(project, target, probability, low, high)");
  }
  void Targets(const std::string& rows) {
    Fill("target", "select 'table' as source, target, weight::double as weight, null::varchar as name from (values " +
                       rows + ") t(target, weight)");
  }
  void Rules(const std::string& rows) {
    Fill("project_rule", "select 'table' as source, rule, project, other, amount::double as amount from (values " +
                             rows + ") t(rule, project, other, amount)");
  }
  /// Two regions, two teams, costs in one year: A 40, B 50, C 20, D 25.
  void FillSmall() {
    Projects(
        "('A', null, 40, 'basic', 'N', 't1'), ('B', null, 50, 'applied', 'S', 't2'), "
        "('C', null, 20, 'basic', 'N', 't2'), ('D', null, 25, 'applied', 'S', 't1')");
    Links(
        "('A', 'x', 0.5, 0.3, 0.6), ('A', 'y', 0.2, null, null), ('B', 'x', 0.9, null, null), "
        "('B', 'z', 0.4, 0.1, 0.5), ('C', 'y', 0.7, null, null), ('D', 'z', 0.8, null, null)");
    Targets("('x', 5), ('y', 2), ('z', 3), ('w', 1)");
  }
  std::string Fault(const std::vector<std::pair<std::string, std::string>>& given) {
    const auto answer = Ask("portfolio", given);
    return answer ? "answered" : fmt::format("{}: {}", ToString(answer.error().kind), answer.error().message);
  }
  static std::vector<std::string> Column(const Answer& answer, const std::string& table, const std::string& column) {
    std::vector<std::string> texts;
    for (std::size_t row = 0; row < answer.Find(table)->rows.size(); ++row) {
      texts.push_back(ToText(answer.Find(table)->At(row, column)));
    }
    return texts;
  }
  static double Total(const Answer& answer, const std::string& column) {
    return RealOr(answer.Find("totals")->At(0, column), -1);
  }
};

TEST_F(Portfolio, IsChosenWeighedAndWhatIsLeftIsSaid) {
  FillSmall();
  const auto answer = Ask("portfolio", {{"budget", "100"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  // By hand: B and D and C: x .9, z 1 - .6 * .2 = .88, y .7: 4.5 + 2.64 + 1.4 = 8.54 for 95; A for C: 8.04 for 115.
  EXPECT_THAT(Column(*answer, "chosen", "project"), ElementsAre("B", "D", "C"));
  EXPECT_NEAR(Total(*answer, "value"), 8.54, 1e-9);
  EXPECT_NEAR(Total(*answer, "bound"), 8.54, 1e-5);
  EXPECT_EQ(Total(*answer, "cost"), 95);
  EXPECT_EQ(TextOr(answer->Find("totals")->At(0, "status")), "optimal");
  EXPECT_NEAR(RealOr(Cell(*answer->Find("chosen"), "D", "marginal_value"), 0), 3 * 0.6 * 0.8, 1e-9);
  EXPECT_THAT(Column(*answer, "uncovered", "target"), ElementsAre("w", "y", "x", "z"));
  EXPECT_NEAR(RealOr(Cell(*answer->Find("uncovered"), "z", "probability"), 0), 0.88, 1e-9);
  EXPECT_NEAR(RealOr(Cell(*answer->Find("uncovered"), "y", "possible"), 0), 1 - 0.8 * 0.3, 1e-9);
}

// By hand, as above. Without B: A, D, C (6.42); without D: B, C (7.10); without C: B, D (7.14). With 35 more:
// everything, 8.91. The intervals of A and x and of B and z change no choice; z adds 3 (1 - 0.2 (1 - q)), q from 0.1 to
// 0.5.
TEST_F(Portfolio, OtherBudgetsOtherProjectsAndOtherInputs) {
  FillSmall();
  const auto answer =
      Ask("portfolio", {{"budget", "100"}, {"also", "frontier,price,near,regret"}, {"step", "35"}, {"draws", "50"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& frontier = *answer->Find("frontier");
  ASSERT_EQ(frontier.rows.size(), 13U);
  EXPECT_NEAR(RealOr(frontier.At(1, "value"), 0), 1.4, 1e-9);
  EXPECT_NEAR(RealOr(frontier.At(4, "value"), 0), 5.7, 1e-9);
  EXPECT_NEAR(RealOr(frontier.At(12, "value"), 0), 8.91, 1e-9);
  EXPECT_NEAR(RealOr(frontier.At(10, "rise"), 9), 0, 1e-6);
  EXPECT_NEAR(RealOr(Cell(*answer->Find("prices"), "budget", "price"), 0), 0.37 / 35, 1e-6);
  EXPECT_THAT(Column(*answer, "near", "project"), ElementsAre("B", "D", "C"));
  EXPECT_THAT(Column(*answer, "near", "necessity"), ElementsAre("needed", "needed", "needed"));
  EXPECT_NEAR(RealOr(Cell(*answer->Find("near"), "D", "value_without"), 0), 7.1, 1e-9);
  const Table& regret = *answer->Find("regret");
  EXPECT_GE(RealOr(Cell(regret, "value", "low"), 0), 5.9 + 3 * 0.82);
  EXPECT_LE(RealOr(Cell(regret, "value", "largest"), 0), 5.9 + 3 * 0.9);
  EXPECT_NEAR(RealOr(Cell(regret, "regret", "largest"), 1), 0, 1e-9);
  EXPECT_TRUE(Ask("portfolio", {{"budget", "100"}})->Find("near")->rows.empty());
}

TEST_F(Portfolio, MissingIsLeftOutAndNamed) {
  FillSmall();
  Projects(
      "('A', null, 40, null, null, null), ('B', null, null, null, null, null), ('C', null, 20, null, null, null), "
      "('D', 2027, 25, null, null, null), ('D', 2028, null, null, null, null)");
  Rules("('requires', 'C', 'B', null)");
  Links(
      "('A', 'x', 0.5, null, null), ('A', 'y', null, null, null), ('A', 'v', 0.5, null, null), "
      "('Q', 'x', 0.5, null, null), ('C', 'y', 0.7, null, null)");
  Targets("('x', 5), ('y', 2), ('u', null)");
  const auto answer = Ask("portfolio", {{"budget", "100"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  std::vector<std::string> out;
  for (const auto& row : answer->Find("left_out")->rows) {
    out.push_back(fmt::format("{}|{}|{}", TextOr(row[0]), TextOr(row[1]), TextOr(row[2])));
  }
  EXPECT_THAT(out, testing::UnorderedElementsAre("|u|the target has no weight",
                                                 "Q|x|the table project has no such project", "B||the cost is missing",
                                                 "D||the cost is missing", "C||it requires B, which is left out",
                                                 "A|y|the probability is missing", "A|v|the target has no weight"));
  EXPECT_THAT(Column(*answer, "chosen", "project"), ElementsAre("A"));
  EXPECT_EQ(Total(*answer, "candidates"), 1);
}

TEST_F(Portfolio, ConditionsThatCannotHoldAreNamedInTheUsersWords) {
  FillSmall();
  Projects(
      "('A', 2027, 40, 'basic', 'N', 't1'), ('B', 2027, 50, 'applied', 'S', 't2'), "
      "('C', 2028, 20, 'basic', 'N', 't2'), ('D', 2027, 25, 'applied', 'S', 't1')");
  Rules("('floor', 'x', 'segment', 60), ('ceiling', 'N', null, 50), ('excludes', 'A', 'D', null)");
  EXPECT_THAT(Fault({{"budget", "2027=80,2028=40"}}),
              HasSubstr("infeasible: these conditions cannot hold together (drop or loosen any one of them): budget of "
                        "2027; floor of segment x"));
  EXPECT_EQ(Fault({{"budget", "2027=90,2028=0"}}), "answered");
  Rules("('floor', 'N', 'region', 60), ('ceiling', 'N', 'region', 50)");
  EXPECT_THAT(Fault({{"budget", "200"}}), HasSubstr("ceiling of region N; floor of region N"));
}

TEST_F(Portfolio, BadInputIsRefusedWithWhatIsAllowed) {
  EXPECT_THAT(Fault({{"budget", "1"}}), HasSubstr("not found: the table project has no rows: load one"));
  FillSmall();
  EXPECT_THAT(Fault({{"budget", "2027=5,7"}}), HasSubstr("'7' is no budget"));
  EXPECT_THAT(Fault({{"budget", "-3"}}), HasSubstr("a budget of -3; allowed: 0 or more"));
  EXPECT_THAT(Fault({{"budget", "2027=5,2027=6"}}), HasSubstr("budget of 2027 is given twice"));
  EXPECT_THAT(Fault({{"budget", "2027=5"}}), HasSubstr("costs 40 in no stated year"));
  EXPECT_THAT(Fault({{"budget", "5"}, {"economy", "DEU"}}), HasSubstr("weighs the segments of a chain: name one"));
  EXPECT_THAT(Fault({{"budget", "5"}, {"candidates", "grant"}}), HasSubstr("the segments of a chain they lead to"));
  EXPECT_THAT(Fault({{"budget", "5"}, {"source", "tabel"}}), HasSubstr("tabel has no rows here"));
  EXPECT_THAT(Fault({{"budget", "5"}, {"chain", "chips"}}), HasSubstr("by the shortage of an economy: name one"));
  const struct {
    const char *rules, *fault;
  } kCases[] = {
      {"('requires', 'A', 'B', null), ('requires', 'B', 'C', null), ('requires', 'C', 'A', null)",
       "invalid argument: prerequisites run in a circle: A requires B; B requires C; C requires A"},
      {"('forbids', 'A', 'B', null)", "'forbids' is not known; allowed: excludes, requires, floor, ceiling"},
      {"('excludes', 'A', 'Z', null)", "names the project Z, which is not among the 4 candidates"},
      {"('excludes', 'A', 'A', null)", "A excludes itself"},
      {"('excludes', 'A', null, null)", "the column other names no project"},
      {"('floor', 'N', null, null)", "the amount is missing; allowed: 0 or more"},
      {"('ceiling', 'N', null, -1)", "the amount is -1"},
      {"('floor', 'M', 'region', 1)", "a floor or ceiling is for region M, which no candidate belongs to"},
  };
  for (const auto& [rules, fault] : kCases) {
    Rules(rules);
    EXPECT_THAT(Fault({{"budget", "100"}}), HasSubstr(fault)) << rules;
  }
  Rules("('excludes', 'A', 'B', null)");
  Links("('A', 'x', 0.5, 0.6, 0.7)");
  EXPECT_THAT(Fault({{"budget", "9"}}), HasSubstr("with the probability 0.5 (0.6 to 0.7)"));
  Links("('A', 'x', 1.5, null, null)");
  EXPECT_THAT(Fault({{"budget", "9"}}), HasSubstr("with the probability 1.5 (1.5 to 1.5); allowed: 0 to 1"));
  Links("('A', 'x', 0.5, null, null)");
  Targets("('x', -1)");
  EXPECT_THAT(Fault({{"budget", "9"}}), HasSubstr("target x is worth -1"));
  Projects("('A', 2027, -4, null, null, null)");
  EXPECT_THAT(Fault({{"budget", "9"}}), HasSubstr("project A costs -4 in 2027; allowed: 0 or more"));
  Projects("('A', 2027, 4, 'x', null, null), ('A', 2028, 4, 'y', null, null)");
  EXPECT_THAT(Fault({{"budget", "9"}}), HasSubstr("two values of kind, 'x' and 'y'"));
}

TEST_F(Portfolio, ABudgetOfNothingBuysWhatCostsNothing) {
  FillSmall();
  Projects(
      "('A', null, 40, null, null, null), ('B', null, 50, null, null, null), ('C', null, 0, null, null, null), "
      "('D', null, 25, null, null, null)");
  const auto answer = Ask("portfolio", {{"budget", "0"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_THAT(Column(*answer, "chosen", "project"), ElementsAre("C"));
  EXPECT_THAT(answer->receipt.warnings, testing::Contains(HasSubstr("the budget is 0")));
}

/// A random instance as rows of the tables, and its best value by trying every subset: written anew, from the tables.
struct Instance {
  struct Project {
    std::string region;
    std::map<int, double> costs;
    std::map<std::string, double> reaches;
  };
  std::map<std::string, Project> projects;
  std::map<std::string, double> weights;
  std::vector<std::pair<std::string, std::string>> excludes, requires_;
  std::map<std::string, double> floors, ceilings;  // by region
  std::map<int, double> budgets;

  static Instance Draw(std::uint64_t seed) {
    Random random(seed);
    Instance drawn;
    for (const char* target : {"s1", "s2", "s3", "s4", "s5", "s6"}) drawn.weights[target] = random.Uniform(0, 3);
    for (int i = 0; i < 9; ++i) {
      Project& project = drawn.projects[fmt::format("P{}", i)];
      project.region = random.Uniform() < 0.5 ? "north" : "south";
      project.costs[2027] = std::floor(random.Uniform(0, 100)) / 10;
      if (random.Uniform() < 0.4) project.costs[2028] = std::floor(random.Uniform(0, 100)) / 10;
      for (const auto& [target, weight] : drawn.weights) {
        if (random.Uniform() < 0.5) project.reaches[target] = random.Uniform() < 0.1 ? 1 : random.Uniform();
      }
    }
    drawn.excludes = {{"P0", "P1"}, {"P2", "P3"}};
    drawn.requires_ = {{"P4", "P5"}, {"P5", "P6"}};
    if (seed % 2 == 0) drawn.floors["north"] = 5;
    if (seed % 3 == 0) drawn.ceilings["south"] = 12;
    drawn.budgets = {{2027, 20}, {2028, 8}};
    return drawn;
  }

  double Best() const {
    std::vector<std::string> names;
    for (const auto& [name, project] : projects) names.push_back(name);
    double best = -1;
    for (std::uint32_t set = 0; set < (1U << names.size()); ++set) {
      std::set<std::string> in;
      for (std::size_t i = 0; i < names.size(); ++i) {
        if ((set >> i & 1U) != 0) in.insert(names[i]);
      }
      if (Allows(in)) best = std::max(best, Value(in));
    }
    return best;
  }

  bool Allows(const std::set<std::string>& in) const {
    std::map<int, double> by_year;
    std::map<std::string, double> by_region;
    for (const auto& name : in) {
      for (const auto& [year, cost] : projects.at(name).costs) {
        by_year[year] += cost;
        by_region[projects.at(name).region] += cost;
      }
    }
    bool allowed = true;
    for (const auto& [year, budget] : budgets) allowed = allowed && by_year[year] <= budget + 1e-9;
    for (const auto& [region, floor] : floors) allowed = allowed && by_region[region] >= floor - 1e-9;
    for (const auto& [region, ceiling] : ceilings) allowed = allowed && by_region[region] <= ceiling + 1e-9;
    for (const auto& [a, b] : excludes) allowed = allowed && !(in.contains(a) && in.contains(b));
    for (const auto& [a, b] : requires_) allowed = allowed && (!in.contains(a) || in.contains(b));
    return allowed;
  }

  double Value(const std::set<std::string>& in) const {
    double value = 0;
    for (const auto& [target, weight] : weights) {
      double nobody = 1;
      for (const auto& name : in) {
        const auto reach = projects.at(name).reaches.find(target);
        if (reach != projects.at(name).reaches.end()) nobody *= 1 - reach->second;
      }
      value += weight * (1 - nobody);
    }
    return value;
  }
};

TEST_F(Portfolio, AgreesWithEverySubset) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const Instance drawn = Instance::Draw(seed);
    std::vector<std::string> projects, links, targets, rules, budgets;
    for (const auto& [name, project] : drawn.projects) {
      for (const auto& [year, cost] : project.costs) {
        projects.push_back(fmt::format("('{}', {}, {}, null, '{}', null)", name, year, cost, project.region));
      }
      for (const auto& [target, p] : project.reaches) {
        links.push_back(fmt::format("('{}', '{}', {}, null, null)", name, target, p));
      }
    }
    for (const auto& [target, weight] : drawn.weights) targets.push_back(fmt::format("('{}', {})", target, weight));
    for (const auto& [a, b] : drawn.excludes) rules.push_back(fmt::format("('excludes', '{}', '{}', null)", a, b));
    for (const auto& [a, b] : drawn.requires_) rules.push_back(fmt::format("('requires', '{}', '{}', null)", a, b));
    for (const auto& [region, x] : drawn.floors) rules.push_back(fmt::format("('floor', '{}', null, {})", region, x));
    for (const auto& [region, x] : drawn.ceilings) {
      rules.push_back(fmt::format("('ceiling', '{}', 'region', {})", region, x));
    }
    for (const auto& [year, amount] : drawn.budgets) budgets.push_back(fmt::format("{}={}", year, amount));
    Projects(fmt::format("{}", fmt::join(projects, ", ")));
    Links(fmt::format("{}", fmt::join(links, ", ")));
    Targets(fmt::format("{}", fmt::join(targets, ", ")));
    Rules(fmt::format("{}", fmt::join(rules, ", ")));
    const double best = drawn.Best();
    for (const char* method : {"auto", "exact", "greedy"}) {
      const auto answer = Ask(
          "portfolio", {{"budget", fmt::format("{}", fmt::join(budgets, ","))}, {"method", method}, {"gap", "1e-7"}});
      if (best < 0) {
        ASSERT_FALSE(answer) << seed;
        EXPECT_EQ(answer.error().kind, ErrorKind::kInfeasible) << seed << method;
        continue;
      }
      ASSERT_TRUE(answer) << seed << ": " << Describe(answer.error());
      const auto chosen = Column(*answer, "chosen", "project");
      const std::set<std::string> in(chosen.begin(), chosen.end());
      EXPECT_TRUE(drawn.Allows(in)) << seed << method;
      EXPECT_NEAR(Total(*answer, "value"), drawn.Value(in), 1e-12) << seed << method;
      EXPECT_GE(Total(*answer, "bound"), best - 1e-9) << seed << method;
      if (std::string(method) != "greedy") {
        EXPECT_NEAR(Total(*answer, "value"), best, 2e-7 * best) << seed << method;
      }
    }
  }
}

}  // namespace
}  // namespace tenon::analyses
