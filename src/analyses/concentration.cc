#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "analyses/questions.h"
#include "analyses/source_choice.h"
#include "econ/concentration.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "store/economy.h"

namespace tenon::analyses {
namespace {

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "concentration";
  spec.title = {"Concentration of supply", "供应集中度"};
  spec.sentence = {"How few suppliers does each product, item or input hang on?",
                   "每种产品、矿产或投入品依赖多少供应方？"};
  spec.parameters = {
      {.name = "of",
       .type = ParameterType::kChoice,
       .meaning = {"which supply: trade flows, physical production, or shares of provision",
                   "哪种供应：贸易流量、实物产量或供应份额"},
       .required = true,
       .choices = {"trade", "production", "provision"}},
      {.name = "by",
       .type = ParameterType::kChoice,
       .meaning = {"one row for each: product (of trade), item (of production), input (of provision); the fitting one "
                   "if not given",
                   "按什么分行：product（贸易）、item（产量）、input（供应）；不给则自动选取"},
       .choices = {"product", "item", "input"}},
      {.name = "importer",
       .type = ParameterType::kEconomy,
       .meaning = {"trade only: the economy that buys; not given: exports to all importers the source covers",
                   "仅用于贸易：购买方经济体；不给则为该来源覆盖的全部进口方"}},
      {.name = "year",
       .type = ParameterType::kInteger,
       .meaning = {"one year; not given: every year", "某一年；不给则为所有年份"},
       .minimum = 1500,
       .maximum = 2100},
      {.name = "suppliers",
       .type = ParameterType::kChoice,
       .meaning = {"who counts as one supplier; provider (an organisation) is for provision only",
                   "以谁为一个供应方；provider（机构）仅用于供应份额"},
       .default_value = Value(std::string("economy")),
       .choices = {"economy", "provider"}},
      {.name = "item", .type = ParameterType::kTextList, .meaning = {"only these codes", "仅限这些代码"}},
      {.name = "source",
       .type = ParameterType::kText,
       .meaning = {"the source that answers, where several could", "多个来源都能回答时选用的来源"}},
      {.name = "classification",
       .type = ParameterType::kText,
       .meaning = {"the scheme of the codes, where a source states several", "一个来源含多种分类时选用的分类"}},
  };
  spec.tables = {
      {"concentration",
       {"one row for each item and year", "每个项目每年一行"},
       {
           {"item", ValueType::kText, "", {"code of the product, item or input", "代码"}},
           {"name", ValueType::kText, "", {"its name, where the data or a loaded list has one", "名称"}},
           {"year", ValueType::kInteger, "year", {"the year the shares describe", "年份"}},
           {"hhi",
            ValueType::kReal,
            "1",
            {"sum of squared shares of the named suppliers, shares renormalised to 1; missing: no share known",
             "已具名供应方份额（归一化）的平方和；缺失：份额未知"}},
           {"hhi_low",
            ValueType::kReal,
            "1",
            {"if what has no name were infinitely many suppliers", "若未具名部分为无穷多供应方"}},
           {"hhi_high", ValueType::kReal, "1", {"if what has no name were one supplier", "若未具名部分为单一供应方"}},
           {"covered_share",
            ValueType::kReal,
            "1",
            {"part of the whole that stands beside a name", "已具名部分占总量的份额"}},
           {"top_supplier", ValueType::kText, "", {"the largest named supplier", "最大的具名供应方"}},
           {"top_share", ValueType::kReal, "1", {"its share, renormalised like hhi", "其份额（归一化）"}},
           {"suppliers",
            ValueType::kInteger,
            "count",
            {"named suppliers, those of unknown share included", "具名供应方数（含份额未知者）"}},
       }}};
  spec.conventions = {
      "HHI runs from 0 to 1: the sum of squared shares over named suppliers, renormalised to sum to 1.",
      "Rows such as \"Various countries\" or \"Other\" name no supplier: they count in the whole, not in the shares.",
      "Trade: what the importer supplies to itself is left out; without --importer the shares are those of exports to "
      "all "
      "importers the source covers, which need not be the world.",
      "Provision: rows about an economy as a whole win; where an input has none, organisations are added up by their "
      "home.",
  };
  spec.references = {"Hirschman, A. O. (1964). The Paternity of an Index. American Economic Review 54(5), 761.",
                     "European Commission (2021). SWD(2021) 352: dependence where the HHI of imports is above 0.4."};
  spec.example = "tenon run concentration --of production --year 2023 --item gallium,tungsten,cobalt";
  return spec;
}

struct Subject {
  std::string_view of, by;
};
constexpr std::array kSubjects = {Subject{"trade", "product"}, Subject{"production", "item"},
                                  Subject{"provision", "input"}};

Status CheckSubject(const Arguments& arguments) {
  const std::string of = arguments.GetText("of");
  const auto subject = std::ranges::find(kSubjects, std::string_view(of), &Subject::of);
  if (const std::string by = TextOr(arguments.values().at("by")); !by.empty() && by != subject->by) {
    return Fail(
        ErrorKind::kInvalidArgument,
        fmt::format("{} is counted by {}, not by {}: give --by {} or leave it out", of, subject->by, by, subject->by),
        "--by");
  }
  if (of != "trade" && arguments.Has("importer")) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("{} has no importer: leave --importer out", of), "--importer");
  }
  if (of != "provision" && arguments.GetText("suppliers") == "provider") {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} names economies only, no organisations: give --suppliers economy", of), "--suppliers");
  }
  return {};
}

Result<Table> SupplyRows(const Question& question, const ChosenSource& chosen) {
  const Arguments& arguments = question.arguments;
  store::Bindings bindings = {{"source", chosen.source}, {"year", arguments.values().at("year")}};
  const std::string of = arguments.GetText("of");
  if (of == "provision") {
    return question.snapshot.Ask("concentration_provision_" + arguments.GetText("suppliers"), bindings, question.job);
  }
  bindings.emplace_back("classification", chosen.classification);
  if (of == "trade") bindings.emplace_back("importer", arguments.values().at("importer"));
  return question.snapshot.Ask("concentration_" + of, bindings, question.job);
}

bool IsGroup(const std::string& supplier) {
  const store::Economy* economy = store::FindEconomy(supplier);
  return economy != nullptr && economy->kind == store::EconomyKind::kGroup;
}

/// The rows [first, last) of one item and year as one result row.
Result<std::vector<Value>> MeasureCell(const Table& rows, std::size_t first, std::size_t last,
                                       econ::Supply::Whole whole, const std::string& name) {
  econ::Supply supply;
  supply.whole = whole;
  std::vector<std::string> names;
  for (std::size_t row = first; row < last; ++row) {
    const Value& supplier = rows.At(row, "supplier");
    const Value& amount = rows.At(row, "amount");
    if (IsMissing(supplier)) {
      supply.residual += RealOr(amount, 0);
    } else if (!IsGroup(TextOr(supplier))) {
      names.push_back(TextOr(supplier));
      supply.named.push_back(IsMissing(amount) ? econ::Amount() : RealOr(amount, 0));
    }
  }
  TENON_ASSIGN(const econ::Concentration measured, econ::MeasureConcentration(supply));
  const auto real = [](const std::optional<double>& x) { return x ? Value(*x) : Value(); };
  return std::vector<Value>{rows.At(first, "item"),   name.empty() ? Value() : Value(name),
                            rows.At(first, "year"),   real(measured.hhi),
                            real(measured.hhi_low),   real(measured.hhi_high),
                            measured.covered_share,   measured.top ? Value(names[*measured.top]) : Value(),
                            real(measured.top_share), static_cast<std::int64_t>(measured.suppliers)};
}

/// Why there is no row, and what there is.
Result<Answer> NothingFound(const Question& question, const ChosenSource& chosen) {
  const Arguments& arguments = question.arguments;
  TENON_ASSIGN(const Table years, question.snapshot.Ask("source_coverage"));
  std::int64_t first = std::numeric_limits<std::int64_t>::max(), last = 0;
  for (std::size_t row = 0; row < years.rows.size(); ++row) {
    if (TextOr(years.At(row, "table")) != arguments.GetText("of") || TextOr(years.At(row, "source")) != chosen.source)
      continue;
    first = std::min(first, IntegerOr(years.At(row, "first_year"), first));
    last = std::max(last, IntegerOr(years.At(row, "last_year"), last));
  }
  std::string message =
      fmt::format("{} of {} has no such rows; it covers {} to {}", arguments.GetText("of"), chosen.source, first, last);
  if (arguments.Has("importer")) {
    TENON_ASSIGN(const Table importers, question.snapshot.Ask("importers", {{"source", chosen.source}}));
    std::vector<std::string> codes;
    for (const auto& row : importers.rows) codes.push_back(TextOr(row[0]));
    message += fmt::format(", with the importers {}",
                           codes.empty() ? "(none is named)" : fmt::format("{}", fmt::join(codes, " ")));
  }
  return Fail(ErrorKind::kNotFound, message + ". No row is not zero: the source says nothing of it.");
}

Result<Answer> Run(const Question& question) {
  const Arguments& arguments = question.arguments;
  TENON_CHECK(CheckSubject(arguments));
  const std::string of = arguments.GetText("of");
  TENON_ASSIGN(const ChosenSource chosen, ChooseSource(question.snapshot, of, TextOr(arguments.values().at("source")),
                                                       TextOr(arguments.values().at("classification"))));
  TENON_ASSIGN(const Table rows, SupplyRows(question, chosen));

  TENON_ASSIGN(const store::Classifications* const classifications, question.snapshot.classifications());
  const auto wanted = arguments.GetList("item");
  const auto whole = of == "provision" ? econ::Supply::Whole::kOne : econ::Supply::Whole::kSum;
  const std::string scheme = of == "provision" ? "ETO-INPUT" : chosen.classification;
  Answer answer;
  Table& table = answer.tables.emplace_back(question.spec.tables[0].MakeTable());
  for (std::size_t first = 0, last = 0; first < rows.rows.size(); first = last) {
    const std::string item = TextOr(rows.At(first, "item"));
    const std::int64_t year = IntegerOr(rows.At(first, "year"), 0);
    std::string name = rows.Find("name") < 0 ? "" : TextOr(rows.At(first, "name"));
    for (last = first; last < rows.rows.size() && TextOr(rows.At(last, "item")) == item &&
                       IntegerOr(rows.At(last, "year"), 0) == year;
         ++last) {
    }
    if (!wanted.empty() && std::ranges::find(wanted, item) == wanted.end()) continue;
    if (name.empty()) {
      if (const auto code = classifications->Find(scheme, item)) name = code->Title(Language::kEnglish);
    }
    TENON_ASSIGN(auto cell, MeasureCell(rows, first, last, whole, name));
    table.rows.push_back(std::move(cell));
  }
  if (table.rows.empty()) return NothingFound(question, chosen);
  for (const auto& item : wanted) {
    if (std::ranges::none_of(table.rows, [&](const auto& row) { return TextOr(row[0]) == item; })) {
      answer.receipt.warnings.push_back(fmt::format("{}: no row carries this code", item));
    }
  }
  for (const SourceUse& use : question.snapshot.SourcesOf({of})) {
    if (use.source == chosen.source) answer.receipt.sources.push_back(use);
  }
  return answer;
}

}  // namespace

const Analysis& ConcentrationAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
