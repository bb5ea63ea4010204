#include "analyses/emergence_spec.h"

namespace tenon::analyses {
namespace {

std::vector<Parameter> Parameters() {
  return {
      {.name = "of",
       .type = ParameterType::kChoice,
       .meaning =
           {"topic: works by main topic; class: patents by IPC or CPC class; indicator: a loaded series of counts",
            "topic：论文按主要主题；class：专利按 IPC 或 CPC 分类；indicator：已载入的计数序列"},
       .default_value = Value(std::string("topic")),
       .choices = {"topic", "class", "indicator"}},
      {.name = "scheme",
       .type = ParameterType::kChoice,
       .meaning = {"scheme of the classes", "分类体系"},
       .default_value = Value(std::string("IPC")),
       .choices = {"IPC", "CPC"}},
      {.name = "depth",
       .type = ParameterType::kChoice,
       .meaning = {"subclass: C12N; group: C12N 15/113", "subclass：小类，如 C12N；group：组，如 C12N 15/113"},
       .default_value = Value(std::string("subclass")),
       .choices = {"subclass", "group"}},
      {.name = "indicator", .meaning = {"which one, with --of indicator", "--of indicator 时取哪个指标"}},
      {.name = "economy",
       .type = ParameterType::kEconomy,
       .meaning = {"whose indicator; WLD is the source's world", "取哪个经济体的指标；WLD 为数据源的世界合计"},
       .default_value = Value(std::string("WLD"))},
      {.name = "source",
       .meaning = {"source whose rows are counted; without it those of all, a record once",
                   "取哪个数据源；不给则取全部，同一条记录只计一次"}},
      {.name = "until",
       .type = ParameterType::kInteger,
       .meaning = {"last year after the step; not given: the newest year with half as many as the year before or more",
                   "跃升之后的最后一年；不给则取数量不少于上一年一半的最新年份"},
       .unit = "year",
       .minimum = 1000,
       .maximum = 2999},
      {.name = "window",
       .type = ParameterType::kInteger,
       .meaning = {"years after the step, and as many before it", "跃升后的年数，跃升前取同样年数"},
       .unit = "year",
       .default_value = Value(std::int64_t{3}),
       .minimum = 1,
       .maximum = 50},
      {.name = "model",
       .type = ParameterType::kChoice,
       .meaning = {"negative-binomial: counts scatter from year to year as they are seen to; poisson: they do not",
                   "negative-binomial：计数的年际离散按数据估计；poisson：无额外离散"},
       .default_value = Value(std::string("negative-binomial")),
       .choices = {"negative-binomial", "poisson"}},
      {.name = "expect",
       .type = ParameterType::kChoice,
       .meaning = {"share: growth with the whole collection is expected; level: no growth is",
                   "share：预期随总量同比增长；level：预期不增长"},
       .default_value = Value(std::string("share")),
       .choices = {"share", "level"}},
      {.name = "at_least",
       .type = ParameterType::kInteger,
       .meaning = {"items with fewer before and after together are not tested", "前后合计少于此数的条目不检验"},
       .unit = "count",
       .default_value = Value(std::int64_t{10}),
       .minimum = 1,
       .maximum = 1e9},
      {.name = "ratio",
       .type = ParameterType::kReal,
       .meaning = {"flagged only from this many times the expected", "达到预期值的若干倍方可标记"},
       .unit = "1",
       .default_value = Value(1.5),
       .minimum = 0,
       .maximum = 1e6},
      {.name = "fdr",
       .type = ParameterType::kReal,
       .meaning = {"flagged only up to this q: the share of flags that may be false",
                   "q 值不超过此值方可标记（错误发现率）"},
       .unit = "1",
       .default_value = Value(0.05),
       .minimum = 0,
       .maximum = 1},
      {.name = "steps",
       .type = ParameterType::kInteger,
       .meaning = {"the test is repeated as of so many years, the last included",
                   "在多少个年份上重复检验（含最后一年）"},
       .unit = "count",
       .default_value = Value(std::int64_t{5}),
       .minimum = 1,
       .maximum = 100},
  };
}

std::vector<ResultTable> Tables() {
  return {{"items",
           {"one row for each item tested, the least likely first", "每个被检验的条目一行，最不可能者在前"},
           {
               {"item", ValueType::kText, "", {"code of the topic, class or item", "主题、分类或条目代码"}},
               {"name", ValueType::kText, "", {"its name; missing: none is loaded", "名称；缺失：未载入"}},
               {"before", ValueType::kInteger, "count", {"in the years before the step", "跃升前的数量"}},
               {"after", ValueType::kInteger, "count", {"in the years after it", "跃升后的数量"}},
               {"expected",
                ValueType::kReal,
                "count",
                {"after the step, from what was before", "由此前推得的跃升后预期数量"}},
               {"ratio",
                ValueType::kReal,
                "1",
                {"after / expected; missing: nothing before", "实际与预期之比；缺失：此前为零"}},
               {"ratio_low", ValueType::kReal, "1", {"its 95 % interval", "其 95% 区间下限"}},
               {"ratio_high",
                ValueType::kReal,
                "1",
                {"its 95 % interval; missing: no end", "其 95% 区间上限；缺失：无上限"}},
               {"p_step",
                ValueType::kReal,
                "1",
                {"Poisson probability of exactly `after` where `expected` is the mean",
                 "以预期值为均值时恰为该数量的泊松概率"}},
               {"p_value", ValueType::kReal, "1", {"chance of so many or more", "出现如此多或更多的概率"}},
               {"q_value",
                ValueType::kReal,
                "1",
                {"rate of false discoveries (Benjamini-Hochberg)", "错误发现率（Benjamini-Hochberg）"}},
               {"flag",
                ValueType::kText,
                "",
                {"emerging; new: nothing before; missing: not flagged", "emerging：涌现；new：此前为零；缺失：未标记"}},
               {"steps_flagged",
                ValueType::kInteger,
                "count",
                {"of the repeated tests, that flag it", "重复检验中被标记的次数"}},
               {"since",
                ValueType::kInteger,
                "year",
                {"flagged in every test from this year on", "自该年起每次检验均被标记"}},
           }},
          {"steps",
           {"one row for each repeated test", "每次重复检验一行"},
           {
               {"until", ValueType::kInteger, "year", {"last year after the step", "跃升后最后一年"}},
               {"before_from", ValueType::kInteger, "year", {"first year before", "跃升前首年"}},
               {"after_from", ValueType::kInteger, "year", {"first year after", "跃升后首年"}},
               {"total_before", ValueType::kInteger, "count", {"of all items", "跃升前合计"}},
               {"total_after", ValueType::kInteger, "count", {"of all items", "跃升后合计"}},
               {"items", ValueType::kInteger, "count", {"that have any", "有计数的条目数"}},
               {"tested",
                ValueType::kInteger,
                "count",
                {"of these, with --at-least or more", "其中达到 --at-least 而被检验者"}},
               {"scatter",
                ValueType::kReal,
                "1",
                {"r: variance of a year's count is m + m^2 / r; missing: Poisson",
                 "r：年计数方差为 m + m^2 / r；缺失：泊松"}},
               {"flagged", ValueType::kInteger, "count", {"items flagged", "被标记的条目数"}},
           }}};
}

}  // namespace

AnalysisSpec EmergenceSpec() {
  AnalysisSpec spec;
  spec.name = "emergence";
  spec.title = {"Emerging topics and classes", "新兴主题与技术类别"};
  spec.sentence = {"Which topics or classes grew more in the last years than chance and general growth explain?",
                   "近年来哪些主题或类别的增长超出了偶然波动和总体增长所能解释的范围？"};
  spec.parameters = Parameters();
  spec.tables = Tables();
  spec.conventions = {
      "Given before and after together, `after` is beta-binomial (negative-binomial model) or binomial (poisson): "
      "exact, "
      "whatever the item's level. The scatter is one for all items and estimated within the years before and the years "
      "after, so that the step itself does not count as scatter.",
      "With --expect share a year's expectation follows the sum over all items in that year. A topic or class without "
      "a "
      "record in a year has 0 there; an item of an indicator without a row is unknown and not tested.",
      "q is taken over the items of one test; --at-least chooses them by before + after, on which p is conditioned. "
      "The "
      "repeated tests overlap in years: steps_flagged says how steady a flag is, it is no further evidence.",
  };
  spec.references = {"Benjamini, Y., Hochberg, Y. (1995). JRSS B 57, 289. doi 10.1111/j.2517-6161.1995.tb02031.x.",
                     "Przyborowski, J., Wilenski, H. (1940). Biometrika 31, 313. doi 10.1093/biomet/31.3-4.313."};
  spec.example = "tenon run emergence --of topic";
  return spec;
}

}  // namespace tenon::analyses
