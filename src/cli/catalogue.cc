#include "cli/catalogue.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tenon/engine.h"

namespace tenon::cli {

Answer ListOfAnalyses() {
  Table table{.name = "analyses",
              .columns = {{"analysis", ValueType::kText, ""},
                          {"question", ValueType::kText, ""},
                          {"question_zh", ValueType::kText, ""}},
              .rows = {}};
  for (const AnalysisSpec* spec : Engine::Analyses())
    table.rows.push_back({spec->name, spec->sentence.en, spec->sentence.zh});
  Answer answer;
  answer.receipt.program_version = ProgramVersion();
  answer.receipt.analysis = "list";
  answer.tables.push_back(std::move(table));
  return answer;
}

Answer DescriptionOf(const AnalysisSpec& spec) {
  const auto text = [](std::string name) { return Column{std::move(name), ValueType::kText, ""}; };
  Table about{.name = "analysis", .columns = {text("field"), text("value")}, .rows = {}};
  about.rows = {{"name", spec.name},
                {"version", std::to_string(spec.version)},
                {"question", spec.sentence.en},
                {"question (zh)", spec.sentence.zh}};
  for (const std::string& convention : spec.conventions) about.rows.push_back({"convention", convention});
  for (const std::string& reference : spec.references) about.rows.push_back({"reference", reference});
  about.rows.push_back({"example", spec.example});
  Table parameters{.name = "parameters",
                   .columns = {text("parameter"), text("type"), text("default"), text("allowed"), text("meaning")},
                   .rows = {}};
  for (const Parameter& parameter : spec.parameters) {
    std::string allowed = fmt::format("{}", fmt::join(parameter.choices, ", "));
    if (parameter.minimum)
      allowed = fmt::format("{} to {}", *parameter.minimum,
                            parameter.maximum ? fmt::format("{}", *parameter.maximum) : "any");
    parameters.rows.push_back({parameter.name, std::string(ToString(parameter.type)),
                               parameter.default_value ? Value{ToText(*parameter.default_value)} : Value{},
                               allowed.empty() ? Value{} : Value{allowed}, parameter.meaning.en});
  }
  Table columns{.name = "columns",
                .columns = {text("table"), text("column"), text("type"), text("unit"), text("meaning")},
                .rows = {}};
  for (const ResultTable& table : spec.tables) {
    for (const ResultColumn& column : table.columns) {
      columns.rows.push_back({table.name, column.name, std::string(ToString(column.type)),
                              column.unit.empty() ? Value{} : Value{column.unit}, column.meaning.en});
    }
  }
  Answer answer;
  answer.receipt.program_version = ProgramVersion();
  answer.receipt.analysis = "describe";
  answer.receipt.arguments.Set("analysis", spec.name);
  answer.tables = {std::move(about), std::move(parameters), std::move(columns)};
  return answer;
}

}  // namespace tenon::cli
