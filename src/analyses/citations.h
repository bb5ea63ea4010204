#ifndef TENON_ANALYSES_CITATIONS_H_
#define TENON_ANALYSES_CITATIONS_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analyses/analysis.h"
#include "index/citation_index.h"

namespace tenon::analyses {

/// The loaded citations a question asks about.
struct Citations {
  std::string source;
  index::Cited cited = index::Cited::kWorks;
  index::CitationFile file;

  graph::CitationGraph graph() const { return file.graph(); }
};

/// The parameters by which a question chooses what cites what, and among sources that hold such citations.
Parameter CitedParameter();
Parameter CitationSourceParameter();

/// Errors  NotFound: no source with citations is loaded; InvalidArgument: several are, and --source does not choose
///         (they are listed); those of index::OpenCitationIndex.
Result<Citations> OpenCitations(const Question& question, index::Cited cited, index::TimeUnit unit,
                                index::Dangling dangling);

/// What is printed of a work or patent.
struct Named {
  Value id, title, year;  ///< missing where it has no record
};
/// In the order of the nodes. REQUIRES: called once for a question.
Result<std::vector<Named>> NamesOf(const Question& question, const Citations& citations,
                                   std::span<const graph::Node> nodes);

/// The answer's beginning: what the graph met, as warnings, and the loads behind it.
Answer StartAnswer(const Question& question, const Citations& citations);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_CITATIONS_H_
