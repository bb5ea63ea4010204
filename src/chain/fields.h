#ifndef TENON_CHAIN_FIELDS_H_
#define TENON_CHAIN_FIELDS_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "chain/document.h"
#include "chain/problems.h"

namespace tenon::chain {

/// The values of a map by key. Keys that are not in `allowed`, keys given twice, and a node that is no map are
/// problems.
class Fields {
 public:
  /// `what` is how messages call the map: "a segment".
  Fields(const Node& map, std::string what, const std::vector<std::string>& allowed, Problems& problems);

  /// The value, or nullptr if the key is absent.
  const Node* Find(std::string_view key) const;
  /// The same; an absent key is a problem.
  const Node* Require(std::string_view key) const;
  bool is_map() const { return is_map_; }

 private:
  const Node& map_;
  std::string what_;
  Problems& problems_;
  bool is_map_ = true;
  std::map<std::string_view, const Node*> values_;
};

/// One line of text that is not blank. A problem, and "", if the node is something else; "" where it is nullptr.
std::string ReadLine(const Node* node, std::string_view what, Problems& problems);
/// A text that may have line breaks, not blank.
std::string ReadText(const Node* node, std::string_view what, Problems& problems);
/// A map with the keys en and zh, both required: everything for people stands in both languages.
Text ReadBothLanguages(const Node* node, std::string_view what, Problems& problems);
/// The items of a list; a problem, and none, if the node is no list.
const std::vector<Node>& ReadList(const Node* node, std::string_view what, Problems& problems);
/// "a, b, c".
std::string Join(const std::vector<std::string>& names);

}  // namespace tenon::chain

#endif  // TENON_CHAIN_FIELDS_H_
