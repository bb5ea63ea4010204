#include "analyses/measure.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace tenon::analyses {

using econ::Station;
using Kind = Measure::Kind;
using Total = Measure::Total;
using Absence = Measure::Absence;

namespace {

/// Counts works by topic or patents by class; the world of records is in them.
Measure OfRecords(std::string_view name, Station station, std::string_view table, const Text& title) {
  return {name,
          station,
          table,
          table == "work" ? "OPENALEX-TOPIC" : "IPC",
          Kind::kCount,
          Total::kStated,
          Absence::kInResidual,
          "count",
          title};
}

}  // namespace

std::span<const Measure> Measures() {
  static const std::array measures = {
      Measure{"publications",
              Station::kDiscovery,
              "indicator",
              "NCSES-FIELD",
              Kind::kCount,
              Total::kFields,
              Absence::kUnknown,
              "count",
              {"scientific publications", "科学论文"}},
      OfRecords("works", Station::kDiscovery, "work", {"works loaded, counted by shares", "已载入论文（按份额计）"}),
      OfRecords("top_works", Station::kDiscovery, "work",
                {"works among the tenth most cited of field and year", "领域年份内被引前10%的论文"}),
      Measure{"patent_families",
              Station::kInvention,
              "indicator",
              "WIPO-FIELD",
              Kind::kCount,
              Total::kFields,
              Absence::kUnknown,
              "count",
              {"international patent families", "国际专利族"}},
      Measure{"uspto_patents",
              Station::kInvention,
              "indicator",
              "WIPO-FIELD",
              Kind::kCount,
              Total::kFields,
              Absence::kUnknown,
              "count",
              {"patents granted by the USPTO", "美国专利商标局授权专利"}},
      OfRecords("patents", Station::kInvention, "patent",
                {"patent families loaded, counted by shares", "已载入专利族（按份额计）"}),
      OfRecords("cited_by_patents", Station::kCrossing, "work", {"works cited by patents", "被专利引用的论文"}),
      OfRecords("company_works", Station::kCrossing, "work",
                {"works written by companies with others", "企业与其他机构合著的论文"}),
      OfRecords("product_patents", Station::kProduct, "patent",
                {"patent families on which a product rests", "有产品依托的专利族"}),
      Measure{"provision_share",
              Station::kProduction,
              "provision",
              "ETO-INPUT",
              Kind::kShare,
              Total::kNone,
              Absence::kInResidual,
              "1",
              {"share of world supply", "世界供应份额"}},
      Measure{"production_quantity",
              Station::kProduction,
              "production",
              "",
              Kind::kPhysical,
              Total::kNone,
              Absence::kInResidual,
              "",
              {"physical production", "实物产量"}},
      Measure{"value_added",
              Station::kProduction,
              "indicator",
              "ISIC4",
              Kind::kValue,
              Total::kStated,
              Absence::kUnknown,
              "USD",
              {"value added", "增加值"}},
      Measure{"io_output",
              Station::kProduction,
              "io_cell",
              "",
              Kind::kValue,
              Total::kFields,
              Absence::kUnknown,
              "",
              {"output of the industry, from an input-output table", "投入产出表中该产业的总产出"}},
      Measure{"exports",
              Station::kTrade,
              "trade",
              "",
              Kind::kValue,
              Total::kTopCodes,
              Absence::kUnknown,
              "USD",
              {"exports to the importers covered", "对所覆盖进口方的出口"}},
      Measure{"io_exports",
              Station::kTrade,
              "io_cell",
              "",
              Kind::kValue,
              Total::kFields,
              Absence::kUnknown,
              "",
              {"exports of the industry, from an input-output table", "投入产出表中该产业的出口"}},
      OfRecords("authors", Station::kPeople, "work",
                {"persons who publish, counted by shares", "发表论文的人员（按份额计）"}),
      OfRecords("funded_works", Station::kMoney, "work", {"works paid by a grant that is named", "注明资助项目的论文"}),
  };
  return measures;
}

std::size_t MeasureIndex(std::string_view name) {
  const auto measures = Measures();
  const auto found = std::ranges::find(measures, name, &Measure::name);
  assert(found != measures.end());
  return static_cast<std::size_t>(found - measures.begin());
}

const Text& StationName(Station station) {
  static const std::array<Text, 8> names = {Text{"discovery", "科学发现"}, Text{"invention", "技术发明"},
                                            Text{"crossing", "成果转化"},  Text{"product", "产品"},
                                            Text{"production", "生产"},    Text{"trade", "贸易"},
                                            Text{"people", "人才"},        Text{"money", "资金"}};
  return names[static_cast<std::size_t>(station)];
}

}  // namespace tenon::analyses
