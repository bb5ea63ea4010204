#include "econ/variety.h"

#include <fmt/format.h>

#include <cmath>
#include <map>

namespace tenon::econ {

Result<std::vector<std::optional<Variety>>> MeasureVariety(const ActivityTable& table,
                                                           std::span<const std::uint32_t> group_of_activity) {
  if (group_of_activity.size() != table.activities()) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("{} groups for {} activities: each activity needs one",
                                                         group_of_activity.size(), table.activities()));
  }
  const auto part = [](double share) { return share > 0 ? -share * std::log2(share) : 0; };
  std::vector<std::optional<Variety>> varieties(table.places());
  for (std::uint32_t place = 0; place < table.places(); ++place) {
    const double total = table.place_total(place);
    if (total == 0) continue;
    std::map<std::uint32_t, double> groups;
    for (const auto& cell : table.Row(place)) groups[group_of_activity[cell.activity]] += cell.amount;
    Variety& variety = varieties[place].emplace();
    for (const auto& [group, amount] : groups) variety.unrelated += part(amount / total);
    for (const auto& cell : table.Row(place)) {
      variety.entropy += part(cell.amount / total);
      const double in_group = groups[group_of_activity[cell.activity]];
      if (in_group > 0) variety.related += in_group / total * part(cell.amount / in_group);
    }
  }
  return varieties;
}

}  // namespace tenon::econ
