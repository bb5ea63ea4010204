// Any bytes as a JSON document, and its texts as those of the control list: what is read keeps its promises.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "sources/json_document.h"
#include "sources/us_ccl/control.h"
#include "sources/us_ccl/destination.h"
#include "sources/us_ccl/outline.h"

using namespace tenon::sources;

namespace {

/// Lists of texts become paragraphs and controls.
void ReadTexts(const nlohmann::json& document) {
  std::vector<ListedText> list;
  for (const auto& item : document) {
    if (!item.is_object()) continue;
    list.push_back({TextOf(item, "kind"), TextOf(item, "paragraph"), TextOf(item, "text")});
    const Control control{TextOf(item, "control"), TextOf(item, "countryChart")};
    for (const std::string& label : NamedParagraphs(control.applies, "3B001")) {
      if (label.empty()) std::abort();
      (void)Covers(control, "3B001", label);
    }
    (void)ReasonOf(control.applies);
    (void)LicenceRequired(control.chart, {{"D:5", {"CHN"}}});
  }
  if (list.size() > 200) return;  // the outline is quadratic
  for (const Paragraph& paragraph : ReadOutline(list)) {
    if (!IsParagraphLabel(paragraph.label)) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = ParseJson({reinterpret_cast<const char*>(data), size}, "fuzz.json");
  if (!document) {
    if (document.error().message.empty() || document.error().where != "fuzz.json") std::abort();
    return 0;
  }
  ReadTexts(*document);
  return 0;
}
