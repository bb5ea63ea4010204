#include "text/bm25.h"

#include <cmath>

namespace tenon::text {

double InverseFrequency(std::uint64_t documents, std::uint64_t containing) {
  const auto all = static_cast<double>(documents), with = static_cast<double>(containing);
  return std::log1p((all - with + 0.5) / (with + 0.5));
}

double Saturation(double tf, double length, double mean_length, const Bm25& bm25) {
  return tf * (bm25.k1 + 1) / (tf + bm25.k1 * (1 - bm25.b + bm25.b * length / mean_length));
}

}  // namespace tenon::text
