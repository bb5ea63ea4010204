// Any bytes as a manifest: it is refused, or it is byte by byte what would be written. The checksum is mended first,
// where it is empty, so that what stands behind it is reached.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/sha256.h"
#include "store/manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  for (const std::string empty : {"\"checksum\":\"\"", "\"checksum\": \"\""}) {
    if (const std::size_t at = text.find(empty); at != std::string::npos) {
      text.insert(at + empty.size() - 1, tenon::Sha256Of(text));
      break;
    }
  }
  auto manifest = tenon::store::ReadManifest(text, "manifest-000001.json");
  if (!manifest) {
    if (manifest.error().message.empty()) std::abort();
    return 0;
  }
  for (const auto& file : manifest->files) {
    if (file.path.find("..") != std::string::npos || !file.path.starts_with("tables/")) std::abort();
  }
  if (tenon::store::WriteManifest(*manifest) != text) std::abort();
  return 0;
}
