// Any bytes as the options of `load table`, "name=value" one a line, or (first byte '!') as a mapping file: they are
// refused, or become a mapping whose columns are those of its table.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "input_file.h"
#include "sources/source.h"
#include "sources/table/mapping.h"
#include "tenon/spec.h"

using namespace tenon;

namespace {

std::vector<std::pair<std::string, std::string>> Pairs(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::size_t equals = std::min(line.find('='), line.size());
    pairs.emplace_back(line.substr(0, equals), line.substr(std::min(line.size(), equals + 1)));
  }
  return pairs;
}

template <class T>
bool Told(const Result<T>& result) {
  if (!result && result.error().message.empty()) std::abort();
  if (!result && result.error().kind == ErrorKind::kInternal) std::abort();
  return result.has_value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto& parameters = sources::FindSource("table")->spec.options;
  const bool as_file = text.starts_with('!');
  auto options = CheckArguments(parameters, as_file ? std::vector<std::pair<std::string, std::string>>{} : Pairs(text));
  if (!Told(options)) return 0;
  if (as_file) {
    const InputFile file(text.substr(1), ".yaml");
    if (!Told(sources::AddMappingFile(file.path().string(), *options))) return 0;
  }
  if (!Told(sources::SettleAssignments(*options))) return 0;
  (void)Told(sources::FormatOf("file.csv", *options));
  const auto mapping = sources::ReadMapping(*options);
  if (!Told(mapping)) return 0;
  for (const auto& origin : mapping->columns) {
    const auto& columns = mapping->table->columns;
    if (std::ranges::none_of(columns, [&](const auto& column) { return &column == origin.column; })) std::abort();
  }
  return 0;
}
