#ifndef TENON_TEXT_SENTENCE_PIECES_H_
#define TENON_TEXT_SENTENCE_PIECES_H_

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "tenon/error.h"
#include "text/sentence_encoder.h"

namespace sentencepiece {
class SentencePieceProcessor;
}

namespace tenon::text {

/// Cuts texts into the pieces a sentence encoder was trained on.
///
/// Threads     any number may cut.
/// Reference   Kudo & Richardson 2018, "SentencePiece", doi 10.18653/v1/D18-2012.
class SentencePieces {
 public:
  /// `model`: the bytes of a SentencePiece model. Errors  CorruptInput.
  static Result<SentencePieces> Read(std::string_view model);
  SentencePieces(SentencePieces&&) noexcept;
  SentencePieces& operator=(SentencePieces&&) noexcept;
  ~SentencePieces();

  std::size_t count() const;
  /// The piece that begins a text, its pieces, the piece that ends one; no more than `most` in all, the rest of the
  /// text is not looked at. A text without any visible character has the unknown piece. Unknown characters that follow
  /// one another are one unknown piece.
  std::vector<Piece> Cut(std::string_view text, std::size_t most) const;

 private:
  explicit SentencePieces(std::unique_ptr<sentencepiece::SentencePieceProcessor> processor);
  std::unique_ptr<sentencepiece::SentencePieceProcessor> processor_;
};

}  // namespace tenon::text

#endif  // TENON_TEXT_SENTENCE_PIECES_H_
