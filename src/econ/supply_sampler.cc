#include "econ/supply_sampler.h"

#include <algorithm>
#include <cassert>

namespace tenon::econ {

SupplySampler::SupplySampler(const Supply& supply, const ErrorModel& error, const Withholding& withholding,
                             std::optional<std::size_t> set_apart)
    : error_(error), own_(supply.own), open_(supply.residual), open_withholding_(withholding.unlisted) {
  const std::vector<bool>& flags = withholding.suppliers;
  assert(flags.empty() || flags.size() == supply.named.size());
  named_.reserve(supply.named.size());
  for (std::size_t i = 0; i < supply.named.size(); ++i) {
    const Amount& amount = supply.named[i];
    const bool withholds = !flags.empty() && flags[i];
    if (i == set_apart) {
      set_apart_ = amount.value_or(0);
    } else if (!amount) {
      ++unknown_;
      unknown_withholding_ += withholds ? 1U : 0U;
    } else {
      named_.push_back({*amount, withholds});
      known_ += *amount;
      if (withholds) known_withheld_ += *amount;
    }
  }
  open_withholding_ = open_withholding_ || (unknown_ == 0 && known_withheld_ > 0);
  if (supply.whole == Supply::Whole::kOne) open_ = std::max(open_, 1 - known_ - own_ - set_apart_);
}

std::optional<double> SupplySampler::Withheld() const {
  const double named = known_ + own_;
  if (unknown_ == 0 && named == 0) return std::nullopt;
  if (unknown_ == 0) return known_withheld_ / named;
  const double part = static_cast<double>(unknown_withholding_) / static_cast<double>(unknown_);
  const double whole = named + open_;
  return whole > 0 ? (known_withheld_ + part * open_) / whole : part;
}

double SupplySampler::DrawUnknownWithheld(Random& random) const {
  const double withholding = random.Gamma(static_cast<double>(unknown_withholding_));
  const double others = random.Gamma(static_cast<double>(unknown_ - unknown_withholding_));
  return withholding / (withholding + others);
}

SupplyDraw SupplySampler::Draw(Random& random) const {
  double named = own_ > 0 ? error_(own_, random) : 0;
  double squares = 0;
  double top = 0;
  double withheld = 0;
  for (const Known& known : named_) {
    const double amount = error_(known.amount, random);
    named += amount;
    squares += amount * amount;
    top = std::max(top, amount);
    if (known.withholds) withheld += amount;
  }
  const double apart = set_apart_ > 0 ? error_(set_apart_, random) : 0;
  const double listed = named + open_;  // the whole without the one set apart

  SupplyDraw draw;
  if (named > 0) {
    draw.hhi = squares / (named * named);
    draw.top_share = top / named;
    if (open_ > 0) {
      const double one = open_ / listed;
      const double concentrated = random.Uniform();
      const double hhi_low = squares / (listed * listed);
      const double top_low = top / listed;
      draw.hhi = hhi_low + concentrated * (std::max(draw.hhi, hhi_low + one * one) - hhi_low);
      draw.top_share = top_low + concentrated * (std::max(draw.top_share, one) - top_low);
    }
  }
  if (listed + apart > 0) draw.set_apart = apart / (listed + apart);
  double open_part = unknown_withholding_ > 0 ? DrawUnknownWithheld(random) : 0;
  if (open_withholding_ && open_ > 0) open_part = std::max(open_part, random.Uniform());
  draw.withheld = listed > 0 ? (withheld + open_part * open_) / listed : open_part;
  return draw;
}

}  // namespace tenon::econ
