#include "sources/made_rows.h"
#include "sources/registry.h"

namespace tenon::sources {

namespace {

Result<store::RawFile> Open(const InputFiles& files, std::string_view name, const std::vector<std::string>& columns,
                            store::Load& load) {
  TENON_ASSIGN(const std::filesystem::path file, OnlyFile(files, name));
  return load.OpenText(file, {}, columns);
}

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  TENON_ASSIGN(const store::RawFile products,
               Open(files, "Product.csv", {"id", "belongToIndustry", "hasSupplyChain"}, load));
  TENON_ASSIGN(const store::RawFile industries, Open(files, "Industry.csv", {"id"}, load));
  TENON_ASSIGN(const store::RawFile firms, Open(files, "Company.csv", {"id", "name", "product"}, load));
  for (const auto& [name, raw] : {std::pair{"kag_product", &products}, {"kag_industry", &industries}}) {
    TENON_CHECK(ProvideRows(name, "select trim(id) as code from " + raw->relation + " where id is not null", load));
  }
  const auto fill = [&](const char* table, const store::RawFile& raw, const char* query,
                        store::RowsPerRecord rows = store::RowsPerRecord::kOne) {
    return load.Fill({.table = table, .raw = &raw, .select = SourceQuery(query), .rows = rows});
  };
  TENON_CHECK(fill("classification", products, "kag/products.sql"));
  TENON_CHECK(fill("classification", industries, "kag/industries.sql"));
  TENON_CHECK(fill("concordance", products, "kag/product_industry.sql"));
  TENON_CHECK(fill("firm", firms, "kag/firms.sql"));
  TENON_CHECK(fill("firm_industry", firms, "kag/firm_products.sql", store::RowsPerRecord::kMany));
  return FillMade("industry_link", products, FillIn(SourceQuery("kag/downstream.sql"), "$raw", products.relation),
                  SourceQuery("kag/links.sql"), load);
}

}  // namespace

const Source& Kag() {
  static const Source source = {
      .spec = {.name = "kag",
               .title = {"Products, their makers and what goes into what (example of OpenSPG KAG)",
                         "产品、生产企业与上下游关系（OpenSPG KAG示例）"},
               .publisher = "OpenSPG, KAG",
               .licence = "Apache-2.0",
               .credit = "OpenSPG KAG example, Apache-2.0",
               .files = {{"Product.csv",
                          {"products, their industry, what is made of them", "产品、所属行业、下游产品"}},
                         {"Company.csv", {"firms (names masked) and their products", "企业（名称已脱敏）及其产品"}},
                         {"Industry.csv", {"industries", "行业"}}},
               .tables = {"firm", "firm_industry", "classification", "concordance", "industry_link"},
               .options = {},
               .reject_reasons = {"an industry that Industry.csv does not list", "no product",
                                  "not a path of industries"},
               .publication = {.page = "https://github.com/OpenSPG/KAG",
                               .how = {"the example supplychain: Company.csv, Industry.csv, Product.csv",
                                       "示例 supplychain 的 Company.csv、Industry.csv、Product.csv"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
