#ifndef TENON_SOURCES_US_CCL_OUTLINE_H_
#define TENON_SOURCES_US_CCL_OUTLINE_H_

#include <string>
#include <string_view>
#include <vector>

namespace tenon::sources {

/// One piece of an entry's "List of Items Controlled", as the file has it.
struct ListedText {
  std::string kind;   ///< item, note, text
  std::string label;  ///< "a.1", "1.b", or ""
  std::string text;
};

/// A paragraph of an entry: what stands under "a.4.b", with the notes that follow it.
struct Paragraph {
  std::string label;
  std::string heading;
  std::string text;
};

/// A label as the list writes them: letters and numbers in turn, "a", "a.4", "a.4.b".
bool IsParagraphLabel(std::string_view label);

/// Is `label` the same as `other`, or below it ("a.4.b" below "a.4")?
bool IsWithin(std::string_view label, std::string_view other);

/// The paragraphs of an entry. The list mixes them with notes that count "a, b, c" afresh, and the file does not tell
/// which is which: of labels that stand several times, the one with paragraphs of its own below is taken; a run from
/// "a" on that repeats such labels is a note; labels must ascend. What is a note goes to the text of the paragraph
/// before. Complexity  O(n^2) in the labels of one entry (at most some hundreds).
std::vector<Paragraph> ReadOutline(const std::vector<ListedText>& list);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_US_CCL_OUTLINE_H_
