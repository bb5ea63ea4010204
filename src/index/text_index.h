#ifndef TENON_INDEX_TEXT_INDEX_H_
#define TENON_INDEX_TEXT_INDEX_H_

#include <string>
#include <string_view>

#include "index/text_builder.h"
#include "index/text_file.h"
#include "store/snapshot.h"
#include "tenon/error.h"
#include "tenon/job.h"

namespace tenon::index {

/// What is searched: rows of one table, each with a title and a text.
enum class Collection {
  kWorks,    ///< table work: title, abstract
  kPatents,  ///< table patent: title, abstract and first claim
  kGrants,   ///< table grant: title
  kResults,  ///< table result: title, text
  kNeeds,    ///< table need: title, text
};

/// "works", "patents", ...; the table behind it; the query of src/store/queries/ that gives its texts.
struct CollectionNames {
  std::string_view name, table, texts;
};
CollectionNames NamesOf(Collection collection);

/// The files of the collection's table, as a made-of text has them: a line each, in order.
/// Errors  NotFound: no rows in the table (and what fills it); InvalidArgument: a snapshot without workspace.
Result<std::string> TableFilesOf(const store::Snapshot& snapshot, Collection collection);

struct TextQuestion {
  Collection collection = Collection::kWorks;
  text::Bm25 bm25 = {};
  text::Grams grams = text::Grams::kNone;
};

/// The text index of a collection, over all its sources; made first if the workspace does not have it.
/// Errors  NotFound: no rows in the table (and what fills it); CorruptInput: the index is damaged; Cancelled;
/// InputOutput.
Result<TextFile> OpenTextIndex(store::Snapshot& snapshot, const TextQuestion& question, const Job& job);

}  // namespace tenon::index

#endif  // TENON_INDEX_TEXT_INDEX_H_
