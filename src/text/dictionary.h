#ifndef TENON_TEXT_DICTIONARY_H_
#define TENON_TEXT_DICTIONARY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "text/tokens.h"

namespace tenon::text {

/// A word or term of a text and what it means in the other language.
struct Translated {
  std::string source;  ///< as it stands in the normalised text
  /// Terms as an index holds them, each once, with the share of the meaning that they carry.
  std::vector<std::pair<std::string, double>> terms;
};

/// A Chinese-English dictionary, for queries: what somebody asks in one language is sought in the other as well.
///
/// A text is cut into as few entries as possible (of equal cuts the one with the longest entries). All meanings of an
/// entry are taken, the shares of one entry add up to 1: by the weights of the pairs, where they have some, else
/// evenly. What the dictionary does not know is left out.
///
/// Threads     built by one; then any number may read.
class Dictionary {
 public:
  /// A pair. An English side may hold several meanings ("to store; storage"), a note in brackets, an article or "to",
  /// which are dropped; definitions of more than six words are no terms and are not taken. `weight` <= 0 counts as 1.
  void Add(std::string_view zh, std::string_view en, double weight);
  std::size_t size() const { return pairs_; }

  /// Of the Chinese in a text, entry by entry; the terms are English stems.
  std::vector<Translated> FromChinese(std::string_view text) const;
  /// Of the English in a text; the terms are pairs of Chinese characters, or a single one.
  std::vector<Translated> FromEnglish(std::string_view text) const;

 private:
  struct Meaning {
    std::vector<std::string> terms;
    double weight = 1;
  };
  using Entries = std::unordered_map<std::string, std::vector<Meaning>>;
  static void AddMeaning(Entries& entries, const std::string& key, const std::vector<std::string>& terms,
                         double weight);
  static std::vector<std::pair<std::string, double>> SharesOf(const std::vector<Meaning>& meanings);

  Entries chinese_;                                        // by normalised text
  Entries english_;                                        // by stems, joined by blanks
  std::size_t longest_chinese_ = 0, longest_english_ = 0;  // characters; words
  std::size_t pairs_ = 0;
  Analyzer analyzer_;
};

}  // namespace tenon::text

#endif  // TENON_TEXT_DICTIONARY_H_
