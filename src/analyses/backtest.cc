#include "analyses/backtest.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <span>
#include <utility>

#include "econ/ranking_quality.h"

namespace tenon::analyses {
namespace {

struct Mean {
  std::optional<double> mean, error;
};

Mean MeanOf(std::span<const double> values) {
  if (values.empty()) return {};
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  if (values.size() < 2) return {mean, std::nullopt};
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {mean, std::sqrt(squares / (n - 1) / n)};
}

/// What a predictor says of every activity of a place.
std::vector<double> ScoresOf(const PlaceModel& model, std::uint32_t place, Predictor predictor,
                             const econ::AdviceOptions& options) {
  std::vector<double> scores(model.data.activities.size());
  switch (predictor) {
    case Predictor::kAdvice:
      scores.assign(scores.size(), -1);
      for (const econ::Advised& advised : model.Advise(place, options).advised) {
        scores[advised.activity] = advised.score;
      }
      break;
    case Predictor::kDensity:
      for (std::uint32_t p = 0; p < scores.size(); ++p) scores[p] = model.density.At(place, p).value_or(0);
      break;
    case Predictor::kAdvantage:
      for (std::uint32_t p = 0; p < scores.size(); ++p) scores[p] = model.advantage.Row(place)[p].value_or(0);
      break;
    case Predictor::kChance:
      break;
  }
  return scores;
}

/// Of all the pairs that could be candidates, the share that `candidates` holds: less where the later year states less.
double CoverageOf(const PlaceModel& model, const std::vector<std::vector<EntryCandidate>>& candidates) {
  std::size_t possible = 0, held = 0;
  for (std::uint32_t place = 0; place < candidates.size(); ++place) {
    held += candidates[place].size();
    const auto before = model.advantage.Row(place);
    for (std::uint32_t p = 0; p < before.size(); ++p) {
      possible += before[p] && model.data.presence.ubiquity(p) > 0 && !model.data.presence.Has(place, p) ? 1U : 0U;
    }
  }
  return possible == 0 ? 0 : static_cast<double>(held) / static_cast<double>(possible);
}

/// The year to learn to.
std::optional<std::int64_t> TrainingYear(const std::vector<std::int64_t>& years, std::int64_t now,
                                         std::int64_t horizon) {
  if (now < years.back()) return now;
  const auto after = std::ranges::upper_bound(years, now - horizon);
  const std::int64_t trained = after == years.begin() ? years.front() : *std::prev(after);
  return trained < now ? std::optional(trained) : std::nullopt;
}

}  // namespace

std::string_view ToString(Predictor predictor) {
  switch (predictor) {
    case Predictor::kAdvice:
      return "advice";
    case Predictor::kDensity:
      return "density";
    case Predictor::kAdvantage:
      return "rca";
    case Predictor::kChance:
      return "chance";
  }
  return "";
}

std::vector<std::vector<EntryCandidate>> FindCandidates(const PlaceModel& model, const Activities& later) {
  std::vector<std::vector<EntryCandidate>> candidates(model.data.places.size());
  const PlaceValues advantages = AdvantagesOf(later);
  std::vector<std::optional<std::uint32_t>> number;
  for (std::uint32_t p = 0; p < model.data.activities.size(); ++p) {
    auto found = later.Activity(model.data.activities[p]);
    if (model.data.presence.ubiquity(p) == 0 || (found && later.presence.ubiquity(*found) == 0)) found.reset();
    number.push_back(found);
  }
  for (std::uint32_t place = 0; place < candidates.size(); ++place) {
    const auto later_place = later.Place(model.data.places[place]);
    if (!later_place) continue;
    const auto before = model.advantage.Row(place);
    const auto after = advantages.Row(*later_place);
    for (std::uint32_t p = 0; p < number.size(); ++p) {
      if (!number[p] || !before[p] || model.data.presence.Has(place, p) || !after[*number[p]]) continue;
      candidates[place].push_back({p, later.presence.Has(*later_place, *number[p])});
    }
  }
  return candidates;
}

Result<std::vector<PredictorScore>> ScorePredictors(const PlaceModel& model,
                                                    const std::vector<std::vector<EntryCandidate>>& candidates,
                                                    std::optional<std::uint32_t> only_place,
                                                    const econ::AdviceOptions& options, std::size_t k) {
  std::vector<PredictorScore> scores;
  for (const Predictor predictor : kPredictors) {
    PredictorScore& score = scores.emplace_back();
    score.predictor = predictor;
    std::vector<double> precisions, average_precisions;
    for (std::uint32_t place = 0; place < candidates.size(); ++place) {
      if (only_place && place != *only_place) continue;
      const auto said = ScoresOf(model, place, predictor, options);
      std::vector<econ::Forecast> forecasts;
      for (const auto& [activity, entered] : candidates[place]) forecasts.push_back({said[activity], entered});
      TENON_ASSIGN(const econ::RankingQuality quality, econ::MeasureRanking(forecasts, k));
      if (!quality.average_precision && !only_place) continue;
      score.candidates += quality.forecasts;
      score.entries += quality.happened;
      score.hits += quality.hits;
      if (quality.precision_at_first) precisions.push_back(*quality.precision_at_first);
      if (quality.average_precision) average_precisions.push_back(*quality.average_precision);
    }
    score.places = average_precisions.size();
    const Mean precision = MeanOf(precisions), average = MeanOf(average_precisions);
    score.precision = precision.mean;
    score.precision_error = precision.error;
    score.average_precision = average.mean;
    score.average_precision_error = average.error;
  }
  return scores;
}

Result<std::optional<Verdict>> Judge(const Question& question, const ActivitySource& chosen, const PlaceModel& now,
                                     const std::string& place) {
  const std::int64_t horizon = question.arguments.GetInteger("horizon");
  const auto trained = TrainingYear(chosen.years, now.data.year, horizon);
  if (!trained) return std::optional<Verdict>();
  Verdict verdict;
  verdict.trained = *trained;
  if (*trained == now.data.year) {
    verdict.model = now;
  } else {
    auto model =
        ModelPlaces(question, chosen, *trained, question.arguments.GetInteger("look_back"), ChosenProximity(question));
    if (!model && model.error().kind == ErrorKind::kNotFound) return std::optional<Verdict>();
    if (!model) return std::unexpected(model.error());
    verdict.model = *std::move(model);
  }
  verdict.place = verdict.model.data.Place(place);
  for (auto year = chosen.years.rbegin(); year != chosen.years.rend() && verdict.coverage < kCoverage; ++year) {
    if (*year > *trained + horizon) continue;
    if (*year <= *trained) break;
    TENON_ASSIGN(Activities later, ReadActivities(question, chosen, *year));
    auto candidates = FindCandidates(verdict.model, later);
    const double coverage = CoverageOf(verdict.model, candidates);
    if (coverage <= verdict.coverage) continue;
    verdict.judged = *year;
    verdict.later = std::move(later);
    verdict.candidates = std::move(candidates);
    verdict.coverage = coverage;
  }
  return verdict.judged == 0 ? std::optional<Verdict>() : std::optional(std::move(verdict));
}

}  // namespace tenon::analyses
