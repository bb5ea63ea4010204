#include "analyses/chain_file.h"

#include <set>
#include <utility>

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

Status ProvideChainCodes(store::Snapshot& snapshot, const chain::Chain& chain) {
  std::set<std::pair<std::string, std::string>> codes;
  for (const auto& segment : chain.segments) {
    for (const auto& code : segment.codes) codes.emplace(code.scheme, code.code);
  }
  Table table{"chain_code", {{"scheme", ValueType::kText, ""}, {"code", ValueType::kText, ""}}, {}};
  for (const auto& [scheme, code] : codes) table.rows.push_back({scheme, code});
  return snapshot.Provide(table);
}

}  // namespace tenon::analyses
