#ifndef TENON_STORE_ECONOMY_H_
#define TENON_STORE_ECONOMY_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tenon/spec.h"

namespace tenon::store {

enum class EconomyKind {
  kCurrent,    ///< ISO 3166-1
  kWithdrawn,  ///< ISO 3166-3, e.g. SUN, YUG, SCG
  kCustomary,  ///< a code that data uses for one trading partner, e.g. EUR (Europe as one), XKX
  kGroup,      ///< several economies, e.g. WLD, EU27: never a supplier
};

struct Economy {
  std::string code;  ///< alpha-3 as printed
  std::string alpha2;
  std::string numeric;
  EconomyKind kind = EconomyKind::kCurrent;
  Text name;
};

/// All economies, sorted by code. Names come from ICU; what ICU does not know from data/built-in/economy/*.tsv.
const std::vector<Economy>& Economies();
const Economy* FindEconomy(std::string_view code);

/// The economy that a text names: alpha-2, alpha-3 (any case), M49 or BACI number, English or Chinese name, customary
/// spellings; blanks, case, accents and "(notes)" after a name do not count. "NA" is Namibia. nullptr: none.
/// Complexity  O(1) for a form seen in the table; no allocation then.
const Economy* ResolveEconomy(std::string_view text);

/// True for texts that stand for "others, not named": "Other countries", "Various countries", "Rest of world", 其他 ...
/// "RoW" is residual and the code of a group: columns that take groups keep it, e.g. in a world input-output table.
bool IsResidual(std::string_view text);

/// The three economies whose names are nearest to a text that did not resolve, e.g. "Austria (AUT), ...".
std::string NearestEconomies(std::string_view text);

}  // namespace tenon::store

#endif  // TENON_STORE_ECONOMY_H_
