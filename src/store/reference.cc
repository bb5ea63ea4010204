#include "store/reference.h"

#include <vector>

#include "base/embedded_file.h"

namespace tenon {
std::span<const EmbeddedFile> EmbeddedReference();
}

namespace tenon::store {

std::string_view ReferenceText(std::string_view path) {
  for (const EmbeddedFile& file : EmbeddedReference()) {
    if (file.path == path) return file.content;
  }
  return {};
}

void ForEachReferenceRow(std::string_view text, std::size_t width,
                         const std::function<void(std::span<const std::string_view>)>& row) {
  std::vector<std::string_view> fields;
  bool header = true;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (header || line.empty()) {
      header = false;
      continue;
    }
    fields.clear();
    for (std::size_t tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
      fields.push_back(line.substr(0, tab));
      line.remove_prefix(tab + 1);
    }
    fields.push_back(line);
    if (fields.size() < width) fields.resize(width);
    row(fields);
  }
}

}  // namespace tenon::store
