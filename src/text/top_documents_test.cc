#include "text/top_documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>

#include "base/random.h"
#include "text/bm25.h"

namespace tenon::text {
namespace {

/// An index and, apart from it, what it was made of.
struct Made {
  std::vector<std::vector<Posting>> postings;  // by term
  std::vector<std::uint64_t> first_run = {0};
  std::vector<Run> runs;
  std::vector<std::uint16_t> stream;
  std::vector<Floor> floors;
  Document documents = 0;

  explicit Made(std::vector<std::vector<Posting>> by_term, Document count)
      : postings(std::move(by_term)), documents(count) {
    for (const auto& term : postings) {
      AppendTerm(term, 0, runs, stream, floors);
      first_run.push_back(runs.size());
    }
  }
  ImpactIndex view() const { return {documents, 0.001F, first_run, runs, stream, floors}; }
};

/// Term t stands in about documents / (t + 1.3) documents: from almost all to one.
Made RandomIndex(Document documents, std::size_t terms, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::vector<Posting>> postings(terms);
  for (std::size_t t = 0; t < terms; ++t) {
    const double chance = 1 / (static_cast<double>(t) * static_cast<double>(t) / 8 + 1.3);
    for (Document d = 0; d < documents; ++d) {
      // Few different impacts, so that equal scores are common.
      if (random.Uniform() < chance)
        postings[t].push_back({d, static_cast<std::uint16_t>(1 + random.Below(40 + 20 * t))});
    }
  }
  return Made(std::move(postings), documents);
}

/// Every document scored by itself in double precision, sorted as a whole.
std::vector<Hit> AllByHand(const Made& made, const Query& query, std::span<const std::uint8_t> allowed) {
  std::map<Document, double> scores;
  for (const QueryTerm& each : query) {
    for (const Posting& posting : made.postings[each.term]) {
      if (allowed.empty() || allowed[posting.document] != 0) {
        scores[posting.document] += static_cast<double>(each.weight) * 0.001 * posting.impact;
      }
    }
  }
  std::vector<Hit> all;
  for (const auto& [document, score] : scores) all.push_back({document, static_cast<float>(score)});
  std::ranges::sort(
      all, [](const Hit& a, const Hit& b) { return a.score != b.score ? a.score > b.score : a.document < b.document; });
  return all;
}

/// The best by hand, up to the rounding of sums: scores agree, and each document has the score it is said to have.
void ExpectSame(const std::vector<Hit>& found, const std::vector<Hit>& all, std::size_t count) {
  ASSERT_EQ(found.size(), std::min(count, all.size()));
  std::map<Document, float> by_hand;
  for (const Hit& hit : all) by_hand[hit.document] = hit.score;
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_NEAR(found[i].score, all[i].score, 1e-5 * all[i].score);
    EXPECT_NEAR(found[i].score, by_hand[found[i].document], 1e-5 * all[i].score);
    if (i > 0 && found[i].score == found[i - 1].score) {
      EXPECT_LT(found[i - 1].document, found[i].document);
    }
  }
}

TEST(TopDocuments, EqualsScoringEveryDocument) {
  const Made made = RandomIndex(3 * kBlock + 77, 60, 1);
  ASSERT_TRUE(IsSound(made.view()));
  Random random(2);
  std::vector<Query> queries;
  for (int q = 0; q < 60; ++q) {
    Query query;
    const std::size_t terms = 1 + random.Below(q % 10 == 0 ? 50 : 6);
    for (std::size_t i = 0; i < terms; ++i) {
      const auto term = static_cast<Term>(random.Below(60));
      if (std::ranges::find(query, term, &QueryTerm::term) == query.end()) {
        query.push_back({term, 0.25F * static_cast<float>(1 + random.Below(8))});
      }
    }
    queries.push_back(query);
  }
  std::vector<std::uint8_t> allowed(made.documents);
  for (auto& each : allowed) each = random.Below(5) == 0;
  for (const std::size_t count : {1U, 10U, 300U}) {
    const auto found = *TopDocuments(made.view(), queries, {.count = count});
    const auto some = *TopDocuments(made.view(), queries, {.count = count, .allowed = allowed});
    for (std::size_t q = 0; q < queries.size(); ++q) {
      SCOPED_TRACE(testing::Message() << "query " << q << " top " << count);
      ExpectSame(found[q], AllByHand(made, queries[q], {}), count);
      ExpectSame(some[q], AllByHand(made, queries[q], allowed), count);
    }
    const auto threads = *TopDocuments(made.view(), queries, {.count = count, .threads = 3});
    for (std::size_t q = 0; q < queries.size(); ++q) {
      const auto alone = *TopDocuments(made.view(), std::span(&queries[q], 1), {.count = count});
      ASSERT_EQ(alone[0].size(), found[q].size());
      for (std::size_t i = 0; i < found[q].size(); ++i) {
        EXPECT_EQ(alone[0][i].document, found[q][i].document);
        EXPECT_EQ(alone[0][i].score, found[q][i].score);
        EXPECT_EQ(threads[q][i].document, found[q][i].document);
      }
    }
  }
}

TEST(TopDocuments, PartsAddUpToTheScore) {
  const Made made = RandomIndex(kBlock + 5, 12, 3);
  const Query query = {{0, 1}, {3, 0.5}, {7, 2}, {11, 1}};
  const auto found = *TopDocuments(made.view(), std::span(&query, 1), {.count = 20});
  for (const Hit& hit : found[0]) {
    float sum = 0;
    for (const QueryTerm& each : query) {
      sum += each.weight * made.view().step * static_cast<float>(ImpactOf(made.view(), each.term, hit.document));
    }
    EXPECT_NEAR(sum, hit.score, 1e-5 * hit.score);
  }
}

TEST(TopDocuments, WithoutTermsOrDocumentsNothingIsFound) {
  const Made made = RandomIndex(100, 5, 4);
  const Query nothing;
  EXPECT_TRUE((*TopDocuments(made.view(), std::span(&nothing, 1)))[0].empty());
  const Made empty({}, 0);
  EXPECT_TRUE((*TopDocuments(empty.view(), std::span(&nothing, 1)))[0].empty());
  const Query one = {{0, 1}};
  EXPECT_TRUE((*TopDocuments(made.view(), std::span(&one, 1), {.count = 0}))[0].empty());
}

TEST(TopDocuments, RefusesWhatIsNoQuery) {
  const Made made = RandomIndex(100, 5, 4);
  for (const Query& query :
       {Query{{5, 1}}, Query{{0, 0}}, Query{{0, -1}}, Query{{0, std::numeric_limits<float>::infinity()}}}) {
    EXPECT_EQ(TopDocuments(made.view(), std::span(&query, 1)).error().kind, ErrorKind::kInvalidArgument);
  }
}

TEST(ImpactIndex, DamageIsSeen) {
  Made made = RandomIndex(kBlock + 100, 20, 5);
  ASSERT_TRUE(IsSound(made.view()));
  const auto broken = [&](auto change) {
    Made copy = made;
    change(copy);
    return !IsSound(copy.view());
  };
  EXPECT_TRUE(broken([](Made& m) { m.runs[3].largest ^= 1; }));
  EXPECT_TRUE(broken([](Made& m) { m.runs[3].begin += 1; }));
  EXPECT_TRUE(broken([](Made& m) { m.runs.back().count += 1; }));
  EXPECT_TRUE(broken([](Made& m) { m.first_run[1] = 1000; }));
  EXPECT_TRUE(broken([](Made& m) { m.floors[0].tenth += 1; }));
  EXPECT_TRUE(broken([](Made& m) { m.stream.pop_back(); }));
  EXPECT_TRUE(broken([](Made& m) { m.documents = kBlock; }));
}

TEST(Bm25, ByHand) {
  // ln(1 + (8 - 2 + 0.5) / (2 + 0.5)) = ln 3.6; tf 2 in a document of mean length: 2 * 2.2 / (2 + 1.2).
  EXPECT_NEAR(InverseFrequency(8, 2), 1.2809338454620642, 1e-12);
  EXPECT_NEAR(Saturation(2, 10, 10, {}), 4.4 / 3.2, 1e-12);
  // Twice as long, b 0.5: 1.2 * (0.5 + 0.5 * 2) = 1.8.
  EXPECT_NEAR(Saturation(2, 20, 10, {.k1 = 1.2, .b = 0.5}), 4.4 / 3.8, 1e-12);
}

}  // namespace
}  // namespace tenon::text
