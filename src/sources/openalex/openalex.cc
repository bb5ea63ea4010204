#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "sources/openalex/json_file.h"
#include "sources/openalex/record.h"
#include "sources/openalex/rows.h"
#include "sources/registry.h"
#include "store/text_file.h"

namespace tenon::sources {

namespace {

using openalex::RowTables;

constexpr std::string_view kMerged = "*.csv";
constexpr std::string_view kTopics = "openalex_topics.tsv";

/// How much one load takes, so that a snapshot that is broken off goes on at most this far back.
constexpr std::size_t kFilesOfLoad = 50;
constexpr std::uint64_t kBytesOfLoad = 2UL << 30;

constexpr std::array kFoldersRead = {"works", "authors", "institutions", "topics", "funders"};
constexpr std::string_view kDated = "updated_date=";

/// A table that is filled, and what is yielded for it.
struct Target {
  std::string_view table;
  std::string_view columns;
  std::string_view key;  ///< of an entity that works mention: of several mentions one is taken; "" for others
};

constexpr std::array kTargets = {
    Target{"work",
           "work_key, id, doi, title, abstract, language, type, year, date, venue, citations, is_retracted, updated",
           ""},
    Target{"work_reference", "work_key, cited_key", ""},
    Target{"authorship", "work_key, position, person_key, institution_key, economy, is_corresponding", ""},
    Target{"work_topic", "work_key, topic, rank, score", ""},
    Target{"work_citation_year", "work_key, year, citations", ""},
    Target{"grant_work", "grant_key, work_key", ""},
    Target{"grant", "grant_key, id, title, funder, type", "grant_key"},
    Target{"person", "person_key, id, orcid, name", "person_key"},
    Target{"institution", "institution_key, id, ror, name, name_zh, type, economy, region, parent_key",
           "institution_key"},
    Target{"topic", "topic, name, subfield, field, domain", "topic"},
};

Status MakeRows(store::RowsOfFile& file) {
  openalex::RecordParser parser;
  openalex::RowMaker maker(file.tables);
  bool usable = false;
  TENON_ASSIGN(file.records, openalex::ForEachRecord(file, [&](const openalex::JsonRecord& json) -> Status {
                 if (auto fault = parser.Parse(json)) {
                   file.rejects.push_back(
                       {json.number, std::move(fault->column), std::move(fault->found), std::move(fault->reason)});
                 } else {
                   maker.Make(json.number, parser.record());
                   usable = true;
                 }
                 return {};
               }));
  if (usable) return {};
  const store::MadeReject none{0, "", "", "no record"};
  const store::MadeReject& first = file.rejects.empty() ? none : file.rejects.front();
  return Fail(ErrorKind::kCorruptInput,
              fmt::format("none of its records can be used; the first: line {}, {} '{}': {}", first.record,
                          first.column, store::CutText(first.found, 60), first.reason),
              file.file.string());
}

using Files = std::vector<std::filesystem::path>;

/// Takes out records, work by work, with all that was made of them. `dropped` has file and record.
Status TakeOut(Table dropped, store::Load& load) {
  dropped.name = "dropped_record";
  TENON_CHECK(load.ProvideAnew(dropped));
  for (const Target& target : kTargets) {
    if (!target.key.empty()) continue;
    TENON_ASSIGN(const Table ignored,
                 load.Ask(FillIn(SourceQuery("openalex/drop.sql"), "$rows", fmt::format("{}_row", target.table))));
  }
  return {};
}

struct Dropped {
  std::filesystem::path file;
  std::int64_t line = 0;
  std::string found;
};
Dropped At(const std::vector<Value>& row, const Files& files) {
  return {files[static_cast<std::size_t>(IntegerOr(row[0], 0))], IntegerOr(row[1], 0),
          fmt::format("{} {}", ToText(row[2]), ToText(row[3]))};
}

/// Of a work that stands in several files the newest record is loaded, unless one as new is loaded already.
Status KeepNewest(const Files& files, store::Load& load) {
  TENON_ASSIGN(Table older, load.Ask(SourceQuery("openalex/newest.sql")));
  for (const auto& row : older.rows) {
    const Dropped at = At(row, files);
    load.Reject(at.file, at.line, "updated_date", at.found, "a newer record of this work is loaded");
  }
  if (!older.rows.empty()) TENON_CHECK(TakeOut(std::move(older), load));

  const auto loaded = load.Loaded("work");
  if (!loaded) return {};
  TENON_ASSIGN(Table known, load.Ask(FillIn(SourceQuery("openalex/known.sql"), "$loaded", *loaded)));
  for (const auto& row : known.rows) {
    const Dropped at = At(row, files);
    load.Reject(at.file, at.line, "updated_date", at.found, "a record of this work as new as this was loaded before");
  }
  return known.rows.empty() ? Status() : TakeOut(std::move(known), load);
}

/// Puts the id that stands for several in the place of those that were merged into it.
Status FollowMerged(const Files& merged, const Files& files, store::Load& load) {
  if (merged.empty()) return {};
  std::string lists;
  for (const std::filesystem::path& file : merged) {
    TENON_ASSIGN(const store::RawFile raw, load.OpenText(file, {}, {"id", "merge_into_id"}));
    TENON_ASSIGN(const Table rows, load.Ask(FillIn(SourceQuery("openalex/merge_list.sql"), "$raw", raw.relation)));
    if (rows.rows.empty()) return Fail(ErrorKind::kCorruptInput, "has a header and no rows", file.string());
    for (const auto& row : rows.rows) {
      if (ToText(row[3]) == "true") continue;
      const std::string found = fmt::format("{} {}", ToText(row[1]), ToText(row[2]));
      load.Reject(file, IntegerOr(row[0], 0), "id", found, "not an OpenAlex id");
    }
    lists += fmt::format("{}select id, merge_into_id from {}", lists.empty() ? "" : " union all ", raw.relation);
  }
  TENON_ASSIGN(Table ids, load.Ask(FillIn(SourceQuery("openalex/merged.sql"), "$lists", lists)));
  for (const auto& row : ids.rows) {
    if (!IsMissing(row[1])) continue;
    return Fail(ErrorKind::kCorruptInput,
                fmt::format("{} is merged into ids that lead back to it, or into no id", ToText(row[2])),
                merged.front().parent_path().string());
  }
  ids.name = "merged_id";
  TENON_CHECK(load.Provide(ids));
  TENON_ASSIGN(const Table made, load.Ask(SourceQuery("openalex/merged_key.sql")));
  TENON_ASSIGN(Table gone, load.Ask(SourceQuery("openalex/merged_works.sql")));
  for (const auto& row : gone.rows) {
    const Dropped at = At(row, files);
    load.Reject(at.file, at.line, "id", at.found, "this work was merged into another");
  }
  if (!gone.rows.empty()) TENON_CHECK(TakeOut(std::move(gone), load));
  for (const auto& [table, column] : {std::pair{"work_reference", "cited_key"},
                                      {"authorship", "person_key"},
                                      {"authorship", "institution_key"},
                                      {"grant_work", "grant_key"}}) {
    TENON_ASSIGN(const Table ignored,
                 load.Ask(FillIn(FillIn(SourceQuery("openalex/follow.sql"), "$rows", fmt::format("{}_row", table)),
                                 "$column", column)));
  }
  for (const auto& [table, column] :
       {std::pair{"person", "person_key"}, {"institution", "institution_key"}, {"grant", "grant_key"}}) {
    TENON_ASSIGN(const Table ignored,
                 load.Ask(FillIn(FillIn(SourceQuery("openalex/drop_merged.sql"), "$rows", fmt::format("{}_row", table)),
                                 "$column", column)));
  }
  return {};
}

/// `listed`: SQL that is true of a topic that a list of topics has.
Status Fill(const Target& target, const std::string& listed, store::Load& load) {
  std::string rows = fmt::format("{}_row", target.table);
  if (!target.key.empty()) {
    std::string query = FillIn(SourceQuery("openalex/once.sql"), "$rows", rows);
    query = FillIn(std::move(query), "$key", target.key);
    const auto loaded = load.Loaded(target.table);
    std::string known = target.table == "topic" ? listed : "false";
    if (loaded) known += fmt::format(" or {0} in (select {0} from {1})", target.key, *loaded);
    query = FillIn(std::move(query), "$known", known);
    TENON_ASSIGN(const Table ignored, load.Ask(query));
    rows += "_once";
  }
  TENON_ASSIGN(const auto raw, load.OpenMade(rows));
  if (!raw) return {};
  return load.Fill({.table = std::string(target.table),
                    .raw = &*raw,
                    .select = fmt::format("select record, {} from raw", target.columns),
                    .rows = store::RowsPerRecord::kMany});
}

/// The folder of a snapshot a file lies in: "works"; "" for other files.
std::string SnapshotFolder(const std::filesystem::path& file) {
  const std::filesystem::path day = file.parent_path();
  return day.filename().string().starts_with(kDated) ? day.parent_path().filename().string() : "";
}

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  Files records;
  for (const auto& [name, file] : files.matched) {
    const std::string folder = SnapshotFolder(file);
    if (name == kMerged || name == kTopics) continue;
    if (!folder.empty() && std::ranges::find(kFoldersRead, folder) == kFoldersRead.end()) {
      load.Note(fmt::format("the folder {} of the snapshot is not read", folder));
    } else {
      records.push_back(file);
    }
  }
  if (records.empty() && !files.For(kMerged).empty())
    return Fail(ErrorKind::kInvalidArgument, "merged ids say nothing without the records they belong to",
                files.For(kMerged).front().string());
  load.ReplaceWhole("work");
  std::string listed = "false";
  for (const auto& file : files.For(kTopics)) {
    TENON_ASSIGN(
        const store::RawFile raw,
        load.OpenText(file, {.delimiter = '\t'}, {"id_topic", "topic", "id_subfield", "id_field", "id_domain"}));
    TENON_CHECK(load.Fill({.table = "topic", .raw = &raw, .select = SourceQuery("openalex/topics.sql")}));
    listed += fmt::format(
        " or topic in (select id from (select entity_id('openalex', id_topic) as id from {}) where id is not null)",
        raw.relation);
  }
  if (records.empty()) return {};
  TENON_CHECK(load.MakeRows(RowTables(), records, MakeRows));
  TENON_CHECK(FollowMerged(files.For(kMerged), records, load));
  TENON_CHECK(KeepNewest(records, load));
  for (const Target& target : kTargets) TENON_CHECK(Fill(target, listed, load));
  return {};
}

/// A newer record takes the place of an older one: KeepNewest has seen to it that it is newer.
Status Prepare(const InputFiles&, Arguments&, store::LoadRequest& request) {
  request.on_overlap = store::OnOverlap::kReplace;
  return {};
}

/// Whole records of entities come before the works that mention them, newer days before older ones: so hardly a row is
/// loaded to be replaced.
std::vector<InputFiles> Divide(const InputFiles& files) {
  InputFiles lists, topics;
  std::vector<InputFiles> parts;
  std::vector<std::pair<std::string, std::filesystem::path>> records;
  for (const auto& matched : files.matched) {
    if (matched.first == kMerged) {
      lists.matched.push_back(matched);
    } else if (matched.first == kTopics) {
      topics.matched.push_back(matched);
    } else {
      records.push_back(matched);
    }
  }
  std::ranges::stable_sort(records, [](const auto& a, const auto& b) {
    const std::string a_folder = SnapshotFolder(a.second), b_folder = SnapshotFolder(b.second);
    const bool a_works = a_folder.empty() || a_folder == "works", b_works = b_folder.empty() || b_folder == "works";
    if (a_works != b_works) return b_works;
    return a.second.parent_path().filename() > b.second.parent_path().filename();
  });
  std::size_t in_part = kFilesOfLoad;
  std::uint64_t bytes = 0;
  for (auto& matched : records) {
    std::error_code unknown;  // told by the load
    const std::uintmax_t found = std::filesystem::file_size(matched.second, unknown);
    const std::uint64_t size = unknown ? 0 : found;
    if (in_part == kFilesOfLoad || (in_part > 0 && bytes + size > kBytesOfLoad)) {
      parts.push_back(lists);
      in_part = bytes = 0;
    }
    ++in_part;
    bytes += size;
    parts.back().matched.push_back(std::move(matched));
  }
  if (parts.empty()) parts.push_back(lists);
  std::ranges::move(topics.matched, std::back_inserter(parts.front().matched));
  return parts;
}

}  // namespace

const Source& OpenAlex() {
  static const Source source = {
      .spec = {.name = "openalex",
               .title = {"Works, citations, authors, institutions, topics and funding",
                         "论文、引用、作者、机构、研究主题与资助"},
               .publisher = "OurResearch, OpenAlex",
               .licence = "CC0 1.0",
               .credit = "OpenAlex (CC0)",
               .files =
                   {{"*.parquet", {"records in Parquet", "Parquet 格式的记录"}, false},
                    {"*.jsonl", {"records, one JSON object a line", "每行一个 JSON 对象的记录"}, false},
                    {"*.json", {"answer pages of the API", "API 返回的结果页"}, false},
                    {"part_*",
                     {"the snapshot: works/updated_date=*/part_000.gz, likewise institutions, authors, topics, funders",
                      "快照：works/updated_date=*/part_000.gz，以及 institutions、authors、topics、funders"},
                     false},
                    {std::string(kMerged),
                     {"the snapshot's merged_ids: which id stands for which", "快照的 merged_ids：已合并的标识"},
                     false},
                    {std::string(kTopics), {"list of the topics as a table", "研究主题列表（表格）"}, false}},
               .tables = {"work", "work_reference", "authorship", "work_topic", "work_citation_year", "grant",
                          "grant_work", "person", "institution", "topic"},
               .options = {},
               .reject_reasons = {"not a JSON object",
                                  "broken JSON",
                                  "a key stands twice",
                                  "missing",
                                  "not an OpenAlex id",
                                  "not text",
                                  "not a valid text",
                                  "not a number",
                                  "not a whole number",
                                  "neither true nor false",
                                  "not a list",
                                  "not an object",
                                  "not a year",
                                  "not a date",
                                  "not the number of an award",
                                  "a word's place is not from 0 to 999,999",
                                  "neither a work, an institution, an author, a topic nor a funder",
                                  "a newer record of this work is loaded",
                                  "a record of this work as new as this was loaded before",
                                  "this work was merged into another",
                                  "not a topic"},
               .publication =
                   {.page = "https://docs.openalex.org/download-all-data/openalex-snapshot",
                    .how = {"the snapshot: one folder an entity, gzipped JSON Lines by day of update; copy what "
                            "is wanted from the bucket the page names",
                            "整库快照：每类实体一个文件夹，按更新日期存放 gzip JSON Lines；从该页所列存储桶复制"}},
               .depth = FolderDepth::kAny},
      .read = Read,
      .prepare = Prepare,
      .divide = Divide,
  };
  return source;
}

}  // namespace tenon::sources
