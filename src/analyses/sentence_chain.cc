#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analyses/answer_tables.h"
#include "analyses/measure.h"
#include "analyses/sentence.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

using From = SegmentSupply::From;

std::string Segments(std::size_t count) { return fmt::format("{} {}", count, count == 1 ? "segment" : "segments"); }

/// "none", "1", "12": a sentence does not begin to count at nought.
std::string Count(std::size_t count) { return count == 0 ? "none" : fmt::format("{}", count); }

/// The verb after a count, where one and many differ.
std::string_view Verb(std::size_t count, std::string_view one, std::string_view many) {
  return count == 1 ? one : many;
}

/// Positions of ranked segments, the greatest shortage first, one of each group.
std::vector<std::size_t> ByRank(const Assessment& assessment) {
  std::vector<std::size_t> order;
  std::set<std::string> groups;
  for (std::size_t s = 0; s < assessment.chain.segments.size(); ++s) {
    const SegmentDependence& found = assessment.dependence.segments[s];
    if (!found.shortage.rank || (!found.group.empty() && !groups.insert(found.group).second)) continue;
    order.push_back(s);
  }
  std::ranges::stable_sort(order, {}, [&](std::size_t s) { return *assessment.dependence.segments[s].shortage.rank; });
  return order;
}

/// True if a segment's suppliers are known only as those of a wider or shared group.
bool IsWide(const Assessment& assessment, std::size_t s) {
  const SegmentSupply& supply = assessment.dependence.segments[s].supply;
  return supply.from != From::kNothing && assessment.evidence.bases[supply.basis].relation == Relation::kGroup;
}

void AddSummary(const Assessment& assessment, std::vector<Sentence>& sentences) {
  const Text economy = EconomyText(assessment.economy);
  std::size_t judged = 0, choked = 0, supplied = 0, wide = 0, silent = 0;
  for (std::size_t s = 0; s < assessment.chain.segments.size(); ++s) {
    const SegmentDependence& found = assessment.dependence.segments[s];
    judged += found.choked ? 1U : 0U;
    choked += found.choked == true ? 1U : 0U;
    supplied += found.supply.from != From::kNothing ? 1U : 0U;
    wide += IsWide(assessment, s) ? 1U : 0U;
    silent += StateOf(assessment, s) == "no data" ? 1U : 0U;
  }
  const std::size_t all = assessment.chain.segments.size();
  Text text = {fmt::format("{}, seen by {}: ", assessment.chain.title.en, economy.en),
               fmt::format("{}（{}视角）：", assessment.chain.title.zh, economy.zh)};
  const std::string sure = PercentText(assessment.probability);
  if (judged == 0) {
    text.en += fmt::format("of {} it cannot be said which are choked, for want of data", Segments(all));
    text.zh += fmt::format("共 {} 个环节，因缺数据无法判断哪些属于卡脖子", all);
  } else {
    text.en += fmt::format("of {} {} {} choked with a probability of at least {}", Segments(all), Count(choked),
                           Verb(choked, "is", "are"), sure);
    text.zh += choked == 0 ? fmt::format("{} 个环节中没有以至少 {} 的概率属于卡脖子的", all, sure)
                           : fmt::format("{} 个环节中有 {} 个以至少 {} 的概率属于卡脖子", all, choked, sure);
  }
  text.en += fmt::format(
      "; suppliers are known for {}{}, and {}.", Count(supplied),
      wide == 0 ? "" : fmt::format(" ({} of them only as those of a wider group of goods)", wide),
      silent == 0 ? "each has some data" : fmt::format("{} {} no data at all", silent, Verb(silent, "has", "have")));
  text.zh += fmt::format("；{} 个环节已知供应方{}，", supplied,
                         wide == 0 ? "" : fmt::format("（其中 {} 个只有更宽商品组的数据）", wide)) +
             (silent == 0 ? std::string("各环节都有数据。") : fmt::format("{} 个完全没有数据。", silent));
  sentences.push_back({"summary", std::move(text)});
}

void AddGreatest(const Assessment& assessment, const std::vector<std::size_t>& order,
                 std::vector<Sentence>& sentences) {
  constexpr std::size_t kShown = 5;
  std::vector<std::string> en, zh;
  for (std::size_t i = 0; i < std::min(kShown, order.size()); ++i) {
    const chain::Segment& segment = assessment.chain.segments[order[i]];
    const SegmentDependence& found = assessment.dependence.segments[order[i]];
    std::string who_en, who_zh;
    if (!found.history.empty() && found.history.back().concentration.top_share &&
        !found.history.back().top_supplier.empty()) {
      const Text top = EconomyText(found.history.back().top_supplier);
      const std::string share = PercentText(*found.history.back().concentration.top_share);
      who_en = fmt::format("{} {}; ", top.en, share);
      who_zh = fmt::format("{} {}；", top.zh, share);
    }
    const std::size_t low = found.shortage.rank_low.value_or(0), high = found.shortage.rank_high.value_or(0);
    en.push_back(fmt::format("{} ({}rank {} to {})", segment.name.en, who_en, low, high));
    zh.push_back(fmt::format("{}（{}排名 {} 至 {}）", segment.name.zh, who_zh, low, high));
  }
  if (en.empty()) return;
  sentences.push_back({"greatest",
                       {fmt::format("The greatest shortages: {}.", fmt::join(en, ", ")),
                        fmt::format("最短缺的环节：{}。", fmt::join(zh, "、"))}});
}

void AddHangsOn(const Assessment& assessment, std::vector<Sentence>& sentences) {
  std::map<std::string, std::size_t> choked, all;
  std::size_t choked_sum = 0, sum = 0, wide = 0;
  for (std::size_t s = 0; s < assessment.dependence.segments.size(); ++s) {
    const SegmentDependence& found = assessment.dependence.segments[s];
    if (found.history.empty() || found.history.back().top_supplier.empty()) continue;
    if (IsWide(assessment, s)) ++wide;
    ++all[found.history.back().top_supplier];
    ++sum;
    if (found.choked != true) continue;
    ++choked[found.history.back().top_supplier];
    ++choked_sum;
  }
  const auto most = [](const auto& counts) {
    return std::ranges::max_element(counts, {}, [](const auto& count) { return count.second; });
  };
  if (all.empty()) return;
  const auto widest = most(all);
  Text text = {fmt::format("{} is the largest supplier in {} of {} with known suppliers", EconomyText(widest->first).en,
                           widest->second, Segments(sum)),
               fmt::format("在 {} 个已知供应方的环节中，{}在 {} 个里是最大供应方", sum, EconomyText(widest->first).zh,
                           widest->second)};
  if (wide > 0) {
    text.en += fmt::format(" ({} of these {} judged by a wider group of goods)", wide, Verb(wide, "is", "are"));
    text.zh += fmt::format("（其中 {} 个按更宽的商品组判断）", wide);
  }
  if (!choked.empty()) {
    const auto chief = most(choked);
    text.en += choked_sum == 1 ? fmt::format("; the choked one hangs on {}", EconomyText(chief->first).en)
                               : fmt::format("; of the {} choked ones {} {} on {}", choked_sum, chief->second,
                                             Verb(chief->second, "hangs", "hang"), EconomyText(chief->first).en);
    text.zh +=
        fmt::format("；{} 个卡脖子环节中有 {} 个依赖{}", choked_sum, chief->second, EconomyText(chief->first).zh);
  }
  sentences.push_back({"suppliers", {text.en + ".", text.zh + "。"}});
}

void AddControls(const Assessment& assessment, std::vector<Sentence>& sentences) {
  const Text economy = EconomyText(assessment.economy);
  if (!assessment.controls.loaded) {
    sentences.push_back({"controls",
                         {"No control list is loaded, so nothing is said about what is withheld; load us-ccl.",
                          "未加载任何管制清单，无法判断“要不来”；请加载 us-ccl。"}});
    return;
  }
  std::map<std::string, std::size_t> by_jurisdiction;
  for (const SegmentControls& segment : assessment.controls.segments) {
    for (const auto& jurisdiction : segment.withholding) ++by_jurisdiction[jurisdiction];
  }
  if (by_jurisdiction.empty()) {
    sentences.push_back(
        {"controls",
         {fmt::format("No loaded control list requires a licence for {} in any segment; lists that are not loaded may.",
                      economy.en),
          fmt::format("已加载的管制清单在任何环节都未对{}要求许可；未加载的清单则可能要求。", economy.zh)}});
    return;
  }
  std::vector<std::string> en, zh;
  for (const auto& [jurisdiction, count] : by_jurisdiction) {
    en.push_back(fmt::format("{} in {}", EconomyText(jurisdiction).en, Segments(count)));
    zh.push_back(fmt::format("{}（{} 个环节）", EconomyText(jurisdiction).zh, count));
  }
  sentences.push_back({"controls",
                       {fmt::format("Loaded controls that apply to {}: {}.", economy.en, fmt::join(en, ", ")),
                        fmt::format("适用于{}的已加载管制：{}。", economy.zh, fmt::join(zh, "、"))}});
}

void AddBreaks(const Assessment& assessment, std::vector<Sentence>& sentences) {
  std::map<std::string, std::size_t> between;
  std::map<std::string, Text> names;
  std::size_t broken = 0, judged = 0;
  for (const SegmentProfile& profile : assessment.profiles.segments) {
    judged += profile.steps.empty() ? 0U : 1U;
    const econ::Step* deepest = econ::DeepestBreak(profile.steps);
    if (deepest == nullptr) continue;
    ++broken;
    const std::string where = BetweenOf(*deepest);
    ++between[where];
    const Text from = deepest->from ? StationName(*deepest->from) : Text{"the world", "世界水平"};
    names[where] = {from.en + " and " + StationName(deepest->to).en, from.zh + "与" + StationName(deepest->to).zh};
  }
  if (judged == 0) {
    sentences.push_back({"breaks",
                         {"No segment has stations that can be measured, so no break can be judged.",
                          "没有任何环节的站点可测，无法判断断点。"}});
    return;
  }
  if (broken == 0) {
    sentences.push_back({"breaks",
                         {fmt::format("No break can be shown in {} with measured stations.", Segments(judged)),
                          fmt::format("在 {} 个可测站点的环节中，均未能证实断点。", judged)}});
    return;
  }
  std::vector<std::string> en, zh;
  for (const auto& [where, count] : between) {
    en.push_back(fmt::format("between {} in {}", names[where].en, count));
    zh.push_back(fmt::format("{}之间 {} 个", names[where].zh, count));
  }
  sentences.push_back(
      {"breaks",
       {fmt::format("The way breaks in {} of {} with measured stations: {}.", broken, Segments(judged),
                    fmt::join(en, ", ")),
        fmt::format("{} 个可测站点的环节中有 {} 个出现断点：{}。", judged, broken, fmt::join(zh, "、"))}});
}

/// The rows that tell who supplies a segment's buyers: shares of the world if there are any, else trade.
const Basis* BuyersRows(const Assessment& assessment, std::size_t segment) {
  for (const std::string_view measure : {"provision_share", "production_quantity", "exports"}) {
    const auto basis = assessment.evidence.basis_of[segment][MeasureIndex(measure)];
    if (basis) return &assessment.evidence.bases[*basis];
  }
  return nullptr;
}

/// The strongest holds, one for each set of rows: over one buyer where its imports tell, over all where world shares
/// do.
void AddLeverage(const Assessment& assessment, std::vector<Sentence>& sentences) {
  constexpr std::size_t kShown = 3;
  constexpr double kHold = 0.1;  // share x scarcity below which nobody would feel it
  std::vector<std::string> en, zh;
  std::set<const Basis*> told;
  for (const NamedHold& hold : assessment.dependence.holds.holds) {
    if (hold.value < kHold) break;  // the strongest come first
    const Basis* rows = BuyersRows(assessment, hold.segment);
    if (en.size() == kShown || rows == nullptr || !told.insert(rows).second) continue;
    const chain::Segment& segment = assessment.chain.segments[hold.segment];
    const std::string share = PercentText(hold.share);
    if (Measures()[rows->measure].name != "exports") {
      en.push_back(fmt::format("all buyers of {} ({} of world supply)", segment.name.en, share));
      zh.push_back(fmt::format("所有{}买家（占世界供应 {}）", segment.name.zh, share));
    } else if (rows->relation == Relation::kGroup) {
      const std::string group = fmt::format("{} {}", rows->scheme, fmt::join(rows->codes, " "));
      en.push_back(fmt::format("{} ({} of its imports of {})", EconomyText(hold.over).en, share, group));
      zh.push_back(fmt::format("{}（占其 {} 进口的 {}）", EconomyText(hold.over).zh, group, share));
    } else {
      en.push_back(fmt::format("{} ({}: {} of its imports)", EconomyText(hold.over).en, segment.name.en, share));
      zh.push_back(fmt::format("{}（{}：占其进口 {}）", EconomyText(hold.over).zh, segment.name.zh, share));
    }
  }
  const Text economy = EconomyText(assessment.economy);
  const auto unsupplied = [](const SegmentDependence& found) { return found.supply.from == From::kNothing; };
  if (en.empty() && std::ranges::all_of(assessment.dependence.segments, unsupplied)) {
    sentences.push_back({"leverage",
                         {fmt::format("No suppliers are known, so it cannot be said whom {} holds.", economy.en),
                          fmt::format("供应方均未知，无法判断{}能制约谁。", economy.zh)}});
    return;
  }
  if (en.empty()) {
    sentences.push_back({"leverage",
                         {fmt::format("By this data {} has no hold on anybody in this chain.", economy.en),
                          fmt::format("按现有数据，{}在该链上不能制约任何一方。", economy.zh)}});
    return;
  }
  sentences.push_back({"leverage",
                       {fmt::format("In turn {} has a hold on {}.", economy.en, fmt::join(en, ", ")),
                        fmt::format("反过来，{}能够制约：{}。", economy.zh, fmt::join(zh, "、"))}});
}

void AddCertainty(const Assessment& assessment, const std::vector<std::size_t>& order,
                  std::vector<Sentence>& sentences) {
  std::size_t group = 0, sure = 0;
  for (std::size_t s = 0; s < assessment.chain.segments.size(); ++s) {
    group += StateOf(assessment, s) == "group" ? 1U : 0U;
    sure +=
        assessment.dependence.segments[s].shortage.first_probability.value_or(0) >= assessment.probability ? 1U : 0U;
  }
  if (order.empty()) return;
  const std::size_t all = assessment.chain.segments.size();
  const std::string probability = PercentText(assessment.probability);
  Text text = {fmt::format("{} {} among the first {} with a probability of at least {}",
                           sure == 0 ? "No segment" : Segments(sure), Verb(sure, "is", sure == 0 ? "is" : "are"),
                           assessment.first, probability),
               sure == 0 ? fmt::format("没有环节以至少 {} 的概率位列前 {}", probability, assessment.first)
                         : fmt::format("{} 个环节以至少 {} 的概率位列前 {}", sure, probability, assessment.first)};
  if (group > 0) {
    text.en += fmt::format("; {} of {} {} only on rows of wider or shared groups, so read {} as {}", group, all,
                           Verb(group, "rests", "rest"), Verb(group, "its rank", "their ranks"),
                           Verb(group, "an interval", "intervals"));
    text.zh += fmt::format("；{} 个环节（共 {} 个）只依据更宽或共用的分组数据，其排名应按区间理解", group, all);
  }
  sentences.push_back({"certainty", {text.en + ".", text.zh + "。"}});
}

void AddSharpening(const Assessment& assessment, std::vector<Sentence>& sentences) {
  std::size_t no_supply = 0, wide_supply = 0, no_production = 0, no_crossing = 0;
  for (std::size_t s = 0; s < assessment.chain.segments.size(); ++s) {
    const SegmentSupply& supply = assessment.dependence.segments[s].supply;
    no_supply += supply.from == From::kNothing ? 1U : 0U;
    wide_supply += IsWide(assessment, s) ? 1U : 0U;
    no_production += assessment.profiles.At(s, econ::Station::kProduction) == nullptr ? 1U : 0U;
    no_crossing += assessment.profiles.At(s, econ::Station::kCrossing) == nullptr ? 1U : 0U;
  }
  std::vector<std::string> en, zh;
  std::vector<std::string> lack_en, lack_zh;
  if (no_supply > 0) {
    lack_en.push_back(fmt::format("{} {} none", Segments(no_supply), Verb(no_supply, "has", "have")));
    lack_zh.push_back(fmt::format("{} 个环节缺失", no_supply));
  }
  if (wide_supply > 0) {
    lack_en.push_back(
        fmt::format("{} {} only those of a group", Segments(wide_supply), Verb(wide_supply, "has", "have")));
    lack_zh.push_back(fmt::format("{} 个环节只有分组数据", wide_supply));
  }
  if (!lack_en.empty()) {
    en.push_back(fmt::format("shares of supply or imports by product ({})", fmt::join(lack_en, ", ")));
    zh.push_back(fmt::format("供应份额或分产品进口（{}）", fmt::join(lack_zh, "，")));
  }
  if (no_production > 0) {
    en.push_back(fmt::format("production ({} {} none)", Segments(no_production), Verb(no_production, "has", "have")));
    zh.push_back(fmt::format("产量或产值（{} 个环节缺失）", no_production));
  }
  if (no_crossing > 0) {
    en.push_back(fmt::format("links from papers to patents to products ({} {} no crossing)", Segments(no_crossing),
                             Verb(no_crossing, "has", "have")));
    zh.push_back(fmt::format("论文到专利到产品的联系（{} 个环节“成果转化”缺失）", no_crossing));
  }
  if (en.empty()) return;
  sentences.push_back({"sharpening",
                       {fmt::format("What would sharpen the answer most: {}.", fmt::join(en, "; ")),
                        fmt::format("最能提高判断精度的数据：{}。", fmt::join(zh, "；"))}});
}

ResultTable Sentences() {
  return {"sentences",
          {"the answer in sentences", "用句子给出的结论"},
          {
              {"segment",
               ValueType::kText,
               "",
               {"id in the chain file; missing: the chain as a whole", "环节代号；缺失：整条链"}},
              {"topic", ValueType::kText, "", {"what the sentence is about", "主题"}},
              {"en", ValueType::kText, "", {"in English", "英文"}},
              {"zh", ValueType::kText, "", {"in Chinese", "中文"}},
          }};
}

void FillSentences(const Assessment& assessment, Table& table) {
  AddSentences(ChainSentences(assessment), table);
  for (std::size_t s = 0; s < assessment.chain.segments.size(); ++s) {
    AddSentences(SegmentSentences(assessment, s), table, assessment.chain.segments[s].id);
  }
}

}  // namespace

AnswerTable SentencesTable() { return {&Sentences, &FillSentences}; }

void AddSentences(std::vector<Sentence> sentences, Table& table, const Value& segment) {
  for (Sentence& sentence : sentences) {
    table.rows.push_back(
        {segment, std::string(sentence.topic), std::move(sentence.text.en), std::move(sentence.text.zh)});
  }
}

std::vector<Sentence> ChainSentences(const Assessment& assessment) {
  const std::vector<std::size_t> order = ByRank(assessment);
  std::vector<Sentence> sentences;
  AddSummary(assessment, sentences);
  AddGreatest(assessment, order, sentences);
  AddHangsOn(assessment, sentences);
  AddControls(assessment, sentences);
  AddBreaks(assessment, sentences);
  AddLeverage(assessment, sentences);
  AddCertainty(assessment, order, sentences);
  AddSharpening(assessment, sentences);
  return sentences;
}

}  // namespace tenon::analyses
