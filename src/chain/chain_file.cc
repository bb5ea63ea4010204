// Reads a chain file: ParseChain and ReadChainFile of chain.h.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "base/embedded_file.h"
#include "base/files.h"
#include "chain/chain.h"
#include "chain/document.h"
#include "chain/fields.h"
#include "chain/links.h"
#include "chain/problems.h"

namespace tenon {

/// Made by tenon_embed: chains/*.yaml.
std::span<const EmbeddedFile> EmbeddedChains();

}  // namespace tenon

namespace tenon::chain {
namespace {

constexpr std::array kStages = {Stage::kMaterial, Stage::kPart,    Stage::kEquipment, Stage::kSoftware,
                                Stage::kSystem,   Stage::kProduct, Stage::kService};
constexpr std::array kLinkKinds = {LinkKind::kInput, LinkKind::kVariant};

/// The value whose name was written; a problem, and nothing, if there is none.
template <class Choices>
std::optional<typename Choices::value_type> ReadChoice(const Node* node, std::string_view what, const Choices& choices,
                                                       Problems& problems) {
  const std::string text = ReadLine(node, what, problems);
  if (text.empty()) return std::nullopt;
  std::vector<std::string> names;
  for (const auto choice : choices) {
    if (ToString(choice) == text) return choice;
    names.emplace_back(ToString(choice));
  }
  problems.Form(node->position,
                fmt::format("unknown {} {}; allowed: {}{}", what, Quote(text), Join(names), Suggest(text, names)));
  return std::nullopt;
}

std::string ReadId(const Node* node, std::string_view what, Problems& problems) {
  std::string id = ReadLine(node, what, problems);
  if (id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos) return id;
  problems.Form(
      node->position,
      fmt::format("{} {} has other characters than a-z, 0-9 and -; write e.g. gallium-refining", what, Quote(id)));
  return {};
}

class Reader {
 public:
  Reader(const std::string& file, const CodeLookup& lookup) : problems_(file), lookup_(lookup) { chain_.file = file; }

  Result<ParsedChain> Read(const Node& root) {
    const Fields fields(root, "the chain file", {"chain", "title", "note", "codes", "segments", "links"}, problems_);
    chain_.id = ReadId(fields.Require("chain"), "chain", problems_);
    chain_.title = ReadBothLanguages(fields.Require("title"), "title", problems_);
    chain_.note = ReadBothLanguages(fields.Find("note"), "note", problems_);
    if (const Node* codes = fields.Find("codes")) ReadRevisions(*codes);
    if (const Node* segments = fields.Require("segments")) ReadSegments(*segments);
    ReadLinks(fields.Find("links"));
    if (problems_.empty()) CheckCycles();
    if (!problems_.empty()) return std::unexpected(problems_.ToError());
    std::vector<std::string> notes = Notes();
    return ParsedChain{std::move(chain_), std::move(notes)};
  }

 private:
  void ReadRevisions(const Node& node) {
    std::vector<std::string> keys;
    for (const SchemeKey& scheme : SchemeKeys()) keys.emplace_back(scheme.key);
    const Fields fields(node, "codes", keys, problems_);
    for (const SchemeKey& scheme : SchemeKeys()) {
      const Node* value = fields.Find(scheme.key);
      const std::string revision = ReadLine(value, fmt::format("codes.{}", scheme.key), problems_);
      if (value == nullptr) continue;
      // A revision that is wrong still counts as named: one error is enough.
      chain_.revisions[std::string(scheme.key)] = revision;
      if (revision.empty() || std::ranges::find(scheme.schemes, revision) != scheme.schemes.end()) continue;
      const std::vector<std::string> allowed(scheme.schemes.begin(), scheme.schemes.end());
      problems_.Meaning(value->position, fmt::format("unknown revision {} of {}; allowed: {}{}", Quote(revision),
                                                     scheme.key, Join(allowed), Suggest(revision, allowed)));
      chain_.revisions[std::string(scheme.key)].clear();
    }
  }

  void ReadSegments(const Node& node) {
    const std::vector<Node>& items = ReadList(&node, "segments", problems_);
    all_ids_known_ = !items.empty();
    if (node.type == Node::Type::kList && items.empty()) {
      problems_.Form(node.position, "segments is an empty list; a chain has at least one segment");
    }
    if (items.size() > kMaxSegments) {
      problems_.Form(items[kMaxSegments].position,
                     fmt::format("{} segments; a chain may have {}", items.size(), kMaxSegments));
      all_ids_known_ = false;
      return;
    }
    for (const Node& item : items) {
      if (problems_.full()) return;
      ReadSegment(item);
    }
  }

  void ReadSegment(const Node& node) {
    static const std::vector<std::string> kKeys = [] {
      std::vector<std::string> keys = {"id", "name", "stage", "keywords", "note"};
      for (const SchemeKey& scheme : SchemeKeys()) keys.emplace_back(scheme.key);
      return keys;
    }();
    const Fields fields(node, "a segment", kKeys, problems_);
    if (!fields.is_map()) {
      all_ids_known_ = false;
      return;
    }
    Segment segment;
    segment.position = node.position;
    const Node* id = fields.Require("id");
    segment.id = ReadId(id, "id", problems_);
    segment.name = ReadBothLanguages(fields.Require("name"), "name", problems_);
    segment.note = ReadBothLanguages(fields.Find("note"), "note", problems_);
    segment.stage = ReadChoice(fields.Require("stage"), "stage", kStages, problems_).value_or(Stage::kMaterial);
    if (const Node* keywords = fields.Find("keywords")) {
      const Fields words(*keywords, "keywords", {"en", "zh"}, problems_);
      segment.keywords_en = ReadWords(words.Find("en"), "keywords.en");
      segment.keywords_zh = ReadWords(words.Find("zh"), "keywords.zh");
    }
    for (const SchemeKey& scheme : SchemeKeys()) ReadCodes(scheme, fields.Find(scheme.key), segment);
    if (segment.id.empty()) {
      all_ids_known_ = false;
    } else {
      const auto [first, fresh] = indices_.emplace(segment.id, chain_.segments.size());
      if (!fresh) {
        problems_.Meaning(id->position, fmt::format("id '{}' stands twice; the first is in line {}", segment.id,
                                                    chain_.segments[first->second].position.line));
      }
    }
    chain_.segments.push_back(std::move(segment));
  }

  std::vector<std::string> ReadWords(const Node* node, std::string_view what) {
    std::vector<std::string> words;
    std::set<std::string> seen;
    for (const Node& item : ReadList(node, what, problems_)) {
      if (problems_.full()) break;
      std::string word = ReadLine(&item, fmt::format("an item of {}", what), problems_);
      if (word.empty()) continue;
      if (seen.insert(word).second) {
        words.push_back(std::move(word));
      } else {
        problems_.Meaning(item.position, fmt::format("{} stands twice in {}; keep one", Quote(word), what));
      }
    }
    return words;
  }

  void ReadCodes(const SchemeKey& key, const Node* node, Segment& segment) {
    const std::vector<Node>& items = ReadList(node, key.key, problems_);
    if (items.empty()) return;
    const std::string scheme = SchemeOf(key, node->position);
    std::set<std::string> seen;
    for (const Node& item : items) {
      if (problems_.full()) return;
      std::string code = ReadLine(&item, fmt::format("a code of {}", key.key), problems_);
      if (code.empty() || scheme.empty()) continue;
      if (!seen.insert(code).second) {
        problems_.Meaning(item.position, fmt::format("{} code {} stands twice in segment '{}'; keep one", key.key,
                                                     Quote(code), segment.id));
        continue;
      }
      CheckCode(key, scheme, code, item.position);
      segment.codes.push_back({scheme, std::move(code), item.position});
    }
  }

  /// The scheme behind a key; "" and (once) a problem where the revision had to be named.
  std::string SchemeOf(const SchemeKey& key, Position position) {
    const auto named = chain_.revisions.find(std::string(key.key));
    if (named != chain_.revisions.end()) return named->second;
    if (!key.default_scheme.empty()) return std::string(key.default_scheme);
    if (unnamed_.insert(key.key).second) {
      const std::vector<std::string> allowed(key.schemes.begin(), key.schemes.end());
      problems_.Form(position, fmt::format("{} codes are used but their revision is not named; write at the top e.g. "
                                           "codes: {{{}: {}}}; allowed: {}",
                                           key.key, key.key, allowed.back(), Join(allowed)));
    }
    return {};
  }

  void CheckCode(const SchemeKey& key, const std::string& scheme, const std::string& code, Position position) {
    const CodeAnswer answer = lookup_ ? lookup_(scheme, code) : CodeAnswer{};
    switch (answer.state) {
      case CodeAnswer::State::kKnown:
        return;
      case CodeAnswer::State::kNoList:
        ++unchecked_[{key.key, scheme}];
        return;
      case CodeAnswer::State::kUnknown:
        problems_.Meaning(position,
                          fmt::format("unknown {} code {}; a code looks like {}{}", scheme, Quote(code), key.example,
                                      answer.nearest.empty() ? "" : "; nearest: " + Join(answer.nearest)));
    }
  }

  void ReadLinks(const Node* node) {
    std::map<std::pair<std::size_t, std::size_t>, int> lines;
    for (const Node& item : ReadList(node, "links", problems_)) {
      if (problems_.full()) return;
      const Fields fields(item, "a link", {"from", "to", "kind"}, problems_);
      if (!fields.is_map()) continue;
      const auto from = ReadEnd(fields.Require("from"), "from");
      const auto to = ReadEnd(fields.Require("to"), "to");
      const auto kind = ReadChoice(fields.Require("kind"), "kind", kLinkKinds, problems_);
      if (!from || !to || !kind) continue;
      const std::string& name = chain_.segments[*from].id;
      if (*from == *to) {
        problems_.Meaning(item.position, fmt::format("a link from '{}' to itself; delete it", name));
        continue;
      }
      const auto [first, fresh] = lines.emplace(std::pair(*from, *to), item.position.line);
      if (!fresh) {
        problems_.Meaning(item.position, fmt::format("a second link from '{}' to '{}'; the first is in line {}", name,
                                                     chain_.segments[*to].id, first->second));
        continue;
      }
      chain_.links.push_back({*from, *to, *kind, item.position});
    }
  }

  std::optional<std::size_t> ReadEnd(const Node* node, std::string_view what) {
    const std::string id = ReadLine(node, what, problems_);
    if (id.empty()) return std::nullopt;
    const auto found = indices_.find(id);
    if (found != indices_.end()) return found->second;
    // It may be the id of a segment that could not be read: that error is already listed.
    if (!all_ids_known_ || problems_.full()) return std::nullopt;
    std::vector<std::string> ids;
    for (const auto& [known, index] : indices_) ids.push_back(known);
    problems_.Meaning(node->position, fmt::format("{} names the segment {}, which does not exist{}", what, Quote(id),
                                                  Suggest(id, ids)));
    return std::nullopt;
  }

  void CheckCycles() {
    const std::vector<Link> cycle = FindCycle(chain_.segments.size(), chain_.links);
    if (cycle.empty()) return;
    const bool inputs = std::ranges::all_of(cycle, [](const Link& link) { return link.kind == LinkKind::kInput; });
    std::string path = chain_.segments[cycle.front().from].id;
    for (const Link& link : cycle) path += " -> " + chain_.segments[link.to].id;
    problems_.Meaning(cycle.front().position, fmt::format("a cycle of {}: {}; delete one of these links",
                                                          inputs ? "inputs" : "inputs and variants", path));
  }

  std::vector<std::string> Notes() const {
    std::vector<std::string> notes;
    for (const auto& [key, count] : unchecked_) {
      notes.push_back(fmt::format("{}: {} {} not checked: no list of {} is loaded", key.first, count,
                                  count == 1 ? "code" : "codes", key.second));
    }
    std::vector<bool> linked(chain_.segments.size());
    for (const Link& link : chain_.links) linked[link.from] = linked[link.to] = true;
    for (std::size_t i = 0; i < linked.size() && linked.size() > 1; ++i) {
      if (linked[i]) continue;
      const Segment& segment = chain_.segments[i];
      notes.push_back(fmt::format("{}:{}:{}: segment '{}' is not linked to any other", chain_.file,
                                  segment.position.line, segment.position.column, segment.id));
    }
    return notes;
  }

  Problems problems_;
  const CodeLookup& lookup_;
  Chain chain_;
  std::map<std::string, std::size_t, std::less<>> indices_;  // id -> position in chain_.segments
  bool all_ids_known_ = false;
  std::map<std::pair<std::string_view, std::string>, int> unchecked_;
  std::set<std::string_view> unnamed_;
};

}  // namespace

Result<ParsedChain> ParseChain(std::string_view text, const std::string& file, const CodeLookup& lookup) {
  TENON_ASSIGN(const Node root, ReadDocument(text, file));
  return Reader(file, lookup).Read(root);
}

namespace {

/// Names of files hold no line breaks.
bool IsText(std::string_view file_or_text) { return file_or_text.contains('\n'); }

}  // namespace

Result<ParsedChain> ReadChainFile(const std::string& file, const CodeLookup& lookup) {
  TENON_ASSIGN(const std::string text, ReadChainText(file));
  return ParseChain(text, IsText(file) ? "chain" : file, lookup);
}

std::map<std::string, std::string_view> ShippedChains() {
  std::map<std::string, std::string_view> chains;
  for (const EmbeddedFile& chain : EmbeddedChains()) {
    chains.emplace(std::filesystem::path(chain.path).stem().string(), chain.content);
  }
  return chains;
}

Result<std::string> ReadChainText(const std::string& file_or_name) {
  if (IsText(file_or_name)) return file_or_name;
  std::error_code none;
  if (std::filesystem::exists(file_or_name, none)) return ReadWholeFile(file_or_name, kMaxChainBytes);
  std::vector<std::string> names;
  for (const auto& [name, text] : ShippedChains()) {
    if (name == file_or_name) return std::string(text);
    names.push_back(name);
  }
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("no such chain file; chains that ship within the program: {}", fmt::join(names, ", ")),
              file_or_name);
}

}  // namespace tenon::chain
