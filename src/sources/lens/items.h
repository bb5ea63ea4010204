#ifndef TENON_SOURCES_LENS_ITEMS_H_
#define TENON_SOURCES_LENS_ITEMS_H_

#include <string>
#include <string_view>
#include <vector>

#include "store/load.h"
#include "tenon/error.h"

namespace tenon::sources::lens {

/// The lists that a column of several files holds.
struct Lists {
  std::string name;               ///< for the look-up table
  std::vector<std::string> rows;  ///< for each file that has them, a query of place, record, id, list
  std::string as = "item";        ///< SQL: what makes two items the same
  std::string once = "id, name";  ///< SQL: of what an item stands once
  std::string unless = "false";   ///< SQL: which items are left out
};

/// Fills a table with the items of lists; `select` reads record, id, position and item.
Status FillItems(std::string_view table, const Lists& lists, const std::vector<store::RawFile>& files,
                 const std::string& select, store::Load& load);

/// The first of these names that is a column; "": none is.
std::string ColumnOf(const store::RawFile& raw, const std::vector<std::string>& names);
/// A column in SQL; of "", what is missing everywhere.
std::string InSql(const std::string& column);

/// Errors  SchemaMismatch: a file lacks all names of one of these columns.
Status CheckColumns(const store::RawFile& raw, const std::vector<std::vector<std::string>>& columns);

}  // namespace tenon::sources::lens

#endif  // TENON_SOURCES_LENS_ITEMS_H_
