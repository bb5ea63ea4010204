#ifndef TENON_ANALYSES_BACKTEST_H_
#define TENON_ANALYSES_BACKTEST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyses/place_model.h"
#include "econ/advice.h"
#include "tenon/error.h"

namespace tenon::analyses {

/// What is held against what happened. Each orders the activities that a place does not have.
enum class Predictor {
  kAdvice,     ///< those advised by their score; all others behind, as equals
  kDensity,    ///< density alone
  kAdvantage,  ///< RCA alone
  kChance,     ///< all are equal
};
inline constexpr Predictor kPredictors[] = {Predictor::kAdvice, Predictor::kDensity, Predictor::kAdvantage,
                                            Predictor::kChance};
std::string_view ToString(Predictor predictor);

/// One activity a place did not have, and whether it has it later.
struct EntryCandidate {
  std::uint32_t activity = 0;
  bool entered = false;
};

/// What each place could have entered between two years, by place of the model. A pair that is not known in one of the
/// years, and an activity nobody has in one of them, is no candidate.
std::vector<std::vector<EntryCandidate>> FindCandidates(const PlaceModel& model, const Activities& later);

/// How well one predictor did.
struct PredictorScore {
  Predictor predictor = Predictor::kAdvice;
  std::size_t places = 0;  ///< with at least one candidate and one entry
  std::size_t candidates = 0, entries = 0;
  double hits = 0;  ///< among the first k of each place, added up
  /// Means over these places, with the standard error of the mean (missing for one place).
  std::optional<double> precision, precision_error, average_precision, average_precision_error;
};

/// One for each of kPredictors: of one place, or of all.
/// Errors  those of econ::MeasureRanking.
Result<std::vector<PredictorScore>> ScorePredictors(const PlaceModel& model,
                                                    const std::vector<std::vector<EntryCandidate>>& candidates,
                                                    std::optional<std::uint32_t> only_place,
                                                    const econ::AdviceOptions& options, std::size_t k);

/// A later year must state this share of what could be entered to be judged by; else an earlier one is.
inline constexpr double kCoverage = 0.9;

/// Advice put to the test.
struct Verdict {
  std::int64_t trained = 0, judged = 0;
  PlaceModel model;  ///< knows nothing after `trained`
  Activities later;  ///< of `judged`
  std::vector<std::vector<EntryCandidate>> candidates;
  double coverage = 0;                 ///< share of what could be entered that the later year states
  std::optional<std::uint32_t> place;  ///< the place asked about, in `model`
};

/// Trained to the year of `now` where later years are there, else `horizon` years earlier; held against the last year
/// within the horizon that states kCoverage of what could be entered, or the one that states most. Nothing where there
/// is no such pair of years. Reads the parameters horizon, look_back and proximity.
/// Errors  those of ModelPlaces, but for a year that has no model.
Result<std::optional<Verdict>> Judge(const Question& question, const ActivitySource& chosen, const PlaceModel& now,
                                     const std::string& place);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_BACKTEST_H_
