#include "graph/flow_graph.h"

#include <algorithm>
#include <numeric>

#include "graph/component.h"

namespace tenon::graph {
namespace {

/// Nodes and arcs before they are numbered in flow order. Node p < `parts` is a strong component (kShrink); with
/// preprints the nodes are those of the citation graph and, above them, one preprint for each node of a component.
struct Draft {
  OwnedRows tails;  // row v: what v builds on; may repeat
  OwnedRows members;
  std::vector<bool> is_preprint;
};

/// Rows of (row, end) pairs that `visit` hands out twice, in the same order.
template <class Visit>
OwnedRows CollectRows(std::size_t rows, const Visit& visit) {
  OwnedRows result;
  result.first.assign(rows + 1, 0);
  visit([&](Node row, Node) { ++result.first[row + std::size_t{1}]; });
  std::inclusive_scan(result.first.begin(), result.first.end(), result.first.begin());
  result.ends.resize(result.first.back());
  std::vector<std::uint64_t> next(result.first.begin(), result.first.end() - 1);
  visit([&](Node row, Node end) { result.ends[next[row]++] = end; });
  return result;
}

Draft Shrink(Rows references, const Components& parts) {
  Draft draft;
  const Node nodes = references.num_nodes();
  draft.members = CollectRows(parts.size.size(), [&](auto add) {
    for (Node node = 0; node < nodes; ++node) add(parts.of[node], node);
  });
  draft.tails = CollectRows(parts.size.size(), [&](auto add) {
    for (Node node = 0; node < nodes; ++node) {
      for (const Node cited : references[node]) {
        if (parts.of[cited] != parts.of[node]) add(parts.of[node], parts.of[cited]);
      }
    }
  });
  return draft;
}

Draft AddPreprints(Rows references, const Components& parts) {
  Draft draft;
  const Node nodes = references.num_nodes();
  std::vector<Node> preprint(nodes, 0);
  Node all = nodes;
  for (Node node = 0; node < nodes; ++node) {
    if (parts.size[parts.of[node]] > 1) preprint[node] = all++;
  }
  draft.is_preprint.assign(all, false);
  std::fill(draft.is_preprint.begin() + nodes, draft.is_preprint.end(), true);
  draft.members = CollectRows(all, [&](auto add) {
    for (Node node = 0; node < nodes; ++node) {
      add(node, node);
      if (preprint[node] != 0) add(preprint[node], node);
    }
  });
  draft.tails = CollectRows(all, [&](auto add) {
    for (Node node = 0; node < nodes; ++node) {
      for (const Node cited : references[node]) {
        add(node, parts.of[cited] == parts.of[node] ? preprint[cited] : cited);
      }
    }
  });
  return draft;
}

/// Levels of an acyclic graph in any numbering, by removing sources round after round.
std::vector<Node> LevelsOf(Rows tails, Rows heads) {
  const Node nodes = tails.num_nodes();
  std::vector<Node> level(nodes, 1), waiting(nodes), ready;
  for (Node node = 0; node < nodes; ++node) {
    waiting[node] = static_cast<Node>(tails.Length(node));
    if (waiting[node] == 0) ready.push_back(node);
  }
  for (std::size_t i = 0; i < ready.size(); ++i) {
    const Node node = ready[i];
    for (const Node head : heads[node]) {
      level[head] = std::max(level[head], level[node] + 1);
      if (--waiting[head] == 0) ready.push_back(head);
    }
  }
  return level;
}

bool InFlowOrder(Rows tails) {
  for (Node node = 0; node < tails.num_nodes(); ++node) {
    for (const Node tail : tails[node]) {
      if (tail >= node) return false;
    }
  }
  return true;
}

}  // namespace

FlowGraph MakeFlowGraph(Rows references, const FlowOptions& options) {
  FlowGraph graph;
  // Numbers that fall along every arc leave no room for a cycle: the usual case in a graph in the order of time.
  Components parts;
  if (InFlowOrder(references)) {
    parts.of.resize(references.num_nodes());
    std::iota(parts.of.begin(), parts.of.end(), Node{0});
    parts.size.assign(references.num_nodes(), 1);
  } else {
    parts = StrongComponents(references);
  }
  for (const Node size : parts.size) graph.components_shrunk += size > 1 ? 1 : 0;
  for (Node node = 0; node < references.num_nodes(); ++node) {
    for (const Node cited : references[node]) graph.arcs_inside += parts.of[cited] == parts.of[node] ? 1 : 0;
  }
  const bool preprints = options.cycles == Cycles::kPreprint && graph.components_shrunk > 0;
  Draft draft = preprints ? AddPreprints(references, parts) : Shrink(references, parts);
  const auto drafted = static_cast<Node>(draft.members.first.size() - 1);

  // Which draft nodes stay, in flow order.
  OwnedRows heads = Transpose(draft.tails.view());
  std::vector<Node> order;
  for (Node node = 0; node < drafted; ++node) {
    const bool isolated = draft.tails.view().Length(node) == 0 && heads.view().Length(node) == 0;
    if (isolated && options.isolated == Isolated::kLeaveOut) {
      ++graph.isolated_left_out;
    } else {
      order.push_back(node);
    }
  }
  if (!InFlowOrder(draft.tails.view())) {
    const std::vector<Node> level = LevelsOf(draft.tails.view(), heads.view());
    std::ranges::stable_sort(order, {}, [&](Node node) { return level[node]; });
  }
  std::vector<Node> number(drafted, 0);
  for (Node node = 0; node < order.size(); ++node) number[order[node]] = node;

  graph.tails.first.assign(1, 0);
  graph.members.first.assign(1, 0);
  for (const Node drafted_node : order) {
    std::vector<Node>& ends = graph.tails.ends;
    const auto begin = static_cast<std::ptrdiff_t>(ends.size());
    for (const Node tail : draft.tails.view()[drafted_node]) ends.push_back(number[tail]);
    std::sort(ends.begin() + begin, ends.end());
    const auto end = std::unique(ends.begin() + begin, ends.end());
    graph.arcs_merged += static_cast<std::uint64_t>(ends.end() - end);
    ends.erase(end, ends.end());
    graph.tails.first.push_back(ends.size());
    const auto members = draft.members.view()[drafted_node];
    graph.members.ends.insert(graph.members.ends.end(), members.begin(), members.end());
    graph.members.first.push_back(graph.members.ends.size());
    if (preprints) graph.is_preprint.push_back(draft.is_preprint[drafted_node]);
  }
  draft = {};
  graph.heads = Transpose(graph.tails.view());
  return graph;
}

std::vector<Node> Levels(const FlowGraph& graph) {
  std::vector<Node> level(graph.num_nodes(), 1);
  const Rows tails = graph.tails.view();
  for (Node node = 0; node < graph.num_nodes(); ++node) {
    for (const Node tail : tails[node]) level[node] = std::max(level[node], level[tail] + 1);
  }
  return level;
}

}  // namespace tenon::graph
