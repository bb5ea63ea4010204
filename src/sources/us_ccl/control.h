#ifndef TENON_SOURCES_US_CCL_CONTROL_H_
#define TENON_SOURCES_US_CCL_CONTROL_H_

#include <string>
#include <string_view>
#include <vector>

namespace tenon::sources {

/// A row of an entry's licence requirements: "NS applies to 3B001.a.1 to a.3, b" / "NS Column 2".
struct Control {
  std::string applies;
  std::string chart;
};

/// The reason a control begins with ("NS"), or "".
std::string ReasonOf(std::string_view applies);

/// The paragraphs of `entry` that a control names: "3B001.a.1 to a.3, b" gives a.1, a.2, a.3, b. Paragraphs of other
/// entries do not count.
std::vector<std::string> NamedParagraphs(std::string_view text, std::string_view entry);

/// Does a control apply to a paragraph, or to something in it? A control that names no paragraph of the entry applies
/// to all of it, apart from those it excepts. Conditions ("when usable in missiles") are not judged: they count as met.
bool Covers(const Control& control, std::string_view entry, std::string_view paragraph);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_US_CCL_CONTROL_H_
