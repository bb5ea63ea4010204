#include "analyses/io_table.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

std::size_t Number(const Value& value) { return static_cast<std::size_t>(IntegerOr(value, 0)); }

/// The first few names, and how many more there are.
std::string Some(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 60;
  const auto shown = std::span(names).first(std::min(kShown, names.size()));
  return fmt::format("{}{}", fmt::join(shown, " "),
                     names.size() > kShown ? fmt::format(" and {} more", names.size() - kShown) : "");
}

std::string ListTables(const Table& tables) {
  std::vector<std::string> names;
  for (const auto& row : tables.rows) {
    names.push_back(fmt::format("{} {} ({})", TextOr(row[1]), IntegerOr(row[2], 0), TextOr(row[0])));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

Result<IoChoice> Choose(const Question& question) {
  TENON_ASSIGN(const Table tables, question.snapshot.Ask("io_tables", {}, question.job));
  if (tables.rows.empty()) {
    return Fail(ErrorKind::kNotFound,
                "no input-output table is loaded: load one (`tenon sources wiod`, `tenon sources io-table`)");
  }
  const std::string name = TextOr(question.arguments.values().at("of"));
  const std::string source = TextOr(question.arguments.values().at("source"));
  const std::int64_t year = IntegerOr(question.arguments.values().at("year"), 0);
  std::set<std::pair<std::string, std::string>> fitting;
  IoChoice choice;
  for (const auto& row : tables.rows) {
    if (!name.empty() && TextOr(row[1]) != name) continue;
    if (!source.empty() && TextOr(row[0]) != source) continue;
    const std::int64_t of_row = IntegerOr(row[2], 0);
    if (year != 0 && of_row != year) continue;
    fitting.emplace(TextOr(row[0]), TextOr(row[1]));
    if (of_row >= choice.year) choice = {TextOr(row[0]), TextOr(row[1]), static_cast<int>(of_row), TextOr(row[3])};
  }
  if (fitting.empty()) {
    return Fail(ErrorKind::kNotFound, fmt::format("no such input-output table; loaded are {}", ListTables(tables)));
  }
  if (fitting.size() > 1) {
    return Fail(
        ErrorKind::kInvalidArgument,
        fmt::format("several input-output tables fit: {}; choose by --of NAME (and --source)", ListTables(tables)),
        "--of");
  }
  return choice;
}

/// Everything by the numbers of io_sector, zero sectors included.
struct Whole {
  std::vector<std::string> economies;  // of each sector
  std::vector<std::string> items;
  econ::InputOutputTable flows;
};

Result<Whole> ReadSectors(store::Snapshot& snapshot, const Job& job, const store::Bindings& bindings,
                          const IoChoice& choice) {
  TENON_ASSIGN(const Table rows, snapshot.Ask("io_sectors", bindings, job));
  Whole whole;
  Table numbered{
      "io_sector",
      {{"number", ValueType::kInteger, ""}, {"economy", ValueType::kText, ""}, {"item", ValueType::kText, ""}},
      {}};
  for (const auto& row : rows.rows) {
    if (!numbered.rows.empty() && numbered.rows.back()[1] == row[0] && numbered.rows.back()[2] == row[1]) {
      return Fail(ErrorKind::kSchemaMismatch, fmt::format("{} {}: the output of {} {} is stated twice", choice.name,
                                                          choice.year, TextOr(row[0]), TextOr(row[1])));
    }
    if (IsMissing(row[2])) {
      return Fail(ErrorKind::kSchemaMismatch, fmt::format("{} {}: the output of {} {} is missing", choice.name,
                                                          choice.year, TextOr(row[0]), TextOr(row[1])));
    }
    numbered.rows.push_back({static_cast<std::int64_t>(whole.items.size()), row[0], row[1]});
    whole.economies.push_back(TextOr(row[0]));
    whole.items.push_back(TextOr(row[1]));
    whole.flows.output.push_back(RealOr(row[2], 0));
  }
  if (whole.items.empty()) {
    return Fail(
        ErrorKind::kNotFound,
        fmt::format("{} {} states no output of its industries: coefficients cannot be made", choice.name, choice.year));
  }
  TENON_CHECK(snapshot.Provide(numbered));
  return whole;
}

/// "buyer value buyer value ..." into a row of Z.
Status FillRow(std::string_view flows, std::span<double> row) {
  const char* at = flows.data();
  const char* const end = at + flows.size();
  while (at < end) {
    std::size_t buyer = 0;
    double value = 0;
    const auto number = std::from_chars(at, end, buyer);
    if (number.ec != std::errc() || number.ptr == end || buyer >= row.size()) break;
    const auto amount = std::from_chars(number.ptr + 1, end, value);
    if (amount.ec != std::errc()) break;
    row[buyer] += value;
    at = amount.ptr + (amount.ptr == end ? 0 : 1);
  }
  return at == end ? Status() : Fail(ErrorKind::kInternal, "flows are not pairs of buyer and value");
}

Status ReadFlows(store::Snapshot& snapshot, const Job& job, const store::Bindings& bindings, const IoChoice& choice,
                 Whole& whole) {
  TENON_ASSIGN(const Table rows, snapshot.Ask("io_flows", bindings, job));
  whole.flows.flows = econ::Matrix(whole.items.size(), whole.items.size());
  for (const auto& row : rows.rows) {
    if (IsMissing(row[0])) {
      return Fail(ErrorKind::kSchemaMismatch, fmt::format("{} {}: {} flows name an industry whose output is not stated",
                                                          choice.name, choice.year, IntegerOr(row[2], 0)));
    }
    TENON_CHECK(FillRow(TextOr(row[1]), whole.flows.flows.Row(Number(row[0]))));
  }
  return {};
}

void WarnOfSectors(const Whole& whole, const econ::ActiveSectors& active, IoTable& table) {
  const auto name = [&](std::size_t sector) {
    return whole.economies[sector].empty() ? whole.items[sector]
                                           : fmt::format("{} {}", whole.economies[sector], whole.items[sector]);
  };
  std::vector<std::string> dropped, unbalanced, negative;
  for (const auto& sector : active.dropped) {
    dropped.push_back(name(sector.sector));
    if (sector.delivered != 0 || sector.bought != 0) unbalanced.push_back(name(sector.sector));
  }
  for (const std::size_t sector : active.negative) negative.push_back(name(sector));
  if (!dropped.empty()) {
    table.warnings.push_back(
        fmt::format("{} industries make nothing and are left out: {}", dropped.size(), Some(dropped)));
  }
  if (!unbalanced.empty()) {
    table.warnings.push_back(
        fmt::format("of these, {} buy or deliver something all the same: {}", unbalanced.size(), Some(unbalanced)));
  }
  if (!negative.empty()) {
    table.warnings.push_back(
        fmt::format("{} industries have an output below zero: {}", negative.size(), Some(negative)));
  }
}

/// Where each sector of io_sector stands in the table; nothing for one that was dropped.
std::vector<std::optional<std::size_t>> Places(std::size_t sectors, const std::vector<std::size_t>& kept) {
  std::vector<std::optional<std::size_t>> places(sectors);
  for (std::size_t s = 0; s < kept.size(); ++s) places[kept[s]] = s;
  return places;
}

Status ReadFinalUse(store::Snapshot& snapshot, const Job& job, const store::Bindings& bindings, IoTable& table) {
  TENON_ASSIGN(const Table rows, snapshot.Ask("io_final", bindings, job));
  const std::size_t n = table.sectors.size();
  table.final_use = econ::Matrix(table.economies.size(), n);
  table.inventories.assign(n, 0);
  table.exports.assign(n, 0);
  std::set<std::string> elsewhere;
  for (const auto& row : rows.rows) {
    const auto sector = table.places[Number(row[0])];
    if (!sector) continue;
    const std::string economy = TextOr(row[1]);
    std::size_t user = table.sectors[*sector].economy;
    if (!table.one_economy()) {
      const auto found = std::ranges::lower_bound(table.economies, economy);
      if (found == table.economies.end() || *found != economy) {
        elsewhere.insert(economy);
        continue;
      }
      user = static_cast<std::size_t>(found - table.economies.begin());
    }
    table.final_use(user, *sector) += RealOr(row[2], 0);
    table.inventories[*sector] += RealOr(row[3], 0);
    table.exports[*sector] += RealOr(row[4], 0);
  }
  if (!elsewhere.empty()) {
    table.warnings.push_back(fmt::format("final users in {} have no industries in the table: their use is left out",
                                         fmt::join(elsewhere, " ")));
  }
  return {};
}

Status ReadImports(store::Snapshot& snapshot, const Job& job, store::Bindings bindings, IoTable& table) {
  bindings.emplace_back("account", Value());
  TENON_ASSIGN(const Table rows, snapshot.Ask("io_accounts", bindings, job));
  table.imported.assign(table.sectors.size(), 0);
  table.competing.assign(table.sectors.size(), 0);
  for (const auto& row : rows.rows) {
    const auto sector = table.places[Number(row[0])];
    if (!sector) continue;
    (TextOr(row[1]) == "competing" ? table.competing : table.imported)[*sector] += RealOr(row[2], 0);
  }
  if (std::ranges::any_of(table.competing, [](double value) { return value != 0; })) {
    table.warnings.push_back(
        "imports stand in a column beside the industries: inputs hold imported goods too, as if they were made at "
        "home");
  }
  return {};
}

store::Bindings BindingsOf(const IoChoice& choice) {
  return {{"source", choice.source}, {"name", choice.name}, {"year", static_cast<std::int64_t>(choice.year)}};
}

}  // namespace

econ::Grouping IoTable::grouping() const {
  econ::Grouping grouping{{}, economies.size()};
  for (const Sector& sector : sectors) grouping.group_of.push_back(sector.economy);
  return grouping;
}

std::vector<double> IoTable::ValueAdded() const {
  std::vector<double> value_added = econ::PrimaryInputs(flows);
  for (std::size_t s = 0; s < value_added.size(); ++s) value_added[s] -= imported[s];
  return value_added;
}

std::optional<std::size_t> IoTable::Find(std::size_t economy, const std::string& industry) const {
  const auto found = std::ranges::find_if(
      sectors, [&](const Sector& sector) { return sector.economy == economy && sector.industry == industry; });
  if (found == sectors.end()) return std::nullopt;
  return static_cast<std::size_t>(found - sectors.begin());
}

std::vector<Parameter> IoParameters() {
  return {
      {.name = "of",
       .type = ParameterType::kText,
       .meaning = {"the input-output table, where several are loaded", "投入产出表名（载入多张时须指定）"}},
      {.name = "year",
       .type = ParameterType::kInteger,
       .meaning = {"its year; the newest if not given", "年份；不给则取最新一年"},
       .minimum = 1900,
       .maximum = 2100},
      {.name = "source",
       .type = ParameterType::kText,
       .meaning = {"the source of the table, where several have one of that name", "同名表来自多个来源时选用的来源"}},
  };
}

Result<IoTable> LoadIoTable(const Question& question) {
  TENON_ASSIGN(IoChoice choice, Choose(question));
  return LoadIoTable(question.snapshot, std::move(choice), question.job);
}

Result<IoTable> LoadIoTable(store::Snapshot& snapshot, IoChoice choice, const Job& job) {
  IoTable table;
  table.choice = std::move(choice);
  const store::Bindings bindings = BindingsOf(table.choice);
  TENON_ASSIGN(Whole whole, ReadSectors(snapshot, job, bindings, table.choice));
  TENON_CHECK(ReadFlows(snapshot, job, bindings, table.choice, whole));
  const std::set<std::string> economies(whole.economies.begin(), whole.economies.end());
  table.economies.assign(economies.begin(), economies.end());
  auto active = econ::DropZeroOutput(whole.flows);
  if (!active) return std::unexpected(active.error());
  WarnOfSectors(whole, *active, table);
  table.flows = std::move(active->table);
  for (const std::size_t sector : active->kept) {
    const auto found = std::ranges::lower_bound(table.economies, whole.economies[sector]);
    table.sectors.push_back({static_cast<std::size_t>(found - table.economies.begin()), whole.items[sector]});
  }
  table.places = Places(whole.items.size(), active->kept);
  TENON_CHECK(ReadFinalUse(snapshot, job, bindings, table));
  TENON_CHECK(ReadImports(snapshot, job, bindings, table));
  return table;
}

Result<std::size_t> EconomyOf(const Question& question, const IoTable& table) {
  const std::string wanted = TextOr(question.arguments.values().at("economy"));
  if (wanted.empty()) {
    if (table.one_economy()) return 0;
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} has {} economies: {}; choose by --economy", table.choice.name, table.economies.size(),
                            Some(table.economies)),
                "--economy");
  }
  if (table.one_economy() && table.economies[0].empty()) return 0;
  const auto found = std::ranges::lower_bound(table.economies, wanted);
  if (found == table.economies.end() || *found != wanted) {
    return Fail(ErrorKind::kNotFound, fmt::format("{} {} has no {}; it has {}", table.choice.name, table.choice.year,
                                                  wanted, Some(table.economies)));
  }
  return static_cast<std::size_t>(found - table.economies.begin());
}

Result<std::size_t> SectorOf(const Question& question, const IoTable& table, std::size_t economy) {
  const std::string industry = question.arguments.GetText("industry");
  if (const auto sector = table.Find(economy, industry)) return *sector;
  std::vector<std::string> industries;
  for (const auto& sector : table.sectors) {
    if (sector.economy == economy) industries.push_back(sector.industry);
  }
  return Fail(ErrorKind::kNotFound, fmt::format("{} {} has no industry {} with an output; it has {}", table.choice.name,
                                                table.choice.year, industry, Some(industries)));
}

Result<econ::Leontief> ModelOf(const econ::InputOutputTable& flows, std::vector<std::string>& warnings) {
  auto model = econ::Leontief::Of(flows);
  if (model && model->condition() > 1e9) {
    warnings.push_back(fmt::format("I - A is near singular (condition {:.1e}): about {} of 16 digits are lost",
                                   model->condition(), static_cast<int>(std::log10(model->condition()))));
  }
  return model;
}

Result<Intensity> IntensityOf(const Question& question, const IoTable& table, const std::string& account) {
  store::Bindings bindings = BindingsOf(table.choice);
  bindings.emplace_back("account", account);
  TENON_ASSIGN(const Table rows, question.snapshot.Ask("io_accounts", bindings, question.job));
  Intensity intensity{std::vector<double>(table.sectors.size()), table.choice.unit};
  if (rows.rows.empty()) {
    if (account == "value_added") {
      intensity.values = table.ValueAdded();
    } else {
      TENON_ASSIGN(const Table names,
                   question.snapshot.Ask("io_account_names", BindingsOf(table.choice), question.job));
      std::vector<std::string> known = {"value_added"};
      for (const auto& row : names.rows) known.push_back(TextOr(row[0]));
      return Fail(ErrorKind::kNotFound, fmt::format("{} {} has no row {}; it has {}", table.choice.name,
                                                    table.choice.year, account, Some(known)));
    }
  } else {
    for (const auto& row : rows.rows) {
      if (const auto sector = table.places[Number(row[0])]) intensity.values[*sector] += RealOr(row[2], 0);
      intensity.unit = TextOr(row[3]);
    }
  }
  for (std::size_t s = 0; s < intensity.values.size(); ++s) intensity.values[s] /= table.flows.output[s];
  return intensity;
}

std::vector<Value> LabelsOf(const IoTable& table, std::size_t sector) {
  const std::string& economy = table.economies[table.sectors[sector].economy];
  return {economy.empty() ? Value() : Value(economy), table.sectors[sector].industry};
}

std::string NameOf(const IoTable& table, std::size_t sector) {
  const std::string& economy = table.economies[table.sectors[sector].economy];
  return economy.empty() ? table.sectors[sector].industry
                         : fmt::format("{} {}", economy, table.sectors[sector].industry);
}

Table MakeTable(const ResultTable& result, const IoTable& table) {
  Table made = result.MakeTable();
  for (Column& column : made.columns) {
    if (column.unit == kTableUnit) column.unit = table.choice.unit;
  }
  return made;
}

Answer StartAnswer(const Question& question, IoTable& table) {
  Answer answer;
  answer.receipt.warnings = std::move(table.warnings);
  answer.receipt.warnings.insert(answer.receipt.warnings.begin(),
                                 fmt::format("table {} of {} from {}, in {}", table.choice.name, table.choice.year,
                                             table.choice.source, table.choice.unit));
  for (const SourceUse& use : question.snapshot.SourcesOf({"io_cell"})) {
    if (use.source == table.choice.source) answer.receipt.sources.push_back(use);
  }
  return answer;
}

}  // namespace tenon::analyses
