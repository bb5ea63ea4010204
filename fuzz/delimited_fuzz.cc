// Any bytes as a delimited file, plain or packed, in every encoding: it is refused or read, and what is read keeps the
// reader's promises. The first byte chooses how it is read.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "input_file.h"
#include "store/delimited.h"

using namespace tenon::store;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const unsigned how = data[0];
  TextDialect dialect;
  dialect.delimiter = (how & 1) != 0 ? '\t' : ',';
  dialect.quote = (how & 2) != 0 ? '\0' : '"';
  dialect.header = (how & 4) == 0;
  dialect.encoding = (how & 8) == 0 ? "UTF-8" : (how & 16) == 0 ? "GB18030" : "ISO-8859-1";
  const InputFile file({reinterpret_cast<const char*>(data + 1), size - 1}, (how & 32) != 0 ? ".gz" : ".csv");
  auto reader = DelimitedReader::Open(file.path(), dialect);
  std::int64_t line = 0;
  while (reader) {
    const auto record = reader->Next();
    if (!record && record.error().message.empty()) std::abort();
    if (!record || *record == nullptr) break;
    const Record& read = **record;
    if (read.line <= line) std::abort();
    line = read.line;
    if (read.fault.empty() && read.cells.size() != reader->columns().size()) std::abort();
    for (const std::string_view cell : read.cells) {
      if (FindValidText(cell).size != cell.size()) std::abort();
    }
  }
  if (!reader && reader.error().message.empty()) std::abort();
  return 0;
}
