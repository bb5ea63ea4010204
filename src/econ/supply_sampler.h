#ifndef TENON_ECON_SUPPLY_SAMPLER_H_
#define TENON_ECON_SUPPLY_SAMPLER_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "econ/amount.h"
#include "econ/concentration.h"

namespace tenon::econ {

/// Which suppliers withhold: whose jurisdiction has a control that names the good and applies to the buyer.
struct Withholding {
  std::vector<bool> suppliers;  ///< one for each of Supply::named; empty: none of them
  bool unlisted = false;        ///< so does a jurisdiction that is not among them
};

/// What a supply may truly be. `hhi` and `top_share` are those of the suppliers other than `set_apart`.
struct SupplyDraw {
  double hhi = 0;
  double top_share = 0;
  double withheld = 0;   ///< share of the whole that lies with suppliers that withhold
  double set_apart = 0;  ///< share of the whole that lies with the one set apart
};

/// Draws a supply again and again: known amounts by their error model; the part without a name lies between "infinitely
/// many suppliers" and the more concentrated of "one supplier" and "spread as the named are".
///
/// Withheld: suppliers of unknown share divide what the known leave open uniformly on the simplex (mean: equal shares);
/// where all shares are known, any part of it may lie with those that withhold.
class SupplySampler {
 public:
  /// REQUIRES: MeasureConcentration(supply) is no error; withholding.suppliers empty or one for each of named.
  SupplySampler(const Supply& supply, const ErrorModel& error, const Withholding& withholding = {},
                std::optional<std::size_t> set_apart = std::nullopt);

  /// The withheld share as published, with equal shares where they are unknown; missing if no supplier is named.
  std::optional<double> Withheld() const;

  SupplyDraw Draw(Random& random) const;

 private:
  struct Known {
    double amount;
    bool withholds;
  };
  double DrawUnknownWithheld(Random& random) const;

  ErrorDraw error_;
  std::vector<Known> named_;  // of known amount, without the one set apart
  double known_ = 0;          // their sum
  double known_withheld_ = 0;
  double own_ = 0;  // the buyer's own: part of every whole, never a supplier
  double set_apart_ = 0;
  double open_ = 0;          // the whole less everything known
  std::size_t unknown_ = 0;  // suppliers of unknown share
  std::size_t unknown_withholding_ = 0;
  bool open_withholding_ = false;  // part of what is open may lie with those that withhold
};

}  // namespace tenon::econ

#endif  // TENON_ECON_SUPPLY_SAMPLER_H_
