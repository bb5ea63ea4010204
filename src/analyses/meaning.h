#ifndef TENON_ANALYSES_MEANING_H_
#define TENON_ANALYSES_MEANING_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "analyses/analysis.h"
#include "index/sentence_model.h"
#include "index/vector_index.h"
#include "text/vector_rows.h"

namespace tenon::analyses {

struct Sought;

/// The sentence encoder of a workspace with the vectors of one collection's documents.
///
/// Threads     any number may ask.
class Meaning {
 public:
  /// Makes the vectors first where they are not there yet; nullopt: the workspace has no encoder.
  /// Errors  those of index::SentenceModel::Find and index::OpenVectorIndex.
  static Result<std::optional<Meaning>> Open(const Question& question, index::Collection collection);

  /// A vector for each, of title and text together; row after row of text::kSentenceWidth.
  std::vector<float> VectorsOf(std::span<const Sought> sought) const;
  /// As text::NearestDocuments and text::InnerProducts.
  std::vector<std::vector<text::Hit>> Nearest(std::span<const float> vectors, std::size_t count,
                                              std::span<const std::uint8_t> allowed) const {
    return text::NearestDocuments(file_.rows(), vectors, count, allowed);
  }
  std::vector<float> Products(std::span<const float> vector, std::span<const text::Document> documents) const {
    return text::InnerProducts(file_.rows(), vector, documents);
  }
  text::Writing WritingOf(text::Document document) const { return file_.writing()[document]; }
  /// What a receipt says of the encoder.
  SourceUse Use() const;

 private:
  Meaning(index::SentenceModel model, index::VectorFile file) : model_(std::move(model)), file_(std::move(file)) {}
  index::SentenceModel model_;
  index::VectorFile file_;
};

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_MEANING_H_
