#include "analyses/frontier_map_spec.h"

#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "analyses/topic_items.h"

namespace tenon::analyses {
namespace {

Parameter Threshold(std::string name, ParameterType type, Text meaning, std::string unit, Value value) {
  Parameter parameter;
  parameter.name = std::move(name);
  parameter.type = type;
  parameter.meaning = std::move(meaning);
  parameter.unit = std::move(unit);
  parameter.default_value = std::move(value);
  parameter.minimum = 1;
  parameter.maximum = type == ParameterType::kInteger ? 10 : 1e6;
  return parameter;
}

std::vector<Parameter> Parameters() {
  std::vector<Parameter> parameters = TopicParameters();
  const Parameter own[] = {
      {.name = "top",
       .type = ParameterType::kReal,
       .meaning = {"share of the works of a field and year that count as top cited",
                   "同领域同年份成果中计为高被引的份额"},
       .unit = "1",
       .default_value = Value(0.1),
       .minimum = 0.001,
       .maximum = 1},
      {.name = "at_least",
       .type = ParameterType::kInteger,
       .meaning = {"topics or segments with fewer works are left out", "成果少于此数的主题或环节不列"},
       .unit = "works",
       .default_value = Value(std::int64_t{20}),
       .minimum = 1,
       .maximum = 1e9},
      Threshold("high_lead", ParameterType::kReal, {"lead from which the risk is high", "高风险的领先倍数"}, "1",
                Value(3.0)),
      Threshold("high_institutions", ParameterType::kInteger,
                {"and of the first ten institutions the leader has so many", "且前十机构中领先者占有的数目"}, "count",
                Value(std::int64_t{8})),
      Threshold("medium_lead", ParameterType::kReal, {"lead from which it is medium", "中风险的领先倍数"}, "1",
                Value(2.0)),
      Threshold("medium_institutions", ParameterType::kInteger,
                {"and the leader has so many", "且前十机构中领先者占有的数目"}, "count", Value(std::int64_t{5})),
  };
  parameters.insert(parameters.end(), std::begin(own), std::end(own));
  for (Parameter& parameter : DrawParameters()) parameters.push_back(std::move(parameter));
  return parameters;
}

std::vector<ResultTable> Tables() {
  return {
      {"items",
       {"one row for each topic or segment, those with most works first", "每个主题或环节一行，成果多者在前"},
       {
           {"item", ValueType::kText, "", {"code of the topic, or id of the segment", "主题代码或环节标识"}},
           {"name", ValueType::kText, "", {"its name", "名称"}},
           {"works", ValueType::kInteger, "works", {"works whose main topic it is", "以其为主要主题的成果数"}},
           {"top_works",
            ValueType::kReal,
            "works",
            {"of these, top cited of their field and year", "其中同领域同年份的高被引成果数"}},
           {"known",
            ValueType::kReal,
            "1",
            {"share of the top-cited works whose economy is known", "高被引成果中已知经济体的份额"}},
           {"leader", ValueType::kText, "", {"economy with most top-cited works", "高被引成果最多的经济体"}},
           {"share",
            ValueType::kReal,
            "1",
            {"its share of those whose economy is known", "其份额（按已知经济体者计）"}},
           {"share_low", ValueType::kReal, "1", {"its 95 % interval", "其 95% 区间下限"}},
           {"share_high", ValueType::kReal, "1", {"its 95 % interval", "其 95% 区间上限"}},
           {"second", ValueType::kText, "", {"the next", "第二位"}},
           {"lead", ValueType::kReal, "1", {"share / share of the second", "领先倍数：与第二位份额之比"}},
           {"lead_low", ValueType::kReal, "1", {"its 95 % interval", "其 95% 区间下限"}},
           {"lead_high",
            ValueType::kReal,
            "1",
            {"its 95 % interval; missing: no end", "其 95% 区间上限；缺失：无上限"}},
           {"stays", ValueType::kReal, "1", {"share of draws in which it still leads", "抽样中仍居首位的份额"}},
           {"institutions",
            ValueType::kInteger,
            "count",
            {"of the first ten by top-cited works, how many are the leader's; missing: fewer than ten have any",
             "高被引成果前十机构中属于领先者的数目；缺失：不足十家"}},
           {"risk",
            ValueType::kText,
            "",
            {"of a monopoly: high, medium, low; missing: cannot be told",
             "垄断风险：high 高、medium 中、low 低；缺失：无法判断"}},
       }},
      {"economies",
       {"one row for each topic or segment and economy", "每个主题或环节、每个经济体一行"},
       {
           {"item", ValueType::kText, "", {"as above", "同上"}},
           {"economy", ValueType::kText, "", {"missing: not stated", "缺失：未说明"}},
           {"works", ValueType::kReal, "works", {"works, shared over their authors", "成果数（按作者分数计）"}},
           {"works_share", ValueType::kReal, "1", {"of those whose economy is known", "占已知经济体者的份额"}},
           {"top_works", ValueType::kReal, "works", {"top-cited works, shared likewise", "高被引成果数（同上）"}},
           {"top_share", ValueType::kReal, "1", {"of those whose economy is known", "占已知经济体者的份额"}},
           {"top_low", ValueType::kReal, "1", {"its 95 % interval", "其 95% 区间下限"}},
           {"top_high", ValueType::kReal, "1", {"its 95 % interval", "其 95% 区间上限"}},
       }},
      {"institutions",
       {"the first ten institutions of each topic or segment by top-cited works", "每个主题或环节高被引成果前十的机构"},
       {
           {"item", ValueType::kText, "", {"as above", "同上"}},
           {"rank", ValueType::kInteger, "", {"of equals the one with the lower id first", "名次；相等者按标识排列"}},
           {"institution", ValueType::kText, "", {"its name", "机构名称"}},
           {"economy", ValueType::kText, "", {"where it is", "所在经济体"}},
           {"top_works",
            ValueType::kReal,
            "works",
            {"top-cited works, shared over authors", "高被引成果数（按作者分数计）"}},
       }}};
}

}  // namespace

AnalysisSpec FrontierMapSpec() {
  AnalysisSpec spec;
  spec.name = "frontier-map";
  spec.title = {"Who leads each research topic", "前沿图：各研究主题由谁领先"};
  spec.sentence = {
      "Which economy leads each topic in top-cited research, how far and how surely, and is it a monopoly?",
      "各主题的高被引研究由哪个经济体领先，领先多少、有多大把握，是否近于垄断？"};
  spec.parameters = Parameters();
  spec.tables = Tables();
  spec.conventions = {
      "A work counts for its main topic and is shared evenly over its authors, an author's part over his institutions. "
      "Authors without an economy count as not known, and shares are taken over the known.",
      "Top cited: the --top most cited of all loaded works of the same field and year; works with as many citations as "
      "the last of them share what is left. Withdrawn works and works without a count of citations are left out.",
      "risk: high where both high thresholds are met, else medium where both medium ones are, else low. A lead without "
      "a "
      "second meets every threshold. The form is that of ASPI's technology monopoly risk, a variant: fields, years, "
      "counting and collection are ours, so that its figures are not reproduced.",
      "Intervals draw works of the topic with replacement; the seed stands in the receipt.",
  };
  spec.references = {
      "Waltman, L., Schreiber, M. (2013). On the calculation of percentile-based bibliometric indicators. JASIST 64, "
      "372. doi 10.1002/asi.22775.",
      "Gaida, J., Wong Leung, J., Robin, S., Cave, D. (2023). ASPI's Critical Technology Tracker. ASPI Policy Brief "
      "69."};
  spec.example = "tenon run frontier-map --at-least 100";
  return spec;
}

}  // namespace tenon::analyses
