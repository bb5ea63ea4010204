#include "sources/made_rows.h"
#include "sources/registry.h"

namespace tenon::sources {

namespace {

Result<store::RawFile> Open(const InputFiles& files, std::string_view name, const std::vector<std::string>& columns,
                            store::Load& load, const std::vector<std::string>& nested = {}) {
  TENON_ASSIGN(const std::filesystem::path file, OnlyFile(files, name));
  return load.OpenJsonLines(file, columns, nested);
}

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  TENON_ASSIGN(const store::RawFile industries, Open(files, "industry.json", {"code", "name"}, load));
  TENON_ASSIGN(const store::RawFile parents, Open(files, "industry_industry.json", {"from_code", "to_code"}, load));
  TENON_ASSIGN(const store::RawFile firms,
               Open(files, "company.json", {"name", "fullname", "code", "location", "time"}, load));
  TENON_ASSIGN(const store::RawFile of_firms,
               Open(files, "company_industry.json", {"company_code", "industry_code", "industry_name"}, load));

  const auto query = [](std::string_view path, const store::RawFile& raw) {
    return FillIn(SourceQuery(path), "$raw", raw.relation);
  };
  TENON_CHECK(ProvideRows("sw_parent", query("chain_knowledge_graph/parents.sql", parents), load));
  TENON_CHECK(ProvideRows("sw_industry", query("chain_knowledge_graph/industry_names.sql", industries), load));
  TENON_CHECK(load.Fill(
      {.table = "classification", .raw = &industries, .select = SourceQuery("chain_knowledge_graph/industries.sql")}));
  TENON_CHECK(load.Fill({.table = "firm", .raw = &firms, .select = SourceQuery("chain_knowledge_graph/firms.sql")}));
  TENON_CHECK(load.Fill(
      {.table = "firm_industry", .raw = &of_firms, .select = SourceQuery("chain_knowledge_graph/firm_industry.sql")}));
  TENON_ASSIGN(const Table dateless, load.Ask(query("chain_knowledge_graph/dateless.sql", firms)));
  if (const std::int64_t rows = IntegerOr(dateless.rows[0][0], 0); rows > 0) {
    load.Note("company.json: " + std::to_string(rows) + " firms have no day of listing ('-' or the exchange instead)");
  }
  if (files.For("industry_up.json").empty()) return {};

  TENON_ASSIGN(const store::RawFile ups, Open(files, "industry_up.json", {"industry", "ups"}, load, {"ups"}));
  return FillMade("industry_link", ups, query("chain_knowledge_graph/links_by_name.sql", ups),
                  SourceQuery("chain_knowledge_graph/links.sql"), load);
}

}  // namespace

const Source& ChainKnowledgeGraph() {
  static const Source source = {
      .spec = {.name = "chain-knowledge-graph",
               .title = {"Listed firms of China, their industries and what industries take from each other",
                         "A股上市公司、所属行业与行业上游关系"},
               .publisher = "liuhuanyong, ChainKnowledgeGraph",
               .licence = "none stated: for your own use",
               .credit = "ChainKnowledgeGraph (liuhuanyong); industries after Shenwan Research 2021",
               .files = {{"company.json", {"listed firms", "上市公司"}},
                         {"company_industry.json", {"industry of each firm", "公司所属行业"}},
                         {"industry.json", {"industries, Shenwan 2021", "申万2021行业"}},
                         {"industry_industry.json", {"which industry lies in which", "行业上下级"}},
                         {"industry_up.json", {"which industry takes from which", "行业上游"}, false}},
               .tables = {"firm", "firm_industry", "classification", "industry_link"},
               .options = {},
               .reject_reasons = {"not a code of six digits", "not a stock exchange", "not a day",
                                  "a code that industry.json lacks", "an industry that industry.json does not name",
                                  "not a weight", "not an object of industries and weights"},
               .publication = {.page = "https://github.com/liuhuanyong/ChainKnowledgeGraph",
                               .how = {"the files in data/", "data/ 目录下的文件"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
