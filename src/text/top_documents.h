#ifndef TENON_TEXT_TOP_DOCUMENTS_H_
#define TENON_TEXT_TOP_DOCUMENTS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tenon/error.h"
#include "tenon/job.h"
#include "text/impact_index.h"

namespace tenon::text {

struct QueryTerm {
  Term term = 0;
  float weight = 1;  ///< > 0
};
/// Each term once.
using Query = std::vector<QueryTerm>;

struct Hit {
  Document document = 0;
  float score = 0;
};

struct TopOptions {
  std::size_t count = 10;                      ///< of documents for each query
  std::span<const std::uint8_t> allowed = {};  ///< one a document, 0: not to be found; empty: all are allowed
  int threads = 1;                             ///< 0: one for each core
};

/// For each query the documents with the largest sum of weight * impact * step, best first; equal ones by number. Those
/// that share no term with the query are not among them.
///
/// The sums are made in single precision, of each document in the same order of terms, so the answer depends neither on
/// threads nor on what was skipped. A block of documents is left out, or looked up only where other terms occur, when
/// what its terms can add at most does not reach the worst of the best found so far (MaxScore, block by block).
///
/// Complexity  worst case O(postings of the terms); 64 KiB a thread.
/// Threads     parallel over queries.
/// Errors      InvalidArgument: a term that is not in the index, a weight that is not above zero and finite; Cancelled.
/// Reference   Turtle & Flood 1995, doi 10.1016/0306-4573(95)00020-H; Ding & Suel 2011, doi 10.1145/2009916.2010048.
Result<std::vector<std::vector<Hit>>> TopDocuments(const ImpactIndex& index, std::span<const Query> queries,
                                                   const TopOptions& options = {}, const Job& job = {});

}  // namespace tenon::text

#endif  // TENON_TEXT_TOP_DOCUMENTS_H_
