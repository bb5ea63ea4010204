#include "text/sentence_encoder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

#include "base/random.h"

namespace tenon::text {
namespace {

constexpr std::size_t kPieces = 40;  // of the vocabulary: the tests use no others

struct OwnWeights {
  std::vector<std::uint8_t> pieces;
  std::vector<float> numbers;
  SentenceWeights View() const { return {pieces, numbers}; }
};

OwnWeights RandomWeights() {
  Random random(3);
  OwnWeights weights;
  for (std::size_t i = 0; i < kPieces * kSentenceWidth; ++i) {
    weights.pieces.push_back(static_cast<std::uint8_t>(random.Below(64)));
  }
  for (const SentenceArray& array : kSentenceArrays) {
    // Of the size at which no layer dies out or saturates.
    const double size = array.rows == 1 ? 1 : 2 / std::sqrt(static_cast<double>(array.rows));
    for (std::size_t i = 0; i < array.rows * array.columns; ++i) {
      weights.numbers.push_back(static_cast<float>(size * (random.Uniform() - 0.5)));
    }
  }
  return weights;
}

using Vector = std::vector<double>;

/// The network as its definition has it, in double precision, piece by piece.
class ByHand {
 public:
  explicit ByHand(const OwnWeights& weights) : weights_(weights) {
    std::size_t begin = 0;
    for (const SentenceArray& array : kSentenceArrays) {
      begins_[std::string(array.name)] = {begin, array.columns};
      begin += array.rows * array.columns;
    }
  }

  Vector Encode(const std::vector<Piece>& text) const {
    std::vector<Vector> raw, first;
    for (const Piece piece : text) {
      Vector row;
      for (std::size_t i = 0; i < kSentenceWidth; ++i) {
        row.push_back(weights_.pieces[piece * kSentenceWidth + i] * At("scale", 0, piece % 17) +
                      At("lo", 0, piece % 17));
      }
      Vector layer;
      for (const char* order : {"2", "3", "5"}) Append(layer, Times(row, "proj", order, "proj_b"));
      raw.push_back(row);
      first.push_back(Normal(layer, {"ln_g2", "ln_g3", "ln_g5"}, {"ln_b2", "ln_b3", "ln_b5"}));
    }
    std::vector<Vector> features = raw;
    int branch = 0;
    for (const auto& [order, left] : {std::pair(2, 0), {3, 1}, {5, 2}}) {
      std::vector<Vector> rows;
      for (const Vector& row : first) rows.emplace_back(row.begin() + branch * 256, row.begin() + (branch + 1) * 256);
      for (const char* layer : {"1", "2"}) rows = Windows(rows, order, left, layer);
      for (std::size_t p = 0; p < text.size(); ++p) Append(features[p], rows[p]);
      ++branch;
    }
    Vector sum(1280);
    for (const Vector& row : features) {
      const Vector normal = Normal(row, {"ln_g"}, {"ln_b"});
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += normal[i];
    }
    Vector mean = Times(sum, "cnn_W", "", "");
    const auto length = static_cast<double>(text.size());
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] = (mean[i] + length * At("cnn_b", 0, i)) / std::sqrt(length);
    const Vector y0 = Positive(Times(mean, "d0", "", ""));
    const Vector y1 = Positive(Sum(Times(mean, "p1", "", ""), Times(y0, "d1", "", "")));
    const Vector y2 = Positive(Times(y1, "d2", "", ""));
    Vector result = Sum(Times(y1, "p3", "", ""), Times(y2, "d3", "", ""));
    double squares = 0;
    for (double& cell : result) squares += std::pow(cell = std::tanh(cell), 2);
    for (double& cell : result) cell /= std::sqrt(squares);
    return result;
  }

 private:
  double At(const std::string& name, std::size_t row, std::size_t column) const {
    const auto [begin, columns] = begins_.at(name);
    return weights_.numbers[begin + row * columns + column];
  }
  static void Append(Vector& to, const Vector& more) { to.insert(to.end(), more.begin(), more.end()); }
  static Vector Positive(Vector row) {
    for (double& cell : row) cell = cell > 0 ? cell : 0;
    return row;
  }
  static Vector Sum(Vector a, const Vector& b) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
    return a;
  }
  Vector Times(const Vector& row, const std::string& name, const std::string& order, const std::string& bias) const {
    Vector result;
    for (std::size_t j = 0; j < begins_.at(name + order).second; ++j) {
      double total = bias.empty() ? 0 : At(bias + order, 0, j);
      for (std::size_t i = 0; i < row.size(); ++i) total += row[i] * At(name + order, i, j);
      result.push_back(total);
    }
    return result;
  }
  Vector Normal(const Vector& row, const std::vector<std::string>& gains,
                const std::vector<std::string>& shifts) const {
    double mean = 0, variance = 0;
    for (const double cell : row) mean += cell / static_cast<double>(row.size());
    for (const double cell : row) variance += (cell - mean) * (cell - mean) / static_cast<double>(row.size());
    const std::size_t width = row.size() / gains.size();
    Vector result;
    for (std::size_t i = 0; i < row.size(); ++i) {
      result.push_back((row[i] - mean) / std::sqrt(variance + 1e-12) * At(gains[i / width], 0, i % width) +
                       At(shifts[i / width], 0, i % width));
    }
    return result;
  }
  std::vector<Vector> Windows(const std::vector<Vector>& rows, int order, int left, const std::string& layer) const {
    std::vector<Vector> result;
    for (int p = 0; p < static_cast<int>(rows.size()); ++p) {
      Vector window;
      for (int q = p - left; q < p - left + order; ++q) {
        const bool inside = q >= 0 && q < static_cast<int>(rows.size());
        Append(window, inside ? rows[static_cast<std::size_t>(q)] : Vector(256));
      }
      const std::string suffix = std::to_string(order);
      result.push_back(Sum(Positive(Times(window, "w" + layer + "_", suffix, "b" + layer + "_")),
                           rows[static_cast<std::size_t>(p)]));
    }
    return result;
  }
  const OwnWeights& weights_;
  std::map<std::string, std::pair<std::size_t, std::size_t>> begins_;
};

std::vector<Piece> RandomText(Random& random, std::size_t length) {
  std::vector<Piece> text;
  for (std::size_t i = 0; i < length; ++i) text.push_back(static_cast<Piece>(random.Below(kPieces)));
  return text;
}

TEST(SentenceEncoderTest, VectorsAreThoseOfTheDefinition) {
  const OwnWeights weights = RandomWeights();
  const ByHand by_hand(weights);
  Random random(5);
  // Windows of five begin two pieces before their own: texts of 1, 2 and 3 pieces have windows cut at both ends.
  std::vector<std::vector<Piece>> texts;
  for (const std::size_t length : {1, 2, 3, 9}) texts.push_back(RandomText(random, length));
  const auto vectors = EncodeSentences(weights.View(), texts);
  ASSERT_EQ(vectors.size(), texts.size() * kSentenceWidth);
  for (std::size_t t = 0; t < texts.size(); ++t) {
    const Vector expected = by_hand.Encode(texts[t]);
    for (std::size_t i = 0; i < kSentenceWidth; ++i) {
      ASSERT_NEAR(vectors[t * kSentenceWidth + i], expected[i], 1e-5) << texts[t].size() << " pieces, number " << i;
    }
  }
}

TEST(SentenceEncoderTest, AVectorDoesNotDependOnTheTextsBesideIt) {
  const OwnWeights weights = RandomWeights();
  Random random(6);
  // 500 pieces fill more than one batch.
  const std::vector<std::vector<Piece>> texts = {RandomText(random, 4), RandomText(random, 500), RandomText(random, 30),
                                                 RandomText(random, 1)};
  const auto together = EncodeSentences(weights.View(), texts);
  EXPECT_EQ(together, EncodeSentences(weights.View(), texts));
  for (std::size_t t = 0; t < texts.size(); ++t) {
    const auto alone = EncodeSentences(weights.View(), std::span(texts).subspan(t, 1));
    double squares = 0;
    for (std::size_t i = 0; i < kSentenceWidth; ++i) {
      ASSERT_NEAR(alone[i], together[t * kSentenceWidth + i], 1e-5);
      squares += static_cast<double>(alone[i]) * alone[i];
    }
    EXPECT_NEAR(squares, 1, 1e-5);
  }
  EXPECT_TRUE(EncodeSentences(weights.View(), {}).empty());
}

}  // namespace
}  // namespace tenon::text
