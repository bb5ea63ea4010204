#ifndef TENON_ANALYSES_CROSSING_H_
#define TENON_ANALYSES_CROSSING_H_

#include <cstdint>
#include <optional>

#include "analyses/analysis.h"

namespace tenon::analyses {

// What questions share that watch projects, papers or patents cross to a patent, a product or a firm: those with the
// parameters `of` and `to`, asked of rows with the columns start, crossed and crossed_in.

/// The parameter `until`.
Parameter UntilParameter();

/// The newest year of a start or a crossing; nullopt where none is known.
std::optional<std::int64_t> NewestYear(const Table& rows);

/// Whether anything could have been seen to cross. Errors  NotFound: there are no rows, or nothing crossed and a table
/// of links has no rows.
Status CheckLinks(const Question& question, const Table& rows);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_CROSSING_H_
