#ifndef TENON_BASE_NEAREST_H_
#define TENON_BASE_NEAREST_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenon {

/// Number of single-byte insertions, deletions, substitutions and swaps of neighbours that turn one text into the
/// other. Complexity  O(|a| |b|) time, O(|b|) memory.
std::size_t EditDistance(std::string_view a, std::string_view b);

/// Up to `count` names nearest to what was typed, nearest first; only those near enough to be a slip of the hand
/// (distance at most a third of the longer text, or a common beginning).
std::vector<std::string> Nearest(std::string_view typed, std::span<const std::string> names, std::size_t count = 3);

/// "; did you mean a, b or c?", or "" where nothing is near.
std::string DidYouMean(std::string_view typed, std::span<const std::string> names);

}  // namespace tenon

#endif  // TENON_BASE_NEAREST_H_
