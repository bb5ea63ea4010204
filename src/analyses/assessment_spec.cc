#include <iterator>

#include "analyses/assessment.h"

namespace tenon::analyses {
namespace {

Parameter Real(std::string name, Text meaning, double default_value, double minimum, double maximum) {
  return {.name = std::move(name),
          .type = ParameterType::kReal,
          .meaning = std::move(meaning),
          .unit = "1",
          .default_value = Value(default_value),
          .minimum = minimum,
          .maximum = maximum};
}

Parameter Whole(std::string name, Text meaning, std::string unit, std::int64_t default_value, double minimum,
                double maximum) {
  return {.name = std::move(name),
          .type = ParameterType::kInteger,
          .meaning = std::move(meaning),
          .unit = std::move(unit),
          .default_value = Value(default_value),
          .minimum = minimum,
          .maximum = maximum};
}

void Append(std::vector<Parameter>& parameters, std::vector<Parameter> more) {
  std::ranges::move(more, std::back_inserter(parameters));
}

}  // namespace

std::vector<Parameter> AssessmentParameters(AssessmentScope scope) {
  std::vector<Parameter> parameters = {
      {.name = "chain",
       .type = ParameterType::kChainFile,
       .meaning = {"the chain file, or the name of a chain that ships", "产业链文件，或随程序附带的产业链名称"},
       .default_value = Value(std::string("chips"))},
      {.name = "economy",
       .type = ParameterType::kEconomy,
       .meaning = scope == AssessmentScope::kSupply
                      ? Text{"whose supply; not given: the world's", "谁的供应；不给则为全球供应"}
                      : Text{"for whom the question is asked", "为哪个经济体提问"},
       .required = scope != AssessmentScope::kSupply},
      {.name = "year",
       .type = ParameterType::kInteger,
       .meaning = {"use nothing newer than this year; not given: the newest of each source",
                   "不使用晚于该年的数据；不给则用各来源最新年份"},
       .minimum = 1500,
       .maximum = 2100},
      {.name = "source",
       .type = ParameterType::kTextList,
       .meaning = {"the source to take where several answer the same question", "多个来源回答同一问题时采用的来源"}}};
  const auto draws = Whole("draws", {"random draws behind intervals and probabilities", "区间与概率的随机抽样次数"},
                           "draws", 1000, 100, 100000);
  const auto seed = Whole("seed", {"seed of the draws", "随机种子"}, "", 1, 0, 9007199254740991.0);
  if (scope == AssessmentScope::kSupply) {
    Append(parameters, {draws, seed});
    return parameters;
  }
  Append(parameters,
         {{.name = "invention",
           .type = ParameterType::kChoice,
           .meaning = {"the measure of invention to read first", "优先采用的发明指标"},
           .default_value = Value(std::string("patent_families")),
           .choices = {"patent_families", "uspto_patents"}},
          Whole("window", {"years added up for counts and values", "计数与金额累加的年数"}, "years", 3, 1, 30),
          Real("delta", {"a fall of strength above this is a break", "强度下降超过此值即为断点"}, 0.3, 0, 2),
          Real("probability", {"required of a break and of a choke", "判定断点与卡脖子所需概率"}, 0.9, 0.5, 1),
          Real("delta_low", {"robustness: delta is drawn from here", "稳健性：delta 抽样下限"}, 0.2, 0, 2),
          Real("delta_high", {"robustness: to here", "稳健性：delta 抽样上限"}, 0.4, 0, 2),
          draws,
          seed});
  if (scope == AssessmentScope::kStations) return parameters;
  Append(parameters,
         {Real("hhi_low", {"supplier HHI that scores 0", "计 0 分的供应方 HHI"}, 0.15, 0, 1),
          Real("hhi_high", {"supplier HHI that scores 1", "计 1 分的供应方 HHI"}, 0.6, 0, 1),
          Real("top_share_low", {"top supplier's share that scores 0", "计 0 分的最大供应方份额"}, 0.3, 0, 1),
          Real("top_share_high", {"top supplier's share that scores 1", "计 1 分的最大供应方份额"}, 0.9, 0, 1),
          Real("import_share_low", {"imports / supply that scores 0", "计 0 分的进口占供应比重"}, 0, 0, 1),
          Real("import_share_high", {"imports / supply that scores 1", "计 1 分的进口占供应比重"}, 1, 0, 1),
          Real("exponent", {"of the power means: the higher, the more the worst part counts", "幂平均指数"}, 3, 1, 10),
          Real("leverage_weight", {"how much leverage takes off incapacity", "反制力对讨不来的抵减权重"}, 0.5, 0, 1),
          Real("choked_threshold", {"scarcity or denial from which a segment is choked", "卡脖子阈值"}, 0.5, 0, 1),
          Real("ramp_spread", {"ramp ends vary by +- this", "评分区间端点的浮动幅度"}, 0.2, 0, 0.3),
          Real("weight_shape", {"Dirichlet parameter of the three weights", "三项权重的狄利克雷参数"}, 10, 0.01, 1e6),
          Whole("first", {"\"among the first ...\"", "“排在前……位”"}, "segments", 10, 1, 10000),
          Whole("persistence_years", {"years looked back", "回看年数"}, "years", 5, 1, 50)});
  return parameters;
}

std::vector<std::string> AssessmentConventions(AssessmentScope scope) {
  std::vector<std::string> conventions;
  if (scope == AssessmentScope::kSupply) {
    conventions.emplace_back(
        "Supply: shares of world supply (provision, then production); then the economy's own imports or, where no "
        "economy is asked about, exports to the importers that the data covers. Exact rows before rows of a group.");
    conventions.emplace_back(
        "Rows of a code wider than the segment, or shared by several segments, are marked \"group\" and carry an error "
        "of 50 %.");
    return conventions;
  }
  conventions.emplace_back(
      "Strength = (S/E - 1) / (S/E + 1): S the economy's share of the segment, E its share of "
      "everything by the same measure; \"world\" is what the source covers.");
  conventions.emplace_back(
      "Size of patents: the source's total ALL where the economy's fields add up to it within 2 %, "
      "else the sum of fields, with a warning.");
  conventions.emplace_back(
      "Exports leave out what the economy asked about buys itself; without that its own market would "
      "count against it.");
  conventions.emplace_back(
      "Rows of a code wider than the segment, or shared by several segments, are marked \"group\" and "
      "carry an error of 50 %.");
  conventions.emplace_back(
      "A source that covers the world and does not name the economy leaves it at most what stands "
      "under \"other\"; in any other source no row means no data.");
  conventions.emplace_back(
      "Intervals are the 5th to 95th percentile of seeded draws: counts Gamma (Jeffreys), values 5 % "
      "unless the source states another.");
  if (scope == AssessmentScope::kStations) return conventions;
  conventions.emplace_back(
      "Supply: shares of world supply (provision, then production) before the economy's own imports; "
      "exact rows before rows of a group. Each row says which was used.");
  conventions.emplace_back(
      "What the economy supplies to itself is part of the whole, but no supplier: a share nobody can "
      "withhold adds nothing to the HHI.");
  conventions.emplace_back(
      "Imports / supply is known where world shares are: 1 - own share. With imports alone it is "
      "missing.");
  conventions.emplace_back(
      "A control applies where a loaded list names the segment's code and the economy; a list that is "
      "not loaded is no permission.");
  conventions.emplace_back(
      "Parts without data are left out of the values and drawn uniform in [0, 1] for the intervals.");
  conventions.emplace_back(
      "Choked: few sellers (HHI and top share, combined like scarcity) or denial at or above the "
      "threshold with the required probability; buying abroad alone chokes nobody "
      "(docs/decisions/0005).");
  conventions.emplace_back(
      "A single point of failure in the chain counts with the foreign share of its supply where that "
      "is known.");
  conventions.emplace_back("Look-through exposure needs an input-output table and is missing until one can be loaded.");
  return conventions;
}

}  // namespace tenon::analyses
