#include "sources/made_rows.h"
#include "sources/registry.h"

namespace tenon::sources {

namespace {

constexpr const char *kProjects = "nsfc_projects*.csv", *kFields = "*.jl";

Status ReadProjects(const std::filesystem::path& file, store::Load& load) {
  TENON_ASSIGN(const store::RawFile raw,
               load.OpenText(file, {}, {"项目批准号", "项目类别", "项目名称", "依托单位", "金额", "起止年月"}));
  const auto query = [&](std::string_view path) {
    return FillIn(FillIn(SourceQuery(path), "$raw", raw.relation), "$fault", SourceQuery("nsfc/fault.sql"));
  };
  TENON_CHECK(load.Fill({.table = "grant", .raw = &raw, .select = query("nsfc/grant.sql")}));
  return FillMade("project", raw, query("nsfc/projects.sql"), SourceQuery("nsfc/project.sql"), load);
}

Status ReadFields(const std::filesystem::path& file, store::Load& load) {
  TENON_ASSIGN(const store::RawFile raw,
               load.OpenJsonLines(file, {"_id", "name", "name_en", "parents"}, {"parents", "children"}));
  TENON_CHECK(load.Fill({.table = "classification", .raw = &raw, .select = SourceQuery("nsfc/code.sql")}));
  return FillMade("term", raw, FillIn(SourceQuery("nsfc/terms.sql"), "$raw", raw.relation),
                  SourceQuery("nsfc/term.sql"), load);
}

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  for (const auto& file : files.For(kProjects)) TENON_CHECK(ReadProjects(file, load));
  for (const auto& file : files.For(kFields)) TENON_CHECK(ReadFields(file, load));
  return {};
}

}  // namespace

const Source& Nsfc() {
  static const Source source = {
      .spec =
          {.name = "nsfc",
           .title = {"National Natural Science Foundation of China: projects and fields",
                     "国家自然科学基金：项目与申请代码"},
           .publisher = "National Natural Science Foundation of China (NSFC)",
           .licence = "projects: MPL-2.0 (Tsai1993/Fund); fields: MIT (AMinerOpen/TaxoExt)",
           .credit = "NSFC; fields in Chinese and English: AMinerOpen TaxoExt, MIT",
           .files = {{kProjects,
                      {"projects: number, kind, title, institution, amount, first and last month",
                       "项目：批准号、类别、名称、依托单位、金额、起止年月"},
                      false},
                     {kFields,
                      {"codes of fields, one JSON object a line: _id, name, name_en, parents",
                       "申请代码，每行一个 JSON 对象：_id、name、name_en、parents"},
                      false}},
           .tables = {"grant", "project", "classification", "term"},
           .options = {},
           .reject_reasons = {"not a project number", "not months such as 2018.01-2020.12", "not an amount",
                              "not a code of a field", "not the code above"},
           .publication = {.page = "https://github.com/AMinerOpen/TaxoExt",
                           .how = {"the fields are nsfc.jl there; projects, as a table with the columns 项目批准号, "
                                   "项目类别, 项目名称, 依托单位, 金额, 起止年月",
                                   "申请代码即其中的 nsfc.jl；项目为含 "
                                   "项目批准号、项目类别、项目名称、依托单位、金额、起止年月 各列的表"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
