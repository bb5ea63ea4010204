#include "analyses/look_through.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>

#include "analyses/chain_file.h"
#include "analyses/io_table.h"
#include "econ/io_exposure.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

/// The industries of the table that each segment's codes lead to.
Result<std::vector<std::set<std::string>>> IndustriesOf(store::Snapshot& snapshot, const chain::Chain& chain,
                                                        const std::string& scheme, const Job& job) {
  TENON_CHECK(ProvideChainCodes(snapshot, chain));
  TENON_CHECK(snapshot.Provide({"data_scheme", {{"scheme", ValueType::kText, ""}}, {{scheme}}}));
  TENON_ASSIGN(const Table rows, snapshot.Ask("concordance_of_codes", {}, job));
  std::vector<std::set<std::string>> industries(chain.segments.size());
  for (std::size_t s = 0; s < chain.segments.size(); ++s) {
    for (const auto& code : chain.segments[s].codes) {
      for (const auto& row : rows.rows) {
        const std::string from = TextOr(row[1]);
        if (TextOr(row[0]) != code.scheme || (!from.starts_with(code.code) && !code.code.starts_with(from))) continue;
        industries[s].insert(TextOr(row[3]));
      }
    }
  }
  return industries;
}

}  // namespace

Result<ChainLookThrough> ReadLookThrough(store::Snapshot& snapshot, const chain::Chain& chain,
                                         const std::string& economy, std::optional<int> year, const Job& job) {
  store::Bindings bindings = {{"economy", Value(economy)}};
  bindings.emplace_back("year", Value());
  if (year) bindings.back().second = static_cast<std::int64_t>(*year);
  TENON_ASSIGN(const Table choices, snapshot.Ask("io_table_of_economy", bindings, job));
  if (choices.rows.empty()) return ChainLookThrough{};
  const auto& row = choices.rows.front();
  const IoChoice choice{TextOr(row[0]), TextOr(row[1]), static_cast<int>(IntegerOr(row[2], 0)), TextOr(row[3])};
  TENON_ASSIGN(const auto industries, IndustriesOf(snapshot, chain, choice.name, job));
  if (std::ranges::all_of(industries, [](const auto& found) { return found.empty(); })) return ChainLookThrough{};
  TENON_ASSIGN(IoTable table, LoadIoTable(snapshot, choice, job));
  TENON_ASSIGN(const econ::Leontief model, ModelOf(table.flows, table.warnings));
  TENON_ASSIGN(const auto exposure, econ::MeasureExposure(model, table.grouping(), {}));
  const auto home =
      static_cast<std::size_t>(std::ranges::lower_bound(table.economies, economy) - table.economies.begin());
  ChainLookThrough result;
  result.source = choice.source;
  for (const auto& names : industries) {
    double output = 0, foreign = 0;
    std::vector<std::string> found;
    for (const auto& name : names) {
      const auto sector = table.Find(home, name);
      if (!sector || table.flows.output[*sector] <= 0) continue;
      found.push_back(name);
      output += table.flows.output[*sector];
      foreign += table.flows.output[*sector] * (1 - exposure.look_through(home, *sector));
    }
    if (found.empty()) {
      result.segments.emplace_back();
      continue;
    }
    result.segments.push_back(SegmentLookThrough{
        {.value = std::clamp(foreign / output, 0.0, 1.0), .error = econ::ForGroup(econ::ValueError())},
        fmt::format("io_cell of {}: {} {}, {}", choice.source, choice.name, choice.year, fmt::join(found, " "))});
  }
  return result;
}

}  // namespace tenon::analyses
