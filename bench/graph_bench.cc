// Times the graph kernels on a generated citation network, one line of JSON for each task: name, CPU seconds (all
// threads), and the answer in a few numbers that bench/graph.py compares with the peers'.
//
//   graph_bench write NODES CITATIONS FILE   the network for the peers: int32 times, then uint32 pairs (citing, cited)
//   graph_bench run NODES CITATIONS [THREADS [TASK]]
//   graph_bench index NODES CITATIONS FOLDER   build the index on disk; peak memory is the caller's to measure
#include <fmt/core.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <numeric>
#include <string>

#include "citation_generator.h"
#include "graph/cd_index.h"
#include "graph/community.h"
#include "graph/component.h"
#include "graph/core.h"
#include "graph/main_path.h"
#include "graph/pagerank.h"
#include "graph/search.h"
#include "index/citation_builder.h"

namespace tenon {
namespace {

double CpuSeconds() {
  timespec now = {};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double PeakMebibytes() {
  rusage usage = {};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void Print(const std::string& task, double seconds, const std::string& answer) {
  fmt::print("{{\"task\": \"{}\", \"cpu_seconds\": {:.4f}, \"peak_mib\": {:.0f}, \"answer\": {}}}\n", task, seconds,
             PeakMebibytes(), answer);
  std::fflush(stdout);
}

/// The least of a few runs: others are at work on the machine.
template <class Work>
auto Time(const Work& work, double& least, int runs = 3) {
  least = 1e300;
  for (int run = 1;; ++run) {
    const double begin = CpuSeconds();
    auto result = work();
    least = std::min(least, CpuSeconds() - begin);
    if (run == runs) return result;
  }
}

void Run(graph::Node nodes, std::uint64_t citations, int threads, const std::string& only) {
  const graph::Execution execution{.threads = threads};
  const GeneratedCitations given = GenerateCitations(nodes, citations, 1);
  double seconds = 0;
  const auto graph = Time([&] { return *graph::MakeCitationGraph(nodes, given.citations, given.time); }, seconds);
  const auto wanted = [&](std::string_view task) { return only.empty() || only == task; };
  if (wanted("build")) Print("build", seconds, fmt::format("[{}]", graph.view().num_arcs()));
  const graph::CitationGraph view = graph.view();
  if (wanted("cd")) {
    const auto found = Time([&] { return *graph::ComputeCdIndex(view, {.window = 5 * 365}, execution); }, seconds);
    double sum = 0, defined = 0;
    std::uint64_t n_i = 0, n_j = 0, n_k = 0;
    for (const auto& one : found) {
      sum += one.Cd().value_or(0);
      defined += one.Cd() ? 1 : 0;
      n_i += one.n_i;
      n_j += one.n_j;
      n_k += one.n_k;
    }
    Print("cd", seconds, fmt::format("[{}, {:.9f}, {}, {}, {}]", defined, sum, n_i, n_j, n_k));
  }
  if (wanted("weak")) {
    const auto parts = Time([&] { return graph::WeakComponents(view.references, view.citations); }, seconds);
    Print("weak", seconds, fmt::format("[{}, {}]", parts.size.size(), *std::ranges::max_element(parts.size)));
  }
  if (wanted("core")) {
    const auto core = Time([&] { return *graph::Coreness(view, execution); }, seconds);
    Print("core", seconds,
          fmt::format("[{}, {}]", *std::ranges::max_element(core),
                      std::accumulate(core.begin(), core.end(), std::uint64_t{0})));
  }
  if (wanted("pagerank")) {
    const auto rank = Time([&] { return *graph::ComputePageRank(view, {.error = 1e-9}, execution); }, seconds, 1);
    const auto most = std::ranges::max_element(rank.rank);
    Print("pagerank", seconds / rank.iterations, fmt::format("[{}, {:.12e}]", most - rank.rank.begin(), *most));
  }
  if (wanted("searches")) {
    std::vector<graph::Node> starts;
    for (graph::Node i = 1; i <= 64; ++i) starts.push_back(static_cast<graph::Node>(std::uint64_t{nodes} * i / 64 - 1));
    const auto found = Time([&] { return *graph::ManyDistances(view.references, starts, execution); }, seconds);
    std::uint64_t reached = 0, sum = 0;
    for (const auto distance : found) {
      if (distance == graph::kUnreached) continue;
      ++reached;
      sum += distance;
    }
    Print("searches", seconds, fmt::format("[{}, {}]", reached, sum));
  }
  if (wanted("mainpath")) {
    std::string total;
    std::size_t arcs = 0;
    double share = 0;
    Time(
        [&] {
          const auto flow = graph::MakeFlowGraph(view.references);
          double counting = CpuSeconds();
          const auto counts = *graph::CountPaths(flow, {}, execution);
          arcs = graph::FindMainPath(flow, counts)->size();
          share = CpuSeconds() - counting;
          total = counts.total.ToText();
          return 0;
        },
        seconds);
    Print("mainpath", share, fmt::format("[\"{}\", {}]", total, arcs));
    Print("mainpath with flow graph", seconds, fmt::format("[\"{}\", {}]", total, arcs));
  }
  if (wanted("communities")) {
    const auto found = Time([&] { return *graph::FindCommunities(view, {.most_rounds = 1}); }, seconds, 1);
    Print("communities", seconds, fmt::format("[{}, {:.4f}]", found.parts.size.size(), found.modularity));
  }
}

int Index(graph::Node nodes, std::uint64_t citations, const std::string& folder) {
  // Generated in slices, so that what is measured is the builder and not the list it is fed.
  constexpr graph::Node kSlice = 1'000'000;
  double seconds = 0;
  auto builder = *index::CitationBuilder::Begin(folder, {});
  std::vector<std::uint64_t> keys, times, citing, cited;
  const auto key = [](std::uint64_t node) { return std::uint64_t{3} << 56 | (node * 2'654'435'761 % 4'294'967'291); };
  for (std::uint64_t node = 0; node < nodes; ++node) {
    keys.push_back(key(node));
    times.push_back(1950 + node * 70 / nodes);
    if (keys.size() < 2048 && node + 1 < nodes) continue;
    const double begin = CpuSeconds();
    if (!builder.AddRecords(keys, times)) return 1;
    seconds += CpuSeconds() - begin;
    keys.clear();
    times.clear();
  }
  for (graph::Node slice = 0; slice < nodes; slice += kSlice) {
    const auto given =
        GenerateCitations(std::min(kSlice, nodes - slice), citations / ((nodes + kSlice - 1) / kSlice), slice);
    for (std::size_t i = 0; i < given.citations.size(); ++i) {
      citing.push_back(key(slice + given.citations[i].citing));
      // One in five cites far back, into any slice before.
      cited.push_back(key(i % 5 == 0 && slice > 0 ? (i * 7919) % slice : slice + given.citations[i].cited));
      if (citing.size() < 2048 && i + 1 < given.citations.size()) continue;
      const double begin = CpuSeconds();
      if (!builder.AddCitations(citing, cited)) return 1;
      seconds += CpuSeconds() - begin;
      citing.clear();
      cited.clear();
    }
  }
  const double begin = CpuSeconds();
  const std::string name(index::kNameLength, '0');
  if (!builder.Finish(folder + "/citation.graph", name, {})) return 1;
  seconds += CpuSeconds() - begin;
  const double peak = PeakMebibytes();
  const auto opened = index::CitationFile::Open(folder + "/citation.graph", name);
  if (!opened || !opened->CheckContents()) return 1;
  fmt::print("{{\"task\": \"index\", \"cpu_seconds\": {:.2f}, \"peak_mib\": {:.0f}, \"answer\": [{}, {}]}}\n", seconds,
             peak, opened->graph().num_nodes(), opened->graph().num_arcs());
  return 0;
}

int Write(graph::Node nodes, std::uint64_t citations, const std::string& file) {
  const GeneratedCitations given = GenerateCitations(nodes, citations, 1);
  std::ofstream output(file, std::ios::binary);
  output.write(reinterpret_cast<const char*>(given.time.data()), static_cast<std::streamsize>(given.time.size() * 4));
  output.write(reinterpret_cast<const char*>(given.citations.data()),
               static_cast<std::streamsize>(given.citations.size() * 8));
  return output.flush() ? 0 : 1;
}

}  // namespace
}  // namespace tenon

int main(int argc, char** argv) {
  const std::string verb = argc > 3 ? argv[1] : "";
  if (verb.empty()) return 2;
  const auto nodes = static_cast<tenon::graph::Node>(std::strtoul(argv[2], nullptr, 10));
  const std::uint64_t citations = std::strtoull(argv[3], nullptr, 10);
  if (verb == "write" && argc == 5) return tenon::Write(nodes, citations, argv[4]);
  if (verb == "index" && argc == 5) return tenon::Index(nodes, citations, argv[4]);
  if (verb != "run") return 2;
  tenon::Run(nodes, citations, argc > 4 ? std::atoi(argv[4]) : 1, argc > 5 ? argv[5] : "");
  return 0;
}
