#include "analyses/trace_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <ranges>
#include <set>
#include <tuple>
#include <utility>

namespace tenon::analyses {
namespace {

TraceNode NodeOf(const Table& rows, std::size_t row, const std::string& end) {
  const auto kind = std::ranges::find(kTraceKinds, std::string_view(TextOr(rows.At(row, end + "kind"))));
  return {static_cast<std::size_t>(kind - kTraceKinds.begin()), IntegerOr(rows.At(row, end + "key"), 0),
          TextOr(rows.At(row, end + "id"))};
}

Table FrontierTable(const std::set<TraceNode>& nodes) {
  Table table{
      "frontier", {{"kind", ValueType::kText, ""}, {"key", ValueType::kInteger, ""}, {"id", ValueType::kText, ""}}, {}};
  for (const TraceNode& node : nodes) table.rows.push_back({std::string(kTraceKinds[node.kind]), node.key, node.id});
  return table;
}

/// A link as the query gives it.
struct FoundLink {
  std::optional<double> confidence;
  std::string protected_until, source;
};
using LinkEnds = std::tuple<TraceNode, TraceNode, std::int64_t>;  // from, to, key of the project it goes through

/// Adds the links that can be reached from `seeds` in one direction.
Status Follow(const Question& question, const std::set<TraceNode>& seeds, const std::string& direction,
              const std::string& links, std::map<LinkEnds, FoundLink>& found) {
  std::set<TraceNode> seen = seeds;
  for (std::set<TraceNode> frontier = seeds; !frontier.empty();) {
    TENON_CHECK(question.snapshot.Provide(FrontierTable(frontier)));
    TENON_ASSIGN(const Table rows,
                 question.snapshot.Ask("trace_links", {{"direction", direction}, {"links", links}}, question.job));
    frontier.clear();
    for (std::size_t row = 0; row < rows.rows.size(); ++row) {
      const TraceNode from = NodeOf(rows, row, "from_"), to = NodeOf(rows, row, "to_");
      const Value& confidence = rows.At(row, "confidence");
      found[{from, to, IntegerOr(rows.At(row, "through"), 0)}] = {
          IsMissing(confidence) ? std::nullopt : std::optional(RealOr(confidence, 0)),
          TextOr(rows.At(row, "protected_until")), TextOr(rows.At(row, "source"))};
      const TraceNode& other = direction == "next" ? to : from;
      if (seen.insert(other).second) frontier.insert(other);
    }
  }
  return {};
}

}  // namespace

Result<TraceGraph> CollectTrace(const Question& question, const Table& seeds, const std::string& links) {
  std::set<TraceNode> nodes;
  for (std::size_t row = 0; row < seeds.rows.size(); ++row) nodes.insert(NodeOf(seeds, row, ""));
  const std::set<TraceNode> seed_nodes = nodes;
  std::map<LinkEnds, FoundLink> found;
  for (const char* direction : {"previous", "next"}) {
    TENON_CHECK(Follow(question, seed_nodes, direction, links, found));
  }
  constexpr std::size_t kProject = 0;
  for (const auto& [ends, link] : found) {
    nodes.insert(std::get<0>(ends));
    nodes.insert(std::get<1>(ends));
    if (std::get<2>(ends) != 0) nodes.insert({kProject, std::get<2>(ends), ""});
  }
  TraceGraph graph;
  graph.nodes.assign(nodes.begin(), nodes.end());
  const auto index = [&](const TraceNode& node) {
    return static_cast<std::size_t>(std::ranges::lower_bound(graph.nodes, node) - graph.nodes.begin());
  };
  for (const auto& [ends, link] : found) {
    const auto& [from, to, through] = ends;
    graph.links.push_back({index(from), index(to),
                           through == 0 ? std::nullopt : std::optional(index({kProject, through, ""})), link.confidence,
                           link.protected_until, link.source});
  }
  for (const TraceNode& node : graph.nodes) graph.is_seed.push_back(seed_nodes.contains(node));
  return graph;
}

Result<std::vector<TracePath>> EnumerateTrace(const TraceGraph& graph, std::size_t most) {
  std::vector<bool> has_previous(graph.nodes.size());
  for (const TraceLink& link : graph.links) has_previous[link.to] = true;
  std::vector<TracePath> paths;
  TracePath path;
  // `before` is the node ahead of `node`: a link through a project holds only right behind that project.
  const std::function<Status(std::size_t, std::optional<std::size_t>, bool)> go =
      [&](std::size_t node, std::optional<std::size_t> before, bool passes_seed) -> Status {
    passes_seed = passes_seed || graph.is_seed[node];
    bool goes_on = false;
    for (const TraceLink& link : std::ranges::equal_range(graph.links, node, {}, &TraceLink::from)) {
      if (link.through && link.through != before) continue;
      goes_on = true;
      path.links.push_back(static_cast<std::size_t>(&link - graph.links.data()));
      TENON_CHECK(go(link.to, node, passes_seed));
      path.links.pop_back();
    }
    if (goes_on || !passes_seed) return {};
    if (paths.size() == most) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("more than {} paths pass what it names; start from one paper, patent or trial, or give "
                              "--links stated",
                              most),
                  "--from");
    }
    paths.push_back(path);
    return {};
  };
  for (std::size_t node = 0; node < graph.nodes.size(); ++node) {
    path.start = node;
    if (!has_previous[node]) TENON_CHECK(go(node, std::nullopt, false));
  }
  return paths;
}

}  // namespace tenon::analyses
