#include "sources/made_rows.h"

#include <fmt/format.h>

namespace tenon::sources {

Status ProvideRows(const std::string& name, const std::string& query, store::Load& load) {
  TENON_ASSIGN(Table table, load.Ask(query));
  table.name = name;
  return load.Provide(table);
}

Status FillMade(std::string_view table, const store::RawFile& of, const std::string& query, const std::string& select,
                store::Load& load) {
  TENON_ASSIGN(const Table rows, load.Ask(query));
  if (rows.rows.empty()) return {};
  TENON_ASSIGN(const store::RawFile made, load.OpenRows(of.path, rows));
  return load.Fill({.table = std::string(table), .raw = &made, .select = select});
}

Status FillMade(std::string_view table, std::span<const store::RawFile> files, const std::string& name,
                const std::string& query, const std::string& select, store::Load& load) {
  TENON_CHECK(ProvideRows(name, query, load));
  for (std::size_t place = 0; place < files.size(); ++place) {
    TENON_CHECK(FillMade(table, files[place],
                         fmt::format("select * exclude (place) from {} where place = {} order by record", name, place),
                         select, load));
  }
  return {};
}

Status CheckHasRows(const store::RawFile& raw, store::Load& load) {
  TENON_ASSIGN(const Table some, load.Ask("select 1 from " + raw.relation + " limit 1"));
  if (some.rows.empty()) return Fail(ErrorKind::kCorruptInput, "has a header and no rows", raw.path.string());
  return {};
}

}  // namespace tenon::sources
