#include "analyses/amounts.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "analyses/measure.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "store/economy.h"

namespace tenon::analyses {
namespace {

constexpr std::string_view kWorld = "WLD";

void AddAmount(Series& series, const Value& economy, int year, const Value& amount) {
  Series::Year& cell = series.years[year];
  if (IsMissing(economy)) {
    cell.residual += RealOr(amount, 0);
    return;
  }
  const std::string code = TextOr(economy);
  const econ::Amount known = IsMissing(amount) ? econ::Amount() : RealOr(amount, 0);
  if (code == kWorld) {
    cell.world = known;
  } else if (const store::Economy* found = store::FindEconomy(code);
             found == nullptr || found->kind != store::EconomyKind::kGroup) {
    cell.economies[code] = known;
  }
}

/// The codes that together are all goods of a source: its own total, else those that lie below no other.
Table TopCodes(const ChainEvidence& evidence) {
  Table table{"top_code",
              {{"source", ValueType::kText, ""}, {"scheme", ValueType::kText, ""}, {"code", ValueType::kText, ""}},
              {}};
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> products;
  for (const auto& code : evidence.codes) {
    if (Measures()[code.measure].total == Measure::Total::kTopCodes)
      products[{code.source, code.scheme}].push_back(code.code);
  }
  for (auto& [scheme, codes] : products) {
    const auto total = std::ranges::find_if(codes, [](const std::string& c) { return c == "_T" || c == "TOTAL"; });
    if (total != codes.end()) {
      table.rows.push_back({scheme.first, scheme.second, *total});
      continue;
    }
    std::ranges::sort(codes);  // a code comes right after those it begins with
    std::string_view above;
    for (const auto& code : codes) {
      if (!above.empty() && code.starts_with(above)) continue;
      above = code;
      table.rows.push_back({scheme.first, scheme.second, code});
    }
  }
  return table;
}

Status ReadBases(store::Snapshot& snapshot, const store::Bindings& bindings, const Job& job, ChainAmounts& amounts,
                 const ChainEvidence& evidence) {
  TENON_ASSIGN(const Table rows, snapshot.Ask("amounts_of_bases", bindings, job));
  std::set<std::size_t> mixed;
  for (const auto& row : rows.rows) {
    const auto basis = static_cast<std::size_t>(IntegerOr(row[0], 0));
    Series& series = amounts.of_basis[basis];
    const std::string unit = TextOr(row[4]);
    if (series.unit.empty()) series.unit = unit;
    if (unit != series.unit || TextOr(row[5]) != series.unit) mixed.insert(basis);
    AddAmount(series, row[1], static_cast<int>(IntegerOr(row[2], 0)), row[3]);
  }
  for (const std::size_t b : mixed) {
    const Basis& basis = evidence.bases[b];
    amounts.of_basis[b] = {};
    amounts.warnings.push_back(fmt::format("{}: {} of {} is in several units and was not added up", basis.source,
                                           Measures()[basis.measure].name, basis.codes.front()));
  }
  return {};
}

/// The whole of each economy, for every basis that has one.
Status ReadSizes(store::Snapshot& snapshot, const store::Bindings& bindings, const Job& job, ChainAmounts& amounts,
                 const ChainEvidence& evidence) {
  using Whole = std::pair<std::string, std::string>;  // indicator or scheme, source
  std::map<Whole, Series> fields, stated, exports;
  TENON_ASSIGN(const Table indicators, snapshot.Ask("sizes_of_measures", bindings, job));
  for (const auto& row : indicators.rows) {
    const Whole whole{TextOr(row[0]), TextOr(row[1])};
    const int year = static_cast<int>(IntegerOr(row[3], 0));
    if (!IsMissing(row[4])) AddAmount(fields[whole], row[2], year, row[4]);
    if (!IsMissing(row[5])) AddAmount(stated[whole], row[2], year, row[5]);
  }
  const Table top = TopCodes(evidence);
  if (!top.rows.empty()) {
    TENON_CHECK(snapshot.Provide(top));
    TENON_ASSIGN(const Table goods, snapshot.Ask("export_sizes", bindings, job));
    for (const auto& row : goods.rows) {
      AddAmount(exports[{TextOr(row[1]), TextOr(row[0])}], row[2], static_cast<int>(IntegerOr(row[3], 0)), row[4]);
    }
  }
  for (std::size_t b = 0; b < evidence.bases.size(); ++b) {
    const Basis& basis = evidence.bases[b];
    const Measure& measure = Measures()[basis.measure];
    const Whole indicator{std::string(measure.name), basis.source};
    if (measure.total == Measure::Total::kTopCodes) {
      amounts.size[b] = exports[{basis.scheme, basis.source}];
    } else if (measure.total == Measure::Total::kStated) {
      amounts.size[b] = stated[indicator];
    } else if (measure.total == Measure::Total::kFields) {
      amounts.size[b] = fields[indicator];
      amounts.stated[b] = stated[indicator];
    }
  }
  return {};
}

/// A file that holds only some exporters gives shares of those, not of all that is bought.
void WarnOfFewExporters(const ChainEvidence& evidence, const std::string& economy, ChainAmounts& amounts) {
  constexpr std::size_t kFew = 10;
  std::map<std::string, std::set<std::string>> exporters;  // by source
  for (std::size_t b = 0; b < evidence.bases.size(); ++b) {
    const auto imports = amounts.imports[b].find(economy);
    if (imports == amounts.imports[b].end()) continue;
    for (const auto& [year, flows] : imports->second) {
      for (const auto& [exporter, value] : flows) exporters[evidence.bases[b].source].insert(exporter);
    }
  }
  for (const auto& [source, names] : exporters) {
    if (names.size() >= kFew) continue;
    amounts.warnings.push_back(
        fmt::format("{} names only {} exporters to {} ({}): shares are of what it covers, not of all imports", source,
                    names.size(), economy, fmt::join(names, " ")));
  }
}

}  // namespace

Table BasisCodes(const ChainEvidence& evidence) {
  Table table{"basis_code",
              {{"basis", ValueType::kInteger, ""},
               {"table_name", ValueType::kText, ""},
               {"indicator", ValueType::kText, ""},
               {"source", ValueType::kText, ""},
               {"scheme", ValueType::kText, ""},
               {"code", ValueType::kText, ""}},
              {}};
  for (std::size_t b = 0; b < evidence.bases.size(); ++b) {
    const Basis& basis = evidence.bases[b];
    const Measure& measure = Measures()[basis.measure];
    for (const auto& code : basis.codes) {
      table.rows.push_back({static_cast<std::int64_t>(b), std::string(measure.table), std::string(measure.name),
                            basis.source, basis.scheme, code});
    }
  }
  return table;
}

Result<ChainAmounts> ReadAmounts(store::Snapshot& snapshot, const ChainEvidence& evidence, const std::string& economy,
                                 std::optional<int> year, const Job& job) {
  ChainAmounts amounts;
  amounts.of_basis.resize(evidence.bases.size());
  amounts.size.resize(evidence.bases.size());
  amounts.stated.resize(evidence.bases.size());
  amounts.imports.resize(evidence.bases.size());
  const store::Bindings bindings = {{"year", year ? Value(static_cast<std::int64_t>(*year)) : Value()},
                                    {"economy", economy}};
  TENON_CHECK(snapshot.Provide(BasisCodes(evidence)));
  TENON_CHECK(ReadBases(snapshot, bindings, job, amounts, evidence));
  TENON_CHECK(ReadSizes(snapshot, bindings, job, amounts, evidence));
  TENON_ASSIGN(const Table flows, snapshot.Ask("imports_of_bases", bindings, job));
  for (const auto& row : flows.rows) {
    if (IsMissing(row[4])) continue;  // a flow of unknown value: the exporter's share is not known, and not zero
    const std::string exporter = TextOr(row[2]);
    const store::Economy* found = store::FindEconomy(exporter);
    if (found != nullptr && found->kind == store::EconomyKind::kGroup) continue;
    amounts.imports[static_cast<std::size_t>(IntegerOr(row[0], 0))][TextOr(row[1])]
                   [static_cast<int>(IntegerOr(row[3], 0))][exporter] = RealOr(row[4], 0);
  }
  WarnOfFewExporters(evidence, economy, amounts);
  return amounts;
}

}  // namespace tenon::analyses
