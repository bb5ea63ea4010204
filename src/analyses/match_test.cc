#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <optional>

#include "analyses/analysis.h"
#include "analyses/match_reasons.h"
#include "analyses/matching.h"
#include "store/publish_fixture.h"

namespace tenon::analyses {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// One workspace for all cases: results and needs in two languages, a small dictionary.
class MatchTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::filesystem::temp_directory_path() / fmt::format("tenon-{}-match", ::getpid());
    std::filesystem::remove_all(folder_);
    store::PublishTables(
        folder_, "0001",
        {{"result", R"(select 'test' as source, * from (values
                ('r1', '锂离子电池电解液', '用于储存电能的高压电解液', 'zh', 'achievement', '甲大学', 'university', 'CHN', null, 'IPC:H01M10/0567', 6, 'open', 2021, null),
                ('r2', 'Electrolyte for lithium-ion batteries', 'A high voltage electrolyte', 'en', 'patent', 'Acme', 'company', 'USA', null, 'IPC:H01M10/0567 IPC:H01M4/13', 2, null, 2015, null),
                ('r3', 'Solar cells of perovskite', 'Light <b>weight</b> cells', 'en', 'paper', null, null, null, null, null, null, null, null, null),
                ('r4', null, 'battery', 'en', 'paper', 'B', 'institute', 'DEU', null, null, 9, 'open', 2024, null),
                ('r5', '', '', 'en', 'paper', null, null, null, null, null, null, null, null, null))
                t(result, title, text, language, kind, holder, holder_kind, economy, region, codes, readiness, licence, year, url))"},
         {"need", R"(select 'test' as source, * from (values
                ('n1', '高压锂电池电解液', '储存', 'zh', '某厂', 'CHN', null, 'IPC:H01M', null, null, null),
                ('n2', 'Perovskite solar cell', '', 'en', 'Firm', 'DEU', null, null, null, null, null))
                t(need, title, text, language, firm, economy, region, codes, budget, currency, date))"},
         {"concordance",
          "select 'test' as source, 'HS2017' as from_scheme, '850760' as from_code, 'IPC' as to_scheme, 'H01M 10/00' "
          "as "
          "to_code, 1.0::double as weight"},
         {"term", R"(select 'test' as source, zh, en, null as field, null::double as weight from (values
                ('锂离子', 'lithium ion'), ('锂', 'lithium'), ('电池', 'battery'), ('电解液', 'electrolyte'),
                ('高压', 'high voltage'), ('太阳能', 'solar')) t(zh, en))"}});
    snapshot_.emplace(*store::Snapshot::Open(*store::Workspace::Open(folder_, store::Workspace::Mode::kOpen)));
  }
  static void TearDownTestSuite() {
    snapshot_.reset();
    std::filesystem::remove_all(folder_);
  }

  static Result<Answer> Ask(const std::string& name, const std::vector<std::pair<std::string, std::string>>& given) {
    const Analysis* analysis = FindAnalysis(name);
    auto arguments = CheckArguments(analysis->spec.parameters, given);
    if (!arguments) return std::unexpected(arguments.error());
    return analysis->run({analysis->spec, *arguments, *snapshot_, {}});
  }
  static std::vector<std::string> Column(const Result<Answer>& answer, std::string_view column) {
    if (!answer) return {Describe(answer.error())};
    std::vector<std::string> cells;
    for (std::size_t row = 0; row < answer->tables[0].rows.size(); ++row) {
      cells.push_back(ToText(answer->tables[0].At(row, column)));
    }
    return cells;
  }

  static inline std::filesystem::path folder_;
  static inline std::optional<store::Snapshot> snapshot_;
};

TEST_F(MatchTest, ANeedFindsResultsInBothLanguages) {
  const auto answer = Ask("match", {{"need", "n1"}});
  EXPECT_THAT(Column(answer, "result"), ElementsAre("r2", "r1", "r4"));
  // Words both have, in their order; translated ones with what stands in the result.
  EXPECT_THAT(Column(answer, "words"),
              ElementsAre("电池 > batteries; 电解液 > electrolyte; 锂 > lithium; 高压 > high voltage",
                          "高压; 电池电解液; 储存", "电池 > battery"));
  // "IPC:H01M" of the need begins the classes of both.
  EXPECT_THAT(Column(answer, "codes"), ElementsAre("IPC:H01M", "IPC:H01M", ""));
  EXPECT_THAT(Column(answer, "missing"), ElementsAre("too_early; licence_not_stated", "", "not_mentioned"));
  EXPECT_THAT(Column(answer, "missing_zh"),
              ElementsAre("为时尚早：技术成熟度 2 级；未载明许可方式", "", "未提到：高压锂、电解液"));
  EXPECT_THAT(Column(answer, "missing_en"),
              ElementsAre("too early: readiness 2; licence not stated", "", "not mentioned: 高压锂, 电解液"));
  EXPECT_THAT(Column(answer, "competing")[0], "");
  EXPECT_THAT(Column(answer, "title")[2], "");
  for (std::size_t row = 0; row < 3; ++row) {
    EXPECT_GT(RealOr(answer->tables[0].At(row, "score"), 0), 0);
  }
}

TEST_F(MatchTest, AConcordanceLeadsFromCodeToCode) {
  const std::string chain =
      "chain: test\ntitle: {en: Test, zh: 测试}\ncodes: {hs: HS2017}\nsegments:\n  - id: cells\n    name: {en: "
      "Battery, zh: 电池}\n"
      "    stage: part\n    hs: [\"850760\"]\n";
  const auto file = folder_ / "goods.yaml";
  std::ofstream(file) << chain;
  const auto answer = Ask("match", {{"chain", file.string()}, {"segment", "cells"}});
  EXPECT_THAT(Column(answer, "codes"), testing::Contains("HS2017:850760>IPC:H01M10/"));
}

TEST_F(MatchTest, AResultFindsNeeds) {
  EXPECT_THAT(Column(Ask("match", {{"result", "r3"}}), "result"), ElementsAre("n2"));
  EXPECT_THAT(Column(Ask("match", {{"result", "test:r2"}}), "result"), ElementsAre("n1"));
  EXPECT_THAT(Column(Ask("match", {{"result", "r9"}}), "result")[0], HasSubstr("none of the results has the id 'r9'"));
  EXPECT_THAT(Column(Ask("match", {{"result", "r5"}}), "result")[0], HasSubstr("holds no word"));
}

TEST_F(MatchTest, FiltersTakeWhatIsStated) {
  const auto with = [&](const std::string& name, const std::string& value) {
    return Column(Ask("match", {{"need", "lithium battery electrolyte"}, {name, value}}), "result");
  };
  EXPECT_THAT(with("readiness_from", "5"), ElementsAre("r1", "r4"));
  EXPECT_THAT(with("year_from", "2016"), ElementsAre("r1", "r4"));
  EXPECT_THAT(with("holder_kind", "company"), ElementsAre("r2"));
  EXPECT_THAT(with("economy", "DEU"), ElementsAre("r4"));
  EXPECT_THAT(with("licence", "open"), ElementsAre("r1", "r4"));
  EXPECT_THAT(with("licence", "closed")[0], HasSubstr("none of the results passes the filter"));
}

TEST_F(MatchTest, OwnLanguageAlone) {
  EXPECT_THAT(Column(Ask("match", {{"need", "lithium"}, {"language", "own"}}), "result"), ElementsAre("r2"));
  EXPECT_THAT(Column(Ask("match", {{"need", "lithium"}}), "result"), ElementsAre("r2", "r1"));
}

TEST_F(MatchTest, NeedsThatAreNone) {
  const auto fails = [&](const std::string& need) { return Column(Ask("match", {{"need", need}}), "result")[0]; };
  EXPECT_THAT(fails(""), HasSubstr("need"));
  EXPECT_THAT(fails(" -- "), HasSubstr("holds no word"));
  EXPECT_THAT(fails("😀🚀"), HasSubstr("holds no word"));
  EXPECT_THAT(fails("bad \xff\xfe"), HasSubstr("is not UTF-8"));
  EXPECT_THAT(fails("مرحبا"), HasSubstr("none of the 5 results shares a word"));
  EXPECT_THAT(fails("the and of"), "r3");  // "of" is a word as others are; it says little
  EXPECT_THAT(Column(Ask("match", {}), "result")[0], HasSubstr("give one of --need, --result"));
  EXPECT_THAT(Column(Ask("match", {{"need", "a"}, {"result", "b"}}), "result")[0], HasSubstr("give one of"));
}

TEST_F(MatchTest, LongAndMarkedNeeds) {
  std::string repeated;
  while (repeated.size() < (1U << 20)) repeated += "battery ";
  EXPECT_THAT(Column(Ask("match", {{"need", repeated}}), "result"), testing::Contains("r4"));
  EXPECT_THAT(Column(Ask("match", {{"need", "<p>perov&#115;kite</p> $\\mathrm{solar}_{cell}$"}}), "result"),
              ElementsAre("r3"));
}

TEST_F(MatchTest, SearchAndSimilar) {
  EXPECT_THAT(Column(Ask("search", {{"query", "太阳能"}, {"in", "results"}}), "document"), ElementsAre("r3"));
  EXPECT_THAT(Column(Ask("similar", {{"document", "r1"}, {"of", "results"}}), "document"), ElementsAre("r2", "r4"));
  EXPECT_THAT(Column(Ask("similar", {{"document", "n2"}, {"of", "needs"}, {"in", "results"}}), "document"),
              ElementsAre("r3", "r1"));  // r1 has a character of what "solar" is in Chinese
  EXPECT_THAT(Column(Ask("search", {{"query", "x"}, {"in", "patents"}}), "document")[0],
              HasSubstr("table patent has no rows"));
}

TEST_F(MatchTest, ACollectionHasOneIndexForAllQuestions) {
  std::filesystem::remove_all(folder_ / "indexes");
  ASSERT_TRUE(Ask("match", {{"need", "n1"}}));
  ASSERT_TRUE(Ask("match", {{"result", "r3"}}));
  ASSERT_TRUE(Ask("similar", {{"document", "n2"}, {"of", "needs"}, {"in", "results"}}));
  const std::filesystem::directory_iterator folders(folder_ / "indexes");
  EXPECT_EQ(std::distance(begin(folders), end(folders)), 2);  // needs and results
}

TEST_F(MatchTest, FeedbackSeeksTheWordsOfTheBest) {
  const auto answer =
      Ask("search", {{"query", "batteries"}, {"in", "results"}, {"language", "own"}, {"feedback", "1"}});
  EXPECT_THAT(Column(answer, "document"), ElementsAre("r2", "r4"));
  EXPECT_THAT(Column(answer, "parts")[0], HasSubstr("feedback"));
}

TEST_F(MatchTest, ASegmentIsSoughtByItsKeywordsAndCodes) {
  const std::string chain =
      "chain: test\ntitle: {en: Test, zh: 测试}\nsegments:\n  - id: cells\n    name: {en: Battery cells, zh: 电芯}\n"
      "    stage: part\n    ipc: [\"H01M 10/0567\"]\n    keywords: {en: [electrolyte], zh: [电解液]}\n";
  const auto file = folder_ / "chain.yaml";
  std::ofstream(file) << chain;
  const auto answer = Ask("match", {{"chain", file.string()}, {"segment", "cells"}});
  EXPECT_THAT(Column(answer, "result"), ElementsAre("r1", "r2", "r3", "r4"));
  EXPECT_THAT(Column(answer, "codes"), ElementsAre("IPC:H01M10/0567", "IPC:H01M10/0567", "", ""));
  EXPECT_THAT(Column(Ask("match", {{"chain", file.string()}, {"segment", "x"}}), "result")[0], HasSubstr("cells"));
}

TEST(SharedCodes, OneBeginsWithTheOther) {
  const std::vector<std::string> mine = {"HS2017:2811", "IPC:H01M10/0567", "HS2017:", "T1"};
  const std::vector<std::string> theirs = {"HS2017:281129", "IPC:H01M", "IPC:C07"};
  EXPECT_THAT(SharedCodes(mine, theirs), ElementsAre("HS2017:2811", "IPC:H01M10/0567"));
  EXPECT_THAT(SharedCodes(theirs, mine), ElementsAre("HS2017:281129", "IPC:H01M"));
  EXPECT_THAT(SharedCodes({}, theirs), IsEmpty());
}

}  // namespace
}  // namespace tenon::analyses
