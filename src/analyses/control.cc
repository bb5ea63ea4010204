#include "analyses/control.h"

#include <algorithm>
#include <map>
#include <utility>

namespace tenon::analyses {
namespace {

struct Found {
  Control control;
  enum class Place { kEqual, kBelow, kAbove } place = Place::kEqual;
};

Found ReadRow(const std::vector<Value>& row) {
  Found found;
  found.control = {TextOr(row[2]), TextOr(row[3]), TextOr(row[4]), TextOr(row[5]), TextOr(row[6]), std::nullopt};
  if (!IsMissing(row[7])) found.control.applies = BooleanOr(row[7], false);
  const std::string place = TextOr(row[8]);
  found.place = place == "equal"   ? Found::Place::kEqual
                : place == "below" ? Found::Place::kBelow
                                   : Found::Place::kAbove;
  return found;
}

/// The entries that speak for one code of a segment.
std::vector<Control> Relevant(std::vector<Found> all) {
  using Place = Found::Place;
  const auto stands = [&](Place place) {
    return std::ranges::any_of(all, [&](const Found& found) { return found.place == place; });
  };
  const bool itself = stands(Place::kEqual);
  std::vector<Control> kept;
  if (!itself && !stands(Place::kBelow)) {
    const auto nearest = std::ranges::max_element(all, {}, [](const Found& f) { return f.control.entry.size(); });
    return {nearest->control};
  }
  for (auto& found : all) {
    if (found.place == Place::kAbove) continue;
    if (found.place == Place::kBelow && itself && found.control.applies != true) continue;
    kept.push_back(std::move(found.control));
  }
  return kept;
}

}  // namespace

Result<ChainControls> ReadControls(store::Snapshot& snapshot, const chain::Chain& chain, const std::string& economy,
                                   const Job& job) {
  ChainControls result;
  result.segments.resize(chain.segments.size());
  TENON_ASSIGN(const Table lists, snapshot.Ask("control_lists", {}, job));
  result.loaded = !lists.rows.empty();
  if (!result.loaded) return result;

  Table entries{"chain_entry", {{"segment", ValueType::kInteger, ""}, {"code", ValueType::kText, ""}}, {}};
  for (std::size_t s = 0; s < chain.segments.size(); ++s) {
    for (const auto& code : chain.segments[s].codes) {
      if (code.scheme == "ECCN") entries.rows.push_back({static_cast<std::int64_t>(s), code.code});
    }
  }
  TENON_CHECK(snapshot.Provide(entries));
  TENON_ASSIGN(const Table rows, snapshot.Ask("controls_of_chain", {{"economy", economy}}, job));
  std::map<std::pair<std::size_t, std::string>, std::vector<Found>> by_code;  // segment; code and list
  for (const auto& row : rows.rows) {
    by_code[{static_cast<std::size_t>(IntegerOr(row[0], 0)), TextOr(row[1]) + '\n' + TextOr(row[3])}].push_back(
        ReadRow(row));
  }
  for (auto& [key, found] : by_code) {
    SegmentControls& segment = result.segments[key.first];
    for (auto& control : Relevant(std::move(found))) {
      if (control.applies == true) segment.withholding.insert(control.jurisdiction);
      segment.entries.push_back(std::move(control));
    }
  }
  for (auto& segment : result.segments) {
    segment.unknown = std::ranges::any_of(segment.entries, [&](const Control& control) {
      return !control.applies && !segment.withholding.contains(control.jurisdiction);
    });
  }
  return result;
}

}  // namespace tenon::analyses
