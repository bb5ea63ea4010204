#ifndef TENON_CHAIN_CHAIN_H_
#define TENON_CHAIN_CHAIN_H_

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tenon/error.h"
#include "tenon/spec.h"

namespace tenon::chain {

/// Where something stands in the chain file: line and column (in characters, not bytes), both from 1.
struct Position {
  int line = 0;
  int column = 0;
  auto operator<=>(const Position&) const = default;
};

/// A code a segment carries, e.g. {"HS2017", "811292"}.
struct SegmentCode {
  std::string scheme;
  std::string code;
  Position position;
};

enum class Stage { kMaterial, kPart, kEquipment, kSoftware, kSystem, kProduct, kService };
std::string_view ToString(Stage stage);

struct Segment {
  std::string id;
  Text name;
  Stage stage = Stage::kMaterial;
  std::vector<SegmentCode> codes;
  std::vector<std::string> keywords_en, keywords_zh;
  Text note;
  Position position;
};

enum class LinkKind {
  kInput,    ///< `to` needs `from` (AND)
  kVariant,  ///< `from` is one way of having `to` (OR)
};
std::string_view ToString(LinkKind kind);

struct Link {
  std::size_t from = 0;  ///< index into segments
  std::size_t to = 0;
  LinkKind kind = LinkKind::kInput;
  Position position;
};

/// A chain as it was read: ids unique, links between segments that exist, no two links between the same pair, no cycle.
struct Chain {
  std::string id;
  Text title;
  Text note;
  std::string file;
  std::map<std::string, std::string> revisions;  ///< as named under `codes:`, e.g. {"hs": "HS2017"}
  std::vector<Segment> segments;
  std::vector<Link> links;
};

/// A kind of code a segment may carry.
struct SchemeKey {
  std::string_view key;                   ///< in the file: "hs"
  std::string_view default_scheme;        ///< where `codes:` names no revision; "" = the revision must be named
  std::vector<std::string_view> schemes;  ///< what `codes:` may name
  std::string_view meaning;
  std::string_view example;
};
/// hs sitc bec isic gbt4754 ipc wipo_field openalex_topic eccn usgs_mcs world_mining critical_minerals eto_input btige
/// ncses_field fda_application
const std::vector<SchemeKey>& SchemeKeys();

/// What the loaded classifications say of a code. `nearest`: codes to offer instead.
struct CodeAnswer {
  enum class State { kKnown, kUnknown, kNoList } state = State::kNoList;
  std::vector<std::string> nearest;
};
using CodeLookup = std::function<CodeAnswer(std::string_view scheme, std::string_view code)>;

/// A parsed chain and what the reader should know though it is no error: codes that could not be checked, e.g.
/// "eto_input: 61 codes not checked: no list of ETO-INPUT is loaded", and segments that no link touches.
struct ParsedChain {
  Chain chain;
  std::vector<std::string> notes;
};

inline constexpr std::size_t kMaxChainBytes = 4 << 20;
inline constexpr std::size_t kMaxSegments = 5000;

/// Reads a chain file (grammar: docs/chains.md). An empty `lookup` knows no list.
///
/// Errors      CorruptInput: not UTF-8, not YAML, too large. SchemaMismatch: not of the form of a chain.
///             InvalidArgument: codes, ids or links that do not exist, cycles. InputOutput: the file cannot be read.
///             The message lists every error found (up to 20), by position, one a line, as file:line:column: what was
///             found; what is allowed. Nothing is half-loaded.
/// Complexity  linear in the text, and one look-up a code; nothing is looked up after the 20th error.
Result<ParsedChain> ParseChain(std::string_view text, const std::string& file, const CodeLookup& lookup);
Result<ParsedChain> ReadChainFile(const std::string& file, const CodeLookup& lookup);

/// The text of a chain file or, where no such file exists, of the chain of that name that ships within the program
/// ("chips"). What holds a line break is a chain's text itself.
/// Errors  InvalidArgument: neither (the names that ship); InputOutput.
Result<std::string> ReadChainText(const std::string& file_or_name);
/// The chains that ship within the program: name -> text.
std::map<std::string, std::string_view> ShippedChains();

}  // namespace tenon::chain

#endif  // TENON_CHAIN_CHAIN_H_
