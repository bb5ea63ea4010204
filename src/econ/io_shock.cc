#include "econ/io_shock.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>
#include <utility>

#include "econ/io_leontief.h"
#include "econ/linear_algebra.h"

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

/// Who buys from whom, what can be made and what is wanted.
class Economy {
 public:
  Economy(const InputOutputTable& table, std::span<const double> final_use, std::span<const std::size_t> product_of,
          const Shock& shock, const ShockOptions& options)
      : size_(table.output.size()),
        coefficients_(table.flows),
        product_of_(product_of),
        products_(std::ranges::max(product_of) + 1),
        wanted_(final_use.begin(), final_use.end()) {
    for (std::size_t i = 0; i < size_; ++i) {
      for (std::size_t j = 0; j < size_; ++j) coefficients_(i, j) /= table.output[j];
      capacity_.push_back(table.output[i] * (1 + options.spare_capacity) * (1 - shock.supply[i]));
      wanted_[i] *= 1 - shock.demand[i];
    }
    need_ = ByProduct(std::vector<double>(size_, 1.0));
  }

  /// Demand, and what of it can be made.
  Status Ration() {
    TENON_ASSIGN(demand_, OutputFor(coefficients_, wanted_));
    const auto orders = Multiply(coefficients_, demand_, Side::kColumns);
    output_.resize(size_);
    filled_.assign(size_, 1.0);
    for (int repetition = 0; repetition < 10'000; ++repetition) {
      received_ = ByProduct(filled_);
      double change = 0;
      part_ = ScarcestProduct();
      for (std::size_t i = 0; i < size_; ++i) {
        output_[i] = std::min(capacity_[i], part_[i] * demand_[i]);
        const double supply = output_[i] + FromInventories(i);
        const double filled = orders[i] > 0 ? std::clamp(supply / orders[i], 0.0, filled_[i]) : 1;
        change = std::max(change, filled_[i] - filled);
        filled_[i] = filled;
      }
      if (change < 1e-12) return Serve();
    }
    return Fail(ErrorKind::kNotConverged, "what can be made still falls after 10,000 repetitions");
  }

  /// Buyers turn from suppliers that fail to those of the same product with capacity to spare.
  void Substitute(double substitution) {
    std::vector<double> spare(size_), spare_of_product(products_), found(products_);
    for (std::size_t i = 0; i < size_; ++i) {
      const std::size_t p = product_of_[i];
      spare[i] = std::max(0.0, capacity_[i] * part_[i] - demand_[i]);
      spare_of_product[p] += spare[i];
      // Orders that buyers would move. found becomes the part of them for which there is a supplier.
      const auto row = coefficients_.Row(i);
      double orders = 0;
      for (std::size_t j = 0; j < size_; ++j) orders += std::max(0.0, row[j]) * demand_[j];
      found[p] += substitution * (1 - filled_[i]) * orders;
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
        const double part = found[p] * substitution * (1 - filled_[i]) * std::max(0.0, row[j]);
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

  const std::vector<double>& output() const { return output_; }
  const std::vector<double>& served() const { return served_; }

 private:
  double FromInventories(std::size_t i) const { return std::max(0.0, -wanted_[i]); }

  static Result<std::vector<double>> OutputFor(const Matrix& coefficients, std::span<const double> final_use) {
    const InputOutputTable unit{coefficients, std::vector<double>(coefficients.rows, 1.0)};
    TENON_ASSIGN(const Leontief model, Leontief::Of(unit));
    TENON_ASSIGN(IoSolution solution, model.Solve(Matrix::OneRow(final_use), Side::kColumns));
    return std::move(solution.rows.cells);
  }

  /// [product][buyer]: what a buyer needs of a product from its suppliers, each weighted.
  Matrix ByProduct(const std::vector<double>& weights) const {
    Matrix sums(products_, size_);
    for (std::size_t i = 0; i < size_; ++i) {
      const auto from = coefficients_.Row(i);
      const auto to = sums.Row(product_of_[i]);
      for (std::size_t j = 0; j < size_; ++j) to[j] += weights[i] * from[j];
    }
    return sums;
  }

  /// Part of its need that a buyer gets of its scarcest product.
  std::vector<double> ScarcestProduct() const {
    std::vector<double> scarcest(size_, 1.0);
    for (std::size_t p = 0; p < products_; ++p) {
      for (std::size_t j = 0; j < size_; ++j) {
        if (need_(p, j) > 0) scarcest[j] = std::min(scarcest[j], std::max(0.0, received_(p, j) / need_(p, j)));
      }
    }
    return scarcest;
  }

  /// Final users get what sectors leave; output is what is then needed, from the suppliers that deliver.
  Status Serve() {
    Matrix mix = coefficients_;
    for (std::size_t i = 0; i < size_; ++i) {
      const auto row = mix.Row(i);
      for (std::size_t j = 0; j < size_; ++j) {
        const double received = received_(product_of_[i], j);
        if (received > 0) row[j] *= filled_[i] * need_(product_of_[i], j) / received;
      }
    }
    const auto taken = Multiply(mix, output_, Side::kColumns);
    served_ = wanted_;
    for (std::size_t i = 0; i < size_; ++i) {
      if (wanted_[i] > 0) served_[i] = std::clamp(output_[i] - taken[i], 0.0, wanted_[i]);
    }
    TENON_ASSIGN(output_, OutputFor(mix, served_));
    return {};
  }

  std::size_t size_;
  Matrix coefficients_;
  std::span<const std::size_t> product_of_;
  std::size_t products_;
  std::vector<double> wanted_, capacity_, demand_, output_, filled_, part_, served_;
  Matrix need_, received_;
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
  if (options.rounds < 1 || options.rounds > 1000 || !(options.substitution >= 0 && options.substitution <= 1) ||
      !(options.spare_capacity >= 0 && options.spare_capacity <= 1)) {
    return Fail(ErrorKind::kInvalidArgument,
                "allowed are 1 to 1,000 rounds, and a substitution and spare capacity of 0 to 1");
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
  for (std::size_t round = 0; round < options.rounds; ++round) {
    if (round > 0) economy.Substitute(options.substitution);
    TENON_CHECK(economy.Ration());
    path.output.push_back(sum(economy.output()));
    path.final_served.push_back(sum(economy.served()));
    if (options.substitution == 0) break;  // nothing moves any more
  }
  path.last_output = economy.output();
  path.last_served = economy.served();
  return path;
}

}  // namespace tenon::econ
