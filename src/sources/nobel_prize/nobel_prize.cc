#include "sources/made_rows.h"
#include "sources/registry.h"

namespace tenon::sources {

namespace {

constexpr const char* kPapers = "prize_winning_paper_record*.csv";

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  TENON_ASSIGN(const std::filesystem::path file, OnlyFile(files, kPapers));
  TENON_ASSIGN(const store::RawFile raw, load.OpenText(file, {},
                                                       {"laureate_id", "laureate_name", "prize_year", "title",
                                                        "pub_year", "paper_id", "target_doi", "journal", "field"}));
  const auto query = [&](std::string_view path) {
    return FillIn(FillIn(SourceQuery(path), "$raw", raw.relation), "$fault", SourceQuery("nobel_prize/fault.sql"));
  };
  TENON_CHECK(load.Fill({.table = "work_prize", .raw = &raw, .select = query("nobel_prize/prize.sql")}));
  TENON_CHECK(FillMade("work", raw, query("nobel_prize/works.sql"), SourceQuery("nobel_prize/work.sql"), load));
  return FillMade("person", raw, query("nobel_prize/persons.sql"), SourceQuery("nobel_prize/person.sql"), load);
}

}  // namespace

const Source& NobelPrize() {
  static const Source source = {
      .spec = {.name = "nobel-prize",
               .title = {"Papers for which Nobel Prizes were given", "诺贝尔奖获奖论文"},
               .publisher = "Li, Yin, Fortunato, Wang",
               .licence = "CC0",
               .credit = "Li, Yin, Fortunato, Wang 2019, Scientific Data, CC0",
               .files = {{kPapers,
                          {"a laureate and a paper that won the prize, with the paper's number, DOI and year",
                           "每行一位获奖者及其获奖论文，含论文编号、DOI、年份"}}},
               .tables = {"work_prize", "work", "person"},
               .options = {},
               .reject_reasons = {"not the number of a paper", "not the number of a laureate", "not a year",
                                  "not a DOI", "not physics, chemistry or medicine"},
               .publication = {.page = "https://doi.org/10.7910/DVN/6NJ5RN",
                               .how = {"the prize-winning papers, as CSV", "获奖论文表（CSV）"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
