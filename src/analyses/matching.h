#ifndef TENON_ANALYSES_MATCHING_H_
#define TENON_ANALYSES_MATCHING_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analyses/analysis.h"
#include "analyses/meaning.h"
#include "index/text_index.h"
#include "text/dictionary.h"
#include "text/top_documents.h"

namespace tenon::analyses {

/// What is sought: a need, a result, a question in a few words.
struct Sought {
  std::string title, text;
  std::vector<std::string> codes = {};  ///< SCHEME:CODE
};

enum class Encoder {
  kWhereAdded,  ///< meaning counts beside words where the workspace has a sentence encoder
  kNone,        ///< words and codes alone
};

/// How a score is made. Defaults were chosen on halves of judged collections (docs/analyses/match.md).
struct MatchSettings {
  text::Bm25 bm25 = {};
  double query_title_weight = 3;  ///< a word in the title of what is sought counts so many times
  double k3 = 3;                  ///< > 0; how soon more of the same word in what is sought adds nothing
  double translated_weight = 1;   ///< of a word in the other language, against one in its own; 0: none are sought
  double gram_weight = 1;         ///< of the four-letter grams of a translated word, against the word; 0: none
  double code_weight = 3;         ///< added for each code shared; half of it where a concordance led to it
  /// Words of the best documents sought as well (RM3); 0 documents: none.
  std::size_t feedback_documents = 0;
  std::size_t feedback_terms = 20;
  double feedback_weight = 0.5;  ///< 0 to 1: their share among the words sought
  Encoder encoder = Encoder::kWhereAdded;
};

/// The index a Matcher of these settings searches: one for all questions to a collection, also for finding an id in it.
/// Errors  those of index::OpenTextIndex.
Result<index::TextFile> OpenIndexOf(const Question& question, index::Collection collection,
                                    const MatchSettings& settings);

/// A word of what is sought, as an index has it.
struct SoughtTerm {
  enum class Kind { kOwn, kTranslated, kGram, kFeedback };
  std::string term;
  Kind kind = Kind::kOwn;
  std::string source;  ///< as it stands in what is sought; for kFeedback: in a document
  double weight = 0;
  text::Term number = 0;  ///< in the index
};

struct Candidate {
  text::Document document = 0;
  double score = 0;  ///< own + translated + feedback + codes + meaning
  double own = 0, translated = 0, feedback = 0, codes = 0, meaning = 0;
  std::vector<std::string> shared_codes;  ///< of the sought; "A>B": by a concordance that leads from A to B
};

/// Codes in other schemes to which a concordance leads from a code, in either direction.
using CodesReached = std::map<std::string, std::vector<std::string>>;

/// Finds documents of a collection for texts: by their words, these words translated, codes, and what they mean.
///
///   score = sum over terms of weight * BM25 impact + code_weight * shared codes
///
/// Where a sentence encoder is at hand, candidates are the kPool best by that score and the kPool with the nearest
/// vectors, and with d and e the standard deviations of the two over these candidates,
///
///   score = w * score / d + inner product of the vectors / e
///
/// where w is text::WordsBesideVectors of the share of candidates written as what is sought is; every part of a score
/// then counts in these units.
///
/// A term of what is sought that occurs q times (in the title: counted query_title_weight times) weighs q (k3 + 1) /
/// (q + k3); a translated word carries the weight of its source times its share of the meaning.
/// A code is shared where one of the two begins with the other ("HS2017:2811", "HS2017:281129"), or, for half the
/// weight, where a concordance leads from the one to such a code of the other.
class Matcher {
 public:
  /// Opens (or makes) the index and reads the dictionary.
  /// Errors  those of OpenIndexOf and Snapshot::Ask.
  static Result<Matcher> Open(const Question& question, index::Collection collection, const MatchSettings& settings);

  /// The terms of what is sought that the index has.
  std::vector<SoughtTerm> TermsOf(const Sought& sought) const;
  /// For each the best candidates, best first, at most `count`. `allowed`: as TopOptions.
  /// Errors  those of text::TopDocuments and Snapshot::Ask (feedback and codes read the table).
  Result<std::vector<std::vector<Candidate>>> Find(const Question& question, std::span<const Sought> sought,
                                                   std::size_t count, std::span<const std::uint8_t> allowed = {}) const;

  const index::TextFile& file() const { return *file_; }
  index::Collection collection() const { return collection_; }
  const text::Dictionary& dictionary() const { return *dictionary_; }
  const std::optional<Meaning>& meaning() const { return meaning_; }

 private:
  Matcher(index::Collection collection, const MatchSettings& settings, index::TextFile file)
      : collection_(collection), settings_(settings), file_(std::make_unique<index::TextFile>(std::move(file))) {}
  Result<std::vector<SoughtTerm>> WithFeedback(const Question& question, const std::vector<SoughtTerm>& terms,
                                               const std::vector<text::Hit>& hits) const;
  Status AddCodes(const Question& question, const Sought& sought, const CodesReached& reached,
                  std::vector<Candidate>& candidates) const;
  /// Find of a few.
  Result<std::vector<std::vector<Candidate>>> FindSome(const Question& question, std::span<const Sought> sought,
                                                       std::size_t count, std::span<const std::uint8_t> allowed) const;
  void AddMeaning(const Sought& sought, std::span<const float> vector, std::vector<Candidate>& candidates) const;

  index::Collection collection_;
  MatchSettings settings_;
  std::unique_ptr<index::TextFile> file_;
  std::unique_ptr<text::Dictionary> dictionary_ = std::make_unique<text::Dictionary>();
  std::optional<Meaning> meaning_;
};

/// Codes of `sought` that `codes` share.
std::vector<std::string> SharedCodes(std::span<const std::string> sought, std::span<const std::string> codes);

/// Refuses what cannot be sought. Errors  InvalidArgument: no UTF-8, no letter or digit.
Status CheckSought(const Sought& sought, const std::string& where);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_MATCHING_H_
