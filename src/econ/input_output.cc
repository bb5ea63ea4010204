#include "econ/input_output.h"

#include <fmt/format.h>

#include <cmath>

namespace tenon::econ {

Matrix Matrix::OneRow(std::span<const double> values) {
  Matrix row(1, values.size());
  row.cells.assign(values.begin(), values.end());
  return row;
}

std::vector<double> FinalUse(const InputOutputTable& table) {
  std::vector<double> rest = table.output;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    for (const double flow : table.flows.Row(i)) rest[i] -= flow;
  }
  return rest;
}

std::vector<double> PrimaryInputs(const InputOutputTable& table) {
  std::vector<double> rest = table.output;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    for (std::size_t j = 0; j < rest.size(); ++j) rest[j] -= table.flows(i, j);
  }
  return rest;
}

Result<ActiveSectors> DropZeroOutput(const InputOutputTable& table) {
  const std::size_t n = table.output.size();
  const Matrix& flows = table.flows;
  if (flows.rows != n || flows.columns != n || flows.cells.size() != n * n) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("the flows are {} x {} and there are {} outputs; allowed is a "
                                                         "square table with one output a sector",
                                                         flows.rows, flows.columns, n));
  }
  ActiveSectors active;
  for (std::size_t i = 0; i < n; ++i) {
    if (!std::isfinite(table.output[i])) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("the output of sector {} is not a number", i));
    }
    for (std::size_t j = 0; j < n; ++j) {
      if (!std::isfinite(flows(i, j))) {
        return Fail(ErrorKind::kInvalidArgument, fmt::format("the flow from sector {} to {} is not a number", i, j));
      }
    }
    if (table.output[i] < 0) active.negative.push_back(i);
    if (table.output[i] != 0) {
      active.kept.push_back(i);
      continue;
    }
    ActiveSectors::Dropped dropped{.sector = i};
    for (std::size_t j = 0; j < n; ++j) {
      dropped.delivered += flows(i, j);
      dropped.bought += flows(j, i);
    }
    active.dropped.push_back(dropped);
  }
  const std::size_t m = active.kept.size();
  if (m == 0) return Fail(ErrorKind::kInvalidArgument, "no sector has an output");
  active.table.output = Pick(table.output, active.kept);
  active.table.flows = Matrix(m, m);
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < m; ++j) active.table.flows(i, j) = flows(active.kept[i], active.kept[j]);
  }
  return active;
}

std::vector<double> Pick(std::span<const double> values, std::span<const std::size_t> kept) {
  std::vector<double> picked;
  picked.reserve(kept.size());
  for (const std::size_t sector : kept) picked.push_back(values[sector]);
  return picked;
}

}  // namespace tenon::econ
