#ifndef TENON_ANALYSES_CHAIN_FILE_H_
#define TENON_ANALYSES_CHAIN_FILE_H_

#include <string>

#include "chain/chain.h"
#include "store/snapshot.h"

namespace tenon::analyses {

/// Reads a chain file and holds its codes against the classifications of a snapshot (built-in and loaded).
/// Errors  those of chain::ReadChainFile.
Result<chain::ParsedChain> ReadChain(const std::string& file, store::Snapshot& snapshot);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_CHAIN_FILE_H_
