#ifndef TENON_ANALYSES_SUPPLY_H_
#define TENON_ANALYSES_SUPPLY_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyses/amounts.h"
#include "analyses/evidence.h"
#include "econ/concentration.h"
#include "econ/shortage.h"

namespace tenon::analyses {

/// Where an economy's supply of a segment comes from, and what says so.
struct SegmentSupply {
  enum class From {
    kNothing,
    kProvision,   ///< shares of world supply
    kProduction,  ///< physical production of the world
    kImports,     ///< the economy's imports by exporter
    kExports,     ///< exports of the world to the importers covered, where no economy is asked about
  };
  From from = From::kNothing;
  std::size_t basis = 0;
  int year = 0;
  std::vector<std::string> suppliers;  ///< economies other than the one that asks, sorted
  econ::Supply supply;                 ///< `named`: one for each of suppliers; `own`: what it supplies itself
  econ::ErrorModel error;
  /// Of world shares: 1 - its own part of what stands beside a name; missing where no share is known. Of imports
  /// missing: what the economy makes itself is not known in the same unit.
  std::optional<econ::ForeignShare> foreign_share;
};
std::string_view ToString(SegmentSupply::From from);

/// Supply of one segment as `economy` meets it, or the world where it is "": exact rows before rows of a group, and
/// among these provision before production before imports. `year`: that year only; missing: the newest. An economy that
/// the trade data does not list as an importer has no supply there: no data, not zero.
SegmentSupply SupplyOf(const ChainEvidence& evidence, const ChainAmounts& amounts, std::size_t segment,
                       const std::string& economy, std::optional<int> year = std::nullopt);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_SUPPLY_H_
