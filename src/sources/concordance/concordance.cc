#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <ranges>

#include "sources/registry.h"
#include "store/classification.h"

namespace tenon::sources {

namespace {

namespace fs = std::filesystem;

/// The package's names of classifications and ours. "HS" and "NAICS" are all revisions taken together.
struct SchemeName {
  std::string_view packaged, scheme;
};
constexpr SchemeName kSchemes[] = {
    {"HS", "HS"},
    {"HS0", "HS1992"},
    {"HS1", "HS1996"},
    {"HS2", "HS2002"},
    {"HS3", "HS2007"},
    {"HS4", "HS2012"},
    {"HS5", "HS2017"},
    {"HS6", "HS2022"},
    {"ISIC2", "ISIC2"},
    {"ISIC3", "ISIC3"},
    {"ISIC3.1", "ISIC31"},
    {"ISIC4", "ISIC4"},
    {"SITC1", "SITC1"},
    {"SITC2", "SITC2"},
    {"SITC3", "SITC3"},
    {"SITC4", "SITC4"},
    {"BEC4", "BEC4"},
    {"NAICS", "NAICS"},
    {"NAICS2002", "NAICS2002"},
    {"NAICS2007", "NAICS2007"},
    {"NAICS2012", "NAICS2012"},
    {"NAICS2017", "NAICS2017"},
    {"BEA2002", "BEA2002"},
    {"BEA2007", "BEA2007"},
    {"BEA2012", "BEA2012"},
};

std::optional<std::string> SchemeOf(std::string_view packaged) {
  const auto found = std::ranges::find(kSchemes, packaged, &SchemeName::packaged);
  return found == std::end(kSchemes) ? std::nullopt : std::optional(std::string(found->scheme));
}

/// A column "HS5_6d" belongs to HS5; "BEA2012" has one level and no "_6d".
std::string_view Prefix(std::string_view column) {
  const bool level = column.size() > 3 && column.ends_with('d') && column[column.size() - 3] == '_';
  return level ? column.substr(0, column.size() - 3) : column;
}

/// One side of a table: its scheme and its columns, the finest first.
struct Side {
  std::string scheme;
  std::vector<std::string> columns;
};

struct Sides {
  Side from, to;
};

Result<Sides> SidesOf(const store::RawFile& raw) {
  std::vector<Side> sides;
  std::string_view prefix;
  for (const std::string& column : raw.columns) {
    if (Prefix(column) != prefix) {
      prefix = Prefix(column);
      const std::optional<std::string> scheme = SchemeOf(prefix);
      if (!scheme) break;
      sides.push_back({*scheme, {}});
    }
    sides.back().columns.push_back(column);
  }
  const std::size_t columns = sides.size() == 2 ? sides[0].columns.size() + sides[1].columns.size() : 0;
  if (columns == 0 || columns != raw.columns.size()) {
    return Fail(
        ErrorKind::kSchemaMismatch,
        fmt::format("not a concordance: the columns of two classifications are expected, the finest level first, "
                    "such as HS5_6d, HS5_4d, HS5_2d, ISIC3_4d, ...; found: {}",
                    Listed(raw.columns)),
        raw.path.string());
  }
  return Sides{sides[0], sides[1]};
}

/// A query about a table, with its names filled in.
std::string Query(std::string_view name, const Sides& sides, std::string_view relation) {
  const std::string &from = sides.from.columns.front(), &to = sides.to.columns.front();
  std::string query = SourceQuery(name);
  for (const auto& [placeholder, part] :
       {std::pair{"$from_scheme", store::QuoteText(sides.from.scheme)},
        std::pair{"$to_scheme", store::QuoteText(sides.to.scheme)}, std::pair{"$from_name", store::QuoteText(from)},
        std::pair{"$to_name", store::QuoteText(to)}, std::pair{"$from", store::QuoteName(from)},
        std::pair{"$to", store::QuoteName(to)}, std::pair{"$relation", std::string(relation)}}) {
    query = FillIn(std::move(query), placeholder, part);
  }
  return query;
}

/// Keeps the best counterpart of each code.
Result<store::RawFile> BestMatches(const store::RawFile& raw, const Sides& sides, store::Load& load) {
  std::string frequencies, order, within = store::QuoteName(sides.from.columns.front());
  for (const std::string& column : sides.to.columns | std::views::reverse) {
    const std::string name = store::QuoteName(column);
    const std::string frequency = store::QuoteName("frequency of " + column);
    within += ", " + name;
    frequencies +=
        fmt::format("{}count(*) over (partition by {}) as {}", frequencies.empty() ? "" : ", ", within, frequency);
    order += fmt::format("{}{} desc, {}", order.empty() ? "" : ", ", frequency, name);
  }
  std::string query = Query("concordance/best.sql", sides, raw.relation);
  query = FillIn(FillIn(std::move(query), "$frequencies", frequencies), "$order", order);
  TENON_ASSIGN(const Table best, load.Ask(query));
  return load.OpenRows(raw.path, best);
}

/// The weights of each code must add up to 1: nothing is lost or made in a conversion.
Status CheckMass(const store::RawFile& raw, const Sides& sides, store::Load& load) {
  TENON_ASSIGN(const Table wrong, load.Ask(FillIn(SourceQuery("concordance/mass.sql"), "$rows",
                                                  Query("concordance/concordance.sql", sides, raw.relation))));
  if (wrong.rows.empty()) return {};
  return Fail(ErrorKind::kCorruptInput,
              fmt::format("the weights of {} add up to {}, not to 1", ToText(wrong.At(0, "from_code")),
                          ToText(wrong.At(0, "mass"))),
              raw.path.string());
}

/// Says which codes the table leaves out, where the code list is built in.
Status ReportUncovered(const store::RawFile& raw, const Sides& sides, store::Load& load) {
  TENON_ASSIGN(const Table answer, load.Ask(Query("concordance/uncovered.sql", sides, raw.relation)));
  if (answer.rows.empty() || IntegerOr(answer.At(0, "uncovered"), 0) == 0) return {};
  load.Reject(raw.path, 0, sides.from.columns.front(),
              fmt::format("{} of {}: {}", ToText(answer.At(0, "uncovered")), ToText(answer.At(0, "known")),
                          TextOr(answer.At(0, "codes"))),
              "codes that the table leaves out");
  return {};
}

/// Says which codes of its first side are not in the built-in list of their scheme, e.g. because they lost their
/// leading zeros. They stay: provider and list may be of different editions.
Status ReportUnknown(const store::RawFile& raw, const Sides& sides, store::Load& load) {
  TENON_ASSIGN(const Table answer, load.Ask(Query("concordance/unknown.sql", sides, raw.relation)));
  if (answer.rows.empty() || IntegerOr(answer.At(0, "unknown"), 0) == 0) return {};
  load.Reject(raw.path, 0, sides.from.columns.front(),
              fmt::format("{} of {}: {}", ToText(answer.At(0, "unknown")), ToText(answer.At(0, "codes")),
                          TextOr(answer.At(0, "examples"))),
              "codes that are not in the code list; kept as they are");
  return {};
}

Table KnownCodes() {
  Table table{
      .name = "known_code", .columns = {{"scheme", ValueType::kText, ""}, {"code", ValueType::kText, ""}}, .rows = {}};
  for (const SchemeName& name : kSchemes) {
    for (const store::ClassCode& code : store::Classifications::BuiltIn().CodesOf(name.scheme)) {
      table.rows.push_back({std::string(name.scheme), std::string(code.code)});
    }
  }
  return table;
}

Status ReadPairs(const fs::path& file, std::string_view match, store::Load& load) {
  if (file.filename().string().contains("rauch")) {
    load.Reject(file, 0, "", "", "classes of goods after Rauch, not a concordance");
    return {};
  }
  TENON_ASSIGN(store::RawFile raw, load.OpenText(file, {}, {}));
  TENON_ASSIGN(const Sides sides, SidesOf(raw));
  TENON_CHECK(ReportUncovered(raw, sides, load));
  TENON_CHECK(ReportUnknown(raw, sides, load));
  TENON_CHECK(ReportUnknown(raw, {.from = sides.to, .to = sides.from}, load));
  if (match == "best") {
    TENON_ASSIGN(raw, BestMatches(raw, sides, load));
  }
  TENON_CHECK(CheckMass(raw, sides, load));
  return load.Fill({.table = "concordance", .raw = &raw, .select = Query("concordance/concordance.sql", sides, "raw")});
}

Status ReadCodeList(const fs::path& file, store::Load& load) {
  std::string name = file.filename().string();
  name = name.substr(0, name.find("_desc"));
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  const std::optional<std::string> scheme = SchemeOf(name);
  if (!scheme) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("no classification is called {}", name), file.string());
  }
  TENON_ASSIGN(const store::RawFile raw, load.OpenText(file, {}, {"code", "desc"}));
  TENON_CHECK(ReportUnknown(raw, {.from = {*scheme, {"code"}}, .to = {*scheme, {"code"}}}, load));
  return load.Fill({.table = "classification",
                    .raw = &raw,
                    .select = FillIn(SourceQuery("concordance/code_list.sql"), "$scheme", store::QuoteText(*scheme))});
}

Status Read(const InputFiles& files, const Arguments& options, store::Load& load) {
  TENON_CHECK(load.Provide(KnownCodes()));
  for (const auto& [name, file] : files.matched) {
    TENON_CHECK(name == "*_desc.csv" ? ReadCodeList(file, load) : ReadPairs(file, options.GetText("match"), load));
  }
  return {};
}

}  // namespace

const Source& Concordance() {
  static const Source source = {
      .spec =
          {.name = "concordance",
           .title = {"Concordances and code lists of the R package concordance",
                     "R软件包concordance的分类对照表与代码表"},
           .publisher = "Liao, Kim, Miyano, Zhang",
           .licence = "MIT",
           .credit = "concordance R package (Liao, Kim, Miyano, Zhang), MIT",
           .files = {{"*_desc.csv", {"code lists, e.g. hs5_desc.csv", "代码表，如hs5_desc.csv"}, false},
                     {"hs*_*.csv", {"HS to another classification, e.g. hs5_isic3.csv", "HS与其他分类的对照"}, false},
                     {"isic*_*.csv", {"ISIC to another classification", "ISIC与其他分类的对照"}, false},
                     {"sitc*_*.csv", {"SITC to another classification", "SITC与其他分类的对照"}, false},
                     {"naics*_*.csv", {"NAICS to another classification", "NAICS与其他分类的对照"}, false},
                     {"bea*_*.csv", {"BEA industries to NAICS", "BEA行业与NAICS的对照"}, false}},
           .tables = {"concordance", "classification"},
           .options = {{.name = "match",
                        .type = ParameterType::kChoice,
                        .meaning = {"all counterparts of a code, each with the same weight, or the best one",
                                    "保留一个代码的全部对应代码（等权重），或只保留最佳对应"},
                        .unit = "",
                        .default_value = Value{std::string("all")},
                        .required = false,
                        .minimum = {},
                        .maximum = {},
                        .choices = {"all", "best"}}},
           .reject_reasons = {"no code stands here", "the code has no counterpart in this row",
                              "codes that the table leaves out",
                              "codes that are not in the code list; kept as they are",
                              "classes of goods after Rauch, not a concordance"},
           .publication = {.page = "https://cran.r-project.org/package=concordance",
                           .how = {"the package's data, written as CSV", "该软件包的数据，存为 CSV"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
