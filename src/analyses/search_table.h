#ifndef TENON_ANALYSES_SEARCH_TABLE_H_
#define TENON_ANALYSES_SEARCH_TABLE_H_

#include <optional>
#include <string>
#include <vector>

#include "analyses/matching.h"
#include "tenon/spec.h"

// What search, similar and match have in common.
namespace tenon::analyses {

Parameter TopParameter();
/// "language": in both languages, or in that of the words alone.
Parameter LanguageParameter();
/// "feedback": so many of the best documents lend their words.
Parameter FeedbackParameter();
/// "encoder": whether meaning counts beside words where the workspace has a sentence encoder.
Parameter EncoderParameter();
/// The defaults with what these parameters say.
MatchSettings SettingsOf(const Arguments& arguments);

ResultTable SearchTable();
std::vector<std::string> SearchConventions();
std::vector<std::string> SearchReferences();

/// Title, text and codes of a document as what is sought.
Result<Sought> SoughtOf(const Question& question, index::Collection collection, const index::TextFile& file,
                        text::Document document);

/// The loads behind a collection and the dictionary, and the encoder; a warning where nothing can be translated.
Answer StartSearchAnswer(const Question& question, const Matcher& matcher);

/// The best for what is sought among what passes the filters asked for, best first, at most as many as asked for.
/// `itself`: a document that is not to be among them.
/// Errors  NotFound: nothing shares a word with what is sought, or passes the filter.
Result<std::vector<Candidate>> BestCandidates(const Question& question, const Matcher& matcher, const Sought& sought,
                                              std::optional<text::Document> itself = std::nullopt);

/// The answer of search and similar. `itself`, Errors: as BestCandidates.
Result<Answer> AnswerSearch(const Question& question, const Matcher& matcher, const Sought& sought,
                            std::optional<text::Document> itself);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_SEARCH_TABLE_H_
