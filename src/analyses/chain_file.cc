#include "analyses/chain_file.h"

namespace tenon::analyses {

Result<chain::ParsedChain> ReadChain(const std::string& file, store::Snapshot& snapshot) {
  TENON_ASSIGN(const store::Classifications* const classifications, snapshot.classifications());
  return chain::ReadChainFile(file, [&](std::string_view scheme, std::string_view code) -> chain::CodeAnswer {
    using State = chain::CodeAnswer::State;
    if (!classifications->Knows(scheme)) return {State::kNoList, {}};
    if (classifications->Contains(scheme, code)) return {State::kKnown, {}};
    return {State::kUnknown, classifications->Nearest(scheme, code)};
  });
}

}  // namespace tenon::analyses
