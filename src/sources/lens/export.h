#ifndef TENON_SOURCES_LENS_EXPORT_H_
#define TENON_SOURCES_LENS_EXPORT_H_

#include <string>
#include <vector>

#include "store/load.h"
#include "tenon/error.h"

namespace tenon::sources::lens {

/// The files of a load, and by which of its ids a patent and a paper is known.
struct Exports {
  std::string patents_by;  ///< number, lens
  std::string works_by;    ///< doi, pubmed, lens
  std::vector<store::RawFile> patents, works;
};

/// The column of scholarly exports that holds ids of this kind.
std::string WorkIdColumn(const std::string& works_by);

/// Patents, their classes, who applied, invented and owns, the papers they cite.
/// Errors  SchemaMismatch: columns missing; InvalidArgument: no file lists papers by the kind of id asked for.
Status FillPatents(const Exports& exports, store::Load& load);

/// Papers and, where they go by Lens id, what they cite. Notes papers without the id asked for.
Status FillWorks(const Exports& exports, store::Load& load);

}  // namespace tenon::sources::lens

#endif  // TENON_SOURCES_LENS_EXPORT_H_
