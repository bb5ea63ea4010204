#include "sources/lens/export.h"
#include "sources/lens/items.h"
#include "sources/registry.h"

namespace tenon::sources {

namespace {

/// A column that only one of the two exports has.
constexpr const char *kOfPatents = "Jurisdiction", *kOfWorks = "Date Published";

Status Read(const InputFiles& files, const Arguments& options, store::Load& load) {
  lens::Exports exports{
      .patents_by = options.GetText("patents_by"), .works_by = options.GetText("works_by"), .patents = {}, .works = {}};
  for (const auto& [name, file] : files.matched) {
    TENON_ASSIGN(store::RawFile raw, load.OpenText(file, {}, {"Lens ID"}));
    const bool patents = !lens::ColumnOf(raw, {kOfPatents}).empty();
    if (!patents && lens::ColumnOf(raw, {kOfWorks}).empty()) {
      return Fail(ErrorKind::kSchemaMismatch,
                  "neither an export of patents (with a column Jurisdiction) nor of scholarly works (with a column "
                  "Date Published); found: " +
                      Listed(raw.columns),
                  file.string());
    }
    (patents ? exports.patents : exports.works).push_back(std::move(raw));
  }
  TENON_CHECK(lens::FillWorks(exports, load));
  return lens::FillPatents(exports, load);
}

Parameter Choice(std::string name, Text meaning, std::vector<std::string> choices) {
  return {.name = std::move(name),
          .type = ParameterType::kChoice,
          .meaning = std::move(meaning),
          .unit = "",
          .default_value = Value{choices.front()},
          .required = false,
          .minimum = {},
          .maximum = {},
          .choices = choices};
}

}  // namespace

const Source& Lens() {
  static const Source source = {
      .spec = {.name = "lens",
               .title = {"The Lens: exports of patents and of scholarly works", "The Lens：专利与学术论文导出文件"},
               .publisher = "Cambia, The Lens (lens.org)",
               .licence = "terms of use of The Lens",
               .credit = "The Lens, lens.org",
               .files = {{"*.csv",
                          {"an export of patents or of scholarly works, as lens.org writes it; several at once",
                           "lens.org 导出的专利或学术论文文件，可同时给出多个"}}},
               .tables = {"patent", "patent_class", "applicant", "patent_work", "work", "work_reference"},
               .options = {Choice(
                               "patents_by",
                               {"what names a patent: its number, which other sources know too (publications under one "
                                "number are one patent), or its Lens id (each publication is one)",
                                "以何标识专利：专利号（其他来源亦通用，同号的多次公开视为一件），或 Lens "
                                "编号（每次公开各为一件）"},
                               {"number", "lens"}),
                           Choice("works_by",
                                  {"what names a paper; papers without it are left out, and told",
                                   "以何标识论文；没有该标识的论文不读入，并予以说明"},
                                  {"doi", "pubmed", "lens"})},
               .reject_reasons = {"not a Lens id", "not a publication number", "not a day such as 2015-10-01",
                                  "fewer than none", "a later publication of a patent that is there",
                                  "not a class such as A61K31/00", "not an id of a paper", "not a year"},
               .publication = {.page = "https://www.lens.org",
                               .how = {"a search of patents or scholarly works, then Export, CSV with all fields",
                                       "检索专利或学术论文后点 Export，选 CSV 及全部字段"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
