#ifndef TENON_ANALYSES_DOCUMENTS_H_
#define TENON_ANALYSES_DOCUMENTS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analyses/analysis.h"
#include "index/text_index.h"

namespace tenon::analyses {

/// A document of a collection, as its table says.
struct DocumentFacts {
  std::string source, id;
  Value title, text, year, economy, holder, holder_kind, readiness, licence;
  std::vector<std::string> codes;  ///< SCHEME:CODE
};

/// The parameter that chooses a collection, and the choice made.
Parameter CollectionParameter(std::string name, Text meaning, std::string default_value,
                              std::vector<std::string> choices);
index::Collection CollectionOf(const std::string& name);

/// In the order of `documents`. REQUIRES: they are of `file`, the index of the collection.
Result<std::vector<DocumentFacts>> FactsOf(const Question& question, index::Collection collection,
                                           const index::TextFile& file, std::span<const text::Document> documents);

/// The document an id names: printed id, or SOURCE:ID where several sources have it.
/// Errors  NotFound: no such id in the collection; InvalidArgument: several sources have it (they are listed).
Result<text::Document> DocumentOf(const Question& question, index::Collection collection, const index::TextFile& file,
                                  const std::string& id);

/// What a document must be to be found. A document whose table does not say so is not.
struct DocumentFilter {
  std::optional<std::int64_t> year_from, readiness_from;
  std::optional<std::string> economy, holder_kind, licence;

  bool IsOpen() const { return !year_from && !readiness_from && !economy && !holder_kind && !licence; }
};
/// The parameters year_from, readiness_from, economy, holder_kind, licence; and what they say.
std::vector<Parameter> FilterParameters();
DocumentFilter FilterOf(const Arguments& arguments);
/// One a document; empty where all are allowed.
/// Errors  NotFound: nothing passes the filter.
Result<std::vector<std::uint8_t>> AllowedBy(const Question& question, index::Collection collection,
                                            const index::TextFile& file, const DocumentFilter& filter);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_DOCUMENTS_H_
