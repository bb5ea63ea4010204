#include "graph/main_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <unordered_map>

namespace tenon::graph {
namespace {

// Two values whose doubles differ by less than this share of the larger are compared exactly. The doubles are right to
// a part in 10^15 for one arc, and to (nodes on the path) times that for a sum of arcs.
constexpr double kSure = 1e-9;

enum class Way { kForward, kBackward };

/// One step is an arc walked from `near` to `far`: forward or backward.
struct View {
  const FlowGraph& graph;
  const PathCounts& counts;
  Way way;

  std::span<const Node> Steps(Node near) const {
    return way == Way::kForward ? graph.heads.view()[near] : graph.tails.view()[near];
  }
  FlowArc Arc(Node near, Node far) const { return way == Way::kForward ? FlowArc{near, far} : FlowArc{far, near}; }
  double Share(Node near, Node far) const {
    const FlowArc arc = Arc(near, far);
    return counts.Share(arc.tail, arc.head);
  }
  BigNatural Weight(Node near, Node far) const {
    const FlowArc arc = Arc(near, far);
    return counts.Weight(arc.tail, arc.head);
  }
  /// Nodes where walking this way begins.
  bool IsOutermost(Node node) const { return way == Way::kForward ? graph.IsSource(node) : graph.IsSink(node); }
};

/// The steps that are exactly largest.
std::vector<FlowArc> HeaviestOf(const View& view, const std::vector<FlowArc>& arcs) {
  double best = 0;
  for (const FlowArc& arc : arcs) best = std::max(best, view.counts.Share(arc.tail, arc.head));
  std::vector<FlowArc> heaviest;
  BigNatural most;
  for (const FlowArc& arc : arcs) {
    if (view.counts.Share(arc.tail, arc.head) < best * (1 - kSure)) continue;
    BigNatural weight = view.counts.Weight(arc.tail, arc.head);
    if (weight < most) continue;
    if (weight > most) heaviest.clear();
    most = std::move(weight);
    heaviest.push_back(arc);
  }
  return heaviest;
}

std::vector<FlowArc> HeaviestFrom(const View& view, Node near) {
  std::vector<FlowArc> arcs;
  for (const Node far : view.Steps(near)) arcs.push_back(view.Arc(near, far));
  return HeaviestOf(view, arcs);
}

/// Walks on from `starts` by the steps `next` gives, to the end.
template <class Next>
void Walk(Way way, std::vector<Node> starts, const Next& next, std::set<FlowArc>& path) {
  std::set<Node> seen;
  while (!starts.empty()) {
    const Node near = starts.back();
    starts.pop_back();
    if (!seen.insert(near).second) continue;
    for (const FlowArc& arc : next(near)) {
      path.insert(arc);
      starts.push_back(way == Way::kForward ? arc.head : arc.tail);
    }
  }
}

void WalkLocal(const View& view, std::vector<Node> starts, std::set<FlowArc>& path) {
  Walk(view.way, std::move(starts), [&](Node near) { return HeaviestFrom(view, near); }, path);
}

/// Largest sum of shares on the way from each node to the end.
std::vector<double> BestSums(const View& view) {
  const Node nodes = view.graph.num_nodes();
  std::vector<double> best(nodes, 0);
  for (Node i = 0; i < nodes; ++i) {
    const Node near = view.way == Way::kForward ? nodes - 1 - i : i;
    for (const Node far : view.Steps(near)) best[near] = std::max(best[near], view.Share(near, far) + best[far]);
  }
  return best;
}

/// Exact sums, and the steps that attain them, for all nodes that a best way from `starts` may pass.
class ExactSums {
 public:
  ExactSums(const View& view, const std::vector<double>& best, std::vector<Node> starts) {
    std::set<Node> reached;
    while (!starts.empty()) {
      const Node near = starts.back();
      starts.pop_back();
      if (!reached.insert(near).second) continue;
      for (const Node far : NearBest(view, best, near)) starts.push_back(far);
    }
    // Far nodes first: the highest numbers when walking forward.
    std::vector<Node> order(reached.begin(), reached.end());
    if (view.way == Way::kForward) std::ranges::reverse(order);
    for (const Node near : order) {
      Entry entry;
      for (const Node far : NearBest(view, best, near)) {
        BigNatural sum = view.Weight(near, far) + entries_.at(far).sum;
        if (sum < entry.sum) continue;
        if (sum > entry.sum) entry.steps.clear();
        entry.sum = std::move(sum);
        entry.steps.push_back(view.Arc(near, far));
      }
      entries_.emplace(near, std::move(entry));
    }
  }
  const BigNatural& Sum(Node node) const { return entries_.at(node).sum; }
  const std::vector<FlowArc>& Steps(Node node) const { return entries_.at(node).steps; }

 private:
  struct Entry {
    BigNatural sum;
    std::vector<FlowArc> steps;
  };
  static std::vector<Node> NearBest(const View& view, const std::vector<double>& best, Node near) {
    std::vector<Node> steps;
    for (const Node far : view.Steps(near)) {
      if (view.Share(near, far) + best[far] >= best[near] * (1 - kSure)) steps.push_back(far);
    }
    return steps;
  }
  std::unordered_map<Node, Entry> entries_;
};

void WalkGlobal(const View& view, const std::vector<Node>& starts, std::set<FlowArc>& path) {
  const ExactSums sums(view, BestSums(view), starts);
  Walk(view.way, starts, [&](Node near) { return sums.Steps(near); }, path);
}

/// From source to sink by the largest sums of all.
void FindGlobal(const View& view, std::set<FlowArc>& path) {
  const std::vector<double> best = BestSums(view);
  double most = 0;
  for (Node node = 0; node < best.size(); ++node) most = view.IsOutermost(node) ? std::max(most, best[node]) : most;
  std::vector<Node> starts;
  for (Node node = 0; node < best.size(); ++node) {
    if (view.IsOutermost(node) && best[node] > 0 && best[node] >= most * (1 - kSure)) starts.push_back(node);
  }
  const ExactSums sums(view, best, starts);
  BigNatural largest;
  for (const Node start : starts) largest = std::max(largest, sums.Sum(start));
  std::erase_if(starts, [&](Node start) { return sums.Sum(start) != largest; });
  Walk(view.way, starts, [&](Node near) { return sums.Steps(near); }, path);
}

void FindLocal(const View& view, const std::vector<Node>& given, std::set<FlowArc>& path) {
  std::vector<Node> starts = given;
  if (starts.empty()) {
    std::vector<FlowArc> first;
    for (Node node = 0; node < view.graph.num_nodes(); ++node) {
      if (!view.IsOutermost(node)) continue;
      for (const Node far : view.Steps(node)) first.push_back(view.Arc(node, far));
    }
    for (const FlowArc& arc : HeaviestOf(view, first)) {
      path.insert(arc);
      starts.push_back(view.way == Way::kForward ? arc.head : arc.tail);
    }
  }
  WalkLocal(view, std::move(starts), path);
}

}  // namespace

Result<std::vector<FlowArc>> FindMainPath(const FlowGraph& graph, const PathCounts& counts,
                                          const MainPathOptions& options) {
  if (options.key_routes == 0) return Fail(ErrorKind::kInvalidArgument, "key_routes 0: at least 1 is allowed");
  for (const Node start : options.starts) {
    if (start >= graph.num_nodes()) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("start {} in a graph of {} nodes", start, graph.num_nodes()));
    }
  }
  const View forward{graph, counts, Way::kForward};
  const View backward{graph, counts, Way::kBackward};
  std::set<FlowArc> path;
  switch (options.kind) {
    case MainPathKind::kForwardLocal:
      FindLocal(forward, options.starts, path);
      break;
    case MainPathKind::kBackwardLocal:
      FindLocal(backward, options.starts, path);
      break;
    case MainPathKind::kGlobal:
      FindGlobal(forward, path);
      break;
    case MainPathKind::kKeyRouteLocal:
    case MainPathKind::kKeyRouteGlobal: {
      std::vector<Node> heads, tails;
      for (const FlowArc& arc : LargestArcs(graph, counts, options.key_routes)) {
        path.insert(arc);
        heads.push_back(arc.head);
        tails.push_back(arc.tail);
      }
      if (options.kind == MainPathKind::kKeyRouteLocal) {
        WalkLocal(forward, heads, path);
        WalkLocal(backward, tails, path);
      } else {
        WalkGlobal(forward, heads, path);
        WalkGlobal(backward, tails, path);
      }
      break;
    }
  }
  return std::vector<FlowArc>(path.begin(), path.end());
}

}  // namespace tenon::graph
