#include <fmt/format.h>

#include <cstdlib>
#include <regex>

#include "sources/registry.h"

namespace tenon::sources {

namespace {

namespace fs = std::filesystem;

constexpr const char* kCells = "baci_hs850650*.csv";
constexpr const char* kSums = "cobalt_chain_products_*.csv";

Status ReadSums(const fs::path& file, store::Load& load) {
  static const std::regex form(R"(.*_(\d{4})_(\d{4})\.csv(?:\.gz)?)");
  const std::string name = file.filename().string();
  std::smatch years;
  if (!std::regex_match(name, years, form) || std::stoi(years[2]) - std::stoi(years[1]) != 2) {
    return Fail(ErrorKind::kInvalidArgument,
                "the name must tell the three years of the sums, as in cobalt_chain_products_2018_2020.csv",
                file.string());
  }
  TENON_ASSIGN(const store::RawFile raw, load.OpenText(file, {}, {"k", "sources", "targets", "q_total"}));
  load.Note(
      fmt::format("{}: tons summed over {} to {}; they stand under classification HS2012-3Y and year {}, apart from "
                  "figures of one year",
                  name, years[1].str(), years[2].str(), years[2].str()));
  return load.Fill(
      {.table = "trade", .raw = &raw, .select = FillIn(SourceQuery("cobalt_chain/sums.sql"), "$last", years[2].str())});
}

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  for (const fs::path& file : files.For(kCells)) {
    TENON_ASSIGN(const store::RawFile raw, load.OpenText(file, {}, {"t", "i", "j", "k", "v", "q"}));
    TENON_CHECK(load.Fill({.table = "trade", .raw = &raw, .select = SourceQuery("cobalt_chain/flows.sql")}));
  }
  for (const fs::path& file : files.For(kSums)) TENON_CHECK(ReadSums(file, load));
  return {};
}

}  // namespace

const Source& CobaltChain() {
  static const Source source = {
      .spec = {.name = "cobalt-chain",
               .title = {"Trade along the cobalt chain, 2012-2020", "钴产业链贸易，2012—2020年"},
               .publisher = "pattanyj, thesis data; figures of CEPII BACI",
               .licence = "Etalab Open Licence 2.0 (BACI); the extract states none",
               .credit = "derived from CEPII BACI HS12 V202201, Etalab Open Licence 2.0",
               .files = {{.name = kCells,
                          .meaning = {"lithium cells, one year: columns t, i, j, k, v (thousand USD), q (tons)",
                                      "锂原电池，单一年份：t、i、j、k、v（千美元）、q（吨）"},
                          .required = false},
                         {.name = kSums,
                          .meaning = {"23 products from ore to use, tons summed over the three years the name tells: "
                                      "columns k, sources, targets, q_total",
                                      "从矿石到用途的23种产品，文件名所示三年合计吨数：k、sources、targets、q_total"},
                          .required = false}},
               .tables = {"trade"},
               .options = {},
               .reject_reasons = {"not a year", "not a code of HS2012", "no quantity", "not a number",
                                  "trade cannot be negative"},
               .publication = {.page = "https://github.com/pattanyj/Thesis",
                               .how = {"the CSV files of the cobalt chain; the trade itself is CEPII BACI",
                                       "钴产业链的 CSV 文件；贸易数据本身来自 CEPII BACI"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
