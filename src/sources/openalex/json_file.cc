#include "sources/openalex/json_file.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "store/database.h"
#include "store/text_file.h"

namespace tenon::sources::openalex {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::size_t kPiece = 1UL << 20;
constexpr std::size_t kPadding = simdjson::SIMDJSON_PADDING;
constexpr std::string_view kBlank = " \t\r\n";

/// The text of a file, a growing window of it.
class Window {
 public:
  Window(store::TextFile text, const store::RowsOfFile& file) : text_(std::move(text)), file_(file) {}

  std::string_view unread() const { return {bytes_.data() + begin_, end_ - begin_}; }
  std::size_t readable() const { return bytes_.size() - begin_; }
  void Skip(std::size_t bytes) { begin_ += bytes; }
  bool at_end() const { return at_end_; }

  /// Reads on behind what is unread.
  Status Grow() {
    if (file_.cancelled()) return Fail(ErrorKind::kCancelled, "stopped on request");
    if (begin_ > 0) {
      std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    if (end_ > kLongestText) {
      return Fail(ErrorKind::kCorruptInput, fmt::format("one record is longer than {} MiB", kLongestText >> 20),
                  file_.file.string());
    }
    if (bytes_.size() < end_ + kPiece + kPadding) bytes_.resize(std::max(2 * end_, end_ + kPiece) + kPadding);
    TENON_ASSIGN(const std::size_t read, text_.Read(bytes_.data() + end_, bytes_.size() - kPadding - end_));
    end_ += read;
    at_end_ = read == 0;
    file_.done(text_.bytes_done() - done_);
    done_ = text_.bytes_done();
    return {};
  }

 private:
  store::TextFile text_;
  const store::RowsOfFile& file_;
  std::vector<char> bytes_;
  std::size_t begin_ = 0, end_ = 0;
  std::uint64_t done_ = 0;
  bool at_end_ = false;
};

/// Does the text begin as a page of the API does? A record begins with its id.
bool BeginsPage(std::string_view text) {
  const auto skip = [&] { text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size())); };
  skip();
  if (text.starts_with('[')) return text.substr(0, 64).find('{') != std::string_view::npos;
  if (!text.starts_with('{')) return false;
  text.remove_prefix(1);
  skip();
  return text.starts_with("\"meta\"") || text.starts_with("\"results\"") || text.starts_with("\"group_by\"");
}

Result<std::int64_t> ReadPage(Window& window, const std::filesystem::path& file,
                              const std::function<Status(const JsonRecord&)>& take) {
  while (!window.at_end()) TENON_CHECK(window.Grow());
  const auto fault = [&](std::string_view what) {
    return Fail(ErrorKind::kCorruptInput, fmt::format("not a page of the API ({})", what), file.string());
  };
  const std::string_view text = window.unread();
  const char* end = text.data() + window.readable();
  ondemand::parser parser;
  ondemand::document document;
  if (const auto error = parser.iterate(text.data(), text.size(), window.readable()).get(document))
    return fault(simdjson::error_message(error));
  ondemand::json_type type = ondemand::json_type::null;
  if (document.type().get(type)) return fault("broken JSON");
  ondemand::array results;
  if (type == ondemand::json_type::array ? document.get_array().get(results)
                                         : document.find_field_unordered("results").get_array().get(results))
    return fault("there is no list `results`");
  std::int64_t records = 0;
  for (auto element : results) {
    ondemand::object object;
    std::string_view json;
    if (const auto error = element.get_object().get(object)) return fault(simdjson::error_message(error));
    if (const auto error = object.raw_json().get(json)) return fault(simdjson::error_message(error));
    TENON_CHECK(take({++records, json, static_cast<std::size_t>(end - json.data())}));
  }
  if (type == ondemand::json_type::array && document.current_location().error() != simdjson::OUT_OF_BOUNDS)
    return fault("something stands behind the list");
  return records;
}

/// DuckDB turns the rows into JSON again: one way of reading records, whatever they lie in.
Result<std::int64_t> ReadParquet(const store::RowsOfFile& file, const std::function<Status(const JsonRecord&)>& take) {
  constexpr std::int64_t kRows = 2000;
  const std::string path = file.file.string();
  if (path.find_first_of("*?[") != std::string::npos)
    return Fail(ErrorKind::kInvalidArgument, "a Parquet file whose path holds * ? or [ cannot be read", path);
  TENON_ASSIGN(store::Database database,
               store::Database::Open({.memory_bytes = 512UL << 20, .threads = 1, .spill_folder = {}}));
  const auto rows_from = [&](std::int64_t first) {
    return database.Query(
        fmt::format("select to_json(t)::varchar from (select * exclude (file_row_number) from "
                    "read_parquet({}, file_row_number = true) where file_row_number >= {} and "
                    "file_row_number < {}) as t",
                    store::QuoteText(path), first, first + kRows));
  };
  std::int64_t records = 0;
  std::string padded;
  while (true) {
    if (file.cancelled()) return Fail(ErrorKind::kCancelled, "stopped on request");
    const auto rows = rows_from(records);
    if (!rows) return Fail(ErrorKind::kCorruptInput, "not a readable Parquet file: it is damaged or cut short", path);
    if (rows->rows.empty() && records == 0) return Fail(ErrorKind::kCorruptInput, "the file has no rows", path);
    if (rows->rows.empty()) return records;
    for (const auto& row : rows->rows) {
      padded = ToText(row[0]);
      const std::size_t size = padded.size();
      padded.append(kPadding, ' ');
      TENON_CHECK(take({++records, std::string_view(padded).substr(0, size), padded.size()}));
    }
  }
}

}  // namespace

Result<std::int64_t> ForEachRecord(const store::RowsOfFile& file,
                                   const std::function<Status(const JsonRecord&)>& take) {
  if (file.file.extension() == ".parquet") return ReadParquet(file, take);
  TENON_ASSIGN(store::TextFile text, store::TextFile::Open(file.file, "UTF-8"));
  Window window(std::move(text), file);
  TENON_CHECK(window.Grow());
  if (window.unread().find_first_not_of(kBlank) == std::string_view::npos && window.at_end())
    return Fail(ErrorKind::kCorruptInput, "the file is empty", file.file.string());
  if (BeginsPage(window.unread())) return ReadPage(window, file.file, take);
  std::int64_t lines = 0;
  std::size_t looked = 0;
  while (true) {
    const std::string_view unread = window.unread();
    const std::size_t found = unread.find('\n', looked);
    if (found == std::string_view::npos && !window.at_end()) {
      looked = unread.size();
      TENON_CHECK(window.Grow());
      continue;
    }
    std::string_view line = unread.substr(0, found);
    if (line.empty() && found == std::string_view::npos) return lines;
    ++lines;
    const std::size_t size = line.size();
    while (!line.empty() && kBlank.find(line.back()) != std::string_view::npos) line.remove_suffix(1);
    if (!line.empty()) TENON_CHECK(take({lines, line, window.readable()}));
    window.Skip(size + (found == std::string_view::npos ? 0 : 1));
    looked = 0;
  }
}

}  // namespace tenon::sources::openalex
