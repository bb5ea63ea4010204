#include "text/top_documents.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

#include "fmt/format.h"

namespace tenon::text {
namespace {

/// Sums of thousands of floats are off by less than this part; bounds are taken so much larger.
constexpr float kSlack = 1.0005F;
/// With fewer postings in a block the documents met are listed; with more, all scores of the block are looked through.
constexpr std::size_t kListed = 1500;
/// Queries that walk the blocks together, so that the postings they share are still in the cache.
constexpr std::size_t kTogether = 64;

struct ActiveTerm {
  float unit = 0;  // weight * step
  std::span<const Run> runs;
  std::size_t next = 0;  // run not yet passed
};

/// `a` before `b` in an answer.
bool Better(const Hit& a, const Hit& b) { return a.score != b.score ? a.score > b.score : a.document < b.document; }

struct Search {
  std::vector<ActiveTerm> terms;  // those that can add most first
  std::vector<Hit> best;          // a heap, the worst in front
  std::size_t count = 0;
  float floor = 0;

  bool Full() const { return best.size() == count; }
  /// What a document must reach to be wanted.
  float Wanted() const { return Full() ? std::max(floor, best.front().score) : floor; }
  void Take(Hit hit) {
    if (!Full()) {
      best.push_back(hit);
      std::ranges::push_heap(best, Better);
    } else if (Better(hit, best.front())) {
      std::ranges::pop_heap(best, Better);
      best.back() = hit;
      std::ranges::push_heap(best, Better);
    }
  }
};

Search Begin(const ImpactIndex& index, const Query& query, const TopOptions& options) {
  Search search;
  search.count = std::min<std::size_t>(options.count, index.documents);
  struct Bounded {
    QueryTerm term;
    float bound;
  };
  std::vector<Bounded> ordered;
  ordered.reserve(query.size());
  for (const QueryTerm& each : query) {
    std::uint16_t largest = 0;
    for (const Run& run : index.RunsOf(each.term)) largest = std::max(largest, run.largest);
    ordered.push_back({each, each.weight * static_cast<float>(largest)});
    const Floor& floor = index.floors[each.term];
    const std::uint16_t reached = options.count <= 10 ? floor.tenth : options.count <= 100 ? floor.hundredth : 0;
    if (options.allowed.empty()) {
      search.floor = std::max(search.floor, each.weight * index.step * static_cast<float>(reached) / kSlack);
    }
  }
  std::ranges::sort(ordered, [](const Bounded& a, const Bounded& b) {
    return a.bound != b.bound ? a.bound > b.bound : a.term.term < b.term.term;
  });
  search.terms.reserve(ordered.size());
  for (const Bounded& each : ordered) {
    search.terms.push_back({each.term.weight * index.step, index.RunsOf(each.term.term)});
  }
  search.best.reserve(search.count);
  return search;
}

/// One thread's scores of a block.
class BlockScores {
 public:
  BlockScores() : scores_(kBlock, 0) {}

  void Score(const ImpactIndex& index, std::uint16_t block, std::span<const std::uint8_t> allowed, Search& search) {
    here_.clear();
    std::size_t postings = 0;
    for (ActiveTerm& term : search.terms) {
      while (term.next < term.runs.size() && term.runs[term.next].block < block) ++term.next;
      if (term.next < term.runs.size() && term.runs[term.next].block == block) {
        const Run& run = term.runs[term.next];
        here_.push_back({term.unit, &run, index.stream.data() + run.begin});
        postings += run.count;
      }
    }
    if (here_.empty()) return;
    rest_.assign(here_.size() + 1, 0);
    for (std::size_t i = here_.size(); i-- > 0;) {
      rest_[i] = rest_[i + 1] + here_[i].unit * static_cast<float>(here_[i].run->largest) * kSlack;
    }
    const float wanted = search.Wanted();
    if (rest_[0] < wanted) return;

    // Terms without which no document is good enough, then what the others add to the documents these have met.
    std::size_t needed = 0, to_list = 0;
    for (; needed < here_.size() && (needed == 0 || rest_[needed] >= wanted); ++needed) {
      to_list += here_[needed].run->dense != 0 ? kBlock : here_[needed].run->count;
    }
    found_.clear();
    if (to_list <= kListed) {
      for (std::size_t i = 0; i < needed; ++i) AddAndList(here_[i]);
      Keep(wanted - rest_[needed]);
    } else {
      for (std::size_t i = 0; i < needed; ++i) Add(here_[i]);
      all_touched_ = true;
      LookThrough(wanted - rest_[needed]);
    }
    for (std::size_t i = needed; i < here_.size() && !found_.empty(); ++i) {
      const Here& term = here_[i];
      if (term.run->dense == 0 && found_.size() * 8 > term.run->count) {
        Add(term);
        all_touched_ = true;
      } else {
        for (const std::uint16_t inside : found_) AddOne(term, inside);
      }
      Keep(wanted - rest_[i + 1]);
    }
    const Document first = static_cast<Document>(block) * kBlock;
    for (const std::uint16_t inside : found_) {
      if (!allowed.empty() && allowed[first + inside] == 0) continue;
      search.Take({first + inside, scores_[inside]});
    }
    Clear();
  }

 private:
  struct Here {
    float unit;
    const Run* run;
    const std::uint16_t* values;
  };

  void Add(const Here& term) {
    float* scores = scores_.data();
    if (term.run->dense != 0) {
      for (std::size_t i = 0; i < kBlock; ++i) scores[i] += term.unit * static_cast<float>(term.values[i]);
      return;
    }
    const std::size_t count = term.run->count;
    for (std::size_t i = 0; i < count; ++i) {
      scores[term.values[i]] += term.unit * static_cast<float>(term.values[count + i]);
    }
  }

  void AddAndList(const Here& term) {
    const std::size_t count = term.run->count;
    for (std::size_t i = 0; i < count; ++i) {
      float& score = scores_[term.values[i]];
      if (score == 0) {
        found_.push_back(term.values[i]);
        touched_.push_back(term.values[i]);
      }
      score += term.unit * static_cast<float>(term.values[count + i]);
    }
  }

  void AddOne(const Here& term, std::uint16_t inside) {
    std::uint16_t impact = 0;
    if (term.run->dense != 0) {
      impact = term.values[inside];
    } else {
      const std::uint16_t* end = term.values + term.run->count;
      const std::uint16_t* at = std::lower_bound(term.values, end, inside);
      if (at != end && *at == inside) impact = at[term.run->count];
    }
    scores_[inside] += term.unit * static_cast<float>(impact);
  }

  /// Of the documents found, those that have at least so much.
  void Keep(float least) {
    std::erase_if(found_, [&](std::uint16_t inside) { return scores_[inside] < least; });
  }

  /// Finds the documents that were met and have at least so much.
  void LookThrough(float least) {
    constexpr std::size_t kStride = 16;
    for (std::size_t begin = 0; begin < kBlock; begin += kStride) {
      float most = 0;
      for (std::size_t i = 0; i < kStride; ++i) most = std::max(most, scores_[begin + i]);
      if (most < least || most == 0) continue;
      for (std::size_t i = begin; i < begin + kStride; ++i) {
        if (scores_[i] > 0 && scores_[i] >= least) found_.push_back(static_cast<std::uint16_t>(i));
      }
    }
  }

  void Clear() {
    if (all_touched_) {
      std::ranges::fill(scores_, 0.0F);
    } else {
      for (const std::uint16_t inside : touched_) scores_[inside] = 0;
    }
    touched_.clear();
    all_touched_ = false;
  }

  std::vector<float> scores_;
  std::vector<Here> here_;
  std::vector<float> rest_;  // what the terms from here on add at most
  std::vector<std::uint16_t> found_, touched_;
  bool all_touched_ = false;
};

Status CheckQueries(const ImpactIndex& index, std::span<const Query> queries) {
  for (std::size_t i = 0; i < queries.size(); ++i) {
    for (const QueryTerm& each : queries[i]) {
      if (each.term + std::size_t{1} >= index.first_run.size()) {
        return Fail(ErrorKind::kInvalidArgument, fmt::format("query {}: term {} is not in the index", i, each.term));
      }
      if (!(each.weight > 0) || !std::isfinite(each.weight)) {
        return Fail(ErrorKind::kInvalidArgument, fmt::format("query {}: weight {} of a term", i, each.weight));
      }
    }
  }
  return {};
}

}  // namespace

Result<std::vector<std::vector<Hit>>> TopDocuments(const ImpactIndex& index, std::span<const Query> queries,
                                                   const TopOptions& options, const Job& job) {
  TENON_CHECK(CheckQueries(index, queries));
  std::vector<std::vector<Hit>> answers(queries.size());
  const std::size_t blocks = (index.documents + std::size_t{kBlock} - 1) / kBlock;
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    BlockScores scores;
    std::vector<Search> together;
    while (!job.cancelled()) {
      const std::size_t begin = next.fetch_add(kTogether);
      if (begin >= queries.size()) return;
      const std::size_t end = std::min(begin + kTogether, queries.size());
      together.clear();
      for (std::size_t i = begin; i < end; ++i) together.push_back(Begin(index, queries[i], options));
      for (std::size_t block = 0; block < blocks; ++block) {
        for (Search& search : together) {
          if (search.count > 0) scores.Score(index, static_cast<std::uint16_t>(block), options.allowed, search);
        }
      }
      for (std::size_t i = begin; i < end; ++i) {
        answers[i] = std::move(together[i - begin].best);
        std::ranges::sort(answers[i], Better);
      }
    }
  };
  {
    const auto wanted = static_cast<std::size_t>(
        options.threads > 0 ? options.threads : static_cast<int>(std::thread::hardware_concurrency()));
    const std::size_t useful = std::min(wanted, (queries.size() + kTogether - 1) / kTogether);
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < useful; ++i) others.emplace_back(work);
    work();
  }
  if (job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped");
  return answers;
}

}  // namespace tenon::text
