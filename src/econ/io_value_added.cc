#include "econ/io_value_added.h"

#include <fmt/format.h>

#include <cmath>
#include <numeric>
#include <utility>

#include "econ/io_leontief.h"
#include "econ/linear_algebra.h"

namespace tenon::econ {
namespace {

using Sectors = std::vector<std::size_t>;

/// B_rt y for some rows and columns of B.
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

Status Check(const WorldTable& world, const Matrix& inverse) {
  const std::size_t n = world.table.output.size();
  if (world.economies.group_of.size() != n || world.final_use.columns != n ||
      world.final_use.rows != world.economies.num_groups || inverse.rows != n || inverse.columns != n) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("for {} sectors: {} economies of sectors, final use {} x {}, inverse {} x {}", n,
                            world.economies.group_of.size(), world.final_use.rows, world.final_use.columns,
                            inverse.rows, inverse.columns));
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

/// Everything about a table that does not depend on the exporter.
class World {
 public:
  static Result<World> Of(const WorldTable& world, const Matrix& inverse) {
    TENON_CHECK(Check(world, inverse));
    World result(world, inverse);
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

  /// y_t(u): what economy t's sectors deliver to final users of u.
  std::vector<double> Final(std::size_t t, std::size_t u) const { return Pick(uses_.Row(u), members_[t]); }
  /// What t's sectors deliver to final users of all but t and u.
  std::vector<double> FinalElsewhere(std::size_t t, std::size_t u) const {
    std::vector<double> rest(members_[t].size());
    for (std::size_t e = 0; e < size(); ++e) {
      if (e != t && e != u) Add(rest, Final(t, e));
    }
    return rest;
  }
  std::vector<double> B(std::size_t r, std::size_t t, std::span<const double> y) const {
    return Apply(inverse_, members_[r], members_[t], y);
  }
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
  std::vector<double> Output(std::size_t r) const { return Pick(output_, members_[r]); }
  /// v_s' L_ss by sector of s.
  std::vector<double> HomeShare(std::size_t s) const {
    std::vector<double> share(members_[s].size());
    for (std::size_t i = 0; i < share.size(); ++i) {
      for (std::size_t j = 0; j < share.size(); ++j) share[j] += v_[members_[s][i]] * home_[s](i, j);
    }
    return share;
  }
  /// v_t' B_ts by sector of s.
  std::vector<double> ShareOf(std::size_t t, std::size_t s) const { return Pick(value_added_.Row(t), members_[s]); }

 private:
  World(const WorldTable& world, const Matrix& inverse)
      : uses_(world.final_use), inverse_(inverse), members_(Members(world.economies)) {
    const std::size_t n = world.table.output.size();
    // x as used, L f: what makes the parts sum to the whole also where printed outputs are rounded.
    coefficients_ = world.table.flows;
    v_.assign(n, 1.0);
    std::vector<double> final_total(n);
    for (std::size_t e = 0; e < uses_.rows; ++e) Add(final_total, uses_.Row(e));
    output_ = Multiply(inverse, final_total, Side::kColumns);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        coefficients_(i, j) /= world.table.output[j];
        v_[j] -= coefficients_(i, j);
      }
    }
    value_added_ = Matrix(members_.size(), n);
    for (std::size_t t = 0; t < members_.size(); ++t) {
      for (const std::size_t i : members_[t]) {
        const auto row = inverse.Row(i);
        for (std::size_t j = 0; j < n; ++j) value_added_(t, j) += v_[i] * row[j];
      }
    }
  }

  const Matrix& uses_;
  const Matrix& inverse_;
  std::vector<Sectors> members_;
  Matrix coefficients_;
  std::vector<double> v_, output_;
  Matrix value_added_;        ///< [economy][sector]: v_t' B_t.
  std::vector<Matrix> home_;  ///< L_rr
};

/// Where the output of r comes to an end, as A_sr receives it: the brackets of parts 2 to 9.
std::array<std::vector<double>, 8> Destinations(const World& world, std::size_t s, std::size_t r) {
  std::array<std::vector<double>, 8> ends;
  ends.fill(std::vector<double>(world.members(r).size()));
  ends[0] = world.B(r, r, world.Final(r, r));
  ends[2] = world.B(r, r, world.FinalElsewhere(r, s));
  ends[4] = world.B(r, r, world.Final(r, s));
  for (std::size_t t = 0; t < world.size(); ++t) {
    if (t == s || t == r) continue;
    Add(ends[1], world.B(r, t, world.Final(t, t)));
    Add(ends[3], world.B(r, t, world.FinalElsewhere(t, s)));
    Add(ends[5], world.B(r, t, world.Final(t, s)));
  }
  ends[6] = world.B(r, s, world.Final(s, s));
  ends[7] = world.B(r, s, world.FinalElsewhere(s, s));
  return ends;
}

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

Result<std::vector<ExportFlow>> DecomposeExports(const WorldTable& table, const Matrix& inverse, std::size_t exporter) {
  if (exporter >= table.economies.num_groups) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("there is no economy {} among {}", exporter, table.economies.num_groups));
  }
  TENON_ASSIGN(const World world, World::Of(table, inverse));
  const std::size_t s = exporter;
  const Sectors& sectors = world.members(s);
  const auto home_share = world.HomeShare(s);
  const auto own_share = world.ShareOf(s, s);
  std::vector<ExportFlow> flows;
  for (std::size_t r = 0; r < world.size(); ++r) {
    if (r == s || world.members(r).empty()) continue;
    const auto final_goods = world.Final(s, r);
    auto ends = Destinations(world, s, r);
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
      flows.push_back(flow);
    }
  }
  return flows;
}

}  // namespace tenon::econ
