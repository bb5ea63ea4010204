#include "index/checksum.h"

#include <bit>
#include <cstring>

namespace tenon::index {
namespace {

std::uint64_t Mix(std::uint64_t lane, std::uint64_t word) {
  return std::rotl((lane ^ word) * 0x9E3779B97F4A7C15ULL, 31);
}

}  // namespace

void Checksum::Update(std::span<const std::byte> bytes) {
  for (std::size_t i = 0; i + 32 <= bytes.size(); i += 32) {
    std::array<std::uint64_t, 4> words;
    std::memcpy(words.data(), bytes.data() + i, 32);
    for (std::size_t lane = 0; lane < 4; ++lane) lanes_[lane] = Mix(lanes_[lane], words[lane]);
  }
  bytes_ += bytes.size();
}

std::uint64_t Checksum::Value() const {
  std::uint64_t value = bytes_;
  for (const std::uint64_t lane : lanes_) value = Mix(value, lane);
  return value;
}

}  // namespace tenon::index
