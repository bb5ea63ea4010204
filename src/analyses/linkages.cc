#include <string>
#include <utility>
#include <vector>

#include "analyses/io_table.h"
#include "analyses/questions.h"
#include "econ/io_linkages.h"

namespace tenon::analyses {
namespace {

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "linkages";
  spec.title = {"Linkages and multipliers", "产业关联与乘数"};
  spec.sentence = {"How strongly does each industry pull on its suppliers and push its buyers?",
                   "每个产业对上游供应者的拉动和对下游使用者的推动有多强？"};
  spec.parameters = IoParameters();
  spec.parameters.push_back({.name = "forward",
                             .type = ParameterType::kChoice,
                             .meaning = {"forward linkage by the rows of the Ghosh inverse or of the Leontief inverse",
                                         "前向关联按戈什逆矩阵行和或列昂惕夫逆矩阵行和计算"},
                             .default_value = Value(std::string("ghosh")),
                             .choices = {"ghosh", "leontief"}});
  spec.parameters.push_back({.name = "multiplier",
                             .type = ParameterType::kText,
                             .meaning = {"the row below the industries whose multiplier is wanted, e.g. employment",
                                         "计算乘数所用的行，如就业"},
                             .default_value = Value(std::string("value_added"))});
  spec.tables = {
      {"linkages",
       {"one row for each industry", "每个产业一行"},
       {
           {"economy", ValueType::kText, "", {"the industry's economy; missing: the table does not say", "经济体"}},
           {"industry", ValueType::kText, "", {"code as in the table", "产业代码（与表中一致）"}},
           {"output", ValueType::kReal, std::string(kTableUnit), {"what it makes", "总产出"}},
           {"backward",
            ValueType::kReal,
            "1",
            {"column sum of L, the output multiplier: output of all industries for one unit of its final use",
             "列昂惕夫逆矩阵列和，即产出乘数：其最终使用增加一单位所需的各产业总产出"}},
           {"forward",
            ValueType::kReal,
            "1",
            {"row sum of the Ghosh inverse (or of L): output of all industries that one unit of its primary inputs "
             "feeds",
             "戈什逆矩阵（或列昂惕夫逆矩阵）行和"}},
           {"backward_relative",
            ValueType::kReal,
            "1",
            {"backward divided by its mean over all industries (Rasmussen: power of dispersion)", "影响力系数"}},
           {"forward_relative",
            ValueType::kReal,
            "1",
            {"forward divided by its mean over all industries (Rasmussen: sensitivity of dispersion)", "感应度系数"}},
           {"role",
            ValueType::kText,
            "",
            {"key: both above the mean; pulls: backward only; pushes: forward only; weak: neither",
             "key：两者均高于均值；pulls：仅后向；pushes：仅前向；weak：均不高于均值"}},
           {"multiplier",
            ValueType::kReal,
            "1",
            {"the row asked for by --multiplier, in all industries, for one unit of the industry's final use",
             "--multiplier 所指行的乘数：其最终使用每增加一单位所带来的总量"}},
           {"multiplier_home",
            ValueType::kReal,
            "1",
            {"of it in the industry's own economy", "其中发生在本经济体内的部分"}},
       }}};
  spec.conventions = {
      "A = Z diag(x)^-1, L = (I - A)^-1; Ghosh: B = diag(x)^-1 Z, G = (I - B)^-1.",
      "Final use is outside the model (open model): what households spend out of wages is not counted.",
      "Value added is output less intermediate and imported inputs: taxes and margins that the table does not count as "
      "inputs are in it.",
      "In a table of many economies the sums run over all of them.",
  };
  spec.references = {"Miller, R. E., Blair, P. D. (2009). Input-Output Analysis, 2nd ed., chapters 2, 6 and 12.",
                     "Rasmussen, P. N. (1956). Studies in Inter-Sectoral Relations."};
  spec.example = "tenon run linkages --of DEU1995";
  return spec;
}

const char* RoleOf(double backward, double forward) {
  if (backward > 1) return forward > 1 ? "key" : "pulls";
  return forward > 1 ? "pushes" : "weak";
}

/// v' L with v of one economy only, a row each: where the multiplier arises.
Result<econ::Matrix> ByEconomy(const econ::Leontief& model, const IoTable& table, const std::vector<double>& v) {
  econ::Matrix rows(table.economies.size(), v.size());
  for (std::size_t s = 0; s < v.size(); ++s) rows(table.sectors[s].economy, s) = v[s];
  TENON_ASSIGN(econ::IoSolution solution, model.Solve(std::move(rows), econ::Side::kRows));
  return std::move(solution.rows);
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(IoTable table, LoadIoTable(question));
  TENON_ASSIGN(const econ::Leontief model, ModelOf(table.flows, table.warnings));
  const auto forward =
      question.arguments.GetText("forward") == "ghosh" ? econ::ForwardLinkage::kGhosh : econ::ForwardLinkage::kLeontief;
  TENON_ASSIGN(const auto plain, econ::MeasureLinkages(model, forward, econ::LinkageScale::kPlain));
  TENON_ASSIGN(const auto relative, econ::MeasureLinkages(model, forward, econ::LinkageScale::kRasmussen));
  TENON_ASSIGN(const Intensity intensity, IntensityOf(question, table, question.arguments.GetText("multiplier")));
  TENON_ASSIGN(const econ::Matrix multipliers, ByEconomy(model, table, intensity.values));
  Answer answer = StartAnswer(question, table);
  Table& rows = answer.tables.emplace_back(MakeTable(question.spec.tables[0], table));
  if (intensity.unit != table.choice.unit) {
    for (const char* column : {"multiplier", "multiplier_home"}) {
      rows.columns[static_cast<std::size_t>(rows.Find(column))].unit = intensity.unit + " for one " + table.choice.unit;
    }
  }
  for (std::size_t s = 0; s < table.sectors.size(); ++s) {
    auto row = LabelsOf(table, s);
    for (const double value :
         {table.flows.output[s], plain.backward[s], plain.forward[s], relative.backward[s], relative.forward[s]}) {
      row.emplace_back(value);
    }
    row.emplace_back(std::string(RoleOf(relative.backward[s], relative.forward[s])));
    double everywhere = 0;
    for (std::size_t e = 0; e < table.economies.size(); ++e) everywhere += multipliers(e, s);
    row.insert(row.end(), {everywhere, multipliers(table.sectors[s].economy, s)});
    rows.rows.push_back(std::move(row));
  }
  return answer;
}

}  // namespace

const Analysis& LinkagesAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
