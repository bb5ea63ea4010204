#include "econ/lead.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace tenon::econ {
namespace {

Status Check(std::span<const Credit> credits, std::uint32_t units, std::uint32_t holders,
             const ResamplingOptions& options) {
  double total = 0;
  for (const Credit& credit : credits) {
    if (credit.unit >= units || credit.holder >= holders || !(credit.weight >= 0) || !std::isfinite(credit.weight)) {
      return Fail(
          ErrorKind::kInvalidArgument,
          fmt::format("credit of holder {} in unit {} is {}; there are {} holders and {} units, and weights are "
                      "0 or more",
                      credit.holder, credit.unit, credit.weight, holders, units));
    }
    total += credit.weight;
  }
  if (total <= 0) return Fail(ErrorKind::kInvalidArgument, "no credit has weight: nobody leads");
  return CheckResampling(options);
}

/// Weight of each holder where each unit counts so many times.
std::vector<double> Weights(std::span<const Credit> credits, std::span<const std::uint32_t> times,
                            std::uint32_t holders) {
  std::vector<double> weights(holders);
  for (const Credit& credit : credits) weights[credit.holder] += times[credit.unit] * credit.weight;
  return weights;
}

std::uint32_t Strongest(std::span<const double> weights) {
  return static_cast<std::uint32_t>(std::ranges::max_element(weights) - weights.begin());
}

std::optional<std::uint32_t> StrongestBut(std::vector<double> weights, std::uint32_t holder) {
  weights[holder] = 0;
  const std::uint32_t strongest = Strongest(weights);
  return weights[strongest] > 0 ? std::optional(strongest) : std::nullopt;
}

}  // namespace

Result<Lead> MeasureLead(std::span<const Credit> credits, std::uint32_t units, std::uint32_t holders,
                         const ResamplingOptions& options) {
  TENON_CHECK(Check(credits, units, holders, options));
  Lead lead;
  const std::vector<double> weights = Weights(credits, std::vector<std::uint32_t>(units, 1), holders);
  double total = 0;
  for (const double weight : weights) total += weight;
  for (const double weight : weights) lead.holders.push_back({weight, weight / total, 0, 0});
  lead.leader = Strongest(weights);
  lead.second = StrongestBut(weights, lead.leader);
  if (lead.second) lead.ratio = weights[lead.leader] / weights[*lead.second];

  Resampler resampler(units, options);
  std::vector<std::vector<double>> shares(holders);
  std::vector<double> ratios;
  std::size_t stays = 0, drawn = 0;
  for (std::size_t draw = 0; draw < options.draws; ++draw) {
    const std::vector<double> redrawn = Weights(credits, resampler.Draw(), holders);
    double sum = 0;
    for (const double weight : redrawn) sum += weight;
    if (sum <= 0) continue;  // no unit of weight was drawn: there are no shares
    ++drawn;
    for (std::uint32_t holder = 0; holder < holders; ++holder) shares[holder].push_back(redrawn[holder] / sum);
    const auto rival = StrongestBut(redrawn, lead.leader);
    stays += !rival || redrawn[lead.leader] >= redrawn[*rival] ? 1 : 0;
    ratios.push_back(rival ? redrawn[lead.leader] / redrawn[*rival] : std::numeric_limits<double>::infinity());
  }
  if (drawn == 0) return lead;
  for (std::uint32_t holder = 0; holder < holders; ++holder) {
    const Interval interval = PercentileInterval(std::move(shares[holder]), options.confidence);
    lead.holders[holder].low = interval.low;
    lead.holders[holder].high = interval.high;
  }
  const Interval ratio = PercentileInterval(std::move(ratios), options.confidence);
  if (std::isfinite(ratio.low)) lead.ratio_low = ratio.low;
  if (std::isfinite(ratio.high)) lead.ratio_high = ratio.high;
  lead.stays = static_cast<double>(stays) / static_cast<double>(drawn);
  return lead;
}

}  // namespace tenon::econ
