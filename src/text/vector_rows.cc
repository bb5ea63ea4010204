#include "text/vector_rows.h"

#include <algorithm>
#include <cmath>

#include "text/matrix_product.h"

namespace tenon::text {
namespace {

constexpr std::size_t kRowBlock = 512;  // of rows: a mebibyte as binary32

bool IsBetter(const Hit& a, const Hit& b) { return a.score != b.score ? a.score > b.score : a.document < b.document; }

void ReadRow(const VectorRows& rows, std::size_t row, float* to) {
  const std::int8_t* cells = rows.cells.data() + row * kSentenceWidth;
  for (std::size_t i = 0; i < kSentenceWidth; ++i) to[i] = static_cast<float>(cells[i]) * rows.scales[row];
}

}  // namespace

void AppendRow(std::span<const float> vector, std::vector<std::int8_t>& cells, std::vector<float>& scales) {
  float largest = 0;
  for (const float cell : vector) largest = std::max(largest, std::abs(cell));
  const float scale = largest / 127;
  for (const float cell : vector) {
    cells.push_back(scale > 0 ? static_cast<std::int8_t>(std::lround(cell / scale)) : std::int8_t{0});
  }
  scales.push_back(scale);
}

std::vector<float> InnerProducts(const VectorRows& rows, std::span<const float> query,
                                 std::span<const Document> documents) {
  std::vector<float> products;
  std::vector<float> row(kSentenceWidth);
  for (const Document document : documents) {
    ReadRow(rows, document, row.data());
    float sum = 0;
    for (std::size_t i = 0; i < kSentenceWidth; ++i) sum += query[i] * row[i];
    products.push_back(sum);
  }
  return products;
}

std::vector<std::vector<Hit>> NearestDocuments(const VectorRows& rows, std::span<const float> queries,
                                               std::size_t count, std::span<const std::uint8_t> allowed) {
  const std::size_t asked = queries.size() / kSentenceWidth;
  std::vector<std::vector<Hit>> best(asked);
  if (asked == 0 || count == 0) return best;
  std::vector<float> block(kRowBlock * kSentenceWidth);
  std::vector<float> products(asked * kRowBlock);
  for (std::size_t begin = 0; begin < rows.scales.size(); begin += kRowBlock) {
    const std::size_t size = std::min(kRowBlock, rows.scales.size() - begin);
    for (std::size_t i = 0; i < size; ++i) ReadRow(rows, begin + i, block.data() + i * kSentenceWidth);
    MultiplyRows({queries.data(), asked, kSentenceWidth, kSentenceWidth},
                 {block.data(), size, kSentenceWidth, kSentenceWidth}, {products.data(), kRowBlock});
    for (std::size_t q = 0; q < asked; ++q) {
      std::vector<Hit>& heap = best[q];  // the worst in front
      for (std::size_t i = 0; i < size; ++i) {
        if (!allowed.empty() && allowed[begin + i] == 0) continue;
        const Hit hit = {static_cast<Document>(begin + i), products[q * kRowBlock + i]};
        if (heap.size() == count) {
          if (!IsBetter(hit, heap.front())) continue;
          std::ranges::pop_heap(heap, IsBetter);
          heap.pop_back();
        }
        heap.push_back(hit);
        std::ranges::push_heap(heap, IsBetter);
      }
    }
  }
  for (std::vector<Hit>& heap : best) std::ranges::sort_heap(heap, IsBetter);
  return best;
}

}  // namespace tenon::text
