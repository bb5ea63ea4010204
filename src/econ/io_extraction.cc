#include "econ/io_extraction.h"

#include <fmt/format.h>

#include <utility>

namespace tenon::econ {
namespace {

double Step(double output, double final_use, double diagonal, Extraction extraction, double share) {
  switch (extraction) {
    case Extraction::kSector:
      return share * output / (1 - share + share * diagonal);
    case Extraction::kSales:
      return share * (output - final_use) / (1 + share * (diagonal - 1));
    case Extraction::kPurchases:
      return share * output / (1 + share * (diagonal - 1));
  }
  return 0;
}

Status Check(std::size_t sectors, std::size_t final_uses, double share) {
  if (!(share >= 0 && share <= 1)) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("the share taken out is {}; allowed is 0 to 1", share));
  }
  if (final_uses != sectors) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} final uses for {} sectors; one each is needed", final_uses, sectors));
  }
  return {};
}

}  // namespace

Result<ExtractionLosses> ExtractEach(const Matrix& inverse, std::span<const double> output,
                                     std::span<const double> final_use, std::span<const double> intensity,
                                     Extraction extraction, double share) {
  const std::size_t n = output.size();
  TENON_CHECK(Check(n, final_use.size(), share));
  if (intensity.size() != n || inverse.rows != n || inverse.columns != n) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("{} intensities and an inverse of {} x {} for {} sectors",
                                                         intensity.size(), inverse.rows, inverse.columns, n));
  }
  ExtractionLosses losses{std::vector<double>(n), std::vector<double>(n), std::vector<double>(n),
                          std::vector<double>(n)};
  for (std::size_t i = 0; i < n; ++i) {
    const auto row = inverse.Row(i);
    for (std::size_t k = 0; k < n; ++k) {
      losses.total[k] += row[k];
      losses.weighted[k] += intensity[i] * row[k];
    }
  }
  const double unit = extraction == Extraction::kPurchases ? 1 : 0;
  for (std::size_t k = 0; k < n; ++k) {
    const double diagonal = inverse(k, k);
    const double step = Step(output[k], final_use[k], diagonal, extraction, share);
    losses.step[k] = step;
    losses.total[k] = (losses.total[k] - unit) * step;
    losses.own[k] = (diagonal - unit) * step;
    losses.weighted[k] = (losses.weighted[k] - unit * intensity[k]) * step;
  }
  return losses;
}

Result<std::vector<double>> ExtractOne(const Leontief& model, std::size_t sector, std::span<const double> final_use,
                                       Extraction extraction, double share) {
  TENON_CHECK(Check(model.size(), final_use.size(), share));
  if (sector >= model.size()) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("there is no sector {} among {}", sector, model.size()));
  }
  std::vector<double> unit(model.size());
  unit[sector] = 1;
  TENON_ASSIGN(IoSolution solution, model.Solve(Matrix::OneRow(unit), Side::kColumns));
  std::vector<double> loss = std::move(solution.rows.cells);
  const double step = Step(model.output()[sector], final_use[sector], loss[sector], extraction, share);
  if (extraction == Extraction::kPurchases) loss[sector] -= 1;
  for (double& value : loss) value *= step;
  return loss;
}

}  // namespace tenon::econ
