#include "sources/source.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <set>
#include <system_error>

#include "base/embedded_file.h"
#include "store/archive.h"
#include "store/classification.h"

namespace tenon {
std::span<const EmbeddedFile> EmbeddedSourceQueries();
}

namespace tenon::sources {

namespace fs = std::filesystem;

namespace {

std::string Expected(const SourceSpec& spec) {
  std::vector<std::string> names;
  for (const ExpectedFile& file : spec.files) names.push_back(file.required ? file.name : file.name + " (optional)");
  return fmt::format("{}", fmt::join(names, ", "));
}

const ExpectedFile* Match(const SourceSpec& spec, const fs::path& file) {
  const std::string name = file.filename().string();
  const auto found = std::ranges::find_if(spec.files, [&](const ExpectedFile& f) { return MatchesName(name, f.name); });
  return found == spec.files.end() ? nullptr : &*found;
}

/// Files and folders of a folder, by name.
Result<std::vector<fs::path>> Listing(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> entries;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    entries.push_back(at->path());
  }
  if (error) return Fail(ErrorKind::kInputOutput, fmt::format("cannot be read: {}", error.message()), folder.string());
  std::ranges::sort(entries);
  return entries;
}

/// Files and folders below a folder, by path. Links to folders are not followed: they may go round in a circle.
Result<std::vector<fs::path>> Tree(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> entries;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    entries.push_back(at->path());
  }
  if (error) return Fail(ErrorKind::kInputOutput, fmt::format("cannot be read: {}", error.message()), folder.string());
  std::ranges::sort(entries);
  return entries;
}

/// "README.txt, b.csv and 3 more".
std::string Some(const std::vector<std::string>& names) {
  constexpr std::size_t kSome = 8;
  if (names.empty()) return "no files";
  const std::vector<std::string> shown(names.begin(),
                                       names.begin() + static_cast<std::ptrdiff_t>(std::min(kSome, names.size())));
  return fmt::format("{}{}", fmt::join(shown, ", "),
                     names.size() > kSome ? fmt::format(" and {} more", names.size() - kSome) : "");
}

/// The members of an archive that match.
Result<std::vector<fs::path>> SearchArchive(const SourceSpec& spec, const fs::path& archive,
                                            std::vector<std::string>& seen) {
  TENON_ASSIGN(const std::vector<store::ArchiveMember> members, store::ListArchive(archive));
  std::vector<fs::path> matches;
  for (const store::ArchiveMember& member : members) {
    if (Match(spec, member.name) != nullptr) matches.push_back(archive / member.name);
    seen.push_back(store::NameOf(archive / member.name));
  }
  for (const store::ArchiveMember& member : members) {
    if (store::IsArchiveName(member.name) && (matches.empty() || Match(spec, member.name) != nullptr)) {
      return Fail(ErrorKind::kInvalidArgument, "an archive inside an archive: unpack the outer one first",
                  (archive / member.name).string());
    }
  }
  if (matches.empty() && members.size() == 1 && spec.files.size() == 1) matches = {archive / members.front().name};
  return matches;
}

Result<std::vector<fs::path>> SearchFolder(const SourceSpec& spec, const fs::path& folder,
                                           std::vector<std::string>& seen) {
  std::vector<fs::path> below, matches;
  TENON_ASSIGN(const std::vector<fs::path> entries, spec.depth == FolderDepth::kAny ? Tree(folder) : Listing(folder));
  for (const fs::path& entry : entries) {
    std::error_code ignored;  // what cannot be looked at is neither
    if (fs::is_directory(entry, ignored)) {
      if (const ExpectedFile* expected = Match(spec, entry); expected != nullptr && expected->name != "*") {
        return Fail(ErrorKind::kInvalidArgument,
                    fmt::format("is a folder; {} is a file of {}", expected->name, spec.name), entry.string());
      }
      if (spec.depth == FolderDepth::kSubfolders) below.push_back(entry);  // else its files are entries too
    } else if (store::IsArchive(entry)) {
      below.push_back(entry);
      seen.push_back(entry.filename().string());
    } else if (Match(spec, entry) != nullptr) {
      matches.push_back(entry);
    } else {
      seen.push_back(entry.filename().string());
    }
  }
  for (const fs::path& place : matches.empty() ? below : std::vector<fs::path>{}) {
    if (store::IsArchive(place)) {
      TENON_ASSIGN(const std::vector<fs::path> found, SearchArchive(spec, place, seen));
      std::ranges::copy(found, std::back_inserter(matches));
      continue;
    }
    TENON_ASSIGN(const std::vector<fs::path> files, Listing(place));
    std::ranges::copy_if(files, std::back_inserter(matches), [&](const fs::path& entry) {
      std::error_code ignored;
      return Match(spec, entry) != nullptr && !fs::is_directory(entry, ignored) && !store::IsArchive(entry);
    });
  }
  return matches;
}

/// The files of a folder or archive that match, at least one.
Result<std::vector<fs::path>> Search(const SourceSpec& spec, const fs::path& place) {
  std::vector<std::string> seen;
  const bool archive = store::IsArchive(place);
  TENON_ASSIGN(const std::vector<fs::path> matches,
               archive ? SearchArchive(spec, place, seen) : SearchFolder(spec, place, seen));
  if (!matches.empty()) return matches;
  return Fail(
      ErrorKind::kInvalidArgument,
      fmt::format("nothing in this {} is a file of {}; expected: {}; found: {}",
                  archive ? "archive" : "folder, its subfolders or archives", spec.name, Expected(spec), Some(seen)),
      place.string());
}

/// A name that a load bears in place of its source's.
Status CheckSourceName(const std::string& name) {
  const bool plain =
      std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  if (name.empty() || !plain || name.size() > 64 || name.starts_with('-')) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("'{}' is no name for a source; allowed: a-z, 0-9 and '-'", name), "source_name");
  }
  if (FindSource(name) != nullptr || name == "built-in") {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("'{}' is the name of a source of its own; choose another", name), "source_name");
  }
  return {};
}

/// Reads files as one load.
Result<store::LoadReport> LoadFiles(const store::Workspace& workspace, const Source& source, const InputFiles& files,
                                    Arguments arguments, store::OnOverlap on_overlap, const Job& job) {
  store::LoadRequest request{.source = source.spec.name,
                             .options = {},
                             .files = {},
                             .licence = source.spec.licence,
                             .credit = source.spec.credit,
                             .on_overlap = on_overlap};
  for (const auto& [name, file] : files.matched) request.files.push_back(file);
  for (const auto& [name, value] : arguments.values()) {
    if (!IsMissing(value)) request.options.emplace_back(name, ToText(value));
  }
  if (source.prepare != nullptr) TENON_CHECK(source.prepare(files, arguments, request));
  if (request.source != source.spec.name) TENON_CHECK(CheckSourceName(request.source));
  TENON_ASSIGN(store::Load load, store::Load::Begin(workspace, request, job));
  if (!load.already_loaded()) TENON_CHECK(source.read(files, arguments, load));
  return load.Commit();
}

/// Adds the report of the next load to that of those before it.
void Join(store::LoadReport& all, store::LoadReport next) {
  all.already_loaded = next.already_loaded && (all.id.empty() || all.already_loaded);
  all.id = std::move(next.id);
  all.rows += next.rows;
  all.rows_rejected += next.rows_rejected;
  const auto join = [](Table& to, Table from) {
    if (to.columns.empty()) {
      to = std::move(from);
      return;
    }
    for (auto& row : from.rows) {
      const auto same = [&](const auto& old) { return std::equal(old.begin(), old.end() - 1, row.begin()); };
      const auto found = std::ranges::find_if(to.rows, same);
      if (found == to.rows.end()) {
        to.rows.push_back(std::move(row));
      } else {
        found->back() = IntegerOr(found->back(), 0) + IntegerOr(row.back(), 0);
      }
    }
  };
  join(all.tables, std::move(next.tables));
  join(all.rejects, std::move(next.rejects));
  for (std::string& note : next.notes) {
    if (std::ranges::find(all.notes, note) == all.notes.end()) all.notes.push_back(std::move(note));
  }
  std::ranges::move(next.findings, std::back_inserter(all.findings));
}

}  // namespace

std::vector<fs::path> InputFiles::For(std::string_view expected_name) const {
  std::vector<fs::path> files;
  for (const auto& [name, file] : matched) {
    if (name == expected_name) files.push_back(file);
  }
  return files;
}

const Source* FindSource(std::string_view name) {
  const auto sources = AllSources();
  const auto found = std::ranges::find_if(sources, [&](const Source* source) { return source->spec.name == name; });
  return found == sources.end() ? nullptr : *found;
}

std::string SourceQuery(std::string_view path) {
  const std::string wanted = fmt::format("src/sources/{}", path);
  const auto files = EmbeddedSourceQueries();
  const auto found = std::ranges::find(files, wanted, &EmbeddedFile::path);
  assert(found != files.end());
  return found == files.end() ? std::string() : std::string(found->content);
}

std::string FillIn(std::string query, std::string_view placeholder, std::string_view part) {
  for (std::size_t at = 0; (at = query.find(placeholder, at)) != std::string::npos; at += part.size()) {
    query.replace(at, placeholder.size(), part);
  }
  return query;
}

Table CodesOf(std::string_view scheme, std::string name) {
  Table table{.name = std::move(name), .columns = {{"code", ValueType::kText, ""}}, .rows = {}};
  for (const store::ClassCode& code : store::Classifications::BuiltIn().CodesOf(scheme)) {
    table.rows.push_back({std::string(code.code)});
  }
  return table;
}

std::string Listed(const std::vector<std::string>& names) {
  constexpr std::size_t kNames = 40, kBytes = 60;
  std::string text;
  for (std::size_t i = 0; i < names.size() && i <= kNames; ++i) {
    std::size_t end = std::min(names[i].size(), kBytes);
    while (end < names[i].size() && (names[i][end] & 0xC0) == 0x80) --end;  // not inside a character
    text += i == 0 ? "" : ", ";
    text += i == kNames ? "..." : names[i].substr(0, end) + (end < names[i].size() ? "..." : "");
  }
  return text;
}

bool Fits(std::string_view text, std::string_view pattern) {
  std::size_t t = 0, p = 0, star = std::string_view::npos, resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool MatchesName(std::string_view file_name, std::string_view expected_name) {
  if (Fits(file_name, expected_name)) return true;
  return file_name.ends_with(".gz") && Fits(file_name.substr(0, file_name.size() - 3), expected_name);
}

Result<InputFiles> FindInputFiles(const SourceSpec& spec, const std::vector<fs::path>& paths) {
  if (paths.empty()) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("no file given; {} reads: {}", spec.name, Expected(spec)));
  }
  std::set<std::pair<const ExpectedFile*, fs::path>> matched;  // ExpectedFiles are ordered as in the spec
  for (const fs::path& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    const auto inside = store::SplitMemberPath(path);
    if (inside) {
      TENON_ASSIGN(const store::MemberFile member, store::MemberFile::Open(*inside));
    } else if (!fs::exists(status)) {
      return Fail(ErrorKind::kInvalidArgument,
                  error && error != std::errc::no_such_file_or_directory
                      ? fmt::format("cannot be read: {}", error.message())
                      : "no such file or folder",
                  path.string());
    }
    if (fs::is_directory(status) || store::IsArchive(path)) {
      TENON_ASSIGN(const std::vector<fs::path> found, Search(spec, path));
      for (const fs::path& file : found) {
        const ExpectedFile* expected = Match(spec, file);
        matched.insert({expected == nullptr ? &spec.files.front() : expected, file.lexically_normal()});
      }
      continue;
    }
    const ExpectedFile* expected = Match(spec, path);
    if (expected == nullptr && spec.files.size() == 1) expected = &spec.files.front();
    if (expected == nullptr) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("{} reads no file of this name; expected: {}", spec.name, Expected(spec)), path.string());
    }
    matched.insert({expected, path.lexically_normal()});
  }
  InputFiles files;
  for (const auto& [expected, file] : matched) files.matched.emplace_back(expected->name, file);
  for (const ExpectedFile& expected : spec.files) {
    if (!expected.required || !files.For(expected.name).empty()) continue;
    std::vector<std::string> found;
    for (const auto& [name, file] : files.matched) found.push_back(file.filename().string());
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} also needs {} ({}); found: {}", spec.name, expected.name, expected.meaning.en,
                            fmt::join(found, ", ")),
                paths.front().string());
  }
  return files;
}

Result<fs::path> OnlyFile(const InputFiles& files, std::string_view expected_name) {
  const std::vector<fs::path> found = files.For(expected_name);
  assert(!found.empty());
  if (found.size() == 1) return found.front();
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("{} files are {}, and only one can be read; the second is {}", found.size(), expected_name,
                          found[1].string()),
              found.front().string());
}

Result<store::LoadReport> LoadPaths(const store::Workspace& workspace, const Source& source,
                                    const std::vector<fs::path>& paths,
                                    const std::vector<std::pair<std::string, std::string>>& options,
                                    store::OnOverlap on_overlap, const Job& job) {
  TENON_ASSIGN(Arguments arguments, CheckArguments(source.spec.options, options));
  TENON_ASSIGN(const InputFiles files, FindInputFiles(source.spec, paths));
  if (source.divide == nullptr) return LoadFiles(workspace, source, files, std::move(arguments), on_overlap, job);
  store::LoadReport all;
  for (const InputFiles& part : source.divide(files)) {
    TENON_ASSIGN(store::LoadReport report, LoadFiles(workspace, source, part, arguments, on_overlap, job));
    Join(all, std::move(report));
  }
  return all;
}

}  // namespace tenon::sources
