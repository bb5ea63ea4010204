#include "chain/links.h"

#include <algorithm>

namespace tenon::chain {
namespace {

std::vector<Link> FindCycleAmong(std::size_t segments, const std::vector<Link>& links) {
  std::vector<std::vector<std::size_t>> outgoing(segments);
  for (std::size_t i = 0; i < links.size(); ++i) outgoing[links[i].from].push_back(i);

  enum class Mark : unsigned char { kUnseen, kOnPath, kDone };
  std::vector<Mark> marks(segments, Mark::kUnseen);
  std::vector<std::size_t> next(segments, 0);
  std::vector<std::size_t> path;    // segments from the start to where we stand
  std::vector<std::size_t> walked;  // links between them
  for (std::size_t start = 0; start < segments; ++start) {
    if (marks[start] != Mark::kUnseen) continue;
    marks[start] = Mark::kOnPath;
    path.push_back(start);
    while (!path.empty()) {
      const std::size_t here = path.back();
      if (next[here] == outgoing[here].size()) {
        marks[here] = Mark::kDone;
        path.pop_back();
        if (!walked.empty()) walked.pop_back();
        continue;
      }
      const std::size_t link = outgoing[here][next[here]++];
      const std::size_t there = links[link].to;
      if (marks[there] == Mark::kDone) continue;
      walked.push_back(link);
      if (marks[there] == Mark::kOnPath) {
        const auto first = std::ranges::find(path, there) - path.begin();
        std::vector<Link> cycle;
        for (auto i = walked.begin() + first; i != walked.end(); ++i) cycle.push_back(links[*i]);
        return cycle;
      }
      marks[there] = Mark::kOnPath;
      path.push_back(there);
    }
  }
  return {};
}

}  // namespace

std::vector<Link> FindCycle(std::size_t segments, std::span<const Link> links) {
  std::vector<Link> among;
  std::ranges::copy_if(links, std::back_inserter(among),
                       [](const Link& link) { return link.kind == LinkKind::kInput; });
  std::vector<Link> cycle = FindCycleAmong(segments, among);
  if (!cycle.empty()) return cycle;
  return FindCycleAmong(segments, {links.begin(), links.end()});
}

}  // namespace tenon::chain
