// Times the input-output kernels on a table in a file, for bench/io_peer.py, which times numpy on the same file and
// compares what both found: io_bench FILE N (float64: N x N flows row by row, N outputs).
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <ctime>
#include <fstream>
#include <numeric>
#include <string>
#include <vector>

#include "econ/io_extraction.h"
#include "econ/io_influence.h"
#include "econ/io_leontief.h"

namespace tenon::econ {
namespace {

constexpr std::size_t kInverseLimit = 5000;

template <class Kernel>
auto Time(const char* name, const Kernel& kernel) {
  const std::clock_t start = std::clock();
  auto result = kernel();
  fmt::print("\"{}_seconds\": {:.6f}, ", name, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  return result;
}

double Sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

InputOutputTable Read(const char* file, std::size_t n) {
  InputOutputTable table{Matrix(n, n), std::vector<double>(n)};
  std::ifstream in(file, std::ios::binary);
  in.read(reinterpret_cast<char*>(table.flows.cells.data()), static_cast<std::streamsize>(n * n * sizeof(double)));
  in.read(reinterpret_cast<char*>(table.output.data()), static_cast<std::streamsize>(n * sizeof(double)));
  if (!in) fmt::print(stderr, "io_bench: {} does not hold {} x {} flows\n", file, n, n);
  return table;
}

/// Leontief and Ghosh inverse, extraction of every sector, field of influence of every pair.
void Dense(const InputOutputTable& table, std::span<const double> final_use) {
  const auto inverse = Time("leontief", [&] { return Leontief::Of(table)->Inverse()->matrix; });
  const auto ghosh = Time("ghosh", [&] { return GhoshInverse(inverse, table.output); });
  const std::vector<double> ones(table.output.size(), 1.0);
  const auto losses =
      Time("extraction", [&] { return *ExtractEach(inverse, table.output, final_use, ones, Extraction::kSector, 1); });
  const auto influence = Time("influence", [&] { return *FieldOfInfluence(inverse); });
  fmt::print(
      "\"leontief_sum\": {:.17g}, \"ghosh_sum\": {:.17g}, \"influence_first\": {:.17g}, \"losses\": [{:.17g}]}}\n",
      Sum(inverse.cells), Sum(ghosh.cells), influence(0, 1), fmt::join(losses.total, ", "));
}

/// One solve, everything that is needed for it included.
void Solve(const InputOutputTable& table, std::span<const double> final_use) {
  const auto solution =
      Time("solve", [&] { return *Leontief::Of(table)->Solve(Matrix::OneRow(final_use), Side::kColumns); });
  fmt::print("\"iterations\": {}, \"residual\": {:.3g}, \"error_bound\": {:.3g}, \"output\": [{:.17g}]}}\n",
             solution.iterations, solution.residual, solution.error_bound.value_or(0),
             fmt::join(solution.rows.cells, ", "));
}

}  // namespace
}  // namespace tenon::econ

int main(int count, char** words) {
  using namespace tenon::econ;
  if (count != 3) return 2;
  const std::size_t n = std::stoul(words[2]);
  const InputOutputTable table = Read(words[1], n);
  const auto final_use = FinalUse(table);
  fmt::print("{{");
  n <= kInverseLimit ? Dense(table, final_use) : Solve(table, final_use);
}
