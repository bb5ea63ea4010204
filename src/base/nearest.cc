#include "base/nearest.h"

#include <algorithm>
#include <cstdint>

namespace tenon {

std::size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

std::vector<std::string> Nearest(std::string_view typed, std::span<const std::string> names, std::size_t count) {
  std::vector<std::pair<std::size_t, const std::string*>> near;
  for (const std::string& name : names) {
    const std::size_t distance = EditDistance(typed, name);
    const bool begins = typed.size() >= 2 && (name.starts_with(typed) || typed.starts_with(name));
    if (distance * 3 <= std::max(typed.size(), name.size()) || begins) near.emplace_back(distance, &name);
  }
  std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> result;
  for (std::size_t i = 0; i < near.size() && i < count; ++i) result.push_back(*near[i].second);
  return result;
}

std::string DidYouMean(std::string_view typed, std::span<const std::string> names) {
  const std::vector<std::string> near = Nearest(typed, names);
  std::string text;
  for (std::size_t i = 0; i < near.size(); ++i) {
    text += i == 0 ? "; did you mean " : i + 1 == near.size() ? " or " : ", ";
    text += near[i];
  }
  return text.empty() ? text : text + "?";
}

}  // namespace tenon
