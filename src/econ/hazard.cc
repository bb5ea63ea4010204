#include "econ/hazard.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "econ/linear_algebra.h"
#include "econ/normal.h"

namespace tenon::econ {
namespace {

constexpr int kMostIterations = 100;
/// A step this small, in standard deviations of what it moves, is none.
constexpr double kSmallStep = 1e-8;
/// A step this small is taken whole: near the top rounding hides the climb.
constexpr double kTrustedStep = 1e-3;

/// Years of one row within one band, and whether the last of them had the event.
struct Spell {
  std::size_t row = 0, band = 0;
  double years = 0;
  bool has_event = false;
};

/// log(1 - exp(-m)), its slope and its curvature in eta = log m.
struct LogEvent {
  double value, slope, curvature;
};
LogEvent OfEvent(double m) {
  const double grown = std::expm1(m);
  const double slope = m < 1e-12 ? 1 : std::isfinite(grown) ? m / grown : 0;
  return {m < 1e-12 ? std::log(m) : std::log(-std::expm1(-m)), slope, slope * (1 - m - slope)};
}

/// The penalised log-likelihood at one point. Parameters: the bands, then the covariates.
class Likelihood {
 public:
  Likelihood(std::span<const Spell> spells, const Matrix& covariates, std::size_t bands, std::vector<double> penalty)
      : spells_(spells), x_(covariates), bands_(bands), penalty_(std::move(penalty)) {}

  std::size_t size() const { return bands_ + x_.columns; }

  struct Value {
    double plain = 0, penalised = 0;
  };
  Value At(std::span<const double> parameters) const {
    Value value;
    for (const Spell& spell : spells_) {
      const double m = std::exp(Eta(spell, parameters));
      value.plain -= (spell.years - (spell.has_event ? 1 : 0)) * m;
      if (spell.has_event) value.plain += OfEvent(m).value;
    }
    value.penalised = value.plain;
    for (std::size_t j = 0; j < x_.columns; ++j) {
      value.penalised -= penalty_[j] * parameters[bands_ + j] * parameters[bands_ + j] / 2;
    }
    return value;
  }

  /// Gradient, and minus the matrix of second derivatives.
  void Derivatives(std::span<const double> parameters, std::vector<double>& gradient, Matrix& information) const {
    gradient.assign(size(), 0);
    information = Matrix(size(), size());
    for (const Spell& spell : spells_) {
      const double m = std::exp(Eta(spell, parameters));
      const double quiet = (spell.years - (spell.has_event ? 1 : 0)) * m;
      const LogEvent event = spell.has_event ? OfEvent(m) : LogEvent{0, 0, 0};
      const double slope = event.slope - quiet, weight = quiet - event.curvature;
      const auto x = x_.Row(spell.row);
      gradient[spell.band] += slope;
      information(spell.band, spell.band) += weight;
      for (std::size_t j = 0; j < x.size(); ++j) {
        if (x[j] == 0) continue;
        gradient[bands_ + j] += slope * x[j];
        information(bands_ + j, spell.band) += weight * x[j];
        for (std::size_t k = 0; k <= j; ++k) information(bands_ + j, bands_ + k) += weight * x[j] * x[k];
      }
    }
    for (std::size_t j = 0; j < x_.columns; ++j) {
      gradient[bands_ + j] -= penalty_[j] * parameters[bands_ + j];
      information(bands_ + j, bands_ + j) += penalty_[j];
    }
    for (std::size_t i = 0; i < size(); ++i) {
      for (std::size_t j = i + 1; j < size(); ++j) information(i, j) = information(j, i);
    }
  }

 private:
  double Eta(const Spell& spell, std::span<const double> parameters) const {
    const auto x = x_.Row(spell.row);
    double eta = parameters[spell.band];
    for (std::size_t j = 0; j < x.size(); ++j) eta += x[j] * parameters[bands_ + j];
    return eta;
  }

  std::span<const Spell> spells_;
  const Matrix& x_;
  std::size_t bands_;
  std::vector<double> penalty_;
};

/// Ridge times the variance of each covariate over the rows; of one that does not vary, the ridge itself.
std::vector<double> Penalties(const Matrix& x, double ridge) {
  std::vector<double> penalties(x.columns);
  const auto n = static_cast<double>(x.rows);
  for (std::size_t j = 0; j < x.columns; ++j) {
    double mean = 0, squares = 0;
    bool varies = false;
    for (std::size_t i = 0; i < x.rows; ++i) {
      mean += x(i, j) / n;
      varies = varies || x(i, j) != x(0, j);
    }
    for (std::size_t i = 0; i < x.rows; ++i) squares += (x(i, j) - mean) * (x(i, j) - mean) / n;
    penalties[j] = ridge * (varies ? squares : 1);
  }
  return penalties;
}

/// Events and quiet years of every band decide where its baseline begins.
std::vector<double> Start(std::span<const Spell> spells, std::size_t bands, std::size_t size) {
  std::vector<double> years(bands), events(bands), start(size);
  for (const Spell& spell : spells) {
    years[spell.band] += spell.years;
    events[spell.band] += spell.has_event ? 1 : 0;
  }
  for (std::size_t b = 0; b < bands; ++b) start[b] = std::log(-std::log1p(-events[b] / years[b]));
  return start;
}

Result<HazardModel> Maximise(const Likelihood& likelihood, std::vector<double> parameters, std::size_t bands,
                             double confidence) {
  TENON_ASSIGN(const double bound, NormalBound(confidence));
  HazardModel model;
  std::vector<double> gradient;
  Matrix information;
  double here = likelihood.At(parameters).penalised;
  for (; model.iterations < kMostIterations; ++model.iterations) {
    likelihood.Derivatives(parameters, gradient, information);
    std::vector<double> spread(parameters.size());
    for (std::size_t j = 0; j < spread.size(); ++j) spread[j] = std::sqrt(information(j, j));
    TENON_ASSIGN(const Factors factors, Factors::Of(information));
    Matrix step = Matrix::OneRow(gradient);
    factors.Solve(step, Side::kColumns);
    double largest = 0;
    for (std::size_t j = 0; j < spread.size(); ++j) largest = std::max(largest, std::abs(step(0, j)) * spread[j]);
    if (largest < kSmallStep) {
      const Matrix covariance = factors.Inverse();
      model.baseline.assign(parameters.begin(), parameters.begin() + static_cast<std::ptrdiff_t>(bands));
      for (std::size_t j = bands; j < parameters.size(); ++j) {
        const double error = std::sqrt(covariance(j, j));
        model.effects.push_back({parameters[j], error, parameters[j] - bound * error, parameters[j] + bound * error});
      }
      model.log_likelihood = likelihood.At(parameters).plain;
      return model;
    }
    std::vector<double> next(parameters.size());
    for (double length = 1; length > 1e-6; length /= 2) {
      for (std::size_t j = 0; j < next.size(); ++j) next[j] = parameters[j] + length * step(0, j);
      if (largest < kTrustedStep || likelihood.At(next).penalised >= here) break;
    }
    parameters = next;
    here = likelihood.At(parameters).penalised;
  }
  return Fail(
      ErrorKind::kNotConverged,
      fmt::format("the hazard did not settle in {} steps; raise the ridge or leave covariates out", kMostIterations));
}

Status Check(std::size_t things, std::size_t events, const Matrix& covariates, const HazardOptions& options) {
  if (!(options.ridge > 0) || !std::isfinite(options.ridge) || options.bands == 0) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("ridge {} and {} bands: the ridge must be above 0, the bands 1 or more", options.ridge,
                            options.bands));
  }
  if (covariates.rows != things) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} rows of covariates for {} things watched", covariates.rows, things));
  }
  if (things == 0 || events == 0) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} of {} things watched had the event: at least one must", events, things));
  }
  if (!std::ranges::all_of(covariates.cells, [](double x) { return std::isfinite(x); })) {
    return Fail(ErrorKind::kInvalidArgument, "a covariate is not finite; leave out what lacks one");
  }
  return {};
}

/// Last ages of all bands but the last: quantiles of the ages of the events, each once.
std::vector<int> BandEnds(std::vector<int> ages, std::size_t bands) {
  std::ranges::sort(ages);
  std::vector<int> ends;
  for (std::size_t b = 1; b < bands; ++b) {
    const int age = ages[(b * ages.size() - 1) / bands];
    if (age < ages.back() && (ends.empty() || age > ends.back())) ends.push_back(age);
  }
  return ends;
}

}  // namespace

double HazardModel::Probability(int from, int to, std::span<const double> covariates) const {
  double cumulated = 0;
  int first = 0;
  for (std::size_t band = 0; band < baseline.size(); ++band) {
    const int last = band < band_ends.size() ? band_ends[band] : std::numeric_limits<int>::max();
    const int begin = std::max(first, from), end = std::min(last, to);
    if (begin <= end) cumulated += (static_cast<double>(end) - begin + 1) * std::exp(baseline[band]);
    if (last >= to) break;
    first = last + 1;
  }
  double eta = 0;
  for (std::size_t j = 0; j < effects.size(); ++j) eta += effects[j].value * covariates[j];
  return -std::expm1(-cumulated * std::exp(eta));
}

Result<HazardModel> FitHazard(std::span<const WatchedYears> watched, const Matrix& covariates,
                              const HazardOptions& options) {
  std::vector<int> ages;
  for (const WatchedYears& one : watched) {
    if (one.age < 0)
      return Fail(ErrorKind::kInvalidArgument, fmt::format("an age is {}; allowed is 0 or more", one.age));
    if (one.has_event) ages.push_back(one.age);
  }
  TENON_CHECK(Check(watched.size(), ages.size(), covariates, options));
  const std::vector<int> ends = BandEnds(std::move(ages), options.bands);
  std::vector<Spell> spells;
  std::vector<double> quiet(ends.size() + 1);
  for (std::size_t row = 0; row < watched.size(); ++row) {
    int first = 0;
    for (std::size_t band = 0; band <= ends.size() && first <= watched[row].age; ++band) {
      const int last = band < ends.size() ? std::min(ends[band], watched[row].age) : watched[row].age;
      const bool has_event = watched[row].has_event && last == watched[row].age;
      spells.push_back({row, band, static_cast<double>(last) - first + 1, has_event});
      quiet[band] += spells.back().years - (has_event ? 1 : 0);
      first = last + 1;
    }
  }
  if (std::ranges::any_of(quiet, [](double years) { return years == 0; })) {
    return Fail(ErrorKind::kInvalidArgument,
                "in a band of ages every year watched had the event: no hazard can be told; take fewer bands");
  }
  const Likelihood likelihood(spells, covariates, quiet.size(), Penalties(covariates, options.ridge));
  TENON_ASSIGN(HazardModel model,
               Maximise(likelihood, Start(spells, quiet.size(), likelihood.size()), quiet.size(), options.confidence));
  model.band_ends = ends;
  return model;
}

}  // namespace tenon::econ
