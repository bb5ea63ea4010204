#include "econ/io_linkages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace tenon::econ {
namespace {

void DivideByMean(std::vector<double>& sums) {
  const double mean = std::accumulate(sums.begin(), sums.end(), 0.0) / static_cast<double>(sums.size());
  for (double& sum : sums) sum /= mean;
}

}  // namespace

Result<Linkages> MeasureLinkages(const Leontief& model, ForwardLinkage forward, LinkageScale scale) {
  const std::vector<double> ones(model.size(), 1.0);
  TENON_ASSIGN(IoSolution columns, model.Solve(Matrix::OneRow(ones), Side::kRows));
  const bool by_output = forward == ForwardLinkage::kGhosh;
  TENON_ASSIGN(IoSolution rows, model.Solve(Matrix::OneRow(by_output ? model.output() : ones), Side::kColumns));
  Linkages linkages{std::move(columns.rows.cells), std::move(rows.rows.cells),
                    std::max(columns.residual, rows.residual)};
  if (by_output) {
    for (std::size_t i = 0; i < model.size(); ++i) linkages.forward[i] /= model.output()[i];
  }
  if (scale == LinkageScale::kRasmussen) {
    DivideByMean(linkages.backward);
    DivideByMean(linkages.forward);
  }
  return linkages;
}

Result<std::vector<double>> Multipliers(const Leontief& model, std::span<const double> intensity) {
  if (intensity.size() != model.size()) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} intensities for {} sectors; one each is needed", intensity.size(), model.size()));
  }
  TENON_ASSIGN(IoSolution solution, model.Solve(Matrix::OneRow(intensity), Side::kRows));
  return std::move(solution.rows.cells);
}

}  // namespace tenon::econ
