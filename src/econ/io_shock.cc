#include "econ/io_shock.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>
#include <utility>

namespace tenon::econ {
namespace {

Status CheckShares(std::span<const double> shares, std::size_t sectors, std::string_view what) {
  if (shares.size() != sectors) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} {} shares for {} sectors; one each is needed", shares.size(), what, sectors));
  }
  for (std::size_t i = 0; i < sectors; ++i) {
    if (!(shares[i] >= 0 && shares[i] <= 1)) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("sector {} loses {} of its {}; allowed is 0 to 1", i, shares[i], what));
    }
  }
  return {};
}

/// The state of one period.
class Economy {
 public:
  Economy(const InputOutputTable& table, std::span<const double> final_use, std::span<const std::size_t> product_of,
          const Shock& shock, const ShockOptions& options)
      : size_(table.output.size()),
        substitution_(options.substitution),
        coefficients_(table.flows),
        product_of_(product_of),
        products_(std::ranges::max(product_of) + 1),
        wanted_(final_use.begin(), final_use.end()),
        output_(table.output),
        plan_(table.output),
        filled_(size_, 1.0),
        demand_(size_) {
    for (std::size_t i = 0; i < size_; ++i) {
      for (std::size_t j = 0; j < size_; ++j) coefficients_(i, j) /= table.output[j];
      capacity_.push_back(table.output[i] * (1 + options.spare_capacity) * (1 - shock.supply[i]));
      wanted_[i] *= 1 - shock.demand[i];
    }
    need_ = ByProduct([](std::size_t) { return 1.0; });
  }

  /// One period: orders by the plans before, plans by the orders, output by what was filled before.
  void Step() {
    demand_ = wanted_;
    for (std::size_t i = 0; i < size_; ++i) {
      const auto row = coefficients_.Row(i);
      demand_[i] += std::inner_product(row.begin(), row.end(), plan_.begin(), 0.0);
    }
    const Matrix received = ByProduct([&](std::size_t i) { return filled_[i]; });
    for (std::size_t j = 0; j < size_; ++j) {
      plan_[j] = std::min(capacity_[j], demand_[j]);
      double part = 1;
      for (std::size_t p = 0; p < products_; ++p) {
        if (need_(p, j) > 0) part = std::min(part, std::max(0.0, received(p, j) / need_(p, j)));
      }
      output_[j] = plan_[j] * part;
    }
    for (std::size_t i = 0; i < size_; ++i) filled_[i] = demand_[i] > 0 ? std::min(1.0, output_[i] / demand_[i]) : 1;
    if (substitution_ > 0) Substitute();
  }

  const std::vector<double>& output() const { return output_; }
  std::vector<double> Served() const {
    std::vector<double> served = wanted_;
    for (std::size_t i = 0; i < size_; ++i) served[i] *= filled_[i];
    return served;
  }

 private:
  template <class Weight>
  Matrix ByProduct(const Weight& weight) const {
    Matrix sums(products_, size_);
    for (std::size_t i = 0; i < size_; ++i) {
      const auto from = coefficients_.Row(i);
      const auto to = sums.Row(product_of_[i]);
      const double w = weight(i);
      for (std::size_t j = 0; j < size_; ++j) to[j] += w * from[j];
    }
    return sums;
  }

  /// Buyers turn from suppliers that fail to those of the same product with capacity to spare.
  void Substitute() {
    std::vector<double> spare(size_), spare_of_product(products_);
    for (std::size_t i = 0; i < size_; ++i) {
      spare[i] = std::max(0.0, capacity_[i] - demand_[i]);
      spare_of_product[product_of_[i]] += spare[i];
    }
    // What buyers would move, by product, and which part of it finds a supplier.
    std::vector<double> found(products_);
    for (std::size_t i = 0; i < size_; ++i) {
      const auto row = coefficients_.Row(i);
      double orders = 0;
      for (std::size_t j = 0; j < size_; ++j) orders += std::max(0.0, row[j]) * plan_[j];
      found[product_of_[i]] += substitution_ * (1 - filled_[i]) * orders;
    }
    for (std::size_t p = 0; p < products_; ++p) {
      found[p] = found[p] > spare_of_product[p] ? spare_of_product[p] / found[p] : 1;
    }
    Matrix moved(products_, size_);
    for (std::size_t i = 0; i < size_; ++i) {
      const std::size_t p = product_of_[i];
      if (filled_[i] >= 1 || spare_of_product[p] == 0) continue;
      const auto row = coefficients_.Row(i);
      for (std::size_t j = 0; j < size_; ++j) {
        const double part = found[p] * substitution_ * (1 - filled_[i]) * std::max(0.0, row[j]);
        row[j] -= part;
        moved(p, j) += part;
      }
    }
    for (std::size_t i = 0; i < size_; ++i) {
      const std::size_t p = product_of_[i];
      if (spare[i] == 0) continue;
      const auto row = coefficients_.Row(i);
      const auto from = moved.Row(p);
      for (std::size_t j = 0; j < size_; ++j) row[j] += from[j] * spare[i] / spare_of_product[p];
    }
  }

  std::size_t size_;
  double substitution_;
  Matrix coefficients_;
  std::span<const std::size_t> product_of_;
  std::size_t products_;
  std::vector<double> wanted_, output_, plan_, filled_, demand_, capacity_;
  Matrix need_;
};

}  // namespace

Result<ShockPath> SpreadShock(const InputOutputTable& table, std::span<const double> final_use,
                              std::span<const std::size_t> product_of, const Shock& shock,
                              const ShockOptions& options) {
  const std::size_t n = table.output.size();
  TENON_CHECK(CheckShares(shock.supply, n, "supply"));
  TENON_CHECK(CheckShares(shock.demand, n, "demand"));
  if (final_use.size() != n || product_of.size() != n || n == 0) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} final uses and {} products for {} sectors; one each is needed", final_use.size(),
                            product_of.size(), n));
  }
  if (options.periods < 1 || options.periods > 10'000 || !(options.substitution >= 0 && options.substitution <= 1) ||
      !(options.spare_capacity >= 0 && options.spare_capacity <= 1)) {
    return Fail(ErrorKind::kInvalidArgument,
                "allowed are 1 to 10,000 periods, and a substitution and spare capacity of 0 to 1");
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (!(table.output[i] > 0)) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("the output of sector {} is {}; it must be above 0", i, table.output[i]));
    }
  }
  Economy economy(table, final_use, product_of, shock, options);
  ShockPath path;
  const auto sum = [](const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); };
  path.output.push_back(sum(table.output));
  path.final_served.push_back(std::accumulate(final_use.begin(), final_use.end(), 0.0));
  for (std::size_t period = 0; period < options.periods; ++period) {
    const std::vector<double> before = economy.output();
    economy.Step();
    path.last_change = 0;
    for (std::size_t i = 0; i < n; ++i) {
      path.last_change = std::max(path.last_change, std::abs(economy.output()[i] - before[i]) / table.output[i]);
    }
    path.output.push_back(sum(economy.output()));
    path.final_served.push_back(sum(economy.Served()));
  }
  path.last_output = economy.output();
  path.last_served = economy.Served();
  return path;
}

}  // namespace tenon::econ
