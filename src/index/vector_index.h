#ifndef TENON_INDEX_VECTOR_INDEX_H_
#define TENON_INDEX_VECTOR_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <utility>

#include "index/section_file.h"
#include "index/sentence_model.h"
#include "index/text_index.h"
#include "store/snapshot.h"
#include "tenon/error.h"
#include "tenon/job.h"
#include "text/tokens.h"
#include "text/vector_rows.h"

namespace tenon::index {

/// The file of a vector index, version 2 (section_file.h; docs/index-format.md).
///
///   section   entry   entries
///   cells     int8    documents by text::kSentenceWidth
///   scales    float   documents                           text/vector_rows.h
///   writing   uint8   documents                           text::Writing of the document
///
/// Count 0 of the header: documents.
enum class VectorSection : std::uint8_t { kCells, kScales, kWriting };
inline constexpr SectionFormat kVectorFormat = {{'T', 'E', 'N', 'O', 'N', '-', 'V', 'X'}, 2, "vector index", 3};

/// A vector index on disk, mapped into memory.
///
/// Threads     any number may read.
class VectorFile {
 public:
  /// Errors  as SectionFile::Open.
  static Result<VectorFile> Open(const std::filesystem::path& file, std::string_view made_of);
  text::VectorRows rows() const;
  std::span<const text::Writing> writing() const;
  /// Beyond checksums: are the scales finite, the writings known? Errors  CorruptInput.
  Status CheckContents() const;

 private:
  VectorFile(SectionFile file, std::uint64_t documents) : file_(std::move(file)), documents_(documents) {}
  SectionFile file_;
  std::uint64_t documents_ = 0;
};

/// The vectors of a collection's documents, of title and text together, over all its sources; made first if the
/// workspace does not have them. Row d is document d of OpenTextIndex of the same snapshot and collection, so
///
///   SentenceModel::Find(snapshot.folder())              the encoder, or nullopt: go on without
///   model->Encode(queries)                              vectors of what is sought
///   text::NearestDocuments(vectors.rows(), q, k)        candidates that share no word with it
///   text::InnerProducts(vectors.rows(), q, documents)   scores of candidates found by words
///   text::FactorsOf(words, products)                    what brings both to one scale
///
/// Complexity  every text is encoded once; 517 bytes a document.
/// Errors      NotFound: no rows in the table; CorruptInput: the index is damaged; Cancelled; InputOutput.
Result<VectorFile> OpenVectorIndex(store::Snapshot& snapshot, const SentenceModel& model, Collection collection,
                                   const Job& job);

}  // namespace tenon::index

#endif  // TENON_INDEX_VECTOR_INDEX_H_
