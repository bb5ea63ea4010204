#ifndef TENON_ANALYSES_CODE_MATCH_H_
#define TENON_ANALYSES_CODE_MATCH_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chain/chain.h"

namespace tenon::analyses {

/// How closely rows describe a segment.
enum class Relation {
  kExact,  ///< the rows carry the segment's code or a part of it, and no other segment rests on them
  kGroup,  ///< the rows describe something wider, or several segments rest on them: "group, not segment"
};
std::string_view ToString(Relation relation);

/// A code that rows of a table carry, with what stands under it.
struct DataCode {
  std::size_t measure = 0;  ///< index into Measures()
  std::string source;
  std::string scheme;
  std::string code;
  std::int64_t rows = 0;
  int first_year = 0;
  int last_year = 0;
};

/// One correspondence of a loaded or built-in concordance.
struct Correspondence {
  std::string from_scheme, from_code;
  std::string to_scheme, to_code;
  std::int64_t senders = 1;  ///< how many codes of from_scheme lead to to_code
};

struct CodeMatch {
  std::size_t segment = 0;    ///< index into chain.segments
  std::size_t data_code = 0;  ///< index into the data codes
  Relation relation = Relation::kExact;
  std::string segment_code;  ///< the code of the segment that led here, e.g. "ISIC4 2610"
};

/// A scheme of trade data that a segment's codes could be brought to, if only a concordance were loaded.
struct MissingConcordance {
  std::string from_scheme;
  std::string to_scheme;
  std::string source;  ///< whose rows stay unused
  std::size_t segments = 0;
};

struct CodeMatches {
  std::vector<CodeMatch> matches;  ///< by segment, then data code
  std::vector<MissingConcordance> missing;
};

/// The code above a code in its own scheme; "" at the top or where no list of the scheme is known.
using ParentOf = std::function<std::string(std::string_view scheme, std::string_view code)>;

/// How many steps `narrow` lies below `wide` in a scheme: 0 if they are the same code, nothing if it does not lie
/// below. Schemes of digits (HS, ISIC, SITC, NAICS) nest by prefix; an item "30X" is the rest of 30, "62-63" is 62
/// and 63.
std::optional<int> StepsBelow(std::string_view scheme, std::string_view narrow, std::string_view wide,
                              const ParentOf& parent_of);

/// Which rows speak about which segment. For each segment, measure and source the finest match wins:
///   1. rows that carry the segment's code, else rows that carry parts of it              (exact)
///   2. rows of the nearest wider code, or codes reached through a concordance            (group)
/// Between two editions of HS a correspondence that is one to one keeps the relation exact.
/// A wider code at the top of its scheme ("manufacturing", "all goods") is a total, not evidence. Codes that lie below
/// another matched code are left out, so that nothing counts twice.
/// `provision` rows are matched by the segment's ETO-INPUT codes or by the segment's own id.
///
/// Complexity  O(segment codes x data codes of the same scheme).
CodeMatches MatchCodes(const chain::Chain& chain, std::span<const DataCode> data,
                       std::span<const Correspondence> concordance, const ParentOf& parent_of);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_CODE_MATCH_H_
