#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <utility>
#include <vector>

#include "sources/made_rows.h"
#include "sources/registry.h"

namespace tenon::sources {

namespace {

/// A file of the Orange Book itself; of several, the last by name is the newest, and one without a year newer than all.
struct ListForm {
  std::string_view file, table, query;
  std::vector<std::string> columns;
  std::string_view key;  ///< what a row of a newer list is known by
};

const std::array<ListForm, 3>& ListForms() {
  static const std::array<ListForm, 3> forms = {{
      {"products*.txt",
       "product",
       "fda_orange_book/products.sql",
       {"Ingredient", "DF;Route", "Trade_Name", "Applicant", "Strength", "Appl_No", "Product_No", "Approval_Date",
        "Type", "Applicant_Full_Name"},
       R"("Appl_No", "Product_No")"},
      {"patent*.txt",
       "product_patent",
       "fda_orange_book/patents.sql",
       {"Appl_No", "Product_No", "Patent_No", "Patent_Expire_Date_Text", "Drug_Substance_Flag", "Drug_Product_Flag",
        "Patent_Use_Code"},
       R"("Appl_No", "Product_No", "Patent_No", coalesce("Patent_Use_Code", ''))"},
      {"exclusivity*.txt",
       "product_exclusivity",
       "fda_orange_book/exclusivity.sql",
       {"Appl_No", "Product_No", "Exclusivity_Code", "Exclusivity_Date"},
       R"("Appl_No", "Product_No", "Exclusivity_Code")"},
  }};
  return forms;
}

constexpr std::string_view kHistory = "evergreen*.csv", kDerived = "derived_nih_patent_product_chain.tsv";
constexpr std::string_view kPadded = R"(lpad(trim("NDA #"), 6, '0'))",
                           kUnmarked = R"(cell_text(replace("Product Name", '*', '')))";

/// Applications and the name of a product of each, from every file that has names.
struct Named {
  std::vector<store::RawFile> raws;
  std::vector<std::string> selects;
  void Add(const store::RawFile& raw, std::string_view application, std::string_view name) {
    selects.push_back(fmt::format("select {} as place, record, {} as application, {} as name from {}", raws.size(),
                                  application, name, raw.relation));
    raws.push_back(raw);
  }
};

Status FillLists(const InputFiles& files, const ListForm& form, Named& named, store::Load& load) {
  const store::TextDialect dialect{.delimiter = '~', .quote = '\0'};
  std::vector<std::filesystem::path> editions = files.For(form.file);
  std::ranges::stable_sort(editions, {}, [](const std::filesystem::path& file) {
    const std::string name = file.filename().string();
    return std::pair(std::ranges::none_of(name, [](unsigned char c) { return std::isdigit(c) != 0; }), name);
  });
  std::vector<store::RawFile> raws;
  for (const auto& file : editions) {
    TENON_ASSIGN(store::RawFile raw, load.OpenText(file, dialect, form.columns));
    raws.push_back(std::move(raw));
  }
  std::vector<std::string> newer = {fmt::format("select {} from {} where false", form.key, "raw")};
  for (auto raw = raws.rbegin(); raw != raws.rend(); ++raw) {
    const std::string select =
        FillIn(SourceQuery(form.query), "$newer", fmt::format("{}", fmt::join(newer, " union all ")));
    TENON_CHECK(load.Fill({.table = std::string(form.table), .raw = &*raw, .select = select}));
    newer.push_back(fmt::format("select {} from {}", form.key, raw->relation));
    if (form.table == "product") named.Add(*raw, R"("Appl_No")", R"(cell_text("Trade_Name"))");
  }
  return {};
}

struct HistoryColumns {
  std::string_view ingredient, company, approval;
};

Status FillProducts(const store::RawFile& raw, const HistoryColumns& columns, const std::string& where,
                    store::Load& load) {
  std::string query = SourceQuery("fda_orange_book/history_products.sql");
  query = FillIn(std::move(query), "$ingredient", store::QuoteName(columns.ingredient));
  query = FillIn(std::move(query), "$company", store::QuoteName(columns.company));
  query = FillIn(std::move(query), "$day", columns.approval);
  query = FillIn(std::move(query), "$approval", store::QuoteName(columns.approval));
  query = FillIn(std::move(query), "$raw", raw.relation);
  return FillMade("product", raw, fmt::format("select * from ({}) {}", query, where),
                  SourceQuery("fda_orange_book/history_product.sql"), load);
}

/// What UC Law's database holds of the lists of 2005 to 2018, and what was derived from it and from NIH's patents: the
/// only lists with names and days of approval beside products.txt.
Status FillHistory(const InputFiles& files, Named& named, store::Load& load) {
  std::string listed = "select null::varchar, null::varchar where false", unlisted = "where true";
  for (const auto& file : files.For(kHistory)) {
    TENON_ASSIGN(const store::RawFile raw,
                 load.OpenText(file, {},
                               {"Active Ingredient", "NDA #", "Product Name", "Company", "Approval Date",
                                "Patent Number", "Expiration Date", "Codes"}));
    TENON_CHECK(CheckHasRows(raw, load));
    const auto made = [&](std::string_view query) { return FillIn(SourceQuery(query), "$raw", raw.relation); };
    named.Add(raw, kPadded, kUnmarked);
    TENON_CHECK(FillProducts(raw, {"Active Ingredient", "Company", "Approval Date"}, "", load));
    TENON_CHECK(FillMade("product_patent", raw, made("fda_orange_book/evergreen_patents.sql"),
                         SourceQuery("fda_orange_book/evergreen_patent.sql"), load));
    TENON_CHECK(FillMade("product_exclusivity", raw, made("fda_orange_book/evergreen_exclusivities.sql"),
                         SourceQuery("fda_orange_book/evergreen_exclusivity.sql"), load));
    listed += fmt::format(R"( union all select lpad(trim("NDA #"), 6, '0'), "Patent Number" from {})", raw.relation);
    unlisted +=
        fmt::format(R"( and application not in (select lpad(trim("NDA #"), 6, '0') from {} where "NDA #" is not null))",
                    raw.relation);
  }
  for (const auto& file : files.For(kDerived)) {
    TENON_ASSIGN(
        const store::RawFile raw,
        load.OpenText(file, {.delimiter = '\t'}, {"NDA #", "Product Name", "pn", "ingredient", "company", "approval"}));
    named.Add(raw, kPadded, kUnmarked);
    TENON_CHECK(FillProducts(raw, {"ingredient", "company", "approval"}, unlisted, load));
    TENON_CHECK(load.Fill({.table = "product_patent",
                           .raw = &raw,
                           .select = FillIn(SourceQuery("fda_orange_book/derived_patents.sql"), "$newer", listed)}));
  }
  return {};
}

Status FillApplications(const Named& named, store::Load& load) {
  if (named.selects.empty()) return {};
  return FillMade("classification", named.raws, "named_application",
                  FillIn(SourceQuery("fda_orange_book/applications.sql"), "$rows",
                         fmt::format("{}", fmt::join(named.selects, " union all "))),
                  SourceQuery("fda_orange_book/application.sql"), load);
}

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  Named named;
  for (const ListForm& form : ListForms()) TENON_CHECK(FillLists(files, form, named, load));
  TENON_CHECK(FillHistory(files, named, load));
  return FillApplications(named, load);
}

}  // namespace

const Source& FdaOrangeBook() {
  static const Source source = {
      .spec =
          {.name = "fda-orange-book",
           .title = {"Orange Book: approved medicines, their patents and exclusivities",
                     "橙皮书：已批准药品及其专利与独占期"},
           .publisher = "U.S. Food and Drug Administration",
           .licence = "public domain (work of the US government); facts of the Evergreen Drug Patent Database",
           .credit =
               "FDA Orange Book, public domain; listings 2005-2018 after the Evergreen Drug Patent Database, UC Law "
               "San Francisco",
           .files = {{"products*.txt", {"approved products", "已批准的药品"}, false},
                     {"patent*.txt", {"patents of products", "药品的专利"}, false},
                     {"exclusivity*.txt", {"exclusivities of products", "药品的独占期"}, false},
                     {"evergreen*.csv",
                      {"listings of 2005 to 2018 with names, UC Law San Francisco",
                       "2005至2018年登记历史（含药名），加州大学法学院旧金山分校"},
                      false},
                     {"derived_nih_patent_product_chain.tsv",
                      {"products that rest on patents of NIH projects", "以美国国立卫生研究院项目专利为基础的药品"},
                      false}},
           .tables = {"product", "product_patent", "product_exclusivity", "classification"},
           .options = {},
           .reject_reasons = {"not six digits: were zeros lost?", "not three digits: were zeros lost?",
                              "not a patent number", "not a date such as Aug 24, 2026", "not a date such as 8/24/26",
                              "also in a newer list", "not the number of an application",
                              "neither a patent nor a code"},
           .publication = {.page = "https://www.fda.gov/drugs/drug-approvals-and-databases/orange-book-data-files",
                           .how = {"the data files of the Orange Book, one zip archive",
                                   "橙皮书数据文件（一个 zip 压缩包）"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
