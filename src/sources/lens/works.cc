#include <fmt/format.h>

#include "sources/lens/export.h"
#include "sources/lens/items.h"
#include "sources/source.h"

namespace tenon::sources::lens {

std::string WorkIdColumn(const std::string& works_by) {
  return works_by == "doi" ? "DOI" : works_by == "pubmed" ? "PMID" : "Lens ID";
}

Status FillWorks(const Exports& exports, store::Load& load) {
  const std::string name = WorkIdColumn(exports.works_by), column = store::QuoteName(name);
  Lists references{.name = "reference", .rows = {}, .as = "entity_id('lens', item)"};
  for (const store::RawFile& raw : exports.works) {
    TENON_CHECK(CheckColumns(raw, {{"Title"},
                                   {"Abstract"},
                                   {"Publication Type"},
                                   {"Publication Year"},
                                   {"Source Title"},
                                   {"DOI"},
                                   {"PMID"},
                                   {"References"},
                                   {"Citing Works Count"}}));
    std::string select = FillIn(SourceQuery("lens/work.sql"), "$id", column);
    select = FillIn(FillIn(std::move(select), "$name", name), "$work_space", exports.works_by);
    TENON_CHECK(load.Fill({.table = "work", .raw = &raw, .select = select}));
    references.rows.push_back(
        fmt::format(R"(select {} as place, record, entity_id('lens', "Lens ID") as id, "References" as list from {})",
                    references.rows.size(), raw.relation));
  }
  if (exports.works_by != "lens") {
    if (!exports.works.empty()) {
      load.Note("what papers cite is listed by Lens id: not read; --works-by lens reads it");
    }
    return {};
  }
  return FillItems("work_reference", references, exports.works, SourceQuery("lens/work_reference.sql"), load);
}

}  // namespace tenon::sources::lens
