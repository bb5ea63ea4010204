#ifndef TENON_TEXT_BM25_H_
#define TENON_TEXT_BM25_H_

#include <cstdint>

namespace tenon::text {

/// How a term's share in a score is made.
///
///   idf * tf (k1 + 1) / (tf + k1 (1 - b + b length / mean length)),   idf = ln(1 + (N - n + 1/2) / (n + 1/2))
///
/// tf counts an occurrence in the title `title_weight` times, and so does the length of the document, in terms.
///
/// Reference   Robertson & Zaragoza 2009, doi 10.1561/1500000019 (BM25, and of its fields: BM25F with one b for all).
struct Bm25 {
  double k1 = 1.2;          ///< > 0; how soon more of the same word adds nothing
  double b = 0.6;           ///< 0 to 1; how much long documents are held back
  double title_weight = 3;  ///< > 0
};

/// idf of a term that stands in `containing` of `documents` documents.
double InverseFrequency(std::uint64_t documents, std::uint64_t containing);
/// The factor of the idf. REQUIRES: mean_length > 0.
double Saturation(double tf, double length, double mean_length, const Bm25& bm25);

}  // namespace tenon::text

#endif  // TENON_TEXT_BM25_H_
