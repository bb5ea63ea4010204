#include "econ/io_leontief.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "econ/gmres.h"

namespace tenon::econ {
namespace {

constexpr double kTolerance = 1e-10;   // of an iterated solution: max |residual| / max |right-hand side|
constexpr int kMostIterations = 1000;  // products with A for one right-hand side

double MaxAbs(std::span<const double> values) {
  double largest = 0;
  for (const double value : values) largest = std::max(largest, std::abs(value));
  return largest;
}

Status CheckOutputs(const InputOutputTable& table) {
  for (std::size_t i = 0; i < table.output.size(); ++i) {
    if (table.output[i] == 0) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("sector {} has an output of 0: its coefficients do not exist; drop it first", i));
    }
  }
  return {};
}

/// (I - A) y or y' (I - A), subtracted from the right-hand side.
std::vector<double> Residual(const Matrix& a, std::span<const double> y, std::span<const double> right_hand_side,
                             Side side) {
  std::vector<double> residual = Multiply(a, y, side);
  for (std::size_t i = 0; i < residual.size(); ++i) residual[i] += right_hand_side[i] - y[i];
  return residual;
}

}  // namespace

Result<Leontief> Leontief::Coefficients(const InputOutputTable& table) {
  TENON_CHECK(CheckOutputs(table));
  Leontief model;
  model.output_ = table.output;
  const std::size_t n = model.size();
  model.coefficients_.rows = model.coefficients_.columns = n;
  model.coefficients_.cells.reserve(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto flows = table.flows.Row(i);
    for (std::size_t j = 0; j < n; ++j) model.coefficients_.cells.push_back(flows[j] / table.output[j]);
  }
  return model;
}

Result<Leontief> Leontief::Iterated(const InputOutputTable& table) {
  TENON_ASSIGN(Leontief model, Coefficients(table));
  TENON_CHECK(model.FindWeights());
  model.condition_ = (1 + model.rho_) / (1 - model.rho_);
  return model;
}

Result<Leontief> Leontief::Of(const InputOutputTable& table) {
  if (table.output.size() > kMostFactored) return Iterated(table);
  TENON_ASSIGN(Leontief model, Coefficients(table));
  const std::size_t n = model.size();
  Matrix system = model.coefficients_;
  for (double& cell : system.cells) cell = -cell;
  for (std::size_t i = 0; i < n; ++i) system(i, i) += 1;
  TENON_ASSIGN(model.factors_, Factors::Of(std::move(system)));
  model.condition_ = model.factors_->condition();
  return model;
}

Status Leontief::FindWeights() {
  constexpr double kRough = 1e-3;  // any w will do that passes the check below
  weights_ = Iterate(std::vector<double>(size(), 1.0), Side::kColumns, kRough).y;  // near L 1: A w = w - 1 < w
  for (std::size_t i = 0; i < size(); ++i) {
    const auto row = coefficients_.Row(i);
    double product = 0;
    for (std::size_t j = 0; j < size(); ++j) product += std::abs(row[j]) * weights_[j];
    const double ratio = product / weights_[i];
    if (!(weights_[i] > 0) || !(ratio < 1)) {
      return Fail(ErrorKind::kNotConverged,
                  fmt::format("no proof that the table's inverse exists: sector {} has weight {:.3g} and ratio {:.3g} "
                              "(below 1 is needed); look for sectors that use more than they make",
                              i, weights_[i], ratio));
    }
    rho_ = std::max(rho_, ratio);
  }
  return {};
}

Leontief::Solved Leontief::Iterate(std::span<const double> right_hand_side, Side side, double tolerance) const {
  const Apply apply = [&](std::span<const double> y) {
    std::vector<double> product = Multiply(coefficients_, y, side);
    for (std::size_t i = 0; i < product.size(); ++i) product[i] = y[i] - product[i];
    return product;
  };
  GmresSolution solved = SolveByGmres(apply, right_hand_side, tolerance * MaxAbs(right_hand_side), kMostIterations);
  Solved result;
  result.iterations = solved.products + 1;
  result.residual = Residual(coefficients_, solved.y, right_hand_side, side);
  result.y = std::move(solved.y);
  return result;
}

double Leontief::ErrorBound(std::span<const double> residual, Side side) const {
  double weighted = 0;
  for (std::size_t i = 0; i < residual.size(); ++i) {
    if (side == Side::kColumns) {
      weighted = std::max(weighted, std::abs(residual[i]) / weights_[i]);
    } else {
      weighted += std::abs(residual[i]) * weights_[i];
    }
  }
  const auto [smallest, largest] = std::ranges::minmax(weights_);
  return weighted / (1 - rho_) * (side == Side::kColumns ? largest : 1 / smallest);
}

Result<IoSolution> Leontief::Solve(Matrix right_hand_sides, Side side) const {
  IoSolution solution;
  const double scale = MaxAbs(right_hand_sides.cells);
  const auto relative = [&](double residual) { return scale == 0 ? 0 : residual / scale; };
  if (factors_) {
    solution.rows = right_hand_sides;
    factors_->Solve(solution.rows, side);
    for (std::size_t r = 0; r < right_hand_sides.rows; ++r) {
      const auto residual = Residual(coefficients_, solution.rows.Row(r), right_hand_sides.Row(r), side);
      solution.residual = std::max(solution.residual, relative(MaxAbs(residual)));
    }
    return solution;
  }
  solution.error_bound = 0;
  for (std::size_t r = 0; r < right_hand_sides.rows; ++r) {
    const auto right_hand_side = right_hand_sides.Row(r);
    const Solved solved = Iterate(right_hand_side, side, kTolerance);
    const double residual = MaxAbs(solved.residual);
    solution.iterations += solved.iterations;
    if (!(residual <= kTolerance * MaxAbs(right_hand_side))) {
      return Fail(ErrorKind::kNotConverged,
                  fmt::format("after {} iterations the residual is {:.3g} of the right-hand side; allowed is {:.3g}",
                              solved.iterations, relative(residual), kTolerance));
    }
    solution.residual = std::max(solution.residual, relative(residual));
    solution.error_bound = std::max(*solution.error_bound, ErrorBound(solved.residual, side));
    std::ranges::copy(solved.y, right_hand_sides.Row(r).begin());
  }
  solution.rows = std::move(right_hand_sides);
  return solution;
}

Result<IoInverse> Leontief::Inverse() const {
  if (!factors_) {
    return Fail(
        ErrorKind::kInvalidArgument,
        fmt::format("{} sectors are more than the {} up to which an inverse is made; ask for single sectors, or "
                    "for measures that need sums of the inverse only",
                    size(), kMostFactored));
  }
  IoInverse inverse{factors_->Inverse(), 0};
  const std::vector<double> ones(size(), 1.0);
  for (const Side side : {Side::kColumns, Side::kRows}) {
    const auto sums = Multiply(inverse.matrix, ones, side);
    inverse.residual = std::max(inverse.residual, MaxAbs(Residual(coefficients_, sums, ones, side)));
  }
  return inverse;
}

Result<Matrix> GhoshCoefficients(const InputOutputTable& table) {
  TENON_CHECK(CheckOutputs(table));
  Matrix coefficients = table.flows;
  for (std::size_t i = 0; i < table.output.size(); ++i) {
    for (double& cell : coefficients.Row(i)) cell /= table.output[i];
  }
  return coefficients;
}

Matrix GhoshInverse(const Matrix& leontief_inverse, std::span<const double> output) {
  Matrix ghosh = leontief_inverse;
  for (std::size_t i = 0; i < output.size(); ++i) {
    const auto row = ghosh.Row(i);
    for (std::size_t j = 0; j < output.size(); ++j) row[j] *= output[j] / output[i];
  }
  return ghosh;
}

}  // namespace tenon::econ
