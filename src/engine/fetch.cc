#include "sources/fetch.h"

#include "engine/state.h"

namespace tenon {

namespace {

Column TextColumn(std::string name) { return {std::move(name), ValueType::kText, ""}; }
Column BytesColumn() { return {"bytes", ValueType::kInteger, "bytes"}; }

Value Known(const std::string& text) { return text.empty() ? Value() : Value(text); }
Value Known(std::int64_t bytes) { return bytes == 0 ? Value() : Value(bytes); }

std::string_view ToText(sources::FetchedFile::Came came) {
  switch (came) {
    case sources::FetchedFile::Came::kWhole:
      return "fetched";
    case sources::FetchedFile::Came::kResumed:
      return "fetched, going on from an earlier download";
    case sources::FetchedFile::Came::kWasThere:
      return "was there";
  }
  return "";
}

}  // namespace

Result<Answer> Engine::Published(std::string_view name) {
  TENON_ASSIGN(const sources::Source* source, RequireSource(name));
  const sources::SourceSpec& spec = source->spec;
  const sources::Publication& published = spec.publication;
  if (published.page.empty()) {
    return Fail(ErrorKind::kNotFound, "no address is known for this source; `tenon sources` names its publisher",
                spec.name);
  }
  Table table{.name = "published",
              .columns = {TextColumn("file"), TextColumn("address"), BytesColumn(), TextColumn("licence"),
                          TextColumn("how"), TextColumn("how_zh"), TextColumn("page"), TextColumn("sha256")},
              .rows = {}};
  for (const sources::PublishedFile& file : published.files) {
    table.rows.push_back({file.file, file.url, Known(file.bytes), spec.licence, "tenon fetch --download",
                          "tenon fetch --download", published.page, Known(file.sha256)});
  }
  if (published.files.empty()) {
    for (const sources::ExpectedFile& file : spec.files) {
      table.rows.push_back({file.name, published.page, Value(), spec.licence, "by hand: " + published.how.en,
                            "手动下载：" + published.how.zh, published.page, Value()});
    }
  }
  Answer answer = MakeAnswer("fetch", nullptr);
  answer.receipt.arguments.Set("source", spec.name);
  answer.receipt.warnings.emplace_back(
      "addresses are those known when this was written; the provider may have moved them");
  answer.tables.push_back(std::move(table));
  return answer;
}

Result<Answer> Engine::Fetch(std::string_view name, const FetchOptions& options, const Job& job) {
  TENON_ASSIGN(const sources::Source* source, RequireSource(name));
  TENON_ASSIGN(const std::vector<sources::FetchedFile> files, sources::Fetch(source->spec,
                                                                             {.folder = options.folder,
                                                                              .mirror = options.mirror,
                                                                              .files = options.files,
                                                                              .stall_seconds = options.stall_seconds},
                                                                             job));
  Table table{.name = "fetched",
              .columns = {TextColumn("file"), BytesColumn(), TextColumn("state"), TextColumn("checksum"),
                          TextColumn("sha256"), TextColumn("address")},
              .rows = {}};
  for (const sources::FetchedFile& file : files) {
    const bool right = file.checksum == sources::FetchedFile::Checksum::kRight;
    table.rows.push_back({file.path.string(), file.bytes, std::string(ToText(file.came)),
                          right ? "as published" : "none is published", file.sha256, file.url});
  }
  Answer answer = MakeAnswer("fetch", nullptr);
  answer.receipt.arguments.Set("source", source->spec.name);
  answer.tables.push_back(std::move(table));
  return answer;
}

}  // namespace tenon
