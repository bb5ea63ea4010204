#include "graph/component.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <unordered_map>

#include "base/random.h"

namespace tenon::graph {
namespace {

constexpr Node kNone = std::numeric_limits<Node>::max();

/// Numbers parts in the order of their lowest node. `root` holds one node of the part, the same for all its nodes.
Components NumberParts(const std::vector<Node>& root) {
  Components result;
  result.of.resize(root.size());
  std::vector<Node> number(root.size(), kNone);
  for (Node node = 0; node < root.size(); ++node) {
    Node& part = number[root[node]];
    if (part == kNone) {
      part = static_cast<Node>(result.size.size());
      result.size.push_back(0);
    }
    result.of[node] = part;
    ++result.size[part];
  }
  return result;
}

/// Trees whose parents have lower numbers.
class Forest {
 public:
  explicit Forest(Node nodes) : parent_(nodes) { std::iota(parent_.begin(), parent_.end(), Node{0}); }
  Node Root(Node node) {
    while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
    return node;
  }
  void Link(Node a, Node b) {
    Node x = parent_[a];
    Node y = parent_[b];
    while (x != y) {
      const Node high = std::max(x, y);
      const Node low = std::min(x, y);
      const Node above = parent_[high];
      if (above == low) return;
      if (above == high) {
        parent_[high] = low;
        return;
      }
      x = parent_[above];
      y = parent_[low];
    }
  }
  /// Hangs every node directly on its root: ascending, so that a parent already hangs on its own.
  void Flatten() {
    for (Node& parent : parent_) parent = parent_[parent];
  }
  const std::vector<Node>& parents() const { return parent_; }

 private:
  std::vector<Node> parent_;
};

/// The root met most often in a sample.
Node LargestTree(const std::vector<Node>& root) {
  constexpr int kSample = 1024;
  Random random(1);
  std::unordered_map<Node, int> met;
  Node largest = root.front();
  for (int i = 0; i < kSample; ++i) {
    const Node found = root[random.Below(root.size())];
    if (++met[found] > met[largest]) largest = found;
  }
  return largest;
}

}  // namespace

Components WeakComponents(Rows out, Rows in) {
  const Node nodes = out.num_nodes();
  if (nodes == 0) return {};
  Forest forest(nodes);
  // One arc each of the first two out and in joins nearly everything that hangs together.
  constexpr std::uint64_t kFirst = 2;
  for (std::uint64_t i = 0; i < kFirst; ++i) {
    for (Node node = 0; node < nodes; ++node) {
      if (out.Length(node) > i) forest.Link(node, out[node][i]);
    }
    forest.Flatten();
  }
  const Node largest = LargestTree(forest.parents());
  for (Node node = 0; node < nodes; ++node) {
    if (forest.Root(node) == forest.Root(largest)) continue;
    for (const Node end : out[node].subspan(std::min(kFirst, out.Length(node)))) forest.Link(node, end);
    for (const Node end : in[node]) forest.Link(node, end);
  }
  forest.Flatten();
  return NumberParts(forest.parents());
}

Components StrongComponents(Rows out) {
  const Node nodes = out.num_nodes();
  std::vector<Node> lowest(nodes, kNone);  // kNone: not seen yet
  std::vector<Node> root(nodes, kNone);    // kNone: part not closed yet
  std::vector<std::uint64_t> next;         // of the node at the same place of `way`
  std::vector<Node> way, open;
  std::vector<Node> entered;
  Node time = 0;
  for (Node start = 0; start < nodes; ++start) {
    if (lowest[start] != kNone) continue;
    const auto enter = [&](Node node) {
      lowest[node] = time;
      entered.push_back(time++);
      way.push_back(node);
      next.push_back(out.first[node]);
      open.push_back(node);
    };
    enter(start);
    while (!way.empty()) {
      const Node node = way.back();
      if (next.back() < out.first[node + std::size_t{1}]) {
        const Node end = out.ends[next.back()++];
        if (lowest[end] == kNone) {
          enter(end);
        } else if (root[end] == kNone) {
          lowest[node] = std::min(lowest[node], lowest[end]);
        }
        continue;
      }
      if (lowest[node] == entered.back()) {
        Node member;
        do {
          member = open.back();
          open.pop_back();
          root[member] = node;
        } while (member != node);
      }
      way.pop_back();
      next.pop_back();
      entered.pop_back();
      if (!way.empty()) lowest[way.back()] = std::min(lowest[way.back()], lowest[node]);
    }
  }
  return NumberParts(root);
}

}  // namespace tenon::graph
