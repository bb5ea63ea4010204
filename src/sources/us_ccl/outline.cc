#include "sources/us_ccl/outline.h"

#include <algorithm>
#include <optional>
#include <ranges>

namespace tenon::sources {

namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }

std::vector<std::string_view> Parts(std::string_view label) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= label.size();) {
    const std::size_t end = std::min(label.find('.', begin), label.size());
    parts.push_back(label.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

/// a < b < ... < z < aa, 2 < 10: parts of one rank are of one kind, so a shorter part comes first.
bool ComesBefore(std::string_view a, std::string_view b) {
  return std::ranges::lexicographical_compare(Parts(a), Parts(b), [](std::string_view x, std::string_view y) {
    return x.size() != y.size() ? x.size() < y.size() : x < y;
  });
}

/// An occurrence of a label in the list.
struct Mark {
  std::string label;
  std::size_t at;  ///< position in the list
};

/// The label of an item, or of a text that the file failed to split: "z.1.b Commodities ...".
std::string LabelOf(const ListedText& listed) {
  if (listed.kind == "item") return IsParagraphLabel(listed.label) ? listed.label : "";
  if (listed.kind != "text") return "";
  const std::string label = listed.text.substr(0, listed.text.find(' '));
  return label.size() < listed.text.size() && label.contains('.') && IsParagraphLabel(label) ? label : "";
}

bool HasChildren(const std::vector<Mark>& marks, std::size_t i) {
  return i + 1 < marks.size() && marks[i + 1].label.starts_with(marks[i].label + ".");
}

/// Of the marks with one label that are not notes, the one that is the paragraph.
std::optional<std::size_t> Chosen(const std::vector<Mark>& marks, const std::vector<bool>& note,
                                  std::string_view label) {
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (marks[i].label != label || note[i]) continue;
    if (HasChildren(marks, i)) return i;
    if (!first) first = i;
  }
  return first;
}

/// Marks that belong to notes: runs a, b, c ... without paragraphs below, of which a label has its paragraph elsewhere.
std::vector<bool> FindNotes(const std::vector<Mark>& marks) {
  const std::vector<bool> none(marks.size(), false);
  std::vector<bool> note = none;
  for (std::size_t begin = 0; begin < marks.size(); ++begin) {
    if (marks[begin].label != "a") continue;
    std::size_t end = begin + 1;
    while (end < marks.size() && marks[end].label.size() == 1 && marks[end].label[0] == marks[end - 1].label[0] + 1)
      ++end;
    const auto run = std::views::iota(begin, end);
    const bool repeats =
        std::ranges::any_of(run, [&](std::size_t i) { return Chosen(marks, none, marks[i].label) != i; });
    const bool structured = std::ranges::any_of(run, [&](std::size_t i) { return HasChildren(marks, i); });
    if (repeats && !structured)
      std::fill(note.begin() + static_cast<std::ptrdiff_t>(begin), note.begin() + static_cast<std::ptrdiff_t>(end),
                true);
  }
  return note;
}

}  // namespace

bool IsParagraphLabel(std::string_view label) {
  if (label.empty()) return false;
  const std::vector<std::string_view> parts = Parts(label);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].empty() || parts[i].size() > 2 || !std::ranges::all_of(parts[i], i % 2 == 0 ? IsLetter : IsDigit))
      return false;
  }
  return true;
}

bool IsWithin(std::string_view label, std::string_view other) {
  return label.starts_with(other) && (label.size() == other.size() || label[other.size()] == '.');
}

std::vector<Paragraph> ReadOutline(const std::vector<ListedText>& list) {
  std::vector<Mark> marks;
  for (std::size_t at = 0; at < list.size(); ++at) {
    if (std::string label = LabelOf(list[at]); !label.empty()) marks.push_back({std::move(label), at});
  }
  const std::vector<bool> note = FindNotes(marks);
  std::vector<Paragraph> paragraphs;
  std::size_t next = 0;
  for (std::size_t at = 0; at < list.size(); ++at) {
    const bool marked = next < marks.size() && marks[next].at == at;
    const std::size_t i = next;
    if (marked) ++next;
    if (marked && Chosen(marks, note, marks[i].label) == i &&
        (paragraphs.empty() || ComesBefore(paragraphs.back().label, marks[i].label))) {
      const std::string& label = marks[i].label;
      const std::string text = list[at].kind == "text" ? list[at].text.substr(label.size() + 1) : list[at].text;
      paragraphs.push_back({label, text, text});
    } else if (!paragraphs.empty()) {
      paragraphs.back().text += (list[at].label.empty() ? " " : " " + list[at].label + " ") + list[at].text;
    }
  }
  return paragraphs;
}

}  // namespace tenon::sources
