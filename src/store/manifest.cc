#include "store/manifest.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/sha256.h"

namespace tenon::store {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kVersion = 1;
constexpr std::int64_t kLargest = 1LL << 53;  ///< what every JSON reader keeps exactly

bool IsPlain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

std::string TextOf(const Manifest& manifest, std::string_view checksum) {
  Json loads = Json::array();
  for (const LoadRecord& load : manifest.loads) {
    Json inputs = Json::array();
    for (const InputFile& file : load.files) {
      inputs.push_back({{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    }
    loads.push_back({{"id", load.id},
                     {"source", load.source},
                     {"options", load.options},
                     {"time", load.time},
                     {"licence", load.licence},
                     {"credit", load.credit},
                     {"files", std::move(inputs)},
                     {"rows", load.rows},
                     {"rows_rejected", load.rows_rejected}});
  }
  Json files = Json::array();
  for (const TableFile& file : manifest.files) {
    files.push_back({{"table", file.table},
                     {"source", file.source},
                     {"load", file.load},
                     {"path", file.path},
                     {"rows", file.rows},
                     {"bytes", file.bytes},
                     {"sha256", file.sha256}});
  }
  const Json json = {{"version", kVersion},  {"number", manifest.number}, {"time", manifest.time},
                     {"checksum", checksum}, {"loads", std::move(loads)}, {"files", std::move(files)}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

/// Reads typed fields; remembers the first that is not as it should be.
class Fields {
 public:
  std::string Text(const Json& object, const char* name) {
    const Json* field = Find(object, name);
    if (!field) return {};
    if (!field->is_string()) return Note(fmt::format("'{}' is no text", name)), std::string();
    return field->get<std::string>();
  }

  std::int64_t Count(const Json& object, const char* name) {
    const Json* field = Find(object, name);
    if (!field) return 0;
    // get<> would wrap a number above 2^63 round; so look at it as the unsigned number the parser made of it.
    if (!field->is_number_unsigned() || field->get<std::uint64_t>() > static_cast<std::uint64_t>(kLargest)) {
      return Note(fmt::format("'{}' is no whole number from 0 to 2^53", name)), 0;
    }
    return field->get<std::int64_t>();
  }

  const Json& List(const Json& object, const char* name) {
    static const Json empty = Json::array();
    const Json* field = Find(object, name);
    if (!field) return empty;
    if (!field->is_array()) return Note(fmt::format("'{}' is no list", name)), empty;
    return *field;
  }

  void Note(std::string what) {
    if (problem_.empty()) problem_ = std::move(what);
  }
  const std::string& problem() const { return problem_; }

 private:
  const Json* Find(const Json& object, const char* name) {
    if (!object.is_object()) return Note(fmt::format("no object where '{}' should stand", name)), nullptr;
    const auto field = object.find(name);
    if (field == object.end()) return Note(fmt::format("'{}' is missing", name)), nullptr;
    return &*field;
  }

  std::string problem_;
};

bool IsSha256(std::string_view text) {
  return text.size() == 64 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// tables/<table>/<source's folder>/<file>.parquet, no more and no less, so that no path leaves the workspace.
bool IsPathOf(std::string_view path, const TableFile& file) {
  if (file.table.empty() || !std::ranges::all_of(file.table, IsPlain)) return false;
  const std::string folder = fmt::format("tables/{}/{}/", file.table, FolderNameOf(file.source));
  constexpr std::string_view suffix = ".parquet";
  if (file.source.empty() || !path.starts_with(folder) || !path.ends_with(suffix)) return false;
  path.remove_prefix(folder.size());
  if (path.size() <= suffix.size()) return false;
  path.remove_suffix(suffix.size());
  return std::ranges::all_of(path, IsPlain);
}

Manifest FromJson(const Json& json, Fields& fields) {
  Manifest manifest;
  if (const std::int64_t version = fields.Count(json, "version"); fields.problem().empty() && version != kVersion) {
    fields.Note(fmt::format("it is of version {}; this program reads version {}", version, kVersion));
    return manifest;
  }
  manifest.number = fields.Count(json, "number");
  manifest.time = fields.Text(json, "time");
  manifest.checksum = fields.Text(json, "checksum");
  std::set<std::string> ids;
  for (const Json& item : fields.List(json, "loads")) {
    LoadRecord load;
    load.id = fields.Text(item, "id");
    load.source = fields.Text(item, "source");
    load.options = fields.Text(item, "options");
    load.time = fields.Text(item, "time");
    load.licence = fields.Text(item, "licence");
    load.credit = fields.Text(item, "credit");
    for (const Json& input : fields.List(item, "files")) {
      load.files.push_back({fields.Text(input, "name"), fields.Count(input, "bytes"), fields.Text(input, "sha256")});
    }
    load.rows = fields.Count(item, "rows");
    load.rows_rejected = fields.Count(item, "rows_rejected");
    if (!ids.insert(load.id).second) fields.Note(fmt::format("load '{}' stands twice", load.id));
    manifest.loads.push_back(std::move(load));
  }
  std::set<std::string> paths;
  for (const Json& item : fields.List(json, "files")) {
    TableFile file;
    file.table = fields.Text(item, "table");
    file.source = fields.Text(item, "source");
    file.load = fields.Text(item, "load");
    file.path = fields.Text(item, "path");
    file.rows = fields.Count(item, "rows");
    file.bytes = fields.Count(item, "bytes");
    file.sha256 = fields.Text(item, "sha256");
    if (!IsPathOf(file.path, file)) {
      fields.Note(
          fmt::format("'{}' is no path of a file of table '{}'; allowed is tables/<table>/<source>/<name>.parquet",
                      file.path, file.table));
    }
    if (!IsSha256(file.sha256)) fields.Note(fmt::format("'{}' has no SHA-256", file.path));
    if (!ids.contains(file.load))
      fields.Note(fmt::format("'{}' is of load '{}', which is not listed", file.path, file.load));
    if (!paths.insert(file.path).second) fields.Note(fmt::format("'{}' stands twice", file.path));
    manifest.files.push_back(std::move(file));
  }
  return manifest;
}

}  // namespace

std::string ManifestName(std::int64_t number) { return fmt::format("manifest-{:06}.json", number); }

std::string Manifest::Name() const { return ManifestName(number); }

std::string WriteManifest(Manifest& manifest) {
  manifest.checksum = Sha256Of(TextOf(manifest, ""));
  return TextOf(manifest, manifest.checksum);
}

Result<Manifest> ReadManifest(std::string_view json, const std::string& file) {
  const auto damaged = [&](std::string_view what) {
    return Fail(
        ErrorKind::kCorruptInput,
        fmt::format("this manifest is damaged: {}. Nothing was read from it; `tenon snapshots` lists the others and "
                    "`tenon rollback` goes back to one",
                    what),
        file);
  };
  const Json parsed = Json::parse(json, nullptr, false);
  if (parsed.is_discarded()) return damaged("it is no complete JSON");
  Fields fields;
  Manifest manifest = FromJson(parsed, fields);
  if (!fields.problem().empty()) return damaged(fields.problem());
  const std::string found = manifest.checksum;
  if (WriteManifest(manifest) != json) {
    return damaged(found == manifest.checksum
                       ? "it is not written as this program writes it"
                       : fmt::format("its checksum is {}, its content gives {}", found, manifest.checksum));
  }
  return manifest;
}

std::string FolderNameOf(std::string_view source) {
  std::string name;
  for (const char c : source) {
    if (IsPlain(c) || (c == '.' && !name.empty())) {
      name += c;
    } else {
      name += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return name;
}

}  // namespace tenon::store
