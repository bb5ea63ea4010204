#include "text/sentence_pieces.h"

#include <sentencepiece_processor.h>

#include <utility>

namespace tenon::text {
namespace {

constexpr Piece kUnknown = 0;
constexpr Piece kBegin = 1;
constexpr Piece kEnd = 2;

}  // namespace

SentencePieces::SentencePieces(std::unique_ptr<sentencepiece::SentencePieceProcessor> processor)
    : processor_(std::move(processor)) {}
SentencePieces::SentencePieces(SentencePieces&&) noexcept = default;
SentencePieces& SentencePieces::operator=(SentencePieces&&) noexcept = default;
SentencePieces::~SentencePieces() = default;

Result<SentencePieces> SentencePieces::Read(std::string_view model) {
  auto processor = std::make_unique<sentencepiece::SentencePieceProcessor>();
  if (const auto status = processor->LoadFromSerializedProto(model); !status.ok()) {
    return Fail(ErrorKind::kCorruptInput, "is no SentencePiece model: " + status.ToString());
  }
  return SentencePieces(std::move(processor));
}

std::size_t SentencePieces::count() const { return static_cast<std::size_t>(processor_->GetPieceSize()); }

std::vector<Piece> SentencePieces::Cut(std::string_view text, std::size_t most) const {
  std::vector<int> found;
  // It fails only where the model is not loaded.
  static_cast<void>(processor_->Encode(text, &found));
  if (found.empty()) found.push_back(kUnknown);
  if (found.size() > most - 2) found.resize(most - 2);
  std::vector<Piece> pieces = {kBegin};
  for (const int piece : found) pieces.push_back(static_cast<Piece>(piece));
  pieces.push_back(kEnd);
  return pieces;
}

}  // namespace tenon::text
