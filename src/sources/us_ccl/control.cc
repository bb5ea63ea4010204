#include "sources/us_ccl/control.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "sources/us_ccl/outline.h"

namespace tenon::sources {

namespace {

/// Walks over a list of paragraphs, "a.1 to a.3, b and .c".
class Cursor {
 public:
  Cursor(std::string_view text, std::string_view entry) : text_(text), entry_(entry) {}

  /// Reads past commas, blanks and the words between two paragraphs; returns true if one of them was "to" or "through".
  bool SkipBetween() {
    bool range = false;
    for (bool moved = true; moved;) {
      moved = false;
      for (const std::string_view word : {",", " ", "and ", "or ", "to ", "through "}) {
        if (!text_.starts_with(word)) continue;
        range |= word == "to " || word == "through ";
        text_.remove_prefix(word.size());
        moved = true;
      }
    }
    return range;
  }

  /// The next paragraph, with or without its entry before it; "" if something else stands here.
  std::string Take() {
    std::string_view rest = text_;
    const bool full = rest.starts_with(entry_);
    if (full) rest.remove_prefix(entry_.size());
    while (full && rest.starts_with(' ')) rest.remove_prefix(1);
    const bool dotted = rest.starts_with('.');
    if (full && !dotted) return "";
    if (dotted) rest.remove_prefix(1);
    std::size_t size = 0;
    while (size < rest.size() && (std::isalnum(static_cast<unsigned char>(rest[size])) || rest[size] == '.')) ++size;
    while (size > 0 && rest[size - 1] == '.') --size;  // the end of a sentence
    const std::string_view label = rest.substr(0, size);
    // Without a dot it may be a word: "a", "to", "in".
    if (!IsParagraphLabel(label) || (!full && !dotted && label.find('.') != 1 && label.size() > 1)) return "";
    if (!full && !dotted && label.size() == 1 && !Ends(rest.substr(size))) return "";
    text_ = rest.substr(size);
    return std::string(label);
  }

 private:
  /// Does what follows a single letter show that it was a paragraph and not the article?
  static bool Ends(std::string_view rest) {
    if (rest.empty()) return true;
    return std::ranges::any_of(
        std::initializer_list<std::string_view>{",", ";", ".", ")", " to ", " and ", " or ", " ("},
        [&](std::string_view end) { return rest.starts_with(end); });
  }

  std::string_view text_, entry_;
};

/// "a.1" to "a.3" or "k" to "n": what lies between the two, which differ in the last part only.
void AppendRange(std::vector<std::string>& labels, const std::string& last) {
  const std::string first = labels.back();
  const std::size_t begin = first.rfind('.') + 1;  // 0 where there is no dot
  const std::string stem = first.substr(0, begin);
  const std::string_view from = std::string_view(first).substr(begin),
                         to = std::string_view(last).substr(last.rfind('.') + 1);
  int low = 0, high = 0;
  const auto number = [](std::string_view text, int& value) {
    return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc{};
  };
  if (number(from, low) && number(to, high)) {
    for (int i = low + 1; i < high; ++i) labels.push_back(stem + std::to_string(i));
  } else if (from.size() == 1 && to.size() == 1) {
    for (char c = static_cast<char>(from[0] + 1); c < to[0]; ++c) labels.push_back(stem + c);
  }
  labels.push_back(last);
}

void AppendList(std::vector<std::string>& labels, std::string_view text, std::string_view entry) {
  Cursor cursor(text, entry);
  cursor.SkipBetween();
  bool range = false;
  for (std::string label = cursor.Take(); !label.empty(); label = cursor.Take()) {
    if (range && !labels.empty()) {
      AppendRange(labels, label);
    } else {
      labels.push_back(label);
    }
    range = cursor.SkipBetween();
  }
}

}  // namespace

std::string ReasonOf(std::string_view applies) {
  const bool two = applies.size() > 2 && applies[2] == ' ' && std::isupper(static_cast<unsigned char>(applies[0])) &&
                   std::isupper(static_cast<unsigned char>(applies[1]));
  return two ? std::string(applies.substr(0, 2)) : "";
}

std::vector<std::string> NamedParagraphs(std::string_view text, std::string_view entry) {
  std::vector<std::string> labels;
  std::size_t read = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    const bool named = rest.starts_with(entry);
    const bool list = rest.starts_with("paragraph");
    if (!named && !list) continue;
    const std::size_t skip = named ? 0 : rest.starts_with("paragraphs") ? 10 : 9;
    AppendList(labels, rest.substr(skip), entry);
    read = at + skip;
  }
  if (read == 0 && text.starts_with(" .")) AppendList(labels, text, entry);  // "entire entry, except .a.1"
  std::ranges::sort(labels);
  const auto repeated = std::ranges::unique(labels);
  labels.erase(repeated.begin(), repeated.end());
  return labels;
}

bool Covers(const Control& control, std::string_view entry, std::string_view paragraph) {
  const std::string_view text = control.applies;
  const std::size_t except = std::min({text.find(" except"), text.find(", except"), text.find(" EXCEPT"), text.size()});
  const std::vector<std::string> named = NamedParagraphs(text.substr(0, except), entry);
  if (!named.empty()) {
    return std::ranges::any_of(
        named, [&](const std::string& label) { return IsWithin(paragraph, label) || IsWithin(label, paragraph); });
  }
  if (except == text.size()) return true;
  const std::size_t word = text.find_first_not_of(", ", except);
  const std::vector<std::string> excepted = NamedParagraphs(text.substr(std::min(word + 6, text.size())), entry);
  return std::ranges::none_of(excepted, [&](const std::string& label) { return IsWithin(paragraph, label); });
}

}  // namespace tenon::sources
