#ifndef TENON_INDEX_CITATION_BUILDER_H_
#define TENON_INDEX_CITATION_BUILDER_H_

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "graph/citation_graph.h"
#include "index/citation_file.h"
#include "index/key_map.h"
#include "index/spill.h"
#include "tenon/error.h"
#include "tenon/job.h"

namespace tenon::index {

/// An end of a citation that has no record of its own.
enum class Dangling {
  kKeep,      ///< it is a node without time: works that cite it meet there
  kLeaveOut,  ///< the citation is dropped
};

struct CitationBuildOptions {
  Dangling dangling = Dangling::kKeep;
  /// A time outside earliest_time .. latest_time is an error of the data: as if there were none.
  graph::Time earliest_time = std::numeric_limits<graph::Time>::min();
  graph::Time latest_time = graph::kNoTime - 1;
  std::uint64_t sort_bytes = 256ULL << 20;  ///< memory for the citations at hand at one time
};

/// Writes the file of a citation graph from keys, out of core: records first, then citations, each in batches.
///
/// Nodes are numbered by time, those without time behind them, those without record last; equal ones by key. The file
/// does not depend on the order in which anything came.
///
/// Complexity  O((nodes + citations) log); memory 50 bytes a node + sort_bytes (and 8 bytes a citation of the most
/// cited
///             node, where that is more); disk 24 bytes a citation beside the file.
class CitationBuilder {
 public:
  /// `folder` takes the files that are needed meanwhile.
  static Result<CitationBuilder> Begin(const std::filesystem::path& folder, const CitationBuildOptions& options);

  /// Errors  InvalidArgument: a key that came before; more nodes than 32 bits count.
  Status AddRecords(std::span<const std::uint64_t> keys, std::span<const std::uint64_t> times);
  /// REQUIRES: all records were added.
  Status AddCitations(std::span<const std::uint64_t> citing, std::span<const std::uint64_t> cited);
  /// Errors  InputOutput (disk full); Cancelled.
  Status Finish(const std::filesystem::path& file, std::string_view made_of, const Job& job);

 private:
  struct Numbering;
  CitationBuilder(std::filesystem::path folder, const CitationBuildOptions& options, Spill raw)
      : folder_(std::move(folder)), options_(options), raw_(std::move(raw)) {}
  Status CheckCount() const;
  Numbering NumberNodes();
  /// The spills into which rows are dealt out: consecutive rows of about sort_bytes together.
  struct Deal;
  Result<Deal> BeginDeal(std::string_view name, std::span<const std::uint32_t> row_lengths) const;

  std::filesystem::path folder_;
  CitationBuildOptions options_;
  Spill raw_;  // citations by the numbers of `map_`
  KeyMap map_;
  std::vector<graph::Time> time_;  // of records
  std::vector<std::uint32_t> times_cited_, times_citing_;
  std::vector<graph::Node> citing_, cited_;  // the batch at hand
  graph::GraphTally tally_;
};

}  // namespace tenon::index

#endif  // TENON_INDEX_CITATION_BUILDER_H_
