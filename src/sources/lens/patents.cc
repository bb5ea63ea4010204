#include <fmt/format.h>

#include <functional>
#include <utility>

#include "sources/lens/export.h"
#include "sources/lens/items.h"
#include "sources/made_rows.h"
#include "sources/source.h"

namespace tenon::sources::lens {

namespace {

using Names = std::vector<std::string>;

// What editions of the export call one column.
const Names kNumber = {"Publication Number", "Display Key"};
const Names kType = {"Type", "Document Type"};
const Names kCited = {"Cited Count", "Cited by Patent Count"};
const Names kOwners = {"Owners", "Owners (US)"};
/// Ids of every kind in one list, without their kinds.
const Names kExternalIds = {"NPL Resolved External ID(s)", "NPL Resolved External Id(s)"};
const Names kStatedPriority = {"Earliest Priority Date"};

std::string SpaceOf(const Exports& exports) { return exports.patents_by == "lens" ? "lens" : "patent"; }

/// What the id of a patent is made of. Behind a number that was printed twice stands a day: "EP 0259054 B9 20031217".
std::string IdOf(const store::RawFile& raw, const Exports& exports) {
  if (exports.patents_by == "lens") return R"("Lens ID")";
  return fmt::format(R"(regexp_replace({}, '^(\S+ \S+ \S+) \d{{8}}$', '\1'))", InSql(ColumnOf(raw, kNumber)));
}

enum class Publications { kAll, kFirst };

/// For each file where `list` is not "", the query of place, record, id and that list, as SQL has it. Of patents that
/// were published several times all publications count, or the first only.
std::vector<std::string> RowsOf(const Exports& exports, Publications which,
                                const std::function<std::string(const store::RawFile&)>& list) {
  std::vector<std::string> rows;
  for (std::size_t file = 0; file < exports.patents.size(); ++file) {
    const store::RawFile& raw = exports.patents[file];
    const std::string column = list(raw);
    if (column.empty()) continue;
    rows.push_back(fmt::format("select {} as place, record, entity_id('{}', {}) as id, {} as list from {}", file,
                               SpaceOf(exports), IdOf(raw, exports), column, raw.relation));
    if (which == Publications::kFirst) {
      rows.back() += fmt::format(" where record in (select record from lens_first where place = {})", file);
    }
  }
  return rows;
}

std::function<std::string(const store::RawFile&)> ListIn(Names names) {
  return [names = std::move(names)](const store::RawFile& raw) {
    const std::string column = ColumnOf(raw, names);
    return column.empty() ? column : InSql(column);
  };
}

Status FillPublications(const Exports& exports, store::Load& load) {
  TENON_CHECK(ProvideRows(
      "lens_first",
      FillIn(SourceQuery("lens/first.sql"), "$rows",
             fmt::format("{}",
                         fmt::join(RowsOf(exports, Publications::kAll, ListIn({"Publication Date"})), " union all "))),
      load));
  for (std::size_t file = 0; file < exports.patents.size(); ++file) {
    const store::RawFile& raw = exports.patents[file];
    const std::string stated = ColumnOf(raw, kStatedPriority);
    const bool members = !ColumnOf(raw, {"Simple Family Members"}).empty();
    std::string select = SourceQuery("lens/patent.sql");
    for (const auto& [placeholder, part] :
         {std::pair<std::string_view, std::string>{"$space", SpaceOf(exports)},
          {"$id", IdOf(raw, exports)},
          {"$family", members ? SourceQuery("lens/family.sql") : InSql("")},
          {"$type", InSql(ColumnOf(raw, kType))},
          {"$abstract", InSql(ColumnOf(raw, {"Abstract"}))},
          {"$priority", stated.empty() ? SourceQuery("lens/priority.sql") : InSql(stated)},
          {"$first_filing", stated.empty() ? "Priority Numbers" : stated},
          {"$citations", ColumnOf(raw, kCited)},
          {"$cited", InSql(ColumnOf(raw, kCited))},
          {"$number", ColumnOf(raw, kNumber)},
          {"$file", std::to_string(file)}}) {
      select = FillIn(std::move(select), placeholder, part);
    }
    TENON_CHECK(load.Fill({.table = "patent", .raw = &raw, .select = select}));
  }
  return {};
}

Status FillClasses(const Exports& exports, store::Load& load) {
  for (const auto& [scheme, column] : {std::pair{"IPC", "IPCR Classifications"}, {"CPC", "CPC Classifications"}}) {
    std::string select = FillIn(SourceQuery("lens/patent_class.sql"), "$space", SpaceOf(exports));
    select = FillIn(FillIn(std::move(select), "$scheme", scheme), "$column", column);
    TENON_CHECK(FillItems("patent_class",
                          {.name = scheme, .rows = RowsOf(exports, Publications::kAll, ListIn({column}))},
                          exports.patents, select, load));
  }
  return {};
}

Status FillParties(const Exports& exports, store::Load& load) {
  for (const auto& [role, columns] :
       {std::pair{"applicant", Names{"Applicants"}}, {"inventor", Names{"Inventors"}}, {"owner", kOwners}}) {
    const std::string select = FillIn(SourceQuery("lens/applicant.sql"), "$space", SpaceOf(exports));
    TENON_CHECK(FillItems(
        "applicant",
        {.name = role, .rows = RowsOf(exports, Publications::kFirst, ListIn(columns)), .once = "id, position"},
        exports.patents, FillIn(select, "$role", role), load));
  }
  return {};
}

/// The column of one kind of id alone.
std::string IdColumnName(const std::string& works_by) {
  return works_by == "doi" ? "DOI(s)" : works_by == "pubmed" ? "PubMed Id(s)" : "NPL Resolved Lens ID(s)";
}

/// The papers of a patent as SQL has them; "" where the file does not list them by this id.
std::string CitedWorks(const store::RawFile& raw, const std::string& works_by) {
  const std::string own = ListIn({IdColumnName(works_by)})(raw);
  const std::string external = ListIn(kExternalIds)(raw);
  if (works_by != "doi" || !own.empty() || external.empty()) return own;
  return FillIn(SourceQuery("lens/dois.sql"), "$column", external);
}

/// Says how many patents cite papers of which only other ids are listed.
Status NoteUnread(const store::RawFile& raw, const std::string& works_by, store::Load& load) {
  std::vector<std::string> others;
  for (const Names& names : {Names{"DOI(s)"}, {"PubMed Id(s)"}, {"NPL Resolved Lens ID(s)"}, kExternalIds}) {
    others.push_back(InSql(ColumnOf(raw, names)));
  }
  const std::string cited = CitedWorks(raw, works_by);
  std::string query = FillIn(SourceQuery("lens/unread.sql"), "$raw", raw.relation);
  query = FillIn(std::move(query), "$others", fmt::format("{}", fmt::join(others, ", ")));
  TENON_ASSIGN(const Table unread, load.Ask(FillIn(std::move(query), "$cited", cited.empty() ? InSql("") : cited)));
  if (unread.rows.empty()) return {};
  load.Note(
      fmt::format("{} patents of {} cite papers that the file lists by other ids only: not read with --works-by {}",
                  ToText(unread.At(0, "patents")), raw.path.filename().string(), works_by));
  return {};
}

/// The papers that patents cite, and which cites which.
Status FillCitedWorks(const Exports& exports, store::Load& load) {
  const std::string& by = exports.works_by;
  const std::vector<std::string> rows =
      RowsOf(exports, Publications::kAll, [&](const store::RawFile& raw) { return CitedWorks(raw, by); });
  if (rows.empty()) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("the file has no column of the papers that patents cite for --works-by {}; found: {}", by,
                            Listed(exports.patents.front().columns)),
                exports.patents.front().path.string());
  }
  for (const store::RawFile& raw : exports.patents) TENON_CHECK(NoteUnread(raw, by, load));
  const auto filled = [&](std::string_view query) {
    return FillIn(FillIn(SourceQuery(query), "$space", SpaceOf(exports)), "$work_space", by);
  };
  const std::string as = fmt::format("entity_id('{}', item)", by);
  TENON_CHECK(FillItems("patent_work", {.name = "cited", .rows = rows, .as = as}, exports.patents,
                        FillIn(filled("lens/patent_work.sql"), "$column", IdColumnName(by)), load));
  std::string unless = fmt::format("{} is null", as);
  if (!exports.works.empty()) {
    std::vector<std::string> described;
    for (const store::RawFile& raw : exports.works) {
      described.push_back(
          fmt::format("select entity_id('{}', {}) as id from {}", by, InSql(WorkIdColumn(by)), raw.relation));
    }
    TENON_CHECK(ProvideRows(
        "lens_described",
        FillIn(SourceQuery("lens/described.sql"), "$rows", fmt::format("{}", fmt::join(described, " union all "))),
        load));
    unless += " or name in (select id from lens_described)";
  }
  return FillItems("work", {.name = "named", .rows = rows, .as = as, .once = "name", .unless = unless}, exports.patents,
                   filled("lens/named_work.sql"), load);
}

}  // namespace

Status FillPatents(const Exports& exports, store::Load& load) {
  if (exports.patents.empty()) return {};
  for (const store::RawFile& raw : exports.patents) {
    TENON_CHECK(CheckColumns(raw, {kNumber,
                                   kType,
                                   kCited,
                                   {"Publication Date"},
                                   {"Application Date"},
                                   {"Priority Numbers", "Earliest Priority Date"},
                                   {"Title"},
                                   {"Applicants"},
                                   {"Inventors"},
                                   {"CPC Classifications"},
                                   {"IPCR Classifications"}}));
  }
  TENON_CHECK(FillPublications(exports, load));
  TENON_CHECK(FillClasses(exports, load));
  TENON_CHECK(FillParties(exports, load));
  return FillCitedWorks(exports, load);
}

}  // namespace tenon::sources::lens
