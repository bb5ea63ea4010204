#include <fmt/format.h>

#include <algorithm>

#include "store/archive.h"
#include "store/load_state.h"

namespace tenon::store {

std::string ListOfFiles(const std::vector<std::filesystem::path>& files) {
  std::string list;
  for (const auto& file : files) list += (list.empty() ? "" : ", ") + QuoteText(file.string());
  return "[" + list + "]";
}

std::string ColumnsOf(const SchemaTable& table, std::string_view prefix) {
  std::string list;
  for (const SchemaColumn& column : table.columns) {
    if (column.name != "source")
      list += fmt::format("{}{}{}", list.empty() ? "" : ", ", prefix, QuoteName(column.name));
  }
  return list;
}

Job Load::State::Watch(std::string stage, const Raw& raw) const {
  Job watched = job;
  watched.report = [report = job.report, stage = fmt::format("{}: {}", request.source, stage),
                    text = raw.text](const Progress& progress) {
    if (!report) return;
    if (text == nullptr) {
      report({stage, progress.done, progress.total, progress.unit});
    } else {
      report({stage, static_cast<double>(text->bytes_done), static_cast<double>(text->bytes_total), "bytes"});
    }
  };
  return watched;
}

Result<Table> Load::State::Run(const std::string& sql, const std::string& where, const Job& watched) {
  for (const auto& raw : raws) {
    if (raw->text != nullptr) raw->text->error = {};
  }
  auto table = database.Query(sql, {}, watched);
  if (table) return table;
  for (const auto& raw : raws) {
    if (raw->text != nullptr && !raw->text->error.message.empty()) return std::unexpected(raw->text->error);
  }
  Error error = table.error();
  // Our statement, so what is wrong with it is not the caller's doing.
  if (error.kind == ErrorKind::kInvalidArgument) error.kind = ErrorKind::kInternal;
  if (error.where.empty()) error.where = where;
  return std::unexpected(std::move(error));
}

Result<Load::State::Copied> Load::State::Copy(const std::string& rows, const Job& watched) {
  Copied copied;
  copied.file = staging / fmt::format("{}.parquet", ++staged_files);
  TENON_ASSIGN(const Table count, Run(fmt::format("copy ({}) to {} (format parquet, compression snappy)", rows,
                                                  QuoteText(copied.file.string())),
                                      request.source, watched));
  copied.rows = IntegerOr(count.rows.at(0).at(0), 0);
  return copied;
}

Status Load::State::WriteRejects(const Raw& raw, std::string_view target, const std::string& rows) {
  std::string file = QuoteText(NameOf(raw.path)), line = "record";
  for (const Section& section : raw.sections) {
    if (section.before == 0) {
      file = QuoteText(NameOf(section.path));
    } else {
      file = fmt::format("if(record > {}, {}, {})", section.before, QuoteText(NameOf(section.path)), file);
      line = fmt::format("if(record > {0}, record - {0}, {1})", section.before, line);
    }
  }
  TENON_ASSIGN(const Copied copied,
               Copy(fmt::format("select {} as source, {} as load, {} as file, {} as line, \"column\" as column_name, "
                                "left(found, 200) as found, reason, {} as target from ({})",
                                QuoteText(request.source), QuoteText(id), file, line, QuoteText(target), rows),
                    Watch("rejects", raw)));
  if (copied.rows > 0) reject_parts.push_back(copied.file);
  return {};
}

Status Load::State::WriteFaults(Raw& raw, std::string_view target) {
  if (std::exchange(raw.faults_written, true) || raw.faults.empty()) return {};
  return WriteRejects(raw, target, "select record, null::varchar as \"column\", found, reason from " + raw.faults);
}

Status Load::State::Fill(const Filling& filling) {
  const SchemaTable* table = FindTable(filling.table);
  if (table == nullptr)
    return Fail(ErrorKind::kInternal, fmt::format("there is no table {}", filling.table), request.source);
  const auto found =
      std::find_if(raws.begin(), raws.end(), [&](const auto& r) { return r->relation == filling.raw->relation; });
  if (found == raws.end()) return Fail(ErrorKind::kInternal, "this file was not opened by this load", request.source);
  Raw& raw = **found;
  const std::string where = raw.path.string();

  const std::string select =
      fmt::format("with raw as not materialized (select * from {}) select * from ({}\n)", raw.relation, filling.select);
  TENON_ASSIGN(const Table yielded, Run("describe " + select, where, job));
  Part part;
  part.table = table;
  part.raw = &raw;
  part.account = std::make_unique<Account>();
  TENON_ASSIGN(part.sql, MakeFillingSql(*table, select, yielded, where));

  ledger.Open(*part.account);
  // As an ENUM a constant is written without looking every row's text up; in the file it is text like any other.
  // `kept` is a column because DuckDB would push the condition itself down, and compute every checked value twice.
  TENON_ASSIGN(const Copied copied,
               Copy(fmt::format("select {0}::enum({0}) as source, {1} from "
                                "(select *, keep(record, key_hash, usable) as kept from ({2})) where kept",
                                QuoteText(request.source), ColumnsOf(*table), part.sql.checked),
                    Watch(filling.table, raw)));
  part.parquet = copied.file;
  part.rows = copied.rows;

  // The books: what was read, counted by the reader, is what came out, counted by the ledger and by DuckDB.
  const Account& account = *part.account;
  const bool by_line = raw.text != nullptr && raw.fault_records + raw.records == 0;
  if (by_line && raw.text->records < 0)
    return Fail(ErrorKind::kInternal, "the select does not read its file to the end", where);
  const std::int64_t records = by_line ? raw.text->records - raw.text->faults : raw.records;
  const std::int64_t faults = by_line ? raw.text->faults : raw.fault_records;
  if (records + faults == 0) return Fail(ErrorKind::kCorruptInput, "there is no row below the header", where);
  if (account.records != records || account.kept != copied.rows ||
      (filling.rows == RowsPerRecord::kOne && account.seen_again > 0 && !raw.records_repeat)) {
    return Fail(
        ErrorKind::kInternal,
        fmt::format("the books do not balance for {}: {} records read, {} came out; {} rows, {} written, {} rejected, "
                    "{} of records that had a row already",
                    filling.table, records, account.records, account.kept, copied.rows, account.rejected,
                    account.seen_again),
        where);
  }
  if (account.rejected > 0) {
    TENON_CHECK(filling.explain());
    TENON_CHECK(WriteRejects(raw, filling.table, part.sql.rejects));
  }
  if (faults > 0) TENON_CHECK(WriteFaults(raw, filling.table));
  raw.faults_written = true;  // or there are none, which is known without another pass
  parts.push_back(std::move(part));
  return {};
}

}  // namespace tenon::store
