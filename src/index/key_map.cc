#include "index/key_map.h"

namespace tenon::index {

void KeyMap::Grow() {
  const std::size_t size = slots_.empty() ? 1024 : slots_.size() * 2;
  shift_ = 64;
  for (std::size_t n = size; n > 1; n /= 2) --shift_;
  slots_.assign(size, 0);
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    std::size_t slot = SlotOf(keys_[i]);
    while (slots_[slot] != 0) slot = (slot + 1) & (size - 1);
    slots_[slot] = static_cast<std::uint32_t>(i + 1);
  }
}

void KeyMap::NumbersOf(std::span<const std::uint64_t> keys, std::vector<graph::Node>& numbers) {
  numbers.resize(keys.size());
  while ((keys_.size() + keys.size()) * 3 > slots_.size() * 2) Grow();
  // The slots are all over memory: they are fetched while others are looked at.
  for (const std::uint64_t key : keys) __builtin_prefetch(&slots_[SlotOf(key)]);
  for (const std::uint64_t key : keys) {
    if (const std::uint32_t found = slots_[SlotOf(key)]; found != 0) __builtin_prefetch(&keys_[found - 1]);
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    std::size_t slot = SlotOf(keys[i]);
    while (slots_[slot] != 0 && keys_[slots_[slot] - 1] != keys[i]) slot = (slot + 1) & (slots_.size() - 1);
    if (slots_[slot] == 0) {
      keys_.push_back(keys[i]);
      slots_[slot] = static_cast<std::uint32_t>(keys_.size());
    }
    numbers[i] = slots_[slot] - 1;
  }
}

}  // namespace tenon::index
