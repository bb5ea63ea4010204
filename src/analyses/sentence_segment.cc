#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "analyses/answer_tables.h"
#include "analyses/measure.h"
#include "analyses/sentence.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "store/economy.h"

namespace tenon::analyses {
namespace {

using From = SegmentSupply::From;

const Basis* SupplyBasis(const Assessment& assessment, const SegmentSupply& supply) {
  return supply.from == From::kNothing ? nullptr : &assessment.evidence.bases[supply.basis];
}

void AddStanding(const Assessment& assessment, std::size_t s, std::vector<Sentence>& sentences) {
  const SegmentDependence& found = assessment.dependence.segments[s];
  const econ::SegmentShortage& shortage = found.shortage;
  const chain::Segment& segment = assessment.chain.segments[s];
  if (!shortage.rank || !shortage.overall.interval) {
    sentences.push_back({"standing",
                         {fmt::format("{}: no row of the loaded data speaks about it.", segment.name.en),
                          fmt::format("{}：已加载数据中没有任何一行涉及该环节。", segment.name.zh)}});
    return;
  }
  Text text = {fmt::format("{}: shortage {:.2f} ({:.2f} to {:.2f}), rank {} of {} (likely {} to {}).", segment.name.en,
                           *shortage.overall.value, shortage.overall.interval->low, shortage.overall.interval->high,
                           *shortage.rank, assessment.chain.segments.size(), shortage.rank_low.value_or(*shortage.rank),
                           shortage.rank_high.value_or(*shortage.rank)),
               fmt::format("{}：短缺度 {:.2f}（{:.2f} 至 {:.2f}），在 {} 个环节中列第 {}（大概率在 {} 至 {} 之间）。",
                           segment.name.zh, *shortage.overall.value, shortage.overall.interval->low,
                           shortage.overall.interval->high, assessment.chain.segments.size(), *shortage.rank,
                           shortage.rank_low.value_or(*shortage.rank), shortage.rank_high.value_or(*shortage.rank))};
  if (!found.group.empty()) {
    const auto members = std::ranges::count(assessment.dependence.segments, found.group, &SegmentDependence::group);
    text.en +=
        fmt::format(" It shares all its rows with {} other segment{} (group {}): the data cannot tell them apart.",
                    members - 1, members == 2 ? "" : "s", found.group);
    text.zh +=
        fmt::format("它与另外 {} 个环节依据相同的数据行（{} 组），数据无法将它们区分。", members - 1, found.group);
  }
  sentences.push_back({"standing", std::move(text)});
}

void AddSuppliers(const Assessment& assessment, std::size_t s, std::vector<Sentence>& sentences) {
  const SegmentDependence& found = assessment.dependence.segments[s];
  const Text economy = EconomyText(assessment.economy);
  const Basis* basis = SupplyBasis(assessment, found.supply);
  if (basis == nullptr) {
    const bool trade = assessment.evidence.basis_of[s][MeasureIndex("exports")].has_value();
    sentences.push_back(
        {"suppliers",
         trade
             ? Text{fmt::format("Who supplies {} is not known: the trade data does not list it as an importer. That is "
                                "missing, not zero.",
                                economy.en),
                    fmt::format("不知道谁向{}供货：贸易数据未将其列为进口方。这是缺失，并非为零。", economy.zh)}
             : Text{"Who supplies it is not in the loaded data.", "已加载数据中没有其供应方。"}});
    return;
  }
  const SupplyYear& year = found.history.back();
  if (!year.concentration.hhi || !year.concentration.top_share) {
    sentences.push_back(
        {"suppliers",
         {fmt::format("{} names {} {}, but no shares.", basis->source, year.concentration.suppliers,
                      year.concentration.suppliers == 1 ? "supplier" : "suppliers"),
          fmt::format("{} 列出 {} 个供应方，但没有份额。", basis->source, year.concentration.suppliers)}});
    return;
  }
  Text text;
  const Text top = EconomyText(year.top_supplier);
  const std::string share = PercentText(*year.concentration.top_share);
  const std::string rows = fmt::format("{} {}, {}", basis->source, fmt::join(basis->codes, " "), year.year);
  if (year.top_supplier.empty()) {
    text = {fmt::format("No foreign supplier is named ({}).", rows), fmt::format("没有具名的境外供应方（{}）。", rows)};
  } else if (found.supply.from == From::kImports) {
    const bool group = basis->relation == Relation::kGroup;
    text = {fmt::format("{} buys {} of {} from {} (imports, {}); HHI {:.2f} over {} suppliers.", economy.en, share,
                        group ? "the group it belongs to" : "it", top.en, rows, *year.concentration.hhi,
                        year.concentration.suppliers),
            fmt::format("{}从{}购入{} {}（进口，{}）；{} 个供应方，HHI {:.2f}。", economy.zh, top.zh,
                        group ? "所属产品组的" : "其中", share, rows, year.concentration.suppliers,
                        *year.concentration.hhi)};
  } else {
    text = {
        fmt::format("{} holds {} of world supply ({}); HHI of the foreign suppliers {:.2f}.", top.en, share, rows,
                    *year.concentration.hhi),
        fmt::format("{}占世界供应的 {}（{}）；境外供应方 HHI {:.2f}。", top.zh, share, rows, *year.concentration.hhi)};
  }
  if (year.foreign_share) {
    text.en += fmt::format(" {} of world supply lies abroad.", PercentText(*year.foreign_share));
    text.zh += fmt::format("世界供应的 {} 在境外。", PercentText(*year.foreign_share));
  }
  if (basis->relation == Relation::kGroup) {
    text.en += " These rows describe a wider group, not this segment alone.";
    text.zh += "这些数据描述的是更宽的一组产品，并非本环节本身。";
  }
  sentences.push_back({"suppliers", std::move(text)});
}

void AddChoked(const Assessment& assessment, std::size_t s, std::vector<Sentence>& sentences) {
  const SegmentDependence& found = assessment.dependence.segments[s];
  if (found.choked != true) return;
  const bool few = found.shortage.supplier_scarcity.value_or(0) >= assessment.choked_threshold;
  const bool withheld = found.shortage.denial.value.value_or(0) >= assessment.choked_threshold;
  const Text why = few && withheld ? Text{"few sell it, and it is withheld", "卖家少，且受限"}
                   : few           ? Text{"few sell it", "卖家少"}
                                   : Text{"it is withheld", "受限"};
  const std::string probability = PercentText(found.shortage.choked_probability.value_or(0));
  sentences.push_back({"choked",
                       {fmt::format("It is choked: {} (probability {}).", why.en, probability),
                        fmt::format("属于卡脖子环节：{}（概率 {}）。", why.zh, probability)}});
}

void AddControls(const Assessment& assessment, std::size_t s, std::vector<Sentence>& sentences) {
  if (!assessment.controls.loaded) return;
  const SegmentControls& controls = assessment.controls.segments[s];
  const Text economy = EconomyText(assessment.economy);
  if (controls.entries.empty()) return;
  std::vector<std::string> applying, others;
  for (const Control& control : controls.entries) {
    (control.applies == true ? applying : others).push_back(control.list + " " + control.entry);
  }
  if (applying.empty()) {
    const bool open = controls.unknown;
    sentences.push_back(
        {"controls",
         {fmt::format("{} names it; {} for {}.", fmt::join(others, ", "),
                      open ? "the list does not tell whether a licence is needed" : "no licence is needed", economy.en),
          fmt::format("{} 点名该环节；{}{}。", fmt::join(others, "、"), economy.zh,
                      open ? "是否需要许可，清单未说明" : "无需许可")}});
    return;
  }
  std::vector<std::string> lords_en, lords_zh;
  for (const auto& jurisdiction : controls.withholding) {
    lords_en.push_back(EconomyText(jurisdiction).en);
    lords_zh.push_back(EconomyText(jurisdiction).zh);
  }
  Text text = {
      fmt::format("Controls of {} apply to {}: {}.", fmt::join(lords_en, ", "), economy.en, fmt::join(applying, ", ")),
      fmt::format("{}的管制适用于{}：{}。", fmt::join(lords_zh, "、"), economy.zh, fmt::join(applying, "、"))};
  const auto& withheld =
      assessment.dependence.segments[s].shortage.parts[static_cast<std::size_t>(econ::Part::kWithheldSupply)];
  if (withheld.raw) {
    text.en += fmt::format(" They reach {} of its supply, counted by the suppliers' home.", PercentText(*withheld.raw));
    text.zh += fmt::format("按供应方所在地计，涉及其供应的 {}。", PercentText(*withheld.raw));
  } else {
    text.en += " How much of its supply they reach is not known: no data on suppliers.";
    text.zh += "涉及多少供应尚不清楚：缺少供应方数据。";
  }
  sentences.push_back({"controls", std::move(text)});
}

Text KindText(econ::BreakKind kind) {
  switch (kind) {
    case econ::BreakKind::kNoRoot:
      return {"no root: research is weak", "无根：研究薄弱"};
    case econ::BreakKind::kStuckAtPaper:
      return {"stuck at the paper: research is there, inventions are not", "困于论文：有研究，少发明"};
    case econ::BreakKind::kStuckBeforePlant:
      return {"stuck before the plant: inventions are there, products are not", "困于工厂之前：有发明，少产品"};
    case econ::BreakKind::kDoesNotSell:
      return {"does not sell: it is made, but not exported", "卖不出去：能生产，少出口"};
    case econ::BreakKind::kStartsBelow:
      return {"starts below the world where the data begin", "数据起点即低于世界水平"};
  }
  return {};
}

void AddBreak(const Assessment& assessment, std::size_t s, std::vector<Sentence>& sentences) {
  const auto& steps = assessment.profiles.segments[s].steps;
  if (steps.empty()) {
    sentences.push_back(
        {"break", {"No station has a strength, so no break can be judged.", "没有任何站点可测强度，无法判断断点。"}});
    return;
  }
  const econ::Step* deepest = econ::DeepestBreak(steps);
  if (deepest == nullptr) {
    const bool uncertain =
        std::ranges::any_of(steps, [](const econ::Step& step) { return step.state == econ::StepState::kUncertain; });
    sentences.push_back(
        {"break",
         uncertain ? Text{"A break is more likely than not, but not sure enough to be called one.",
                          "很可能存在断点，但把握不足以下结论。"}
                   : Text{"Between the stations with data the way does not break.", "在有数据的站点之间未见断点。"}});
    return;
  }
  std::vector<std::string> kinds_en, kinds_zh;
  for (const auto kind : deepest->kinds) {
    kinds_en.push_back(KindText(kind).en);
    kinds_zh.push_back(KindText(kind).zh);
  }
  const Text from = deepest->from ? StationName(*deepest->from) : Text{"the world", "世界水平"};
  const Text to = StationName(deepest->to);
  const std::string probability = PercentText(deepest->probability.value_or(0));
  const std::string robustness = PercentText(deepest->robustness.value_or(0));
  Text text = {
      fmt::format("The way breaks between {} and {}: strength falls by {:.2f} (probability {}; stays in {} of "
                  "the settings tried). {}{}.",
                  from.en, to.en, deepest->fall, probability, robustness,
                  deepest->across_missing ? "Stations between have no data, so it may be: " : "Kind: ",
                  fmt::join(kinds_en, "; or ")),
      fmt::format("在{}与{}之间断裂：强度下降 {:.2f}（概率 {}；在所试设定的 {} 中成立）。{}{}。", from.zh, to.zh,
                  deepest->fall, probability, robustness,
                  deepest->across_missing ? "中间站点无数据，可能是：" : "类型：", fmt::join(kinds_zh, "；或"))};
  const auto group_at = [&](econ::Station station) {
    const Reading* reading = assessment.profiles.At(s, station);
    return reading != nullptr && assessment.evidence.bases[reading->basis].relation == Relation::kGroup;
  };
  if (group_at(deepest->to) || (deepest->from && group_at(*deepest->from))) {
    text.en += " It is measured on rows of wider groups, which need not be alike on both sides.";
    text.zh += "其依据是更宽分组的数据，两端口径未必一致。";
  }
  sentences.push_back({"break", std::move(text)});
}

void AddPersistence(const Assessment& assessment, std::size_t s, std::vector<Sentence>& sentences) {
  const econ::Persistence& persistence = assessment.dependence.segments[s].persistence;
  if (!persistence.share || !persistence.margin) return;
  sentences.push_back(
      {"persistence",
       {fmt::format("Sellers were too few in {} of {} years with data; the newest year lies {:.2f} {} the threshold.",
                    persistence.years_held, persistence.years_known, std::abs(*persistence.margin),
                    *persistence.margin >= 0 ? "above" : "below"),
        fmt::format("在 {} 个有数据的年份中有 {} 年供应方过少；最新年份{}阈值 {:.2f}。", persistence.years_known,
                    persistence.years_held, *persistence.margin >= 0 ? "高于" : "低于",
                    std::abs(*persistence.margin))}});
}

/// The codes of a segment in schemes that begin so, e.g. "HS2017 811292".
std::string CodesIn(const chain::Segment& segment, std::string_view scheme) {
  std::vector<std::string> codes;
  for (const auto& code : segment.codes) {
    if (code.scheme.starts_with(scheme)) codes.push_back(code.scheme + " " + code.code);
  }
  return fmt::format("{}", fmt::join(codes, ", "));
}

void AddSharpening(const Assessment& assessment, std::size_t s, std::vector<Sentence>& sentences) {
  const chain::Segment& segment = assessment.chain.segments[s];
  const Basis* basis = SupplyBasis(assessment, assessment.dependence.segments[s].supply);
  const Text economy = EconomyText(assessment.economy);
  std::vector<std::string> en, zh;
  if (basis == nullptr || basis->relation == Relation::kGroup) {
    if (const std::string hs = CodesIn(segment, "HS"); !hs.empty()) {
      en.push_back(fmt::format("imports of {} by product ({})", economy.en, hs));
      zh.push_back(fmt::format("{}按产品的进口（{}）", economy.zh, hs));
    }
    const std::string input = CodesIn(segment, "ETO-INPUT");
    en.push_back(input.empty() ? "shares of supply (table provision)" : fmt::format("shares of supply ({})", input));
    zh.push_back(input.empty() ? "供应份额（provision 表）" : fmt::format("供应份额（{}）", input));
  }
  const Reading* invention = assessment.profiles.At(s, econ::Station::kInvention);
  if (invention == nullptr || assessment.evidence.bases[invention->basis].relation == Relation::kGroup) {
    if (const std::string ipc = CodesIn(segment, "IPC"); !ipc.empty()) {
      en.push_back(fmt::format("patents by class ({})", ipc));
      zh.push_back(fmt::format("按分类的专利（{}）", ipc));
    }
  }
  if (assessment.profiles.At(s, econ::Station::kProduction) == nullptr) {
    en.emplace_back("any figure of production");
    zh.emplace_back("任何产量或产值数据");
  }
  if (en.empty()) return;
  sentences.push_back({"sharpening",
                       {fmt::format("What would sharpen this: {}.", fmt::join(en, "; ")),
                        fmt::format("哪些数据能使判断更准：{}。", fmt::join(zh, "；"))}});
}

}  // namespace

Text EconomyText(const std::string& code) {
  const store::Economy* economy = store::FindEconomy(code);
  return economy == nullptr ? Text{code, code} : economy->name;
}

std::string PercentText(double share) {
  if (share > 0 && share < 0.01) return "<1 %";
  return fmt::format("{:.0f} %", 100 * share);
}

std::vector<Sentence> SegmentSentences(const Assessment& assessment, std::size_t segment) {
  std::vector<Sentence> sentences;
  AddStanding(assessment, segment, sentences);
  if (StateOf(assessment, segment) == "no data") {
    AddControls(assessment, segment, sentences);
    AddSharpening(assessment, segment, sentences);
    return sentences;
  }
  AddSuppliers(assessment, segment, sentences);
  AddControls(assessment, segment, sentences);
  AddChoked(assessment, segment, sentences);
  AddBreak(assessment, segment, sentences);
  AddPersistence(assessment, segment, sentences);
  if (auto closing = ClosingSentence(assessment, segment)) sentences.push_back(*std::move(closing));
  AddSharpening(assessment, segment, sentences);
  return sentences;
}

}  // namespace tenon::analyses
