// Any bytes as a chain file: it is refused or read, and what is read can be drawn.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "chain/chain.h"
#include "chain/show.h"

using tenon::chain::CodeAnswer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto lookup = [](std::string_view scheme, std::string_view code) -> CodeAnswer {
    if (scheme == "ECCN") return {CodeAnswer::State::kNoList, {}};
    if (code.starts_with('9')) return {CodeAnswer::State::kUnknown, {"811292"}};
    return {CodeAnswer::State::kKnown, {}};
  };
  const auto parsed = tenon::chain::ParseChain(text, "fuzz.yaml", lookup);
  if (!parsed) {
    if (parsed.error().message.empty()) std::abort();
    return 0;
  }
  for (const auto& link : parsed->chain.links) {
    if (link.from >= parsed->chain.segments.size() || link.to >= parsed->chain.segments.size()) std::abort();
  }
  // Indentation grows with the square of the length: long chains would only measure that.
  if (parsed->chain.segments.size() > 200) return 0;
  for (const auto language : {tenon::Language::kEnglish, tenon::Language::kChinese}) {
    if (ToTree(parsed->chain, language).empty()) std::abort();
    (void)ToDot(parsed->chain, language);
    (void)ToMermaid(parsed->chain, language);
  }
  return 0;
}
