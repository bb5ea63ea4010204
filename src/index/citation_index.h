#ifndef TENON_INDEX_CITATION_INDEX_H_
#define TENON_INDEX_CITATION_INDEX_H_

#include <string>

#include "index/citation_builder.h"
#include "index/citation_file.h"
#include "store/snapshot.h"
#include "tenon/error.h"
#include "tenon/job.h"

namespace tenon::index {

enum class Cited {
  kWorks,    ///< works that cite works: tables work, work_reference; keys are work keys
  kPatents,  ///< patents that cite patents: tables patent, patent_reference; keys are patent keys
};

enum class TimeUnit {
  kYear,  ///< of publication (works), of priority or else filing or else publication (patents)
  kDay,   ///< of publication, since 1970-01-01; a record without a day has no time
};

struct CitationQuestion {
  Cited cited = Cited::kWorks;
  std::string source;  ///< the source whose rows are taken
  TimeUnit unit = TimeUnit::kYear;
  Dangling dangling = Dangling::kKeep;
};

/// The citation graph of a source in this snapshot. It is made when it is first asked for, and then stands in the
/// workspace's folder indexes/<hash of what it was made of>/ until no kept snapshot has its tables any more.
///
/// A year (day) after the end of the year that follows the newest load, or before 1450, when the printing of books
/// began, counts as none: GraphTally::nodes_out_of_range.
///
/// Errors      NotFound: the source has no citations in this snapshot; InvalidArgument: a snapshot without workspace;
///             CorruptInput: the index, or a table, is damaged; InputOutput; Cancelled.
/// Threads     two that make the same index at once do no harm: the first one to be done is kept.
Result<CitationFile> OpenCitationIndex(store::Snapshot& snapshot, const CitationQuestion& question,
                                       const Job& job = {});

}  // namespace tenon::index

#endif  // TENON_INDEX_CITATION_INDEX_H_
