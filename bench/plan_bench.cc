// Times the portfolio kernel on an instance in a file, for bench/plan_peer.py, which times the peers on the same file
// and compares what they found: plan_bench FILE GAP SECONDS. The file: int64 projects, targets, pairs; then float64
// budget, costs, weights; int64 start of each project's pairs; int32 targets; float64 probabilities.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <cstdint>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "plan/portfolio.h"

namespace tenon::plan {
namespace {

template <class Number>
std::vector<Number> ReadMany(std::ifstream& in, std::size_t count) {
  std::vector<Number> numbers(count);
  in.read(reinterpret_cast<char*>(numbers.data()), static_cast<std::streamsize>(count * sizeof(Number)));
  return numbers;
}

PortfolioProblem Read(std::ifstream& in) {
  const auto sizes = ReadMany<std::int64_t>(in, 3);
  PortfolioProblem problem;
  problem.projects = static_cast<std::size_t>(sizes[0]);
  PortfolioProblem::Spending budget{
      .condition = "budget", .costs = {}, .floor = 0, .ceiling = ReadMany<double>(in, 1)[0]};
  for (const double cost : ReadMany<double>(in, problem.projects)) {
    budget.costs.push_back({static_cast<std::int32_t>(budget.costs.size()), cost});
  }
  problem.spending.push_back(std::move(budget));
  problem.weight = ReadMany<double>(in, static_cast<std::size_t>(sizes[1]));
  problem.reach_start = ReadMany<std::int64_t>(in, problem.projects + 1);
  const auto targets = ReadMany<std::int32_t>(in, static_cast<std::size_t>(sizes[2]));
  const auto probabilities = ReadMany<double>(in, targets.size());
  for (std::size_t r = 0; r < targets.size(); ++r) problem.reach.push_back({targets[r], probabilities[r]});
  return problem;
}

}  // namespace
}  // namespace tenon::plan

int main(int count, char** words) {
  using namespace tenon::plan;
  if (count != 4) return 2;
  std::ifstream in(words[1], std::ios::binary);
  const PortfolioProblem problem = Read(in);
  const PortfolioOptions options{.relative_gap = std::stod(words[2]), .time_limit_seconds = std::stod(words[3])};
  const std::clock_t start = std::clock();
  const auto plan = SolvePortfolio(problem, options);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  if (!plan) {
    fmt::print(stderr, "plan_bench: {}\n", tenon::Describe(plan.error()));
    return 1;
  }
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < problem.projects; ++i) {
    if (plan->choice[i] != 0) chosen.push_back(i);
  }
  fmt::print("{{\"seconds\": {:.6f}, \"value\": {:.17g}, \"bound\": {:.17g}, \"gap\": {:.17g}, \"chosen\": [{}]}}\n",
             seconds, plan->value, plan->bound, plan->gap, fmt::join(chosen, ", "));
}
