#include "sources/json_document.h"

#include <fmt/format.h>

#include <cstdint>
#include <set>
#include <vector>

#include "base/files.h"

namespace tenon::sources {

using Json = nlohmann::json;
namespace fs = std::filesystem;

Result<Json> ParseJson(std::string_view text, const std::string& file) {
  std::vector<std::set<std::string>> open;  // keys of the objects around
  std::string twice;
  const auto watch = [&](int, Json::parse_event_t event, const Json& parsed) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key) {
      const auto& key = parsed.get_ref<const std::string&>();
      if (!open.back().insert(key).second && twice.empty()) twice = key;
    }
    return true;
  };
  try {
    Json document = Json::parse(text, watch);
    if (twice.empty()) return document;
    return Fail(ErrorKind::kCorruptInput, fmt::format("the key '{}' stands twice in one object", twice), file);
  } catch (const Json::exception& error) {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: ..."
    const std::string_view message = error.what();
    return Fail(ErrorKind::kCorruptInput,
                fmt::format("not a JSON document: {}", message.substr(message.find("] ") + 2)), file);
  }
}

Result<Json> ReadJsonDocument(store::Load& load, const fs::path& file, std::uint64_t limit) {
  TENON_ASSIGN(const fs::path on_disk, load.OnDisk(file));
  TENON_ASSIGN(const std::string text, ReadWholeFile(on_disk, limit));
  return ParseJson(text, file.string());
}

Result<const Json*> MemberOf(const Json& object, std::string_view name, Json::value_t type, const std::string& where) {
  if (!object.is_object()) {
    return Fail(ErrorKind::kSchemaMismatch, fmt::format("an object is expected, not {}", object.type_name()), where);
  }
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return nullptr;
  if (found->type() == type) return &*found;
  return Fail(ErrorKind::kSchemaMismatch,
              fmt::format("'{}' is {}; {} is expected", name, found->type_name(), Json(type).type_name()), where);
}

Status CheckTexts(const Json& object, std::initializer_list<std::string_view> names, const std::string& where) {
  for (const std::string_view name : names) TENON_CHECK(MemberOf(object, name, Json::value_t::string, where));
  return {};
}

std::string TextOf(const Json& object, std::string_view name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace tenon::sources
