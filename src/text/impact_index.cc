#include "text/impact_index.h"

#include <algorithm>
#include <functional>

namespace tenon::text {
namespace {

/// From so many postings in a block a row of all impacts is worth its bytes: it is looked up in one step.
constexpr std::size_t kDenseFrom = kBlock / 4;

Floor FloorOf(std::vector<std::uint16_t> impacts) {
  const auto nth = [&](std::size_t n) -> std::uint16_t {
    if (impacts.size() < n) return 0;
    std::nth_element(impacts.begin(), impacts.begin() + static_cast<std::ptrdiff_t>(n - 1), impacts.end(),
                     std::greater<>());
    return impacts[n - 1];
  };
  return {nth(10), nth(100)};
}

}  // namespace

void AppendTerm(std::span<const Posting> postings, std::uint64_t stream_begin, std::vector<Run>& runs,
                std::vector<std::uint16_t>& stream, std::vector<Floor>& floors) {
  for (std::size_t begin = 0; begin < postings.size();) {
    const Document block = postings[begin].document / kBlock;
    std::size_t end = begin;
    std::uint16_t largest = 0;
    for (; end < postings.size() && postings[end].document / kBlock == block; ++end) {
      largest = std::max(largest, postings[end].impact);
    }
    const std::size_t count = end - begin, place = stream.size();
    const bool dense = count >= kDenseFrom;
    runs.push_back({stream_begin + place, static_cast<std::uint16_t>(block), largest, static_cast<std::uint16_t>(count),
                    static_cast<std::uint16_t>(dense ? 1 : 0)});
    stream.resize(place + (dense ? kBlock : 2 * count), 0);
    for (std::size_t i = 0; i < count; ++i) {
      const Posting& posting = postings[begin + i];
      const Document inside = posting.document % kBlock;
      if (dense) {
        stream[place + inside] = posting.impact;
      } else {
        stream[place + i] = static_cast<std::uint16_t>(inside);
        stream[place + count + i] = posting.impact;
      }
    }
    begin = end;
  }
  if (postings.size() < 10) {
    floors.push_back({});
    return;
  }
  std::vector<std::uint16_t> impacts;
  impacts.reserve(postings.size());
  for (const Posting& posting : postings) impacts.push_back(posting.impact);
  floors.push_back(FloorOf(std::move(impacts)));
}

std::uint16_t ImpactOf(const ImpactIndex& index, Term term, Document document) {
  const auto runs = index.RunsOf(term);
  const auto run = std::ranges::lower_bound(runs, document / kBlock, {}, &Run::block);
  if (run == runs.end() || run->block != document / kBlock) return 0;
  const auto inside = static_cast<std::uint16_t>(document % kBlock);
  if (run->dense != 0) return index.stream[run->begin + inside];
  const auto documents = index.stream.subspan(run->begin, run->count);
  const auto found = std::ranges::lower_bound(documents, inside);
  if (found == documents.end() || *found != inside) return 0;
  return index.stream[run->begin + run->count + static_cast<std::size_t>(found - documents.begin())];
}

bool IsSound(const ImpactIndex& index) {
  if (index.first_run.empty() || index.first_run.front() != 0 || index.first_run.back() != index.runs.size() ||
      index.floors.size() + 1 != index.first_run.size()) {
    return false;
  }
  std::uint64_t place = 0;
  for (std::size_t term = 0; term + 1 < index.first_run.size(); ++term) {
    if (index.first_run[term] > index.first_run[term + 1] || index.first_run[term + 1] > index.runs.size())
      return false;
    std::vector<std::uint16_t> impacts;
    const auto runs = index.RunsOf(static_cast<Term>(term));
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const Run& run = runs[i];
      const std::uint64_t length = run.dense != 0 ? kBlock : 2ULL * run.count;
      if ((i > 0 && runs[i - 1].block >= run.block) || run.begin != place || length > index.stream.size() - place ||
          run.count == 0 || run.count > kBlock || run.dense > 1) {
        return false;
      }
      const std::uint64_t first = static_cast<std::uint64_t>(run.block) * kBlock;
      const auto values = index.stream.subspan(place, length);
      place += length;
      std::size_t count = 0;
      std::uint16_t largest = 0;
      for (std::size_t p = 0; p < (run.dense != 0 ? kBlock : run.count); ++p) {
        const std::uint64_t inside = run.dense != 0 ? p : values[p];
        const std::uint16_t impact = run.dense != 0 ? values[p] : values[run.count + p];
        if (run.dense != 0 && impact == 0) continue;
        if (impact == 0 || inside >= kBlock || first + inside >= index.documents) return false;
        if (run.dense == 0 && p > 0 && values[p - 1] >= values[p]) return false;
        ++count;
        largest = std::max(largest, impact);
        impacts.push_back(impact);
      }
      if (count != run.count || largest != run.largest) return false;
    }
    const Floor floor = FloorOf(std::move(impacts));
    if (floor.tenth != index.floors[term].tenth || floor.hundredth != index.floors[term].hundredth) return false;
  }
  return place == index.stream.size();
}

}  // namespace tenon::text
