#ifndef TENON_SOURCES_MADE_ROWS_H_
#define TENON_SOURCES_MADE_ROWS_H_

#include <span>
#include <string>
#include <string_view>

#include "store/load.h"
#include "tenon/error.h"

namespace tenon::sources {

/// Gives fillings the rows of a query over opened files as the look-up table `name`.
Status ProvideRows(const std::string& name, const std::string& query, store::Load& load);

/// Fills a table with the rows that a query makes of opened files, e.g. one for each entity where the provider repeats
/// it; nothing where it makes none. The query yields `record`, the line to print in rejects, and text; `select` then
/// reads them `from raw` as it would a file named `of`.
Status FillMade(std::string_view table, const store::RawFile& of, const std::string& query, const std::string& select,
                store::Load& load);

/// The same for a query over several files: `place` says which of `files` a row is of. `name` is that of a look-up
/// table that holds the rows.
Status FillMade(std::string_view table, std::span<const store::RawFile> files, const std::string& name,
                const std::string& query, const std::string& select, store::Load& load);

/// Files of which rows are only made or looked up are not seen by Fill.
/// Errors  CorruptInput: a header and no rows.
Status CheckHasRows(const store::RawFile& raw, store::Load& load);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_MADE_ROWS_H_
