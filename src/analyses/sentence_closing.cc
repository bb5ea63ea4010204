#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analyses/sentence.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

/// Other ways of having what this segment is one way of having.
std::vector<std::size_t> Alternatives(const chain::Chain& chain, std::size_t s) {
  std::vector<std::size_t> found;
  for (const auto& link : chain.links) {
    if (link.from != s || link.kind != chain::LinkKind::kVariant) continue;
    for (const auto& other : chain.links) {
      if (other.to == link.to && other.from != s && other.kind == chain::LinkKind::kVariant)
        found.push_back(other.from);
    }
  }
  return found;
}

void AddAlternatives(const chain::Chain& chain, std::size_t s, std::vector<std::string>& en,
                     std::vector<std::string>& zh) {
  constexpr std::size_t kShown = 4;
  std::vector<std::string> names_en, names_zh;
  const std::vector<std::size_t> others = Alternatives(chain, s);
  for (std::size_t i = 0; i < std::min(kShown, others.size()); ++i) {
    names_en.push_back(chain.segments[others[i]].name.en);
    names_zh.push_back(chain.segments[others[i]].name.zh);
  }
  if (others.empty()) return;
  const bool more = others.size() > kShown;
  en.push_back(fmt::format("switch to another way in the chain ({}{})", fmt::join(names_en, ", "),
                           more ? fmt::format(" and {} more", others.size() - kShown) : ""));
  zh.push_back(fmt::format("改用链上的其他路线（{}{}）", fmt::join(names_zh, "、"),
                           more ? fmt::format("等 {} 条", others.size()) : ""));
}

/// The suppliers after the largest one that no loaded control binds.
void AddOtherSuppliers(const SegmentDependence& found, const std::set<std::string>& withholding,
                       std::vector<std::string>& en, std::vector<std::string>& zh) {
  if (found.history.empty() || found.history.back().top_supplier.empty()) return;
  struct Other {
    std::string name;
    double amount;
  };
  std::vector<Other> others;
  double known = found.supply.supply.own;
  for (std::size_t i = 0; i < found.supply.suppliers.size(); ++i) {
    const econ::Amount& amount = found.supply.supply.named[i];
    known += amount.value_or(0);
    if (amount && *amount > 0 && found.supply.suppliers[i] != found.history.back().top_supplier &&
        !withholding.contains(found.supply.suppliers[i])) {
      others.push_back({found.supply.suppliers[i], *amount});
    }
  }
  std::ranges::stable_sort(others, std::ranges::greater(), &Other::amount);
  if (others.size() > 3) others.resize(3);
  std::vector<std::string> names_en, names_zh;
  for (const auto& other : others) {
    names_en.push_back(EconomyText(other.name).en + " " + PercentText(other.amount / known));
    names_zh.push_back(EconomyText(other.name).zh + " " + PercentText(other.amount / known));
  }
  const Text top = EconomyText(found.history.back().top_supplier);
  if (names_en.empty()) {
    en.push_back(fmt::format(
        "no other supplier beside {} is named and free to sell, so only own output or a substitute helps", top.en));
    zh.push_back(fmt::format("除{}外没有具名且不受限的供应方，只能靠自产或替代", top.zh));
  } else {
    en.push_back(fmt::format("buy more from those after {} ({})", top.en, fmt::join(names_en, ", ")));
    zh.push_back(fmt::format("向{}之外的供应方多采购（{}）", top.zh, fmt::join(names_zh, "、")));
  }
}

}  // namespace

std::optional<Sentence> ClosingSentence(const Assessment& assessment, std::size_t s) {
  const SegmentDependence& found = assessment.dependence.segments[s];
  const econ::Step* deepest = econ::DeepestBreak(assessment.profiles.segments[s].steps);
  if (found.choked != true && deepest == nullptr) return std::nullopt;
  std::vector<std::string> en, zh;
  if (found.choked == true) {
    AddOtherSuppliers(found, assessment.controls.segments[s].withholding, en, zh);
    AddAlternatives(assessment.chain, s, en, zh);
    constexpr double kCapable = 0.4;  // at this incapacity and below the economy stands at or above the world's mean
    if (found.shortage.incapacity.value && *found.shortage.incapacity.value <= kCapable) {
      en.emplace_back("make it at home: by the measures at hand research and inventions are there");
      zh.emplace_back("自行生产：按现有指标，研究与发明基础已在");
    }
  }
  if (deepest != nullptr && deepest->kinds.size() == 1) {
    switch (deepest->kinds.front()) {
      case econ::BreakKind::kNoRoot:
        en.emplace_back("build up research first, with those who lead it");
        zh.emplace_back("先补研究，并与领先者合作");
        break;
      case econ::BreakKind::kStuckAtPaper:
        en.emplace_back("bring results to firms: licences, joint laboratories, proof of concept");
        zh.emplace_back("让成果走向企业：许可、联合实验室、概念验证");
        break;
      case econ::BreakKind::kStuckBeforePlant:
        en.emplace_back("bring inventions into the plant: pilot lines, scale-up, first buyers");
        zh.emplace_back("让发明进厂：中试线、放大、首批订单");
        break;
      case econ::BreakKind::kDoesNotSell:
        en.emplace_back("open markets: standards, certification, reference customers");
        zh.emplace_back("打开市场：标准、认证、标杆用户");
        break;
      case econ::BreakKind::kStartsBelow:
        break;
    }
  }
  if (en.empty()) return std::nullopt;
  return Sentence{"closing",
                  {fmt::format("What would close it: {}.", fmt::join(en, "; ")),
                   fmt::format("如何弥补：{}。", fmt::join(zh, "；"))}};
}

}  // namespace tenon::analyses
