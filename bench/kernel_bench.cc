// Times the kernels. Every benchmark checks its answer against a closed form before it is timed.
#include <benchmark/benchmark.h>

#include <cmath>

#include "base/random.h"
#include "econ/break.h"
#include "econ/concentration.h"
#include "econ/shortage.h"
#include "econ/station.h"
#include "graph/dominator.h"

namespace tenon {
namespace {

bool Near(double a, double b) { return std::abs(a - b) < 1e-9; }

econ::Supply EvenSupply(std::size_t suppliers) {
  econ::Supply supply;
  supply.named.assign(suppliers, 1.0);
  return supply;
}

void BM_Concentration(benchmark::State& state) {
  const auto suppliers = static_cast<std::size_t>(state.range(0));
  const econ::Supply supply = EvenSupply(suppliers);
  if (!Near(*econ::MeasureConcentration(supply)->hhi, 1 / static_cast<double>(suppliers))) {
    state.SkipWithError("equal suppliers must have an HHI of 1/n");
  }
  for (auto _ : state) benchmark::DoNotOptimize(econ::MeasureConcentration(supply));
}
BENCHMARK(BM_Concentration)->Arg(200);

// Segments of 200 suppliers, values with their 5 % error, 1,000 draws.
void BM_Shortage(benchmark::State& state) {
  std::vector<econ::SegmentEvidence> segments(static_cast<std::size_t>(state.range(0)));
  for (auto& segment : segments) {
    segment.supply = EvenSupply(200);
    segment.withholding = econ::Withholding{};
    segment.import_share = econ::ForeignShare{1, econ::ExactError()};
    segment.look_through = econ::ForeignShare{0.25, econ::ExactError()};
  }
  const auto shortages = *econ::MeasureShortage(segments);
  // HHI 0.005 and top share 0.005 are below their ramps; imports 1, look-through 0.5: ((1 + 1/8) / 4)^(1/3).
  if (!Near(*shortages[0].scarcity.value, std::cbrt(1.125 / 4)) || *shortages[0].denial.value != 0) {
    state.SkipWithError("scarcity differs from its closed form");
  }
  for (auto _ : state) benchmark::DoNotOptimize(econ::MeasureShortage(segments));
}
BENCHMARK(BM_Shortage)->Arg(100)->Unit(benchmark::kMillisecond);

void BM_Station(benchmark::State& state) {
  econ::Distribution segment{{}, std::nullopt, econ::CountError()};
  segment.economies.assign(static_cast<std::size_t>(state.range(0)), 100.0);
  econ::Distribution all = segment;
  segment.economies[0] = 300.0;
  const econ::StationInput input{.segment = &segment, .all = &all, .economy = 0};
  const auto n = static_cast<double>(state.range(0));
  const double rca = 3 / (n + 2) * n;
  if (!Near(*econ::MeasureStation(input)->strength, (rca - 1) / (rca + 1))) {
    state.SkipWithError("strength differs from its closed form");
  }
  for (auto _ : state) benchmark::DoNotOptimize(econ::MeasureStation(input));
}
BENCHMARK(BM_Station)->Arg(40)->Arg(200)->Unit(benchmark::kMicrosecond);

void BM_Breaks(benchmark::State& state) {
  Random random(1);
  econ::StationProfile profile;
  for (const auto station : {econ::Station::kDiscovery, econ::Station::kInvention, econ::Station::kProduction}) {
    econ::StationReading reading{station, profile.empty() ? 0.5 : -0.5, {}};
    for (int d = 0; d < 1000; ++d) reading.draws.push_back(*reading.strength + 0.01 * random.Normal());
    profile.push_back(reading);
  }
  const std::vector<econ::StationProfile> variants(6, profile);
  const auto steps = *econ::FindBreaks(profile, variants);
  if (*steps[1].probability != 1 || *steps[1].robustness != 1 || steps[2].state != econ::StepState::kNone) {
    state.SkipWithError("a fall of 1 must be a certain break");
  }
  for (auto _ : state) benchmark::DoNotOptimize(econ::FindBreaks(profile, variants));
}
BENCHMARK(BM_Breaks)->Unit(benchmark::kMicrosecond);

// Layers of ten nodes, each fed by two of the layer before, and a waist every ten layers.
void BM_SinglePoints(benchmark::State& state) {
  const auto layers = static_cast<graph::Node>(state.range(0));
  std::vector<graph::Arc> arcs;
  graph::Node before = 0, nodes = 10;
  bool waist_before = false;
  for (graph::Node layer = 1; layer < layers; ++layer) {
    const bool waist = layer % 10 == 0 || layer + 1 == layers;
    for (graph::Node i = 0; i < (waist ? 1U : 10U); ++i) {
      for (graph::Node j = 0; j < (waist_before ? 1U : waist ? 10U : 2U); ++j) {
        arcs.push_back({before + (i + j) % 10 % (waist_before ? 1U : 10U), nodes + i});
      }
    }
    before = nodes;
    nodes += waist ? 1 : 10;
    waist_before = waist;
  }
  const graph::Dag dag = *graph::MakeDag(nodes, arcs);
  graph::Node found = 0;
  for (const auto point : graph::SinglePointsOfFailure(dag)) found += point == graph::SinglePoint::kYes ? 1U : 0U;
  if (found != (layers - 2) / 10) state.SkipWithError("every waist but the product is a single point");
  for (auto _ : state) benchmark::DoNotOptimize(graph::SinglePointsOfFailure(dag));
}
BENCHMARK(BM_SinglePoints)->Arg(100)->Unit(benchmark::kMicrosecond);

void BM_Gamma(benchmark::State& state) {
  Random random(1);
  double sum = 0;
  for (int i = 0; i < 100'000; ++i) sum += random.Gamma(10.5);
  if (std::abs(sum / 100'000 - 10.5) > 0.05) state.SkipWithError("mean of Gamma(10.5)");
  for (auto _ : state) benchmark::DoNotOptimize(random.Gamma(10.5));
}
BENCHMARK(BM_Gamma);

}  // namespace
}  // namespace tenon

BENCHMARK_MAIN();
