#include <algorithm>
#include <array>

#include "analyses/activities.h"

namespace tenon::analyses {

std::vector<Parameter> ActivityParameters() {
  return {
      {.name = "of",
       .type = ParameterType::kChoice,
       .meaning =
           {"what places and activities are: economies and what they export (trade), or regions and what they do "
            "(region_activity); without it, trade where it is loaded",
            "地方与活动取自何处：经济体及其出口（trade），或地区及其活动（region_"
            "activity）；不给则在已载入贸易时用贸易"},
       .choices = {"trade", "region_activity"}},
      {.name = "source",
       .type = ParameterType::kText,
       .meaning = {"the source that answers, where several could", "多个来源都能回答时选用的来源"}},
      {.name = "classification",
       .type = ParameterType::kText,
       .meaning = {"the scheme of the codes, where a source states several", "一个来源含多种分类时选用的分类"}},
      {.name = "measure",
       .type = ParameterType::kText,
       .meaning = {"region_activity: what is measured, where there are several measures, e.g. value_added",
                   "region_activity：有多种度量时选用的度量，例如 value_added"}},
      {.name = "economy",
       .type = ParameterType::kEconomy,
       .meaning = {"region_activity: only regions of this economy", "region_activity：仅限该经济体的地区"}},
      {.name = "kind",
       .type = ParameterType::kText,
       .meaning = {"region_activity: only regions of this kind, e.g. province, state, city",
                   "region_activity：仅限该类地区，例如 province、state、city"}},
      {.name = "codes",
       .type = ParameterType::kTextList,
       .meaning = {"only activities whose code has this form: ? is one character, * any text, ! before it leaves out; "
                   "'?\?\?\?' are the headings of "
                   "HS",
                   "仅限代码符合此形式的活动：? 为一个字符，* 为任意文本，前置 ! 则排除；'?\?\?\?' 即 HS 的四位品目"}},
      {.name = "min_place_total",
       .type = ParameterType::kReal,
       .meaning = {"sample: places whose amounts add up to this or more; without it, every place",
                   "样本：总量不低于此值的地方；不给则不筛选"},
       .unit = "of the amounts",
       .minimum = 0},
      {.name = "min_activity_total",
       .type = ParameterType::kReal,
       .meaning = {"sample: activities whose amounts add up to this or more; without it, every activity",
                   "样本：总量不低于此值的活动；不给则不筛选"},
       .unit = "of the amounts",
       .minimum = 0},
      {.name = "min_rca",
       .type = ParameterType::kReal,
       .meaning = {"a place has an activity from this revealed comparative advantage on",
                   "显示性比较优势达到此值即视为具备该活动"},
       .unit = "1",
       .default_value = Value(1.0),
       .minimum = 0.01,
       .maximum = 100},
  };
}

std::vector<std::string> ActivityConventions() {
  constexpr const char* kComplete =
      "A pair of place and activity without a row is zero: the source is taken to be complete for the places and "
      "activities it names. A place or activity without any amount stays in the tables with missing values and changes "
      "no other.";
  constexpr const char* kTrade =
      "Trade: exports to all importers the source covers, which need not be the world; what an economy sells to itself "
      "is left out.";
  return {
      kComplete,
      "RCA = (X_cp / X_c) / (X_p / X) over the sample; a place has an activity where RCA >= min_rca.",
      "No sample filter by default: tiny territories with few exports can stand at either end of a ranking.",
      kTrade,
      "Totals that hold other places or codes of the data are left out, so that nothing is counted twice.",
  };
}

Parameter YearParameter() {
  return {.name = "year",
          .type = ParameterType::kInteger,
          .meaning = {"the year; without it, the last of the source", "年份；不给则为该来源的最后一年"},
          .minimum = 1500,
          .maximum = 2100};
}

namespace {

struct NamedProximity {
  std::string_view name;
  econ::ProximityMeasure measure;
};
constexpr std::array kProximities = {NamedProximity{"minimum", econ::ProximityMeasure::kMinimum},
                                     NamedProximity{"cosine", econ::ProximityMeasure::kCosine},
                                     NamedProximity{"jaccard", econ::ProximityMeasure::kJaccard},
                                     NamedProximity{"association", econ::ProximityMeasure::kAssociation}};

}  // namespace

Parameter ProximityParameter() {
  Parameter parameter = {
      .name = "proximity",
      .type = ParameterType::kChoice,
      .meaning =
          {"from u and v places that have each and n that have both: minimum n / max(u, v); cosine n / sqrt(u v); "
           "jaccard n / (u + v - n); association n N / (u v), 1 is chance",
           "设各有 u、v 个地方具备，n 个地方二者皆备：minimum 为 n / max(u, v)；cosine 为 n / sqrt(u v)；jaccard 为 "
           "n / (u + v - n)；association 为 n N / (u v)，1 相当于随机"},
      .default_value = Value(std::string(kProximities[0].name))};
  for (const auto& [name, measure] : kProximities) parameter.choices.emplace_back(name);
  return parameter;
}

econ::ProximityMeasure ChosenProximity(const Question& question) {
  const std::string chosen = question.arguments.GetText("proximity");
  return std::ranges::find(kProximities, std::string_view(chosen), &NamedProximity::name)->measure;
}

}  // namespace tenon::analyses
