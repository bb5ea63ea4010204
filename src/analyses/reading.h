#ifndef TENON_ANALYSES_READING_H_
#define TENON_ANALYSES_READING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyses/amounts.h"
#include "analyses/evidence.h"
#include "econ/station.h"

namespace tenon::analyses {

/// What one basis says about one economy at its station.
struct Reading {
  enum class State {
    kData,
    kNotNamed,  ///< the source covers the world without naming the economy: it has at most what stands under "other"
    kNoData,
  };
  std::size_t basis = 0;
  State state = State::kNoData;
  int first_year = 0;  ///< of the years added up; 0 where there are none
  int last_year = 0;
  econ::StationStrength strength;
  std::string leader;   ///< alpha-3; "" where there is none
  std::string warning;  ///< "" or what a reader must know of the size that was used
};

struct ReadingOptions {
  std::string economy;
  int window = 3;  ///< years added up; shares and physical amounts are always those of the newest year
  std::size_t draws = 1000;
  std::uint64_t seed = 1;
};

/// Size over which a field's items may differ from the source's total before the sum of items is used instead.
inline constexpr double kSizeTolerance = 0.02;

/// Strength, level and distance of an economy by one basis. Only years in which the economy has an amount are added up,
/// for all economies alike. The size (its share over all items) is the source's own total ALL where the items of the
/// economy add up to it within 2 %, else the sum of items, with a warning. A basis that is wider than its segment
/// carries the error of a group.
/// Errors  those of econ::MeasureStation.
Result<Reading> ReadBasis(const ChainEvidence& evidence, const ChainAmounts& amounts, std::size_t basis,
                          const ReadingOptions& options);

/// The error model of a basis.
econ::ErrorModel ErrorOf(const Basis& basis);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_READING_H_
