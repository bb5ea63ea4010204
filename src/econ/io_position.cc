#include "econ/io_position.h"

#include <fmt/format.h>

#include <numeric>
#include <utility>

#include "econ/io_linkages.h"

namespace tenon::econ {

Result<CorrectedTable> CorrectFlows(const InputOutputTable& table, std::span<const double> taken) {
  if (taken.size() != table.output.size()) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} corrections for {} sectors; one each is needed", taken.size(), table.output.size()));
  }
  CorrectedTable corrected{table, {}};
  for (std::size_t i = 0; i < taken.size(); ++i) {
    const double factor = table.output[i] / (table.output[i] - taken[i]);
    if (!(factor > 0) || table.output[i] == taken[i]) {
      corrected.uncorrected.push_back(i);
      continue;
    }
    for (double& flow : corrected.table.flows.Row(i)) flow *= factor;
  }
  return corrected;
}

Result<Position> MeasurePosition(const Leontief& model) {
  TENON_ASSIGN(Linkages linkages, MeasureLinkages(model, ForwardLinkage::kGhosh, LinkageScale::kPlain));
  const auto intermediate = Multiply(model.coefficients(), model.output(), Side::kColumns);
  const double output = std::accumulate(model.output().begin(), model.output().end(), 0.0);
  const double final_use = output - std::accumulate(intermediate.begin(), intermediate.end(), 0.0);
  if (final_use == 0) return Fail(ErrorKind::kNotFound, "final use sums to 0: there is no average length");
  return Position{std::move(linkages.forward), std::move(linkages.backward), output / final_use, linkages.residual};
}

}  // namespace tenon::econ
