#ifndef TENON_ECON_READINESS_H_
#define TENON_ECON_READINESS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tenon::econ {

inline constexpr int kHighestReadiness = 9;

/// What bears on the technology readiness level of a thing.
struct ReadinessClues {
  int bound = 0;           ///< it is at least there; 0: nothing bounds it
  std::vector<int> words;  ///< the level that each distinct word of it stands for
};

/// On what an estimate rests.
enum class ReadinessBasis : std::uint8_t {
  kNone,   ///< nothing is known: no level
  kLinks,  ///< the bound, nothing else, or the bound lies above what the words say
  kWords,
  kUsual,  ///< no words and no bound above the usual level
};

struct ReadinessEstimate {
  std::optional<int> level;
  ReadinessBasis basis = ReadinessBasis::kNone;
};

/// The lower median of the levels of the words, else the usual level; never below the bound.
ReadinessEstimate EstimateReadiness(const ReadinessClues& clues, std::optional<int> usual);

/// A thing whose level somebody stated, and what else bears on it.
struct StatedReadiness {
  ReadinessClues clues;
  int level = 0;
};

/// How far estimates lie from stated levels, each estimated without its own; and how far the median of the others does.
struct ReadinessCalibration {
  std::size_t rows = 0, with_words = 0;
  int median = 0;           ///< lower median of all stated levels
  double mean_error = 0;    ///< [levels]; absolute
  double within_one = 0;    ///< [1]; share at most one level off
  int error_90 = 0;         ///< least error that nine in ten do not exceed
  double median_error = 0;  ///< mean absolute error of always answering the median
  double median_within_one = 0;
};

/// Leave-one-out. nullopt: fewer than two rows.
///
/// Complexity  n log n.
std::optional<ReadinessCalibration> CalibrateReadiness(std::span<const StatedReadiness> stated);

}  // namespace tenon::econ

#endif  // TENON_ECON_READINESS_H_
