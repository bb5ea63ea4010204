#include "graph/big_natural.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>

namespace tenon::graph {
namespace {

__extension__ using Wide = unsigned __int128;

void DropZeros(std::vector<std::uint64_t>& words) {
  while (!words.empty() && words.back() == 0) words.pop_back();
}

/// Divides in place; returns the remainder.
std::uint64_t Divide(std::vector<std::uint64_t>& words, std::uint64_t divisor) {
  Wide rest = 0;
  for (std::size_t i = words.size(); i-- > 0;) {
    rest = (rest << 64) | words[i];
    words[i] = static_cast<std::uint64_t>(rest / divisor);
    rest %= divisor;
  }
  DropZeros(words);
  return static_cast<std::uint64_t>(rest);
}

}  // namespace

BigNatural::BigNatural(std::uint64_t value) {
  if (value != 0) words_.push_back(value);
}

BigNatural::BigNatural(std::span<const std::uint64_t> words) : words_(words.begin(), words.end()) { DropZeros(words_); }

std::size_t BigNatural::Bits() const {
  return words_.empty() ? 0 : words_.size() * 64 - static_cast<std::size_t>(std::countl_zero(words_.back()));
}

BigNatural& BigNatural::operator+=(const BigNatural& other) {
  if (words_.size() < other.words_.size()) words_.resize(other.words_.size(), 0);
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < words_.size() && (carry != 0 || i < other.words_.size()); ++i) {
    const Wide sum = Wide{words_[i]} + (i < other.words_.size() ? other.words_[i] : 0) + carry;
    words_[i] = static_cast<std::uint64_t>(sum);
    carry = static_cast<std::uint64_t>(sum >> 64);
  }
  if (carry != 0) words_.push_back(carry);
  return *this;
}

BigNatural operator*(const BigNatural& a, const BigNatural& b) {
  BigNatural product;
  product.words_.assign(a.words_.size() + b.words_.size(), 0);
  for (std::size_t i = 0; i < a.words_.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < b.words_.size(); ++j) {
      const Wide sum = Wide{a.words_[i]} * b.words_[j] + product.words_[i + j] + carry;
      product.words_[i + j] = static_cast<std::uint64_t>(sum);
      carry = static_cast<std::uint64_t>(sum >> 64);
    }
    product.words_[i + b.words_.size()] = carry;
  }
  DropZeros(product.words_);
  return product;
}

std::strong_ordering operator<=>(const BigNatural& a, const BigNatural& b) {
  if (a.words_.size() != b.words_.size()) return a.words_.size() <=> b.words_.size();
  return std::lexicographical_compare_three_way(a.words_.rbegin(), a.words_.rend(), b.words_.rbegin(), b.words_.rend());
}

double BigNatural::Log() const {
  if (words_.empty()) return -std::numeric_limits<double>::infinity();
  const ScaledReal real = Rounded();
  return std::log(real.mantissa) + static_cast<double>(real.exponent) * std::numbers::ln2;
}

std::string BigNatural::ToText() const {
  constexpr std::uint64_t kChunk = 10'000'000'000'000'000'000U;  // 10^19, the largest power of ten in a word
  if (words_.empty()) return "0";
  std::vector<std::uint64_t> rest = words_;
  std::vector<std::uint64_t> chunks;
  while (!rest.empty()) chunks.push_back(Divide(rest, kChunk));
  std::string text = fmt::format("{}", chunks.back());
  for (std::size_t i = chunks.size() - 1; i-- > 0;) text += fmt::format("{:019}", chunks[i]);
  return text;
}

ScaledReal RoundToReal(std::span<const std::uint64_t> words) {
  std::size_t top = words.size();
  while (top > 0 && words[top - 1] == 0) --top;
  if (top == 0) return {};
  const int shift = std::countl_zero(words[top - 1]);
  std::uint64_t bits = words[top - 1] << shift;
  if (shift > 0 && top > 1) bits |= words[top - 2] >> (64 - shift);
  // The 64 highest bits, cut to 53: below one part in 2^52.
  const double mantissa = static_cast<double>(bits >> 11) * 0x1.0p-53;
  return {mantissa, static_cast<std::int64_t>(top) * 64 - shift};
}

}  // namespace tenon::graph
