#include "index/vector_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "base/files.h"
#include "index/index_folder.h"

namespace tenon::index {
namespace {

constexpr std::size_t kTextsAtOnce = 256;
constexpr std::size_t kPartDocuments = 4 * kTextsAtOnce;

constexpr auto Number(VectorSection section) { return static_cast<std::size_t>(section); }

/// What the sections hold, while they grow.
struct Vectors {
  std::vector<std::int8_t> cells;
  std::vector<float> scales;
  std::vector<text::Writing> writing;

  void Append(std::span<const std::int8_t> more_cells, std::span<const float> more_scales,
              std::span<const text::Writing> more_writing) {
    cells.insert(cells.end(), more_cells.begin(), more_cells.end());
    scales.insert(scales.end(), more_scales.begin(), more_scales.end());
    writing.insert(writing.end(), more_writing.begin(), more_writing.end());
  }
};

Status Write(const Vectors& vectors, const std::filesystem::path& file, std::string_view name) {
  TENON_ASSIGN(SectionWriter writer, SectionWriter::Create(file));
  TENON_CHECK(writer.Begin(Number(VectorSection::kCells)));
  TENON_CHECK(writer.Write(std::span<const std::int8_t>(vectors.cells)));
  TENON_CHECK(writer.Begin(Number(VectorSection::kScales)));
  TENON_CHECK(writer.Write(std::span<const float>(vectors.scales)));
  TENON_CHECK(writer.Begin(Number(VectorSection::kWriting)));
  TENON_CHECK(writer.Write(std::span<const text::Writing>(vectors.writing)));
  return writer.Finish(kVectorFormat, name, {vectors.scales.size()});
}

/// Encodes documents as they come. Each kPartDocuments of them go into a file of `parts` at once, so that whoever
/// begins again after a stop or a crash goes on behind them.
class VectorBuilder {
 public:
  VectorBuilder(const SentenceModel& model, std::string name, std::filesystem::path parts, const Job& job)
      : model_(model), name_(std::move(name)), parts_(std::move(parts)), job_(job) {}

  Status Add(std::string text) {
    if (in_part_ == 0) TakePart();
    ++in_part_;
    if (!taken_) texts_.push_back(std::move(text));
    if (texts_.size() == kTextsAtOnce) TENON_CHECK(Encode());
    return in_part_ == kPartDocuments ? EndPart() : Status();
  }

  Status Finish(const std::filesystem::path& file) {
    TENON_CHECK(Encode());
    all_.Append(part_.cells, part_.scales, part_.writing);
    return Write(all_, file, name_);
  }

 private:
  std::filesystem::path PartFile() const { return parts_ / fmt::format("{:09}.part", all_.scales.size()); }

  /// The vectors of the next part, if an earlier attempt left them.
  void TakePart() {
    const auto part = VectorFile::Open(PartFile(), name_);
    taken_ = part && part->rows().scales.size() == kPartDocuments;
    if (taken_) part_.Append(part->rows().cells, part->rows().scales, part->writing());
  }

  Status EndPart() {
    if (!taken_) {
      TENON_CHECK(Encode());
      const auto file = PartFile(), temporary = TemporaryNameFor(file);
      TENON_CHECK(Write(part_, temporary, name_));
      TENON_CHECK(RenameFile(temporary, file));
    }
    all_.Append(part_.cells, part_.scales, part_.writing);
    part_ = {};
    in_part_ = 0;
    taken_ = false;
    return {};
  }

  Status Encode() {
    if (texts_.empty()) return {};
    if (job_.cancelled()) return Fail(ErrorKind::kCancelled, "stopped; what is done is kept for the next time");
    const std::vector<std::string_view> views(texts_.begin(), texts_.end());
    const std::vector<float> vectors = model_.Encode(views);
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      part_.writing.push_back(text::WritingOf(texts_[i]));
      text::AppendRow(std::span(vectors).subspan(i * text::kSentenceWidth, text::kSentenceWidth), part_.cells,
                      part_.scales);
    }
    texts_.clear();
    job_.report({"vectors", static_cast<double>(all_.scales.size() + part_.scales.size()), 0, "documents"});
    return {};
  }

  const SentenceModel& model_;
  std::string name_;
  std::filesystem::path parts_;
  const Job& job_;
  Vectors all_, part_;       // whole parts; the one at hand
  std::size_t in_part_ = 0;  // documents that came, of the part at hand
  bool taken_ = false;       // the part at hand from its file
  std::vector<std::string> texts_;
};

}  // namespace

Result<VectorFile> VectorFile::Open(const std::filesystem::path& file, std::string_view made_of) {
  TENON_ASSIGN(SectionFile sections, SectionFile::Open(file, kVectorFormat, made_of));
  const std::uint64_t documents = sections.count(0);
  if (!sections.Holds(Number(VectorSection::kCells), documents, text::kSentenceWidth) ||
      !sections.Holds(Number(VectorSection::kScales), documents, sizeof(float)) ||
      !sections.Holds(Number(VectorSection::kWriting), documents, sizeof(text::Writing))) {
    return sections.Refused("is cut short or damaged: its sections do not fit");
  }
  return VectorFile(std::move(sections), documents);
}

text::VectorRows VectorFile::rows() const {
  return {file_.Entries<std::int8_t>(Number(VectorSection::kCells), documents_ * text::kSentenceWidth),
          file_.Entries<float>(Number(VectorSection::kScales), documents_)};
}

std::span<const text::Writing> VectorFile::writing() const {
  return file_.Entries<text::Writing>(Number(VectorSection::kWriting), documents_);
}

Status VectorFile::CheckContents() const {
  if (!std::ranges::all_of(rows().scales, [](float scale) { return std::isfinite(scale); })) {
    return file_.Refused("is damaged: a scale is no finite number");
  }
  if (!std::ranges::all_of(writing(), [](text::Writing each) { return each <= text::Writing::kHan; })) {
    return file_.Refused("is damaged: a writing is none that is known");
  }
  return {};
}

Result<VectorFile> OpenVectorIndex(store::Snapshot& snapshot, const SentenceModel& model, Collection collection,
                                   const Job& job) {
  const CollectionNames names = NamesOf(collection);
  TENON_ASSIGN(const std::string files, TableFilesOf(snapshot, collection));
  const std::string made_of = fmt::format("vector-index 2\ncollection {}\nmodel {}\npieces {}\n{}", names.name,
                                          model.model().sha256, kMostPieces, files);
  const auto fill = [&](const std::filesystem::path& folder, const std::filesystem::path& parts) -> Status {
    VectorBuilder builder(model, IndexName(made_of), parts, job);
    const store::TakeTexts add = [&](store::TextColumns columns) -> Status {
      for (std::size_t row = 0; row < columns[0].size(); ++row) {
        TENON_CHECK(builder.Add(fmt::format("{} {}", columns[2][row], columns[3][row])));
      }
      return {};
    };
    TENON_CHECK(snapshot.AskTexts(names.texts, {}, add, job));
    return builder.Finish(folder / kVectorFile);
  };
  TENON_ASSIGN(const std::filesystem::path folder, ProvideIndexInParts(snapshot.folder(), made_of, fill));
  return VectorFile::Open(folder / kVectorFile, IndexName(made_of));
}

}  // namespace tenon::index
