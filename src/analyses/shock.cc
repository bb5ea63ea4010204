#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "analyses/io_table.h"
#include "analyses/questions.h"
#include "econ/io_shock.h"

namespace tenon::analyses {
namespace {

Parameter ShareParameter(std::string name, Text meaning, double default_value) {
  return {.name = std::move(name),
          .type = ParameterType::kReal,
          .meaning = std::move(meaning),
          .unit = "1",
          .default_value = Value(default_value),
          .minimum = 0,
          .maximum = 1};
}

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "shock";
  spec.title = {"How a shock spreads", "冲击传导"};
  spec.sentence = {
      "If an industry loses capacity or customers, what does everyone else lose, and how much of it do other suppliers "
      "mend?",
      "某产业产能或需求受损时，其他产业会损失多少，转向其他供应者又能弥补多少？"};
  spec.parameters = IoParameters();
  spec.parameters.push_back({.name = "industry",
                             .type = ParameterType::kText,
                             .meaning = {"the industry that is hit", "受冲击产业"},
                             .required = true});
  spec.parameters.push_back(
      {.name = "economy",
       .type = ParameterType::kEconomy,
       .meaning = {"its economy; needed in a table of many economies", "其所在经济体；多经济体的表必须给出"}});
  spec.parameters.push_back(ShareParameter("supply", {"part of its capacity that is lost", "损失的产能份额"}, 0.1));
  spec.parameters.push_back(
      ShareParameter("demand", {"part of the final demand for its product that is lost", "损失的最终需求份额"}, 0));
  spec.parameters.push_back(
      ShareParameter("substitution",
                     {"part of an unfilled order that buyers move each round to the same industry of other economies",
                      "每轮未满足订单中转向其他经济体同一产业的份额"},
                     0.1));
  spec.parameters.push_back(ShareParameter(
      "spare_capacity", {"what every industry can make beyond its output, as a part of it", "各产业的闲置产能比例"},
      0.05));
  spec.parameters.push_back({.name = "rounds",
                             .type = ParameterType::kInteger,
                             .meaning = {"rounds in which buyers turn to other suppliers, the shock itself included",
                                         "调整轮数（含冲击当轮）"},
                             .default_value = Value(std::int64_t{10}),
                             .minimum = 1,
                             .maximum = 1000});
  const std::string unit(kTableUnit);
  spec.tables = {
      {"losses",
       {"industries in the last round, the greatest loss first", "末轮各产业，损失大者在前"},
       {
           {"economy", ValueType::kText, "", {"the industry's economy; missing: the table does not say", "经济体"}},
           {"industry", ValueType::kText, "", {"code as in the table", "产业代码（与表中一致）"}},
           {"output", ValueType::kReal, unit, {"undisturbed", "未受冲击的产出"}},
           {"loss", ValueType::kReal, unit, {"output lost; below 0: it makes more", "损失的产出；负数表示增产"}},
           {"loss_share", ValueType::kReal, "1", {"of its own output", "占其自身产出的份额"}},
       }},
      {"economies",
       {"the same by economy", "按经济体汇总"},
       {
           {"economy", ValueType::kText, "", {"missing: the table does not say", "经济体"}},
           {"output", ValueType::kReal, unit, {"undisturbed", "未受冲击的产出"}},
           {"loss", ValueType::kReal, unit, {"output lost", "损失的产出"}},
           {"loss_share", ValueType::kReal, "1", {"of its output", "占其产出的份额"}},
       }},
      {"rounds",
       {"the whole table, round by round", "全表逐轮"},
       {
           {"round", ValueType::kInteger, "", {"0: undisturbed; 1: shocked", "0 为未受冲击；1 为受冲击"}},
           {"output", ValueType::kReal, unit, {"of all industries", "总产出"}},
           {"final_served", ValueType::kReal, unit, {"final demand that is met", "得到满足的最终需求"}},
       }}};
  spec.conventions = {
      "Suppliers serve industries before final users, and give every industry the same part of its order where they "
      "cannot fill all; a buyer makes no more than its scarcest product allows.",
      "The same industry code in every economy is one product; nothing replaces another product.",
      "No stocks, no prices, no recovery: how far the shock reaches, not what it costs.",
  };
  spec.references = {
      "Hallegatte, S. (2008). An Adaptive Regional Input-Output Model. Risk Analysis 28(3), 779: proportional "
      "rationing; "
      "this is a smaller model.",
      "Pichler, A., Farmer, J. D. (2022). Simultaneous supply and demand constraints in input-output networks. "
      "Economic "
      "Systems Research 34(3), 273."};
  spec.example = "tenon run shock --of DEU1995 --industry industry_group --supply 0.1";
  return spec;
}

struct Loss {
  double output = 0, loss = 0;
};

void Append(std::vector<Value>& row, const Loss& loss) {
  row.insert(row.end(), {loss.output, loss.loss, loss.output == 0 ? Value() : Value(loss.loss / loss.output)});
}

void SortByLoss(Table& table, std::size_t column) {
  std::ranges::stable_sort(table.rows, [&](const auto& left, const auto& right) {
    return RealOr(left[column], 0) > RealOr(right[column], 0);
  });
}

Result<Answer> Run(const Question& question) {
  const Arguments& arguments = question.arguments;
  TENON_ASSIGN(IoTable table, LoadIoTable(question));
  TENON_ASSIGN(const std::size_t economy, EconomyOf(question, table));
  TENON_ASSIGN(const std::size_t hit, SectorOf(question, table, economy));
  const std::size_t n = table.sectors.size();
  std::map<std::string, std::size_t> products;
  for (const auto& sector : table.sectors) products.emplace(sector.industry, products.size());
  std::vector<std::size_t> product_of;
  for (const auto& sector : table.sectors) product_of.push_back(products.at(sector.industry));
  econ::Shock shock{std::vector<double>(n), std::vector<double>(n)};
  shock.supply[hit] = arguments.GetReal("supply");
  shock.demand[hit] = arguments.GetReal("demand");
  TENON_ASSIGN(const auto path, econ::SpreadShock(table.flows, econ::FinalUse(table.flows), product_of, shock,
                                                  {.rounds = static_cast<std::size_t>(arguments.GetInteger("rounds")),
                                                   .spare_capacity = arguments.GetReal("spare_capacity"),
                                                   .substitution = arguments.GetReal("substitution")}));
  Answer answer = StartAnswer(question, table);
  Table losses = MakeTable(question.spec.tables[0], table);
  std::vector<Loss> by_economy(table.economies.size());
  for (std::size_t s = 0; s < n; ++s) {
    const Loss loss{table.flows.output[s], table.flows.output[s] - path.last_output[s]};
    by_economy[table.sectors[s].economy].output += loss.output;
    by_economy[table.sectors[s].economy].loss += loss.loss;
    auto row = LabelsOf(table, s);
    Append(row, loss);
    losses.rows.push_back(std::move(row));
  }
  SortByLoss(losses, 3);
  Table economies = MakeTable(question.spec.tables[1], table);
  for (std::size_t e = 0; e < by_economy.size(); ++e) {
    std::vector<Value> row = {table.economies[e].empty() ? Value() : Value(table.economies[e])};
    Append(row, by_economy[e]);
    economies.rows.push_back(std::move(row));
  }
  SortByLoss(economies, 2);
  Table rounds = MakeTable(question.spec.tables[2], table);
  for (std::size_t p = 0; p < path.output.size(); ++p) {
    rounds.rows.push_back({static_cast<std::int64_t>(p), path.output[p], path.final_served[p]});
  }
  answer.tables = {std::move(losses), std::move(economies), std::move(rounds)};
  return answer;
}

}  // namespace

const Analysis& ShockAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
