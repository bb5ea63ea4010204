#ifndef TENON_SOURCES_SOURCE_H_
#define TENON_SOURCES_SOURCE_H_

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/load.h"
#include "tenon/error.h"
#include "tenon/spec.h"

namespace tenon::sources {

/// A file a source reads.
struct ExpectedFile {
  std::string name;       ///< as the provider names it; '*' stands for any run of characters
  Text meaning;
  bool required = true;
};

/// A provider's format, for people and for the loader.
struct SourceSpec {
  std::string name;       ///< "oecd-btige": the folder is oecd_btige
  Text title;
  std::string publisher;
  std::string licence;
  std::string credit;     ///< the line that must stand beside results
  std::vector<ExpectedFile> files;
  std::vector<std::string> tables;          ///< canonical tables it fills
  std::vector<Parameter> options;           ///< beyond --replace
  std::vector<std::string> reject_reasons;  ///< every reason its own SQL or code can give
};

/// The paths a load was given, sorted out by ExpectedFile: folders are searched one level deep.
struct InputFiles {
  /// The files that match an ExpectedFile by its name; empty if none was given and it is not required.
  std::vector<std::filesystem::path> For(std::string_view expected_name) const;
  std::vector<std::pair<std::string, std::filesystem::path>> matched;
};

/// One provider's format and the code that reads it. A source is a folder: reader (.cc, with .sql where set-shaped),
/// NOTES.md, fixture/. It is listed once, in registry.cc.
struct Source {
  SourceSpec spec;
  Status (*read)(const InputFiles& files, const Arguments& options, store::Load& load);
};

/// Every source, by name.
std::span<const Source* const> AllSources();
const Source* FindSource(std::string_view name);

/// The SQL beside a reader, e.g. SourceQuery("oecd_btige/trade.sql").
std::string SourceQuery(std::string_view path);

/// Reads paths into the workspace as one load.
/// Errors  InvalidArgument: unknown source (nearest names), a required file is absent (what was found, what is expected),
/// a path matches nothing.
Result<store::LoadReport> LoadPaths(const store::Workspace& workspace, const Source& source,
                                    const std::vector<std::filesystem::path>& paths,
                                    const std::vector<std::pair<std::string, std::string>>& options,
                                    store::OnOverlap on_overlap, const Job& job);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_SOURCE_H_
