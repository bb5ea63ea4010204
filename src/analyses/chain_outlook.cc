#include "analyses/chain_outlook.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "analyses/assessment.h"
#include "analyses/chain_file.h"
#include "analyses/measure.h"
#include "base/sha256.h"

namespace tenon::analyses {
namespace {

constexpr int kWindow = 3;  // years compared with as many before

/// The economy's share of the world in the years (after, until]; missing where a year lacks either.
std::optional<double> ShareOf(const Series& series, const std::string& economy, int after, int until) {
  double own = 0, world = 0;
  for (const auto& [year, amounts] : series.years) {
    if (year <= after || year > until) continue;
    const auto found = amounts.economies.find(economy);
    if (found == amounts.economies.end() || !found->second) continue;
    own += *found->second;
    if (amounts.world) {
      world += *amounts.world;
      continue;
    }
    world += amounts.residual;
    for (const auto& [other, amount] : amounts.economies) world += amount.value_or(0);
  }
  return world > 0 ? std::optional(own / world) : std::nullopt;
}

std::optional<bool> RisingOf(const Assessment& assessment, std::size_t segment) {
  std::optional<bool> rising;
  for (std::size_t m = 0; m < Measures().size(); ++m) {
    const econ::Station station = Measures()[m].station;
    if (station != econ::Station::kDiscovery && station != econ::Station::kInvention) continue;
    const auto basis = assessment.evidence.basis_of[segment][m];
    if (!basis) continue;
    const Series& series = assessment.amounts.of_basis[*basis];
    if (series.years.empty()) continue;
    const int last = series.years.rbegin()->first;
    const auto now = ShareOf(series, assessment.economy, last - kWindow, last);
    const auto before = ShareOf(series, assessment.economy, last - 2 * kWindow, last - kWindow);
    if (now && before) rising = rising.value_or(false) || *now > *before;
  }
  return rising;
}

/// Asks as `tenon run shortage` with its defaults would.
Result<Assessment> AssessAsShortage(const Question& question, const std::string& file, const std::string& economy,
                                    std::optional<std::int64_t> until) {
  std::vector<std::pair<std::string, std::string>> given = {{"chain", file}, {"economy", economy}};
  if (until) given.emplace_back("year", fmt::format("{}", *until));
  TENON_ASSIGN(const Arguments arguments, CheckArguments(AssessmentParameters(AssessmentScope::kShortage), given));
  return Assess({question.spec, arguments, question.snapshot, question.job, question.open_snapshot},
                AssessmentScope::kShortage);
}

}  // namespace

std::string EconomyOf(const ActivitySource& chosen, const std::string& place) {
  if (chosen.of == "trade") return place;
  const auto region = chosen.regions.find(place);
  return region == chosen.regions.end() ? std::string() : region->second.economy;
}

Result<ChainOutlook> ReadChainOutlook(const Question& question, const std::string& scheme,
                                      const std::vector<std::string>& codes, const std::string& file,
                                      const std::string& economy, std::optional<std::int64_t> until) {
  ChainOutlook outlook;
  TENON_ASSIGN(chain::ParsedChain parsed, ReadChain(file, question.snapshot));
  TENON_ASSIGN(const std::string text, chain::ReadChainText(file));
  outlook.sha256 = Sha256Of(text);
  outlook.chain = std::move(parsed.chain);
  outlook.notes = std::move(parsed.notes);
  TENON_ASSIGN(outlook.activities, ActivitiesOfSegments(question.snapshot, outlook.chain, scheme, codes, question.job));
  outlook.shortage.resize(outlook.chain.segments.size());
  outlook.rising.resize(outlook.chain.segments.size());
  if (economy.empty()) {
    outlook.unassessed = "the economy of the place is not known";
    return outlook;
  }
  const auto assessment = AssessAsShortage(question, file, economy, until);
  if (!assessment) {
    const ErrorKind kind = assessment.error().kind;
    if (kind != ErrorKind::kNotFound && kind != ErrorKind::kInvalidArgument) {
      return std::unexpected(assessment.error());
    }
    outlook.unassessed = assessment.error().message;
    return outlook;
  }
  for (std::size_t s = 0; s < outlook.chain.segments.size(); ++s) {
    outlook.shortage[s] = assessment->dependence.segments[s].shortage.overall.value;
    outlook.rising[s] = RisingOf(*assessment, s);
  }
  return outlook;
}

}  // namespace tenon::analyses
