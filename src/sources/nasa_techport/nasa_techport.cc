#include "sources/registry.h"

namespace tenon::sources {

namespace {

constexpr const char* kProjects = "projects_trl.tsv";
constexpr const char* kMonth = R"('(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (19|20)\d\d')";

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  TENON_ASSIGN(const std::filesystem::path file, OnlyFile(files, kProjects));
  TENON_ASSIGN(const store::RawFile raw,
               load.OpenText(file, {.delimiter = '\t', .quote = '\0'},
                             {"project_id", "title", "trl_start", "trl_current", "trl_end", "start", "end"}));
  return load.Fill(
      {.table = "grant", .raw = &raw, .select = FillIn(SourceQuery("nasa_techport/grant.sql"), "$month", kMonth)});
}

}  // namespace

const Source& NasaTechport() {
  static const Source source = {
      .spec = {.name = "nasa-techport",
               .title = {"NASA TechPort: projects and their technology readiness levels",
                         "NASA TechPort：项目及其技术成熟度等级"},
               .publisher = "NASA, TechPort",
               .licence = "US Government work",
               .credit = "NASA TechPort, US Government work",
               .files = {{kProjects,
                          {"one row a project: readiness at the start, now and at the end; first and last month",
                           "每行一个项目：起始、当前、结束时的技术成熟度等级及起止月份"}}},
               .tables = {"grant"},
               .options = {},
               .reject_reasons = {"not a project number", "not a level from 1 to 9", "not a month such as Oct 2011"},
               .publication = {.page = "https://techport.nasa.gov",
                               .how = {"projects, written as a table with the columns project_id, title, trl_start, "
                                       "trl_current, trl_end, start, end",
                                       "将项目整理成含 project_id、title、trl_start、trl_current、trl_end、start、end "
                                       "各列的表"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
