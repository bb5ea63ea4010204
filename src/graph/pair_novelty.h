#ifndef TENON_GRAPH_PAIR_NOVELTY_H_
#define TENON_GRAPH_PAIR_NOVELTY_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "graph/citation_graph.h"
#include "tenon/error.h"

namespace tenon::graph {

/// How new the company is that a work's references keep. A pair: two different sources (journals, venues, classes) that
/// both stand among a work's references.
struct PairNovelty {
  std::uint32_t pairs = 0;
  std::uint32_t first_time =
      0;  ///< pairs that stand in no earlier work; works of the same time do not count as earlier
  std::uint32_t first_time_reused = 0;  ///< of these, pairs that stand again in a later work, within `reuse` time
  std::optional<double>
      tenth_percentile_z;          ///< of the z of its pairs: below 0, its rarest company is rarer than chance
  std::optional<double> median_z;  ///< its usual company
};

struct PairNoveltyOptions {
  Time reuse = 3;  ///< (t, t + reuse]
};

/// First-time pairs, and how far each pair is from what chance would give.
///
/// z of a pair among the works of its time: (n_ij - E) / sd, where n_i of N works hold source i, and n_ij both, and
/// chance is hypergeometric: E = n_i n_j / N, sd^2 = E (N - n_i)(N - n_j) / (N (N - 1)); pairs with sd 0 have no z.
/// This is a closed form in place of the published tens of rewired networks: it keeps how often each source is held,
/// not how many each work holds. Percentiles: linear between order statistics.
///
/// Shape       `sources` has one row for each work: the sources of its references, in any order, with repeats; `time`
/// one
///             entry. A work without time has no pairs.
/// Errors      InvalidArgument: another number of times, reuse < 1.
/// Complexity  O(P log P) for P pairs in all works, 16 bytes each.
/// Reference   first-time pairs: Wang, Veugelers & Stephan 2017, doi 10.1016/j.respol.2017.06.006, here counted without
///             their weights; z: after Uzzi, Mukherjee, Stringer & Jones 2013, doi 10.1126/science.1240474.
Result<std::vector<PairNovelty>> MeasurePairNovelty(Rows sources, std::span<const Time> time,
                                                    const PairNoveltyOptions& options = {});

}  // namespace tenon::graph

#endif  // TENON_GRAPH_PAIR_NOVELTY_H_
