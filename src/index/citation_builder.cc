#include "index/citation_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

namespace tenon::index {

using graph::Citation;
using graph::kNoTime;
using graph::Node;
using graph::Time;

Result<CitationBuilder> CitationBuilder::Begin(const std::filesystem::path& folder,
                                               const CitationBuildOptions& options) {
  TENON_ASSIGN(Spill raw, Spill::Create(folder / "citations"));
  return CitationBuilder(folder, options, std::move(raw));
}

Status CitationBuilder::CheckCount() const {
  if (map_.keys().size() < std::numeric_limits<Node>::max() - (1U << 16)) return {};
  return Fail(ErrorKind::kInvalidArgument, "more than 4,294,901,758 nodes: this index numbers them by 32 bits");
}

Status CitationBuilder::AddRecords(std::span<const std::uint64_t> keys, std::span<const std::uint64_t> times) {
  TENON_CHECK(CheckCount());
  const std::size_t before = map_.keys().size();
  map_.NumbersOf(keys, citing_);
  if (map_.keys().size() != before + keys.size()) {
    return Fail(ErrorKind::kInvalidArgument, "two records have the same key: a source must have each once");
  }
  for (const std::uint64_t bits : times) {
    const auto time = static_cast<std::int64_t>(bits);
    const bool allowed = time >= options_.earliest_time && time <= options_.latest_time;
    if (!allowed && time != kNoTime) ++tally_.nodes_out_of_range;
    time_.push_back(allowed ? static_cast<Time>(time) : kNoTime);
  }
  times_cited_.resize(map_.keys().size(), 0);
  times_citing_.resize(map_.keys().size(), 0);
  return {};
}

Status CitationBuilder::AddCitations(std::span<const std::uint64_t> citing, std::span<const std::uint64_t> cited) {
  TENON_CHECK(CheckCount());
  map_.NumbersOf(citing, citing_);
  map_.NumbersOf(cited, cited_);
  times_cited_.resize(map_.keys().size(), 0);
  times_citing_.resize(map_.keys().size(), 0);
  tally_.citations_read += citing.size();
  for (std::size_t i = 0; i < citing_.size(); ++i) {
    if (citing_[i] >= time_.size() || cited_[i] >= time_.size()) {
      ++tally_.dangling;
      if (options_.dangling == Dangling::kLeaveOut) continue;
    }
    if (citing_[i] == cited_[i]) {
      ++tally_.self_citations;
      continue;
    }
    ++times_citing_[citing_[i]];
    ++times_cited_[cited_[i]];
    TENON_CHECK(raw_.Add({citing_[i], cited_[i]}));
  }
  return {};
}

/// Final numbers.
struct CitationBuilder::Numbering {
  std::vector<Node> number;  // of each number of the map
  std::vector<std::uint64_t> keys;
  std::vector<Time> time;
  std::vector<Node> key_order;
  Node records = 0;
};

CitationBuilder::Numbering CitationBuilder::NumberNodes() {
  Numbering result;
  const std::vector<std::uint64_t> keys = std::move(map_).TakeKeys();
  const auto records = static_cast<Node>(time_.size());
  const auto nodes = static_cast<Node>(options_.dangling == Dangling::kKeep ? keys.size() : records);
  std::vector<Node> by_key(nodes);
  std::iota(by_key.begin(), by_key.end(), Node{0});
  std::ranges::sort(by_key, {}, [&](Node node) { return keys[node]; });
  // kNoTime is the largest time: records without time come behind the others, and the rest last.
  time_.resize(nodes, kNoTime);
  std::vector<Node> order = by_key;
  std::ranges::stable_sort(order, [&](Node a, Node b) {
    return time_[a] != time_[b] ? time_[a] < time_[b] : (a >= records) < (b >= records);
  });
  result.records = records;
  result.number.resize(nodes);
  result.keys.reserve(nodes);
  result.time.reserve(nodes);
  for (Node number = 0; number < nodes; ++number) {
    result.number[order[number]] = number;
    result.keys.push_back(keys[order[number]]);
    result.time.push_back(time_[order[number]]);
  }
  result.key_order.reserve(nodes);
  for (const Node node : by_key) result.key_order.push_back(result.number[node]);
  tally_.nodes_without_time = static_cast<std::uint64_t>(std::ranges::count(result.time, kNoTime));

  const auto renumber = [&](std::vector<std::uint32_t>& counts) {
    std::vector<std::uint32_t> by_number(nodes);
    for (Node node = 0; node < nodes; ++node) by_number[result.number[node]] = counts[node];
    counts = std::move(by_number);
  };
  renumber(times_cited_);
  renumber(times_citing_);
  time_ = {};
  map_ = {};
  return result;
}

struct CitationBuilder::Deal {
  using Step = std::function<Status(std::size_t citations)>;
  std::vector<Node> begin;  // first row of each part, and the number of rows
  std::vector<Spill> parts;

  Status Add(Node row, Citation citation) {
    const auto part = std::ranges::upper_bound(begin, row) - begin.begin() - 1;
    return parts[static_cast<std::size_t>(part)].Add(citation);
  }

  /// The rows of one part, numbered from its first, in the order in which they were dealt.
  Result<graph::OwnedRows> Read(std::size_t part, Node Citation::* row, Node Citation::* end, const Step& step) {
    graph::OwnedRows rows;
    rows.first.assign(begin[part + 1] - begin[part] + std::size_t{1}, 0);
    std::vector<Citation> held;
    held.reserve(parts[part].count());
    TENON_CHECK(parts[part].Drain([&](std::span<const Citation> block) -> Status {
      for (const Citation& citation : block) ++rows.first[citation.*row - begin[part] + std::size_t{1}];
      held.insert(held.end(), block.begin(), block.end());
      return step(block.size());
    }));
    std::inclusive_scan(rows.first.begin(), rows.first.end(), rows.first.begin());
    std::vector<std::uint64_t> next = rows.first;
    rows.ends.resize(held.size());
    for (const Citation& citation : held) rows.ends[next[citation.*row - begin[part]]++] = citation.*end;
    return rows;
  }
};

Result<CitationBuilder::Deal> CitationBuilder::BeginDeal(std::string_view name,
                                                         std::span<const std::uint32_t> row_lengths) const {
  Deal deal;
  const std::uint64_t most = std::max<std::uint64_t>(1, options_.sort_bytes / sizeof(Citation));
  std::uint64_t filled = 0;
  for (Node row = 0; row < row_lengths.size(); ++row) {
    if (deal.parts.empty() || filled + row_lengths[row] > most) {
      TENON_ASSIGN(Spill part, Spill::Create(folder_ / fmt::format("{}-{}", name, deal.parts.size())));
      deal.begin.push_back(row);
      deal.parts.push_back(std::move(part));
      filled = 0;
    }
    filled += row_lengths[row];
  }
  deal.begin.push_back(static_cast<Node>(row_lengths.size()));
  return deal;
}

Status CitationBuilder::Finish(const std::filesystem::path& file, std::string_view made_of, const Job& job) {
  const Numbering nodes = NumberNodes();
  const auto count = static_cast<Node>(nodes.keys.size());
  TENON_ASSIGN(CitationFileWriter writer, CitationFileWriter::Create(file));
  TENON_CHECK(writer.Begin(Section::kKeys));
  TENON_CHECK(writer.Write(std::span(nodes.keys)));
  TENON_CHECK(writer.Begin(Section::kTime));
  TENON_CHECK(writer.Write(std::span(nodes.time)));
  TENON_CHECK(writer.Begin(Section::kKeyOrder));
  TENON_CHECK(writer.Write(std::span(nodes.key_order)));

  const auto total = static_cast<double>(3 * raw_.count());
  double done = 0;
  const Deal::Step step = [&](std::size_t citations) -> Status {
    if (job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped");
    done += static_cast<double>(citations);
    job.report({"citation graph", done, total, "citations"});
    return {};
  };

  TENON_ASSIGN(Deal by_cited, BeginDeal("by-cited", times_cited_));
  const auto deal = [&](std::span<const Citation> block) -> Status {
    for (const auto& [citing, cited] : block) {
      const Citation citation{nodes.number[citing], nodes.number[cited]};
      TENON_CHECK(by_cited.Add(citation.cited, citation));
    }
    return step(block.size());
  };
  TENON_CHECK(raw_.Drain(deal));

  // Each part fits in memory. Citations first; what is handed on comes in ascending order of the cited node.
  TENON_ASSIGN(Deal by_citing, BeginDeal("by-citing", times_citing_));
  std::vector<std::uint64_t> first = {0};
  first.reserve(count + std::size_t{1});
  TENON_CHECK(writer.Begin(Section::kCitationEnds));
  for (std::size_t part = 0; part < by_cited.parts.size(); ++part) {
    TENON_ASSIGN(graph::OwnedRows rows, by_cited.Read(part, &Citation::cited, &Citation::citing, step));
    for (std::size_t row = 0; row + 1 < rows.first.size(); ++row) {
      const auto cited = static_cast<Node>(by_cited.begin[part] + row);
      const auto begin = rows.ends.begin() + static_cast<std::ptrdiff_t>(rows.first[row]);
      const auto end = rows.ends.begin() + static_cast<std::ptrdiff_t>(rows.first[row + 1]);
      std::sort(begin, end);
      const auto kept = std::unique(begin, end);
      tally_.repeated_citations += static_cast<std::uint64_t>(end - kept);
      for (auto citing = begin; citing != kept; ++citing) {
        TENON_CHECK(by_citing.Add(*citing, {*citing, cited}));
        if (nodes.time[*citing] < nodes.time[cited] && nodes.time[cited] != kNoTime) ++tally_.against_time;
      }
      TENON_CHECK(writer.Write(std::span<const Node>(begin, kept)));
      first.push_back(first.back() + static_cast<std::uint64_t>(kept - begin));
    }
  }
  TENON_CHECK(writer.Begin(Section::kCitationFirst));
  TENON_CHECK(writer.Write(std::span<const std::uint64_t>(first)));

  const std::uint64_t arcs = first.back();
  first.assign(1, 0);
  TENON_CHECK(writer.Begin(Section::kReferenceEnds));
  for (std::size_t part = 0; part < by_citing.parts.size(); ++part) {
    TENON_ASSIGN(const graph::OwnedRows rows, by_citing.Read(part, &Citation::citing, &Citation::cited, step));
    const std::uint64_t before = first.back();
    for (std::size_t row = 1; row < rows.first.size(); ++row) first.push_back(before + rows.first[row]);
    TENON_CHECK(writer.Write(std::span<const Node>(rows.ends)));
  }
  TENON_CHECK(writer.Begin(Section::kReferenceFirst));
  TENON_CHECK(writer.Write(std::span<const std::uint64_t>(first)));

  return writer.Finish(made_of, {count, nodes.records, arcs, tally_});
}

}  // namespace tenon::index
