#ifndef TENON_ANALYSES_CHAIN_FILE_H_
#define TENON_ANALYSES_CHAIN_FILE_H_

#include <string>

#include "chain/chain.h"
#include "store/snapshot.h"

namespace tenon::analyses {

/// Reads a chain file and holds its codes against the classifications of a snapshot (built-in and loaded).
/// Errors  those of chain::ReadChainFile.
Result<chain::ParsedChain> ReadChain(const std::string& file, store::Snapshot& snapshot);

/// Gives queries the codes of a chain, each once, as the table chain_code(scheme, code).
Status ProvideChainCodes(store::Snapshot& snapshot, const chain::Chain& chain);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_CHAIN_FILE_H_
