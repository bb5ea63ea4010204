#ifndef TENON_BASE_RANDOM_H_
#define TENON_BASE_RANDOM_H_

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace tenon {

/// Seeded random numbers that are the same on every machine, up to the last bits of its log, exp and sqrt.
/// The standard library's distributions are not: each library draws its own.
///
/// Threads     one generator for each thread; for work that is split, one stream for each part (a draw, a segment), so
///             that no result depends on the split.
/// Reference   xoshiro256++ 1.0 and SplitMix64, Blackman & Vigna 2019, doi 10.1145/3460772.
class Random {
 public:
  /// Streams of one seed are independent for practical purposes: both words pass through SplitMix64.
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0);

  /// 64 uniform bits.
  std::uint64_t Next() {
    const std::uint64_t result = RotateLeft(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = RotateLeft(state_[3], 45);
    return result;
  }

  /// Uniform in [0, 1), a multiple of 2^-53.
  double Uniform() { return static_cast<double>(Next() >> 11) * 0x1.0p-53; }
  double Uniform(double low, double high) { return low + (high - low) * Uniform(); }

  /// Uniform in 0 .. bound - 1, without the bias of a remainder. REQUIRES: bound > 0.
  std::uint64_t Below(std::uint64_t bound);

  /// Standard normal (ziggurat of 256 layers). Reference  Marsaglia & Tsang 2000, doi 10.18637/jss.v005.i08.
  double Normal();

  /// Gamma with this shape and scale 1; 0 for shape 0. REQUIRES: shape >= 0.
  /// Reference   Marsaglia & Tsang 2000, doi 10.1145/358407.358414; a shape below 1 by the boost U^(1/shape).
  double Gamma(double shape);

  /// Shares that sum to 1. REQUIRES: one or more shapes, all > 0.
  std::vector<double> Dirichlet(std::span<const double> shapes);

 private:
  static std::uint64_t RotateLeft(std::uint64_t word, int bits) { return (word << bits) | (word >> (64 - bits)); }
  std::array<std::uint64_t, 4> state_;
};

}  // namespace tenon

#endif  // TENON_BASE_RANDOM_H_
