#include "analyses/watch_rows.h"

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "analyses/answer_tables.h"
#include "analyses/measure.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

using enum ValueType;

/// What a basis rests on, whichever look it belongs to.
using BasisKey = std::tuple<std::string, std::string, std::string, std::vector<std::string>>;
/// Year; economy ("" for those without a name) or exporter; importer, or "" where amounts are of the world.
using CellKey = std::tuple<int, std::string, std::string>;

BasisKey KeyOf(const Basis& basis) {
  return {std::string(Measures()[basis.measure].name), basis.source, basis.scheme, basis.codes};
}

std::map<CellKey, econ::Amount> CellsOf(const Assessment& assessment, std::size_t basis) {
  std::map<CellKey, econ::Amount> cells;
  for (const auto& [year, cell] : assessment.amounts.of_basis[basis].years) {
    for (const auto& [economy, amount] : cell.economies) cells[{year, economy, ""}] = amount;
    if (cell.residual > 0) cells[{year, "", ""}] = cell.residual;
  }
  const auto imports = assessment.amounts.imports[basis].find(assessment.economy);
  if (imports == assessment.amounts.imports[basis].end()) return cells;
  for (const auto& [year, flows] : imports->second) {
    for (const auto& [exporter, value] : flows) cells[{year, exporter, assessment.economy}] = value;
  }
  return cells;
}

/// Bases of the segments, each with the first segment on it.
std::map<BasisKey, std::pair<std::size_t, std::size_t>> BasesOf(const Assessment& assessment,
                                                                const std::set<std::size_t>& segments) {
  std::map<BasisKey, std::pair<std::size_t, std::size_t>> bases;  // basis, segment
  for (const std::size_t s : segments) {
    for (const auto& basis : assessment.evidence.basis_of[s]) {
      if (basis) bases.try_emplace(KeyOf(assessment.evidence.bases[*basis]), *basis, s);
    }
  }
  return bases;
}

}  // namespace

ResultTable ChangedRowsSpec() {
  return {"rows",
          {"amounts behind the changes that are not the same in both snapshots", "引起变化的数据：前后不同的数值"},
          {{"segment", kText, "", {"id in the chain file; the first that rests on them", "环节代号"}},
           {"measure", kText, "", {"what they answer", "指标"}},
           {"source", kText, "", {"who published them", "来源"}},
           {"classification", kText, "", {"scheme of the codes", "分类"}},
           {"codes", kText, "", {"codes the rows carry", "代码"}},
           {"year", kInteger, "year", {"", ""}},
           {"economy", kText, "", {"whose, or the exporter; missing: not named", "经济体或出口方；缺失：未具名"}},
           {"importer", kText, "", {"of a flow", "进口方"}},
           {"before", kReal, "", {"in the unit; missing: no such row, or not known", "此前"}},
           {"after", kReal, "", {"in the unit; missing: no such row, or not known", "此后"}},
           {"unit", kText, "", {"of both", "单位"}}}};
}

void FillChangedRows(const Assessment& before, const Assessment& after, const std::set<std::size_t>& changed,
                     Table& table) {
  const auto old_bases = BasesOf(before, changed), new_bases = BasesOf(after, changed);
  std::map<BasisKey, std::size_t> all;  // first segment
  for (const auto* bases : {&new_bases, &old_bases}) {
    for (const auto& [key, place] : *bases) all.try_emplace(key, place.second);
  }
  for (const auto& [key, segment] : all) {
    std::map<CellKey, std::pair<econ::Amount, econ::Amount>> cells;
    std::string unit;
    if (const auto place = old_bases.find(key); place != old_bases.end()) {
      for (const auto& [cell, amount] : CellsOf(before, place->second.first)) cells[cell].first = amount;
      unit = before.amounts.of_basis[place->second.first].unit;
    }
    if (const auto place = new_bases.find(key); place != new_bases.end()) {
      for (const auto& [cell, amount] : CellsOf(after, place->second.first)) cells[cell].second = amount;
      unit = after.amounts.of_basis[place->second.first].unit;
    }
    const auto& [measure, source, scheme, codes] = key;
    for (const auto& [cell, amounts] : cells) {
      if (amounts.first == amounts.second) continue;
      const auto& [year, economy, importer] = cell;
      table.rows.push_back({after.chain.segments[segment].id, measure, source, scheme,
                            fmt::format("{}", fmt::join(codes, " ")), static_cast<std::int64_t>(year), ToValue(economy),
                            ToValue(importer), ToValue(amounts.first), ToValue(amounts.second), ToValue(unit)});
    }
  }
}

ResultTable ChangedControlsSpec() {
  return {
      "controls",
      {"control-list entries that came, went, or apply where they did not", "增减或适用情况改变的管制条目"},
      {{"segment", kText, "", {"id in the chain file", "环节代号"}},
       {"list", kText, "", {"the list", "清单"}},
       {"jurisdiction", kText, "", {"whose law it is", "管辖方"}},
       {"entry", kText, "", {"entry or paragraph", "条目"}},
       {"change", kText, "", {"came, went or changed", "变化"}},
       {"before", kBoolean, "", {"did it apply to the economy? missing: no such entry, or not told", "此前是否适用"}},
       {"after", kBoolean, "", {"does it now?", "此后是否适用"}}}};
}

void FillChangedControls(const Assessment& before, const Assessment& after, Table& table) {
  using Key = std::tuple<std::string, std::string, std::string>;  // list, jurisdiction, entry
  const auto entries = [](const Assessment& assessment, std::size_t s) {
    std::map<Key, std::optional<bool>> found;
    for (const Control& control : assessment.controls.segments[s].entries) {
      found[{control.list, control.jurisdiction, control.entry}] = control.applies;
    }
    return found;
  };
  for (std::size_t s = 0; s < after.chain.segments.size(); ++s) {
    const auto old = entries(before, s), now = entries(after, s);
    const auto add = [&](const Key& key, const char* change, std::optional<bool> was, std::optional<bool> is) {
      table.rows.push_back({after.chain.segments[s].id, std::get<0>(key), std::get<1>(key), std::get<2>(key),
                            std::string(change), ToValue(was), ToValue(is)});
    };
    for (const auto& [key, applies] : now) {
      const auto there = old.find(key);
      if (there == old.end()) {
        add(key, "came", std::nullopt, applies);
      } else if (there->second != applies) {
        add(key, "changed", there->second, applies);
      }
    }
    for (const auto& [key, applies] : old) {
      if (!now.contains(key)) add(key, "went", applies, std::nullopt);
    }
  }
}

}  // namespace tenon::analyses
