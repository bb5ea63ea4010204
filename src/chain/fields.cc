#include "chain/fields.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tenon::chain {
namespace {

bool IsBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

std::string Join(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, ", ")); }

Fields::Fields(const Node& map, std::string what, const std::vector<std::string>& allowed, Problems& problems)
    : map_(map), what_(std::move(what)), problems_(problems) {
  if (map.type != Node::Type::kMap) {
    is_map_ = false;
    problems.Form(map.position,
                  fmt::format("{} is {}; it must be a map with the keys {}", what_, ToString(map.type), Join(allowed)));
    return;
  }
  for (std::size_t i = 0; i + 1 < map.items.size() && !problems.full(); i += 2) {
    const Node& key = map.items[i];
    if (key.type != Node::Type::kText) {
      problems.Form(key.position,
                    fmt::format("a key of {} is {}; allowed: {}", what_, ToString(key.type), Join(allowed)));
    } else if (std::ranges::find(allowed, key.text) == allowed.end()) {
      problems.Form(key.position, fmt::format("unknown key {} in {}; allowed: {}{}", Quote(key.text), what_,
                                              Join(allowed), Suggest(key.text, allowed)));
    } else if (!values_.emplace(key.text, &map.items[i + 1]).second) {
      problems.Form(key.position, fmt::format("key '{}' stands twice in {}; keep one", key.text, what_));
    }
  }
}

const Node* Fields::Find(std::string_view key) const {
  const auto found = values_.find(key);
  return found == values_.end() ? nullptr : found->second;
}

const Node* Fields::Require(std::string_view key) const {
  const Node* node = Find(key);
  if (node == nullptr && is_map_) problems_.Form(map_.position, fmt::format("key '{}' is missing in {}", key, what_));
  return node;
}

std::string ReadText(const Node* node, std::string_view what, Problems& problems) {
  if (node == nullptr) return {};
  if (node->type == Node::Type::kText && !IsBlank(node->text)) return node->text;
  const bool blank = node->type == Node::Type::kText;
  problems.Form(node->position,
                fmt::format("{} is {}; it must be a text", what, blank ? "blank" : ToString(node->type)));
  return {};
}

std::string ReadLine(const Node* node, std::string_view what, Problems& problems) {
  std::string text = ReadText(node, what, problems);
  if (text.find('\n') == std::string::npos) return text;
  problems.Form(node->position, fmt::format("{} has a line break; it must be one line", what));
  return {};
}

Text ReadBothLanguages(const Node* node, std::string_view what, Problems& problems) {
  if (node == nullptr) return {};
  const Fields fields(*node, std::string(what), {"en", "zh"}, problems);
  return {ReadText(fields.Require("en"), fmt::format("{}.en", what), problems),
          ReadText(fields.Require("zh"), fmt::format("{}.zh", what), problems)};
}

const std::vector<Node>& ReadList(const Node* node, std::string_view what, Problems& problems) {
  static const std::vector<Node> kNone;
  if (node == nullptr) return kNone;
  if (node->type == Node::Type::kList) return node->items;
  problems.Form(node->position, fmt::format("{} is {}; it must be a list, as in [a, b]", what, ToString(node->type)));
  return kNone;
}

}  // namespace tenon::chain
