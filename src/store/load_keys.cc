#include <fmt/format.h>

#include <algorithm>

#include "base/sha256.h"
#include "store/entity_key.h"
#include "store/load_state.h"

namespace tenon::store {
namespace {

/// The key columns but `source`, or those beside the key, quoted.
enum class Which { kKey, kBesideKey };
std::vector<std::string> Columns(const SchemaTable& table, Which which) {
  std::vector<std::string> names;
  for (const SchemaColumn& column : table.columns) {
    if (column.name != "source" && column.key == (which == Which::kKey)) names.push_back(QuoteName(column.name));
  }
  return names;
}

/// The columns but `source` in their table's types: fillings may yield one text as different ENUMs.
std::string AsWritten(const SchemaTable& table) {
  std::string list;
  for (const SchemaColumn& column : table.columns) {
    if (column.name == "source") continue;
    list += fmt::format("{}{}::{} as {}", list.empty() ? "" : ", ", QuoteName(column.name), column.sql_type,
                        QuoteName(column.name));
  }
  return list;
}

/// A key as people read it: its parts with blanks between, "-" where one is missing.
std::string KeyText(const SchemaTable& table, std::string_view prefix = {}) {
  std::string parts;
  for (const std::string& name : Columns(table, Which::kKey)) {
    parts += fmt::format(", coalesce({}{}::varchar, '-')", prefix, name);
  }
  return parts.empty() ? "''" : fmt::format("concat_ws(' '{})", parts);
}

}  // namespace

Status Load::State::MakeKeysUnique(const SchemaTable& table) {
  std::vector<Part*> own;
  std::vector<const KeyHashes*> keys;
  for (Part& part : parts) {
    if (part.table != &table) continue;
    own.push_back(&part);
    keys.push_back(&part.account->keys);
  }
  ledger.repeated = KeyHashes::Repeated(keys);
  for (Part* part : own) part->account->keys = {};
  if (ledger.repeated.empty()) return {};

  // The rows whose keys (or, very rarely, only their hashes) stand more than once, with the records they came from.
  TENON_CHECK(database.Execute("drop table if exists repeated_row"));
  for (std::size_t i = 0; i < own.size(); ++i) {
    const std::string rows = fmt::format(
        "select {} as part, row_number() over () as ordinal, record, {} from ({}) "
        "where usable and is_repeated(key_hash)",
        i, AsWritten(table), own[i]->sql.checked);
    TENON_CHECK(Run((i == 0 ? "create temporary table repeated_row as " : "insert into repeated_row ") + rows,
                    own[i]->raw->path.string(), Watch(table.name + ": keys", *own[i]->raw)));
  }
  const auto beside = Columns(table, Which::kBesideKey);
  TENON_CHECK(
      Run(fmt::format(
              "create or replace temporary table judged_row as select *, case "
              "when min(content) over same <> max(content) over same then 'conflicting values for one key' "
              "when row_number() over (same order by part, ordinal) > 1 then 'repeats an earlier row' end as reason "
              "from (select *, hash({}) as content from repeated_row) window same as (partition by {})",
              beside.empty() ? "1" : fmt::format("{}", fmt::join(beside, ", ")),
              fmt::join(Columns(table, Which::kKey), ", ")),
          table.name, job));
  TENON_CHECK(LookForCollisions(table));
  for (std::size_t i = 0; i < own.size(); ++i) {
    Part& part = *own[i];
    const Job watched = Watch(table.name + ": keys", *part.raw);
    TENON_ASSIGN(
        const Copied copied,
        Copy(fmt::format("select {0} as source, {1} from read_parquet({2}) where not is_repeated({3}) union all "
                         "select {0} as source, {1} from (select * from judged_row where part = {4} and reason is null "
                         "order by ordinal)",
                         QuoteText(request.source), ColumnsOf(table), QuoteText(part.parquet.string()), KeyHash(table),
                         i),
             watched));
    TENON_CHECK(
        WriteRejects(*part.raw, table.name,
                     fmt::format("select record, null::varchar as \"column\", {} as found, reason from judged_row "
                                 "where part = {} and reason is not null order by ordinal",
                                 KeyText(table), i)));
    std::error_code error;
    std::filesystem::remove(part.parquet, error);
    part.parquet = copied.file;
    part.rows = copied.rows;
  }
  return {};
}

Status Load::State::LookForCollisions(const SchemaTable& table) {
  const std::vector<std::string> key = Columns(table, Which::kKey);
  if (key.size() != 1 || table.Find("id") == nullptr || table.columns[1].sql_type != "UBIGINT") return {};
  TENON_ASSIGN(const Table ids,
               Run(fmt::format("select distinct {0} as key, id from judged_row where reason is not null or {0} in "
                               "(select {0} from judged_row where reason is not null) order by key, id",
                               key[0]),
                   table.name, job));
  for (std::size_t i = 1; i < ids.rows.size(); ++i) {
    if (ids.rows[i][0] != ids.rows[i - 1][0]) continue;
    const EntityNamespace* space = NamespaceOf(static_cast<std::uint64_t>(IntegerOr(ids.rows[i][0], 0)));
    const auto id_of = [&](std::size_t row) {
      std::string text = ToText(ids.rows[row][1]);
      return space == nullptr ? text : EntityId(space->name, text).value_or(text);
    };
    const std::string one = id_of(i - 1), other = id_of(i);
    if (one == other) continue;
    return Fail(ErrorKind::kCorruptInput,
                fmt::format("'{}' and '{}' have one key, {}: two things would become one, so nothing is loaded", one,
                            other, ToText(ids.rows[i][0])),
                table.name);
  }
  return {};
}

const SchemaTable& Load::State::ReplacedBy(const SchemaTable& table) const {
  const SchemaTable* entity = FindTable(whole);
  return entity != nullptr && table.Find(entity->Key().back()) != nullptr ? *entity : table;
}

Status Load::State::MeetOlderRows(const SchemaTable& table, Manifest& next, std::vector<StagedFile>& staged) {
  const SchemaTable& by = ReplacedBy(table);
  std::vector<std::filesystem::path> own;
  for (const Part& part : parts) {
    if (part.table == &by && part.rows > 0) own.push_back(part.parquet);
  }
  if (own.empty()) return {};
  std::string same;
  for (const std::string& name : Columns(by, Which::kKey)) {
    same += fmt::format("{}older.{} is not distinct from newer.{}", same.empty() ? "" : " and ", name, name);
  }
  if (same.empty()) same = "true";

  std::vector<TableFile> kept;
  for (const TableFile& file : next.files) {
    if (file.table != table.name || file.source != request.source) {
      kept.push_back(file);
      continue;
    }
    const std::filesystem::path path = workspace.folder() / file.path;
    TENON_ASSIGN(const std::string sha256, Sha256OfFile(path));
    if (sha256 != file.sha256) {
      return Fail(ErrorKind::kCorruptInput,
                  "this file is damaged (its checksum is not the manifest's): see `tenon doctor`", path.string());
    }
    const std::string join = fmt::format("read_parquet({}) as older {{}} join read_parquet({}) as newer on {}",
                                         QuoteText(path.string()), ListOfFiles(own), same);
    const std::string overlap = fmt::format(fmt::runtime(join), "semi");
    TENON_ASSIGN(const Table count, Run("select count(*) from " + overlap, path.string(), job));
    const std::int64_t rows = IntegerOr(count.rows[0][0], 0);
    if (rows == 0) {
      kept.push_back(file);
      continue;
    }
    if (request.on_overlap == OnOverlap::kFail) {
      TENON_ASSIGN(const Table examples,
                   Run(fmt::format("select {} as key from {} order by key limit 3", KeyText(table, "older."), overlap),
                       path.string(), job));
      std::vector<std::string> keys;
      for (const auto& row : examples.rows) keys.push_back("'" + ToText(row[0]) + "'");
      return Fail(
          ErrorKind::kInvalidArgument,
          fmt::format("{} row{} of {} {} loaded already from {} with the same key, e.g. {}; to put the new rows in "
                      "their place, load with --replace",
                      rows, rows == 1 ? "" : "s", table.name, rows == 1 ? "was" : "were", request.source,
                      fmt::join(keys, ", ")),
          file.load);
    }
    if (rows == file.rows) continue;  // nothing is left of it
    TENON_ASSIGN(const Copied copied, Copy("select older.* from " + fmt::format(fmt::runtime(join), "anti"), job));
    TENON_ASSIGN(StagedFile rest, Stage(copied.file, table.name, file.load, copied.rows));
    staged.push_back(std::move(rest));
  }
  next.files = std::move(kept);
  return {};
}

}  // namespace tenon::store
