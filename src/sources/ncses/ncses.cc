#include <array>
#include <utility>

#include "sources/registry.h"

namespace tenon::sources {

namespace {

struct Form {
  std::string_view file;
  std::string_view query;
  std::vector<std::string> columns;
};

const std::array<Form, 5>& Forms() {
  static const std::array<Form, 5> forms = {{
      {"patents_by_wipo_field*.csv", "ncses/patents.sql", {"kind", "wipo_field", "economy", "type", "year", "count"}},
      {"publications_by_field*.csv", "ncses/publications.sql", {"field", "economy", "type", "year", "articles"}},
      {"kti_value_added*.csv",
       "ncses/kti_value_added.sql",
       {"industry", "economy", "type", "year", "value_added_musd"}},
      {"value_added_by_industry*.csv",
       "ncses/value_added.sql",
       {"economy", "industry", "isic4", "year", "value_added_musd"}},
      {"uspto_semiconductor_patents*.csv", "ncses/uspto_semiconductors.sql", {"economy", "type", "year", "count"}},
  }};
  return forms;
}

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  TENON_CHECK(load.Provide(CodesOf("WIPO-FIELD", "wipo_field")));
  TENON_CHECK(load.Provide(CodesOf("NCSES-FIELD", "ncses_field")));
  for (const Form& form : Forms()) {
    const std::string select = FillIn(SourceQuery("ncses/indicator.sql"), "$figure_rows", SourceQuery(form.query));
    for (const std::filesystem::path& file : files.For(form.file)) {
      TENON_ASSIGN(const store::RawFile raw, load.OpenText(file, {}, form.columns));
      TENON_CHECK(load.Fill({.table = "indicator", .raw = &raw, .select = select}));
    }
  }
  return {};
}

}  // namespace

const Source& Ncses() {
  static const Source source = {
      .spec =
          {.name = "ncses",
           .title = {"Science and Engineering Indicators: publications, patents, value added",
                     "科学与工程指标：论文、专利、增加值"},
           .publisher = "National Science Foundation, NCSES",
           .licence = "public domain (work of the US government)",
           .credit = "National Science Foundation, NCSES, Science and Engineering Indicators, public domain",
           .files =
               {{"patents_by_wipo_field*.csv",
                 {"international patent families and USPTO patents by WIPO field",
                  "按WIPO技术领域划分的国际专利族和美国专利"},
                 false},
                {"publications_by_field*.csv", {"articles by field of study", "按学科划分的论文"}, false},
                {"kti_value_added*.csv",
                 {"value added of knowledge- and technology-intensive industries", "知识与技术密集型产业增加值"},
                 false},
                {"value_added_by_industry*.csv", {"value added by ISIC4 industry", "按ISIC4行业划分的增加值"}, false},
                {"uspto_semiconductor_patents*.csv", {"USPTO patents in semiconductors", "美国半导体专利"}, false}},
           .tables = {"indicator"},
           .options = {},
           .reject_reasons = {"a region, not an economy", "not a year", "no figure", "not a number",
                              "a count or value cannot be negative", "not a kind of patent that is known here",
                              "not a field of technology of WIPO", "not a field of study of NCSES",
                              "a percentage, not value added"},
           .publication = {.page = "https://ncses.nsf.gov/indicators",
                           .how = {"the data tables of the reports named in the file names",
                                   "文件名所指报告的数据表"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
