#ifndef TENON_ANALYSES_DEPENDENCE_H_
#define TENON_ANALYSES_DEPENDENCE_H_

#include <optional>
#include <string>
#include <vector>

#include "analyses/control.h"
#include "analyses/hold.h"
#include "analyses/profile.h"
#include "analyses/supply.h"
#include "econ/shortage.h"
#include "econ/threshold.h"

namespace tenon::analyses {

struct DependenceOptions {
  std::string economy;
  econ::ShortageOptions shortage;
  double probability = 0.9;   ///< required to call a segment choked
  int persistence_years = 5;  ///< the last k years, the newest year of the supply included
  std::vector<std::optional<econ::ForeignShare>> look_through{};  ///< one for each segment; empty: of none
};

/// The suppliers of one year.
struct SupplyYear {
  int year = 0;
  econ::Concentration concentration;
  std::string top_supplier;
  std::optional<double> foreign_share;
  std::optional<double> scarcity;  ///< how few sell: HHI and top share combined
};

struct SegmentDependence {
  SegmentSupply supply;
  econ::SegmentShortage shortage;
  std::optional<bool> choked;       ///< missing where neither suppliers nor controls are known
  std::vector<SupplyYear> history;  ///< oldest first; the last one describes `supply`
  econ::Persistence persistence;    ///< of supplier scarcity against the choked threshold
  std::string group;                ///< label of segments on the same rows, e.g. "G1"; "" where it stands alone
};

struct ChainDependence {
  std::vector<SegmentDependence> segments;
  Holds holds;  ///< of the economy asked about
};

/// Suppliers, controls, shortage with rank intervals, persistence and leverage of every segment for one economy.
/// Errors  those of the kernels.
Result<ChainDependence> MeasureDependence(const chain::Chain& chain, const ChainEvidence& evidence,
                                          const ChainAmounts& amounts, const ChainControls& controls,
                                          const ChainProfiles& profiles, const DependenceOptions& options);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_DEPENDENCE_H_
