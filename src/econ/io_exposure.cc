#include "econ/io_exposure.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace tenon::econ {
namespace {

Status Check(const Grouping& grouping, std::size_t sectors) {
  if (grouping.group_of.size() != sectors) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} group numbers for {} sectors; one each is needed", grouping.group_of.size(), sectors));
  }
  for (std::size_t i = 0; i < sectors; ++i) {
    if (grouping.group_of[i] >= grouping.num_groups) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("sector {} is in group {} of {}", i, grouping.group_of[i], grouping.num_groups));
    }
  }
  return {};
}

/// Every column divided by its sum.
void ToShares(Matrix& sums) {
  for (std::size_t j = 0; j < sums.columns; ++j) {
    double whole = 0;
    for (std::size_t g = 0; g < sums.rows; ++g) whole += sums(g, j);
    for (std::size_t g = 0; g < sums.rows; ++g) {
      sums(g, j) = whole == 0 ? std::numeric_limits<double>::quiet_NaN() : sums(g, j) / whole;
    }
  }
}

}  // namespace

Result<Exposure> MeasureExposure(const Leontief& model, const Grouping& suppliers, std::span<const double> imported) {
  const std::size_t n = model.size();
  TENON_CHECK(Check(suppliers, n));
  if (!imported.empty() && imported.size() != n) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} imported inputs for {} sectors; one each, or none, is needed", imported.size(), n));
  }
  Matrix weights(suppliers.num_groups + (imported.empty() ? 0 : 1), n);
  for (std::size_t i = 0; i < n; ++i) weights(suppliers.group_of[i], i) = 1;
  if (!imported.empty()) std::ranges::copy(imported, weights.Row(suppliers.num_groups).begin());
  Exposure exposure;
  exposure.face_value = Matrix(weights.rows, n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto row = exposure.face_value.Row(suppliers.group_of[i]);
    const auto inputs = model.coefficients().Row(i);
    for (std::size_t j = 0; j < n; ++j) row[j] += inputs[j];
  }
  if (!imported.empty()) std::ranges::copy(imported, exposure.face_value.Row(suppliers.num_groups).begin());
  ToShares(exposure.face_value);
  TENON_ASSIGN(IoSolution solution, model.Solve(std::move(weights), Side::kRows));
  exposure.look_through = std::move(solution.rows);
  exposure.residual = solution.residual;
  ToShares(exposure.look_through);
  return exposure;
}

Result<SoldAbroad> MeasureSoldAbroad(const InputOutputTable& table, const Grouping& homes,
                                     std::span<const double> final_abroad) {
  const std::size_t n = table.output.size();
  TENON_CHECK(Check(homes, n));
  if (final_abroad.size() != n) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} final uses abroad for {} sectors; one each is needed", final_abroad.size(), n));
  }
  SoldAbroad sold{{final_abroad.begin(), final_abroad.end()}, std::vector<double>(n)};
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      if (homes.group_of[i] != homes.group_of[j]) sold.direct[i] += table.flows(i, j);
    }
  }
  for (const auto& members : Members(homes)) {
    if (members.empty()) continue;
    TENON_ASSIGN(const Leontief home, Leontief::Of(Within(table, members)));
    TENON_ASSIGN(const IoSolution abroad, home.Solve(Matrix::OneRow(Pick(sold.direct, members)), Side::kColumns));
    for (std::size_t m = 0; m < members.size(); ++m) sold.total[members[m]] = abroad.rows.cells[m];
  }
  for (std::size_t i = 0; i < n; ++i) {
    sold.direct[i] /= table.output[i];
    sold.total[i] /= table.output[i];
  }
  return sold;
}

std::vector<std::vector<std::size_t>> Members(const Grouping& grouping) {
  std::vector<std::vector<std::size_t>> members(grouping.num_groups);
  for (std::size_t i = 0; i < grouping.group_of.size(); ++i) members[grouping.group_of[i]].push_back(i);
  return members;
}

InputOutputTable Within(const InputOutputTable& table, std::span<const std::size_t> sectors) {
  InputOutputTable within{Matrix(sectors.size(), sectors.size()), Pick(table.output, sectors)};
  for (std::size_t i = 0; i < sectors.size(); ++i) {
    for (std::size_t j = 0; j < sectors.size(); ++j) within.flows(i, j) = table.flows(sectors[i], sectors[j]);
  }
  return within;
}

}  // namespace tenon::econ
