#include "index/citation_file.h"

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <stop_token>

#include "base/random.h"
#include "index/citation_builder.h"

namespace tenon::index {
namespace {

using graph::kNoTime;
using graph::Node;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kName = "0123456789abcdef0123456789abcdef";

class CitationFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              fmt::format("tenon-{}-{}", ::getpid(), testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  using Pairs = std::vector<std::pair<std::uint64_t, std::uint64_t>>;
  /// Records (key, time) and citations (citing, cited), in batches of `batch`.
  std::filesystem::path Build(const Pairs& records, const Pairs& citations, CitationBuildOptions options = {},
                              std::size_t batch = 7) {
    const auto place = folder_ / fmt::format("{}", ++count_);
    std::filesystem::create_directories(place);
    auto builder = CitationBuilder::Begin(place, options);
    EXPECT_TRUE(builder);
    const auto feed = [&](const Pairs& pairs, auto add) {
      for (std::size_t i = 0; i < pairs.size(); i += batch) {
        std::vector<std::uint64_t> a, b;
        for (std::size_t j = i; j < std::min(pairs.size(), i + batch); ++j) {
          a.push_back(pairs[j].first);
          b.push_back(pairs[j].second);
        }
        const Status added = add(a, b);
        EXPECT_TRUE(added) << Describe(added.error());
      }
    };
    feed(records, [&](const auto& a, const auto& b) { return builder->AddRecords(a, b); });
    feed(citations, [&](const auto& a, const auto& b) { return builder->AddCitations(a, b); });
    const Status finished = builder->Finish(place / "graph", kName, {});
    EXPECT_TRUE(finished) << Describe(finished.error());
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(place), {}), 1) << "files left behind";
    return place / "graph";
  }
  static std::string Read(const std::filesystem::path& file) {
    std::ifstream input(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(input), {}};
  }
  std::filesystem::path Write(const std::string& bytes) {
    const auto file = folder_ / "changed";
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }

  std::filesystem::path folder_;
  int count_ = 0;
};

TEST_F(CitationFileTest, NumbersByTimeThenRecordThenKey) {
  // Key 9 is future, 7 has no time, 100 no record; 5 cites itself; 5 -> 3 stands twice; 3 -> 5 runs against time.
  const auto file = Build({{9, 2050}, {5, 2003}, {3, 2001}, {7, kNoTime}, {4, 2001}},
                          {{5, 3}, {5, 3}, {5, 5}, {5, 100}, {9, 5}, {3, 5}, {7, 4}}, {.latest_time = 2027});
  const auto opened = CitationFile::Open(file, kName);
  ASSERT_TRUE(opened) << Describe(opened.error());
  EXPECT_THAT(opened->keys(), ElementsAre(3, 4, 5, 7, 9, 100));
  EXPECT_EQ(opened->num_records(), 5U);
  EXPECT_THAT(opened->graph().time, ElementsAre(2001, 2001, 2003, kNoTime, kNoTime, kNoTime));
  EXPECT_THAT(opened->graph().references[2], ElementsAre(0, 5));
  EXPECT_THAT(opened->graph().citations[2], ElementsAre(0, 4));
  EXPECT_EQ(opened->Find(100), 5U);
  EXPECT_EQ(opened->Find(6), std::nullopt);
  EXPECT_EQ(opened->Find(101), std::nullopt);
  const graph::GraphTally& tally = opened->tally();
  EXPECT_EQ(tally.citations_read, 7U);
  EXPECT_EQ(tally.self_citations, 1U);
  EXPECT_EQ(tally.repeated_citations, 1U);
  EXPECT_EQ(tally.dangling, 1U);
  EXPECT_EQ(tally.nodes_without_time, 3U);
  EXPECT_EQ(tally.nodes_out_of_range, 1U);
  EXPECT_EQ(tally.against_time, 1U);
  EXPECT_TRUE(opened->CheckContents());

  const auto without =
      CitationFile::Open(Build({{5, 2003}, {3, 2001}}, {{5, 3}, {5, 100}}, {.dangling = Dangling::kLeaveOut}), kName);
  ASSERT_TRUE(without);
  EXPECT_THAT(without->keys(), ElementsAre(3, 5));
  EXPECT_EQ(without->tally().dangling, 1U);
  EXPECT_EQ(without->graph().num_arcs(), 1U);
}

TEST_F(CitationFileTest, NothingAtAll) {
  const auto opened = CitationFile::Open(Build({}, {}), kName);
  ASSERT_TRUE(opened) << Describe(opened.error());
  EXPECT_EQ(opened->graph().num_nodes(), 0U);
  EXPECT_TRUE(opened->CheckContents());
}

// Built in parts far smaller than the graph, in another order, in other batches: the same bytes; and the same graph as
// made in memory.
TEST_F(CitationFileTest, DoesNotDependOnOrderBatchesOrMemory) {
  Random random(3);
  Pairs records, citations;
  for (std::uint64_t i = 0; i < 3000; ++i) {
    records.emplace_back(i * i * 7919 + (std::uint64_t{3} << 56),
                         random.Below(9) == 0 ? kNoTime : 1990 + random.Below(30));
  }
  const auto key = [&] { return records[random.Below(random.Below(3) == 0 ? 30 : 3000)].first; };
  for (int i = 0; i < 40'000; ++i) citations.emplace_back(key(), random.Below(50) == 0 ? random.Below(100) : key());
  const auto file = Build(records, citations, {}, 2048);
  const auto opened = CitationFile::Open(file, kName);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(opened->CheckContents());

  // In memory, without what dangles.
  std::map<std::uint64_t, Node> number;
  std::vector<graph::Time> times;
  for (const auto& [record, time] : records) {
    number[record] = static_cast<Node>(times.size());
    times.push_back(static_cast<graph::Time>(time));
  }
  std::vector<graph::Citation> known;
  for (const auto& [citing, cited] : citations) {
    if (number.contains(cited)) known.push_back({number[citing], number[cited]});
  }
  const auto expected = *graph::MakeCitationGraph(3000, known, times);
  const auto records_only = CitationFile::Open(Build(records, citations, {.dangling = Dangling::kLeaveOut}), kName);
  ASSERT_TRUE(records_only);
  std::set<std::pair<std::uint64_t, std::uint64_t>> pairs, found;
  for (Node node = 0; node < 3000; ++node) {
    for (const Node cited : expected.view().references[node]) {
      pairs.emplace(records[expected.given_number[node]].first, records[expected.given_number[cited]].first);
    }
    for (const Node cited : records_only->graph().references[node]) {
      found.emplace(records_only->keys()[node], records_only->keys()[cited]);
    }
  }
  EXPECT_EQ(pairs, found);
  EXPECT_EQ(records_only->tally().against_time, expected.tally.against_time);
  EXPECT_EQ(records_only->tally().repeated_citations, expected.tally.repeated_citations);

  std::ranges::reverse(records);
  std::ranges::rotate(citations, citations.begin() + 12'345);
  EXPECT_EQ(Read(Build(records, citations, {.sort_bytes = 4000}, 100)), Read(file));
}

TEST_F(CitationFileTest, EveryChangedByteAndEveryCutIsRefused) {
  const std::string whole = Read(Build({{1, 2000}, {2, 2001}, {3, 2002}}, {{2, 1}, {3, 1}, {3, 2}, {3, 9}}));
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ (1 << (i % 8)));
    const auto opened = CitationFile::Open(Write(changed), kName);
    ASSERT_FALSE(opened) << "byte " << i;
    ASSERT_EQ(opened.error().kind, ErrorKind::kCorruptInput);
  }
  for (std::size_t length = 0; length < whole.size(); length += 13) {
    ASSERT_FALSE(CitationFile::Open(Write(whole.substr(0, length)), kName)) << length;
  }
  EXPECT_FALSE(CitationFile::Open(Write(whole + std::string(64, '\0')), kName));
  EXPECT_TRUE(CitationFile::Open(Write(whole), kName));
}

TEST_F(CitationFileTest, ForeignFilesAreRefused) {
  const auto other = CitationFile::Open(Write(std::string(4096, 'x')), kName);
  ASSERT_FALSE(other);
  EXPECT_THAT(other.error().message, HasSubstr("no citation graph"));
  const auto file = Build({{1, 2000}, {2, 2001}}, {{2, 1}});
  EXPECT_THAT(CitationFile::Open(file, "ffffffffffffffffffffffffffffffff").error().message, HasSubstr("other data"));
  EXPECT_EQ(CitationFile::Open(folder_ / "none", kName).error().kind, ErrorKind::kInputOutput);
}

// The bytes of docs/index-format.md: who changes the format must raise the version.
TEST_F(CitationFileTest, TheFormatIsPinned) {
  const std::string bytes = Read(Build({{1, 2000}, {2, 2001}}, {{2, 1}}));
  EXPECT_EQ(bytes.size(), 512U + 7 * 64);
  EXPECT_EQ(bytes.substr(0, 12), std::string("TENON-CG\1\0\0\0", 12));
  EXPECT_EQ(bytes.substr(512, 16), std::string("\1\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0", 16));  // keys
  EXPECT_EQ(bytes.substr(576, 8), std::string("\xD0\x07\0\0\xD1\x07\0\0", 8));            // time
  EXPECT_EQ(bytes.substr(704, 4), std::string("\1\0\0\0", 4));                            // 1 is cited by node 1
  EXPECT_EQ(bytes.substr(768, 24), std::string("\0\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0", 24));
  EXPECT_EQ(bytes.substr(832, 4), std::string("\0\0\0\0", 4));
  EXPECT_EQ(bytes.substr(896, 24), std::string("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0", 24));
}

TEST_F(CitationFileTest, RepeatedRecordsAndStops) {
  auto builder = CitationBuilder::Begin(folder_, {});
  ASSERT_TRUE(builder);
  EXPECT_THAT(builder->AddRecords(std::vector<std::uint64_t>{4, 4}, std::vector<std::uint64_t>{1, 2}).error().message,
              HasSubstr("same key"));
  const auto other = folder_ / "other";
  std::filesystem::create_directories(other);
  auto stopped = CitationBuilder::Begin(other, {});
  ASSERT_TRUE(stopped->AddCitations(std::vector<std::uint64_t>{1}, std::vector<std::uint64_t>{2}));
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(stopped->Finish(other / "graph", kName, {.stop = stop.get_token()}).error().kind, ErrorKind::kCancelled);
}

}  // namespace
}  // namespace tenon::index
