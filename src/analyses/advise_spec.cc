#include <iterator>
#include <string>
#include <utility>

#include "analyses/activities.h"
#include "analyses/advise.h"
#include "analyses/answer_tables.h"

namespace tenon::analyses {
namespace {

using enum ValueType;

Parameter Share(std::string name, Text meaning, double default_value, double maximum) {
  return {.name = std::move(name),
          .type = ParameterType::kReal,
          .meaning = std::move(meaning),
          .unit = "1",
          .default_value = Value(default_value),
          .minimum = 0,
          .maximum = maximum};
}

ResultTable AdviceSpec() {
  return {"advice",
          {"three lists: upgrade what is here, grow what is near, prepare what is complex and far; the best first",
           "三张清单：传统升级、新兴壮大、未来布局；各按得分排序"},
          {
              {"list", kText, "", {"upgrade, grow or prepare", "upgrade 传统升级；grow 新兴壮大；prepare 未来布局"}},
              {"rank", kInteger, "", {"within the list", "清单内名次"}},
              {"product", kText, "", {"code of the activity", "活动代码"}},
              {"name", kText, "", {"its name", "名称"}},
              {"rca", kReal, "1", {"revealed comparative advantage in the year", "当年显示性比较优势"}},
              {"trend",
               kReal,
               "1",
               {"RCA over that of the first year looked back to, less 1; missing: none then, or not known",
                "较回看首年的 RCA 变化率；缺失：当时为零或未知"}},
              {"density",
               kReal,
               "1",
               {"share of the space around it that the place has", "周围产品空间中该地已具备的份额"}},
              {"complexity", kReal, "1", {"product complexity index, z-score", "产品复杂度指数（标准分）"}},
              {"score",
               kReal,
               "1",
               {"density x share of activities that are no more complex", "密度 × 复杂度不高于它的活动占比"}},
              {"nearest",
               kText,
               "",
               {"nearest activities the place has, with proximity", "该地已具备的最近活动及其邻近度"}},
              {"segments",
               kText,
               "",
               {"chain segments it belongs to, the shortest in supply first; all in the table segments",
                "所属产业链环节，短缺最重者在前；全部见 segments 表"}},
              {"shortage",
               kReal,
               "1",
               {"the greatest shortage of these, for the economy of the place, 0 to 1", "其中最大的短缺度，0 至 1"}},
              {"rising",
               kBoolean,
               "",
               {"whether research or patents of the economy rise in these segments",
                "该经济体在这些环节的科研或专利是否上升"}},
              {"later_rca",
               kReal,
               "1",
               {"RCA in the year it is judged by; missing: no later year is loaded",
                "评判年份的 RCA；缺失：未载入更晚年份"}},
              {"entered",
               kBoolean,
               "",
               {"whether the place, which did not have it, has it then; missing: had it, or not known",
                "原不具备而届时具备；缺失：原已具备或未知"}},
          }};
}

ResultTable ScoreSpec() {
  return {
      "score",
      {"out of sample: how well the ranking foretold what places took up, against density, RCA and chance",
       "样本外检验：排序对后来进入的预测力，与密度、RCA 及随机比较"},
      {
          {"scope", kText, "", {"place: this one; all places: mean over places", "place 本地；all places 各地平均"}},
          {"predictor", kText, "", {"advice, density, rca or chance", "advice 本建议；density 密度；rca；chance 随机"}},
          {"trained_to", kInteger, "year", {"nothing later was known to it", "只用至该年的数据"}},
          {"judged_in", kInteger, "year", {"entries until this year", "以该年评判"}},
          {"places", kInteger, "count", {"with at least one entry", "至少有一项进入的地方数"}},
          {"candidates", kInteger, "count", {"activities they did not have", "原不具备的活动数"}},
          {"entries", kInteger, "count", {"of these they have in the later year", "其中届时具备的数目"}},
          {"k", kInteger, "count", {"length of the head of the ranking", "排序头部长度"}},
          {"hits", kReal, "count", {"entries among the first k of each place", "各地前 k 位中的进入数"}},
          {"precision_at_k", kReal, "1", {"hits over k; mean over places", "命中数除以 k；各地平均"}},
          {"precision_error", kReal, "1", {"standard error of that mean", "该平均值的标准误"}},
          {"auc_pr", kReal, "1", {"area under precision over recall; mean over places", "精确率—召回率曲线下面积"}},
          {"auc_pr_error", kReal, "1", {"standard error of that mean", "该平均值的标准误"}},
      }};
}

ResultTable EntriesSpec() {
  return {"entries",
          {"how many of the recommended entries happened, by list", "各清单推荐的进入有多少实现"},
          {
              {"scope", kText, "", {"place, or all places", "place 本地；all places 各地合计"}},
              {"list", kText, "", {"upgrade (those lost before), grow, prepare, or not advised", "清单，或未推荐"}},
              {"trained_to", kInteger, "year", {"nothing later was known", "只用至该年的数据"}},
              {"judged_in", kInteger, "year", {"entries until this year", "以该年评判"}},
              {"candidates",
               kInteger,
               "count",
               {"activities of the list the place did not have", "清单中原不具备的活动数"}},
              {"entered", kInteger, "count", {"of these it has in the later year", "其中届时具备的数目"}},
              {"share", kReal, "1", {"entered over candidates", "实现比例"}},
          }};
}

ResultTable SegmentsSpec() {
  return {"segments",
          {"chain segments of the advised activities", "所推荐活动对应的产业链环节"},
          {
              {"product", kText, "", {"code of the activity", "活动代码"}},
              {"chain", kText, "", {"id of the chain", "产业链代号"}},
              {"segment", kText, "", {"id in the chain file", "环节代号"}},
              {"name", kText, "", {"its English name", "英文名"}},
              {"name_zh", kText, "", {"its Chinese name", "中文名"}},
              {"relation",
               kText,
               "",
               {"exact; group: the activity is wider than the segment, or holds several",
                "exact 对应；group 活动宽于环节"}},
              {"shortage", kReal, "1", {"of the segment for the economy of the place", "该地所在经济体的环节短缺度"}},
              {"rising", kBoolean, "", {"research or patents of the economy rise", "该经济体的科研或专利是否上升"}},
          }};
}

ResultTable PlaceSpec() {
  return {"place",
          {"one row: the place and the lines between its lists", "一行：该地及清单分界"},
          {
              {"place", kText, "", {"economy or code of the region", "经济体或地区代码"}},
              {"name", kText, "", {"its name", "名称"}},
              {"year", kInteger, "year", {"what is known ends here", "数据截止年份"}},
              {"looked_back_to", kInteger, "year", {"first year of the trend", "趋势首年"}},
              {"diversity", kInteger, "count", {"activities it has", "具备的活动数"}},
              {"eci", kReal, "1", {"economic complexity index", "经济复杂度指数"}},
              {"mean_complexity", kReal, "1", {"of what it has: above it, upgrade", "已具备活动的平均复杂度"}},
              {"median_complexity", kReal, "1", {"of what it has: above it, grow", "已具备活动的复杂度中位数"}},
              {"near_density", kReal, "1", {"from here on near: grow; below: prepare", "自此密度起为“近”"}},
              {"high_complexity", kReal, "1", {"from here on complex: prepare", "自此复杂度起为“高”"}},
          }};
}

ResultTable ChainsSpec() {
  return {"chains",
          {"the chain files asked about", "所用产业链文件"},
          {
              {"chain", kText, "", {"id", "代号"}},
              {"file", kText, "", {"the file", "文件"}},
              {"sha256", kText, "", {"of its content", "内容校验和"}},
              {"segments", kInteger, "count", {"it has", "环节数"}},
              {"matched", kInteger, "count", {"of these led to by a code of the activities", "与活动代码对应的环节数"}},
              {"shortage", kInteger, "count", {"segments whose shortage is known", "短缺度已知的环节数"}},
              {"why_none", kText, "", {"why shortage is not known", "短缺度未知的原因"}},
          }};
}

}  // namespace

std::vector<Parameter> AdviceParameters() {
  return {
      ProximityParameter(),
      {.name = "look_back",
       .type = ParameterType::kInteger,
       .meaning = {"years looked back for the trend and for what was here, the year itself included",
                   "回看年数（含当年），用于趋势与曾经具备"},
       .unit = "years",
       .default_value = Value(std::int64_t{5}),
       .minimum = 1,
       .maximum = 50},
      Share("fell", {"upgrade: from this loss of RCA on an activity slips", "升级：RCA 降幅自此起视为下滑"}, 0.1, 1),
      Share("near_share", {"grow: upper share, by density, of what is not here", "壮大：未具备活动按密度的上端份额"},
            0.25, 1),
      Share("complex_share",
            {"prepare: upper share, by complexity, of all activities", "布局：全部活动按复杂度的上端份额"}, 0.25, 1),
      Share("prepare_below", {"prepare: RCA below this", "布局：RCA 低于此值"}, 0.5, 100)};
}

AnalysisSpec AdviseSpec() {
  AnalysisSpec spec;
  spec.name = "advise";
  spec.title = {"Advice for a place", "一地的产业建议"};
  spec.sentence = {"What should a place upgrade, grow and prepare, and how often did such advice come true?",
                   "一地应升级、壮大、布局哪些产业？这类建议过去有多少应验？"};
  spec.parameters = {
      {.name = "place",
       .type = ParameterType::kText,
       .meaning = {"an economy in any form, or the code or name of a region", "经济体（任意写法），或地区的代码或名称"},
       .required = true},
      {.name = "until",
       .type = ParameterType::kInteger,
       .meaning = {"know nothing later than this year; without it, the last of the source",
                   "只用至该年的数据；不给则为该来源的最后一年"},
       .minimum = 1500,
       .maximum = 2100},
      {.name = "chain",
       .type = ParameterType::kTextList,
       .meaning =
           {"chain files, or names of chains that ship: which segments the activities belong to, and their shortage",
            "产业链文件或随附产业链的名称（可多个）：活动所属环节及其短缺度"}},
      {.name = "horizon",
       .type = ParameterType::kInteger,
       .meaning = {"score: entries within this many years; shorter where the data are",
                   "检验：多少年内的进入；数据较短时取其所及"},
       .unit = "years",
       .default_value = Value(std::int64_t{10}),
       .minimum = 1,
       .maximum = 100},
      {.name = "k",
       .type = ParameterType::kInteger,
       .meaning = {"score: how many of the first are looked at", "检验：取排序前多少位"},
       .unit = "count",
       .default_value = Value(std::int64_t{10}),
       .minimum = 1,
       .maximum = 10000}};
  for (auto* more : {&AdviceParameters, &ActivityParameters}) {
    auto parameters = more();
    std::ranges::move(parameters, std::back_inserter(spec.parameters));
  }
  spec.tables = {AdviceSpec(), ScoreSpec(),  EntriesSpec(),          SegmentsSpec(),
                 PlaceSpec(),  ChainsSpec(), SentencesTable().spec()};
  spec.conventions = ActivityConventions();
  for (const char* convention :
       {"upgrade: RCA >= min_rca in a year looked back to, and RCA fell by `fell` or more since the first of them, or "
        "complexity is above the mean of what the place has. grow: RCA < min_rca, density in the upper `near_share` of "
        "what the place has not, complexity above the median of what it has. prepare: RCA < prepare_below, density "
        "below that, complexity in the upper `complex_share` of all. An activity stands in the first list that fits.",
        "Where chains are given and research or patents of the economy are known not to rise in the segments of an "
        "activity, it is not in prepare. The score leaves this condition out: it is not known of every place and year.",
        "Score: trained to a year, the ranking of what each place did not have (by the score of the advice, what is "
        "not "
        "advised behind as equals) is held against what it has in the last year within `horizon` that states nine "
        "tenths of "
        "these pairs (of none, the year that states most). Without a year later than `until` "
        "the same method is trained `horizon` years earlier and judged in the last.",
        "precision_at_k has fewer than k in it where a place has fewer candidates. Equal scores count as the mean over "
        "all their orders. Pairs withheld by the source are no candidates.",
        "Shortage: overall shortage of the segment as in `shortage` with its defaults, nothing newer than `until`."}) {
    spec.conventions.emplace_back(convention);
  }
  spec.references = {
      "Hidalgo, C. A., et al. (2007). The product space conditions the development of nations. doi "
      "10.1126/science.1144581",
      "Balland, P.-A., Boschma, R., Crespo, J., Rigby, D. (2019). Smart specialization policy in the European Union: "
      "relatedness, knowledge complexity and regional diversification. doi 10.1080/00343404.2018.1437900",
      "Davis, J., Goadrich, M. (2006). The relationship between Precision-Recall and ROC curves. doi "
      "10.1145/1143844.1143874"};
  spec.example = "tenon run advise --of region_activity --place California --until 2008 --chain chains/chips.yaml";
  return spec;
}

}  // namespace tenon::analyses
