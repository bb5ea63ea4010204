#include "econ/leverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace tenon::econ {
namespace {

bool IsShare(double value) { return value >= 0 && value <= 1; }

}  // namespace

Result<Leverage> MeasureLeverage(const HoldInput& input) {
  const std::size_t cells = input.economies * input.segments;
  if (input.share.size() != cells || input.scarcity.size() != cells) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} shares and {} scarcities for {} economies x {} segments", input.share.size(),
                            input.scarcity.size(), input.economies, input.segments));
  }
  Leverage result;
  result.over.resize(input.economies);
  for (std::size_t over = 0; over < input.economies; ++over) {
    const auto first_hold = static_cast<std::ptrdiff_t>(result.holds.size());
    for (std::size_t segment = 0; segment < input.segments; ++segment) {
      const Amount& share = input.share[over * input.segments + segment];
      const Amount& scarcity = input.scarcity[over * input.segments + segment];
      if (!share || !scarcity) continue;
      if (!IsShare(*share) || !IsShare(*scarcity)) {
        return Fail(ErrorKind::kInvalidArgument,
                    fmt::format("economy {}, segment {}: share {} and scarcity {}; both must "
                                "lie in 0..1",
                                over, segment, *share, *scarcity));
      }
      const double value = *share * *scarcity;
      result.over[over] = std::max(result.over[over].value_or(0), value);
      if (value > 0) result.holds.push_back({over, segment, *share, *scarcity, value});
    }
    std::stable_sort(result.holds.begin() + first_hold, result.holds.end(),
                     [](const Hold& a, const Hold& b) { return a.value > b.value; });
  }
  return result;
}

std::optional<double> LeverageAtSegment(std::span<const Amount> supply, std::span<const Amount> over,
                                        std::size_t economy) {
  assert(supply.size() == over.size());
  double sum = 0;
  double weight = 0;
  for (std::size_t i = 0; i < supply.size(); ++i) {
    if (i == economy || !supply[i] || !over[i]) continue;
    sum += *supply[i] * *over[i];
    weight += *supply[i];
  }
  if (weight == 0) return std::nullopt;
  return sum / weight;
}

}  // namespace tenon::econ
