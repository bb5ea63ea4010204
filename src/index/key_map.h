#ifndef TENON_INDEX_KEY_MAP_H_
#define TENON_INDEX_KEY_MAP_H_

#include <cstdint>
#include <span>
#include <vector>

#include "graph/graph.h"

namespace tenon::index {

/// Numbers keys in the order in which they are first met.
/// Complexity  12 to 20 bytes a key.
class KeyMap {
 public:
  /// The numbers of these keys; unknown ones are added. REQUIRES: fewer than 2^32 - 1 keys in all.
  void NumbersOf(std::span<const std::uint64_t> keys, std::vector<graph::Node>& numbers);
  /// By number.
  const std::vector<std::uint64_t>& keys() const { return keys_; }
  std::vector<std::uint64_t> TakeKeys() && { return std::move(keys_); }

 private:
  std::size_t SlotOf(std::uint64_t key) const {
    return static_cast<std::size_t>(((key ^ (key >> 32)) * 0x9E3779B97F4A7C15ULL) >> shift_);
  }
  void Grow();

  std::vector<std::uint64_t> keys_;
  std::vector<std::uint32_t> slots_;  // number + 1; 0: free
  int shift_ = 64;
};

}  // namespace tenon::index

#endif  // TENON_INDEX_KEY_MAP_H_
