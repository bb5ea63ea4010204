#include "store/classification.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <span>

#include "base/embedded_file.h"
#include "base/nearest.h"
#include "store/reference.h"

namespace tenon {
std::span<const EmbeddedFile> EmbeddedReference();
}

namespace tenon::store {

namespace {

struct BuiltInList {
  std::string_view scheme;
  std::string_view text;
  std::once_flag parsed;
  std::vector<ClassCode> codes;  // sorted

  const std::vector<ClassCode>& Codes() {
    std::call_once(parsed, [this] {
      codes.reserve(static_cast<std::size_t>(std::ranges::count(text, '\n')));
      ForEachReferenceRow(text, 4, [this](std::span<const std::string_view> row) {
        codes.push_back({scheme, row[0], row[1], row[2], row[3]});
      });
      if (!std::ranges::is_sorted(codes, {}, &ClassCode::code)) std::ranges::sort(codes, {}, &ClassCode::code);
    });
    return codes;
  }
};

std::deque<BuiltInList>& BuiltInLists() {
  static std::deque<BuiltInList>* const lists = [] {
    constexpr std::string_view kFolder = "data/built-in/classification/", kEnding = ".tsv";
    auto* made = new std::deque<BuiltInList>;  // never freed: views into it may outlive every other static
    for (const EmbeddedFile& file : EmbeddedReference()) {
      if (!file.path.starts_with(kFolder) || !file.path.ends_with(kEnding)) continue;
      BuiltInList& list = made->emplace_back();
      list.scheme = file.path.substr(kFolder.size(), file.path.size() - kFolder.size() - kEnding.size());
      list.text = file.content;
    }
    return made;
  }();
  return *lists;
}

BuiltInList* FindList(std::string_view scheme) {
  const auto found = std::ranges::find(BuiltInLists(), scheme, &BuiltInList::scheme);
  return found == BuiltInLists().end() ? nullptr : &*found;
}

std::size_t CommonBeginning(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

}  // namespace

const Classifications& Classifications::BuiltIn() {
  static const Classifications built_in;
  return built_in;
}

bool Classifications::Knows(std::string_view scheme) const {
  return added_.contains(scheme) || FindList(scheme) != nullptr;
}

std::optional<ClassCode> Classifications::Find(std::string_view scheme, std::string_view code) const {
  if (const auto codes = added_.find(scheme); codes != added_.end()) {
    if (const auto found = codes->second.find(code); found != codes->second.end()) {
      return ClassCode{codes->first, found->first, found->second.parent, found->second.title_en,
                       found->second.title_zh};
    }
  }
  if (BuiltInList* list = FindList(scheme)) {
    const auto found = std::ranges::lower_bound(list->Codes(), code, {}, &ClassCode::code);
    if (found != list->codes.end() && found->code == code) return *found;
  }
  return std::nullopt;
}

std::vector<std::string> Classifications::Schemes() const {
  std::vector<std::string> names;
  for (const BuiltInList& list : BuiltInLists()) names.emplace_back(list.scheme);
  for (const auto& [scheme, codes] : added_) names.push_back(scheme);
  std::ranges::sort(names);
  const auto repeated = std::ranges::unique(names);
  names.erase(repeated.begin(), repeated.end());
  return names;
}

std::vector<std::string> Classifications::Nearest(std::string_view scheme, std::string_view code) const {
  constexpr std::size_t kOffered = 3, kLongestCode = 64, kFarthest = 4;
  code = code.substr(0, kLongestCode);
  struct Near {
    std::size_t distance;  // doubled; a code that begins the other counts as half a slip nearer
    std::size_t apart;     // length of the code that is not a common beginning
    std::string_view code;
    auto operator<=>(const Near&) const = default;
  };
  std::vector<Near> near;
  for (const ClassCode& known : CodesOf(scheme)) {
    const std::size_t common = CommonBeginning(known.code, code);
    const bool begins = common > 0 && (common == known.code.size() || common == code.size());
    const std::size_t longer = std::max(known.code.size(), code.size()),
                      shorter = std::min(known.code.size(), code.size());
    if (!begins && longer - shorter > kFarthest) continue;
    const std::size_t distance = begins ? 2 * (longer - shorter) - 1 : 2 * EditDistance(known.code, code);
    if (!begins && distance > 2 * kFarthest) continue;
    near.push_back({distance, longer - common, known.code});
  }
  std::ranges::partial_sort(near, near.begin() + static_cast<std::ptrdiff_t>(std::min(near.size(), kOffered)));
  std::vector<std::string> offered;
  for (std::size_t i = 0; i < near.size() && i < kOffered; ++i) offered.emplace_back(near[i].code);
  return offered;
}

void Classifications::Add(const ClassCode& code) {
  added_[std::string(code.scheme)].insert_or_assign(
      std::string(code.code),
      AddedCode{std::string(code.parent), std::string(code.title_en), std::string(code.title_zh)});
}

std::vector<ClassCode> Classifications::CodesOf(std::string_view scheme) const {
  BuiltInList* list = FindList(scheme);
  const auto codes = added_.find(scheme);
  if (codes == added_.end()) return list == nullptr ? std::vector<ClassCode>{} : list->Codes();
  std::vector<ClassCode> all;
  if (list != nullptr) {
    std::ranges::copy_if(list->Codes(), std::back_inserter(all),
                         [&](const ClassCode& known) { return !codes->second.contains(known.code); });
  }
  for (const auto& [code, added] : codes->second) {
    all.push_back({codes->first, code, added.parent, added.title_en, added.title_zh});
  }
  std::ranges::sort(all, {}, &ClassCode::code);
  return all;
}

}  // namespace tenon::store
