#ifndef TENON_SOURCES_US_CCL_DESTINATION_H_
#define TENON_SOURCES_US_CCL_DESTINATION_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace tenon::sources {

using EconomySet = std::set<std::string>;  ///< alpha-3 codes

/// The country groups of supplement no. 1 to part 740, resolved: "D:5" -> {AFG, BLR, ...}.
using CountryGroups = std::map<std::string, EconomySet, std::less<>>;

/// The economies a licence is required for, by the country chart column or destination text of a control. The rules,
/// each with its section of the Export Administration Regulations, stand in NOTES.md. An approximation for analysis,
/// not legal advice. nullopt: the text does not tell.
std::optional<EconomySet> LicenceRequired(std::string_view chart, const CountryGroups& groups);

/// Economies for which part 746 requires a licence for whatever is on the list.
EconomySet Embargoed(const CountryGroups& groups);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_US_CCL_DESTINATION_H_
