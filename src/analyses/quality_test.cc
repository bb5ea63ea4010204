#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "analyses/question_fixture.h"
#include "store/publish_fixture.h"

namespace tenon::analyses {
namespace {

/// Twenty works of one field and year, each of one author: ten Chinese of university 1, then ten German of
/// university 2. The first two are cited most. The last is withdrawn. Patents cite works 1, 11 and 12; works 3, 11 and
/// 12 cite work 1.
class Quality : public QuestionFixture {
 protected:
  void SetUp() override {
    QuestionFixture::SetUp();
    Fill("work",
         "select 's' as source, unnest(range(1, 21)) as work_key, 2020 as year, null::date as date, "
         "case when work_key <= 2 then 50 else 1 end as citations, work_key = 20 as is_retracted");
    Fill("work_topic", "select 's' as source, unnest(range(1, 21)) as work_key, 'T1' as topic, 1 as rank");
    Fill("topic", "select 's' as source, 'T1' as topic, 'Anodes' as name, '21' as field");
    Fill("authorship",
         "select 's' as source, unnest(range(1, 21)) as work_key, 1 as position, "
         "if(work_key <= 10, 1, 2) as institution_key, if(work_key <= 10, 'CHN', 'DEU') as economy");
    Fill("work_reference", "select 's' as source, unnest([3, 11, 12]) as work_key, 1 as cited_key");
    Fill("patent_work", "select 'p' as source, unnest([31, 32, 33]) as patent_key, unnest([1, 11, 12]) as work_key");
  }

  /// A cell of the row of an economy ("": of all works) and a measure.
  static double At(const Table& table, const std::string& economy, const std::string& measure,
                   const std::string& column) {
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      if (TextOr(table.At(row, "economy")) == economy && TextOr(table.At(row, "measure")) == measure)
        return RealOr(table.At(row, column), -9);
    }
    return -99;
  }
};

TEST_F(Quality, EachMeasureIsArgued) {
  const auto answer = Ask("quality", {{"at_least", "10"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const Table& table = answer->tables[0];
  // A tenth of the nineteen that stand are 1.9, shared by the two most cited; a hundredth likewise.
  EXPECT_NEAR(At(table, "CHN", "top_10", "value"), 1.9 / 10, 1e-12);
  EXPECT_NEAR(At(table, "CHN", "top_1", "value"), 0.19 / 10, 1e-12);
  EXPECT_EQ(At(table, "DEU", "top_10", "value"), 0);
  EXPECT_NEAR(At(table, "", "top_10", "value"), 0.1, 1e-12);
  EXPECT_NEAR(At(table, "CHN", "top_10", "usual"), 0.1, 1e-12);
  EXPECT_NEAR(At(table, "CHN", "crossing", "value"), 1.0 / 10, 1e-12);
  EXPECT_NEAR(At(table, "DEU", "crossing", "value"), 2.0 / 9, 1e-12);  // the withdrawn one is out
  EXPECT_NEAR(At(table, "DEU", "crossing", "usual"), 3.0 / 19, 1e-12);
  EXPECT_NEAR(At(table, "CHN", "reuse", "value"), 2.0 / 3, 1e-12);  // work 3 is of the same university
  EXPECT_EQ(At(table, "CHN", "reuse", "works"), 1);
  EXPECT_EQ(At(table, "DEU", "reuse", "value"), -99);  // nobody cites its works: missing, not 0
  EXPECT_NEAR(At(table, "DEU", "retraction", "value"), 1.0 / 10, 1e-12);
  EXPECT_NEAR(At(table, "CHN", "retraction", "usual"), 1.0 / 20, 1e-12);
  // Ten works of which two are top: a draw has 0 to about 5.
  EXPECT_EQ(At(table, "CHN", "top_10", "low"), 0);
  EXPECT_GT(At(table, "CHN", "top_10", "high"), 0.3);
}

// Works 1 (Chinese) and 11 (German) build on 21. Of 2017, 22 and 24 cite 1 alone, 23 cites 1 and 21, 25 cites 21 alone,
// 26 cites 11 and 21. By hand, work 1: (2 - 1) / (2 + 1 + 2); work 11: (0 - 1) / (0 + 1 + 2).
TEST_F(Quality, DisruptionIsTheMedianOfCdIndices) {
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("tenon-{}-quality", ::getpid());
  std::filesystem::remove_all(folder);
  store::PublishTables(
      folder, "0001",
      {{"work",
        "select 'test' as source, k::ubigint as work_key, 'W' || k as id, case when k <= 20 then 2015 when k = 21 then "
        "2010 else 2017 end as year, null::date as date, 1::bigint as citations, false as is_retracted "
        "from range(1, 27) t(k)"},
       {"work_topic",
        "select 'test' as source, k::ubigint as work_key, 'T1' as topic, 1 as rank from range(1, 21) t(k)"},
       {"topic", "select 'test' as source, 'T1' as topic, 'Anodes' as name, '21' as field"},
       {"authorship",
        "select 'test' as source, k::ubigint as work_key, 1 as position, 1::ubigint as institution_key, "
        "if(k <= 10, 'CHN', 'DEU') as economy from range(1, 21) t(k)"},
       {"work_reference",
        "select 'test' as source, a::ubigint as work_key, b::ubigint as cited_key from (values (1, 21), (11, 21), "
        "(22, 1), (24, 1), (23, 1), (23, 21), (25, 21), (26, 11), (26, 21)) t(a, b)"}});
  snapshot_.emplace(*store::Snapshot::Open(*store::Workspace::Open(folder, store::Workspace::Mode::kOpen)));
  const auto disruption = [&](const std::string& economy, const std::string& citers, const std::string& window,
                              const std::string& column = "value") {
    const auto answer = Ask("quality", {{"at_least", "10"}, {"citers", citers}, {"window", window}});
    EXPECT_TRUE(answer) << Describe(answer.error());
    return answer ? At(answer->tables[0], economy, "disruption", column) : 0;
  };
  EXPECT_NEAR(disruption("CHN", "1", "5"), 1.0 / 5, 1e-12);
  EXPECT_NEAR(disruption("DEU", "1", "5"), -1.0 / 3, 1e-12);
  EXPECT_NEAR(disruption("", "1", "5"), (1.0 / 5 - 1.0 / 3) / 2, 1e-12);
  EXPECT_EQ(disruption("", "1", "5", "works"), 2);
  EXPECT_EQ(disruption("DEU", "2", "5"), -99);  // cited once
  EXPECT_EQ(disruption("", "1", "1"), -99);     // by nobody in the first year
  snapshot_.reset();
  std::filesystem::remove_all(folder);
}

TEST_F(Quality, WhatNoRowSaysIsMissing) {
  Fill("patent_work", "select 'p' as source, 31 as patent_key, 99 as work_key");
  const auto answer = Ask("quality", {{"at_least", "10"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_EQ(At(answer->tables[0], "", "crossing", "value"), -99);
  const auto warned = [&](const std::string& start) {
    return std::ranges::any_of(answer->receipt.warnings, [&](const auto& text) { return text.starts_with(start); });
  };
  EXPECT_TRUE(warned("crossing: no data"));
  EXPECT_TRUE(warned("disruption: no data"));
  EXPECT_FALSE(Ask("quality", {{"from", "2021"}}));
}

}  // namespace
}  // namespace tenon::analyses
