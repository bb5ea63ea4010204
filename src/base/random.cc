#include "base/random.h"

#include <cassert>
#include <cmath>

namespace tenon {
namespace {

std::uint64_t SplitMix64(std::uint64_t& state) {
  std::uint64_t word = (state += 0x9e3779b97f4a7c15ULL);
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9ULL;
  word = (word ^ (word >> 27)) * 0x94d049bb133111ebULL;
  return word ^ (word >> 31);
}

// 256 strips of equal area under exp(-x^2 / 2): edge[i] is the right end of strip i, strip 0 holds the tail beyond
// kTail.
constexpr int kStrips = 256;
constexpr double kTail = 3.6541528853610088;
constexpr double kArea = 0.00492867323399141;

struct Ziggurat {
  std::array<double, kStrips + 1> edge;
  std::array<double, kStrips> inside;  // part of a strip's width that lies under the curve for certain

  Ziggurat() {
    double height = std::exp(-0.5 * kTail * kTail);
    edge[0] = kArea / height;
    edge[1] = kTail;
    for (std::size_t i = 2; i < kStrips; ++i) {
      edge[i] = std::sqrt(-2 * std::log(kArea / edge[i - 1] + height));
      height = std::exp(-0.5 * edge[i] * edge[i]);
    }
    edge[kStrips] = 0;
    for (std::size_t i = 0; i < kStrips; ++i) inside[i] = edge[i + 1] / edge[i];
  }
};
const Ziggurat kZiggurat;

}  // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream) {
  std::uint64_t mixer = seed;
  mixer = SplitMix64(mixer) ^ stream;
  for (auto& word : state_) word = SplitMix64(mixer);
}

std::uint64_t Random::Below(std::uint64_t bound) {
  assert(bound > 0);
  // Words below 2^64 mod bound would make the first residues more likely.
  const std::uint64_t unfair = -bound % bound;
  std::uint64_t word = Next();
  while (word < unfair) word = Next();
  return word % bound;
}

double Random::Normal() {
  for (;;) {
    // The strip, the sign and the place use bits of their own: one word shared between them would correlate them.
    const std::uint64_t word = Next();
    const std::size_t strip = word & 0xff;
    const double sign = (word & 0x100) != 0 ? -1.0 : 1.0;
    const double place = static_cast<double>(word >> 11) * 0x1.0p-53;
    const double x = place * kZiggurat.edge[strip];
    if (place < kZiggurat.inside[strip]) return sign * x;
    if (strip == 0) {
      double beyond = 0;
      double test = 0;
      do {
        beyond = -std::log(1 - Uniform()) / kTail;
        test = -std::log(1 - Uniform());
      } while (2 * test < beyond * beyond);
      return sign * (kTail + beyond);
    }
    const double outer = std::exp(-0.5 * (kZiggurat.edge[strip] * kZiggurat.edge[strip] - x * x));
    const double inner = std::exp(-0.5 * (kZiggurat.edge[strip + 1] * kZiggurat.edge[strip + 1] - x * x));
    if (inner + Uniform() * (outer - inner) < 1) return sign * x;
  }
}

double Random::Gamma(double shape) {
  assert(shape >= 0);
  if (shape == 0) return 0;
  if (shape < 1) return Gamma(shape + 1) * std::pow(1 - Uniform(), 1 / shape);
  const double d = shape - 1.0 / 3.0;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = Normal();
    const double root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    const double u = 1 - Uniform();
    if (u < 1 - 0.0331 * (x * x) * (x * x)) return d * v;
    if (std::log(u) < 0.5 * x * x + d * (1 - v + std::log(v))) return d * v;
  }
}

std::vector<double> Random::Dirichlet(std::span<const double> shapes) {
  std::vector<double> shares;
  shares.reserve(shapes.size());
  double sum = 0;
  for (const double shape : shapes) sum += shares.emplace_back(Gamma(shape));
  for (double& share : shares) share /= sum;
  return shares;
}

}  // namespace tenon
