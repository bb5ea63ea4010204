#include "sources/us_ccl/destination.h"

#include <regex>

#include "store/economy.h"

namespace tenon::sources {

namespace {

/// Every destination: all economies but the United States and its territories.
EconomySet Everywhere() {
  static const EconomySet home = {"USA", "PRI", "GUM", "VIR", "ASM", "MNP", "UMI"};
  EconomySet all = {"XKX"};
  for (const store::Economy& economy : store::Economies()) {
    if (economy.kind == store::EconomyKind::kCurrent && !home.contains(economy.code)) all.insert(economy.code);
  }
  return all;
}

EconomySet Without(EconomySet economies, const EconomySet& taken) {
  for (const std::string& code : taken) economies.erase(code);
  return economies;
}

/// Exempt from RS column 2 and CC column 1: Australia, India, Japan, New Zealand and the members of NATO.
const EconomySet& Allies() {
  static const EconomySet allies = {"AUS", "IND", "JPN", "NZL", "ALB", "BEL", "BGR", "CAN", "HRV", "CZE", "DNK", "EST",
                                    "FIN", "FRA", "DEU", "GRC", "HUN", "ISL", "ITA", "LVA", "LTU", "LUX", "MNE", "NLD",
                                    "MKD", "NOR", "POL", "PRT", "ROU", "SVK", "SVN", "ESP", "SWE", "TUR", "GBR"};
  return allies;
}

const EconomySet& Group(const CountryGroups& groups, const std::string& name) {
  static const EconomySet none;
  const auto found = groups.find(name);
  return found == groups.end() ? none : found->second;
}

/// A column of the country chart, supplement no. 1 to part 738.
std::optional<EconomySet> Column(const std::string& column, const CountryGroups& groups) {
  if (column == "NS 1" || column == "RS 1" || column == "MT 1") return Without(Everywhere(), {"AUS", "CAN", "GBR"});
  if (column == "NS 2") return Without(Everywhere(), Group(groups, "A:1"));
  if (column == "RS 2" || column == "CC 1") return Without(Everywhere(), Allies());
  if (column == "NP 1") return Without(Everywhere(), Group(groups, "A:4"));
  if (column == "NP 2") return Group(groups, "D:2");
  if (column == "CB 1") return Everywhere();
  if (column == "CB 2") return Without(Everywhere(), Group(groups, "A:3"));
  if (column == "CB 3") return Group(groups, "D:3");
  if (column == "AT 1" || column == "AT 2") return Group(groups, "E:1");
  return std::nullopt;
}

/// The groups a text names, united.
EconomySet Named(const std::string& text, const CountryGroups& groups) {
  static const std::regex form("[A-E]:[0-9]");
  EconomySet economies;
  for (std::sregex_iterator at(text.begin(), text.end(), form), end; at != end; ++at) {
    economies.merge(EconomySet(Group(groups, at->str())));
  }
  return economies;
}

/// "To or within Macau or a destination specified in Country Group D:5 ..., excluding any destination also ... A:5".
EconomySet ToOrWithin(const std::string& text, const CountryGroups& groups) {
  const std::size_t excluding = std::min(text.find("excluding"), text.size());
  EconomySet economies = Without(Named(text.substr(0, excluding), groups), Named(text.substr(excluding), groups));
  if (text.contains("Macau")) economies.insert("MAC");
  if (text.contains("United Arab Emirates")) economies.insert("ARE");
  return economies;
}

}  // namespace

std::optional<EconomySet> LicenceRequired(std::string_view chart, const CountryGroups& groups) {
  const std::string text(chart);
  static const std::regex column(R"((NS|RS|MT|NP|CB|CC|AT) Column ([1-3]))");
  EconomySet economies;
  bool told = false;
  for (std::sregex_iterator at(text.begin(), text.end(), column), end; at != end; ++at) {
    if (auto found = Column((*at)[1].str() + " " + (*at)[2].str(), groups)) {
      economies.merge(*found);
      told = true;
    }
  }
  if (told) return economies;
  if (text.contains("Country Group")) return ToOrWithin(text, groups);
  if (text.starts_with("Worldwide control") || text.contains("any destination worldwide")) return Everywhere();
  if (text.contains("ALL destinations, except Canada")) return Without(Everywhere(), {"CAN"});
  if (text.contains("required for all destinations")) return Everywhere();
  if (text.contains("§ 742.15")) return Without(Everywhere(), {"CAN"});
  if (text.contains("§ 746.8")) return EconomySet{"BLR", "RUS"};
  if (text.starts_with("China, Russia") && text.contains("Venezuela")) return EconomySet{"CHN", "HKG", "RUS", "VEN"};
  if (text.starts_with("A license is required")) {
    if (text.contains("to Iraq")) economies.insert("IRQ");
    if (text.contains("Pakistan")) economies.insert("PAK");
    if (text.contains("to North Korea")) economies.insert("PRK");
    if (!economies.empty()) return economies;
  }
  return std::nullopt;
}

EconomySet Embargoed(const CountryGroups& groups) {
  EconomySet economies = {"BLR", "RUS"};
  economies.merge(EconomySet(Group(groups, "E:1")));
  economies.merge(EconomySet(Group(groups, "E:2")));
  return economies;
}

}  // namespace tenon::sources
