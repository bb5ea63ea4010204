#include "graph/community.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <map>
#include <numeric>

#include "base/random.h"
#include "graph/neighbours.h"

namespace tenon::graph {
namespace {

/// An undirected graph with weights; links of a node to itself stand apart.
struct Network {
  std::vector<std::uint64_t> first = {0};
  std::vector<Node> ends;
  std::vector<double> weights;  // of ends
  std::vector<double> degree;   // with twice the inner weight
  double links = 0;

  Node size() const { return static_cast<Node>(degree.size()); }
};

Network NetworkOf(const CitationGraph& graph) {
  Network network;
  for (Node node = 0; node < graph.num_nodes(); ++node) {
    ForEachNeighbour(graph, node, [&](Node end) { network.ends.push_back(end); });
    network.first.push_back(network.ends.size());
    network.degree.push_back(static_cast<double>(network.first[node + std::size_t{1}] - network.first[node]));
  }
  network.weights.assign(network.ends.size(), 1);
  network.links = static_cast<double>(network.ends.size()) / 2;
  return network;
}

using Partition = std::vector<Node>;

Partition Singletons(Node nodes) {
  Partition partition(nodes);
  std::iota(partition.begin(), partition.end(), Node{0});
  return partition;
}

/// Renumbers communities 0, 1, ... in the order of their lowest node; returns how many there are.
Node Compact(Partition& partition) {
  std::vector<Node> number(partition.size(), std::numeric_limits<Node>::max());
  Node count = 0;
  for (Node& of : partition) {
    if (number[of] == std::numeric_limits<Node>::max()) number[of] = count++;
    of = number[of];
  }
  return count;
}

void Shuffle(std::vector<Node>& nodes, Random& random) {
  for (std::size_t i = nodes.size(); i > 1; --i) std::swap(nodes[i - 1], nodes[random.Below(i)]);
}

/// How strongly one node is linked to each community around it.
class Surroundings {
 public:
  explicit Surroundings(Node nodes) : weight_(nodes, 0) {}
  template <class Keep>
  std::span<const Node> Look(const Network& network, const Partition& partition, Node node, const Keep& keep) {
    for (const Node community : met_) weight_[community] = 0;
    met_.clear();
    for (std::uint64_t i = network.first[node]; i < network.first[node + std::size_t{1}]; ++i) {
      if (!keep(network.ends[i])) continue;
      const Node community = partition[network.ends[i]];
      if (weight_[community] == 0) met_.push_back(community);
      weight_[community] += network.weights[i];
    }
    return met_;
  }
  double Weight(Node community) const { return weight_[community]; }

 private:
  std::vector<double> weight_;
  std::vector<Node> met_;
};

class Leiden {
 public:
  Leiden(const LeidenOptions& options) : options_(options), random_(options.seed) {}

  /// Moves nodes to the community where they add most until none gains. Returns whether any moved.
  bool MoveNodes(const Network& network, Partition& partition) {
    const Node nodes = network.size();
    std::vector<double> total(nodes, 0);  // degrees of each community
    std::vector<Node> members(nodes, 0);
    for (Node node = 0; node < nodes; ++node) {
      total[partition[node]] += network.degree[node];
      ++members[partition[node]];
    }
    std::vector<Node> empty;
    for (Node community = nodes; community-- > 0;) {
      if (members[community] == 0) empty.push_back(community);
    }
    std::vector<Node> order = Singletons(nodes);
    Shuffle(order, random_);
    std::deque<Node> queue(order.begin(), order.end());
    std::vector<bool> queued(nodes, true);
    Surroundings around(nodes);
    bool moved = false;
    while (!queue.empty()) {
      const Node node = queue.front();
      queue.pop_front();
      queued[node] = false;
      const Node from = partition[node];
      const auto near = around.Look(network, partition, node, [](Node) { return true; });
      total[from] -= network.degree[node];
      if (--members[from] == 0) empty.push_back(from);
      // Alone gains 0; staying is preferred to what is no better.
      Node best = from;
      double most = around.Weight(from) - Expected(network, network.degree[node], total[from]);
      for (const Node community : near) {
        const double gain = around.Weight(community) - Expected(network, network.degree[node], total[community]);
        if (gain > most + kLeastGain) {
          most = gain;
          best = community;
        }
      }
      if (most < -kLeastGain) best = empty.back();
      total[best] += network.degree[node];
      if (members[best]++ == 0) empty.pop_back();  // it is the last: `from` just put there, or the one just taken
      if (best == from) continue;
      partition[node] = best;
      moved = true;
      for (std::uint64_t i = network.first[node]; i < network.first[node + std::size_t{1}]; ++i) {
        const Node end = network.ends[i];
        if (partition[end] != best && !queued[end]) {
          queued[end] = true;
          queue.push_back(end);
        }
      }
    }
    return moved;
  }

  /// Divides each community into connected parts, by merging nodes that begin alone.
  Partition Refine(const Network& network, const Partition& partition) {
    const Node nodes = network.size();
    std::vector<double> whole(nodes, 0);  // degrees of each community of `partition`
    for (Node node = 0; node < nodes; ++node) whole[partition[node]] += network.degree[node];
    Partition refined = Singletons(nodes);
    std::vector<double> total = network.degree;
    std::vector<double> outward(nodes, 0);  // links of each part to the rest of its community
    for (Node node = 0; node < nodes; ++node) {
      for (std::uint64_t i = network.first[node]; i < network.first[node + std::size_t{1}]; ++i) {
        if (partition[network.ends[i]] == partition[node]) outward[node] += network.weights[i];
      }
    }
    const auto well_connected = [&](Node part, Node community) {
      return outward[part] >= Expected(network, total[part], whole[community] - total[part]);
    };
    std::vector<bool> alone(nodes, true);
    std::vector<Node> order = Singletons(nodes);
    Shuffle(order, random_);
    Surroundings around(nodes);
    std::vector<Node> choices;
    std::vector<double> gains;
    for (const Node node : order) {
      const Node community = partition[node];
      if (!alone[node] || !well_connected(node, community)) continue;
      const auto near = around.Look(network, refined, node, [&](Node end) { return partition[end] == community; });
      choices.assign(1, node);
      gains.assign(1, 0);
      for (const Node part : near) {
        const double gain = around.Weight(part) - Expected(network, network.degree[node], total[part]);
        if (part == node || gain < 0 || !well_connected(part, community)) continue;
        choices.push_back(part);
        gains.push_back(gain);
      }
      const Node chosen = choices[Choose(gains)];
      if (chosen == node) continue;
      refined[node] = chosen;
      alone[chosen] = false;
      total[chosen] += network.degree[node];
      outward[chosen] += outward[node] - 2 * around.Weight(chosen);
    }
    return refined;
  }

 private:
  static constexpr double kLeastGain = 1e-10;

  double Expected(const Network& network, double a, double b) const {
    return options_.resolution * a * b / (2 * network.links);
  }

  /// With probability proportional to exp(gain / randomness).
  std::size_t Choose(std::vector<double>& gains) {
    const double most = *std::ranges::max_element(gains);
    double sum = 0;
    for (double& gain : gains) sum += gain = std::exp((gain - most) / options_.randomness);
    double point = random_.Uniform() * sum;
    for (std::size_t i = 0; i < gains.size(); ++i) {
      if (point < gains[i]) return i;
      point -= gains[i];
    }
    return gains.size() - 1;
  }

  LeidenOptions options_;
  Random random_;
};

/// Each part of `refined` (compact) becomes one node.
Network Aggregate(const Network& network, const Partition& refined, Node parts) {
  std::vector<std::vector<Node>> members(parts);
  for (Node node = 0; node < network.size(); ++node) members[refined[node]].push_back(node);
  Network result;
  result.degree.assign(parts, 0);
  result.links = network.links;
  std::map<Node, double> row;
  for (Node part = 0; part < parts; ++part) {
    row.clear();
    for (const Node node : members[part]) {
      result.degree[part] += network.degree[node];
      for (std::uint64_t i = network.first[node]; i < network.first[node + std::size_t{1}]; ++i) {
        const Node end = refined[network.ends[i]];
        if (end != part) row[end] += network.weights[i];
      }
    }
    for (const auto& [end, weight] : row) {
      result.ends.push_back(end);
      result.weights.push_back(weight);
    }
    result.first.push_back(result.ends.size());
  }
  return result;
}

/// Each connected piece of a community becomes one. A refinement that merges nothing ends a round with what moving
/// nodes left, which may have come apart; a piece by itself is never worse.
Partition ConnectedPieces(const Network& network, const Partition& partition) {
  constexpr Node kNone = std::numeric_limits<Node>::max();
  Partition pieces(partition.size(), kNone);
  std::vector<Node> waiting;
  for (Node start = 0; start < network.size(); ++start) {
    if (pieces[start] != kNone) continue;
    pieces[start] = start;
    waiting.push_back(start);
    while (!waiting.empty()) {
      const Node node = waiting.back();
      waiting.pop_back();
      for (std::uint64_t i = network.first[node]; i < network.first[node + std::size_t{1}]; ++i) {
        const Node end = network.ends[i];
        if (pieces[end] != kNone || partition[end] != partition[node]) continue;
        pieces[end] = start;
        waiting.push_back(end);
      }
    }
  }
  return pieces;
}

double Modularity(const Network& network, const Partition& partition, double resolution) {
  std::vector<double> inside(network.size(), 0), degrees(network.size(), 0);
  for (Node node = 0; node < network.size(); ++node) {
    degrees[partition[node]] += network.degree[node];
    for (std::uint64_t i = network.first[node]; i < network.first[node + std::size_t{1}]; ++i) {
      if (partition[network.ends[i]] == partition[node]) inside[partition[node]] += network.weights[i] / 2;
    }
  }
  double sum = 0;
  for (Node community = 0; community < network.size(); ++community) {
    const double share = degrees[community] / (2 * network.links);
    sum += inside[community] / network.links - resolution * share * share;
  }
  return sum;
}

}  // namespace

Result<Communities> FindCommunities(const CitationGraph& graph, const LeidenOptions& options,
                                    const Execution& execution) {
  if (!(options.resolution > 0) || !(options.randomness > 0)) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("resolution {} and randomness {}: both above 0 are allowed",
                                                         options.resolution, options.randomness));
  }
  const Network whole = NetworkOf(graph);
  Partition communities = Singletons(whole.size());
  Communities result;
  Leiden leiden(options);
  bool changed = whole.links > 0;
  while (changed && result.rounds < options.most_rounds) {
    ++result.rounds;
    execution.job.report({"communities", static_cast<double>(result.rounds), 0, "rounds"});
    changed = false;
    Network network = whole;
    Partition partition = communities;             // of the nodes of `network`
    Partition part_of = Singletons(whole.size());  // node of `network` that a node of the whole lies in
    for (;;) {
      TENON_CHECK(CheckStopped(execution));
      changed = leiden.MoveNodes(network, partition) || changed;
      for (Node node = 0; node < whole.size(); ++node) communities[node] = partition[part_of[node]];
      if (Compact(partition) == network.size()) break;
      Partition refined = leiden.Refine(network, partition);
      const Node parts = Compact(refined);
      if (parts == network.size()) break;
      Partition next(parts);
      for (Node node = 0; node < network.size(); ++node) next[refined[node]] = partition[node];
      network = Aggregate(network, refined, parts);
      partition = std::move(next);
      for (Node& part : part_of) part = refined[part];
    }
    Compact(communities);
  }
  communities = ConnectedPieces(whole, communities);
  Compact(communities);
  result.modularity = whole.links > 0 ? Modularity(whole, communities, options.resolution) : 0;
  result.parts.of = std::move(communities);
  for (const Node community : result.parts.of) {
    if (community >= result.parts.size.size()) result.parts.size.resize(community + std::size_t{1}, 0);
    ++result.parts.size[community];
  }
  return result;
}

}  // namespace tenon::graph
