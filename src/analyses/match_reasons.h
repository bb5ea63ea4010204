#ifndef TENON_ANALYSES_MATCH_REASONS_H_
#define TENON_ANALYSES_MATCH_REASONS_H_

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analyses/documents.h"
#include "analyses/matching.h"
#include "tenon/spec.h"

namespace tenon::analyses {

/// Why a document was found, and what keeps one from saying yes.
struct MatchReasons {
  /// Words of what is sought that stand in the document, in their order; for a translated one "source > word", the word
  /// as it stands in the document.
  std::vector<std::string> words;
  /// Of the title of what is sought, up to three that neither stand in the document nor are translated there: those
  /// that say most (weight times idf).
  std::vector<std::string> absent;
};

/// `terms`: Matcher::TermsOf(sought).
MatchReasons ReasonsOf(const Matcher& matcher, const Sought& sought, const std::vector<SoughtTerm>& terms,
                       const Candidate& candidate, const DocumentFacts& facts);

/// Something a firm must still ask before it could say yes.
struct MissingFact {
  std::string code;  ///< readiness_not_stated, too_early, owner_not_stated, licence_not_stated, not_mentioned
  Text text;
};
std::vector<MissingFact> MissingOf(const DocumentFacts& facts, const MatchReasons& reasons);

/// For each document the most similar other one (cosine of term frequencies times idf), if any is at least 0.2 similar.
std::vector<std::optional<std::size_t>> NearestOthers(const Matcher& matcher, std::span<const DocumentFacts> facts);

/// "words 3.1; translation 2.0; codes 3.0": what is not zero.
std::string PartsText(const Candidate& candidate);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_MATCH_REASONS_H_
