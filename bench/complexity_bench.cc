// Times the complexity kernels on made-up exports, and hands the same exports to peers.
//
//   complexity_bench write FILE PLACES PRODUCTS     year 1 as float64, row by row
//   complexity_bench run PLACES PRODUCTS YEARS      one JSON object: CPU seconds, and the answers of year 1
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/resource.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "base/random.h"
#include "econ/activity.h"
#include "econ/complexity_index.h"
#include "econ/density.h"
#include "econ/fitness.h"
#include "econ/presence.h"
#include "econ/proximity.h"

namespace tenon {
namespace {

/// Able places make hard products too; four of ten pairs trade at all.
std::vector<double> MakeExports(std::size_t places, std::size_t products, std::uint64_t year) {
  Random random(year);
  std::vector<double> exports(places * products);
  for (std::size_t c = 0; c < places; ++c) {
    const double able = static_cast<double>(c + 1) / static_cast<double>(places);
    for (std::size_t p = 0; p < products; ++p) {
      const double hard = static_cast<double>(p + 1) / static_cast<double>(products);
      const double odds = 1 / (1 + std::exp(6 * (hard - able)));
      if (random.Uniform() < 0.8 * odds) exports[c * products + p] = std::floor(std::exp(8 + 2 * random.Normal()));
    }
  }
  return exports;
}

std::vector<econ::ActivityCell> Cells(const std::vector<double>& exports, std::size_t products) {
  std::vector<econ::ActivityCell> cells;
  for (std::size_t i = 0; i < exports.size(); ++i) {
    if (exports[i] > 0) {
      cells.push_back({static_cast<std::uint32_t>(i / products), static_cast<std::uint32_t>(i % products), exports[i]});
    }
  }
  return cells;
}

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Year {
  econ::Presence presence;
  econ::ComplexityIndex index;
  econ::Density density;
};

/// What `goals` of the peers count: from amounts to RCA, M, ECI, PCI and density.
Year Measure(std::size_t places, std::size_t products, std::vector<econ::ActivityCell> cells) {
  const auto table = *econ::MakeActivityTable(places, products, std::move(cells));
  econ::Presence presence = econ::PresenceByAdvantage(table);
  econ::ComplexityIndex index = *econ::MeasureComplexityIndex(presence);
  econ::Density density = econ::MeasureDensity(presence);
  return {std::move(presence), std::move(index), std::move(density)};
}

int Run(std::size_t places, std::size_t products, std::uint64_t years) {
  auto cells = Cells(MakeExports(places, products, 1), products);
  const double start = CpuSeconds();
  const Year first = Measure(places, products, std::move(cells));
  const double measured = CpuSeconds();
  const econ::ProximityMatrix proximity = econ::MeasureProximity(first.presence);
  const double with_matrix = CpuSeconds();
  const auto fitness = econ::MeasureFitness(first.presence, {.updates = 20});
  const double with_fitness = CpuSeconds();

  double all_years = 0;
  for (std::uint64_t year = 1; year <= years; ++year) {
    auto cells_of_year = Cells(MakeExports(places, products, year), products);
    const double before = CpuSeconds();
    const Year result = Measure(places, products, std::move(cells_of_year));
    all_years += CpuSeconds() - before;
    if (result.index.state != econ::IndexState::kDetermined) return 1;
  }
  std::vector<double> eci, density;
  for (std::uint32_t c = 0; c < places; ++c) {
    eci.push_back(first.index.eci[c].value_or(0));
    double sum = 0;
    for (std::uint32_t p = 0; p < products; ++p) sum += first.density.At(c, p).value_or(0);
    density.push_back(sum);
  }
  double near = 0;
  for (const double phi : proximity.values) near += phi;
  fmt::print(
      "{{\"ones\": {}, \"seconds\": {:.4f}, \"proximity_seconds\": {:.4f}, \"fitness_seconds\": {:.4f}, "
      "\"years_seconds\": {:.4f}, \"proximity_sum\": {:.17g}, \"eci\": [{:.17g}], \"density\": [{:.17g}]}}\n",
      first.presence.ones(), measured - start, with_matrix - measured, with_fitness - with_matrix, all_years, near,
      fmt::join(eci, ", "), fmt::join(density, ", "));
  return fitness ? 0 : 1;
}

}  // namespace
}  // namespace tenon

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() != 4) return 2;
  const auto number = [&](std::size_t i) { return std::strtoul(words[i].c_str(), nullptr, 10); };
  if (words[0] == "run") return tenon::Run(number(1), number(2), number(3));
  const auto exports = tenon::MakeExports(number(2), number(3), 1);
  std::ofstream file(words[1], std::ios::binary);
  file.write(reinterpret_cast<const char*>(exports.data()),
             static_cast<std::streamsize>(exports.size() * sizeof(double)));
  return file.good() ? 0 : 1;
}
