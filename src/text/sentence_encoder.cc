#include "text/sentence_encoder.h"

#include <algorithm>
#include <cmath>

#include "text/matrix_product.h"

namespace tenon::text {
namespace {

constexpr std::size_t kBranchWidth = 256;
constexpr std::size_t kBranches = 3;
constexpr std::size_t kFirstWidth = kBranches * kBranchWidth;
constexpr std::size_t kFeatureWidth = kSentenceWidth + kFirstWidth;
constexpr std::size_t kHiddenWidth = 320;
constexpr float kEpsilon = 1e-12F;
/// Pieces of texts worked on together: enough that weights are read seldom, few enough that all stays in the cache.
constexpr std::size_t kBatchPieces = 384;

/// A window of `order` pieces that begins `left` pieces before the one it is about.
struct Branch {
  std::size_t order = 0, left = 0;
  std::string_view projection, first, first_bias, second, second_bias;
};
constexpr std::array<Branch, kBranches> kBranchList = {{
    {2, 0, "proj2", "w1_2", "b1_2", "w2_2", "b2_2"},
    {3, 1, "proj3", "w1_3", "b1_3", "w2_3", "b2_3"},
    {5, 2, "proj5", "w1_5", "b1_5", "w2_5", "b2_5"},
}};

class Weights {
 public:
  explicit Weights(const SentenceWeights& weights) : weights_(weights) {}
  MatrixView Of(std::string_view name) const {
    const float* cells = weights_.numbers.data();
    for (const SentenceArray& array : kSentenceArrays) {
      if (array.name == name) return {cells, array.rows, array.columns, array.columns};
      cells += array.rows * array.columns;
    }
    return {};
  }
  /// The cells of an array, and of those behind it.
  const float* Cells(std::string_view name) const { return Of(name).cells; }
  void Read(Piece piece, float* to) const {
    const float scale = Cells("scale")[piece % kPieceGroups];
    const float low = Cells("lo")[piece % kPieceGroups];
    const std::uint8_t* row = weights_.pieces.data() + piece * kSentenceWidth;
    for (std::size_t i = 0; i < kSentenceWidth; ++i) to[i] = static_cast<float>(row[i]) * scale + low;
  }

 private:
  SentenceWeights weights_;
};

/// Moves and stretches a row to mean 0 and variance 1, then by `gain` and `shift`.
void Normalise(std::span<float> row, const float* gain, const float* shift) {
  const auto width = static_cast<double>(row.size());
  double sum = 0;
  for (const float cell : row) sum += cell;
  const auto mean = static_cast<float>(sum / width);
  double squares = 0;
  for (const float cell : row) squares += static_cast<double>(cell - mean) * (cell - mean);
  const auto factor = static_cast<float>(1 / std::sqrt(squares / width + kEpsilon));
  for (std::size_t i = 0; i < row.size(); ++i) row[i] = (row[i] - mean) * factor * gain[i] + shift[i];
}

void Rectify(std::span<float> cells) {
  for (float& cell : cells) cell = std::max(cell, 0.0F);
}

/// The pieces of some texts, one after another, and what the network makes of them.
class Batch {
 public:
  Batch(const Weights& weights, std::span<const std::vector<Piece>> texts) : weights_(weights), texts_(texts) {
    for (const auto& text : texts) pieces_ += text.size();
    features_.resize(pieces_ * kFeatureWidth);
    first_.resize(pieces_ * kFirstWidth);
  }

  void Encode(float* vectors) {
    ReadPieces();
    FirstLayer();
    for (std::size_t i = 0; i < kBranches; ++i) Convolve(i);
    for (std::size_t p = 0; p < pieces_; ++p) {
      Normalise(std::span(features_).subspan(p * kFeatureWidth, kFeatureWidth), weights_.Cells("ln_g"),
                weights_.Cells("ln_b"));
    }
    Finish(vectors);
  }

 private:
  void ReadPieces() {
    float* to = features_.data();
    for (const auto& text : texts_) {
      for (const Piece piece : text) {
        weights_.Read(piece, to);
        to += kFeatureWidth;
      }
    }
  }

  void FirstLayer() {
    const MatrixView raw = {features_.data(), pieces_, kSentenceWidth, kFeatureWidth};
    for (std::size_t i = 0; i < kBranches; ++i) {
      Multiply(raw, weights_.Of(kBranchList[i].projection), {first_.data() + i * kBranchWidth, kFirstWidth});
    }
    const float* bias = weights_.Cells("proj_b2");
    for (std::size_t p = 0; p < pieces_; ++p) {
      const auto row = std::span(first_).subspan(p * kFirstWidth, kFirstWidth);
      for (std::size_t j = 0; j < kFirstWidth; ++j) row[j] += bias[j];
      Normalise(row, weights_.Cells("ln_g2"), weights_.Cells("ln_b2"));
    }
  }

  /// relu(windows of `in` times weights + bias) + in, where a window ends at the ends of its text.
  std::vector<float> Layer(const std::vector<float>& in, const Branch& branch, std::string_view matrix,
                           std::string_view bias_name) const {
    const std::size_t width = branch.order * kBranchWidth;
    std::vector<float> windows(pieces_ * width, 0.0F);
    std::size_t begin = 0;
    for (const auto& text : texts_) {
      for (std::size_t p = 0; p < text.size(); ++p) {
        const std::size_t from = p < branch.left ? branch.left - p : 0;
        const std::size_t to = std::min(branch.order, text.size() - p + branch.left);
        const float* cells = in.data() + (begin + p + from - branch.left) * kBranchWidth;
        std::copy_n(cells, (to - from) * kBranchWidth, windows.data() + (begin + p) * width + from * kBranchWidth);
      }
      begin += text.size();
    }
    std::vector<float> out(pieces_ * kBranchWidth);
    Multiply({windows.data(), pieces_, width, width}, weights_.Of(matrix), {out.data(), kBranchWidth});
    const float* bias = weights_.Cells(bias_name);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = std::max(out[i] + bias[i % kBranchWidth], 0.0F) + in[i];
    return out;
  }

  void Convolve(std::size_t i) {
    const Branch& branch = kBranchList[i];
    std::vector<float> in(pieces_ * kBranchWidth);
    for (std::size_t p = 0; p < pieces_; ++p) {
      std::copy_n(first_.data() + p * kFirstWidth + i * kBranchWidth, kBranchWidth, in.data() + p * kBranchWidth);
    }
    const auto out =
        Layer(Layer(in, branch, branch.first, branch.first_bias), branch, branch.second, branch.second_bias);
    for (std::size_t p = 0; p < pieces_; ++p) {
      std::copy_n(out.data() + p * kBranchWidth, kBranchWidth,
                  features_.data() + p * kFeatureWidth + kSentenceWidth + i * kBranchWidth);
    }
  }

  /// The sum over the pieces of each text, then the layers that know only the text.
  void Finish(float* vectors) const {
    const std::size_t n = texts_.size();
    std::vector<float> sums(n * kFeatureWidth, 0.0F);
    std::size_t piece = 0;
    for (std::size_t t = 0; t < n; ++t) {
      for (std::size_t p = 0; p < texts_[t].size(); ++p, ++piece) {
        for (std::size_t j = 0; j < kFeatureWidth; ++j) {
          sums[t * kFeatureWidth + j] += features_[piece * kFeatureWidth + j];
        }
      }
    }
    std::vector<float> mean(n * kSentenceWidth);
    Multiply({sums.data(), n, kFeatureWidth, kFeatureWidth}, weights_.Of("cnn_W"), {mean.data(), kSentenceWidth});
    const float* bias = weights_.Cells("cnn_b");
    for (std::size_t t = 0; t < n; ++t) {
      const auto count = static_cast<float>(texts_[t].size());
      for (std::size_t j = 0; j < kSentenceWidth; ++j) {
        float& cell = mean[t * kSentenceWidth + j];
        cell = (cell + count * bias[j]) / std::sqrt(count);
      }
    }
    const MatrixView averaged = {mean.data(), n, kSentenceWidth, kSentenceWidth};
    std::vector<float> y0(n * kHiddenWidth), y1(n * kHiddenWidth), y2(n * kSentenceWidth);
    const auto hidden = [n](const std::vector<float>& y) {
      return MatrixView{y.data(), n, kHiddenWidth, kHiddenWidth};
    };
    Multiply(averaged, weights_.Of("d0"), {y0.data(), kHiddenWidth});
    Rectify(y0);
    Multiply(averaged, weights_.Of("p1"), {y1.data(), kHiddenWidth});
    Multiply(hidden(y0), weights_.Of("d1"), {y1.data(), kHiddenWidth}, Target::kAddTo);
    Rectify(y1);
    Multiply(hidden(y1), weights_.Of("d2"), {y2.data(), kSentenceWidth});
    Rectify(y2);
    Multiply(hidden(y1), weights_.Of("p3"), {vectors, kSentenceWidth});
    Multiply({y2.data(), n, kSentenceWidth, kSentenceWidth}, weights_.Of("d3"), {vectors, kSentenceWidth},
             Target::kAddTo);
    for (std::size_t t = 0; t < n; ++t) {
      const std::span vector(vectors + t * kSentenceWidth, kSentenceWidth);
      float squares = 0;
      for (float& cell : vector) {
        cell = std::tanh(cell);
        squares += cell * cell;
      }
      const float factor = 1 / std::sqrt(std::max(squares, kEpsilon));
      for (float& cell : vector) cell *= factor;
    }
  }

  Weights weights_;
  std::span<const std::vector<Piece>> texts_;
  std::size_t pieces_ = 0;
  std::vector<float> features_;  // of each piece: its own, then of each branch
  std::vector<float> first_;     // of each piece: of each branch
};

}  // namespace

std::vector<float> EncodeSentences(const SentenceWeights& weights, std::span<const std::vector<Piece>> texts) {
  std::vector<float> vectors(texts.size() * kSentenceWidth);
  for (std::size_t begin = 0; begin < texts.size();) {
    std::size_t end = begin;
    std::size_t pieces = 0;
    while (end < texts.size() && (end == begin || pieces + texts[end].size() <= kBatchPieces)) {
      pieces += texts[end++].size();
    }
    Batch(Weights(weights), texts.subspan(begin, end - begin)).Encode(vectors.data() + begin * kSentenceWidth);
    begin = end;
  }
  return vectors;
}

}  // namespace tenon::text
