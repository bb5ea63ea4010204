#include "index/vector_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "index/index_folder.h"

namespace tenon::index {
namespace {

constexpr std::size_t kTextsAtOnce = 256;

constexpr auto Number(VectorSection section) { return static_cast<std::size_t>(section); }

/// Encodes documents as they come.
class VectorBuilder {
 public:
  explicit VectorBuilder(const SentenceModel& model) : model_(model) {}

  Status Add(std::string text, const Job& job) {
    texts_.push_back(std::move(text));
    return texts_.size() < kTextsAtOnce ? Status() : Encode(job);
  }

  Status Finish(const std::filesystem::path& file, std::string_view made_of, const Job& job) {
    TENON_CHECK(Encode(job));
    TENON_ASSIGN(SectionWriter writer, SectionWriter::Create(file));
    TENON_CHECK(writer.Begin(Number(VectorSection::kCells)));
    TENON_CHECK(writer.Write(std::span<const std::int8_t>(cells_)));
    TENON_CHECK(writer.Begin(Number(VectorSection::kScales)));
    TENON_CHECK(writer.Write(std::span<const float>(scales_)));
    return writer.Finish(kVectorFormat, made_of, {scales_.size()});
  }

 private:
  Status Encode(const Job& job) {
    if (job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped");
    const std::vector<std::string_view> views(texts_.begin(), texts_.end());
    const std::vector<float> vectors = model_.Encode(views);
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      text::AppendRow(std::span(vectors).subspan(i * text::kSentenceWidth, text::kSentenceWidth), cells_, scales_);
    }
    texts_.clear();
    job.report({"vectors", static_cast<double>(scales_.size()), 0, "documents"});
    return {};
  }

  const SentenceModel& model_;
  std::vector<std::string> texts_;
  std::vector<std::int8_t> cells_;
  std::vector<float> scales_;
};

}  // namespace

Result<VectorFile> VectorFile::Open(const std::filesystem::path& file, std::string_view made_of) {
  TENON_ASSIGN(SectionFile sections, SectionFile::Open(file, kVectorFormat, made_of));
  const std::uint64_t documents = sections.count(0);
  if (!sections.Holds(Number(VectorSection::kCells), documents, text::kSentenceWidth) ||
      !sections.Holds(Number(VectorSection::kScales), documents, sizeof(float))) {
    return sections.Refused("is cut short or damaged: its sections do not fit");
  }
  return VectorFile(std::move(sections), documents);
}

text::VectorRows VectorFile::rows() const {
  return {file_.Entries<std::int8_t>(Number(VectorSection::kCells), documents_ * text::kSentenceWidth),
          file_.Entries<float>(Number(VectorSection::kScales), documents_)};
}

Status VectorFile::CheckContents() const {
  if (std::ranges::all_of(rows().scales, [](float scale) { return std::isfinite(scale); })) return {};
  return file_.Refused("is damaged: a scale is no finite number");
}

Result<VectorFile> OpenVectorIndex(store::Snapshot& snapshot, const SentenceModel& model, Collection collection,
                                   const Job& job) {
  const CollectionNames names = NamesOf(collection);
  TENON_ASSIGN(const std::string files, TableFilesOf(snapshot, collection));
  const std::string made_of = fmt::format("vector-index 1\ncollection {}\nmodel {}\npieces {}\n{}", names.name,
                                          model.model().sha256, kMostPieces, files);
  const auto fill = [&](const std::filesystem::path& folder) -> Status {
    VectorBuilder builder(model);
    const store::TakeTexts add = [&](store::TextColumns columns) -> Status {
      for (std::size_t row = 0; row < columns[0].size(); ++row) {
        TENON_CHECK(builder.Add(fmt::format("{} {}", columns[2][row], columns[3][row]), job));
      }
      return {};
    };
    TENON_CHECK(snapshot.AskTexts(names.texts, {}, add, job));
    return builder.Finish(folder / kVectorFile, IndexName(made_of), job);
  };
  TENON_ASSIGN(const std::filesystem::path folder, ProvideIndex(snapshot.folder(), made_of, fill));
  return VectorFile::Open(folder / kVectorFile, IndexName(made_of));
}

}  // namespace tenon::index
