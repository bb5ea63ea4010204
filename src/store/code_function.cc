#include "store/code_function.h"

#include <bit>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "store/classification.h"
#include "store/vector_text.h"

namespace tenon::store {
namespace {

/// The codes of a scheme. Those of up to 12 bytes, which DuckDB keeps in the string itself, are looked up by their
/// bytes in a table that is a quarter full at most: a file asks millions of times.
class CodeSet {
 public:
  explicit CodeSet(const std::vector<ClassCode>& codes) : slots_(std::bit_ceil(4 * codes.size() + 1)) {
    for (const ClassCode& code : codes) {
      if (code.code.size() > kInlined) {
        long_.insert(code.code);
      } else {
        const TextBytes bytes(InlinedText(code.code));
        slots_[Place(bytes)] = bytes;
      }
    }
  }

  bool Contains(const duckdb_string_t& code) const {
    if (!IsInlined(code)) return long_.contains(TextOf(code));
    const TextBytes bytes(code);
    return !(bytes == TextBytes{}) && slots_[Place(bytes)] == bytes;  // the empty text looks like an empty slot
  }

 private:
  /// Where these bytes stand, or would.
  std::size_t Place(const TextBytes& bytes) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t place = (bytes.Hash() >> 32) & mask;
    while (!(slots_[place] == bytes) && !(slots_[place] == TextBytes{})) place = (place + 1) & mask;
    return place;
  }

  std::vector<TextBytes> slots_;
  std::unordered_set<std::string_view> long_;
};

/// nullptr if there is no built-in list.
const CodeSet* CodesOf(std::string_view scheme) {
  static std::mutex mutex;
  static std::map<std::string, CodeSet, std::less<>> sets;
  const std::lock_guard lock(mutex);
  if (const auto found = sets.find(scheme); found != sets.end()) return &found->second;
  if (!Classifications::BuiltIn().Knows(scheme)) return nullptr;
  return &sets.emplace(scheme, Classifications::BuiltIn().CodesOf(scheme)).first->second;
}

/// Remembers the scheme that came last: it seldom changes.
class RecentScheme {
 public:
  const CodeSet* Codes(const duckdb_string_t& scheme) {
    if (!IsInlined(scheme)) return CodesOf(TextOf(scheme));
    if (const TextBytes bytes(scheme); !filled_ || !(bytes == scheme_)) {
      filled_ = true;
      scheme_ = bytes;
      codes_ = CodesOf(TextOf(scheme));
    }
    return codes_;
  }

 private:
  bool filled_ = false;
  TextBytes scheme_;
  const CodeSet* codes_ = nullptr;
};

}  // namespace

void CodeIsKnown(duckdb_function_info, duckdb_data_chunk input, duckdb_vector output) {
  RecentScheme recent;
  const TextArgument schemes(input, 0), codes(input, 1);
  bool* out = static_cast<bool*>(duckdb_vector_get_data(output));
  for (idx_t row = 0; row < schemes.size(); ++row) {
    const duckdb_string_t* const scheme = schemes.At(row);
    const duckdb_string_t* const code = codes.At(row);
    if (scheme == nullptr || code == nullptr) {
      SetMissing(output, row);
    } else {
      const CodeSet* const known = recent.Codes(*scheme);
      out[row] = known == nullptr || known->Contains(*code);
    }
  }
}

}  // namespace tenon::store
