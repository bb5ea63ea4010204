#ifndef TENON_ANALYSES_READINESS_WORDS_H_
#define TENON_ANALYSES_READINESS_WORDS_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "text/tokens.h"

namespace tenon::analyses {

struct ReadinessWord {
  std::string_view term;
  int level = 0;  ///< technology readiness level at which ISO 16290 uses it
};

/// Finds the words that tell how far a technology has come, in English and Chinese, by stems.
///
/// Threads     one object a thread.
class ReadinessLexicon {
 public:
  ReadinessLexicon();
  /// Each once, in the order of the text. The longest term wins: "proof of concept" holds no "concept".
  std::vector<ReadinessWord> Find(std::string_view text);

 private:
  text::Analyzer analyzer_;
  std::map<std::vector<std::string>, ReadinessWord> words_;  // by stems
  std::size_t longest_ = 0;
};

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_READINESS_WORDS_H_
