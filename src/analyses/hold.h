#ifndef TENON_ANALYSES_HOLD_H_
#define TENON_ANALYSES_HOLD_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analyses/amounts.h"
#include "analyses/evidence.h"
#include "analyses/supply.h"
#include "econ/leverage.h"
#include "econ/shortage.h"
#include "graph/needs.h"

namespace tenon::analyses {

/// Is each segment a single point of failure (graph/dominator.h)? Missing: its place in the graph tells nothing.
std::vector<std::optional<bool>> SinglePoints(const graph::Needs& needs);

/// Puts what is known of a supply into the evidence of a shortage.
void SetSupply(const SegmentSupply& supply, econ::SegmentEvidence& evidence);

/// The economies with which one deals in a chain: who supplies it, and every importer the trade data lists. Sorted.
std::vector<std::string> PartnersOf(const ChainEvidence& evidence, const ChainAmounts& amounts,
                                    const std::string& economy);

/// One hold of an economy on another: a segment of which it supplies part of the other's need.
struct NamedHold {
  std::string over;
  std::size_t segment = 0;
  SegmentSupply::From from = SegmentSupply::From::kNothing;
  std::size_t basis = 0;  ///< the rows it rests on
  int year = 0;
  double share = 0, scarcity = 0, value = 0;
  /// 90 %; missing where fewer than 2 draws were asked for.
  std::optional<econ::Interval> share_interval, scarcity_interval, value_interval;
};

/// Over whom an economy holds what.
struct Holds {
  std::vector<std::string> economies;  ///< as they were asked about
  std::vector<econ::Amount> over;      ///< leverage over each of them; missing where no hold is known
  std::vector<NamedHold> holds;        ///< the strongest first
};

/// Leverage of `economy` over each of `economies` (econ/leverage.h), with intervals over options.draws: its share of
/// the other's supply and the scarcity of the segment for the other are drawn together. Errors  those of
/// econ::MeasureShortage.
Result<Holds> MeasureHolds(const ChainEvidence& evidence, const ChainAmounts& amounts,
                           const std::vector<std::optional<bool>>& single_point, const std::string& economy,
                           const std::vector<std::string>& economies, const econ::ShortageOptions& options);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_HOLD_H_
