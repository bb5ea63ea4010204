#include "analyses/quality_spec.h"

#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "analyses/topic_items.h"

namespace tenon::analyses {
namespace {

Parameter Count(std::string name, Text meaning, std::string unit, std::int64_t value, double minimum, double maximum) {
  Parameter parameter;
  parameter.name = std::move(name);
  parameter.type = ParameterType::kInteger;
  parameter.meaning = std::move(meaning);
  parameter.unit = std::move(unit);
  parameter.default_value = Value(value);
  parameter.minimum = minimum;
  parameter.maximum = maximum;
  return parameter;
}

std::vector<ResultTable> Tables() {
  return {
      {"measures",
       {"one row for each topic or segment, economy and measure; those with most works first",
        "每个主题或环节、经济体、指标一行，成果多者在前"},
       {
           {"item", ValueType::kText, "", {"code of the topic, or id of the segment", "主题代码或环节标识"}},
           {"name", ValueType::kText, "", {"its name", "名称"}},
           {"economy", ValueType::kText, "", {"whose works; missing: all works of the item", "经济体；缺失：全部成果"}},
           {"measure",
            ValueType::kText,
            "",
            {"top_1, top_10: share among the 1 % (10 %) most cited of field and year; disruption: median CD index; "
             "crossing: share that patents cite; reuse: share of citing works that come from other institutions; "
             "retraction: share withdrawn",
             "top_1、top_10：同领域同年份被引前 1%（10%）的份额；disruption：CD 颠覆性指数中位数；"
             "crossing：被专利引用的份额；reuse：引用中来自其他机构的份额；retraction：撤稿率"}},
           {"value", ValueType::kReal, "1", {"of works counted by shares", "按分数计的数值"}},
           {"low", ValueType::kReal, "1", {"its 95 % interval", "其 95% 区间下限"}},
           {"high", ValueType::kReal, "1", {"its 95 % interval", "其 95% 区间上限"}},
           {"usual",
            ValueType::kReal,
            "1",
            {"what it would be were each work like all loaded works of its field and year; missing: no such figure",
             "若每项成果与同领域同年份全部成果一样时的数值；缺失：无此数"}},
           {"works", ValueType::kInteger, "works", {"works behind the value", "所依据的成果数"}},
           {"counted", ValueType::kReal, "works", {"of these, the economy's shares", "其中该经济体的分数计数"}},
       }}};
}

}  // namespace

AnalysisSpec QualitySpec() {
  AnalysisSpec spec;
  spec.name = "quality";
  spec.title = {"Quality of supply", "供给质量"};
  spec.sentence = {
      "How good is the research of each economy in each topic or segment: top cited, disruptive, used by patents and "
      "by "
      "others, withdrawn?",
      "各经济体在各主题或环节的研究质量如何：高被引、颠覆性、被专利与他人采用、撤稿？"};
  spec.parameters = TopicParameters();
  const Parameter own[] = {
      Count("at_least",
            {"topics, segments and economies with fewer works (by shares) are left out",
             "成果（按分数计）少于此数的主题、环节与经济体不列"},
            "works", 20, 1, 1e9),
      Count("window",
            {"disruption: citations up to so many years after publication count", "颠覆性：发表后多少年内的引用计入"},
            "year", 5, 1, 200),
      Count("citers",
            {"disruption: works with fewer citations in the window are left out", "颠覆性：窗口内引用少于此数者不计"},
            "works", 5, 1, 1e6),
  };
  spec.parameters.insert(spec.parameters.end(), std::begin(own), std::end(own));
  for (Parameter& parameter : DrawParameters()) spec.parameters.push_back(std::move(parameter));
  spec.tables = Tables();
  spec.conventions = {
      "A work counts for its main topic and is shared evenly over its authors, an author's part over his economies; "
      "works whose economy is not stated count in the row of all.",
      "Withdrawn works count in retraction alone. Top cited: works with as many citations as the last that fits share "
      "what is left, so that all loaded works of a field and year have just 1 % (10 %).",
      "disruption: weighted median over works that have a year, references, and --citers citations in the window, in "
      "the citations of their own source.",
      "reuse: of citing works of which, as of the cited one, an institution is known, those that share none with it.",
  };
  spec.conventions.emplace_back("Intervals draw the works of a row with replacement; the seed stands in the receipt.");
  spec.references = {
      "Waltman, L., Schreiber, M. (2013). On the calculation of percentile-based bibliometric indicators. JASIST 64, "
      "372. doi 10.1002/asi.22775.",
      "Funk, R. J., Owen-Smith, J. (2017). A Dynamic Network Measure of Technological Change. Management Science "
      "63(3), "
      "791. doi 10.1287/mnsc.2015.2366.",
      "Efron, B. (1979). Bootstrap Methods. Annals of Statistics 7, 1. doi 10.1214/aos/1176344552."};
  spec.example = "tenon run quality --at-least 150";
  return spec;
}

}  // namespace tenon::analyses
