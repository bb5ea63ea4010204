// Any bytes as a part of a workbook that is whole otherwise; the first byte says which. It is refused, or its rows come
// in order and as wide as its header.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "input_file.h"
#include "store/sheet.h"
#include "store/text_file.h"
#include "store/xlsx_fixture.h"

using namespace tenon::store;

namespace {

const std::string kRows =
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
    "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>44000</v></c><c r=\"B2\"><v>1.5</v></c></row>";
const std::string kTexts = "<si><t>day</t></si><si><r><t>va</t></r><r><t>lue</t></r></si>";
const std::string kStyles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>";

XlsxFixture FixtureWith(unsigned part, std::string text) {
  XlsxFixture fixture{.sheets = {{"Sheet1", kRows}}, .texts = kTexts, .styles = kStyles};
  switch (part % 5) {
    case 0:
      fixture.sheets[0].data = std::move(text);
      break;
    case 1:
      fixture.sheets[0].after = std::move(text);
      break;
    case 2:
      fixture.texts = std::move(text);
      break;
    case 3:
      fixture.styles = std::move(text);
      break;
    default:
      fixture.workbook_properties = std::move(text);
  }
  return fixture;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  auto members = FixtureWith(data[0], {reinterpret_cast<const char*>(data + 1), size - 1}).Members();
  for (ZipMember& member : members) member.method = 0;
  const InputFile file(Zipped(members), ".xlsx");
  auto workbook = Workbook::Open(file.path(), file.path());
  if (!workbook) {
    if (workbook.error().message.empty()) std::abort();
    return 0;
  }
  const auto reader = SheetReader::Open(std::make_shared<const Workbook>(*std::move(workbook)), {});
  if (!reader) {
    if (reader.error().message.empty()) std::abort();
    return 0;
  }
  std::int64_t line = 0;
  for (;;) {
    const auto record = (*reader)->Next();
    if (!record && record.error().message.empty()) std::abort();
    if (!record || *record == nullptr) break;
    if ((*record)->line <= line) std::abort();
    line = (*record)->line;
    if ((*record)->fault.empty() && (*record)->cells.size() != (*reader)->columns().size()) std::abort();
    for (const std::string_view cell : (*record)->cells) {
      if (FindValidText(cell).size != cell.size()) std::abort();
    }
  }
  return 0;
}
