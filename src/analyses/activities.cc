#include "analyses/activities.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/nearest.h"
#include "store/economy.h"

namespace tenon::analyses {
namespace {

/// Schemes whose codes overlap in other ways than one being the parent of the other (C10T12 and C10; EPA and all).
constexpr std::string_view kOverlapping = "BTIGE";

/// Up to five of them, for a message.
std::string Some(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 5;
  const auto shown = std::min(names.size(), kShown);
  return fmt::format("{}{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown), ", "),
                     names.size() > kShown ? ", ..." : "");
}

/// Names that lie above another of the names.
template <class Parent>
std::set<std::string> Above(const std::set<std::string>& names, Parent parent) {
  std::set<std::string> above;
  for (const std::string& name : names) {
    std::string upper = parent(name);
    for (int level = 0; level < 20 && !upper.empty(); ++level) {
      if (names.contains(upper)) above.insert(upper);
      upper = parent(upper);
    }
  }
  return above;
}

/// What one place has of one activity in the year, before the numbering.
struct NamedAmount {
  std::string place, activity;
  double amount = 0;
  bool known = true;
};
using Amounts = std::vector<NamedAmount>;

std::set<std::string> NamesOf(const Amounts& amounts, std::string NamedAmount::* name) {
  std::set<std::string> names;
  for (const NamedAmount& amount : amounts) names.insert(amount.*name);
  return names;
}

/// Those with an amount: what is named without one does not make the place or code above it a total of parts.
std::set<std::string> NamesWithAmount(const Amounts& amounts, std::string NamedAmount::* name) {
  std::set<std::string> names;
  for (const NamedAmount& amount : amounts) {
    if (amount.amount > 0) names.insert(amount.*name);
  }
  return names;
}

void LeaveOut(Amounts& amounts, const std::set<std::string>& places, const std::set<std::string>& activities) {
  if (places.empty() && activities.empty()) return;
  std::erase_if(amounts, [&](const NamedAmount& amount) {
    return places.contains(amount.place) || activities.contains(amount.activity);
  });
}

/// Codes that the classification lists with nothing above or below them, where it has something above other codes of
/// the data.
std::set<std::string> BesideTheTree(const std::set<std::string>& codes, const std::string& scheme,
                                    const store::Classifications& classifications) {
  std::set<std::string> beside;
  for (const std::string& code : codes) {
    const auto found = classifications.Find(scheme, code);
    if (found && found->parent.empty()) beside.insert(code);
  }
  if (beside.empty() || beside.size() == codes.size()) return {};
  for (const store::ClassCode& code : classifications.CodesOf(scheme)) beside.erase(std::string(code.parent));
  return beside;
}

/// Leaves out what would be counted twice, and says so.
void LeaveOutTotals(Amounts& amounts, const ActivitySource& chosen, const store::Classifications& classifications,
                    std::vector<std::string>& warnings) {
  std::set<std::string> places = NamesWithAmount(amounts, &NamedAmount::place);
  if (chosen.of == "trade") {
    std::erase_if(places, [](const std::string& place) {
      const store::Economy* economy = store::FindEconomy(place);
      return economy == nullptr || economy->kind != store::EconomyKind::kGroup;
    });
  } else {
    places = Above(places, [&](const std::string& place) {
      const auto region = chosen.regions.find(place);
      return region == chosen.regions.end() ? std::string() : region->second.parent;
    });
  }
  const std::set<std::string> activities =
      Above(NamesWithAmount(amounts, &NamedAmount::activity), [&](const std::string& activity) {
        const auto code = classifications.Find(chosen.classification, activity);
        return code ? std::string(code->parent) : std::string();
      });
  const std::set<std::string> beside =
      BesideTheTree(NamesOf(amounts, &NamedAmount::activity), chosen.classification, classifications);
  if (!beside.empty()) {
    warnings.push_back(
        fmt::format("{} codes that stand beside the tree of {} (sums of other codes, nothing above or below them) are "
                    "left out: {}",
                    beside.size(), chosen.classification, Some({beside.begin(), beside.end()})));
  }
  if (!places.empty()) {
    warnings.push_back(fmt::format("{} places that hold others are left out: {}", places.size(),
                                   Some({places.begin(), places.end()})));
  }
  if (!activities.empty()) {
    warnings.push_back(fmt::format("{} codes that hold other codes of the data are left out: {}", activities.size(),
                                   Some({activities.begin(), activities.end()})));
  }
  LeaveOut(amounts, places, activities);
  LeaveOut(amounts, {}, beside);
}

/// The sample: places and activities of enough total. Both totals are taken before anything is left out.
void LeaveOutSmall(Amounts& amounts, const Question& question, std::vector<std::string>& warnings) {
  std::map<std::string, double> place_total, activity_total;
  for (const auto& [place, activity, amount, known] : amounts) {
    place_total[place] += amount;
    activity_total[activity] += amount;
  }
  std::set<std::string> places, activities;
  const auto choose = [&](const char* parameter, const auto& totals, auto& small) {
    if (!question.arguments.Has(parameter)) return;
    for (const auto& [name, total] : totals) {
      if (total < question.arguments.GetReal(parameter)) small.insert(name);
    }
    if (small.empty()) return;
    warnings.push_back(fmt::format("{} of {} are below {} and left out: {}", small.size(), totals.size(), parameter,
                                   Some({small.begin(), small.end()})));
  };
  choose("min_place_total", place_total, places);
  choose("min_activity_total", activity_total, activities);
  LeaveOut(amounts, places, activities);
}

Result<Amounts> AskForAmounts(const Question& question, const ActivitySource& chosen, std::int64_t year,
                              std::vector<std::string>& warnings) {
  const auto& values = question.arguments.values();
  store::Bindings bindings = {{"source", chosen.source},
                              {"classification", chosen.classification},
                              {"year", year},
                              {"codes", values.at("codes")}};
  if (chosen.of == "region_activity") {
    bindings.insert(bindings.end(),
                    {{"measure", chosen.measure}, {"economy", values.at("economy")}, {"kind", values.at("kind")}});
  }
  TENON_ASSIGN(const Table rows, question.snapshot.Ask("activities_of_" + chosen.of, bindings, question.job));
  Amounts amounts;
  amounts.reserve(rows.rows.size());
  std::int64_t without_value = 0;
  std::size_t negative = 0;
  for (const auto& row : rows.rows) {
    const double amount = RealOr(row[2], 0);
    without_value += IntegerOr(row[3], 0);
    negative += amount < 0 ? 1U : 0U;
    amounts.push_back({TextOr(row[0]), TextOr(row[1]), std::max(amount, 0.0), !IsMissing(row[2])});
  }
  if (without_value > 0) {
    warnings.push_back(fmt::format("{}: {} rows state no value; they add nothing to the sums", year, without_value));
  }
  if (negative > 0) {
    warnings.push_back(fmt::format("{}: {} amounts are below zero and count as none", year, negative));
  }
  return amounts;
}

}  // namespace

Result<ActivitySource> ChooseActivities(const Question& question) {
  const Arguments& arguments = question.arguments;
  TENON_ASSIGN(const Table rows, question.snapshot.Ask("activity_years", {}, question.job));
  struct Offer {
    std::string of, source, classification, measure;
    auto operator<=>(const Offer&) const = default;
  };
  std::map<Offer, std::set<std::string>> units;
  std::map<Offer, std::vector<std::int64_t>> years;
  std::set<std::string> tables;
  for (const auto& row : rows.rows) {
    Offer offer{TextOr(row[0]), TextOr(row[1]), TextOr(row[2]), TextOr(row[3])};
    tables.insert(offer.of);
    units[offer].insert(TextOr(row[4]));
    if (years[offer].empty() || years[offer].back() != IntegerOr(row[5], 0)) {
      years[offer].push_back(IntegerOr(row[5], 0));
    }
  }
  ActivitySource chosen;
  chosen.of = arguments.Has("of") ? arguments.GetText("of") : tables.contains("trade") ? "trade" : "region_activity";
  if (!tables.contains(chosen.of)) {
    return Fail(
        ErrorKind::kNotFound,
        fmt::format("no source with rows of `{}` is loaded; `tenon sources` lists what can be read", chosen.of));
  }
  for (const char* parameter : {"measure", "economy", "kind"}) {
    if (chosen.of == "trade" && arguments.Has(parameter)) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("trade has no {}; leave it out or give --of region_activity", parameter), parameter);
    }
  }
  std::vector<Offer> fitting;
  std::string all;
  for (const auto& [offer, unit] : units) {
    if (offer.of != chosen.of) continue;
    const auto fits = [&](const char* parameter, const std::string& value) {
      return !arguments.Has(parameter) || arguments.GetText(parameter) == value;
    };
    if (fits("source", offer.source) && fits("classification", offer.classification) &&
        fits("measure", offer.measure)) {
      fitting.push_back(offer);
    }
    all += fmt::format("{}{} (classification {}, measure {}, {} to {})", all.empty() ? "" : "; ", offer.source,
                       offer.classification, offer.measure, years[offer].front(), years[offer].back());
  }
  if (fitting.size() != 1) {
    return Fail(
        ErrorKind::kInvalidArgument,
        fmt::format("{} of what `{}` holds {}; choose by --source, --classification and --measure from: {}",
                    fitting.empty() ? "nothing" : "more than one", chosen.of, fitting.empty() ? "fits" : "fit", all));
  }
  const Offer& offer = fitting[0];
  if (units[offer].size() > 1) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} of {} is stated in several units ({}), which do not add up; load them as measures of "
                            "their own",
                            offer.measure, offer.source, fmt::join(units[offer], ", ")));
  }
  if (offer.classification == kOverlapping && !arguments.Has("codes")) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("the groups of {} overlap and would be counted twice; choose some that do not: --codes "
                            "'C?\?' are the divisions of manufacturing",
                            kOverlapping),
                "codes");
  }
  chosen.source = offer.source;
  chosen.classification = offer.classification;
  chosen.measure = offer.measure;
  chosen.unit = *units[offer].begin();
  chosen.years = years[offer];
  if (chosen.of == "region_activity") {
    TENON_ASSIGN(const Table regions, question.snapshot.Ask("regions", {{"source", chosen.source}}, question.job));
    for (const auto& row : regions.rows) {
      chosen.regions[TextOr(row[0])] = {TextOr(row[1]), TextOr(row[2]), TextOr(row[3]), TextOr(row[4])};
    }
  }
  return chosen;
}

namespace {

std::optional<std::uint32_t> NumberOf(const std::vector<std::string>& sorted, std::string_view name) {
  const auto found = std::ranges::lower_bound(sorted, name);
  if (found == sorted.end() || *found != name) return std::nullopt;
  return static_cast<std::uint32_t>(found - sorted.begin());
}

}  // namespace

std::optional<std::uint32_t> Activities::Place(std::string_view code) const { return NumberOf(places, code); }
std::optional<std::uint32_t> Activities::Activity(std::string_view code) const { return NumberOf(activities, code); }

Result<Activities> ReadActivities(const Question& question, const ActivitySource& chosen, std::int64_t year) {
  Activities result;
  result.year = year;
  TENON_ASSIGN(Amounts amounts, AskForAmounts(question, chosen, year, result.warnings));
  TENON_ASSIGN(const store::Classifications* const classifications, question.snapshot.classifications());
  LeaveOutTotals(amounts, chosen, *classifications, result.warnings);
  LeaveOutSmall(amounts, question, result.warnings);
  if (amounts.empty()) {
    const bool has_year = std::ranges::binary_search(chosen.years, year);
    return Fail(ErrorKind::kNotFound,
                has_year
                    ? fmt::format("{} of {} has rows of {}, but none that fit the codes, regions and minima asked for",
                                  chosen.of, chosen.source, year)
                    : fmt::format("{} of {} has no rows of {}; its years are {}. No row is not zero: the source says "
                                  "nothing of it.",
                                  chosen.of, chosen.source, year, fmt::join(chosen.years, " ")));
  }
  const std::set<std::string> places = NamesOf(amounts, &NamedAmount::place);
  const std::set<std::string> activities = NamesOf(amounts, &NamedAmount::activity);
  result.places.assign(places.begin(), places.end());
  result.activities.assign(activities.begin(), activities.end());
  const auto number = [](const std::vector<std::string>& names, const std::string& name) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(names, name) - names.begin());
  };
  std::vector<econ::ActivityCell> cells;
  cells.reserve(amounts.size());
  for (const auto& [place, activity, amount, known] : amounts) {
    cells.push_back({number(result.places, place), number(result.activities, activity), amount});
    if (!known) result.unknown.emplace_back(cells.back().place, cells.back().activity);
  }
  std::ranges::sort(result.unknown);
  TENON_ASSIGN(result.table, econ::MakeActivityTable(result.places.size(), result.activities.size(), std::move(cells)));
  result.presence = econ::PresenceByAdvantage(result.table, question.arguments.GetReal("min_rca"));
  return result;
}

std::int64_t ChosenYear(const Question& question, const ActivitySource& chosen) {
  return question.arguments.Has("year") ? question.arguments.GetInteger("year") : chosen.years.back();
}

Result<std::string> ResolvePlace(const ActivitySource& chosen, const std::string& typed) {
  if (chosen.of == "trade") {
    const store::Economy* economy = store::ResolveEconomy(typed);
    if (economy != nullptr) return economy->code;
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("'{}' is not an economy (nearest: {}); of a region: --of region_activity", typed,
                            store::NearestEconomies(typed)),
                "place");
  }
  if (chosen.regions.contains(typed)) return typed;
  std::vector<std::string> names;
  for (const auto& [code, region] : chosen.regions) {
    if (region.name == typed || region.name_zh == typed) return code;
    names.insert(names.end(), {code, region.name});
  }
  // A source may fill region_activity alone; ReadActivities tells whether the code is there.
  if (chosen.regions.empty()) return typed;
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("'{}' is no region of {}{}; `tenon sql \"select region, name from region\"` lists them",
                          typed, chosen.source, DidYouMean(typed, names)),
              "place");
}

Value NameOfPlace(const ActivitySource& chosen, const std::string& place) {
  if (chosen.of == "trade") {
    const store::Economy* economy = store::FindEconomy(place);
    return economy == nullptr ? Value() : Value(economy->name.en);
  }
  const auto region = chosen.regions.find(place);
  if (region == chosen.regions.end()) return {};
  const auto& [name, name_zh, parent, economy] = region->second;
  return name.empty() && name_zh.empty() ? Value() : Value(name.empty() ? name_zh : name);
}

Value NameOfActivity(const store::Classifications& classifications, const ActivitySource& chosen,
                     const std::string& activity) {
  const auto code = classifications.Find(chosen.classification, activity);
  return code ? Value(std::string(code->Title(Language::kEnglish))) : Value();
}

Value NearestPresent(const Activities& data, econ::ProximityMeasure measure, std::uint32_t place,
                     std::uint32_t product) {
  const auto row = econ::MeasureProximityRow(data.presence, product, measure);
  constexpr std::size_t kNearest = 3;
  std::vector<std::uint32_t> near;
  for (const std::uint32_t other : data.presence.ActivitiesOf(place)) {
    if (other != product && row[other] > 0) near.push_back(other);
  }
  std::ranges::stable_sort(near, std::greater(), [&](std::uint32_t other) { return row[other]; });
  near.resize(std::min(near.size(), kNearest));
  std::vector<std::string> texts;
  for (const std::uint32_t other : near) texts.push_back(fmt::format("{} {:.2f}", data.activities[other], row[other]));
  return texts.empty() ? Value() : Value(fmt::format("{}", fmt::join(texts, ", ")));
}

std::vector<SourceUse> SourcesOf(const Question& question, const ActivitySource& chosen) {
  std::vector<SourceUse> uses;
  for (SourceUse& use : question.snapshot.SourcesOf({chosen.of})) {
    if (use.source == chosen.source) uses.push_back(std::move(use));
  }
  return uses;
}

}  // namespace tenon::analyses
