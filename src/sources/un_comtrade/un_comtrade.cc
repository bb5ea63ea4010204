#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "sources/hs_revision.h"
#include "sources/registry.h"
#include "store/delimited.h"

namespace tenon::sources {

namespace {

namespace fs = std::filesystem;

/// A column by its names: in the files of today's API, bulk and web download, and in the bulk files before 2022.
struct NamedColumn {
  const char* name;  // in trade.sql
  const char* today;
  const char* before;  // "" if there was none
  enum { kRequired, kOptional } need;
};

constexpr std::array<NamedColumn, 16> kColumns = {{
    {"freq", "freqCode", "", NamedColumn::kOptional},
    {"type", "typeCode", "", NamedColumn::kOptional},
    {"period", "period", "Period", NamedColumn::kRequired},
    {"reporter", "reporterCode", "Reporter Code", NamedColumn::kRequired},
    {"reporter_iso", "reporterISO", "Reporter ISO", NamedColumn::kOptional},
    {"flow", "flowCode", "Trade Flow Code", NamedColumn::kRequired},
    {"partner", "partnerCode", "Partner Code", NamedColumn::kRequired},
    {"partner_iso", "partnerISO", "Partner ISO", NamedColumn::kOptional},
    {"partner2", "partner2Code", "", NamedColumn::kOptional},
    {"scheme", "classificationCode", "Classification", NamedColumn::kOptional},
    {"product", "cmdCode", "Commodity Code", NamedColumn::kRequired},
    {"customs", "customsCode", "", NamedColumn::kOptional},
    {"mode_of_supply", "mosCode", "", NamedColumn::kOptional},
    {"transport", "motCode", "", NamedColumn::kOptional},
    {"weight_kg", "netWgt", "Netweight (kg)", NamedColumn::kOptional},
    {"value", "primaryValue", "Trade Value (US$)", NamedColumn::kRequired},
}};

enum class Layout { kToday, kBefore };

const char* NameIn(const NamedColumn& column, Layout layout) {
  return layout == Layout::kToday ? column.today : column.before;
}

/// The columns as trade.sql calls them; those the file lacks are NULL.
std::string ColumnList(const store::RawFile& raw, Layout layout) {
  std::vector<std::string> list;
  for (const NamedColumn& column : kColumns) {
    const std::string name = NameIn(column, layout);
    const bool found = std::ranges::find(raw.columns, name) != raw.columns.end();
    list.push_back(fmt::format(
        "{} as {}", found ? fmt::format("cell_text({})", store::QuoteName(name)) : "null::varchar", column.name));
  }
  return fmt::format("{}", fmt::join(list, ",\n         "));
}

Status ReadFile(const fs::path& file, const Arguments& options, store::Load& load) {
  // Bulk files are tab separated under names that do not tell.
  TENON_ASSIGN(const store::DelimitedReader by_tab, store::DelimitedReader::Open(file, {.delimiter = '\t'}));
  const char delimiter = by_tab.columns().size() > 1 ? '\t' : ',';
  TENON_ASSIGN(const store::DelimitedReader reader, store::DelimitedReader::Open(file, {.delimiter = delimiter}));
  const auto has = [&](const char* name) {
    return std::ranges::find(reader.columns(), name) != reader.columns().end();
  };
  const Layout layout = has("Trade Flow Code") ? Layout::kBefore : Layout::kToday;
  std::vector<std::string> required;
  for (const NamedColumn& column : kColumns) {
    if (column.need == NamedColumn::kRequired) required.emplace_back(NameIn(column, layout));
  }
  TENON_ASSIGN(const store::RawFile raw, load.OpenText(file, {.delimiter = delimiter}, required));
  const std::string scheme = layout == Layout::kToday ? "classificationCode" : "Classification";
  if (!has(scheme.c_str()) && !options.Has("hs")) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("no column {}: nothing says which revision of the Harmonized System the codes are of; name "
                            "it with --hs ({})",
                            scheme, fmt::join(HsRevisions(), ", ")),
                file.string());
  }
  const auto quoted = [&](const char* option) {
    return options.Has(option) ? store::QuoteText(options.GetText(option)) : std::string("null::varchar");
  };
  std::string select = FillIn(SourceQuery("un_comtrade/trade.sql"), "$columns", ColumnList(raw, layout));
  select = FillIn(FillIn(std::move(select), "$hs", quoted("hs")), "$asked", quoted("flow"));
  return load.Fill({.table = "trade", .raw = &raw, .select = select});
}

Status Read(const InputFiles& files, const Arguments& options, store::Load& load) {
  for (const auto& [name, file] : files.matched) TENON_CHECK(ReadFile(file, options, load));
  return {};
}

}  // namespace

const Source& UnComtrade() {
  static const Source source = {
      .spec = {.name = "un-comtrade",
               .title = {"UN Comtrade: trade as the economies report it", "联合国Comtrade：各经济体申报的贸易"},
               .publisher = "United Nations Statistics Division",
               .licence = "UN Comtrade terms of use: internal use free, redistribution needs permission",
               .credit = "UN Comtrade, United Nations Statistics Division",
               .files = {{.name = "*",
                          .meaning = {"annual goods trade from the API, the bulk files (tab separated, .gz) or the web "
                                      "download: columns period, reporterCode, flowCode, partnerCode, cmdCode, "
                                      "primaryValue ...; the bulk layout before 2022 is read as well",
                                      "API、批量文件（制表符分隔，.gz）或网页下载的年度货物贸易：period、reporterCode、"
                                      "flowCode、partnerCode、cmdCode、primaryValue 等列；2022年以前的批量格式亦可"}}},
               .tables = {"trade"},
               .options =
                   {{.name = "flow",
                     .type = ParameterType::kChoice,
                     .meaning = {"whose statement is taken: imports, as the buyer reports them (c.i.f.), or exports, "
                                 "as the seller does (f.o.b.)",
                                 "采用谁的申报：imports 为进口方申报（到岸价），exports 为出口方申报（离岸价）"},
                     .default_value = std::string("imports"),
                     .choices = {"imports", "exports"}},
                    {.name = "hs",
                     .type = ParameterType::kChoice,
                     .meaning = {"revision of the Harmonized System, for files that do not state it in each row",
                                 "HS版本；仅用于各行未注明版本的文件"},
                     .choices = HsRevisions()}},
               .reject_reasons =
                   {"not the flow that was asked for (--flow)", "a part of imports or exports, counted there",
                    "services, not goods", "a month, not a year", "not a year", "no flow", "no partner",
                    "world total, not an economy", "a part of another row, by second partner",
                    "a part of another row, by customs procedure", "a part of another row, by mode of transport",
                    "a part of another row, by mode of supply", "not a classification that is known here",
                    "not a code of its classification", "no value", "not a number", "trade cannot be negative"},
               .publication = {.page = "https://comtradeplus.un.org",
                               .how = {"bulk files or a query, as CSV; some need an account",
                                       "批量文件或查询结果，导出 CSV；部分需要账号"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
