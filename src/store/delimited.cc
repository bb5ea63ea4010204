#include "store/delimited.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <set>

namespace tenon::store {
namespace {

constexpr std::size_t kWindow = 1 << 20;

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

std::string_view Trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::vector<std::string> ColumnNames(std::span<const std::string_view> header) {
  std::vector<std::string> names;
  std::set<std::string> taken = {"record"};
  for (const std::string_view cell : header) {
    std::string name(Trim(cell));
    if (name.empty()) name = fmt::format("column_{}", names.size() + 1);
    std::string unique = name;
    for (int count = 2; !taken.insert(Lower(unique)).second; ++count) unique = fmt::format("{}_{}", name, count);
    names.push_back(std::move(unique));
  }
  return names;
}

Status NoNameTwice(std::span<const std::string_view> header, const std::string& where) {
  std::set<std::string> seen;
  for (const std::string_view cell : header) {
    const std::string name(Trim(cell));
    if (!name.empty() && !seen.insert(name).second) {
      return Fail(ErrorKind::kSchemaMismatch, fmt::format("two columns are called '{}'; rename one of them", name),
                  where);
    }
  }
  return {};
}

DelimitedReader::DelimitedReader(TextFile text, std::filesystem::path file, const TextDialect& dialect)
    : text_(std::move(text)),
      file_(std::move(file)),
      delimiter_(dialect.delimiter),
      quote_(dialect.quote),
      width_(dialect.width),
      window_(kWindow + 1) {
  special_[static_cast<unsigned char>('\n')] = special_[static_cast<unsigned char>('\r')] = true;
  special_[static_cast<unsigned char>(delimiter_)] = true;  // NUL never occurs in the text
}

Result<DelimitedReader> DelimitedReader::Open(const std::filesystem::path& file, const TextDialect& dialect) {
  TENON_ASSIGN(TextFile text, TextFile::Open(file, dialect.encoding));
  DelimitedReader reader(std::move(text), file, dialect);
  TENON_CHECK(reader.NameColumns(dialect));
  return reader;
}

Status DelimitedReader::NameColumns(const TextDialect& dialect) {
  for (int i = 0; i < dialect.heading_records; ++i) TENON_CHECK(Next());
  TENON_ASSIGN(const Record* first, Next());
  if (first == nullptr) return Fail(ErrorKind::kCorruptInput, "the file is empty", file_.string());
  if (!first->fault.empty()) {
    return Fail(ErrorKind::kCorruptInput, first->fault, fmt::format("{}:{}", file_.string(), first->line));
  }
  if (dialect.header) {
    TENON_CHECK(NoNameTwice(first->cells, file_.string() + ":1"));
    columns_ = ColumnNames(first->cells);
  } else {
    columns_ = ColumnNames(std::vector<std::string_view>(first->cells.size()));
  }
  give_first_again_ = !dialect.header;
  return {};
}

Status DelimitedReader::Refill() {
  std::memmove(window_.data(), window_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (end_ + 64 >= window_.size()) {
    if (end_ > kLongestRecord) {
      return Fail(
          ErrorKind::kCorruptInput,
          fmt::format("the record that begins here is longer than {} MiB: is a quote missing?", kLongestRecord >> 20),
          fmt::format("{}:{}", file_.string(), line_));
    }
    window_.resize(2 * window_.size());
  }
  while (end_ + 64 < window_.size() && !at_end_) {
    TENON_ASSIGN(const std::size_t got, text_.Read(window_.data() + end_, window_.size() - 1 - end_));
    end_ += got;
    at_end_ = got == 0;
  }
  window_[end_] = '\n';
  return {};
}

DelimitedReader::Split DelimitedReader::SplitRecord() {
  cells_.clear();
  doubled_.clear();
  lines_ = 1;
  record_.fault.clear();
  const char* const end = window_.data() + end_;
  const char* at = window_.data() + begin_;
  for (;;) {
    if (quote_ != '\0' && at != end && *at == quote_) {
      const char* const first = ++at;
      for (;;) {
        at = static_cast<const char*>(std::memchr(at, quote_, static_cast<std::size_t>(end - at)));
        if (at == nullptr) return at_end_ ? Split::kQuoteOpen : Split::kNeedsMore;
        if (at + 1 == end && !at_end_) return Split::kNeedsMore;
        if (at + 1 == end || at[1] != quote_) break;
        at += 2;
        if (doubled_.empty() || doubled_.back() != cells_.size()) doubled_.push_back(cells_.size());
      }
      cells_.emplace_back(first, at);
      lines_ += std::count(first, at, '\n');
      ++at;
      if (*at == '\r' && at + 1 == end && !at_end_) return Split::kNeedsMore;
      if (*at != delimiter_ && *at != '\n' && !(*at == '\r' && at[1] == '\n')) {
        record_.fault = "text after a closing quote";
        while (*at != '\n') ++at;
      }
    } else {
      const char* const first = at;
      for (;;) {
        while (!special_[static_cast<unsigned char>(*at)]) ++at;
        if (*at != '\r' || at[1] == '\n') break;
        record_.fault = "a carriage return inside a field: lines must end in LF or CR LF";
        ++at;
      }
      if (*at == '\r' && at + 1 == end && !at_end_) return Split::kNeedsMore;
      cells_.emplace_back(first, at);
    }
    if (at == end && !at_end_) return Split::kNeedsMore;
    if (at != end && *at == delimiter_) {
      ++at;
      continue;
    }
    record_.text = std::string_view(window_.data() + begin_, at);
    if (at != end) at += *at == '\r' ? 2 : 1;
    next_ = static_cast<std::size_t>(std::min(at, end) - window_.data());
    return Split::kRecord;
  }
}

Result<const Record*> DelimitedReader::Next() {
  if (give_first_again_) {
    give_first_again_ = false;
    return &record_;
  }
  for (;;) {
    if (begin_ == end_) {
      TENON_CHECK(Refill());
      if (begin_ == end_) return nullptr;
    }
    if (window_[begin_] == '\n') {
      ++begin_;
      ++line_;
      continue;
    }
    if (window_[begin_] == '\r' && begin_ + 1 < end_ && window_[begin_ + 1] == '\n') {
      begin_ += 2;
      ++line_;
      continue;
    }
    const Split split = SplitRecord();
    if (split == Split::kRecord) break;
    if (split == Split::kQuoteOpen) {
      return Fail(ErrorKind::kCorruptInput, "a quoted field of the record that begins here is never closed",
                  fmt::format("{}:{}", file_.string(), line_));
    }
    TENON_CHECK(Refill());
  }
  record_.line = line_;
  line_ += lines_;
  begin_ = next_;
  if (record_.fault.empty() && width_ == TextDialect::Width::kEqual && !columns_.empty() &&
      cells_.size() != columns_.size()) {
    record_.fault =
        fmt::format("{} field{} where {} are expected", cells_.size(), cells_.size() == 1 ? "" : "s", columns_.size());
  }
  record_.cells = cells_;
  if (!record_.fault.empty()) return &record_;
  for (const std::size_t cell : doubled_) {
    char* const first = window_.data() + (cells_[cell].data() - window_.data());
    char* to = first;
    for (const char* from = first; from != first + cells_[cell].size(); ++from) {
      *to++ = *from;
      if (*from == quote_) ++from;
    }
    cells_[cell] = std::string_view(first, to);
  }
  return &record_;
}

}  // namespace tenon::store
