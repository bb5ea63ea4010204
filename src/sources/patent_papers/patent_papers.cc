#include <fmt/format.h>

#include <array>
#include <vector>

#include "sources/made_rows.h"
#include "sources/registry.h"

namespace tenon::sources {

namespace {

/// The number of an OpenAlex work stands alone, or behind its W, or as an address.
constexpr std::string_view kWork = "case when regexp_full_match(oaid, '\\d+') then 'W' || oaid else oaid end";

/// One form of file: what a row says, and what it names.
struct LinkForm {
  std::string_view file;
  char delimiter;
  std::vector<std::string> columns;
  std::string_view table, query;
  std::string_view patent_space, patent;  ///< namespace of the patent's id, and the id in SQL
  std::string_view work_space, work;      ///< of the work; "": it names none
};

const std::array<LinkForm, 3>& LinkForms() {
  static const std::array<LinkForm, 3> forms = {
      LinkForm{"*links*.tsv", '\t', {"patent", "work"}, "patent_work", "link.sql", "lens", "patent", "lens", "work"},
      LinkForm{"*_ipc.tsv", '\t', {"lens.id", "ipc"}, "patent_class", "class.sql", "lens", "\"lens.id\"", "", ""},
      LinkForm{"*.csv",
               ',',
               {"confscore", "oaid", "patent", "wherefound"},
               "patent_work",
               "reliance.sql",
               "patent",
               "patent",
               "openalex",
               kWork}};
  return forms;
}

/// How often each class was given, in a year and the year before: what Geissler, Gorodkin and Seemann test.
Status ReadClassCounts(const InputFiles& files, store::Load& load) {
  for (const auto& file : files.For("*markov-chain*.tsv")) {
    TENON_ASSIGN(const store::RawFile raw,
                 load.OpenText(file, {.delimiter = '\t'}, {"dataset", "priority.year", "ipc", "xiplus", "xi"}));
    TENON_CHECK(load.Fill({.table = "indicator",
                           .raw = &raw,
                           .select = SourceQuery("patent_papers/class_count.sql"),
                           .rows = store::RowsPerRecord::kMany}));
  }
  return {};
}

struct LinkFile {
  const LinkForm* form = nullptr;
  store::RawFile raw;
};

/// Patents or works that rows name, as rows of their own.
Status FillNamed(std::string_view table, std::string_view space, const std::vector<LinkFile>& files,
                 store::Load& load) {
  std::vector<std::string> rows;
  std::vector<store::RawFile> raws;
  for (std::size_t i = 0; i < files.size(); ++i) {
    raws.push_back(files[i].raw);
    const LinkForm& form = *files[i].form;
    if ((table == "patent" ? form.patent_space : form.work_space) != space) continue;
    const std::string_view column = table == "patent" ? form.patent : form.work;
    rows.push_back(fmt::format("select {} as place, record, entity_id('{}', {}) as id from {}", i, space, column,
                               files[i].raw.relation));
  }
  if (rows.empty()) return {};
  const std::string named = fmt::format("{}_of_{}", table, space == "patent" ? "office" : space);
  return FillMade(
      table, raws, named,
      FillIn(SourceQuery("patent_papers/named.sql"), "$rows", fmt::format("{}", fmt::join(rows, " union all "))),
      FillIn(SourceQuery(fmt::format("patent_papers/{}.sql", table)), "$space", std::string(space)), load);
}

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  std::vector<LinkFile> links;
  for (const LinkForm& form : LinkForms()) {
    for (const auto& file : files.For(form.file)) {
      TENON_ASSIGN(store::RawFile raw, load.OpenText(file, {.delimiter = form.delimiter}, form.columns));
      links.push_back({&form, std::move(raw)});
      std::string select = SourceQuery(fmt::format("patent_papers/{}", form.query));
      select = FillIn(std::move(select), "$work", kWork);
      TENON_CHECK(load.Fill({.table = std::string(form.table), .raw = &links.back().raw, .select = select}));
    }
  }
  for (const auto& [table, space] :
       {std::pair{"patent", "lens"}, {"patent", "patent"}, {"work", "lens"}, {"work", "openalex"}}) {
    TENON_CHECK(FillNamed(table, space, links, load));
  }
  return ReadClassCounts(files, load);
}

}  // namespace

const Source& PatentPapers() {
  static const Source source = {
      .spec = {.name = "patent-papers",
               .title = {"Which patent cites which paper, and the classes of these patents",
                         "专利引用论文的对应关系及专利分类"},
               .publisher = "Lens links of Geissler, Gorodkin, Seemann; Reliance on Science of Marx and Fuegi",
               .licence = "Lens terms; counts of classes: MIT; Reliance on Science: CC BY-NC 4.0",
               .credit = "Geissler, Gorodkin, Seemann 2024 (Lens), or Marx & Fuegi, Reliance on Science",
               .files = {{"*links*.tsv", {"patent and work, Lens ids", "专利与论文（Lens 编号）"}, false},
                         {"*markov-chain*.tsv",
                          {"dataset, priority.year, ipc, xiplus, xi: how often a class was given in a year and in the "
                           "year before",
                           "dataset、priority.year、ipc、xiplus、xi：各分类在某年及其上一年的专利数"},
                          false},
                         {"*_ipc.tsv", {"Lens id of a patent and its IPC class", "专利的 Lens 编号与 IPC 分类"}, false},
                         {"*.csv",
                          {"Reliance on Science: reftype, confscore, oaid, patent, wherefound",
                           "Reliance on Science：reftype、confscore、oaid、patent、wherefound"},
                          false}},
               .tables = {"patent_work", "patent_class", "patent", "work", "indicator"},
               .options = {},
               .reject_reasons = {"not a Lens id", "not an IPC class such as A61K31/00", "not a patent number",
                                  "not an OpenAlex work", "not frontonly, bodyonly or both",
                                  "not a whole number from 1 to 10", "not a year", "not a count"},
               .publication =
                   {.page = "https://relianceonscience.org",
                    .how = {"Reliance on Science: the file of patents and OpenAlex works; the Lens links are data of "
                            "Geissler, Gorodkin and Seemann 2024",
                            "Reliance on Science：专利与 OpenAlex 论文的对应文件；Lens 链接为 Geissler、Gorodkin 和 "
                            "Seemann（2024）的数据"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
