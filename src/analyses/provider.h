#ifndef TENON_ANALYSES_PROVIDER_H_
#define TENON_ANALYSES_PROVIDER_H_

#include <optional>
#include <string>
#include <vector>

#include "analyses/evidence.h"
#include "econ/amount.h"

namespace tenon::analyses {

/// An organisation that provides a segment's input.
struct Provider {
  std::string name;
  std::string economy;  ///< where it is at home; "" where that is not known
  econ::Amount share;   ///< of the world's supply; missing: provides, nobody says how much
};

/// Organisations by basis, sorted by name; empty for bases that are not of `provision`.
/// `year`: nothing newer; missing: everything.
/// Errors  those of Snapshot::Ask.
Result<std::vector<std::vector<Provider>>> ReadProviders(store::Snapshot& snapshot, const ChainEvidence& evidence,
                                                         std::optional<int> year, const Job& job);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_PROVIDER_H_
