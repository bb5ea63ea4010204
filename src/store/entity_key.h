#ifndef TENON_STORE_ENTITY_KEY_H_
#define TENON_STORE_ENTITY_KEY_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tenon/error.h"

namespace tenon::store {

/// A space of printed ids. It goes by what the id names, not by who wrote it down: a patent that NIH, the Orange Book
/// and The Lens name gets one key, and tables of different sources join on it.
struct EntityNamespace {
  std::uint8_t number;    ///< the upper 8 bits of the key, 1 to 127: keys stay positive where readers know no unsigned
  std::string_view name;  ///< the name SQL gives
  char letter;            ///< of a family ("openalex") told apart by the first letter of the id; '\0' otherwise
  std::string_view ids;   ///< what its ids look like
};

/// All of them. Numbers stand in workspaces: a new one is added, an old one never changes.
std::span<const EntityNamespace> EntityNamespaces();

/// The one way of writing an id: "https://doi.org/10.1038/ABC" is "10.1038/abc", "US-7,635,707-B2" is "US7635707".
/// What `id` columns hold and what keys are made of. nullopt: not an id of this namespace, or no such namespace.
std::optional<std::string> EntityId(std::string_view name, std::string_view text);

/// The key of what an id names: 8 bits of namespace, then the number in the id (OpenAlex, PubMed), or 56 bits of the
/// SHA-256 of EntityId. nullopt as there. Two ids with one key are an error of the load (load_keys.cc).
std::optional<std::uint64_t> EntityKey(std::string_view name, std::string_view text);

/// The namespace a key is of; nullptr if there is none of that number.
const EntityNamespace* NamespaceOf(std::uint64_t key);

/// A patent's number as office, series and digits. Blanks, commas, points, hyphens and slashes go, the kind ("B2") and
/// the Orange Book's "*PED" too; US and EP numbers lose leading zeros, US applications of "US2005123456" form get their
/// seventh digit. So an application and a grant that an office prints under one number (EP, CN) are one patent here.
/// nullopt: no office in front ("7635707": whoever knows that it is American writes 'US' before it), nothing but zeros.
std::optional<std::string> PatentNumber(std::string_view text);

}  // namespace tenon::store

#endif  // TENON_STORE_ENTITY_KEY_H_
