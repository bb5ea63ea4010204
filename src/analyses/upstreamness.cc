#include <string>
#include <utility>
#include <vector>

#include "analyses/io_table.h"
#include "analyses/questions.h"
#include "econ/io_position.h"
#include "fmt/format.h"

namespace tenon::analyses {
namespace {

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "upstreamness";
  spec.title = {"Upstreamness and downstreamness", "上游度与下游度"};
  spec.sentence = {
      "How many stages of production lie between each industry and final use, and between it and primary "
      "inputs?",
      "每个产业距最终使用有多少个生产阶段，距初始投入又有多少个？"};
  spec.parameters = IoParameters();
  spec.parameters.push_back(
      {.name = "correction",
       .type = ParameterType::kChoice,
       .meaning =
           {"none: the table as it is; inventories: what went into inventories is used as the rest is; open: "
            "exports and competing imports too (a table of one economy)",
            "none：按原表；inventories：库存变动按其余产出的去向分摊；open：出口与竞争性进口亦然（单一经济体的表）"},
       .default_value = Value(std::string("inventories")),
       .choices = {"none", "inventories", "open"}});
  spec.tables = {
      {"industries",
       {"one row for each industry", "每个产业一行"},
       {
           {"economy", ValueType::kText, "", {"the industry's economy; missing: the table does not say", "经济体"}},
           {"industry", ValueType::kText, "", {"code as in the table", "产业代码（与表中一致）"}},
           {"output", ValueType::kReal, std::string(kTableUnit), {"what it makes", "总产出"}},
           {"upstreamness",
            ValueType::kReal,
            "stages",
            {"mean number of stages to final use; 1: all is finally used",
             "距最终使用的平均阶段数；1 表示全部直接用于最终使用"}},
           {"downstreamness",
            ValueType::kReal,
            "stages",
            {"mean number of stages from primary inputs; 1: buys nothing",
             "距初始投入的平均阶段数；1 表示不使用中间投入"}},
       }},
      {"economies",
       {"means over the industries of each economy, weighted by output; WLD: of the whole table",
        "各经济体按产出加权的平均值；WLD 为全表"},
       {
           {"economy", ValueType::kText, "", {"economy; missing: the table does not say", "经济体"}},
           {"output", ValueType::kReal, std::string(kTableUnit), {"of all its industries", "总产出"}},
           {"upstreamness", ValueType::kReal, "stages", {"mean, weighted by output", "按产出加权的平均上游度"}},
           {"downstreamness", ValueType::kReal, "stages", {"mean, weighted by output", "按产出加权的平均下游度"}},
           {"length",
            ValueType::kReal,
            "stages",
            {"whole table only: output over final use, the stages an average unit of final use went through",
             "仅全表：总产出与最终使用之比，即平均生产长度"}},
       }}};
  spec.conventions = {
      "Upstreamness is the row sum of the Ghosh inverse, downstreamness the column sum of the Leontief inverse.",
      "inventories: Z_ij x_i / (x_i - N_i), N_i the net additions to inventories of i's output, in both measures.",
      "Values of small industries follow the rounding of the table: where inventories are most of a small output the "
      "correction is large.",
  };
  spec.references = {
      "Antras, P., Chor, D., Fally, T., Hillberry, R. (2012). Measuring the Upstreamness of Production and Trade "
      "Flows. "
      "American Economic Review 102(3), 412.",
      "Antras, P., Chor, D. (2018). On the Measurement of Upstreamness and Downstreamness in Global Value Chains."};
  spec.example = "tenon run upstreamness --of DEU1995";
  return spec;
}

/// What left each industry without showing in the flows.
Result<std::vector<double>> Taken(const std::string& correction, const IoTable& table) {
  std::vector<double> taken(table.sectors.size());
  if (correction == "none") return taken;
  if (correction == "open" && !table.one_economy()) {
    return Fail(ErrorKind::kInvalidArgument,
                "exports are within a table of many economies already: give --correction inventories", "--correction");
  }
  for (std::size_t s = 0; s < taken.size(); ++s) {
    taken[s] = table.inventories[s];
    if (correction == "open") taken[s] += table.exports[s] - table.competing[s];
  }
  return taken;
}

struct Mean {
  double output = 0, upstreamness = 0, downstreamness = 0;
  void Add(double weight, double up, double down) {
    output += weight;
    upstreamness += weight * up;
    downstreamness += weight * down;
  }
  std::vector<Value> Row(Value economy, Value length) const {
    return {std::move(economy), output, upstreamness / output, downstreamness / output, std::move(length)};
  }
};

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(IoTable table, LoadIoTable(question));
  TENON_ASSIGN(const auto taken, Taken(question.arguments.GetText("correction"), table));
  TENON_ASSIGN(const auto corrected, econ::CorrectFlows(table.flows, taken));
  for (const std::size_t s : corrected.uncorrected) {
    table.warnings.push_back(
        fmt::format("{}: {} of an output of {} went into inventories (or net abroad): its flows are "
                    "left uncorrected",
                    NameOf(table, s), taken[s], table.flows.output[s]));
  }
  TENON_ASSIGN(const econ::Leontief model, ModelOf(corrected.table, table.warnings));
  TENON_ASSIGN(const auto position, econ::MeasurePosition(model));
  Answer answer = StartAnswer(question, table);
  Table industries = MakeTable(question.spec.tables[0], table);
  std::vector<Mean> means(table.economies.size());
  Mean whole;
  for (std::size_t s = 0; s < table.sectors.size(); ++s) {
    auto row = LabelsOf(table, s);
    row.insert(row.end(), {table.flows.output[s], position.upstreamness[s], position.downstreamness[s]});
    industries.rows.push_back(std::move(row));
    for (Mean* mean : {&means[table.sectors[s].economy], &whole}) {
      mean->Add(table.flows.output[s], position.upstreamness[s], position.downstreamness[s]);
    }
  }
  Table economies = MakeTable(question.spec.tables[1], table);
  for (std::size_t e = 0; e < means.size(); ++e) {
    if (table.one_economy()) break;
    economies.rows.push_back(means[e].Row(table.economies[e], Value()));
  }
  economies.rows.push_back(whole.Row(table.one_economy() && !table.economies[0].empty() ? Value(table.economies[0])
                                     : table.one_economy()                              ? Value()
                                                                                        : Value(std::string("WLD")),
                                     position.average_length));
  answer.tables.push_back(std::move(industries));
  answer.tables.push_back(std::move(economies));
  return answer;
}

}  // namespace

const Analysis& UpstreamnessAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
