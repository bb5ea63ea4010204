#ifndef TENON_INDEX_TEXT_BUILDER_H_
#define TENON_INDEX_TEXT_BUILDER_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/section_file.h"
#include "index/text_file.h"
#include "tenon/error.h"
#include "tenon/job.h"
#include "text/bm25.h"
#include "text/impact_index.h"
#include "text/term_table.h"
#include "text/tokens.h"

namespace tenon::index {

struct TextBuildOptions {
  text::Bm25 bm25 = {};
  text::Grams grams = text::Grams::kNone;
  std::uint64_t postings_bytes = 256ULL << 20;  ///< memory for the postings at hand at one time
};

/// Writes the file of a text index, out of core: documents in ascending order of their keys.
///
/// Terms are numbered in the order in which they come, so the file is a function of the documents and the options.
///
/// Complexity  O(bytes of text + postings); memory postings_bytes, the terms (each once, with about 40 bytes), 16 bytes
///             a document with its id, and the postings of the commonest term; disk 12 bytes a posting beside the file.
class TextBuilder {
 public:
  /// `folder` takes the files that are needed meanwhile.
  TextBuilder(std::filesystem::path folder, const TextBuildOptions& options)
      : folder_(std::move(folder)), options_(options), analyzer_(options.grams) {}

  /// Errors  InvalidArgument: out of order, a key that came before, a tab in the source; more than 2^30 documents;
  ///         InputOutput.
  Status Add(std::string_view source, std::string_view id, std::string_view title, std::string_view text);
  /// Errors  InputOutput (disk full); Cancelled.
  Status Finish(const std::filesystem::path& file, std::string_view made_of, const Job& job);

 private:
  /// How often a term stands in a document, an occurrence in the title counted title_weight times.
  struct Occurrence {
    text::Term term = 0;
    text::Document document = 0;
    float frequency = 0;
  };
  void Count(std::string_view text, float weight);
  void SortByTerm();
  Status SetAside();
  /// Hands out the postings of each term, in the order of terms.
  using TakeTerm = std::function<Status(std::span<const text::Posting>)>;
  Status WritePostings(const TakeTerm& take, const Job& job);

  std::filesystem::path folder_;
  TextBuildOptions options_;
  text::Analyzer analyzer_;
  text::TermTable terms_;
  text::TermTable tokens_;                        // as they stand in texts, before stemming
  std::vector<std::uint64_t> token_first_ = {0};  // terms of each token
  std::vector<text::Term> token_terms_;
  std::vector<std::string> names_;  // scratch
  std::vector<Occurrence> occurrences_;
  std::vector<std::uint32_t> place_;  // of each term among the occurrences of the document at hand, + 1
  std::size_t document_begin_ = 0;
  std::vector<std::uint32_t> containing_;  // documents of each term
  std::vector<float> lengths_;             // of each document
  std::vector<std::uint64_t> document_first_ = {0};
  std::vector<char> document_ids_;
  std::vector<std::filesystem::path> aside_;
  std::uint64_t without_text_ = 0;
  float length_ = 0;
  float step_ = 0;
};

}  // namespace tenon::index

#endif  // TENON_INDEX_TEXT_BUILDER_H_
