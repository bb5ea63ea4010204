#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "analyses/io_table.h"
#include "analyses/questions.h"
#include "econ/io_exposure.h"

namespace tenon::analyses {
namespace {

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "exposure";
  spec.title = {"Foreign exposure, at face value and looking through", "对外敞口：名义与穿透"};
  spec.sentence = {
      "How much of what each industry needs is made abroad, and where, once suppliers' suppliers are counted?",
      "把供应者的供应者也计入后，每个产业所需的产出有多少来自国外、来自哪里？"};
  spec.parameters = IoParameters();
  spec.parameters.push_back(
      {.name = "economy",
       .type = ParameterType::kEconomy,
       .meaning = {"whose industries; needed in a table of many economies", "所问的经济体；多经济体的表必须给出"}});
  spec.parameters.push_back(
      {.name = "industry", .type = ParameterType::kTextList, .meaning = {"only these industries", "仅限这些产业"}});
  const std::string unit(kTableUnit);
  spec.tables = {
      {"exposure",
       {"one row for each industry", "每个产业一行"},
       {
           {"economy", ValueType::kText, "", {"the economy asked for; missing: the table does not say", "经济体"}},
           {"industry", ValueType::kText, "", {"code as in the table", "产业代码（与表中一致）"}},
           {"output", ValueType::kReal, unit, {"what it makes", "总产出"}},
           {"face_value",
            ValueType::kReal,
            "1",
            {"foreign part of its direct inputs; missing: it buys nothing", "直接中间投入中来自国外的份额"}},
           {"look_through",
            ValueType::kReal,
            "1",
            {"foreign part of all output that goes into one unit of it, directly and through suppliers, its own unit "
             "included",
             "其一单位产品直接和间接所需总产出中来自国外的份额（含自身一单位）"}},
           {"top_partner", ValueType::kText, "", {"the partner most of that is made in", "穿透后最大的来源"}},
           {"top_share", ValueType::kReal, "1", {"that partner's part", "该来源的份额"}},
           {"sold_abroad_direct", ValueType::kReal, "1", {"part of its output it sells abroad itself", "直接外销份额"}},
           {"sold_abroad",
            ValueType::kReal,
            "1",
            {"part of its output that crosses the border, itself or inside what others at home make",
             "直接与间接外销份额"}},
       }},
      {"partners",
       {"one row for each industry and partner, the largest first", "每个产业与来源一行，份额大者在前"},
       {
           {"industry", ValueType::kText, "", {"code as in the table", "产业代码（与表中一致）"}},
           {"partner",
            ValueType::kText,
            "",
            {"where it is made; imports: outside the table", "来源经济体；imports 表示表外进口"}},
           {"face_value", ValueType::kReal, "1", {"part of the industry's direct inputs", "占直接中间投入的份额"}},
           {"look_through", ValueType::kReal, "1", {"part of all output needed", "占全部所需产出的份额"}},
       }}};
  spec.conventions = {
      "face value: foreign part of the column of A; look-through: foreign part of the column of L.",
      "The column of L holds the industry's own unit of output, made at home: look-through is a part of all "
      "production, "
      "not of inputs, and may lie below face value.",
      "A table of one economy: partners are one, `imports`, and looking through ends at the border. Where imports "
      "stand "
      "in a column beside the industries, each product is taken to be imported in the same part by all its users.",
      "Sold abroad: (I - A_home)^-1 e / x with e the direct sales abroad, for further processing or final use.",
  };
  spec.references = {
      "Baldwin, R., Freeman, R., Theodorakopoulos, A. (2023). Hidden Exposure: Measuring US Supply Chain Reliance. "
      "Brookings Papers on Economic Activity, Fall.",
      "Imbs, J., Pauwels, L. (2025). Openness of sectors at high order: direct and indirect sales abroad."};
  spec.example = "tenon run exposure --of DEU1995";
  return spec;
}

/// Inputs from outside a table of one economy, per unit of output; empty where it states none. Competing imports are
/// taken out of the flows: of product i, m_i / (x_i + m_i - e_i) of every use at home.
std::vector<double> TakeOutImports(IoTable& table) {
  const std::size_t n = table.sectors.size();
  std::vector<double> imported = table.imported;
  for (std::size_t i = 0; i < n; ++i) {
    const double home_use = table.flows.output[i] + table.competing[i] - table.exports[i];
    if (table.competing[i] == 0 || home_use <= 0) continue;
    const double part = std::clamp(table.competing[i] / home_use, 0.0, 1.0);
    for (std::size_t j = 0; j < n; ++j) {
      imported[j] += part * table.flows.flows(i, j);
      table.flows.flows(i, j) *= 1 - part;
    }
  }
  if (std::ranges::all_of(imported, [](double value) { return value == 0; })) return {};
  for (std::size_t j = 0; j < n; ++j) imported[j] /= table.flows.output[j];
  return imported;
}

/// Final use by others than the sector's own economy.
std::vector<double> FinalAbroad(const IoTable& table) {
  if (table.one_economy()) return table.exports;
  std::vector<double> abroad(table.sectors.size());
  for (std::size_t s = 0; s < abroad.size(); ++s) {
    for (std::size_t e = 0; e < table.economies.size(); ++e) {
      if (e != table.sectors[s].economy) abroad[s] += table.final_use(e, s);
    }
  }
  return abroad;
}

Value Share(double share) { return std::isnan(share) ? Value() : Value(share); }

void AddPartners(const econ::Exposure& exposure, const std::vector<std::string>& partners, std::size_t sector,
                 const std::string& industry, std::size_t home, Table& rows) {
  std::vector<std::size_t> order;
  for (std::size_t p = 0; p < partners.size(); ++p) {
    if (p != home && exposure.look_through(p, sector) != 0) order.push_back(p);
  }
  std::ranges::stable_sort(order, [&](std::size_t left, std::size_t right) {
    return exposure.look_through(left, sector) > exposure.look_through(right, sector);
  });
  for (const std::size_t p : order) {
    rows.rows.push_back(
        {industry, partners[p], Share(exposure.face_value(p, sector)), exposure.look_through(p, sector)});
  }
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(IoTable table, LoadIoTable(question));
  TENON_ASSIGN(const std::size_t home, EconomyOf(question, table));
  std::vector<double> imported;
  if (table.one_economy()) {
    imported = TakeOutImports(table);
    if (imported.empty()) {
      return Fail(ErrorKind::kNotFound,
                  table.choice.name +
                      " is a table of one economy and states no imported inputs: it says nothing of "
                      "foreign exposure. Load a table with an imports row or column, or one of many "
                      "economies (`tenon sources wiod`)");
    }
  }
  TENON_ASSIGN(const econ::Leontief model, ModelOf(table.flows, table.warnings));
  const econ::Grouping grouping = table.grouping();
  TENON_ASSIGN(const auto exposure, econ::MeasureExposure(model, grouping, imported));
  TENON_ASSIGN(const auto sold, econ::MeasureSoldAbroad(table.flows, grouping, FinalAbroad(table)));
  std::vector<std::string> partners = table.economies;
  if (!imported.empty()) partners.emplace_back("imports");
  const auto wanted = question.arguments.GetList("industry");
  for (const auto& industry : wanted) {
    if (!table.Find(home, industry)) table.warnings.push_back(industry + ": no industry of the economy has this code");
  }
  Answer answer = StartAnswer(question, table);
  Table rows = MakeTable(question.spec.tables[0], table);
  Table by_partner = MakeTable(question.spec.tables[1], table);
  for (std::size_t s = 0; s < table.sectors.size(); ++s) {
    const std::string& industry = table.sectors[s].industry;
    if (table.sectors[s].economy != home) continue;
    if (!wanted.empty() && std::ranges::find(wanted, industry) == wanted.end()) continue;
    const std::size_t first = by_partner.rows.size();
    AddPartners(exposure, partners, s, industry, home, by_partner);
    const bool any = by_partner.rows.size() > first;
    auto row = LabelsOf(table, s);
    row.insert(row.end(), {table.flows.output[s], Share(1 - exposure.face_value(home, s)),
                           1 - exposure.look_through(home, s), any ? by_partner.rows[first][1] : Value(),
                           any ? by_partner.rows[first][3] : Value(), sold.direct[s], sold.total[s]});
    rows.rows.push_back(std::move(row));
  }
  if (rows.rows.empty()) return Fail(ErrorKind::kNotFound, "no industry of the economy has one of these codes");
  answer.tables.push_back(std::move(rows));
  answer.tables.push_back(std::move(by_partner));
  return answer;
}

}  // namespace

const Analysis& ExposureAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
