#include "analyses/readiness_words.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenon::analyses {
namespace {

// From the definitions of the nine levels, and how Chinese and English reports name what is done at each. Named before
// the calibrated titles were looked at, and not fitted to them.
constexpr ReadinessWord kWords[] = {
    {"basic principle", 1},
    {"fundamental", 1},
    {"theory", 1},
    {"theoretical", 1},
    {"mechanism", 1},
    {"基本原理", 1},
    {"原理", 1},
    {"理论", 1},
    {"机理", 1},
    {"机制", 1},
    {"concept", 2},
    {"conceptual", 2},
    {"概念", 2},
    {"设想", 2},
    {"proof of concept", 3},
    {"proof of principle", 3},
    {"feasibility", 3},
    {"概念验证", 3},
    {"原理验证", 3},
    {"可行性", 3},
    {"breadboard", 4},
    {"laboratory validation", 4},
    {"laboratory test", 4},
    {"实验室验证", 4},
    {"实验室试验", 4},
    {"小试", 4},
    {"relevant environment", 5},
    {"clinical trial", 5},
    {"模拟环境", 5},
    {"临床试验", 5},
    {"prototype", 6},
    {"demonstration", 6},
    {"样机", 6},
    {"原型", 6},
    {"演示", 6},
    {"operational environment", 7},
    {"field trial", 7},
    {"field test", 7},
    {"flight test", 7},
    {"flight demonstration", 7},
    {"pilot plant", 7},
    {"中试", 7},
    {"试飞", 7},
    {"现场试验", 7},
    {"flight qualified", 8},
    {"qualification", 8},
    {"定型", 8},
    {"commercial product", 9},
    {"commercial production", 9},
    {"commercially available", 9},
    {"mass production", 9},
    {"量产", 9},
    {"产业化", 9},
    {"商业化", 9},
};

}  // namespace

ReadinessLexicon::ReadinessLexicon() {
  for (const ReadinessWord& word : kWords) {
    std::vector<std::string> stems = analyzer_.Terms(word.term);
    longest_ = std::max(longest_, stems.size());
    words_.emplace(std::move(stems), word);
  }
}

std::vector<ReadinessWord> ReadinessLexicon::Find(std::string_view text) {
  const std::vector<std::string> terms = analyzer_.Terms(text);
  std::vector<ReadinessWord> found;
  for (std::size_t begin = 0; begin < terms.size();) {
    std::size_t length = std::min(longest_, terms.size() - begin);
    auto word = words_.end();
    for (; length > 0 && word == words_.end(); --length) {
      const auto first = terms.begin() + static_cast<std::ptrdiff_t>(begin);
      word = words_.find(std::vector<std::string>(first, first + static_cast<std::ptrdiff_t>(length)));
    }
    if (word == words_.end()) {
      ++begin;
      continue;
    }
    begin += word->first.size();
    if (std::ranges::find(found, word->second.term, &ReadinessWord::term) == found.end()) found.push_back(word->second);
  }
  return found;
}

}  // namespace tenon::analyses
