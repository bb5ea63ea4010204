#include "econ/shortage_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace tenon::econ {
namespace {

bool Within(double value, double low, double high) { return value >= low && value <= high; }

Status CheckRamp(const RampEnds& ends, double spread, std::string_view name) {
  // The ends may not cross when they vary.
  if (ends.low >= 0 && ends.high <= 1 && ends.low * (1 + spread) < ends.high * (1 - spread)) return {};
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("the ramp of {} runs from {} to {}; allowed are 0 <= low < high <= 1, so far apart that ends "
                          "varied by {} do not cross",
                          name, ends.low, ends.high, spread));
}

Status CheckOptions(const ShortageOptions& options) {
  const auto check = [](double value, double low, double high, std::string_view name) -> Status {
    if (Within(value, low, high)) return {};
    return Fail(ErrorKind::kInvalidArgument, fmt::format("{} is {}; allowed is {} to {}", name, value, low, high));
  };
  TENON_CHECK(check(options.exponent, 1, 10, "the exponent"));
  TENON_CHECK(check(options.leverage_weight, 0, 1, "the weight of leverage"));
  TENON_CHECK(check(options.choked_threshold, 0, 1, "the choked threshold"));
  TENON_CHECK(check(options.ramp_spread, 0, 0.3, "the spread of ramp ends"));
  TENON_CHECK(check(options.weight_shape, 0.01, 1e6, "the shape of the weights"));
  TENON_CHECK(check(static_cast<double>(options.draws), 1, 100'000, "the number of draws"));
  TENON_CHECK(CheckRamp(options.hhi, options.ramp_spread, "supplier HHI"));
  TENON_CHECK(CheckRamp(options.top_share, options.ramp_spread, "the top share"));
  TENON_CHECK(CheckRamp(options.import_share, options.ramp_spread, "imports / supply"));
  return CheckRamp(options.look_through, options.ramp_spread, "look-through exposure");
}

Status CheckSupplies(const SegmentEvidence& evidence) {
  for (const auto* supply : {&evidence.supply, &evidence.patents}) {
    if (*supply) TENON_CHECK(MeasureConcentration(**supply));
  }
  const std::size_t flags = evidence.withholding ? evidence.withholding->suppliers.size() : 0;
  const std::size_t suppliers = evidence.supply ? evidence.supply->named.size() : 0;
  if (flags != 0 && flags != suppliers) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("{} withholding flags for {} suppliers", flags, suppliers));
  }
  if (evidence.home && (!evidence.patents || *evidence.home >= evidence.patents->named.size())) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("holder {} is not among the holders of patents", *evidence.home));
  }
  return {};
}

Status CheckShares(const SegmentEvidence& evidence) {
  const auto check = [](double value, Part part) -> Status {
    if (Within(value, 0, 1)) return {};
    return Fail(ErrorKind::kInvalidArgument, fmt::format("{} is {}; allowed is 0 to 1", ToString(part), value));
  };
  if (evidence.import_share) TENON_CHECK(check(evidence.import_share->value, Part::kImportShare));
  if (evidence.look_through) TENON_CHECK(check(evidence.look_through->value, Part::kLookThrough));
  if (evidence.leverage) TENON_CHECK(check(*evidence.leverage, Part::kLeverage));
  return {};
}

Status CheckCapabilities(const SegmentEvidence& evidence, std::size_t draws) {
  for (const auto& [part, capability] :
       {std::pair{Part::kDiscovery, &evidence.discovery}, std::pair{Part::kInvention, &evidence.invention},
        std::pair{Part::kProduction, &evidence.production}}) {
    if (!*capability) continue;
    const std::vector<double>& drawn = (*capability)->draws;
    if (!drawn.empty() && drawn.size() != draws) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("{} has {} draws; {} are asked for", ToString(part), drawn.size(), draws));
    }
    const auto outside = std::ranges::find_if(drawn, [](double value) { return !Within(value, 0, 1); });
    if (outside != drawn.end() || !Within((*capability)->value, 0, 1)) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("{} is {}; allowed is 0 to 1", ToString(part),
                                                           outside != drawn.end() ? *outside : (*capability)->value));
    }
  }
  return {};
}

}  // namespace

Status CheckShortageInput(std::span<const SegmentEvidence> segments, const ShortageOptions& options) {
  TENON_CHECK(CheckOptions(options));
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const auto check = [&]() -> Status {
      TENON_CHECK(CheckSupplies(segments[i]));
      TENON_CHECK(CheckShares(segments[i]));
      return CheckCapabilities(segments[i], options.draws);
    };
    if (Status status = check(); !status) {
      status.error().where = fmt::format("segment {}", i);
      return status;
    }
  }
  return {};
}

}  // namespace tenon::econ
