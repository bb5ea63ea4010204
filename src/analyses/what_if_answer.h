#ifndef TENON_ANALYSES_WHAT_IF_ANSWER_H_
#define TENON_ANALYSES_WHAT_IF_ANSWER_H_

#include <cstddef>
#include <vector>

#include "analyses/assessment.h"
#include "analyses/loss.h"
#include "analyses/outcome.h"
#include "analyses/provider.h"
#include "analyses/removal.h"
#include "analyses/sentence.h"

namespace tenon::analyses {

/// A supplier that stays, on one set of rows.
struct Gain {
  std::size_t segment = 0;  ///< the first on these rows
  std::string supplier;     ///< an economy (alpha-3) or an organisation
  bool organisation = false;
  double share = 0;  ///< of the whole supply, before
  double after = 0;  ///< of what is left, if those that stay keep their proportions
};

/// Everything that the tables and sentences of a what-if are made from.
struct WhatIf {
  Assessment assessment;
  Removal removal;
  double substitution = 0;
  std::vector<std::vector<Provider>> providers;  ///< by basis
  std::vector<SegmentLoss> losses;
  std::vector<SegmentOutcome> outcomes;
  std::vector<std::size_t> products;  ///< final products, the least left first
  std::vector<Gain> gains;            ///< the largest first
};

/// The answer in sentences: what falls, by what, who gains, what is not known.
std::vector<Sentence> WhatIfSentences(const WhatIf& what_if);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_WHAT_IF_ANSWER_H_
