#include "analyses/supply.h"

#include <algorithm>
#include <array>

#include "analyses/measure.h"
#include "analyses/reading.h"

namespace tenon::analyses {
namespace {

using From = SegmentSupply::From;

/// Shares of the world: what the economy makes itself is part of the whole, but no supplier.
SegmentSupply WorldSupply(const Series& series, int year, econ::Supply::Whole whole, const std::string& economy) {
  SegmentSupply result;
  const auto cell = series.years.find(year);
  if (cell == series.years.end()) return result;
  result.year = year;
  result.supply.whole = whole;
  result.supply.residual = cell->second.residual;
  double known = 0;
  bool own_known = true;
  for (const auto& [name, amount] : cell->second.economies) {
    known += amount.value_or(0);
    if (name == economy) {
      result.supply.own = amount.value_or(0);
      own_known = amount.has_value();
    } else {
      result.suppliers.push_back(name);
      result.supply.named.push_back(amount);
    }
  }
  if (own_known && known > 0) result.foreign_share = econ::ForeignShare{1 - result.supply.own / known, {}};
  return result;
}

SegmentSupply ImportSupply(const Imports& imports, const std::string& economy, std::optional<int> year) {
  SegmentSupply result;
  const auto flows = imports.find(economy);
  if (flows == imports.end()) return result;
  const auto cell = year ? flows->second.find(*year) : std::prev(flows->second.end());
  if (cell == flows->second.end()) return result;
  result.year = cell->first;
  for (const auto& [exporter, value] : cell->second) {
    result.suppliers.push_back(exporter);
    result.supply.named.emplace_back(value);
  }
  return result;
}

}  // namespace

std::string_view ToString(From from) {
  constexpr std::array<std::string_view, 5> kNames = {"no data", "provision", "production", "imports", "exports"};
  return kNames[static_cast<std::size_t>(from)];
}

SegmentSupply SupplyOf(const ChainEvidence& evidence, const ChainAmounts& amounts, std::size_t segment,
                       const std::string& economy, std::optional<int> year) {
  struct Candidate {
    From from;
    std::string_view measure;
  };
  const std::array candidates = {Candidate{From::kProvision, "provision_share"},
                                 Candidate{From::kProduction, "production_quantity"},
                                 Candidate{economy.empty() ? From::kExports : From::kImports, "exports"}};
  for (const Relation relation : {Relation::kExact, Relation::kGroup}) {
    for (const auto& candidate : candidates) {
      const auto basis = evidence.basis_of[segment][MeasureIndex(candidate.measure)];
      if (!basis || evidence.bases[*basis].relation != relation) continue;
      const Series& series = amounts.of_basis[*basis];
      if (series.years.empty()) continue;
      SegmentSupply result;
      if (candidate.from == From::kImports) {
        result = ImportSupply(amounts.imports[*basis], economy, year);
      } else {
        const auto whole = candidate.from == From::kProvision ? econ::Supply::Whole::kOne : econ::Supply::Whole::kSum;
        result = WorldSupply(series, year.value_or(series.years.rbegin()->first), whole, economy);
      }
      if (result.year == 0) continue;
      result.from = candidate.from;
      result.basis = *basis;
      result.error = ErrorOf(evidence.bases[*basis]);
      if (result.foreign_share) result.foreign_share->error = result.error;
      return result;
    }
  }
  return {};
}

}  // namespace tenon::analyses
