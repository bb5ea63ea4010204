#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <regex>

#include "sources/registry.h"
#include "store/delimited.h"

namespace tenon::sources {

namespace {

namespace fs = std::filesystem;

constexpr const char* kFigures = "*.csv";

/// What the columns of a file with one column a year are called. "" for a series that the file's name tells.
struct Wide {
  const char* economy;
  const char* name;
  const char* series;
  const char* title;
};
constexpr std::array<Wide, 3> kWide = {{
    {"Country Code", "Country Name", "Indicator Code", "Indicator Name"},  // the download of one indicator
    {"Country Code", "Country Name", "Series Code", "Series Name"},        // DataBank
    {"Code", "Country/Territory", "", ""},                                 // one governance indicator
}};

struct Header {
  int records_above = 0;
  std::optional<Wide> wide;  ///< none: the governance indicators' own file, a row for each figure
};

/// The downloads of the World Bank begin with the names of the database and a date.
Result<Header> FindHeader(const fs::path& file) {
  constexpr int kLongestHeading = 10;
  TENON_ASSIGN(store::DelimitedReader reader,
               store::DelimitedReader::Open(file, {.header = false, .width = store::TextDialect::Width::kAny}));
  for (int above = 0; above < kLongestHeading; ++above) {
    TENON_ASSIGN(const store::DelimitedReader::Record* record, reader.Next());
    if (record == nullptr) break;
    const auto has = [&](std::string_view name) {
      return name.empty() || std::ranges::find(record->cells, name) != record->cells.end();
    };
    for (const Wide& wide : kWide) {
      if (has(wide.economy) && has(wide.series)) return Header{above, wide};
    }
    if (has("code") && has("indicator") && has("estimate")) return Header{above, std::nullopt};
  }
  return Fail(ErrorKind::kSchemaMismatch,
              "no header of the World Bank in the first 10 records; expected one of: Country Code and Indicator Code; "
              "Country Code and Series Code; code, year, indicator and estimate",
              file.string());
}

/// The columns that hold a year's figures, as a SQL list: "2020", in DataBank "2020 [YR2020]".
std::string Figures(const store::RawFile& raw) {
  static const std::regex form(R"((\d{4})(?: \[YR\d{4}\])?)");
  std::string figures;
  for (const std::string& column : raw.columns) {
    std::smatch year;
    if (!std::regex_match(column, year, form)) continue;
    figures += fmt::format("{}{{year: {}, name: {}, figure: {}}}", figures.empty() ? "" : ", ", year[1].str(),
                           store::QuoteText(column), store::QuoteName(column));
  }
  return figures.empty() ? figures : fmt::format("[{}]", figures);
}

/// "PV.EST" for wgi_political_stability_estimate.csv; "" where the name tells no series.
std::string SeriesOfName(const std::string& name) {
  static constexpr std::array<std::pair<const char*, const char*>, 6> kSeries = {{
      {"voice_and_accountability", "VA.EST"},
      {"political_stability", "PV.EST"},
      {"government_effectiveness", "GE.EST"},
      {"regulatory_quality", "RQ.EST"},
      {"rule_of_law", "RL.EST"},
      {"control_of_corruption", "CC.EST"},
  }};
  for (const auto& [part, series] : kSeries) {
    if (name.starts_with(fmt::format("wgi_{}_estimate", part))) return series;
  }
  return "";
}

Status ReadWide(const fs::path& file, const Header& header, store::Load& load) {
  const Wide& wide = *header.wide;
  TENON_ASSIGN(const store::RawFile raw,
               load.OpenText(file, {.heading_records = header.records_above}, {wide.economy, wide.name}));
  const std::string economy = store::QuoteName(wide.economy), name = store::QuoteName(wide.name);
  TENON_ASSIGN(const Table differing,
               load.Ask(FillIn(FillIn(FillIn(SourceQuery("world_bank/two_economies.sql"), "$raw", raw.relation),
                                      "$economy", economy),
                               "$name", name)));
  for (const auto& row : differing.rows) {
    load.Note(fmt::format("{}: repaired: {} bears the code {}, which is another economy; the name was taken",
                          file.filename().string(), TextOr(row[0]), TextOr(row[1])));
  }
  const std::string figures = Figures(raw);
  if (figures.empty()) {
    return Fail(ErrorKind::kSchemaMismatch, "no column of a year; expected names like 2020 or 2020 [YR2020]",
                file.string());
  }
  std::string series = *wide.series == '\0' ? "" : store::QuoteName(wide.series);
  if (series.empty()) {
    const std::string of_name = SeriesOfName(file.filename().string());
    if (of_name.empty()) {
      return Fail(ErrorKind::kInvalidArgument,
                  "the name must tell the indicator, as in wgi_political_stability_estimate.csv", file.string());
    }
    series = store::QuoteText(of_name);
  }
  const bool titled = std::ranges::find(raw.columns, wide.title) != raw.columns.end();
  std::string select = FillIn(SourceQuery("world_bank/figures.sql"), "$figures", figures);
  select = FillIn(FillIn(std::move(select), "$economy", economy), "$name", name);
  select = FillIn(FillIn(std::move(select), "$series", series), "$title", titled ? store::QuoteName(wide.title) : "''");
  return load.Fill({.table = "indicator", .raw = &raw, .select = select, .rows = store::RowsPerRecord::kMany});
}

Status ReadFile(const fs::path& file, store::Load& load) {
  TENON_ASSIGN(const Header header, FindHeader(file));
  if (header.wide) return ReadWide(file, header, load);
  TENON_ASSIGN(const store::RawFile raw, load.OpenText(file, {.heading_records = header.records_above},
                                                       {"code", "year", "indicator", "estimate"}));
  return load.Fill({.table = "indicator", .raw = &raw, .select = SourceQuery("world_bank/governance.sql")});
}

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  for (const fs::path& file : files.For(kFigures)) TENON_CHECK(ReadFile(file, load));
  return {};
}

}  // namespace

const Source& WorldBank() {
  static const Source source = {
      .spec =
          {.name = "world-bank",
           .title = {"World Bank: development and governance indicators", "世界银行：发展与治理指标"},
           .publisher = "World Bank",
           .licence = "CC BY 4.0",
           .credit = "World Bank, World Development Indicators and Worldwide Governance Indicators, CC BY 4.0",
           .files = {{.name = "*etadata*.csv",
                      .meaning = {"notes of the provider that lie beside a download; not read",
                                  "下载包内的说明文件；不读取"},
                      .required = false},
                     {.name = kFigures,
                      .meaning = {"figures by economy and year: the download of an indicator (API_*.csv), a DataBank "
                                  "file, the governance indicators' own file (code, year, indicator, estimate), or "
                                  "one of them by year (wgi_political_stability_estimate.csv)",
                                  "按经济体和年份列出的数据：单一指标下载文件（API_*.csv）、DataBank文件、治理指标"
                                  "原始文件（code、year、indicator、estimate），或单项治理指标的年度表"}}},
           .tables = {"indicator"},
           .options = {},
           .reject_reasons = {"no figure in any year", "no figure", "not a number", "not a year",
                              "not a governance indicator"},
           .publication =
               {.page = "https://data.worldbank.org",
                .how = {"the CSV download of one indicator, or DataBank; governance: info.worldbank.org/governance/wgi",
                        "下载单个指标的 CSV，或使用 DataBank；治理指标见 info.worldbank.org/governance/wgi"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
