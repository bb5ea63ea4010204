#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/files.h"
#include "base/nearest.h"
#include "sources/table/mapping.h"

namespace tenon::sources {

namespace {

constexpr std::uint64_t kLongestMapping = 1 << 20;
constexpr std::array<std::string_view, 3> kAssignments = {"map", "set", "unit"};
constexpr std::array<std::string_view, 10> kScalars = {"sheet",   "header_row", "into",        "encoding", "delimiter",
                                                       "decimal", "form",       "source_name", "licence",  "credit"};

Error At(const std::string& file, const YAML::Mark& mark, std::string message) {
  return {ErrorKind::kInvalidArgument, std::move(message),
          fmt::format("{}:{}:{}", file, mark.line + 1, mark.column + 1)};
}

Result<std::string> Scalar(const std::string& file, const YAML::Node& node, std::string_view key) {
  if (!node.IsScalar() || node.Scalar().empty() || node.Scalar().find('\n') != std::string::npos) {
    return std::unexpected(At(file, node.Mark(), fmt::format("{}: a value on one line is expected here", key)));
  }
  return node.Scalar();
}

Result<std::string> List(const std::string& file, const YAML::Node& node, std::string_view key) {
  std::string joined;
  if (node.IsScalar()) return Scalar(file, node, key);
  if (!node.IsSequence())
    return std::unexpected(At(file, node.Mark(), fmt::format("{}: a list is expected here", key)));
  for (const YAML::Node& element : node) {
    TENON_ASSIGN(const std::string text, Scalar(file, element, key));
    joined += (joined.empty() ? "" : "\n") + text;
  }
  return joined;
}

Result<std::string> AssignmentList(const std::string& file, const YAML::Node& node, std::string_view key) {
  if (!node.IsMap()) {
    return std::unexpected(
        At(file, node.Mark(), fmt::format("{}: lines of the form 'column: value' are expected here", key)));
  }
  std::string joined;
  std::set<std::string> seen;
  for (const auto& entry : node) {
    TENON_ASSIGN(const std::string column, Scalar(file, entry.first, key));
    TENON_ASSIGN(const std::string value, Scalar(file, entry.second, key));
    if (!seen.insert(column).second) {
      return std::unexpected(At(file, entry.first.Mark(), fmt::format("{}: '{}' stands here twice", key, column)));
    }
    joined += (joined.empty() ? "" : "\n") + column + "=" + value;
  }
  return joined;
}

bool IsOneOf(std::span<const std::string_view> keys, std::string_view key) {
  return std::ranges::find(keys, key) != keys.end();
}

Status AddEntry(const std::string& file, const YAML::Node& name, const YAML::Node& node, Arguments& options) {
  std::string key = "null";  // YAML reads the bare word as no value
  if (!name.IsNull()) {
    TENON_ASSIGN(key, Scalar(file, name, "a key"));
  }
  if (IsOneOf(kAssignments, key)) {
    TENON_ASSIGN(std::string list, AssignmentList(file, node, key));
    if (options.Has(key)) list += "\n" + options.GetText(key);
    options.Set(key, std::move(list));
    return {};
  }
  if (key == "null") {
    TENON_ASSIGN(std::string list, List(file, node, key));
    if (options.Has(key)) list += "\n" + options.GetText(key);
    options.Set(key, std::move(list));
    return {};
  }
  if (!IsOneOf(kScalars, key)) {
    std::vector<std::string> known(kAssignments.begin(), kAssignments.end());
    known.insert(known.end(), kScalars.begin(), kScalars.end());
    known.emplace_back("null");
    std::string names;
    for (const std::string& word : known) names += (names.empty() ? "" : ", ") + word;
    return std::unexpected(At(file, name.Mark(),
                              fmt::format("unknown key '{}'{} allowed: {}", key,
                                          DidYouMean(key, known).empty() ? ";" : DidYouMean(key, known), names)));
  }
  TENON_ASSIGN(std::string value, Scalar(file, node, key));
  if (options.Has(key) && ToText(options.values().at(key)) != value) {
    return std::unexpected(At(file, name.Mark(),
                              fmt::format("{} is '{}' here and '{}' on the command line; say it once", key, value,
                                          ToText(options.values().at(key)))));
  }
  options.Set(key, std::move(value));
  return {};
}

}  // namespace

Status AddMappingFile(const std::string& file, Arguments& options) {
  TENON_ASSIGN(const std::string text, ReadWholeFile(file, kLongestMapping));
  try {
    const YAML::Node root = YAML::Load(text);
    if (!root.IsMap()) return std::unexpected(At(file, root.Mark(), "a mapping file is a list of 'option: value'"));
    std::set<std::string> seen;
    for (const auto& entry : root) {
      if (entry.first.IsScalar() && !seen.insert(entry.first.Scalar()).second) {
        return std::unexpected(
            At(file, entry.first.Mark(), fmt::format("'{}' stands here twice", entry.first.Scalar())));
      }
      TENON_CHECK(AddEntry(file, entry.first, entry.second, options));
    }
  } catch (const YAML::Exception& error) {
    return std::unexpected(At(file, error.mark, error.msg));
  }
  return {};
}

}  // namespace tenon::sources
