#ifndef TENON_INDEX_CHECKSUM_H_
#define TENON_INDEX_CHECKSUM_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace tenon::index {

/// A checksum against damage, not against malice: any change within one word of eight bytes is seen for certain, others
/// are missed once in 2^64. About as fast as memory.
///
/// The bytes are read as little-endian words, dealt in turn to four lanes; a word w changes its lane x to
/// rotate-left((x xor w) * 0x9E3779B97F4A7C15, 31); lane i begins as i + 1. At the end the lanes, in order, are worked
/// in the same way into one that begins with the number of bytes.
class Checksum {
 public:
  /// REQUIRES: bytes.size() is a multiple of 32.
  void Update(std::span<const std::byte> bytes);
  std::uint64_t Value() const;

 private:
  std::array<std::uint64_t, 4> lanes_ = {1, 2, 3, 4};
  std::uint64_t bytes_ = 0;
};

}  // namespace tenon::index

#endif  // TENON_INDEX_CHECKSUM_H_
