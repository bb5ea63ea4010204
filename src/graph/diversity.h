#ifndef TENON_GRAPH_DIVERSITY_H_
#define TENON_GRAPH_DIVERSITY_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "graph/citation_graph.h"
#include "tenon/error.h"

namespace tenon::graph {

/// Over how many classes (fields, industries) something is spread.
struct Diversity {
  std::uint32_t classified = 0;     ///< N: neighbours that have a class
  std::uint32_t unclassified = 0;   ///< neighbours without: not in N
  std::optional<double> raw;        ///< 1 - sum of s_k^2; missing for N = 0
  std::optional<double> corrected;  ///< raw x N / (N - 1), not above 1; missing for N < 2
};

/// `weights`: how much of the N neighbours lies in each class; they sum to N.
Diversity MeasureDiversity(std::span<const double> weights, std::uint32_t classified);

/// Generality of each node: the classes of those that cite it. Originality: the classes of those it cites. A neighbour
/// of several classes lies in each with an equal part.
///
/// Shape       `classes` has one row for each node: its classes, by number.
/// Errors      InvalidArgument: another number of rows.
/// Reference   Trajtenberg, Henderson & Jaffe 1997, doi 10.1080/10438599700000006; the correction: Hall 2005, "A Note
///             on the Bias in Herfindahl-Type Measures Based on Count Data", Revue d'economie industrielle 110.
Result<std::vector<Diversity>> Generality(const CitationGraph& graph, Rows classes);
Result<std::vector<Diversity>> Originality(const CitationGraph& graph, Rows classes);

}  // namespace tenon::graph

#endif  // TENON_GRAPH_DIVERSITY_H_
