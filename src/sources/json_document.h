#ifndef TENON_SOURCES_JSON_DOCUMENT_H_
#define TENON_SOURCES_JSON_DOCUMENT_H_

#include <filesystem>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "store/load.h"
#include "tenon/error.h"

namespace tenon::sources {

/// Parses a whole JSON document.
/// Errors  CorruptInput: no JSON (with line and column), a key that stands twice in one object: which value is meant
///         cannot be known.
Result<nlohmann::json> ParseJson(std::string_view text, const std::string& file);

/// The document in a file of a load. Errors  of Load::OnDisk, ReadWholeFile and ParseJson.
Result<nlohmann::json> ReadJsonDocument(store::Load& load, const std::filesystem::path& file, std::uint64_t limit);

/// A member of an object; nullptr: it is absent or null.
/// Errors  SchemaMismatch: it is of another type, or `object` is no object. `where` is the file, and the place in it.
Result<const nlohmann::json*> MemberOf(const nlohmann::json& object, std::string_view name,
                                       nlohmann::json::value_t type, const std::string& where);

/// Errors  SchemaMismatch: no object, or one of these members is neither text nor null nor absent.
Status CheckTexts(const nlohmann::json& object, std::initializer_list<std::string_view> names,
                  const std::string& where);

/// A text member; "" if it is absent or null. REQUIRES  CheckTexts has passed it.
std::string TextOf(const nlohmann::json& object, std::string_view name);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_JSON_DOCUMENT_H_
