#include "sources/lens/items.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sources/made_rows.h"
#include "sources/source.h"

namespace tenon::sources::lens {

Status FillItems(std::string_view table, const Lists& lists, const std::vector<store::RawFile>& files,
                 const std::string& select, store::Load& load) {
  if (lists.rows.empty()) return {};
  std::string query = SourceQuery("lens/items.sql");
  for (const auto& [placeholder, part] : {std::pair{"$rows", fmt::format("{}", fmt::join(lists.rows, " union all "))},
                                          {"$once", lists.once},
                                          {"$as", lists.as},
                                          {"$unless", lists.unless}}) {
    query = FillIn(std::move(query), placeholder, part);
  }
  return FillMade(table, files, "lens_" + lists.name, query, select, load);
}

std::string ColumnOf(const store::RawFile& raw, const std::vector<std::string>& names) {
  const auto found = std::ranges::find_first_of(names, raw.columns);
  return found == names.end() ? "" : *found;
}

std::string InSql(const std::string& column) { return column.empty() ? "null::varchar" : store::QuoteName(column); }

Status CheckColumns(const store::RawFile& raw, const std::vector<std::vector<std::string>>& columns) {
  std::vector<std::string> missing;
  for (const auto& names : columns) {
    if (ColumnOf(raw, names).empty()) missing.push_back(fmt::format("{}", fmt::join(names, " or ")));
  }
  if (missing.empty()) return {};
  return Fail(ErrorKind::kSchemaMismatch,
              fmt::format("columns missing: {}; found: {}", Listed(missing), Listed(raw.columns)), raw.path.string());
}

}  // namespace tenon::sources::lens
