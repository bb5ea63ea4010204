#ifndef TENON_ANALYSES_SOURCE_CHOICE_H_
#define TENON_ANALYSES_SOURCE_CHOICE_H_

#include <string>
#include <string_view>

#include "store/snapshot.h"
#include "tenon/error.h"

namespace tenon::analyses {

/// Where a question about one table is answered from.
struct ChosenSource {
  std::string source;
  std::string classification;  ///< "" where the table states none
};

/// The one source and classification whose rows of `table` answer. `source` and `classification` narrow the choice; ""
/// leaves it open.
/// Errors  NotFound: the table is empty; InvalidArgument: several fit (they are listed), or none does.
Result<ChosenSource> ChooseSource(store::Snapshot& snapshot, std::string_view table, std::string_view source,
                                  std::string_view classification);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_SOURCE_CHOICE_H_
