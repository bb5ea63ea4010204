#include "chain/show.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

namespace tenon::chain {
namespace {

std::string_view StageName(Stage stage, Language language) {
  if (language == Language::kEnglish) return ToString(stage);
  switch (stage) {
    case Stage::kMaterial:
      return "材料";
    case Stage::kPart:
      return "零部件";
    case Stage::kEquipment:
      return "设备";
    case Stage::kSoftware:
      return "软件";
    case Stage::kSystem:
      return "系统";
    case Stage::kProduct:
      return "产品";
    case Stage::kService:
      return "服务";
  }
  return ToString(stage);
}

std::string Label(const Segment& segment, Language language) {
  return fmt::format("{} ({}) [{}]", segment.name.In(language), segment.id, StageName(segment.stage, language));
}

/// Replaces each character of `special` by what stands for it.
std::string Escape(std::string_view text, const std::vector<std::pair<char, std::string_view>>& special) {
  std::string escaped;
  for (const char c : text) {
    std::string_view by(&c, 1);
    for (const auto& [from, to] : special) {
      if (c == from) by = to;
    }
    escaped += by;
  }
  return escaped;
}

std::string ForDot(std::string_view text) { return Escape(text, {{'"', "\\\""}, {'\\', "\\\\"}, {'\n', " "}}); }

std::string ForMermaid(std::string_view text) {
  return Escape(text, {{'"', "#quot;"}, {'#', "#35;"}, {'<', "#lt;"}, {'>', "#gt;"}, {'\n', " "}});
}

class Tree {
 public:
  Tree(const Chain& chain, Language language)
      : chain_(chain), language_(language), needs_(chain.segments.size()), seen_(chain.segments.size()) {
    for (const Link& link : chain.links) needs_[link.to].push_back(&link);
  }

  std::string Draw() {
    text_ = fmt::format("{} ({})\n", chain_.title.In(language_), chain_.id);
    std::vector<bool> final(chain_.segments.size(), true);
    for (const Link& link : chain_.links) final[link.from] = false;
    for (std::size_t i = 0; i < final.size(); ++i) {
      if (!final[i]) continue;
      text_ += '\n';
      Branch(i, "", "", "");
    }
    return std::move(text_);
  }

 private:
  // Recursion is as deep as the chain is long: kMaxSegments bounds it.
  void Branch(std::size_t index, const std::string& before, std::string_view joint, std::string_view mark) {
    const Segment& segment = chain_.segments[index];
    const bool again = seen_[index] && !needs_[index].empty();
    const bool chinese = language_ == Language::kChinese;
    text_ += fmt::format("{}{}{}{}{}\n", before, joint, mark, Label(segment, language_),
                         !again    ? ""
                         : chinese ? "，见上"
                                   : ", see above");
    if (seen_[index]) return;
    seen_[index] = true;
    const std::string_view below = joint.empty() ? "" : joint == kLast ? "   " : "│  ";
    const std::string indent = before + std::string(below);
    for (std::size_t i = 0; i < needs_[index].size(); ++i) {
      const Link& link = *needs_[index][i];
      const std::string_view or_mark = link.kind == LinkKind::kInput ? "" : chinese ? "或 " : "or ";
      Branch(link.from, indent, i + 1 == needs_[index].size() ? kLast : kMore, or_mark);
    }
  }

  static constexpr std::string_view kMore = "├─ ";
  static constexpr std::string_view kLast = "└─ ";

  const Chain& chain_;
  Language language_;
  std::vector<std::vector<const Link*>> needs_;
  std::vector<bool> seen_;
  std::string text_;
};

}  // namespace

std::string ToTree(const Chain& chain, Language language) { return Tree(chain, language).Draw(); }

std::string ToDot(const Chain& chain, Language language) {
  std::string text = fmt::format("digraph \"{}\" {{\n  rankdir=LR;\n  label=\"{}\";\n  node [shape=box];\n", chain.id,
                                 ForDot(chain.title.In(language)));
  for (const Segment& segment : chain.segments) {
    text += fmt::format("  \"{}\" [label=\"{}\\n{}\"];\n", segment.id, ForDot(segment.name.In(language)),
                        StageName(segment.stage, language));
  }
  for (const Link& link : chain.links) {
    text += fmt::format("  \"{}\" -> \"{}\"{};\n", chain.segments[link.from].id, chain.segments[link.to].id,
                        link.kind == LinkKind::kInput ? "" : " [style=dashed]");
  }
  return text + "}\n";
}

std::string ToMermaid(const Chain& chain, Language language) {
  std::string text = "flowchart LR\n";
  // Ids of our own: a segment may be called "end", which Mermaid reads as a word of its language.
  for (std::size_t i = 0; i < chain.segments.size(); ++i) {
    const Segment& segment = chain.segments[i];
    text += fmt::format("  s{}[\"{}<br/>{}\"]\n", i, ForMermaid(segment.name.In(language)),
                        StageName(segment.stage, language));
  }
  for (const Link& link : chain.links) {
    text += fmt::format("  s{} {} s{}\n", link.from, link.kind == LinkKind::kInput ? "-->" : "-.->", link.to);
  }
  return text;
}

}  // namespace tenon::chain
