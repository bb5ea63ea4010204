#include "econ/gmres.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

namespace tenon::econ {
namespace {

constexpr std::size_t kBasis = 40;  // Krylov vectors between restarts

double Dot(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

void AddScaled(std::vector<double>& to, double factor, std::span<const double> vector) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += factor * vector[i];
}

void Scale(std::vector<double>& vector, double factor) {
  for (double& value : vector) value *= factor;
}

/// The least-squares problem of one cycle, kept triangular by Givens rotations as columns arrive.
struct Projection {
  std::vector<std::vector<double>> columns;
  std::vector<double> cosines, sines, rest;

  explicit Projection(double norm) : rest{norm} {}

  /// `column`: coefficients of the new product on the basis, and the norm of what is left.
  void Add(std::vector<double> column) {
    const std::size_t k = columns.size();
    for (std::size_t i = 0; i < k; ++i) {
      const double upper = cosines[i] * column[i] + sines[i] * column[i + 1];
      column[i + 1] = cosines[i] * column[i + 1] - sines[i] * column[i];
      column[i] = upper;
    }
    const double length = std::hypot(column[k], column[k + 1]);
    cosines.push_back(length == 0 ? 1 : column[k] / length);
    sines.push_back(length == 0 ? 0 : column[k + 1] / length);
    column[k] = length;
    rest.push_back(-sines[k] * rest[k]);
    rest[k] *= cosines[k];
    columns.push_back(std::move(column));
  }

  double residual() const { return std::abs(rest.back()); }

  std::vector<double> Solve() const {
    std::vector<double> z(rest.begin(), rest.end() - 1);
    for (std::size_t k = z.size(); k-- > 0;) {
      for (std::size_t j = k + 1; j < z.size(); ++j) z[k] -= columns[j][k] * z[j];
      z[k] = columns[k][k] == 0 ? 0 : z[k] / columns[k][k];
    }
    return z;
  }
};

}  // namespace

GmresSolution SolveByGmres(const Apply& apply, std::span<const double> b, double target, int max_products) {
  GmresSolution solution;
  solution.y.assign(b.begin(), b.end());
  while (solution.products < max_products) {
    std::vector<double> residual(b.begin(), b.end());
    AddScaled(residual, -1, apply(solution.y));
    ++solution.products;
    const double norm = std::sqrt(Dot(residual, residual));
    if (norm <= target) break;
    Scale(residual, 1 / norm);
    std::vector<std::vector<double>> basis{std::move(residual)};
    Projection projection(norm);
    while (basis.size() <= kBasis && solution.products < max_products && projection.residual() > target) {
      std::vector<double> next = apply(basis.back());
      ++solution.products;
      std::vector<double> column;
      for (const auto& vector : basis) {
        column.push_back(Dot(vector, next));
        AddScaled(next, -column.back(), vector);
      }
      const double left = std::sqrt(Dot(next, next));
      column.push_back(left);
      projection.Add(std::move(column));
      if (left == 0) break;
      Scale(next, 1 / left);
      basis.push_back(std::move(next));
    }
    const auto z = projection.Solve();
    for (std::size_t k = 0; k < z.size(); ++k) AddScaled(solution.y, z[k], basis[k]);
  }
  return solution;
}

}  // namespace tenon::econ
