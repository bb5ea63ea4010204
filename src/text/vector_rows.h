#ifndef TENON_TEXT_VECTOR_ROWS_H_
#define TENON_TEXT_VECTOR_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "text/sentence_encoder.h"
#include "text/top_documents.h"

namespace tenon::text {

/// Vectors of documents in a byte a number: document d has cells[d * kSentenceWidth + i] * scales[d].
struct VectorRows {
  std::span<const std::int8_t> cells;
  std::span<const float> scales;
};

/// Rounds a vector to steps of its largest number by 127, and appends it. An inner product with a vector of length 1
/// moves by about 0.0004, at most by scale * sqrt(kSentenceWidth) / 2.
void AppendRow(std::span<const float> vector, std::vector<std::int8_t>& cells, std::vector<float>& scales);

/// The inner product of `query` with each of these documents. REQUIRES: every document is a row.
std::vector<float> InnerProducts(const VectorRows& rows, std::span<const float> query,
                                 std::span<const Document> documents);

/// For each query the `count` documents with the largest inner product, best first, equal ones by number: all are
/// looked at, none is guessed.
///
/// Shape       queries: any number of vectors of kSentenceWidth, row after row. `allowed` as TopOptions has it.
/// Complexity  O(queries * documents * kSentenceWidth), by blocks of rows.
std::vector<std::vector<Hit>> NearestDocuments(const VectorRows& rows, std::span<const float> queries,
                                               std::size_t count, std::span<const std::uint8_t> allowed = {});

}  // namespace tenon::text

#endif  // TENON_TEXT_VECTOR_ROWS_H_
