// Any bytes as the layout of an input-output table: it is refused or read, and what is read stands inside a file.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "sources/io_table/layout.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto layout = tenon::sources::ReadLayout({reinterpret_cast<const char*>(data), size}, "fuzz.yaml");
  if (!layout) {
    if (layout.error().message.empty() || layout.error().where.empty()) std::abort();
    return 0;
  }
  if (layout->form == tenon::sources::Layout::Form::kWide && (layout->first_row < 1 || layout->first_value < 1)) {
    std::abort();
  }
  return 0;
}
