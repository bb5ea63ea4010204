#ifndef TENON_SOURCES_SOURCE_H_
#define TENON_SOURCES_SOURCE_H_

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/load.h"
#include "tenon/error.h"
#include "tenon/spec.h"

namespace tenon::sources {

/// A file a source reads.
struct ExpectedFile {
  std::string
      name;  ///< as the provider names it; '*' stands for any run of characters; ".gz" may follow; may lie in a .zip
  Text meaning;
  bool required = true;
};

/// How deep in a folder that is given the files may lie: in it or its direct subfolders, or anywhere below it.
enum class FolderDepth { kSubfolders, kAny };

/// A file a provider publishes under a lasting address.
struct PublishedFile {
  std::string file;  ///< its name once fetched
  std::string url;
  std::int64_t bytes = 0;  ///< 0: not known beforehand
  std::string sha256{};    ///< "": not published
};

/// Where a provider publishes: for `tenon fetch`. Addresses are those known when this was written.
struct Publication {
  std::string page{};                  ///< for people
  Text how{};                          ///< what to choose there
  std::vector<PublishedFile> files{};  ///< empty: to be fetched by hand
};

/// A provider's format, for people and for the loader.
struct SourceSpec {
  std::string name;  ///< "oecd-btige": the folder is oecd_btige
  Text title;
  std::string publisher;
  std::string licence;
  std::string credit;  ///< the line that must stand beside results
  std::vector<ExpectedFile> files;
  std::vector<std::string> tables;  ///< canonical tables it fills
  std::vector<Parameter> options;   ///< beyond --replace
  std::vector<std::string>
      reject_reasons;  ///< every reason its own SQL or code can give; '*' stands for what was found
  Publication publication{};
  FolderDepth depth = FolderDepth::kSubfolders;
};

/// The paths a load was given, sorted out by ExpectedFile.
struct InputFiles {
  /// The files that match an ExpectedFile by its name; empty if none was given and it is not required.
  std::vector<std::filesystem::path> For(std::string_view expected_name) const;
  std::vector<std::pair<std::string, std::filesystem::path>> matched;  ///< in the order of the spec, then by path
};

/// One provider's format and the code that reads it. A source is a folder: reader (.cc, with .sql where set-shaped),
/// NOTES.md, fixture/. It is listed once, in registry.cc.
struct Source {
  SourceSpec spec;
  Status (*read)(const InputFiles& files, const Arguments& options, store::Load& load);
  /// May amend options and request before the load begins, e.g. take the name, licence and credit from options.
  Status (*prepare)(const InputFiles& files, Arguments& options, store::LoadRequest& request) = nullptr;
  /// Divides what may be too much for one load. Each part becomes a load of its own, in this order: broken off, the
  /// next call finds those before it loaded already.
  std::vector<InputFiles> (*divide)(const InputFiles& files) = nullptr;
};

/// Every source, by name.
std::span<const Source* const> AllSources();
const Source* FindSource(std::string_view name);

/// The SQL beside a reader, e.g. SourceQuery("oecd_btige/trade.sql").
/// REQUIRES    the file exists in src/sources.
std::string SourceQuery(std::string_view path);

/// The query with every `placeholder` replaced, for what SQL cannot bind: column names, the one part in which queries
/// differ.
std::string FillIn(std::string query, std::string_view placeholder, std::string_view part);

/// The codes of a built-in classification as a look-up table `name(code)`, for Load::Provide.
Table CodesOf(std::string_view scheme, std::string name);

/// Names for a message, joined by commas: not more than 40, none longer than 60 bytes; what is left out shows as "...".
std::string Listed(const std::vector<std::string>& names);

/// True if the text fits a pattern in which '*' stands for any run of characters. Complexity  O(|text| |pattern|).
bool Fits(std::string_view text, std::string_view pattern);

/// True if a file name fits the name of an ExpectedFile.
bool MatchesName(std::string_view file_name, std::string_view expected_name);

/// Sorts paths out by ExpectedFile. Of a folder, the files in it are taken that match, or, where none does, those in
/// its direct subfolders and archives (FolderDepth::kAny: all files below it that match). Of an archive
/// (store/archive.h), the members are taken that match, whatever folder they are in; a path may also name one member. A
/// file named by itself may bear any name if the source expects only one; so may the only member of an archive. Errors
/// InvalidArgument: a path does not exist or matches nothing, a required file is absent (what was found, what
///         is expected); InputOutput: a folder cannot be read; of store::ListArchive.
Result<InputFiles> FindInputFiles(const SourceSpec& spec, const std::vector<std::filesystem::path>& paths);

/// The file of that name. Errors  InvalidArgument: there are several.
/// REQUIRES    the ExpectedFile is required.
Result<std::filesystem::path> OnlyFile(const InputFiles& files, std::string_view expected_name);

/// Reads paths into the workspace as one load, or as the loads the source divides them into; a load's id does not
/// depend on the order of the paths. The report of several is that of all together, under the id of the last. Errors as
/// FindInputFiles, CheckArguments, store::Load.
Result<store::LoadReport> LoadPaths(const store::Workspace& workspace, const Source& source,
                                    const std::vector<std::filesystem::path>& paths,
                                    const std::vector<std::pair<std::string, std::string>>& options,
                                    store::OnOverlap on_overlap, const Job& job);

}  // namespace tenon::sources

#endif  // TENON_SOURCES_SOURCE_H_
