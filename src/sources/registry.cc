#include "sources/registry.h"

#include <array>

namespace tenon::sources {

std::span<const Source* const> AllSources() {
  static const std::array sources = {
      &CepiiBaci(), &CobaltChain(), &Concordance(), &EtoChips(), &Ncses(),
      &OecdBtige(), &UserTable(),   &UnComtrade(),  &UsCcl(),    &UsgsMcs(),
  };
  return sources;
}

}  // namespace tenon::sources
