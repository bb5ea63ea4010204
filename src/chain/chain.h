#ifndef TENON_CHAIN_CHAIN_H_
#define TENON_CHAIN_CHAIN_H_

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tenon/error.h"
#include "tenon/spec.h"

namespace tenon::chain {

/// Where something stands in the chain file; both count from 1.
struct Position {
  int line = 0;
  int column = 0;
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

struct Chain {
  std::string id;
  Text title;
  Text note;
  std::string file;
  std::map<std::string, std::string> revisions;  ///< {"hs": "HS2017"}
  std::vector<Segment> segments;
  std::vector<Link> links;
};

/// A kind of code a segment may carry.
struct SchemeKey {
  std::string_view key;             ///< in the file: "hs"
  std::string_view default_scheme;  ///< where `codes:` names no revision; "" = the revision must be named
  std::string_view meaning;
  std::string_view example;
};
/// hs sitc bec isic gbt4754 ipc wipo_field openalex_topic eccn usgs_mcs eto_input btige ncses_field
const std::vector<SchemeKey>& SchemeKeys();

/// What the loaded classifications say of a code. `nearest`: codes to offer instead.
struct CodeAnswer {
  enum class State { kKnown, kUnknown, kNoList } state = State::kNoList;
  std::vector<std::string> nearest;
};
using CodeLookup = std::function<CodeAnswer(std::string_view scheme, std::string_view code)>;

/// A parsed chain and what could not be checked, e.g. "eto_input: 61 codes not checked: no list of ETO-INPUT is loaded".
struct ParsedChain {
  Chain chain;
  std::vector<std::string> notes;
};

/// Reads a chain file (grammar: docs/chains.md).
/// Errors  CorruptInput / SchemaMismatch / InvalidArgument. The message lists every error found (up to 20), one a line, as
///         file:line:column: what was found; what is allowed. Nothing is half-loaded.
Result<ParsedChain> ParseChain(std::string_view text, const std::string& file, const CodeLookup& lookup);
Result<ParsedChain> ReadChainFile(const std::string& file, const CodeLookup& lookup);

}  // namespace tenon::chain

#endif  // TENON_CHAIN_CHAIN_H_
