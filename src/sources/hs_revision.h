#ifndef TENON_SOURCES_HS_REVISION_H_
#define TENON_SOURCES_HS_REVISION_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tenon/error.h"

namespace tenon::sources {

/// The revisions of the Harmonized System in which trade is published, the oldest first: HS1992 ... HS2022.
const std::vector<std::string>& HsRevisions();

/// "HS2017" for a file name such as BACI_HS17_Y2021_V202401.csv; "" where the name tells none.
std::string HsRevisionOfName(std::string_view file_name);

/// A product code as a file spells it, and the number of rows that bear it.
struct SpelledCode {
  std::string text;
  std::int64_t rows = 0;
};

/// The revision that a file of six-digit codes is said to be of.
struct StatedRevision {
  enum class By { kUser, kFileName, kNobody };
  By by = By::kNobody;
  std::string revision;               ///< "" for kNobody
  const std::set<std::string>* list;  ///< its six-digit codes; nullptr: no list is at hand, nothing can be checked
};

/// How the spelled codes are read.
struct CodeReading {
  std::map<std::string, std::string> code_of;  ///< spelled -> six digits; what is no code is not in it
  std::int64_t codes_restored = 0;             ///< a lost leading zero was put back
  std::int64_t rows_restored = 0;
};

/// Reads the codes of a file by the list of the revision it is said to be of. Spreadsheets eat leading zeros: a code of
/// five digits that is one of the list with a zero in front is read as that, if the user named the revision.
///
/// Errors  InvalidArgument: no revision is stated; another one fits clearly better (by at least three codes and 1 in
///         100: neighbouring revisions share 98 in 100); zeros are lost and it is the file's name that states the
///         revision. Each tells how many codes every built-in revision knows.
Result<CodeReading> ReadHsCodes(const std::vector<SpelledCode>& codes, const StatedRevision& stated,
                                const std::string& file);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_HS_REVISION_H_
