#include "sources/registry.h"

#include <array>

namespace tenon::sources {

std::span<const Source* const> AllSources() {
  static const std::array sources = {
      &EtoChips(), &Ncses(), &OecdBtige(), &UserTable(), &UsgsMcs(),
  };
  return sources;
}

}  // namespace tenon::sources
