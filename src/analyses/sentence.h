#ifndef TENON_ANALYSES_SENTENCE_H_
#define TENON_ANALYSES_SENTENCE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyses/assessment.h"
#include "tenon/spec.h"
#include "tenon/table.h"

namespace tenon::analyses {

/// One statement of the answer, in both languages, with its numbers in place.
struct Sentence {
  std::string_view topic;
  Text text;
};

/// The chain as a whole: how many segments are choked, on whom they hang, where the way breaks, how sure, what would
/// sharpen it.
std::vector<Sentence> ChainSentences(const Assessment& assessment);
/// One segment: where it stands, who supplies it, controls, break, persistence, what would close it, what would sharpen
/// it.
std::vector<Sentence> SegmentSentences(const Assessment& assessment, std::size_t segment);

/// What would close a break or a choke; nothing where there is neither, or nothing to say.
std::optional<Sentence> ClosingSentence(const Assessment& assessment, std::size_t segment);

/// Rows of the table `sentences`; `segment` missing: about the whole.
void AddSentences(std::vector<Sentence> sentences, Table& table, const Value& segment = {});

/// Name of an economy in both languages; its code where there is none.
Text EconomyText(const std::string& code);
/// "36 %", "<1 %".
std::string PercentText(double share);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_SENTENCE_H_
