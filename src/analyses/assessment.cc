#include "analyses/assessment.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "analyses/chain_file.h"
#include "analyses/measure.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "store/economy.h"

namespace tenon::analyses {
namespace {

/// Errors  NotFound: all that speaks of the chain is newer than the year.
Status CheckYear(const Assessment& assessment, std::optional<int> year) {
  const auto empty = [](const Series& series) { return series.years.empty(); };
  if (!year || assessment.amounts.of_basis.empty() || !std::ranges::all_of(assessment.amounts.of_basis, empty))
    return {};
  int first = std::numeric_limits<int>::max();
  for (const auto& match : assessment.evidence.matches) {
    first = std::min(first, assessment.evidence.codes[match.data_code].first_year);
  }
  return Fail(ErrorKind::kNotFound,
              fmt::format("nothing that speaks of this chain is as old as {}; the first year is {}", *year, first),
              "--year");
}

std::optional<int> YearArgument(const Arguments& arguments) {
  if (!arguments.Has("year")) return std::nullopt;
  return static_cast<int>(arguments.GetInteger("year"));
}

ProfileOptions ProfileOptionsOf(const Arguments& arguments) {
  ProfileOptions options;
  options.reading.economy = arguments.GetText("economy");
  options.reading.window = static_cast<int>(arguments.GetInteger("window"));
  options.reading.draws = static_cast<std::size_t>(arguments.GetInteger("draws"));
  options.reading.seed = static_cast<std::uint64_t>(arguments.GetInteger("seed"));
  options.breaks.delta = arguments.GetReal("delta");
  options.breaks.probability = arguments.GetReal("probability");
  options.breaks.delta_low = arguments.GetReal("delta_low");
  options.breaks.delta_high = arguments.GetReal("delta_high");
  options.breaks.draws = options.reading.draws;
  options.breaks.seed = options.reading.seed;
  options.invention = arguments.GetText("invention");
  return options;
}

DependenceOptions DependenceOptionsOf(const Arguments& arguments) {
  DependenceOptions options;
  options.economy = arguments.GetText("economy");
  options.probability = arguments.GetReal("probability");
  options.persistence_years = static_cast<int>(arguments.GetInteger("persistence_years"));
  options.shortage = ScarcityOptionsOf(arguments);
  options.shortage.leverage_weight = arguments.GetReal("leverage_weight");
  options.shortage.choked_threshold = arguments.GetReal("choked_threshold");
  options.shortage.weight_shape = arguments.GetReal("weight_shape");
  options.shortage.first = static_cast<std::size_t>(arguments.GetInteger("first"));
  return options;
}

/// The loads whose rows were used.
std::vector<SourceUse> SourcesUsed(const store::Snapshot& snapshot, const Assessment& assessment) {
  std::set<std::pair<std::string, std::string>> used;  // table, source
  for (const Basis& basis : assessment.evidence.bases) {
    used.emplace(Measures()[basis.measure].table, basis.source);
  }
  for (const auto& segment : assessment.controls.segments) {
    for (const Control& control : segment.entries) used.emplace("control_entry", control.source);
  }
  if (!assessment.look_through.source.empty()) used.emplace("io_cell", assessment.look_through.source);
  std::vector<SourceUse> uses;
  std::set<std::string> loads;
  for (const auto& [table, source] : used) {
    for (SourceUse& use : snapshot.SourcesOf({table})) {
      if (use.source == source && loads.insert(use.load).second) uses.push_back(std::move(use));
    }
  }
  return uses;
}

}  // namespace

econ::ShortageOptions ScarcityOptionsOf(const Arguments& arguments) {
  const auto ramp = [&](const std::string& name) {
    return econ::RampEnds{arguments.GetReal(name + "_low"), arguments.GetReal(name + "_high")};
  };
  econ::ShortageOptions options;
  options.hhi = ramp("hhi");
  options.top_share = ramp("top_share");
  options.import_share = ramp("import_share");
  options.exponent = arguments.GetReal("exponent");
  options.ramp_spread = arguments.GetReal("ramp_spread");
  options.draws = static_cast<std::size_t>(arguments.GetInteger("draws"));
  options.seed = static_cast<std::uint64_t>(arguments.GetInteger("seed"));
  return options;
}

Status CheckEconomy(store::Snapshot& snapshot, const std::string& economy, std::string_view where, const Job& job) {
  if (const store::Economy* asked = store::FindEconomy(economy);
      asked != nullptr && asked->kind == store::EconomyKind::kGroup) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("{} is a group of economies; name one economy", economy),
                std::string(where));
  }
  TENON_ASSIGN(const Table rows, snapshot.Ask("economies_in_data", {}, job));
  std::vector<std::string> economies;
  for (const auto& row : rows.rows) {
    const std::string code = TextOr(row[0]);
    if (code == economy) return {};
    const store::Economy* found = store::FindEconomy(code);
    if (found == nullptr || found->kind != store::EconomyKind::kGroup) economies.push_back(code);
  }
  if (economies.empty()) {
    return Fail(
        ErrorKind::kNotFound,
        "the workspace holds no data that could answer; load some first (`tenon sources` lists what can be read)");
  }
  return Fail(ErrorKind::kNotFound,
              fmt::format("{} stands nowhere in this data; it names {} economies: {}", economy, economies.size(),
                          fmt::join(economies, " ")),
              std::string(where));
}

Result<Assessment> Assess(const Question& question, AssessmentScope scope) {
  const Arguments& arguments = question.arguments;
  Assessment result;
  if (arguments.Has("economy")) result.economy = arguments.GetText("economy");
  TENON_ASSIGN(chain::ParsedChain parsed, ReadChain(arguments.GetText("chain"), question.snapshot));
  result.chain = std::move(parsed.chain);
  if (!result.economy.empty()) {
    TENON_CHECK(CheckEconomy(question.snapshot, result.economy, "--economy", question.job));
  }

  TENON_ASSIGN(result.evidence,
               CollectEvidence(question.snapshot, result.chain, arguments.GetList("source"), question.job));
  TENON_ASSIGN(result.amounts,
               ReadAmounts(question.snapshot, result.evidence, result.economy, YearArgument(arguments), question.job));
  TENON_CHECK(CheckYear(result, YearArgument(arguments)));
  if (scope != AssessmentScope::kSupply) {
    question.job.report({question.spec.name + ": stations", 0, 0, ""});
    result.probability = arguments.GetReal("probability");
    TENON_ASSIGN(result.profiles, MeasureProfiles(result.evidence, result.amounts, ProfileOptionsOf(arguments)));
  }
  if (scope == AssessmentScope::kShortage) {
    if (question.job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped");
    question.job.report({question.spec.name + ": shortage", 0, 0, ""});
    DependenceOptions options = DependenceOptionsOf(arguments);
    result.choked_threshold = options.shortage.choked_threshold;
    result.first = options.shortage.first;
    TENON_ASSIGN(result.controls, ReadControls(question.snapshot, result.chain, result.economy, question.job));
    TENON_ASSIGN(result.look_through, ReadLookThrough(question.snapshot, result.chain, result.economy,
                                                      YearArgument(arguments), question.job));
    for (const auto& segment : result.look_through.segments) {
      options.look_through.push_back(segment ? std::optional(segment->share) : std::nullopt);
    }
    TENON_ASSIGN(result.dependence, MeasureDependence(result.chain, result.evidence, result.amounts, result.controls,
                                                      result.profiles, options));
  }
  for (const auto* warnings :
       {&parsed.notes, &result.evidence.warnings, &result.amounts.warnings, &result.profiles.warnings}) {
    result.warnings.insert(result.warnings.end(), warnings->begin(), warnings->end());
  }
  result.sources = SourcesUsed(question.snapshot, result);
  return result;
}

}  // namespace tenon::analyses
