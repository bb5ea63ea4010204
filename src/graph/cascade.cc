#include "graph/cascade.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tenon::graph {
namespace {

Status CheckOwn(const Needs& needs, std::span<const double> own) {
  if (own.size() != needs.num_nodes()) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("{} supplies for {} nodes", own.size(), needs.num_nodes()));
  }
  const auto wrong = std::ranges::find_if_not(own, [](double left) { return left >= 0 && left <= 1; });
  if (wrong == own.end()) return {};
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("node {}: {} of its own supply is left; it must lie in 0..1", wrong - own.begin(), *wrong));
}

Status CheckParts(const Needs& needs, std::span<const double> parts) {
  if (parts.empty()) return {};
  if (parts.size() != needs.num_variants()) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} parts for {} variants", parts.size(), needs.num_variants()));
  }
  for (Node node = 0; node < needs.num_nodes(); ++node) {
    if (needs.Variants(node).empty()) continue;
    double sum = 0;
    bool negative = false;
    for (const double part : parts.subspan(needs.FirstVariant(node), needs.Variants(node).size())) {
      negative = negative || !(part >= 0);
      sum += part;
    }
    if (negative || !(std::abs(sum - 1) <= 1e-9)) {
      return Fail(
          ErrorKind::kInvalidArgument,
          fmt::format("node {}: the parts of its variants sum to {}; they must be 0 or more and sum to 1", node, sum));
    }
  }
  return {};
}

/// The variants of a node as one: what they make up, and which of them to name for it.
Capacity Together(const Needs& needs, Node node, const std::vector<Capacity>& result, VariantRule rule,
                  std::span<const double> parts) {
  const auto variants = needs.Variants(node);
  const double equal = 1 / static_cast<double>(variants.size());
  Capacity together{0, variants.front()};
  double greatest_loss = 0;
  for (std::size_t i = 0; i < variants.size(); ++i) {
    const double left = result[variants[i]].left;
    if (rule == VariantRule::kReplace) {
      if (left > together.left) together = {left, variants[i]};
      continue;
    }
    const double part = parts.empty() ? equal : parts[needs.FirstVariant(node) + i];
    together.left += part * left;
    if (part * (1 - left) > greatest_loss) {
      greatest_loss = part * (1 - left);
      together.binds = variants[i];
    }
  }
  // A sum of parts that were all kept may end a rounding error away from 1.
  if (rule == VariantRule::kApart && greatest_loss == 0) together.left = 1;
  together.left = std::min(1.0, together.left);
  return together;
}

}  // namespace

Result<std::vector<Capacity>> Cascade(const Needs& needs, std::span<const double> own, VariantRule rule,
                                      std::span<const double> parts) {
  TENON_CHECK(CheckOwn(needs, own));
  TENON_CHECK(CheckParts(needs, parts));
  std::vector<Capacity> result(needs.num_nodes());
  for (const Node node : needs.dag().TopologicalOrder()) {
    Capacity capacity{own[node], node};
    for (const Node input : needs.Inputs(node)) {
      if (result[input].left < capacity.left) capacity = {result[input].left, input};
    }
    if (!needs.Variants(node).empty()) {
      const Capacity together = Together(needs, node, result, rule, parts);
      if (together.left < capacity.left) capacity = together;
    }
    result[node] = capacity;
  }
  return result;
}

}  // namespace tenon::graph
