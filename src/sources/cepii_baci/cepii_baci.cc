#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "sources/hs_revision.h"
#include "sources/registry.h"
#include "store/classification.h"

namespace tenon::sources {

namespace {

namespace fs = std::filesystem;

constexpr const char* kFlows = "*.csv";
constexpr const char* kCountries = "*country_codes*.csv";
constexpr const char* kProducts = "*product_codes*.csv";

/// Numbers of the country file that have an ISO code there. Only codes are read, so Latin-1 and UTF-8 editions are read
/// alike.
Status ProvideCountries(const InputFiles& files, store::Load& load) {
  Table countries{.name = "baci_country",
                  .columns = {{"number", ValueType::kText, ""}, {"economy", ValueType::kText, ""}},
                  .rows = {}};
  if (!files.For(kCountries).empty()) {
    TENON_ASSIGN(const fs::path file, OnlyFile(files, kCountries));
    TENON_ASSIGN(const store::RawFile raw, load.OpenText(file, {.encoding = "ISO-8859-1"}, {"country_code"}));
    const auto iso = std::ranges::find_if(raw.columns, [](const std::string& column) {
      return column == "iso_3digit_alpha" || column == "country_iso3";
    });
    if (iso == raw.columns.end()) {
      return Fail(ErrorKind::kSchemaMismatch, "no column of alpha-3 codes; expected iso_3digit_alpha or country_iso3",
                  file.string());
    }
    const std::string query = FillIn(SourceQuery("cepii_baci/countries.sql"), "$raw", raw.relation);
    TENON_ASSIGN(Table found, load.Ask(FillIn(query, "$iso", store::QuoteName(*iso))));
    countries.rows = std::move(found.rows);
  }
  return load.Provide(countries);
}

/// The six-digit codes of a revision: of the built-in list, else of the provider's own.
Result<std::set<std::string>> CodesOfRevision(const std::string& revision, const InputFiles& files, store::Load& load) {
  std::set<std::string> codes;
  for (const store::ClassCode& code : store::Classifications::BuiltIn().CodesOf(revision)) {
    if (code.code.size() == 6) codes.emplace(code.code);
  }
  if (!codes.empty()) return codes;
  for (const fs::path& file : files.For(kProducts)) {
    if (HsRevisionOfName(file.filename().string()) != revision) continue;
    TENON_ASSIGN(const store::RawFile raw, load.OpenText(file, {}, {"code", "description"}));
    TENON_CHECK(load.Fill({.table = "classification",
                           .raw = &raw,
                           .select = FillIn(SourceQuery("cepii_baci/classification.sql"), "$hs", revision)}));
    TENON_ASSIGN(const Table found, load.Ask(FillIn(SourceQuery("cepii_baci/listed_codes.sql"), "$raw", raw.relation)));
    for (const auto& row : found.rows) codes.insert(TextOr(row[0]));
  }
  return codes;
}

StatedRevision Stated(const fs::path& file, const Arguments& options) {
  if (options.Has("hs")) return {StatedRevision::By::kUser, options.GetText("hs"), nullptr};
  std::string revision = HsRevisionOfName(file.filename().string());
  if (revision.empty()) return {StatedRevision::By::kNobody, "", nullptr};
  return {StatedRevision::By::kFileName, std::move(revision), nullptr};
}

/// Says what was read other than it is written, and what was not checked.
void Tell(const fs::path& file, const StatedRevision& stated, const CodeReading& reading, store::Load& load) {
  const std::string name = file.filename().string(), by_name = HsRevisionOfName(name);
  if (!by_name.empty() && by_name != stated.revision) {
    load.Note(fmt::format("{}: the name says {}; read as {}, as asked", name, by_name, stated.revision));
  }
  if (reading.rows_restored > 0) {
    load.Note(fmt::format(
        "{}: repaired: {} rows of {} codes had lost the leading zero of the code; it was put back where the "
        "result is a code of {}",
        name, reading.rows_restored, reading.codes_restored, stated.revision));
  }
  if (stated.list == nullptr) {
    load.Note(
        fmt::format("{}: the list of {} is not built in: its codes were not checked; load the provider's "
                    "product_codes file along to have them checked",
                    name, stated.revision));
  }
}

Status ReadFlows(const fs::path& file, const StatedRevision& stated, store::Load& load) {
  TENON_ASSIGN(const store::RawFile raw, load.OpenText(file, {}, {"t", "i", "j", "k", "v", "q"}));
  TENON_ASSIGN(const Table spelled,
               load.Ask(FillIn(SourceQuery("cepii_baci/spelled_codes.sql"), "$raw", raw.relation)));
  std::vector<SpelledCode> codes;
  for (const auto& row : spelled.rows) codes.push_back({TextOr(row[0]), IntegerOr(row[1], 0)});
  TENON_ASSIGN(const CodeReading reading, ReadHsCodes(codes, stated, file.string()));
  Table products{.name = "baci_product_of_" + raw.relation,
                 .columns = {{"spelled", ValueType::kText, ""}, {"code", ValueType::kText, ""}},
                 .rows = {}};
  for (const auto& [text, code] : reading.code_of) products.rows.push_back({text, code});
  TENON_CHECK(load.Provide(products));
  Tell(file, stated, reading, load);
  const std::string select =
      FillIn(FillIn(SourceQuery("cepii_baci/trade.sql"), "$hs", stated.revision), "$product", products.name);
  return load.Fill({.table = "trade", .raw = &raw, .select = select});
}

Status Read(const InputFiles& files, const Arguments& options, store::Load& load) {
  TENON_CHECK(ProvideCountries(files, load));
  std::map<std::string, std::set<std::string>> lists;
  for (const fs::path& file : files.For(kFlows)) {
    StatedRevision stated = Stated(file, options);
    if (stated.by != StatedRevision::By::kNobody) {
      auto list = lists.find(stated.revision);
      if (list == lists.end()) {
        TENON_ASSIGN(std::set<std::string> codes, CodesOfRevision(stated.revision, files, load));
        list = lists.emplace(stated.revision, std::move(codes)).first;
      }
      if (!list->second.empty()) stated.list = &list->second;
    }
    TENON_CHECK(ReadFlows(file, stated, load));
  }
  return {};
}

}  // namespace

const Source& CepiiBaci() {
  static const Source source = {
      .spec = {.name = "cepii-baci",
               .title = {"BACI: bilateral trade by six-digit product", "BACI：六位编码产品双边贸易"},
               .publisher = "CEPII",
               .licence = "Etalab Open Licence 2.0",
               .credit = "CEPII, BACI (Gaulier and Zignago 2010), Etalab Open Licence 2.0",
               .files = {{.name = kCountries,
                          .meaning = {"the provider's country numbers with their ISO codes; without it the built-in "
                                      "table is used",
                                      "国家（地区）数字代码与ISO代码对照；缺省时用内置表"},
                          .required = false},
                         {.name = kProducts,
                          .meaning = {"the provider's product codes; used where the revision's list is not built in",
                                      "产品代码表；仅在该版HS未内置时使用"},
                          .required = false},
                         {.name = kFlows,
                          .meaning = {"flows, e.g. BACI_HS17_Y2021_V202401.csv: columns t (year), i (exporter), j "
                                      "(importer), k (HS code), v (thousand USD), q (metric tons)",
                                      "贸易流，如 BACI_HS17_Y2021_V202401.csv：t（年）、i（出口方）、j（进口方）、k（HS"
                                      "编码）、v（千美元）、q（吨）"}}},
               .tables = {"trade", "classification"},
               .options = {{.name = "hs",
                            .type = ParameterType::kChoice,
                            .meaning = {"revision of the Harmonized System the codes are of; without it, what the "
                                        "file's name says (HS17)",
                                        "编码所属的HS版本；缺省时按文件名（HS17）"},
                            .choices = HsRevisions()}},
               .reject_reasons = {"not a year", "not a code of its revision", "no value", "not a number",
                                  "trade cannot be negative"},
               .publication = {.page = "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
                               .how = {"choose a revision of the HS; one zip of a file a year, about 2 GB",
                                       "选择一个 HS 版本；一个压缩包，每年一个文件，约 2 GB"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
