#ifndef TENON_TEXT_TERM_TABLE_H_
#define TENON_TEXT_TERM_TABLE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/impact_index.h"

namespace tenon::text {

/// The hash by which terms are found, part of the index format. The bytes are read as little-endian words of eight, the
/// last filled with zeros; a word w changes x to rotate-left((x xor w) * 0x9E3779B97F4A7C15, 31); x begins as the
/// number of bytes; the result is x xor (x >> 32).
std::uint64_t TermHash(std::string_view term);

/// Names by number, and numbers by name: arrays of somebody else.
struct TermNames {
  std::span<const std::uint64_t> first;  ///< terms + 1: where each name begins in `names`
  std::span<const char> names;
  std::span<const Term>
      slots;  ///< a power of two: the term whose hash begins here, or at one of the next; kNoTerm: none

  std::string_view NameOf(Term term) const {
    return {names.data() + first[term], static_cast<std::size_t>(first[term + std::size_t{1}] - first[term])};
  }
  std::optional<Term> Find(std::string_view name) const;
};
inline constexpr Term kNoTerm = 0xFFFFFFFF;

/// Gives each name a number, in the order in which they come.
class TermTable {
 public:
  TermTable() : slots_(1 << 10, kNoTerm), tags_(1 << 10) {}
  /// REQUIRES: fewer than 2^32 - 1 names.
  Term NumberOf(std::string_view name);
  std::size_t size() const { return first_.size() - 1; }
  TermNames view() const { return {first_, names_, slots_}; }

 private:
  void Grow();
  std::vector<std::uint64_t> first_ = {0};
  std::vector<char> names_;
  std::vector<Term> slots_;
  std::vector<std::uint32_t> tags_;  // upper half of the hash of what is in the slot
};

/// Are the names within their array and each found by its name? For damaged files.
bool IsSound(const TermNames& names);

}  // namespace tenon::text

#endif  // TENON_TEXT_TERM_TABLE_H_
