#ifndef TENON_ANALYSES_PARK_H_
#define TENON_ANALYSES_PARK_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyses/chain_outlook.h"
#include "analyses/place_model.h"
#include "graph/graph.h"
#include "tenon/spec.h"
#include "tenon/table.h"

namespace tenon::analyses {

/// The spec of `park`; its run stands in park.cc.
AnalysisSpec ParkSpec();

/// What to do about a segment.
enum class ParkRole {
  kStrengthen,  ///< it is here
  kFill,        ///< not here, and something here needs it, directly or over other segments
  kExtend,      ///< not here, nothing here needs it, and it needs something that is here
  kApart,       ///< neither
};
std::string_view ToString(ParkRole role);

/// A firm of the region, by one of its industries.
struct ParkFirm {
  std::string firm, name, name_zh, scheme, code;
};

/// A segment as the region has it.
struct ParkSegment {
  std::vector<std::uint32_t> activities;                ///< into PlaceModel::data
  std::vector<std::size_t> firms;                       ///< into the region's firms
  std::optional<double> advantage, amount;              ///< of its activities taken together
  std::optional<double> density, complexity;            ///< means over its activities
  std::optional<double> score;                          ///< density x share of activities no more complex
  std::vector<std::pair<std::string, double>> leaders;  ///< places with most of it, and their shares
  std::optional<bool> here;                             ///< missing: nothing speaks of it
  std::optional<ParkRole> role;
  std::optional<std::size_t> steps;  ///< links to the nearest segment that is here
};

/// Reads what a region has of each segment: activities by their codes; firms, whose absence says nothing.
/// `model`, `place`: missing where no activities of the region are loaded.
std::vector<ParkSegment> MeasureSegments(const ChainOutlook& outlook, const PlaceModel* model,
                                         std::optional<std::uint32_t> place, double present,
                                         const std::vector<std::vector<std::size_t>>& firms_of_segment);

/// Fills in role and steps by what is here.
void PlaceInChain(const graph::Dag& dag, std::vector<ParkSegment>& segments);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_PARK_H_
