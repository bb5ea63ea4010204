// Any bytes as a zip archive: it is refused, or its members are read to their end, each as long as the archive says.
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "input_file.h"
#include "store/archive.h"

using namespace tenon::store;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const InputFile file({reinterpret_cast<const char*>(data), size}, ".zip");
  const auto members = ListArchive(file.path());
  if (!members) {
    if (members.error().message.empty()) std::abort();
    return 0;
  }
  std::vector<char> block(1 << 16);
  for (const ArchiveMember& member : *members) {
    if (member.name.empty() || member.name.front() == '/' || member.name.find('\0') != std::string::npos) std::abort();
    auto opened = MemberFile::Open({file.path(), member.name});
    if (!opened) {
      if (opened.error().message.empty()) std::abort();
      continue;
    }
    std::uint64_t bytes = 0;
    for (;;) {
      const auto got = opened->Read(block.data(), block.size());
      if (!got && got.error().message.empty()) std::abort();
      if (got) bytes += *got;
      if (bytes > member.bytes) std::abort();
      if (!got) break;
      if (*got > 0) continue;
      if (bytes != member.bytes) std::abort();
      break;
    }
  }
  return 0;
}
