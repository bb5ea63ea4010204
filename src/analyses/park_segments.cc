#include <algorithm>
#include <deque>
#include <functional>
#include <utility>

#include "analyses/park.h"

namespace tenon::analyses {
namespace {

constexpr std::size_t kLeaders = 3;

/// RCA, amounts and leaders of some activities taken together.
void MeasureTogether(const PlaceModel& model, std::uint32_t place, ParkSegment& segment) {
  const econ::ActivityTable& table = model.data.table;
  double all = 0, own = 0;
  bool known = true;
  for (const std::uint32_t p : segment.activities) {
    all += table.activity_total(p);
    known = known && !std::ranges::binary_search(model.data.unknown, std::pair(place, p));
  }
  std::vector<std::pair<std::string, double>> shares;
  for (std::uint32_t c = 0; c < table.places(); ++c) {
    double amount = 0;
    for (const econ::ActivityCell& cell : table.Row(c)) {
      if (std::ranges::binary_search(segment.activities, cell.activity)) amount += cell.amount;
    }
    if (c == place) own = amount;
    if (amount > 0) shares.emplace_back(model.data.places[c], amount / all);
  }
  std::ranges::stable_sort(shares, std::greater(), &std::pair<std::string, double>::second);
  shares.resize(std::min(shares.size(), kLeaders));
  segment.leaders = std::move(shares);
  if (!known || all <= 0 || table.place_total(place) <= 0) return;
  segment.amount = own;
  segment.advantage = own / table.place_total(place) / (all / table.total());
}

std::optional<double> MeanOver(const std::vector<std::uint32_t>& activities,
                               const std::function<std::optional<double>(std::uint32_t)>& value_of) {
  double sum = 0, count = 0;
  for (const std::uint32_t p : activities) {
    if (const auto value = value_of(p)) sum += *value, ++count;
  }
  return count > 0 ? std::optional(sum / count) : std::nullopt;
}

}  // namespace

std::string_view ToString(ParkRole role) {
  switch (role) {
    case ParkRole::kStrengthen:
      return "strengthen";
    case ParkRole::kFill:
      return "fill";
    case ParkRole::kExtend:
      return "extend";
    case ParkRole::kApart:
      return "apart";
  }
  return "";
}

std::vector<ParkSegment> MeasureSegments(const ChainOutlook& outlook, const PlaceModel* model,
                                         std::optional<std::uint32_t> place, double present,
                                         const std::vector<std::vector<std::size_t>>& firms_of_segment) {
  std::vector<ParkSegment> segments(outlook.chain.segments.size());
  const auto complexity_share =
      model == nullptr ? std::vector<std::optional<double>>() : econ::ShareNoHigher(model->complexity);
  for (std::size_t s = 0; s < segments.size(); ++s) {
    ParkSegment& segment = segments[s];
    segment.firms = firms_of_segment[s];
    if (model != nullptr && place) {
      for (const std::string& code : outlook.activities[s].codes) {
        segment.activities.push_back(*model->data.Activity(code));
      }
      if (!segment.activities.empty()) MeasureTogether(*model, *place, segment);
      segment.density = MeanOver(segment.activities, [&](auto p) { return model->density.At(*place, p); });
      segment.complexity = MeanOver(segment.activities, [&](auto p) { return model->complexity[p]; });
      segment.score = MeanOver(segment.activities, [&](auto p) -> std::optional<double> {
        const auto density = model->density.At(*place, p);
        if (!density || !complexity_share[p]) return std::nullopt;
        return *density * *complexity_share[p];
      });
    }
    if (!segment.firms.empty()) {
      segment.here = true;
    } else if (segment.advantage) {
      segment.here = *segment.advantage >= present;
    }
  }
  return segments;
}

void PlaceInChain(const graph::Dag& dag, std::vector<ParkSegment>& segments) {
  std::vector<graph::Node> here;
  for (graph::Node node = 0; node < dag.num_nodes(); ++node) {
    if (segments[node].here == true) here.push_back(node);
  }
  const auto needed = graph::Reachable(dag, here, graph::Direction::kUpstream);
  const auto fed = graph::Reachable(dag, here, graph::Direction::kDownstream);
  std::deque<graph::Node> queue(here.begin(), here.end());
  for (const graph::Node node : here) segments[node].steps = 0;
  for (; !queue.empty(); queue.pop_front()) {
    const graph::Node node = queue.front();
    for (const auto& ends : {dag.Heads(node), dag.Tails(node)}) {
      for (const graph::Node next : ends) {
        if (segments[next].steps) continue;
        segments[next].steps = *segments[node].steps + 1;
        queue.push_back(next);
      }
    }
  }
  for (graph::Node node = 0; node < dag.num_nodes(); ++node) {
    ParkSegment& segment = segments[node];
    if (!segment.here) continue;
    segment.role = *segment.here  ? ParkRole::kStrengthen
                   : needed[node] ? ParkRole::kFill
                   : fed[node]    ? ParkRole::kExtend
                                  : ParkRole::kApart;
  }
}

}  // namespace tenon::analyses
