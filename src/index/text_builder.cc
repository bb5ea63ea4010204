#include "index/text_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <fstream>
#include <numeric>

#include "base/files.h"
#include "index/spill.h"

namespace tenon::index {
namespace {

constexpr std::uint64_t kMostDocuments = 1ULL << 30;  // blocks have 16 bits
constexpr std::uint64_t kStreamBuffer = 1ULL << 20;

/// The occurrences set aside at one time, by term, then document; read from the beginning, term by term.
template <class Occurrence>
class AsideReader {
 public:
  explicit AsideReader(const std::filesystem::path& file) : file_(file), stream_(file, std::ios::binary) {}

  /// Appends the occurrences of the next term if it is this one.
  Status Take(text::Term term, std::vector<Occurrence>& to) {
    for (;;) {
      if (at_ == block_.size()) TENON_CHECK(Fill());
      if (at_ == block_.size() || block_[at_].term != term) return {};
      to.push_back(block_[at_++]);
    }
  }

 private:
  Status Fill() {
    block_.resize(1 << 14);
    stream_.read(reinterpret_cast<char*>(block_.data()),
                 static_cast<std::streamsize>(block_.size() * sizeof(Occurrence)));
    if (stream_.bad()) return FailFromErrno("cannot read again", file_);
    block_.resize(static_cast<std::size_t>(stream_.gcount()) / sizeof(Occurrence));
    at_ = 0;
    return {};
  }

  std::filesystem::path file_;
  std::ifstream stream_;
  std::vector<Occurrence> block_;
  std::size_t at_ = 0;
};

}  // namespace

void TextBuilder::Count(std::string_view text, float weight) {
  for (const text::Token& token : analyzer_.Tokens(text)) {
    const text::Term number = tokens_.NumberOf(token.text);
    if (number + std::size_t{1} == token_first_.size()) {
      names_.clear();
      analyzer_.AppendTerms(token, names_);
      for (const std::string& name : names_) {
        const text::Term term = terms_.NumberOf(name);
        token_terms_.push_back(term);
        if (term == containing_.size()) {
          containing_.push_back(0);
          place_.push_back(0);
        }
      }
      token_first_.push_back(token_terms_.size());
    }
    for (std::uint64_t i = token_first_[number]; i < token_first_[number + std::size_t{1}]; ++i) {
      const text::Term term = token_terms_[i];
      if (place_[term] == 0) {
        occurrences_.push_back({term, static_cast<text::Document>(lengths_.size()), 0});
        place_[term] = static_cast<std::uint32_t>(occurrences_.size() - document_begin_);
      }
      occurrences_[document_begin_ + place_[term] - 1].frequency += weight;
    }
    // Grams stand beside their word: the length counts words.
    length_ += weight;
  }
}

Status TextBuilder::Add(std::string_view source, std::string_view id, std::string_view title, std::string_view text) {
  const std::string key = fmt::format("{}\t{}", source, id);
  const std::size_t documents = lengths_.size();
  if (source.contains('\t')) return Fail(ErrorKind::kInvalidArgument, fmt::format("source '{}' holds a tab", source));
  if (documents >= kMostDocuments) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("more than {} documents in a text index", kMostDocuments));
  }
  if (documents > 0) {
    const std::string_view last(document_ids_.data() + document_first_[documents - 1],
                                static_cast<std::size_t>(document_first_[documents] - document_first_[documents - 1]));
    if (last >= key) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("document '{}' comes after '{}': it came before, or the "
                                                           "documents are not in ascending order",
                                                           key, last));
    }
  }
  document_ids_.insert(document_ids_.end(), key.begin(), key.end());
  document_first_.push_back(document_ids_.size());
  document_begin_ = occurrences_.size();
  length_ = 0;
  Count(title, static_cast<float>(options_.bm25.title_weight));
  Count(text, 1);
  lengths_.push_back(length_);
  if (occurrences_.size() == document_begin_) ++without_text_;
  for (std::size_t i = document_begin_; i < occurrences_.size(); ++i) {
    place_[occurrences_[i].term] = 0;
    ++containing_[occurrences_[i].term];
  }
  return occurrences_.size() * sizeof(Occurrence) * 2 < options_.postings_bytes ? Status() : SetAside();
}

void TextBuilder::SortByTerm() {
  // Documents ascend already: counting keeps their order.
  std::vector<std::uint64_t> next(terms_.size() + 1, 0);
  for (const Occurrence& each : occurrences_) ++next[each.term + std::size_t{1}];
  std::inclusive_scan(next.begin(), next.end(), next.begin());
  std::vector<Occurrence> sorted(occurrences_.size());
  for (const Occurrence& each : occurrences_) sorted[next[each.term]++] = each;
  occurrences_ = std::move(sorted);
}

Status TextBuilder::SetAside() {
  SortByTerm();
  const std::filesystem::path file = folder_ / fmt::format("postings-{}", aside_.size());
  TENON_ASSIGN(FileWriter writer, FileWriter::Create(file));
  constexpr std::size_t kPart = 1 << 16;
  for (std::size_t i = 0; i < occurrences_.size(); i += kPart) {
    const auto part = std::span(occurrences_).subspan(i, std::min(kPart, occurrences_.size() - i));
    TENON_CHECK(writer.Write(std::as_bytes(part)));
  }
  TENON_CHECK(writer.Flush());
  occurrences_.clear();
  aside_.push_back(file);
  return {};
}

Status TextBuilder::WritePostings(const TakeTerm& take, const Job& job) {
  const std::uint64_t documents = lengths_.size();
  const double sum = std::accumulate(lengths_.begin(), lengths_.end(), 0.0);
  const std::uint64_t with_text = documents - without_text_;
  const double mean = with_text == 0 ? 1 : sum / static_cast<double>(with_text);
  step_ = static_cast<float>(text::InverseFrequency(documents, 1) * (options_.bm25.k1 + 1) / 65535);

  std::vector<AsideReader<Occurrence>> readers;
  for (const auto& file : aside_) readers.emplace_back(file);
  std::vector<Occurrence> gathered;
  std::vector<text::Posting> postings;
  std::size_t at = 0;
  for (text::Term term = 0; term < terms_.size(); ++term) {
    if (term % 4096 == 0) {
      if (job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped");
      job.report({"text index", static_cast<double>(term), static_cast<double>(terms_.size()), "terms"});
    }
    gathered.clear();
    for (auto& reader : readers) TENON_CHECK(reader.Take(term, gathered));
    for (; at < occurrences_.size() && occurrences_[at].term == term; ++at) gathered.push_back(occurrences_[at]);
    postings.clear();
    const double idf = text::InverseFrequency(documents, containing_[term]);
    for (const Occurrence& each : gathered) {
      const double impact = idf * text::Saturation(each.frequency, lengths_[each.document], mean, options_.bm25);
      const double steps = std::clamp(std::round(impact / step_), 1.0, 65535.0);
      postings.push_back({each.document, static_cast<std::uint16_t>(steps)});
    }
    TENON_CHECK(take(postings));
  }
  return {};
}

Status TextBuilder::Finish(const std::filesystem::path& file, std::string_view made_of, const Job& job) {
  if (aside_.empty()) {
    SortByTerm();
  } else {
    TENON_CHECK(SetAside());
  }
  TENON_ASSIGN(SectionWriter writer, SectionWriter::Create(file));
  const auto section = [&]<class T>(TextSection name, std::span<const T> values) -> Status {
    TENON_CHECK(writer.Begin(static_cast<std::size_t>(name)));
    return writer.Write(values);
  };
  // The stream may be larger than memory: it is set aside while runs, which stand before it, are gathered.
  std::vector<std::uint64_t> run_first = {0};
  std::vector<text::Run> runs;
  std::vector<text::Floor> floors;
  std::vector<std::uint16_t> stream;
  TextCounts counts;
  const std::filesystem::path stream_file = folder_ / "stream";
  TENON_ASSIGN(FileWriter stream_writer, FileWriter::Create(stream_file));
  const auto flush = [&]() -> Status {
    TENON_CHECK(stream_writer.Write(std::as_bytes(std::span(stream))));
    counts.stream += stream.size();
    stream.clear();
    return {};
  };
  TENON_CHECK(WritePostings(
      [&](std::span<const text::Posting> postings) -> Status {
        text::AppendTerm(postings, counts.stream, runs, stream, floors);
        run_first.push_back(runs.size());
        counts.postings += postings.size();
        return stream.size() < kStreamBuffer ? Status() : flush();
      },
      job));
  TENON_CHECK(flush());
  TENON_CHECK(stream_writer.Flush());

  const text::TermNames names = terms_.view();
  TENON_CHECK(section(TextSection::kTermFirst, names.first));
  TENON_CHECK(section(TextSection::kTermNames, names.names));
  TENON_CHECK(section(TextSection::kTermSlots, names.slots));
  TENON_CHECK(section(TextSection::kRunFirst, std::span<const std::uint64_t>(run_first)));
  TENON_CHECK(section(TextSection::kRuns, std::span<const text::Run>(runs)));
  TENON_CHECK(writer.Begin(static_cast<std::size_t>(TextSection::kStream)));
  {
    TENON_ASSIGN(const MappedFile mapped, MappedFile::Open(stream_file));
    constexpr std::size_t kPart = 1 << 20;
    for (std::size_t i = 0; i < mapped.bytes().size(); i += kPart) {
      TENON_CHECK(writer.Write(mapped.bytes().subspan(i, std::min(kPart, mapped.bytes().size() - i))));
    }
  }
  TENON_CHECK(section(TextSection::kFloors, std::span<const text::Floor>(floors)));
  TENON_CHECK(section(TextSection::kDocumentFirst, std::span<const std::uint64_t>(document_first_)));
  TENON_CHECK(section(TextSection::kDocumentIds, std::span<const char>(document_ids_)));
  std::error_code error;
  std::filesystem::remove(stream_file, error);
  for (const auto& each : aside_) std::filesystem::remove(each, error);
  counts.documents = lengths_.size();
  counts.terms = terms_.size();
  counts.name_bytes = names.names.size();
  counts.slots = names.slots.size();
  counts.runs = runs.size();
  counts.id_bytes = document_ids_.size();
  counts.without_text = without_text_;
  counts.step_bits = std::bit_cast<std::uint32_t>(step_);
  return writer.Finish(kTextFormat, made_of, std::bit_cast<std::array<std::uint64_t, 10>>(counts));
}

}  // namespace tenon::index
