#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "analyses/io_table.h"
#include "analyses/questions.h"
#include "econ/io_value_added.h"
#include "fmt/format.h"

namespace tenon::analyses {
namespace {

struct PartText {
  const char* column;
  Text meaning;
};

/// In the order of econ::ExportPart.
const std::array<PartText, econ::kNumExportParts>& Parts() {
  static const std::array<PartText, econ::kNumExportParts> parts = {{
      {"dva_fin", {"1: home value added in final goods", "1：最终品出口中的本国增加值"}},
      {"dva_int",
       {"2: in intermediates for the importer's own final use", "2：中间品出口中被直接进口方最终使用的本国增加值"}},
      {"dva_int_rex_i1",
       {"3: in intermediates the importer exports on, for third economies' own final use",
        "3：经进口方以中间品再出口、被第三方最终使用的本国增加值"}},
      {"dva_int_rex_f",
       {"4: in intermediates the importer exports on as final goods", "4：经进口方以最终品再出口的本国增加值"}},
      {"dva_int_rex_i2",
       {"5: in intermediates the importer exports on, for third economies' exports of final goods",
        "5：经进口方以中间品再出口、供第三方生产最终品出口的本国增加值"}},
      {"rdv_fin", {"6: returns home in the importer's final goods", "6：随进口方最终品返回本国的增加值"}},
      {"rdv_fin2", {"7: returns home in third economies' final goods", "7：随第三方最终品返回本国的增加值"}},
      {"rdv_int", {"8: returns home in intermediates, for home final use", "8：随中间品返回并在本国最终使用的增加值"}},
      {"ddc_fin",
       {"9: home value added counted twice, for exports of final goods", "9：为生产最终品出口的本国重复计算"}},
      {"ddc_int",
       {"10: home value added counted twice, for exports of intermediates", "10：为生产中间品出口的本国重复计算"}},
      {"mva_fin", {"11: the importer's value added in final goods", "11：最终品出口中的进口方增加值"}},
      {"mva_int", {"12: the importer's value added in intermediates", "12：中间品出口中的进口方增加值"}},
      {"mdc", {"13: the importer's value added counted twice", "13：进口方重复计算"}},
      {"ova_fin", {"14: third economies' value added in final goods", "14：最终品出口中的第三方增加值"}},
      {"ova_int", {"15: third economies' value added in intermediates", "15：中间品出口中的第三方增加值"}},
      {"odc", {"16: third economies' value added counted twice", "16：第三方重复计算"}},
  }};
  return parts;
}

void AddSums(std::vector<ResultColumn>& columns) {
  const std::string unit(kTableUnit);
  columns.insert(
      columns.end(),
      {{"gross", ValueType::kReal, unit, {"gross exports", "总出口"}},
       {"value_added_exports",
        ValueType::kReal,
        unit,
        {"home value added that is finally used abroad: parts 1 to 5", "被国外最终使用的本国增加值（第1至5项）"}},
       {"returned",
        ValueType::kReal,
        unit,
        {"home value added that comes back: parts 6 to 8", "返回本国的增加值（第6至8项）"}},
       {"foreign",
        ValueType::kReal,
        unit,
        {"value added of others: parts 11, 12, 14, 15", "国外增加值（第11、12、14、15项）"}},
       {"counted_twice",
        ValueType::kReal,
        unit,
        {"crosses borders more than once: parts 9, 10, 13, 16", "重复计算（第9、10、13、16项）"}}});
}

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "value-added-trade";
  spec.title = {"Value added in trade", "贸易增加值"};
  spec.sentence = {"Whose value added is in an economy's exports, and where does it end?",
                   "一个经济体的出口中含有谁的增加值，最终去了哪里？"};
  spec.parameters = IoParameters();
  spec.parameters.push_back({.name = "economy",
                             .type = ParameterType::kEconomy,
                             .meaning = {"the exporter", "出口经济体"},
                             .required = true});
  std::vector<ResultColumn> importers = {{"importer", ValueType::kText, "", {"who imports", "进口方"}}};
  AddSums(importers);
  for (const auto& part : Parts())
    importers.push_back({part.column, ValueType::kReal, std::string(kTableUnit), part.meaning});
  std::vector<ResultColumn> industries = {{"industry", ValueType::kText, "", {"exporting industry", "出口产业"}}};
  AddSums(industries);
  spec.tables = {
      {"importers", {"exports by importer, the largest first", "按进口方，出口额大者在前"}, importers},
      {"industries", {"exports by industry, the largest first", "按产业，出口额大者在前"}, industries},
      {"origins",
       {"whose value added is in the exports, whichever way it came", "出口中各来源经济体的增加值"},
       {{"origin", ValueType::kText, "", {"whose value added", "增加值来源"}},
        {"value_added",
         ValueType::kReal,
         std::string(kTableUnit),
         {"in gross exports, counted as often as it crosses this border", "出口所含该来源的增加值（含重复跨境）"}},
        {"share", ValueType::kReal, "1", {"of gross exports", "占总出口份额"}}}}};
  spec.conventions = {
      "The sixteen parts are those of equation (22) of Wang, Wei and Zhu; they sum to gross exports.",
      "Everything that is no intermediate input counts as value added of the industry's economy, taxes and margins "
      "too.",
      "Outputs are computed anew from final use, L f, so that rounding of the printed table does not show as a "
      "residual.",
      "value_added_exports add to the economy's value added that others finally use (Johnson and Noguera).",
  };
  spec.references = {
      "Wang, Z., Wei, S.-J., Zhu, K. (2013, revised 2018). Quantifying International Production Sharing at the "
      "Bilateral "
      "and Sector Levels. NBER Working Paper 19677.",
      "Johnson, R. C., Noguera, G. (2012). Accounting for Intermediates. Journal of International Economics 86(2), "
      "224."};
  spec.example = "tenon run value-added-trade --of EXAMPLE --economy KOR";
  return spec;
}

struct Sum {
  double gross = 0;
  std::array<double, econ::kNumExportParts> parts{};
  void Add(const econ::ExportFlow& flow) {
    gross += flow.gross;
    for (std::size_t p = 0; p < parts.size(); ++p) parts[p] += flow.parts[p];
  }
  void AppendTo(std::vector<Value>& row) const {
    const auto of = [&](std::initializer_list<std::size_t> numbers) {
      double sum = 0;
      for (const std::size_t number : numbers) sum += parts[number - 1];
      return Value(sum);
    };
    row.insert(row.end(), {gross, of({1, 2, 3, 4, 5}), of({6, 7, 8}), of({11, 12, 14, 15}), of({9, 10, 13, 16})});
  }
};

void SortDescending(Table& table, std::size_t column) {
  std::ranges::stable_sort(table.rows, [&](const auto& left, const auto& right) {
    return RealOr(left[column], 0) > RealOr(right[column], 0);
  });
}

Table Origins(const Question& question, const IoTable& table, const econ::Matrix& of_sector,
              const std::map<std::size_t, Sum>& by_sector) {
  std::vector<double> origins(table.economies.size());
  double gross = 0;
  for (const auto& [sector, sum] : by_sector) {
    gross += sum.gross;
    for (std::size_t e = 0; e < origins.size(); ++e) origins[e] += of_sector(e, sector) * sum.gross;
  }
  Table rows = MakeTable(question.spec.tables[2], table);
  for (std::size_t e = 0; e < origins.size(); ++e) {
    rows.rows.push_back({table.economies[e], origins[e], gross == 0 ? Value() : Value(origins[e] / gross)});
  }
  SortDescending(rows, 1);
  return rows;
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(IoTable table, LoadIoTable(question));
  if (table.one_economy()) {
    return Fail(ErrorKind::kNotFound,
                table.choice.name +
                    " is a table of one economy: it does not say whose value added its imports hold. Load "
                    "one of many economies (`tenon sources wiod`)");
  }
  TENON_ASSIGN(const std::size_t exporter, EconomyOf(question, table));
  TENON_ASSIGN(const econ::Leontief model, ModelOf(table.flows, table.warnings));
  TENON_ASSIGN(const auto exports,
               econ::DecomposeExports({table.flows, table.grouping(), table.final_use}, model, exporter));
  if (exports.error_bound) {
    table.warnings.push_back(
        fmt::format("{} sectors are solved by iteration: the outputs behind these numbers are exact "
                    "to {:.2g} {}",
                    model.size(), *exports.error_bound, table.choice.unit));
  }
  std::map<std::size_t, Sum> by_importer, by_sector;
  for (const auto& flow : exports.flows) {
    by_importer[flow.importer].Add(flow);
    by_sector[flow.sector].Add(flow);
  }
  Answer answer = StartAnswer(question, table);
  Table importers = MakeTable(question.spec.tables[0], table);
  for (const auto& [importer, sum] : by_importer) {
    std::vector<Value> row = {table.economies[importer]};
    sum.AppendTo(row);
    row.insert(row.end(), sum.parts.begin(), sum.parts.end());
    importers.rows.push_back(std::move(row));
  }
  Table industries = MakeTable(question.spec.tables[1], table);
  for (const auto& [sector, sum] : by_sector) {
    std::vector<Value> row = {table.sectors[sector].industry};
    sum.AppendTo(row);
    industries.rows.push_back(std::move(row));
  }
  SortDescending(importers, 1);
  SortDescending(industries, 1);
  answer.tables.push_back(std::move(importers));
  answer.tables.push_back(std::move(industries));
  answer.tables.push_back(Origins(question, table, exports.origins, by_sector));
  return answer;
}

}  // namespace

const Analysis& ValueAddedTradeAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
