#include "econ/eigenpair.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/random.h"

namespace tenon::econ {
namespace {

constexpr std::size_t kMaxSteps = 1000;
constexpr std::size_t kStepsBetweenLooks = 5;
constexpr double kResidual = 1e-13;

double Dot(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

double Length(std::span<const double> a) { return std::sqrt(Dot(a, a)); }

void Subtract(std::span<double> a, double factor, std::span<const double> b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] -= factor * b[i];
}

void Orthogonalise(std::span<double> a, std::span<const std::vector<double>> without,
                   std::span<const std::vector<double>> basis) {
  for (int pass = 0; pass < 2; ++pass) {
    for (const auto& b : without) Subtract(a, Dot(a, b), b);
    for (const auto& b : basis) Subtract(a, Dot(a, b), b);
  }
}

/// A symmetric tridiagonal matrix: off[i] stands between i and i + 1.
struct Tridiagonal {
  std::vector<double> diagonal, off;
};

double AwayFromZero(double pivot) {
  return pivot == 0 ? -std::numeric_limits<double>::min() / std::numeric_limits<double>::epsilon() : pivot;
}

/// Bisection: x lies above every eigenvalue when all pivots of T - x are negative.
double LargestEigenvalue(const Tridiagonal& t) {
  const std::size_t n = t.diagonal.size();
  double low = -std::numeric_limits<double>::infinity(), high = low;
  for (std::size_t i = 0; i < n; ++i) {
    const double radius = (i > 0 ? std::abs(t.off[i - 1]) : 0) + (i + 1 < n ? std::abs(t.off[i]) : 0);
    low = std::max(low, t.diagonal[i]);
    high = std::max(high, t.diagonal[i] + radius);
  }
  for (int step = 0; step < 200 && low < high; ++step) {
    const double x = low + (high - low) / 2;
    if (x <= low || x >= high) break;
    bool above = true;
    double pivot = 1;
    for (std::size_t i = 0; i < n && above; ++i) {
      pivot = AwayFromZero(t.diagonal[i] - x - (i > 0 ? t.off[i - 1] * t.off[i - 1] / pivot : 0));
      above = pivot < 0;
    }
    (above ? high : low) = x;
  }
  return high;
}

/// The eigenvector of `value`, from the factorisation twisted where the pivot is smallest.
std::vector<double> EigenvectorOf(const Tridiagonal& t, double value) {
  const std::size_t n = t.diagonal.size();
  std::vector<double> down(n), up(n), vector(n);
  for (std::size_t i = 0; i < n; ++i) {
    down[i] = AwayFromZero(t.diagonal[i] - value - (i > 0 ? t.off[i - 1] * t.off[i - 1] / down[i - 1] : 0));
  }
  for (std::size_t i = n; i-- > 0;) {
    up[i] = AwayFromZero(t.diagonal[i] - value - (i + 1 < n ? t.off[i] * t.off[i] / up[i + 1] : 0));
  }
  std::size_t twist = 0;
  double smallest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < n; ++i) {
    const double pivot = std::abs(down[i] + up[i] - (t.diagonal[i] - value));
    if (pivot < smallest) {
      smallest = pivot;
      twist = i;
    }
  }
  vector[twist] = 1;
  for (std::size_t i = twist; i-- > 0;) vector[i] = -t.off[i] * vector[i + 1] / down[i];
  for (std::size_t i = twist; i + 1 < n; ++i) vector[i + 1] = -t.off[i] * vector[i] / up[i + 1];
  const double length = Length(vector);
  for (double& x : vector) x /= length;
  return vector;
}

}  // namespace

Result<std::optional<Eigenpair>> LargestEigenpair(std::size_t n, const SymmetricOperator& apply,
                                                  std::span<const std::vector<double>> without) {
  if (n <= without.size()) return std::nullopt;
  const std::size_t dimensions = n - without.size();
  Random random(1);
  std::vector<double> next(n);
  for (double& x : next) x = random.Normal();
  Orthogonalise(next, without, {});
  double length = Length(next);
  std::vector<std::vector<double>> basis;
  Tridiagonal t;
  double norm = 0;
  while (true) {
    for (double& x : next) x /= length;
    basis.push_back(next);
    apply(basis.back(), next);
    t.diagonal.push_back(Dot(next, basis.back()));
    Orthogonalise(next, without, basis);
    length = Length(next);
    norm = std::max({norm, std::abs(t.diagonal.back()), length});
    const bool exhausted = basis.size() == dimensions || length <= 1e-15 * norm;
    if (exhausted || basis.size() == kMaxSteps || basis.size() % kStepsBetweenLooks == 0) {
      const double value = LargestEigenvalue(t);
      const std::vector<double> weights = EigenvectorOf(t, value);
      const double residual = length * std::abs(weights.back());
      if (exhausted || residual <= kResidual * norm) {
        Eigenpair pair{value, std::vector<double>(n)};
        for (std::size_t i = 0; i < basis.size(); ++i) Subtract(pair.vector, -weights[i], basis[i]);
        return pair;
      }
      if (basis.size() == kMaxSteps) {
        return Fail(ErrorKind::kNotConverged,
                    fmt::format("an eigenvalue of {} is known to {} only after {} steps", value, residual, kMaxSteps));
      }
    }
    t.off.push_back(length);
  }
}

}  // namespace tenon::econ
