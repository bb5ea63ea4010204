#ifndef TENON_ANALYSES_REMOVAL_H_
#define TENON_ANALYSES_REMOVAL_H_

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "analyses/provider.h"
#include "chain/chain.h"
#include "tenon/error.h"
#include "tenon/spec.h"

namespace tenon::analyses {

/// Who or what is taken away.
struct Removal {
  std::set<std::string> economies;  ///< alpha-3
  std::set<std::string> providers;  ///< as the data names them
  std::set<std::size_t> segments;
  Text text;  ///< all of it for a sentence
};

/// What the texts name: an economy (any form the economy table knows), a segment of the chain (id or name in either
/// language) or an organisation that provides one (case does not count). "economy:", "segment:" or "provider:" before a
/// text says which is meant.
/// Errors  InvalidArgument: none of these (the nearest of each kind), several of these, or a group of economies.
Result<Removal> ReadRemoval(const std::vector<std::string>& texts, const chain::Chain& chain,
                            const std::vector<std::vector<Provider>>& providers);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_REMOVAL_H_
