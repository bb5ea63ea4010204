#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "analyses/io_table.h"
#include "analyses/questions.h"
#include "econ/io_linkages.h"
#include "econ/io_paths.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "paths";
  spec.title = {"Structural paths", "结构路径"};
  spec.sentence = {"Along which supply paths does a product draw its value added, or anything else it needs?",
                   "一种产品的增加值（或其他投入）沿哪些供应路径而来？"};
  spec.parameters = IoParameters();
  spec.parameters.push_back({.name = "industry",
                             .type = ParameterType::kText,
                             .meaning = {"the industry whose product is finally used", "最终产品所属产业"},
                             .required = true});
  spec.parameters.push_back(
      {.name = "economy",
       .type = ParameterType::kEconomy,
       .meaning = {"its economy; needed in a table of many economies", "其所在经济体；多经济体的表必须给出"}});
  spec.parameters.push_back(
      {.name = "what",
       .type = ParameterType::kText,
       .meaning = {"the row below the industries that is followed, e.g. employment", "所追踪的行，如就业"},
       .default_value = Value(std::string("value_added"))});
  spec.parameters.push_back({.name = "threshold",
                             .type = ParameterType::kReal,
                             .meaning = {"every path that holds at least this part of the whole is listed",
                                         "列出占总量不低于此份额的全部路径"},
                             .unit = "1",
                             .default_value = Value(0.002),
                             .minimum = 1e-7,
                             .maximum = 1});
  spec.tables = {
      {"paths",
       {"one row for each path, the largest first", "每条路径一行，份额大者在前"},
       {
           {"rank", ValueType::kInteger, "", {"1 = the largest", "序号"}},
           {"path", ValueType::kText, "", {"from the final product to its suppliers' suppliers", "自最终产品向上游"}},
           {"links", ValueType::kInteger, "count", {"purchases along the path; 0: the industry itself", "环节数"}},
           {"value",
            ValueType::kReal,
            "1",
            {"of what is followed, at the last industry of the path, for one unit of the final product",
             "每单位最终产品在路径末端产业产生的量"}},
           {"share", ValueType::kReal, "1", {"of the whole over all paths", "占全部路径的份额"}},
           {"cumulative", ValueType::kReal, "1", {"share of this path and those above", "累计份额"}},
       }}};
  spec.conventions = {
      "value = v_kt a_kt,kt-1 ... a_k1,k0 for one unit of final use of k0.",
      "The list is complete above the threshold: a branch is left only where everything beyond it together lies below.",
  };
  spec.references = {
      "Defourny, J., Thorbecke, E. (1984). Structural Path Analysis and Multiplier Decomposition within a "
      "Social Accounting Matrix Framework. Economic Journal 94, 111."};
  spec.example = "tenon run paths --of DEU1995 --industry construction --threshold 0.01";
  return spec;
}

Result<Answer> Run(const Question& question) {
  const Arguments& arguments = question.arguments;
  TENON_ASSIGN(IoTable table, LoadIoTable(question));
  TENON_ASSIGN(const std::size_t economy, EconomyOf(question, table));
  TENON_ASSIGN(const std::size_t product, SectorOf(question, table, economy));
  TENON_ASSIGN(const Intensity what, IntensityOf(question, table, arguments.GetText("what")));
  TENON_ASSIGN(const econ::Leontief model, ModelOf(table.flows, table.warnings));
  TENON_ASSIGN(const auto multipliers, econ::Multipliers(model, what.values));
  const double whole = std::abs(multipliers[product]);
  if (whole == 0) {
    return Fail(ErrorKind::kNotFound, fmt::format("{} draws no {}", NameOf(table, product), arguments.GetText("what")));
  }
  std::vector<double> one(table.sectors.size());
  one[product] = 1;
  TENON_ASSIGN(const auto found,
               econ::FindSupplyPaths(model, what.values, one, {.threshold = arguments.GetReal("threshold") * whole}));
  table.warnings.push_back(fmt::format("{} paths hold {:.1f} % of {:.4g}; the rest is in paths below the threshold",
                                       found.paths.size(), 100 * found.covered / found.total, found.total));
  Answer answer = StartAnswer(question, table);
  Table& rows = answer.tables.emplace_back(question.spec.tables[0].MakeTable());
  if (what.unit != table.choice.unit) rows.columns[3].unit = what.unit + " for one " + table.choice.unit;
  double cumulative = 0;
  for (const auto& path : found.paths) {
    std::vector<std::string> names;
    for (const std::size_t sector : path.sectors) names.push_back(NameOf(table, sector));
    const double share = path.value / found.total;
    cumulative += share;
    rows.rows.push_back({static_cast<std::int64_t>(rows.rows.size() + 1), fmt::format("{}", fmt::join(names, " < ")),
                         static_cast<std::int64_t>(path.sectors.size() - 1), path.value, share, cumulative});
  }
  return answer;
}

}  // namespace

const Analysis& PathsAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
