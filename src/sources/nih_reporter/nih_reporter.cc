#include <fmt/format.h>

#include <optional>
#include <vector>

#include "sources/made_rows.h"
#include "sources/registry.h"

namespace tenon::sources {

namespace {

/// A list of what came of projects. NIH data come in two forms: the agency's ExPORTER files, and tables made of them.
struct LinkForm {
  std::string_view file;
  char delimiter;
  std::string_view table, query;  ///< of the links
  std::string_view project;       ///< column of the project's number
  std::string_view other;         ///< column of the patent, trial or paper
  std::string_view entity_table;
  std::string_view entity_query;
  std::string_view entities;              ///< one row for each patent or trial; "" where `first_named` finds them
  std::vector<std::string> further = {};  ///< columns that `entities` and `owners` read beside these
  std::string_view owners = {};           ///< one row for each owner of a patent
};

const std::vector<LinkForm>& LinkForms() {
  static const std::vector<LinkForm> forms = {
      LinkForm{"patents.tsv", '\t', "grant_patent", "nih_reporter/grant_patent.sql", "project.num", "patent.id",
               "patent", "nih_reporter/patent.sql", "nih_reporter/patents.sql"},
      LinkForm{"clinical_studies.tsv",
               '\t',
               "grant_trial",
               "nih_reporter/grant_trial.sql",
               "project.num",
               "trial.id",
               "trial",
               "nih_reporter/trial.sql",
               "nih_reporter/trials.sql",
               {"study.status"}},
      LinkForm{"RePORTER_PATENTS_C_*.csv",
               ',',
               "grant_patent",
               "nih_reporter/grant_patent.sql",
               "PROJECT_ID",
               "PATENT_ID",
               "patent",
               "nih_reporter/patent.sql",
               "nih_reporter/titled_patents.sql",
               {"PATENT_TITLE", "PATENT_ORG_NAME"},
               "nih_reporter/owners.sql"},
      LinkForm{"RePORTER_CLINICAL_STUDIES_C_*.csv",
               ',',
               "grant_trial",
               "nih_reporter/grant_trial.sql",
               "Core Project Number",
               "ClinicalTrials.gov ID",
               "trial",
               "nih_reporter/trial.sql",
               "nih_reporter/named_trials.sql",
               {"Study", "Study Status"}},
      LinkForm{"RePORTER_PUBLNK_C_*.csv", ',', "grant_work", "nih_reporter/grant_work.sql", "PROJECT_NUMBER", "PMID",
               "work", "nih_reporter/named_work.sql", ""},
  };
  return forms;
}

struct LinkFile {
  const LinkForm* form = nullptr;
  store::RawFile raw;
};

std::string UnionOf(const std::vector<std::string>& selects) {
  return fmt::format("{}", fmt::join(selects, " union all by name "));
}

/// The agency's files of projects: a row is a year, a supplement or a subproject of one.
Status FillProjects(const std::vector<store::RawFile>& raws, store::Load& load) {
  if (raws.empty()) return {};
  std::vector<std::string> rows;
  for (const store::RawFile& raw : raws) {
    TENON_CHECK(CheckHasRows(raw, load));
    rows.push_back(fmt::format("select {} as place, * from {}", rows.size(), raw.relation));
  }
  const std::string projects = FillIn(SourceQuery("nih_reporter/projects.sql"), "$rows", UnionOf(rows));
  return FillMade("grant", raws, "exporter_project",
                  FillIn(SourceQuery("nih_reporter/projects_by_number.sql"), "$projects", projects),
                  SourceQuery("nih_reporter/project_grant.sql"), load);
}

/// What links name without a list of its own: projects, papers.
Status FillNamed(const std::string& table, const std::vector<LinkFile>& files, std::string_view select,
                 const std::string& known, std::string_view id, store::Load& load) {
  std::vector<std::string> rows;
  std::vector<store::RawFile> raws;
  for (std::size_t place = 0; place < files.size(); ++place) {
    raws.push_back(files[place].raw);
    const LinkForm& form = *files[place].form;
    if (table == "work" && form.entity_table != table) continue;
    const std::string column = store::QuoteName(table == "work" ? form.other : form.project);
    rows.push_back(fmt::format("select {} as place, record, entity_id('{}', {}) as id from {}", place, id, column,
                               files[place].raw.relation));
  }
  if (rows.empty()) return {};
  const std::string query = FillIn(SourceQuery("nih_reporter/first_named.sql"), "$rows", UnionOf(rows));
  return FillMade(table, raws, "named_" + table, FillIn(query, "$known", known), SourceQuery(select), load);
}

Status FillLinks(const LinkFile& file, store::Load& load) {
  const LinkForm& form = *file.form;
  std::string select = SourceQuery(form.query);
  for (const auto& [name, column] :
       {std::pair{"project", form.project}, {"patent", form.other}, {"trial", form.other}}) {
    select = FillIn(std::move(select), fmt::format("$name_{}", name), column);
    select = FillIn(std::move(select), fmt::format("${}", name), store::QuoteName(column));
  }
  TENON_CHECK(load.Fill({.table = std::string(form.table), .raw = &file.raw, .select = select}));
  const auto made = [&](std::string_view query) { return FillIn(SourceQuery(query), "$raw", file.raw.relation); };
  if (!form.entities.empty()) {
    TENON_CHECK(FillMade(form.entity_table, file.raw, made(form.entities), SourceQuery(form.entity_query), load));
  }
  if (form.owners.empty()) return {};
  return FillMade("applicant", file.raw, made(form.owners), SourceQuery("nih_reporter/owner.sql"), load);
}

Status Read(const InputFiles& files, const Arguments& options, store::Load& load) {
  const store::TextDialect tabs{.delimiter = '\t'};
  const store::TextDialect commas{.encoding = options.GetText("encoding")};
  std::vector<std::string> known_grants = {"select null::varchar as id"}, known_works = known_grants;

  for (const auto& file : files.For("project_io.tsv")) {
    TENON_ASSIGN(const store::RawFile raw,
                 load.OpenText(file, tabs, {"project.num", "n.pubs", "n.patents", "total.cost"}));
    TENON_CHECK(load.Fill({.table = "grant", .raw = &raw, .select = SourceQuery("nih_reporter/project_io.sql")}));
    known_grants.push_back(
        fmt::format(R"(select entity_id('nih-project', "project.num") as id from {})", raw.relation));
  }
  for (const auto& file : files.For("org_info.tsv")) {
    TENON_ASSIGN(const store::RawFile raw,
                 load.OpenText(file, tabs, {"org.city", "org.state", "org.duns", "org.name"}));
    TENON_CHECK(load.Fill({.table = "institution", .raw = &raw, .select = SourceQuery("nih_reporter/org_info.sql")}));
  }
  std::vector<store::RawFile> projects;
  for (const auto& file : files.For("RePORTER_PRJ_C_FY*.csv")) {
    TENON_ASSIGN(store::RawFile raw,
                 load.OpenText(file, commas,
                               {"APPLICATION_ID", "CORE_PROJECT_NUM", "FY", "ORG_NAME", "ORG_COUNTRY", "ORG_STATE",
                                "PROJECT_TITLE", "PROJECT_START", "PROJECT_END", "SUBPROJECT_ID", "TOTAL_COST"}));
    projects.push_back(std::move(raw));
  }
  TENON_CHECK(FillProjects(projects, load));
  if (!projects.empty()) known_grants.emplace_back("select project as id from exporter_project where fault is null");
  for (const auto& file : files.For("RePORTER_PUB_C_*.csv")) {
    TENON_ASSIGN(const store::RawFile raw,
                 load.OpenText(file, commas, {"PMID", "PUB_TITLE", "JOURNAL_TITLE", "PUB_YEAR"}));
    TENON_CHECK(load.Fill({.table = "work", .raw = &raw, .select = SourceQuery("nih_reporter/work.sql")}));
    known_works.push_back(fmt::format(R"(select entity_id('pubmed', "PMID") as id from {})", raw.relation));
  }
  std::vector<LinkFile> links;
  for (const LinkForm& form : LinkForms()) {
    std::vector<std::string> columns = form.further;
    columns.insert(columns.end(), {std::string(form.project), std::string(form.other)});
    for (const auto& file : files.For(form.file)) {
      TENON_ASSIGN(store::RawFile raw, load.OpenText(file, form.delimiter == ',' ? commas : tabs, columns));
      links.push_back({&form, std::move(raw)});
      TENON_CHECK(FillLinks(links.back(), load));
    }
  }
  const auto known = [](const std::vector<std::string>& selects) {
    return fmt::format("(select id from ({}) where id is not null)", UnionOf(selects));
  };
  TENON_CHECK(FillNamed("grant", links, "nih_reporter/named_grant.sql", known(known_grants), "nih-project", load));
  return FillNamed("work", links, "nih_reporter/named_work.sql", known(known_works), "pubmed", load);
}

}  // namespace

const Source& NihReporter() {
  static const Source source = {
      .spec =
          {.name = "nih-reporter",
           .title = {"NIH projects and their patents, trials and papers",
                     "美国国立卫生研究院项目及其专利、临床试验与论文"},
           .publisher = "U.S. National Institutes of Health, RePORTER/ExPORTER",
           .licence = "public domain (work of the US government); the nihexporter tables: MIT",
           .credit = "NIH RePORTER/ExPORTER (public domain) via nihexporter, MIT",
           .files =
               {{"project_io.tsv", {"nihexporter: projects, cost, papers", "nihexporter：项目、经费、论文数"}, false},
                {"patents.tsv", {"nihexporter: patents of projects", "nihexporter：项目产出的专利"}, false},
                {"clinical_studies.tsv", {"nihexporter: trials of projects", "nihexporter：项目产出的临床试验"}, false},
                {"org_info.tsv", {"nihexporter: receivers", "nihexporter：承担机构"}, false},
                {"RePORTER_PRJ_C_FY*.csv", {"ExPORTER: projects of a year", "ExPORTER：年度项目"}, false},
                {"RePORTER_PATENTS_C_*.csv", {"ExPORTER: patents of projects", "ExPORTER：项目产出的专利"}, false},
                {"RePORTER_CLINICAL_STUDIES_C_*.csv",
                 {"ExPORTER: trials of projects", "ExPORTER：项目产出的临床试验"},
                 false},
                {"RePORTER_PUB_C_*.csv", {"ExPORTER: papers of a year", "ExPORTER：年度论文"}, false},
                {"RePORTER_PUBLNK_C_*.csv",
                 {"ExPORTER: which project paid for which paper", "ExPORTER：论文与项目的对应"},
                 false}},
           .tables = {"grant", "grant_patent", "grant_trial", "grant_work", "patent", "applicant", "trial", "work",
                      "institution"},
           .options = {{.name = "encoding",
                        .type = ParameterType::kChoice,
                        .meaning = {"encoding of the ExPORTER files; those of before 2016 are ISO-8859-1",
                                    "ExPORTER 文件的编码；2016年以前的文件为 ISO-8859-1"},
                        .default_value = "UTF-8",
                        .choices = {"UTF-8", "ISO-8859-1"}}},
           .reject_reasons = {"not a project number", "not a patent number", "not a trial number such as NCT01831778",
                              "not a PubMed number", "not a year", "not a number", "no name",
                              "a count cannot be negative", "a cost cannot be negative", "repeats an earlier row"},
           .publication = {.page = "https://reporter.nih.gov/exporter",
                           .how = {"projects, patents, clinical studies, publications and link tables, one file a year "
                                   "or for all years",
                                   "项目、专利、临床研究、论文及关联表，按年份或全部年份下载"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
