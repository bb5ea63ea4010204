#include "econ/io_value_added.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "econ/io_leontief.h"
#include "econ/linear_algebra.h"

namespace tenon::econ {
namespace {

using Sectors = std::vector<std::size_t>;

/// Some rows and columns of a matrix times a vector.
std::vector<double> Apply(const Matrix& matrix, const Sectors& rows, const Sectors& columns,
                          std::span<const double> y) {
  std::vector<double> result(rows.size());
  for (std::size_t a = 0; a < rows.size(); ++a) {
    const auto row = matrix.Row(rows[a]);
    for (std::size_t b = 0; b < columns.size(); ++b) result[a] += row[columns[b]] * y[b];
  }
  return result;
}

void Add(std::vector<double>& to, std::span<const double> what) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += what[i];
}

Status Check(const WorldTable& world, const Leontief& model) {
  const std::size_t n = world.table.output.size();
  if (world.economies.group_of.size() != n || world.final_use.columns != n ||
      world.final_use.rows != world.economies.num_groups || model.size() != n) {
    return Fail(
        ErrorKind::kInvalidArgument,
        fmt::format("for {} sectors: {} economies of sectors, final use {} x {}, a model of {}", n,
                    world.economies.group_of.size(), world.final_use.rows, world.final_use.columns, model.size()));
  }
  const auto left = FinalUse(world.table);
  const double mean =
      std::accumulate(world.table.output.begin(), world.table.output.end(), 0.0) / static_cast<double>(n);
  for (std::size_t i = 0; i < n; ++i) {
    double uses = 0;
    for (std::size_t e = 0; e < world.final_use.rows; ++e) uses += world.final_use(e, i);
    if (!(std::abs(left[i] - uses) <= 0.01 * std::abs(world.table.output[i]) + 0.001 * std::abs(mean))) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("sector {} makes {} and is used {} more than that; a table that balances is needed", i,
                              world.table.output[i], uses - left[i]));
    }
  }
  return {};
}

/// Everything about a table that does not depend on the importer.
class World {
 public:
  static Result<World> Of(const WorldTable& world, const Leontief& model, std::size_t exporter) {
    TENON_CHECK(Check(world, model));
    World result(world, model);
    TENON_CHECK(result.Solve(world, model, exporter));
    for (const auto& members : result.members_) {
      if (members.empty()) {
        result.home_.push_back(Matrix());
        continue;
      }
      TENON_ASSIGN(const Leontief home, Leontief::Of(Within(world.table, members)));
      TENON_ASSIGN(IoInverse home_inverse, home.Inverse());
      result.home_.push_back(std::move(home_inverse.matrix));
    }
    return result;
  }

  const Sectors& members(std::size_t economy) const { return members_[economy]; }
  std::size_t size() const { return members_.size(); }
  const Matrix& origins() const { return origins_; }
  std::optional<double> error_bound() const { return error_bound_; }

  /// y_t(u): what economy t's sectors deliver to final users of u.
  std::vector<double> Final(std::size_t t, std::size_t u) const { return Pick(uses_.Row(u), members_[t]); }
  std::vector<double> A(std::size_t s, std::size_t r, std::span<const double> y) const {
    return Apply(coefficients_, members_[s], members_[r], y);
  }
  /// Output of r that its own final use needs through its own sectors, L_rr y_r(r).
  std::vector<double> HomeOutput(std::size_t r) const {
    Sectors all(members_[r].size());
    std::iota(all.begin(), all.end(), 0U);
    return Apply(home_[r], all, all, Final(r, r));
  }
  /// Z 1 + final use.
  std::vector<double> Output(std::size_t r) const { return Pick(output_.Row(0), members_[r]); }
  /// v_s' L_ss by sector of s.
  std::vector<double> HomeShare(std::size_t s) const {
    std::vector<double> share(members_[s].size());
    for (std::size_t i = 0; i < share.size(); ++i) {
      for (std::size_t j = 0; j < share.size(); ++j) share[j] += v_[members_[s][i]] * home_[s](i, j);
    }
    return share;
  }
  /// v_t' B_ts by sector of s.
  std::vector<double> ShareOf(std::size_t t, std::size_t s) const { return Pick(origins_.Row(t), members_[s]); }

  /// Where the output of r comes to an end, as A_sr receives it: the brackets of parts 2 to 9.
  std::array<std::vector<double>, 8> Destinations(std::size_t r) const {
    std::array<std::vector<double>, 8> ends;
    for (std::size_t use = 0; use < kUses; ++use) {
      // Through r itself; through third economies, which is what is left of all; through the exporter.
      ends[2 * use] = Pick(own_.Row(r * kUses + use), members_[r]);
      ends[2 * use + 1] = Pick(output_.Row(1 + use), members_[r]);
      for (std::size_t i = 0; i < ends[2 * use].size(); ++i) ends[2 * use + 1][i] -= ends[2 * use][i];
    }
    ends[6] = Pick(output_.Row(1 + kUses), members_[r]);
    ends[7] = Pick(output_.Row(2 + kUses), members_[r]);
    return ends;
  }

 private:
  /// Final use of what an economy t makes, s being the exporter: by t itself, by all but t and s, by s.
  static constexpr std::size_t kUses = 3;

  World(const WorldTable& world, const Leontief& model)
      : uses_(world.final_use), coefficients_(model.coefficients()), members_(Members(world.economies)) {
    v_.assign(model.size(), 1.0);
    for (std::size_t i = 0; i < v_.size(); ++i) {
      const auto row = coefficients_.Row(i);
      for (std::size_t j = 0; j < v_.size(); ++j) v_[j] -= row[j];
    }
  }

  /// All systems of the whole table: one solve, each system a row.
  Status Solve(const WorldTable& world, const Leontief& model, std::size_t s) {
    const std::size_t n = model.size();
    // x as used, L f: what makes the parts sum to the whole also where printed outputs are rounded.
    Matrix demand(3 + kUses, n);
    Matrix own(size() * kUses, n);
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t t = world.economies.group_of[i];
      double total = 0;
      for (std::size_t e = 0; e < size(); ++e) total += uses_(e, i);
      demand(0, i) = total;
      if (t == s) {
        demand(1 + kUses, i) = uses_(s, i);
        demand(2 + kUses, i) = total - uses_(s, i);
        continue;
      }
      const std::array<double, kUses> uses = {uses_(t, i), total - uses_(t, i) - uses_(s, i), uses_(s, i)};
      for (std::size_t use = 0; use < kUses; ++use) own(t * kUses + use, i) = demand(1 + use, i) = uses[use];
    }
    Matrix v(size(), n);
    for (std::size_t i = 0; i < n; ++i) v(world.economies.group_of[i], i) = v_[i];
    const auto take = [&](Matrix right_hand_sides, Side side, Matrix& into) -> Status {
      TENON_ASSIGN(IoSolution solution, model.Solve(std::move(right_hand_sides), side));
      into = std::move(solution.rows);
      if (solution.error_bound) error_bound_ = std::max(error_bound_.value_or(0), *solution.error_bound);
      return {};
    };
    TENON_CHECK(take(std::move(demand), Side::kColumns, output_));
    TENON_CHECK(take(std::move(own), Side::kColumns, own_));
    return take(std::move(v), Side::kRows, origins_);
  }

  const Matrix& uses_;
  const Matrix& coefficients_;
  std::vector<Sectors> members_;
  std::vector<double> v_;
  Matrix output_;   ///< L f: f all final use; the three uses of all but s; use of what s makes by s, and by others
  Matrix own_;      ///< [economy, use]: L f of what that economy delivers to that use
  Matrix origins_;  ///< [economy][sector]: v_t' B_t.
  std::optional<double> error_bound_;
  std::vector<Matrix> home_;  ///< L_rr
};

}  // namespace

std::string_view ToString(ExportPart part) {
  constexpr std::array<std::string_view, kNumExportParts> kNames = {
      "DVA_FIN", "DVA_INT", "DVA_INTrexI1", "DVA_INTrexF", "DVA_INTrexI2", "RDV_FIN", "RDV_FIN2", "RDV_INT",
      "DDC_FIN", "DDC_INT", "MVA_FIN",      "MVA_INT",     "MDC",          "OVA_FIN", "OVA_INT",  "ODC"};
  return kNames[static_cast<std::size_t>(part)];
}

Matrix ValueAddedIn(const Matrix& inverse, std::span<const double> v, std::span<const double> e) {
  Matrix result = inverse;
  for (std::size_t i = 0; i < result.rows; ++i) {
    const auto row = result.Row(i);
    for (std::size_t j = 0; j < result.columns; ++j) row[j] *= v[i] * e[j];
  }
  return result;
}

Result<ExportDecomposition> DecomposeExports(const WorldTable& table, const Leontief& model, std::size_t exporter) {
  if (exporter >= table.economies.num_groups) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("there is no economy {} among {}", exporter, table.economies.num_groups));
  }
  TENON_ASSIGN(const World world, World::Of(table, model, exporter));
  const std::size_t s = exporter;
  const Sectors& sectors = world.members(s);
  const auto home_share = world.HomeShare(s);
  const auto own_share = world.ShareOf(s, s);
  ExportDecomposition result{.flows = {}, .origins = world.origins(), .error_bound = world.error_bound()};
  for (std::size_t r = 0; r < world.size(); ++r) {
    if (r == s || world.members(r).empty()) continue;
    const auto final_goods = world.Final(s, r);
    auto ends = world.Destinations(r);
    for (auto& end : ends) end = world.A(s, r, end);
    const auto intermediates = world.A(s, r, world.Output(r));
    const auto for_importer = world.A(s, r, world.HomeOutput(r));
    const auto importer_share = world.ShareOf(r, s);
    std::vector<double> other_share(sectors.size());
    for (std::size_t t = 0; t < world.size(); ++t) {
      if (t != s && t != r) Add(other_share, world.ShareOf(t, s));
    }
    for (std::size_t i = 0; i < sectors.size(); ++i) {
      ExportFlow flow{.sector = sectors[i], .importer = r, .gross = final_goods[i] + intermediates[i]};
      const double twice = intermediates[i] - for_importer[i];
      flow.parts[0] = own_share[i] * final_goods[i];
      for (std::size_t e = 0; e < ends.size(); ++e) flow.parts[1 + e] = home_share[i] * ends[e][i];
      flow.parts[9] = (own_share[i] - home_share[i]) * intermediates[i];
      const std::array foreign = {importer_share[i], other_share[i]};
      for (std::size_t f = 0; f < 2; ++f) {
        flow.parts[10 + 3 * f] = foreign[f] * final_goods[i];
        flow.parts[11 + 3 * f] = foreign[f] * for_importer[i];
        flow.parts[12 + 3 * f] = foreign[f] * twice;
      }
      result.flows.push_back(flow);
    }
  }
  return result;
}

}  // namespace tenon::econ
