#include <algorithm>
#include <iterator>
#include <string>

#include "analyses/activities.h"
#include "analyses/answer_tables.h"
#include "analyses/park.h"

namespace tenon::analyses {
namespace {

using enum ValueType;

const ResultColumn kSegment{"segment", kText, "", {"id in the chain file", "环节代号"}};

ResultTable SegmentsSpec() {
  return {
      "segments",
      {"every segment: to strengthen, fill, extend, apart, then those nothing speaks of; the best first",
       "各环节：强链、补链、延链、相距远、无数据；各按得分排序"},
      {
          kSegment,
          {"role",
           kText,
           "",
           {"strengthen: here; fill: not here, needed by what is; extend: not here, uses what is; apart: neither; "
            "missing: no data",
            "strengthen 强链（已有）；fill 补链（已有环节所需而缺）；extend 延链（可用已有环节）；apart "
            "无联系；缺失：无数据"}},
          {"next", kBoolean, "", {"not here, and linked directly to what is", "尚无且与已有环节直接相连"}},
          {"quadrant",
           kText,
           "",
           {"near or far by density, complex or simple by complexity; the lines in the table park",
            "按密度分近远、按复杂度分高低；分界见 park 表"}},
          {"density", kReal, "1", {"of its activities, mean", "其活动的平均密度"}},
          {"complexity", kReal, "1", {"of its activities, mean of PCI", "其活动的平均复杂度"}},
          {"score",
           kReal,
           "1",
           {"density x share of activities that are no more complex", "密度 × 复杂度不高于它的活动占比"}},
          {"rca", kReal, "1", {"of its activities taken together", "其活动合计的显示性比较优势"}},
          {"amount", kReal, "of the amounts", {"of these in the region", "该地数量"}},
          {"firms",
           kInteger,
           "count",
           {"of the region in its industries, as loaded; none is no proof",
            "该地相关企业数（已载入者；为零不证明没有）"}},
          {"shortage", kReal, "1", {"for the economy of the region, 0 to 1", "该地所在经济体的短缺度，0 至 1"}},
          {"users_here", kText, "", {"segments here that need it directly", "直接需要它的已有环节"}},
          {"suppliers_here", kText, "", {"segments here that it needs directly", "它直接需要的已有环节"}},
          {"missing", kText, "", {"segments it needs directly that are not here", "它直接需要而本地没有的环节"}},
          {"leaders", kText, "", {"places with most of it, and their shares", "占比最大的地方"}},
          {"activities", kText, "", {"codes it is seen by", "据以观察的活动代码"}},
          {"relation", kText, "", {"exact; group: these hold more than the segment", "exact 对应；group 活动宽于环节"}},
          {"steps", kInteger, "links", {"to the nearest segment that is here", "到最近已有环节的步数"}},
          {"name", kText, "", {"its English name", "英文名"}},
          {"name_zh", kText, "", {"its Chinese name", "中文名"}},
          {"stage", kText, "", {"material, part, equipment, software, system, product or service", "环节类型"}},
      }};
}

ResultTable ParkTableSpec() {
  return {"park",
          {"one row: the region and the chain as a whole", "一行：地区与产业链总体"},
          {
              {"region", kText, "", {"economy or code of the region", "经济体或地区代码"}},
              {"name", kText, "", {"its name", "名称"}},
              {"chain", kText, "", {"id", "产业链代号"}},
              {"year", kInteger, "year", {"of the activities", "活动数据年份"}},
              {"segments", kInteger, "count", {"of the chain", "环节数"}},
              {"here", kInteger, "count", {"of these are here", "已有"}},
              {"fill", kInteger, "count", {"to fill", "补链"}},
              {"extend", kInteger, "count", {"to extend", "延链"}},
              {"apart", kInteger, "count", {"apart", "无联系"}},
              {"no_data", kInteger, "count", {"nothing speaks of", "无数据"}},
              {"near_density",
               kReal,
               "1",
               {"near from here on: median over all activities", "近远分界：全部活动密度中位数"}},
              {"high_complexity",
               kReal,
               "1",
               {"complex from here on: median over all activities", "高低分界：全部活动复杂度中位数"}},
              {"chain_sha256", kText, "", {"content of the chain file", "产业链文件内容校验和"}},
          }};
}

ResultTable FirmsSpec() {
  return {"firms",
          {"firms of the region in the industries of each segment", "各环节相关的本地企业"},
          {
              kSegment,
              {"firm", kText, "", {"id of the source", "来源中的代号"}},
              {"name", kText, "", {"its name", "名称"}},
              {"name_zh", kText, "", {"its Chinese name", "中文名"}},
              {"scheme", kText, "", {"of the code", "分类"}},
              {"code", kText, "", {"its industry or product", "行业或产品代码"}},
          }};
}

}  // namespace

AnalysisSpec ParkSpec() {
  AnalysisSpec spec;
  spec.name = "park";
  spec.title = {"A region seen through a chain", "从产业链看一地"};
  spec.sentence = {"Which segments of a chain are in a region or park, which are next, and who is missing?",
                   "产业链的哪些环节已在本地或园区，下一步是哪些，缺谁？（补链、强链、延链）"};
  spec.parameters = {
      {.name = "region",
       .type = ParameterType::kText,
       .meaning = {"code or name of a region or park, or an economy; firms are found by the same word",
                   "地区或园区的代码或名称，或经济体；企业按同一写法查找"},
       .required = true},
      {.name = "chain",
       .type = ParameterType::kChainFile,
       .meaning = {"the chain file, or the name of a chain that ships", "产业链文件，或随程序附带的产业链名称"},
       .default_value = Value(std::string("chips"))},
      YearParameter(),
      ProximityParameter()};
  auto parameters = ActivityParameters();
  std::ranges::move(parameters, std::back_inserter(spec.parameters));
  spec.tables = {SegmentsSpec(), ParkTableSpec(), FirmsSpec(), SentencesTable().spec()};
  spec.conventions = ActivityConventions();
  for (const char* convention :
       {"A segment is seen by the activities its codes lead to, directly or through a concordance. It is here where "
        "RCA "
        "of these together is min_rca or more, or a loaded firm of the region is in them. Without activities, no firm "
        "is no data, not absence.",
        "fill and extend follow input and variant links over any number of steps; what is both is to fill.",
        "Segments seen by the same activities share their figures and are marked group.",
        "Shortage: overall shortage of the segment as in `shortage` with its defaults, nothing newer than the year."}) {
    spec.conventions.emplace_back(convention);
  }
  spec.references = {
      "Hidalgo, C. A., et al. (2007). The product space conditions the development of nations. doi "
      "10.1126/science.1144581"};
  spec.example = "tenon run park --of region_activity --region Oregon --year 2017 --chain chains/chips.yaml";
  return spec;
}

}  // namespace tenon::analyses
