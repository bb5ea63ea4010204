#include "sources/pajek/network.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "store/delimited.h"

namespace tenon::sources {

namespace {

constexpr std::size_t kLongestShown = 60;  // bytes of a word in a message
constexpr std::string_view kBlanks = " \t\r";

/// Takes the next word off a line; "" at its end. A word in quotes may hold blanks and loses its quotes.
std::string_view TakeWord(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
  const bool quoted = line.starts_with('"');
  if (quoted) line.remove_prefix(1);
  const std::size_t end = std::min(quoted ? line.find('"') : line.find_first_of(kBlanks), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + (quoted ? 1 : 0), line.size()));
  return word;
}

std::optional<std::uint32_t> Number(std::string_view word) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return number;
}

class Parser {
 public:
  Parser(const std::filesystem::path& file, PajekForm form, std::uint64_t bytes)
      : file_(file), form_(form), bytes_(bytes) {}

  Status Take(std::string_view line, std::int64_t number) {
    line_ = number;
    const std::string_view text = line;
    std::string_view rest = line;
    const std::string_view word = TakeWord(rest);
    if (word.empty() || word.starts_with('%') || word.starts_with("/*")) return {};
    if (word.starts_with('*')) return Begin(word, rest);
    switch (section_) {
      case Section::kVertices:
        return AddVertex(word, rest);
      case Section::kArcs:
        return AddArcs(word, rest, 1);
      case Section::kArcsList:
        return AddArcs(word, rest, SIZE_MAX);
      case Section::kEdges:
        Reject(std::string(text), "an edge has no direction: who cites whom is not said");
        return {};
      case Section::kValues:
        result_.values.back().cells.emplace_back(word);
        return result_.values.back().cells.size() > expected_ ? WrongCount() : Status();
      case Section::kOther:
        return {};
      case Section::kNone:
        break;
    }
    return Wrong(fmt::format("'{}' stands where a line beginning with * is expected, such as *Vertices 100",
                             store::CutText(word, kLongestShown)));
  }

  Result<PajekFile> Finish() {
    TENON_CHECK(EndValues());
    return std::move(result_);
  }

 private:
  enum class Section { kNone, kVertices, kArcs, kArcsList, kEdges, kValues, kOther };

  void Reject(std::string found, std::string reason) {
    result_.faults.push_back({line_, std::move(found), std::move(reason)});
  }

  std::unexpected<Error> Wrong(std::string message) const {
    return Fail(ErrorKind::kSchemaMismatch, std::move(message), fmt::format("{}:{}", file_.string(), line_));
  }

  Status WrongCount() const {
    return Wrong(fmt::format("{}: {} values stand for {} vertices",
                             store::CutText(result_.values.back().name, kLongestShown),
                             result_.values.back().cells.size(), expected_));
  }

  Status EndValues() const {
    if (section_ != Section::kValues || result_.values.back().cells.size() == expected_) return {};
    return WrongCount();
  }

  Status Begin(std::string_view word, std::string_view rest) {
    TENON_CHECK(EndValues());
    std::string name(word);
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; });
    if (name == "*vertices") return BeginVertices(rest);
    if (name == "*partition" || name == "*vector") {
      rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
      pending_values_ = std::string(rest.substr(0, rest.find_last_not_of(kBlanks) + 1));
      section_ = Section::kOther;
    } else if (name == "*arcs") {
      section_ = Section::kArcs;
    } else if (name == "*arcslist") {
      section_ = Section::kArcsList;
    } else if (name == "*edges" || name == "*edgeslist") {
      section_ = Section::kEdges;
    } else if (name == "*matrix") {
      return Wrong("a matrix; arcs are read as *arcs or *arcslist");
    } else {
      section_ = Section::kOther;  // *network, *permutation, *cluster, *hierarchy
    }
    const bool arcs = section_ == Section::kArcs || section_ == Section::kArcsList || section_ == Section::kEdges;
    if (arcs && result_.vertices.empty()) return Wrong("arcs stand before *Vertices");
    return {};
  }

  Status BeginVertices(std::string_view rest) {
    const std::string_view word = TakeWord(rest);
    const auto count = Number(word);
    if (!count)
      return Wrong(fmt::format("*Vertices must say how many; found '{}'", store::CutText(word, kLongestShown)));
    if (form_ == PajekForm::kValues || pending_values_) {
      result_.values.push_back({pending_values_.value_or(""), {}});
      pending_values_.reset();
      expected_ = *count;
      section_ = Section::kValues;
      return {};
    }
    if (!TakeWord(rest).empty())
      return Wrong("a network of two kinds of vertices; in a citation network all are works");
    if (!result_.vertices.empty()) return Wrong("a second network; a file holds one");
    if (*count == 0) return Wrong("no vertices");
    // Vertices need not be listed, but a count far above what the file has room for is a mistake.
    if (*count > 1'000'000 + bytes_) return Wrong(fmt::format("{} vertices in a file of {} bytes", *count, bytes_));
    result_.vertices.resize(*count);
    result_.vertices_line = line_;
    section_ = Section::kVertices;
    return {};
  }

  Status AddVertex(std::string_view word, std::string_view rest) {
    const auto number = Number(word);
    if (!number || *number == 0 || *number > result_.vertices.size()) {
      Reject(std::string(word), "no such vertex");
      return {};
    }
    PajekFile::Vertex& vertex = result_.vertices[*number - 1];
    if (vertex.line != 0) return Wrong(fmt::format("vertex {} stands in line {} already", *number, vertex.line));
    vertex = {std::string(TakeWord(rest)), line_};
    return {};
  }

  /// At most `count` ends; behind them may stand values of the arc.
  Status AddArcs(std::string_view word, std::string_view rest, std::size_t count) {
    const auto known = [&](std::optional<std::uint32_t> number) {
      return number && *number != 0 && *number <= result_.vertices.size();
    };
    const auto from = Number(word);
    std::string_view end = TakeWord(rest);
    if (end.empty() && count == 1)
      return Wrong(fmt::format("an arc from '{}' to nowhere", store::CutText(word, kLongestShown)));
    for (; count > 0 && !end.empty(); --count, end = TakeWord(rest)) {
      const auto to = Number(end);
      if (known(from) && known(to)) {
        result_.arcs.push_back({*from, *to, line_});
      } else {
        Reject(fmt::format("{} {}", word, end), "no such vertex");
      }
    }
    return {};
  }

  const std::filesystem::path& file_;
  PajekForm form_;
  std::uint64_t bytes_;
  PajekFile result_;
  Section section_ = Section::kNone;
  std::optional<std::string> pending_values_;  // *Partition or *Vector was met, its *Vertices not yet
  std::size_t expected_ = 0;                   // values of the section at hand
  std::int64_t line_ = 0;
};

}  // namespace

Result<PajekFile> ReadPajek(const std::filesystem::path& file, PajekForm form, std::string_view encoding) {
  const store::TextDialect lines{.delimiter = '\0', .quote = '\0', .encoding = std::string(encoding), .header = false};
  TENON_ASSIGN(store::DelimitedReader reader, store::DelimitedReader::Open(file, lines));
  Parser parser(file, form, reader.bytes_total());
  for (;;) {
    TENON_ASSIGN(const store::Record* record, reader.Next());
    if (record == nullptr) return parser.Finish();
    if (!record->fault.empty()) return Fail(ErrorKind::kCorruptInput, record->fault, file.string());
    TENON_CHECK(parser.Take(record->cells[0], record->line));
  }
}

}  // namespace tenon::sources
