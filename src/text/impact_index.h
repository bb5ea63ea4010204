#ifndef TENON_TEXT_IMPACT_INDEX_H_
#define TENON_TEXT_IMPACT_INDEX_H_

#include <cstdint>
#include <span>
#include <vector>

namespace tenon::text {

using Document = std::uint32_t;
using Term = std::uint32_t;

/// Documents are taken in blocks of this many, so that their numbers inside a block have 16 bits and the scores of a
/// block stay in the cache.
inline constexpr Document kBlock = 1U << 14;

/// What a term adds to the score of a document, in steps of ImpactIndex::step.
struct Posting {
  Document document = 0;
  std::uint16_t impact = 0;  ///< > 0
};

/// The postings of one term in one block, a part of ImpactIndex::stream.
struct Run {
  std::uint64_t begin = 0;    ///< where it begins in the stream
  std::uint16_t block = 0;    ///< documents block * kBlock ...
  std::uint16_t largest = 0;  ///< impact
  std::uint16_t count = 0;    ///< of postings
  std::uint16_t dense = 0;    ///< 0: `count` documents less the block's first, ascending, then their impacts.
                              ///< 1: kBlock impacts, 0 where the term is not; for terms of many documents
};
static_assert(sizeof(Run) == 16);

/// The 10th and 100th largest impact of a term, 0 where it has fewer postings: a search for so many begins with them.
struct Floor {
  std::uint16_t tenth = 0, hundredth = 0;
};

/// An inverted index of impacts: arrays of somebody else (a mapped file).
struct ImpactIndex {
  Document documents = 0;
  float step = 0;
  std::span<const std::uint64_t> first_run;  ///< terms + 1: term t has the runs first_run[t] .. first_run[t + 1] - 1
  std::span<const Run> runs;                 ///< of a term by block
  std::span<const std::uint16_t> stream;
  std::span<const Floor> floors;  ///< one a term

  std::span<const Run> RunsOf(Term term) const {
    return runs.subspan(first_run[term], first_run[term + std::size_t{1}] - first_run[term]);
  }
  /// In how many documents the term stands.
  std::uint64_t Containing(Term term) const {
    std::uint64_t containing = 0;
    for (const Run& run : RunsOf(term)) containing += run.count;
    return containing;
  }
};

/// Adds the next term's runs, floor and stream.
/// REQUIRES: postings ascend by document; `stream_begin` is where `stream` begins in the whole stream.
void AppendTerm(std::span<const Posting> postings, std::uint64_t stream_begin, std::vector<Run>& runs,
                std::vector<std::uint16_t>& stream, std::vector<Floor>& floors);

/// What the index holds of a document for a term, in steps; 0 if nothing. Complexity  O(log).
std::uint16_t ImpactOf(const ImpactIndex& index, Term term, Document document);

/// Are all places within the arrays, in order, and the largest impacts and floors what they say? For damaged files.
bool IsSound(const ImpactIndex& index);

}  // namespace tenon::text

#endif  // TENON_TEXT_IMPACT_INDEX_H_
