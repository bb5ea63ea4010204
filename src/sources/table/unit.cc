#include "sources/table/unit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tenon::sources {

namespace {

struct Known {
  std::string_view name;
  std::string_view kept_in;
  double factor;
};

// Pounds, ounces and short tons as of the International Yard and Pound Agreement, 1959: 1 lb = 0.45359237 kg.
constexpr std::array kKnown = {
    Known{"t", "t", 1},
    Known{"metric ton", "t", 1},
    Known{"kg", "t", 1e-3},
    Known{"g", "t", 1e-6},
    Known{"kt", "t", 1e3},
    Known{"thousand t", "t", 1e3},
    Known{"Mt", "t", 1e6},
    Known{"million t", "t", 1e6},
    Known{"ct", "t", 2e-7},
    Known{"carat", "t", 2e-7},
    Known{"lb", "t", 4.5359237e-4},
    Known{"thousand lb", "t", 4.5359237e-1},
    Known{"oz t", "t", 3.11034768e-5},
    Known{"short ton", "t", 0.90718474},
    Known{"long ton", "t", 1.0160469088},
    Known{"m3", "m3", 1},
    Known{"thousand m3", "m3", 1e3},
    Known{"million m3", "m3", 1e6},
    Known{"billion m3", "m3", 1e9},
    Known{"kWh", "kWh", 1},
    Known{"MWh", "kWh", 1e3},
    Known{"GWh", "kWh", 1e6},
    Known{"TWh", "kWh", 1e9},
    Known{"USD", "USD", 1},
    Known{"thousand USD", "USD", 1e3},
    Known{"kUSD", "USD", 1e3},
    Known{"million USD", "USD", 1e6},
    Known{"billion USD", "USD", 1e9},
    Known{"1", "1", 1},
    Known{"share", "1", 1},
    Known{"%", "1", 1e-2},
    Known{"percent", "1", 1e-2},
    Known{"per mille", "1", 1e-3},
    Known{"count", "count", 1},
    Known{"thousand", "count", 1e3},
    Known{"million", "count", 1e6},
    Known{"persons", "persons", 1},
    Known{"thousand persons", "persons", 1e3},
    Known{"million persons", "persons", 1e6},
};

std::string Squeezed(std::string_view text) {
  std::string squeezed;
  for (const char c : text) {
    if (c == ' ') continue;
    squeezed += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return squeezed;
}

}  // namespace

Result<Unit> ParseUnit(std::string_view name) {
  auto found = std::ranges::find(kKnown, name, &Known::name);
  if (found == kKnown.end() && name.size() > 2) {
    found = std::ranges::find_if(
        kKnown, [&](const Known& known) { return known.name.size() > 2 && Squeezed(known.name) == Squeezed(name); });
  }
  if (found != kKnown.end()) return Unit{found->kept_in, found->factor};
  std::string names;
  for (const Known& known : kKnown) names += (names.empty() ? "" : ", ") + std::string(known.name);
  return Fail(ErrorKind::kInvalidArgument, fmt::format("'{}' is not a unit Tenon knows; known: {}", name, names));
}

}  // namespace tenon::sources
