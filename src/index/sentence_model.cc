#include "index/sentence_model.h"

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace tenon::index {
namespace {

constexpr auto Number(ModelSection section) { return static_cast<std::size_t>(section); }

}  // namespace

std::filesystem::path ModelFile(const std::filesystem::path& workspace, const KnownModel& model) {
  return workspace / kModelsFolder / fmt::format("{}.model", model.sha256.substr(0, kNameLength));
}

Result<std::optional<SentenceModel>> SentenceModel::Find(const std::filesystem::path& workspace) {
  for (const KnownModel& model : kKnownModels) {
    const auto file = ModelFile(workspace, model);
    std::error_code error;
    if (!std::filesystem::exists(file, error)) continue;
    TENON_ASSIGN(SentenceModel opened, Open(file, model));
    return opened;
  }
  return std::nullopt;
}

Result<SentenceModel> SentenceModel::Open(const std::filesystem::path& file, const KnownModel& model) {
  TENON_ASSIGN(SectionFile sections, SectionFile::Open(file, kModelFormat, model.sha256.substr(0, kNameLength)));
  const std::uint64_t cutter_bytes = sections.count(0);
  if (!sections.Holds(Number(ModelSection::kCutter), cutter_bytes, 1) ||
      !sections.Holds(Number(ModelSection::kPieces), text::kPieceCount * text::kSentenceWidth, 1) ||
      !sections.Holds(Number(ModelSection::kNumbers), text::kSentenceNumbers, sizeof(float))) {
    return sections.Refused("is cut short or damaged: its parts do not have the sizes they should have");
  }
  const auto bytes = sections.Entries<char>(Number(ModelSection::kCutter), cutter_bytes);
  auto cutter = text::SentencePieces::Read({bytes.data(), bytes.size()});
  if (!cutter) return sections.Refused("is damaged: its first part " + cutter.error().message);
  if (cutter->count() > text::kPieceCount) {
    return sections.Refused(fmt::format("is damaged: it cuts texts into {} kinds of pieces and has weights for {}",
                                        cutter->count(), text::kPieceCount));
  }
  return SentenceModel(model, std::move(sections), *std::move(cutter));
}

std::vector<float> SentenceModel::Encode(std::span<const std::string_view> texts) const {
  std::vector<std::vector<text::Piece>> pieces;
  pieces.reserve(texts.size());
  for (const std::string_view text : texts) pieces.push_back(cutter_.Cut(text, kMostPieces));
  const text::SentenceWeights weights = {
      file_.Entries<std::uint8_t>(Number(ModelSection::kPieces), text::kPieceCount * text::kSentenceWidth),
      file_.Entries<float>(Number(ModelSection::kNumbers), text::kSentenceNumbers)};
  return text::EncodeSentences(weights, pieces);
}

}  // namespace tenon::index
