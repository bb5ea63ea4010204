#ifndef TENON_CHAIN_DOCUMENT_H_
#define TENON_CHAIN_DOCUMENT_H_

#include <string>
#include <string_view>
#include <vector>

#include "chain/chain.h"

namespace tenon::chain {

/// A YAML document as plain text with positions. Scalars keep the text as written: 0101 is "0101", no is "no".
struct Node {
  enum class Type { kNothing, kText, kList, kMap } type = Type::kNothing;
  Position position;
  std::string text;         ///< kText
  std::vector<Node> items;  ///< kList: the items; kMap: key, value, key, value ...
};

/// "nothing", "a text", "a list", "a map": as said in messages.
std::string_view ToString(Node::Type type);

/// Reads one YAML document, in the plain part of the language: no anchors or aliases (a short file could stand for a
/// huge one), no tags, no second document, not deeper than 8 levels, at most 500,000 values and keys.
///
/// Errors  CorruptInput, the message being "file:line:column: ...": larger than kMaxChainBytes, not UTF-8, characters
///         that YAML does not allow (the parser takes one of them for the end of the file), not YAML, empty.
Result<Node> ReadDocument(std::string_view text, const std::string& file);

}  // namespace tenon::chain

#endif  // TENON_CHAIN_DOCUMENT_H_
