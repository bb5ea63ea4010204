#ifndef TENON_GRAPH_BIG_NATURAL_H_
#define TENON_GRAPH_BIG_NATURAL_H_

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tenon::graph {

/// A number as mantissa x 2^exponent, mantissa in [0.5, 1) or 0: a BigNatural rounded to a double of any size.
struct ScaledReal {
  double mantissa = 0;
  std::int64_t exponent = 0;
};

/// Right to one part in 2^52. Words of 64 bits, the lowest first.
ScaledReal RoundToReal(std::span<const std::uint64_t> words);

/// A natural number of any size, exact: for counts of paths, which pass 2^128 on real citation networks.
class BigNatural {
 public:
  BigNatural() = default;
  explicit BigNatural(std::uint64_t value);
  /// Words of 64 bits, the lowest first.
  explicit BigNatural(std::span<const std::uint64_t> words);

  bool IsZero() const { return words_.empty(); }
  /// Number of bits; 0 for 0.
  std::size_t Bits() const;
  BigNatural& operator+=(const BigNatural& other);
  friend BigNatural operator+(BigNatural a, const BigNatural& b) { return a += b; }
  friend BigNatural operator*(const BigNatural& a, const BigNatural& b);
  friend std::strong_ordering operator<=>(const BigNatural& a, const BigNatural& b);
  friend bool operator==(const BigNatural& a, const BigNatural& b) = default;

  ScaledReal Rounded() const { return RoundToReal(words_); }
  /// Natural logarithm, right to the last bits of a double; -infinity for 0.
  double Log() const;
  /// Decimal digits.
  std::string ToText() const;

 private:
  std::vector<std::uint64_t> words_;  // the highest is not 0
};

}  // namespace tenon::graph

#endif  // TENON_GRAPH_BIG_NATURAL_H_
