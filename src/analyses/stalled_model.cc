#include "analyses/stalled_model.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "econ/quantile.h"
#include "fmt/format.h"

namespace tenon::analyses {
namespace {

/// The largest fields have an effect of their own; the others share one.
constexpr std::size_t kMostFields = 12;
/// A topic's share is drawn towards that of all as if it had so many more members.
constexpr double kLinkagePrior = 10;

struct Linkage {
  std::map<Value, std::pair<double, double>> topics;  // members and crossings
  double share = 0;                                   // of all

  explicit Linkage(const std::vector<StalledCandidate>& candidates) {
    double crossed = 0;
    for (const StalledCandidate& one : candidates) {
      auto& [members, crossings] = topics[one.topic];
      ++members;
      crossings += one.has_crossed ? 1 : 0;
      crossed += one.has_crossed ? 1 : 0;
    }
    share = crossed / std::max(1.0, static_cast<double>(candidates.size()));
  }

  double Of(const StalledCandidate& one) const {
    if (IsMissing(one.topic)) return share;
    const auto& [members, crossings] = topics.at(one.topic);
    return (crossings - (one.has_crossed ? 1 : 0) + kLinkagePrior * share) / (members - 1 + kLinkagePrior);
  }
};

/// Fields with an effect of their own: the largest but the first, which the others are held against.
std::vector<Value> FieldsOf(const std::vector<StalledCandidate>& candidates) {
  std::map<Value, std::size_t> sizes;
  for (const StalledCandidate& one : candidates) {
    if (!IsMissing(one.field)) ++sizes[one.field];
  }
  std::vector<std::pair<Value, std::size_t>> sorted(sizes.begin(), sizes.end());
  std::ranges::stable_sort(sorted, [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<Value> fields;
  for (std::size_t i = 0; i < std::min(sorted.size(), kMostFields); ++i) fields.push_back(sorted[i].first);
  return fields;
}

/// Turns a candidate into the covariates of the fit.
class Covariates {
 public:
  Covariates(const std::vector<StalledCandidate>& candidates, Dating dating)
      : linkage_(candidates), fields_(FieldsOf(candidates)), has_age_(dating == Dating::kUndated) {
    const auto any = [&](auto known) { return std::ranges::any_of(candidates, known); };
    has_percentile_ = any([](const StalledCandidate& c) { return c.percentile.has_value(); });
    has_industry_ = any([](const StalledCandidate& c) { return c.is_industry.has_value(); });
    has_topic_ = any([](const StalledCandidate& c) { return !IsMissing(c.topic); });
    (has_percentile_ ? names_ : unknown_).emplace_back("citation percentile");
    (has_industry_ ? names_ : unknown_).emplace_back("industry author");
    (has_topic_ ? names_ : unknown_).emplace_back("linkage of the topic");
    if (fields_.empty()) unknown_.emplace_back("field");
    for (std::size_t i = 1; i < fields_.size(); ++i) names_.push_back("field " + ToText(fields_[i]));
    if (fields_.size() == kMostFields) names_.emplace_back("other field");
    if (has_age_) names_.emplace_back("log(age + 1)");
  }

  const std::vector<std::string>& names() const { return names_; }
  const std::vector<std::string>& unknown() const { return unknown_; }
  double LinkageOf(const StalledCandidate& one) const { return linkage_.Of(one); }

  bool IsComplete(const StalledCandidate& one) const {
    return (!has_percentile_ || one.percentile) && (!has_industry_ || one.is_industry) &&
           (fields_.empty() || !IsMissing(one.field)) && (!has_age_ || one.start);
  }

  /// REQUIRES: IsComplete.
  std::vector<double> Of(const StalledCandidate& one, int until) const {
    std::vector<double> x;
    if (has_percentile_) x.push_back(*one.percentile);
    if (has_industry_) x.push_back(*one.is_industry ? 1 : 0);
    if (has_topic_) x.push_back(linkage_.Of(one));
    bool is_other = !fields_.empty() && one.field != fields_.front();
    for (std::size_t i = 1; i < fields_.size(); ++i) {
      x.push_back(one.field == fields_[i] ? 1 : 0);
      is_other = is_other && one.field != fields_[i];
    }
    if (fields_.size() == kMostFields) x.push_back(is_other ? 1 : 0);
    if (has_age_) x.push_back(std::log1p(until - *one.start));
    return x;
  }

 private:
  Linkage linkage_;
  std::vector<Value> fields_;
  std::vector<std::string> names_, unknown_;
  bool has_age_, has_percentile_ = false, has_industry_ = false, has_topic_ = false;
};

Result<Dating> DatingOf(const std::vector<StalledCandidate>& candidates) {
  std::size_t crossed = 0, dated = 0, started = 0;
  for (const StalledCandidate& one : candidates) {
    if (!one.has_crossed) continue;
    ++crossed;
    started += one.start ? 1 : 0;
    dated += one.start && one.crossed_in && *one.crossed_in >= *one.start ? 1 : 0;
  }
  if (dated >= kFewestCrossings) return Dating::kDated;
  if (started >= kFewestCrossings) return Dating::kUndated;
  if (crossed >= kFewestCrossings) return Dating::kAgeless;
  return Fail(ErrorKind::kNotFound, fmt::format("{} of {} crossed; fewer than {} say nothing of what crosses", crossed,
                                                candidates.size(), kFewestCrossings));
}

std::optional<double> MedianLag(const std::vector<StalledCandidate>& candidates) {
  std::vector<double> lags;
  for (const StalledCandidate& one : candidates) {
    if (one.has_crossed && one.start && one.crossed_in && *one.crossed_in >= *one.start) {
      lags.push_back(*one.crossed_in - *one.start);
    }
  }
  if (lags.empty()) return std::nullopt;
  std::ranges::sort(lags);
  return econ::QuantileOfSorted(lags, 0.5);
}

/// How long one was watched; nullopt where that is not known, which is counted.
std::optional<econ::WatchedYears> Watch(const StalledCandidate& one, int until, CrossingModel& model) {
  if (model.dating != Dating::kDated) return econ::WatchedYears{0, one.has_crossed};
  if (!one.start) return std::nullopt;
  if (!one.has_crossed) return econ::WatchedYears{until - *one.start, false};
  if (!one.crossed_in) {
    ++model.undated;
    return std::nullopt;
  }
  if (*one.crossed_in < *one.start) {
    ++model.backwards;
    return std::nullopt;
  }
  return econ::WatchedYears{*one.crossed_in - *one.start, true};
}

}  // namespace

std::vector<StalledCandidate> ReadCandidates(const Table& rows, int until) {
  const auto year = [](const Value& value) {
    return IsMissing(value) ? std::nullopt : std::optional(static_cast<int>(IntegerOr(value, 0)));
  };
  std::vector<StalledCandidate> candidates;
  candidates.reserve(rows.rows.size());
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    StalledCandidate one{.id = rows.At(row, "id"),
                         .title = rows.At(row, "title"),
                         .field = rows.At(row, "field"),
                         .topic = rows.At(row, "topic"),
                         .citations = rows.At(row, "citations"),
                         .start = year(rows.At(row, "start")),
                         .crossed_in = year(rows.At(row, "crossed_in"))};
    one.has_crossed = BooleanOr(rows.At(row, "crossed"), false) && one.crossed_in.value_or(until) <= until;
    if (const Value& value = rows.At(row, "percentile"); !IsMissing(value)) one.percentile = RealOr(value, 0);
    if (const Value& value = rows.At(row, "is_industry"); !IsMissing(value)) one.is_industry = BooleanOr(value, false);
    candidates.push_back(std::move(one));
  }
  return candidates;
}

Result<StalledFit> FitStalled(const std::vector<StalledCandidate>& candidates, int until, int horizon,
                              const econ::HazardOptions& options) {
  StalledFit fit;
  CrossingModel& model = fit.model;
  TENON_ASSIGN(model.dating, DatingOf(candidates));
  model.median_lag = MedianLag(candidates);
  const Covariates covariates(candidates, model.dating);
  model.covariates = covariates.names();
  model.unknown = covariates.unknown();
  std::vector<econ::WatchedYears> watched;
  std::vector<double> cells;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const StalledCandidate& one = candidates[i];
    if (!covariates.IsComplete(one)) {
      ++model.incomplete;
      continue;
    }
    const auto years = Watch(one, until, model);
    if (!years) continue;
    watched.push_back(*years);
    model.crossed += years->has_event ? 1 : 0;
    const std::vector<double> x = covariates.Of(one, until);
    cells.insert(cells.end(), x.begin(), x.end());
  }
  model.subjects = watched.size();
  econ::Matrix matrix;
  matrix.rows = watched.size();
  matrix.columns = model.covariates.size();
  matrix.cells = std::move(cells);
  TENON_ASSIGN(model.hazard, econ::FitHazard(watched, matrix, options));
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const StalledCandidate& one = candidates[i];
    if (one.has_crossed || !covariates.IsComplete(one) || (model.dating == Dating::kDated && !one.start)) continue;
    const auto age = one.start ? std::optional(until - *one.start) : std::nullopt;
    const std::vector<double> x = covariates.Of(one, until);
    Expectation expectation{.candidate = i, .age = age, .linkage = covariates.LinkageOf(one)};
    const bool is_dated = model.dating == Dating::kDated;
    expectation.by_now = model.hazard.Probability(0, is_dated ? *age : 0, x);
    expectation.probability = is_dated ? model.hazard.Probability(*age + 1, *age + horizon, x) : expectation.by_now;
    fit.expectations.push_back(expectation);
  }
  return fit;
}

}  // namespace tenon::analyses
