#include "text/term_table.h"

#include <bit>
#include <cstring>

namespace tenon::text {

std::uint64_t TermHash(std::string_view term) {
  static_assert(std::endian::native == std::endian::little);
  std::uint64_t x = term.size();
  for (std::size_t i = 0; i < term.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, term.data() + i, std::min<std::size_t>(8, term.size() - i));
    x = std::rotl((x ^ word) * 0x9E3779B97F4A7C15U, 31);
  }
  return x ^ (x >> 32);
}

std::optional<Term> TermNames::Find(std::string_view name) const {
  if (slots.empty()) return std::nullopt;
  const std::size_t mask = slots.size() - 1;
  std::size_t slot = TermHash(name) & mask;
  for (std::size_t tried = 0; tried < slots.size() && slots[slot] != kNoTerm; ++tried, slot = (slot + 1) & mask) {
    if (NameOf(slots[slot]) == name) return slots[slot];
  }
  return std::nullopt;
}

Term TermTable::NumberOf(std::string_view name) {
  const std::uint64_t hash = TermHash(name);
  const auto tag = static_cast<std::uint32_t>(hash >> 32);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot] != kNoTerm) {
    if (tags_[slot] == tag && view().NameOf(slots_[slot]) == name) return slots_[slot];
    slot = (slot + 1) & mask;
  }
  const auto number = static_cast<Term>(size());
  slots_[slot] = number;
  tags_[slot] = tag;
  names_.insert(names_.end(), name.begin(), name.end());
  first_.push_back(names_.size());
  if (2 * size() > slots_.size()) Grow();
  return number;
}

void TermTable::Grow() {
  const std::size_t mask = 2 * slots_.size() - 1;
  slots_.assign(mask + 1, kNoTerm);
  tags_.assign(mask + 1, 0);
  for (Term term = 0; term < size(); ++term) {
    const std::uint64_t hash = TermHash(view().NameOf(term));
    std::size_t slot = hash & mask;
    while (slots_[slot] != kNoTerm) slot = (slot + 1) & mask;
    slots_[slot] = term;
    tags_[slot] = static_cast<std::uint32_t>(hash >> 32);
  }
}

bool IsSound(const TermNames& names) {
  if (names.first.empty() || names.first.front() != 0 || names.first.back() != names.names.size() ||
      !std::has_single_bit(names.slots.size())) {
    return false;
  }
  const std::size_t terms = names.first.size() - 1;
  for (std::size_t i = 0; i < terms; ++i) {
    if (names.first[i] > names.first[i + 1] || names.first[i + 1] > names.names.size()) return false;
  }
  for (const Term slot : names.slots) {
    if (slot != kNoTerm && slot >= terms) return false;
  }
  for (std::size_t i = 0; i < terms; ++i) {
    if (names.Find(names.NameOf(static_cast<Term>(i))) != static_cast<Term>(i)) return false;
  }
  return true;
}

}  // namespace tenon::text
