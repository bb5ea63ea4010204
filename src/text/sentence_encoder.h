#ifndef TENON_TEXT_SENTENCE_ENCODER_H_
#define TENON_TEXT_SENTENCE_ENCODER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tenon::text {

/// A piece of text as a sentence encoder knows it: a word or a part of one.
using Piece = std::uint32_t;

inline constexpr std::size_t kSentenceWidth = 512;  ///< numbers in the vector of a text
inline constexpr std::size_t kPieceGroups = 17;     ///< piece p is of group p mod 17
inline constexpr std::size_t kGroupPieces = 7530;
inline constexpr std::size_t kPieceCount = kPieceGroups * kGroupPieces;

/// One array of weights: rows by columns, row after row, under the name it has in the published package.
struct SentenceArray {
  std::string_view name;
  std::size_t rows = 0, columns = 0;
};
/// Every array of binary32, in the order in which SentenceWeights holds them. Those of the three branches of the first
/// layer lie side by side, since it is normalised as one.
inline constexpr std::array<SentenceArray, 36> kSentenceArrays = {{
    {"scale", 1, 17},    {"lo", 1, 17},       {"proj2", 512, 256}, {"proj3", 512, 256},  {"proj5", 512, 256},
    {"proj_b2", 1, 256}, {"proj_b3", 1, 256}, {"proj_b5", 1, 256}, {"ln_g2", 1, 256},    {"ln_g3", 1, 256},
    {"ln_g5", 1, 256},   {"ln_b2", 1, 256},   {"ln_b3", 1, 256},   {"ln_b5", 1, 256},    {"w1_2", 512, 256},
    {"w1_3", 768, 256},  {"w1_5", 1280, 256}, {"b1_2", 1, 256},    {"b1_3", 1, 256},     {"b1_5", 1, 256},
    {"w2_2", 512, 256},  {"w2_3", 768, 256},  {"w2_5", 1280, 256}, {"b2_2", 1, 256},     {"b2_3", 1, 256},
    {"b2_5", 1, 256},    {"ln_g", 1, 1280},   {"ln_b", 1, 1280},   {"cnn_W", 1280, 512}, {"cnn_b", 1, 512},
    {"d0", 512, 320},    {"d1", 320, 320},    {"p1", 512, 320},    {"d2", 320, 512},     {"p3", 320, 512},
    {"d3", 512, 512},
}};
inline constexpr std::size_t kSentenceNumbers = [] {
  std::size_t numbers = 0;
  for (const SentenceArray& array : kSentenceArrays) numbers += array.rows * array.columns;
  return numbers;
}();

/// Shape  pieces: kPieceCount by kSentenceWidth, byte q of a piece of group g stands for q * scale[g] + lo[g];
///        numbers: the kSentenceArrays one after another, kSentenceNumbers in all.
struct SentenceWeights {
  std::span<const std::uint8_t> pieces;
  std::span<const float> numbers;
};

/// The vector of each text, of length 1: texts of like meaning, in any of the languages the weights were trained on,
/// have a large inner product. A deep averaging network over pieces and their neighbourhoods of 2, 3 and 5.
///
/// Shape       texts.size() by kSentenceWidth, row after row.
/// Complexity  1.7 million multiplications a piece; memory 20 KB a piece of the longest text, at least 8 MB.
/// REQUIRES    every text has a piece, each below kPieceCount.
/// Threads     any number may call; their multiplications take turns (base/blas.h).
/// Determinism the same texts in the same order give the same bits; other company moves a vector by rounding (1e-6).
/// Reference   Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval", doi
///             10.18653/v1/2020.acl-demos.12; Iyyer et al. 2015, doi 10.3115/v1/P15-1162.
std::vector<float> EncodeSentences(const SentenceWeights& weights, std::span<const std::vector<Piece>> texts);

}  // namespace tenon::text

#endif  // TENON_TEXT_SENTENCE_ENCODER_H_
