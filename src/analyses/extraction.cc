#include <algorithm>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "analyses/io_table.h"
#include "analyses/questions.h"
#include "econ/io_extraction.h"

namespace tenon::analyses {
namespace {

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "extraction";
  spec.title = {"Hypothetical extraction", "假设抽取法"};
  spec.sentence = {"What falls if this industry stops, wholly or in part?",
                   "若某产业全部或部分停产，哪些产出会随之消失？"};
  spec.parameters = IoParameters();
  spec.parameters.push_back({.name = "economy",
                             .type = ParameterType::kEconomy,
                             .meaning = {"only industries of this economy", "仅限该经济体的产业"}});
  spec.parameters.push_back(
      {.name = "industry",
       .type = ParameterType::kText,
       .meaning = {"also say who loses if this industry of the economy stops", "同时给出该产业停产时各产业的损失"}});
  spec.parameters.push_back(
      {.name = "extract",
       .type = ParameterType::kChoice,
       .meaning = {"sector: all it sells; sales: what it sells to industries; purchases: what it buys from industries",
                   "sector：全部销售；sales：对各产业的销售；purchases：从各产业的采购"},
       .default_value = Value(std::string("sector")),
       .choices = {"sector", "sales", "purchases"}});
  spec.parameters.push_back({.name = "share",
                             .type = ParameterType::kReal,
                             .meaning = {"which part of it", "抽取的比例"},
                             .unit = "1",
                             .default_value = Value(1.0),
                             .minimum = 0,
                             .maximum = 1});
  const std::string unit(kTableUnit);
  spec.tables = {
      {"extraction",
       {"one row for each industry, the greatest loss first", "每个产业一行，损失最大者在前"},
       {
           {"economy", ValueType::kText, "", {"the industry's economy; missing: the table does not say", "经济体"}},
           {"industry", ValueType::kText, "", {"code as in the table", "产业代码（与表中一致）"}},
           {"output", ValueType::kReal, unit, {"what it makes", "总产出"}},
           {"loss", ValueType::kReal, unit, {"output lost in all industries", "所有产业损失的产出"}},
           {"loss_own", ValueType::kReal, unit, {"of it in the industry itself", "其中本产业的损失"}},
           {"loss_others", ValueType::kReal, unit, {"of it elsewhere", "其中其他产业的损失"}},
           {"loss_share", ValueType::kReal, "1", {"loss over the output of the whole table", "损失占全表总产出的份额"}},
           {"loss_value_added", ValueType::kReal, unit, {"value added lost in all industries", "所有产业损失的增加值"}},
       }},
      {"losers",
       {"who loses if the industry asked for stops; empty without --industry",
        "所指产业停产时各产业的损失；未给 --industry 则为空"},
       {
           {"economy", ValueType::kText, "", {"the economy of the one that loses", "受损产业所在经济体"}},
           {"industry", ValueType::kText, "", {"the industry that loses", "受损产业"}},
           {"loss", ValueType::kReal, unit, {"output it loses", "损失的产出"}},
           {"loss_share", ValueType::kReal, "1", {"of its own output", "占其自身产出的份额"}},
       }}};
  spec.conventions = {
      "Buyers turn to suppliers outside the table, with unchanged needs: the loss is of output in the table, an upper "
      "bound of what hangs on the industry, without prices or substitutes inside.",
      "sector: row of A and final use scaled by 1 - share; sales: row of A; purchases: column of A. Closed form from "
      "L.",
      "At share 1, sector loses x_k colsum_k(L) / L_kk.",
  };
  spec.references = {
      "Dietzenbacher, E., Lahr, M. L. (2013). Expanding Extractions. Economic Systems Research 25(3), 341.",
      "Miller, R. E., Blair, P. D. (2009). Input-Output Analysis, 2nd ed., chapter 12.6."};
  spec.example = "tenon run extraction --of DEU1995";
  return spec;
}

econ::Extraction ExtractionOf(const std::string& text) {
  if (text == "sales") return econ::Extraction::kSales;
  return text == "purchases" ? econ::Extraction::kPurchases : econ::Extraction::kSector;
}

void SortByLoss(Table& table) {
  const auto loss = static_cast<std::size_t>(table.Find("loss"));
  std::ranges::stable_sort(
      table.rows, [&](const auto& left, const auto& right) { return RealOr(left[loss], 0) > RealOr(right[loss], 0); });
}

Table LosersTable(const Question& question, const IoTable& table, const std::vector<double>& losses) {
  Table losers = MakeTable(question.spec.tables[1], table);
  for (std::size_t s = 0; s < losses.size(); ++s) {
    if (losses[s] == 0) continue;
    auto row = LabelsOf(table, s);
    row.insert(row.end(), {losses[s], losses[s] / table.flows.output[s]});
    losers.rows.push_back(std::move(row));
  }
  SortByLoss(losers);
  return losers;
}

Result<Answer> Run(const Question& question) {
  const Arguments& arguments = question.arguments;
  TENON_ASSIGN(IoTable table, LoadIoTable(question));
  std::optional<std::size_t> economy;
  if (arguments.Has("economy") || arguments.Has("industry")) {
    TENON_ASSIGN(economy, EconomyOf(question, table));
  }
  const auto extraction = ExtractionOf(arguments.GetText("extract"));
  const double share = arguments.GetReal("share");
  const auto final_use = econ::FinalUse(table.flows);
  auto value_added = table.ValueAdded();
  for (std::size_t s = 0; s < value_added.size(); ++s) value_added[s] /= table.flows.output[s];
  TENON_ASSIGN(const econ::Leontief model, ModelOf(table.flows, table.warnings));
  std::vector<double> losses;
  std::optional<std::size_t> sector;
  if (arguments.Has("industry")) {
    TENON_ASSIGN(sector, SectorOf(question, table, *economy));
    TENON_ASSIGN(losses, econ::ExtractOne(model, *sector, final_use, extraction, share));
  }
  const double whole = std::accumulate(table.flows.output.begin(), table.flows.output.end(), 0.0);
  Answer answer = StartAnswer(question, table);
  Table rows = MakeTable(question.spec.tables[0], table);
  const auto add_row = [&](std::size_t s, double total, double own, double weighted) {
    auto row = LabelsOf(table, s);
    for (const double value : {table.flows.output[s], total, own, total - own, total / whole, weighted}) {
      row.emplace_back(value);
    }
    rows.rows.push_back(std::move(row));
  };
  const auto inverse = model.Inverse();
  if (inverse) {
    TENON_ASSIGN(const auto each,
                 econ::ExtractEach(inverse->matrix, table.flows.output, final_use, value_added, extraction, share));
    for (std::size_t s = 0; s < table.sectors.size(); ++s) {
      if (!economy || table.sectors[s].economy == *economy) add_row(s, each.total[s], each.own[s], each.weighted[s]);
    }
  } else if (sector) {
    // Too many sectors for an inverse: one solve still answers for the one that was named.
    add_row(*sector, std::accumulate(losses.begin(), losses.end(), 0.0), losses[*sector],
            std::inner_product(losses.begin(), losses.end(), value_added.begin(), 0.0));
    answer.receipt.warnings.emplace_back("too many sectors for an inverse: only the industry asked about is answered");
  } else {
    return Fail(inverse.error().kind, inverse.error().message + "; ask about one with --industry");
  }
  SortByLoss(rows);
  answer.tables.push_back(std::move(rows));
  answer.tables.push_back(LosersTable(question, table, losses));
  return answer;
}

}  // namespace

const Analysis& ExtractionAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
