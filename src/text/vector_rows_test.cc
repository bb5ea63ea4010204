#include "text/vector_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/random.h"

namespace tenon::text {
namespace {

constexpr std::size_t kDocuments = 1300;  // more than two blocks

class VectorRowsTest : public testing::Test {
 protected:
  VectorRowsTest() {
    for (std::size_t d = 0; d < kDocuments; ++d) {
      // Document 700 is 3 once more.
      vectors_.push_back(d == 700 ? vectors_[3] : RandomVector());
      AppendRow(vectors_.back(), cells_, scales_);
    }
  }
  std::vector<float> RandomVector() {
    std::vector<float> vector;
    double squares = 0;
    for (std::size_t i = 0; i < kSentenceWidth; ++i) {
      vector.push_back(static_cast<float>(random_.Uniform() - 0.45));
      squares += static_cast<double>(vector.back()) * vector.back();
    }
    for (float& cell : vector) cell /= static_cast<float>(std::sqrt(squares));
    return vector;
  }
  static double Product(const std::vector<float>& a, const std::vector<float>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * b[i];
    return sum;
  }
  VectorRows Rows() const { return {cells_, scales_}; }

  Random random_{11};
  std::vector<std::vector<float>> vectors_;
  std::vector<std::int8_t> cells_;
  std::vector<float> scales_;
};

TEST_F(VectorRowsTest, ProductsAreThoseOfTheVectorsUpToTheirSteps) {
  const auto query = RandomVector();
  std::vector<Document> all(kDocuments);
  std::iota(all.begin(), all.end(), 0U);
  const auto products = InnerProducts(Rows(), query, all);
  for (std::size_t d = 0; d < kDocuments; ++d) ASSERT_NEAR(products[d], Product(query, vectors_[d]), 0.002) << d;
}

TEST_F(VectorRowsTest, NearestAreTheBestOfAll) {
  std::vector<float> queries = vectors_[3];
  const auto other = RandomVector();
  queries.insert(queries.end(), other.begin(), other.end());
  std::vector<std::uint8_t> allowed(kDocuments, 1);
  for (std::size_t d = 1; d < kDocuments; d += 5) allowed[d] = 0;
  const auto found = NearestDocuments(Rows(), queries, 50, allowed);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0][0].document, 3U);  // equal ones by number
  EXPECT_EQ(found[0][1].document, 700U);
  EXPECT_NEAR(found[0][0].score, 1, 0.002);
  for (std::size_t q = 0; q < 2; ++q) {
    ASSERT_EQ(found[q].size(), 50U);
    const std::vector<float> query(queries.begin() + static_cast<std::ptrdiff_t>(q * kSentenceWidth),
                                   queries.begin() + static_cast<std::ptrdiff_t>((q + 1) * kSentenceWidth));
    std::vector<double> scores;
    for (std::size_t d = 0; d < kDocuments; ++d) {
      if (allowed[d] == 0) continue;
      std::vector<float> row;
      for (std::size_t i = 0; i < kSentenceWidth; ++i) row.push_back(cells_[d * kSentenceWidth + i] * scales_[d]);
      scores.push_back(Product(query, row));
    }
    std::ranges::sort(scores, std::greater());
    for (std::size_t i = 0; i < 50; ++i) {
      ASSERT_NEAR(found[q][i].score, scores[i], 1e-5) << i;
      ASSERT_EQ(allowed[found[q][i].document], 1);
    }
  }
}

TEST_F(VectorRowsTest, AskedForMoreThanThereIs) {
  EXPECT_EQ(NearestDocuments(Rows(), vectors_[0], 5000)[0].size(), kDocuments);
  EXPECT_TRUE(NearestDocuments(Rows(), vectors_[0], 0)[0].empty());
  EXPECT_TRUE(NearestDocuments({}, vectors_[0], 10)[0].empty());
  EXPECT_TRUE(NearestDocuments(Rows(), {}, 10).empty());
  std::vector<std::int8_t> cells;
  std::vector<float> scales;
  AppendRow(std::vector<float>(kSentenceWidth, 0.0F), cells, scales);
  EXPECT_EQ(InnerProducts({cells, scales}, vectors_[0], std::vector<Document>{0})[0], 0);
}

}  // namespace
}  // namespace tenon::text
