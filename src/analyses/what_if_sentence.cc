#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "analyses/what_if_answer.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

constexpr double kStopped = 0.05;  // less than this is left: it stands still
constexpr double kFallen = 0.95;   // less than this is left: it feels the loss
constexpr std::size_t kShown = 5;

/// "0 %", "36 %".
std::string LeftText(double left) { return left < 0.005 ? "0 %" : PercentText(left); }

/// "20 % (15 to 26 %)"; the value alone where the interval is narrow.
std::string WithInterval(double value, const econ::Interval& interval) {
  const int low = static_cast<int>(100 * interval.low + 0.5), high = static_cast<int>(100 * interval.high + 0.5);
  return high - low < 2 ? LeftText(value) : fmt::format("{} ({} to {} %)", LeftText(value), low, high);
}
std::string WithIntervalZh(double value, const econ::Interval& interval) {
  const int low = static_cast<int>(100 * interval.low + 0.5), high = static_cast<int>(100 * interval.high + 0.5);
  return high - low < 2 ? LeftText(value) : fmt::format("{}（{} 至 {} %）", LeftText(value), low, high);
}

/// True if a segment's loss is known only as that of a wider or shared group of goods.
bool IsWide(const WhatIf& what_if, std::size_t s) {
  const SegmentSupply& supply = what_if.losses[s].supply;
  return supply.from != SegmentSupply::From::kNothing && !what_if.removal.segments.contains(s) &&
         what_if.assessment.evidence.bases[supply.basis].relation == Relation::kGroup;
}

void AddSummary(const WhatIf& what_if, std::vector<Sentence>& sentences) {
  std::size_t stopped = 0, fallen = 0;
  for (const std::size_t s : what_if.products) {
    const double left = what_if.outcomes[s].replace.value;
    stopped += left < kStopped ? 1U : 0U;
    fallen += left >= kStopped && left < kFallen ? 1U : 0U;
  }
  const chain::Chain& chain = what_if.assessment.chain;
  const std::size_t all = what_if.products.size();
  const std::string& economy = what_if.assessment.economy;
  Text whose = economy.empty() ? Text{"", ""}
                               : Text{" for " + EconomyText(economy).en, "对" + EconomyText(economy).zh + "而言，"};
  if (all == 0) {
    sentences.push_back(
        {"summary",
         {fmt::format("{} without {}{}: the chain has no final product.", chain.title.en, what_if.removal.text.en,
                      whose.en),
          fmt::format("{}失去{}：{}该链没有最终产品。", chain.title.zh, what_if.removal.text.zh, whose.zh)}});
    return;
  }
  if (stopped + fallen == 0) {
    sentences.push_back(
        {"summary",
         {fmt::format("{} without {}{}: by the data at hand none of {} final products falls (with variants "
                      "that replace each other).",
                      chain.title.en, what_if.removal.text.en, whose.en, all),
          fmt::format("{}失去{}：{}按现有数据，{} 个最终产品均不减产（假定各路线可互相替代）。", chain.title.zh,
                      what_if.removal.text.zh, whose.zh, all)}});
    return;
  }
  std::vector<std::string> en, zh;
  if (stopped > 0) {
    en.push_back(fmt::format("{} {}", stopped, stopped == 1 ? "stands still" : "stand still"));
    zh.push_back(fmt::format("{} 个停产", stopped));
  }
  if (fallen > 0) {
    en.push_back(fmt::format("{}{} {}", fallen, stopped > 0 ? " more" : "", fallen == 1 ? "falls" : "fall"));
    zh.push_back(fmt::format("{} 个减产", fallen));
  }
  sentences.push_back({"summary",
                       {fmt::format("{} without {}{}: of {} final products {} (with variants that replace each other).",
                                    chain.title.en, what_if.removal.text.en, whose.en, all, fmt::join(en, " and ")),
                        fmt::format("{}失去{}：{}{} 个最终产品中，{}（假定各路线可互相替代）。", chain.title.zh,
                                    what_if.removal.text.zh, whose.zh, all, fmt::join(zh, "，"))}});
}

void AddProducts(const WhatIf& what_if, std::vector<Sentence>& sentences) {
  std::vector<std::string> en, zh;
  for (const std::size_t s : what_if.products) {
    const Left& left = what_if.outcomes[s].replace;
    if (left.value >= kFallen || en.size() == kShown) break;
    const chain::Segment& segment = what_if.assessment.chain.segments[s];
    const chain::Segment& binds = what_if.assessment.chain.segments[left.way.front()];
    en.push_back(
        fmt::format("{} {}, bound by {}", segment.name.en, WithInterval(left.value, left.interval), binds.name.en));
    zh.push_back(
        fmt::format("{} {}，受制于{}", segment.name.zh, WithIntervalZh(left.value, left.interval), binds.name.zh));
  }
  if (en.empty()) return;
  sentences.push_back(
      {"products",
       {fmt::format("What is left: {}.", fmt::join(en, "; ")), fmt::format("剩余能力：{}。", fmt::join(zh, "；"))}});
}

/// The segments that lose most of their own supply, one of each set of rows.
void AddHit(const WhatIf& what_if, std::vector<Sentence>& sentences) {
  std::vector<std::size_t> hit;
  std::set<std::pair<SegmentSupply::From, std::size_t>> told;
  for (std::size_t s = 0; s < what_if.losses.size(); ++s) {
    const SegmentLoss& loss = what_if.losses[s];
    if (loss.share.value_or(0) <= 1 - kFallen) continue;
    const bool rows = loss.supply.from != SegmentSupply::From::kNothing && !what_if.removal.segments.contains(s);
    if (rows && !told.emplace(loss.supply.from, loss.supply.basis).second) continue;
    hit.push_back(s);
  }
  std::ranges::stable_sort(hit, std::ranges::greater(), [&](std::size_t s) { return *what_if.losses[s].share; });
  std::vector<std::string> en, zh;
  for (const std::size_t s : hit) {
    if (en.size() == kShown) break;
    const chain::Segment& segment = what_if.assessment.chain.segments[s];
    const SegmentLoss& loss = what_if.losses[s];
    const bool group = IsWide(what_if, s);
    en.push_back(
        fmt::format("{} {}{}", segment.name.en, PercentText(*loss.share), group ? " of its group of goods" : ""));
    zh.push_back(fmt::format("{} {}{}", segment.name.zh, PercentText(*loss.share), group ? "（所在商品组）" : ""));
  }
  if (en.empty()) {
    sentences.push_back({"hit",
                         {"By the data at hand no segment loses more than 5 % of its own supply.",
                          "按现有数据，没有环节损失自身供应的 5% 以上。"}});
    return;
  }
  const std::size_t more = hit.size() - en.size();
  sentences.push_back(
      {"hit",
       {fmt::format("Hit directly: {}{}.", fmt::join(en, ", "), more == 0 ? "" : fmt::format(" and {} more", more)),
        fmt::format("直接受损：{}{}。", fmt::join(zh, "、"), more == 0 ? "" : fmt::format("，另有 {} 个", more))}});
}

/// What stands still behind the segments that are hit, on the way to the products.
void AddStopped(const WhatIf& what_if, std::vector<Sentence>& sentences) {
  std::vector<std::string> en, zh;
  std::size_t more = 0;
  for (std::size_t s = 0; s < what_if.outcomes.size(); ++s) {
    const Left& left = what_if.outcomes[s].replace;
    if (left.value >= kStopped || left.way.size() < 2 ||
        std::ranges::find(what_if.products, s) != what_if.products.end())
      continue;
    if (en.size() == kShown) {
      ++more;
      continue;
    }
    const chain::Segment& segment = what_if.assessment.chain.segments[s];
    const chain::Segment& binds = what_if.assessment.chain.segments[left.way.front()];
    en.push_back(fmt::format("{} (for want of {})", segment.name.en, binds.name.en));
    zh.push_back(fmt::format("{}（缺{}）", segment.name.zh, binds.name.zh));
  }
  if (en.empty()) return;
  sentences.push_back(
      {"stops",
       {fmt::format("On the way it stops: {}{}.", fmt::join(en, ", "),
                    more == 0 ? "" : fmt::format(" and {} more", more)),
        fmt::format("中途停摆：{}{}。", fmt::join(zh, "、"), more == 0 ? "" : fmt::format("，另有 {} 个", more))}});
}

/// Products for which it matters whether variants stand in for each other.
void AddApart(const WhatIf& what_if, std::vector<Sentence>& sentences) {
  std::vector<std::string> en, zh;
  for (const std::size_t s : what_if.products) {
    const SegmentOutcome& outcome = what_if.outcomes[s];
    if (outcome.replace.value - outcome.apart.value < 0.05 || en.size() == kShown) continue;
    const chain::Segment& segment = what_if.assessment.chain.segments[s];
    en.push_back(fmt::format("{} {}", segment.name.en, WithInterval(outcome.apart.value, outcome.apart.interval)));
    zh.push_back(fmt::format("{} {}", segment.name.zh, WithIntervalZh(outcome.apart.value, outcome.apart.interval)));
  }
  if (en.empty()) return;
  sentences.push_back(
      {"variants",
       {fmt::format("If variants cannot stand in for each other, less is left: {}.", fmt::join(en, ", ")),
        fmt::format("若各路线不能互相替代，剩余更少：{}。", fmt::join(zh, "、"))}});
}

void AddGains(const WhatIf& what_if, std::vector<Sentence>& sentences) {
  std::vector<std::string> en, zh;
  for (const Gain& gain : what_if.gains) {
    if (gain.organisation) continue;
    if (en.size() == 3 || gain.after - gain.share < 0.01) break;
    const chain::Segment& segment = what_if.assessment.chain.segments[gain.segment];
    const bool group = IsWide(what_if, gain.segment);
    en.push_back(fmt::format("{} in {}{} ({} to {})", EconomyText(gain.supplier).en,
                             group ? "the group of goods of " : "", segment.name.en, PercentText(gain.share),
                             PercentText(gain.after)));
    zh.push_back(fmt::format("{}在{}{}（{} 至 {}）", EconomyText(gain.supplier).zh, segment.name.zh,
                             group ? "所在商品组" : "", PercentText(gain.share), PercentText(gain.after)));
  }
  if (en.empty()) return;
  sentences.push_back({"gains",
                       {fmt::format("Of what is left most falls to: {}.", fmt::join(en, ", ")),
                        fmt::format("剩余供应主要落入：{}。", fmt::join(zh, "、"))}});
}

void AddSilent(const WhatIf& what_if, std::vector<Sentence>& sentences) {
  std::size_t silent = 0, group = 0;
  for (std::size_t s = 0; s < what_if.losses.size(); ++s) {
    const SegmentLoss& loss = what_if.losses[s];
    silent += loss.share ? 0U : 1U;
    group += loss.share && IsWide(what_if, s) ? 1U : 0U;
  }
  if (silent + group == 0) return;
  const std::size_t all = what_if.losses.size();
  std::vector<std::string> en, zh;
  if (silent > 0) {
    en.push_back(
        fmt::format("for {} of {} segments nothing loaded says how much is lost, so more may fall", silent, all));
    zh.push_back(fmt::format("{} 个环节中有 {} 个缺少相关供应数据，实际影响可能更大", all, silent));
  }
  if (group > 0) {
    en.push_back(fmt::format("{} {} judged by a wider group of goods", group, group == 1 ? "is" : "are"));
    zh.push_back(fmt::format("{} 个只能按更宽的商品组判断", group));
  }
  sentences.push_back(
      {"certainty",
       {fmt::format("Not known: {}.", fmt::join(en, "; ")), fmt::format("未知之处：{}。", fmt::join(zh, "；"))}});
}

}  // namespace

std::vector<Sentence> WhatIfSentences(const WhatIf& what_if) {
  std::vector<Sentence> sentences;
  AddSummary(what_if, sentences);
  AddHit(what_if, sentences);
  AddStopped(what_if, sentences);
  AddProducts(what_if, sentences);
  AddApart(what_if, sentences);
  AddGains(what_if, sentences);
  AddSilent(what_if, sentences);
  return sentences;
}

}  // namespace tenon::analyses
