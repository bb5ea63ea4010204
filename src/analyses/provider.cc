#include "analyses/provider.h"

#include <utility>

#include "analyses/amounts.h"

namespace tenon::analyses {

Result<std::vector<std::vector<Provider>>> ReadProviders(store::Snapshot& snapshot, const ChainEvidence& evidence,
                                                         std::optional<int> year, const Job& job) {
  std::vector<std::vector<Provider>> providers(evidence.bases.size());
  TENON_CHECK(snapshot.Provide(BasisCodes(evidence)));
  Value newest;
  if (year) newest = static_cast<std::int64_t>(*year);
  const store::Bindings bindings = {{"year", newest}};
  TENON_ASSIGN(const Table rows, snapshot.Ask("providers_of_bases", bindings, job));
  for (const auto& row : rows.rows) {
    providers[static_cast<std::size_t>(IntegerOr(row[0], 0))].push_back(
        {TextOr(row[1]), TextOr(row[2]), IsMissing(row[3]) ? econ::Amount() : RealOr(row[3], 0)});
  }
  return providers;
}

}  // namespace tenon::analyses
