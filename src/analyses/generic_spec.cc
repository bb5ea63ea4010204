#include "analyses/generic_spec.h"

#include <string>
#include <vector>

#include "analyses/assessment.h"
#include "analyses/citations.h"

namespace tenon::analyses {
namespace {

std::vector<Parameter> Parameters() {
  std::vector<Parameter> parameters = AssessmentParameters(AssessmentScope::kShortage);
  parameters.push_back(CitedParameter());
  parameters.push_back({.name = "over",
                        .meaning = {"count generality over the codes of this scheme, to which a concordance leads from "
                                    "OPENALEX-TOPIC or IPC; not given: fields of topics, subclasses of patents",
                                    "按该分类体系（由 OPENALEX-TOPIC 或 IPC 对照而来）计算通用性；不给则按论文主题的领"
                                    "域、专利的小类"}});
  parameters.push_back({.name = "citers",
                        .type = ParameterType::kInteger,
                        .meaning = {"technologies cited by fewer classified records are left out",
                                    "被有分类的成果引用少于此数的技术不列"},
                        .unit = "records",
                        .default_value = Value(std::int64_t{20}),
                        .minimum = 2,
                        .maximum = 1e9});
  parameters.push_back({.name = "serves",
                        .type = ParameterType::kInteger,
                        .meaning = {"a technology serves a segment whose codes name it, or of whose records so many "
                                    "cite it",
                                    "环节的代码含该技术，或该环节至少有此数的成果引用它，即视为服务于该环节"},
                        .unit = "records",
                        .default_value = Value(std::int64_t{5}),
                        .minimum = 1,
                        .maximum = 1e9});
  parameters.push_back({.name = "span",
                        .type = ParameterType::kInteger,
                        .meaning = {"growth: the last so many years against as many before; the newest year loaded is "
                                    "left out, since it is seldom complete",
                                    "增长：最近若干年与此前同样年数之比；最新一年多不完整，不计"},
                        .unit = "year",
                        .default_value = Value(std::int64_t{5}),
                        .minimum = 1,
                        .maximum = 100});
  return parameters;
}

std::vector<ResultTable> Tables() {
  return {
      {"technologies",
       {"one row for each technology, that which serves most shortage first", "每项技术一行，所服务短缺大者在前"},
       {
           {"technology", ValueType::kText, "", {"main topic of works, or subclass of patents", "论文主题或专利小类"}},
           {"name", ValueType::kText, "", {"its name", "名称"}},
           {"generality",
            ValueType::kReal,
            "1",
            {"1 - sum of squared shares of the classes that cite it, x N / (N - 1): 0 one class alone, 1 every citer "
             "another",
             "通用性：1 减引用类别份额平方和，乘 N/(N-1)；0 为只有一类，1 为各不相同"}},
           {"raw", ValueType::kReal, "1", {"without the correction", "未修正值"}},
           {"citers", ValueType::kInteger, "records", {"N: citing records that have a class", "有分类的引用成果数 N"}},
           {"unclassified", ValueType::kInteger, "records", {"citing records without one", "无分类的引用成果数"}},
           {"classes", ValueType::kInteger, "count", {"classes that cite it", "引用它的类别数"}},
           {"records", ValueType::kInteger, "records", {"works or patents of it", "该技术的论文或专利数"}},
           {"recent", ValueType::kInteger, "records", {"of these, in the last --span years", "其中最近 span 年"}},
           {"before", ValueType::kInteger, "records", {"and in as many years before", "此前同样年数"}},
           {"growth",
            ValueType::kReal,
            "1",
            {"share of all records, recent / before - 1; missing: none before",
             "占全部成果的份额之比减 1；缺失：此前没有"}},
           {"segments", ValueType::kInteger, "count", {"segments of the chain it serves", "所服务的环节数"}},
           {"need",
            ValueType::kReal,
            "1",
            {"sum of their shortages (segments x their mean); missing: none is known",
             "这些环节短缺度之和（环节数乘均值）；缺失：均未知"}},
           {"unknown", ValueType::kInteger, "count", {"of these, whose shortage is not known", "其中短缺度未知者"}},
       }},
      {"serves",
       {"one row for each technology and segment it serves", "每项技术、其服务的每个环节一行"},
       {
           {"technology", ValueType::kText, "", {"as above", "同上"}},
           {"segment", ValueType::kText, "", {"id in the chain file", "环节代号"}},
           {"citers", ValueType::kInteger, "records", {"records of the segment that cite it", "该环节引用它的成果数"}},
           {"is_named", ValueType::kBoolean, "", {"whether the segment's codes name it", "环节代码是否含该技术"}},
           {"shortage", ValueType::kReal, "1", {"of the segment; missing: not known", "环节短缺度；缺失：未知"}},
       }}};
}

}  // namespace

AnalysisSpec GenericSpec() {
  AnalysisSpec spec;
  spec.name = "generic";
  spec.title = {"Generic technologies", "共性技术"};
  spec.sentence = {"Which technologies are used across many fields, grow, and serve the segments that are short?",
                   "哪些技术为众多领域所用、正在增长，并服务于短缺的环节？"};
  spec.parameters = Parameters();
  spec.tables = Tables();
  spec.conventions = AssessmentConventions(AssessmentScope::kShortage);
  for (const char* convention :
       {"A citing record counts once for each technology it cites, in equal parts over its classes; records that cite "
        "themselves do not count.",
        "Of works the main topic alone counts; of patents every subclass they bear, IPC and CPC alike.",
        "The chain's IPC codes stand for their subclass."}) {
    spec.conventions.emplace_back(convention);
  }
  spec.references = {
      "Trajtenberg, M., Henderson, R., Jaffe, A. (1997). University versus corporate patents. Economics of Innovation "
      "and New Technology 5, 19. doi 10.1080/10438599700000006.",
      "Hall, B. H. (2005). A Note on the Bias in Herfindahl-Type Measures Based on Count Data. Revue d'economie "
      "industrielle 110.",
      "Bresnahan, T. F., Trajtenberg, M. (1995). General purpose technologies. Journal of Econometrics 65, 83. doi "
      "10.1016/0304-4076(94)01598-T."};
  spec.example = "tenon run generic --chain chains/oil-and-co2.yaml --economy CHN";
  return spec;
}

}  // namespace tenon::analyses
