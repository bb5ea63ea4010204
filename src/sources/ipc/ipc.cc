#include <array>

#include "sources/registry.h"

namespace tenon::sources {

namespace {

/// One form of file.
struct Form {
  const char* file;
  store::TextDialect dialect;
  std::vector<std::string> columns;
  const char *table, *query;
};

const std::array<Form, 4>& Forms() {
  static const store::TextDialect bare{.delimiter = '\t', .quote = '\0'};
  static const std::array<Form, 4> forms = {
      Form{"ipc_upper_levels_en.tsv", bare, {"code", "title"}, "classification", "ipc/upper_level.sql"},
      Form{"ipc_groups_en.tsv", bare, {"ipc", "title"}, "classification", "ipc/group.sql"},
      Form{"EN_ipc_section_*_title_list_*.txt",
           {.delimiter = '\t', .quote = '\0', .header = false},
           {"column_1", "column_2"},
           "classification",
           "ipc/title_list.sql"},
      Form{"ipc_technology.csv", {}, {"Field_en", "IPC_code"}, "concordance", "ipc/field.sql"}};
  return forms;
}

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  TENON_CHECK(load.Provide(CodesOf("WIPO-FIELD", "wipo_field")));
  for (const Form& form : Forms()) {
    for (const auto& file : files.For(form.file)) {
      TENON_ASSIGN(const store::RawFile raw, load.OpenText(file, form.dialect, form.columns));
      TENON_CHECK(load.Fill({.table = form.table, .raw = &raw, .select = SourceQuery(form.query)}));
    }
  }
  return {};
}

}  // namespace

const Source& Ipc() {
  static const Source source = {
      .spec = {.name = "ipc",
               .title = {"International Patent Classification: titles, and fields of technology after WIPO",
                         "国际专利分类：类名及WIPO技术领域对照"},
               .publisher = "World Intellectual Property Organization",
               .licence = "titles: terms of WIPO; tables of Geissler, Gorodkin, Seemann: MIT",
               .credit = "WIPO, International Patent Classification; WIPO IPC-Technology concordance (Schmoch 2008 and "
                         "updates)",
               .files = {{"ipc_upper_levels_en.tsv",
                          {"sections, classes, subclasses: code, level, title", "部、大类、小类：code、level、title"},
                          false},
                         {"ipc_groups_en.tsv",
                          {"groups: ipc, type, maingroup, title as a path", "组：ipc、type、maingroup、title（路径）"},
                          false},
                         {"EN_ipc_section_*_title_list_*.txt",
                          {"a section as WIPO publishes it: symbol and title", "WIPO发布的各部类名表：类号与类名"},
                          false},
                         {"ipc_technology.csv",
                          {"concordance of subclasses and main groups with 35 fields: Field_en, IPC_code",
                           "小类、大组与35个技术领域的对照：Field_en、IPC_code"},
                          false}},
               .tables = {"classification", "concordance"},
               .options = {},
               .reject_reasons = {"not a symbol of the classification", "not a pattern such as H01L% or A61K   6/%",
                                  "not a field of technology of WIPO"},
               .publication = {.page = "https://www.wipo.int/classifications/ipc/en/ITsupport/",
                               .how = {"a version, then the English title list; the concordance is among WIPO's patent "
                                       "statistics resources",
                                       "选择版本后下载英文类名表；对照表见 WIPO 专利统计资源"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
