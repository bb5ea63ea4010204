#include "chain/document.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <exception>
#include <optional>
#include <sstream>

#include "yaml-cpp/eventhandler.h"

namespace tenon::chain {
namespace {

constexpr std::size_t kMaxDepth = 8;
constexpr std::size_t kMaxNodes = 500'000;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Ends the parse from inside an event; never leaves this file.
struct Refused {
  YAML::Mark mark;
  std::string message;
};

/// The character at `offset`, and its length in bytes; length 0 where the bytes are not UTF-8.
struct Character {
  std::uint32_t value = 0;
  std::size_t length = 0;
};

Character Decode(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t i) -> std::uint32_t { return static_cast<unsigned char>(text[offset + i]); };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || offset + length > text.size()) return {};
  std::uint32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    value = value << 6 | (byte(i) & 0x3F);
  }
  const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  const bool outside = value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF);
  return overlong || outside ? Character{} : Character{value, length};
}

/// Characters that YAML 1.2 allows in a stream (section 5.1). NEL, LS and PS are left out: readers differ on whether
/// they end a line, and so on every position after them.
bool IsPrintable(std::uint32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c != 0x7F && !(c >= 0x80 && c < 0xA0) && c != 0x2028 && c != 0x2029 && c != 0xFEFF && c != 0xFFFE &&
         c != 0xFFFF;
}

struct Flaw {
  Position position;
  std::string message;
};

/// The first place that is not text as a chain file may hold.
std::optional<Flaw> FindFlaw(std::string_view text) {
  Position position{1, 1};
  for (std::size_t i = 0; i < text.size();) {
    const Character c = Decode(text, i);
    if (c.length == 0) {
      return Flaw{position, fmt::format("byte 0x{:02X} is not UTF-8; save the file as UTF-8",
                                        static_cast<unsigned>(static_cast<unsigned char>(text[i])))};
    }
    if (!IsPrintable(c.value)) {
      return Flaw{position, fmt::format("the character U+{:04X} is not allowed in a chain file; delete it", c.value)};
    }
    // A lone carriage return would end the line for the parser's grammar but not for its line count.
    if (c.value == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')) {
      return Flaw{position, "a lone carriage return; end lines with a line feed"};
    }
    i += c.length;
    if (c.value == '\n') {
      ++position.line;
      position.column = 1;
    } else {
      ++position.column;
    }
  }
  return std::nullopt;
}

/// Turns the parser's byte columns into character columns.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text), starts_{0} {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') starts_.push_back(i + 1);
    }
  }
  Position At(const YAML::Mark& mark) {
    const std::size_t line = std::min(static_cast<std::size_t>(std::max(mark.line, 0)), starts_.size() - 1);
    const std::size_t offset = Offset(mark);
    // Marks come nearly in order: going on from the last one keeps a file of one long line linear.
    if (last_offset_ < starts_[line] || last_offset_ > offset) {
      last_offset_ = starts_[line];
      last_column_ = 1;
    }
    for (; last_offset_ < offset; ++last_offset_) {
      last_column_ += (static_cast<unsigned char>(text_[last_offset_]) & 0xC0) != 0x80 ? 1 : 0;
    }
    return {static_cast<int>(line) + 1, last_column_};
  }
  /// The text from a mark on.
  std::string_view From(const YAML::Mark& mark) const { return text_.substr(Offset(mark)); }

 private:
  std::size_t Offset(const YAML::Mark& mark) const {
    if (mark.line < 0 || static_cast<std::size_t>(mark.line) >= starts_.size()) return text_.size();
    const std::size_t column = static_cast<std::size_t>(std::max(mark.column, 0));
    return std::min(starts_[static_cast<std::size_t>(mark.line)] + column, text_.size());
  }

  std::string_view text_;
  std::vector<std::size_t> starts_;
  std::size_t last_offset_ = 0;
  int last_column_ = 1;
};

/// Whether a text in quotes has its closing quote. The parser takes the end of the file for one if a line break stands
/// before it, and would accept a file that was cut short.
bool IsClosed(std::string_view quoted) {
  const char quote = quoted.front();
  for (std::size_t i = 1; i < quoted.size(); ++i) {
    const bool escape = quote == '"' ? quoted[i] == '\\' : quoted.substr(i).starts_with("''");
    if (escape) {
      ++i;
    } else if (quoted[i] == quote) {
      return true;
    }
  }
  return false;
}

/// Builds the tree from the parser's events.
class Builder : public YAML::EventHandler {
 public:
  explicit Builder(Lines& lines) : lines_(lines) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents > 1) throw Refused{mark, "a second YAML document begins here; a chain file holds one"};
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { Put(Make(Node::Type::kNothing, mark, anchor)); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { RefuseAnchor(mark); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    RefuseTag(mark, tag);
    const std::string_view source = lines_.From(mark);
    if ((source.starts_with('"') || source.starts_with('\'')) && !IsClosed(source)) {
      throw Refused{mark, "the quote that begins here is not closed"};
    }
    // Escapes in double quotes bring in characters that the file itself must not hold.
    if (const auto flaw = FindFlaw(value)) throw Refused{mark, "in this text: " + flaw->message};
    Node node = Make(Node::Type::kText, mark, anchor);
    node.text = value;
    Put(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Open(Node::Type::kList, mark, tag, anchor);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Open(Node::Type::kMap, mark, tag, anchor);
  }
  void OnMapEnd() override { Close(); }

  Node root;
  int documents = 0;

 private:
  [[noreturn]] static void RefuseAnchor(const YAML::Mark& mark) {
    throw Refused{mark, "anchors (&) and aliases (*) are not allowed in a chain file; write the value out"};
  }
  void RefuseTag(const YAML::Mark& mark, const std::string& tag) const {
    // "?" and "!" are the parser's own marks for plain and for quoted text; the second may also be written.
    if ((!tag.empty() && tag != "?" && tag != "!") || lines_.From(mark).starts_with('!')) {
      throw Refused{mark, "tags (!) are not allowed in a chain file; delete it"};
    }
  }
  Node Make(Node::Type type, const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) RefuseAnchor(mark);
    if (++nodes_ > kMaxNodes)
      throw Refused{mark, fmt::format("more than {} values and keys; split the chain", kMaxNodes)};
    return {type, lines_.At(mark), {}, {}};
  }
  void Open(Node::Type type, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    RefuseTag(mark, tag);
    if (open_.size() >= kMaxDepth) {
      throw Refused{mark, fmt::format("nested deeper than {} levels; a chain file needs 5", kMaxDepth)};
    }
    open_.push_back(Make(type, mark, anchor));
  }
  void Close() {
    Node node = std::move(open_.back());
    open_.pop_back();
    Put(std::move(node));
  }
  void Put(Node node) {
    if (open_.empty()) {
      root = std::move(node);
    } else {
      open_.back().items.push_back(std::move(node));
    }
  }

  Lines& lines_;
  std::vector<Node> open_;
  std::size_t nodes_ = 0;
};

std::unexpected<Error> Corrupt(const std::string& file, Position position, std::string_view message) {
  return Fail(ErrorKind::kCorruptInput, fmt::format("{}:{}:{}: {}", file, position.line, position.column, message));
}

}  // namespace

std::string_view ToString(Node::Type type) {
  switch (type) {
    case Node::Type::kNothing:
      return "nothing";
    case Node::Type::kText:
      return "a text";
    case Node::Type::kList:
      return "a list";
    case Node::Type::kMap:
      return "a map";
  }
  return "nothing";
}

Result<Node> ReadDocument(std::string_view text, const std::string& file) {
  if (text.size() > kMaxChainBytes) {
    return Fail(ErrorKind::kCorruptInput,
                fmt::format("{}: larger than {} MiB, the most a chain file may have", file, kMaxChainBytes >> 20));
  }
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (const auto flaw = FindFlaw(text)) return Corrupt(file, flaw->position, flaw->message);

  Lines lines(text);
  Builder builder(lines);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
    if (builder.documents == 0) return Corrupt(file, {1, 1}, "the file is empty; see docs/chains.md");
  } catch (const Refused& refused) {
    return Corrupt(file, lines.At(refused.mark), refused.message);
  } catch (const YAML::ParserException& broken) {
    return Corrupt(file, lines.At(broken.mark), "not YAML: " + broken.msg);
  } catch (const std::exception& broken) {
    return Corrupt(file, {1, 1}, fmt::format("not YAML: {}", broken.what()));
  }
  return std::move(builder.root);
}

}  // namespace tenon::chain
