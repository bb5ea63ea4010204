#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include "analyses/activities.h"
#include "analyses/questions.h"
#include "econ/complexity_index.h"
#include "econ/density.h"
#include "econ/variety.h"

namespace tenon::analyses {
namespace {

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "relatedness";
  spec.title = {"What is near to a place", "一地的关联产业"};
  spec.sentence = {"Which products lie near to what a place already makes, and what would each add?",
                   "哪些产品与一地已有的产业相近，各能带来什么？"};
  spec.parameters = {
      {.name = "place",
       .type = ParameterType::kText,
       .meaning = {"an economy in any form, or the code or name of a region", "经济体（任意写法），或地区的代码或名称"},
       .required = true},
      YearParameter(),
      ProximityParameter(),
      {.name = "gain",
       .type = ParameterType::kChoice,
       .meaning = {"atlas: outlook gain less what the product gave to the outlook before; nearby: without that term",
                   "atlas：前景增益减去该产品原先的贡献；nearby：不减"},
       .default_value = Value(std::string("atlas")),
       .choices = {"atlas", "nearby"}},
  };
  for (Parameter& parameter : ActivityParameters()) spec.parameters.push_back(std::move(parameter));
  spec.tables = {
      {"products",
       {"one row for each product, the nearest first", "每个产品一行，最近者在前"},
       {
           {"product", ValueType::kText, "", {"its code", "代码"}},
           {"name", ValueType::kText, "", {"its name", "名称"}},
           {"present",
            ValueType::kBoolean,
            "",
            {"whether the place has it: RCA >= min_rca", "该地是否具备（RCA >= min_rca）"}},
           {"rca",
            ValueType::kReal,
            "1",
            {"revealed comparative advantage; with jobs or output, the location quotient",
             "显示性比较优势；以就业或产出计即区位商"}},
           {"amount", ValueType::kReal, "of the amounts", {"how much of it the place has", "该地的数量"}},
           {"density",
            ValueType::kReal,
            "1",
            {"share of the space around the product that the place has, 0 to 1; missing: nobody has it",
             "产品周围空间中该地已具备的份额，0 至 1；缺失：无人具备"}},
           {"distance", ValueType::kReal, "1", {"1 - density", "1 减密度"}},
           {"pci", ValueType::kReal, "1", {"product complexity index, z-score", "产品复杂度指数（标准分）"}},
           {"outlook_gain",
            ValueType::kReal,
            "1",
            {"what the place's complexity outlook would gain; missing: it has the product",
             "取得该产品后复杂度前景的增益；缺失：已具备"}},
           {"nearest",
            ValueType::kText,
            "",
            {"codes of the nearest products the place has, with their proximity", "该地已具备的最近产品及其邻近度"}},
       }},
      {"place",
       {"one row: the place as a whole", "一行：该地总体"},
       {
           {"place", ValueType::kText, "", {"economy or code of the region", "经济体或地区代码"}},
           {"name", ValueType::kText, "", {"its name", "名称"}},
           {"year", ValueType::kInteger, "year", {"the year", "年份"}},
           {"diversity", ValueType::kInteger, "count", {"number of products it has", "具备的产品数"}},
           {"eci", ValueType::kReal, "1", {"economic complexity index", "经济复杂度指数"}},
           {"outlook", ValueType::kReal, "1", {"complexity outlook index", "复杂度前景指数"}},
           {"entropy", ValueType::kReal, "bit", {"of its amounts over products", "各产品数量分布的熵"}},
           {"unrelated_variety",
            ValueType::kReal,
            "bit",
            {"part of it between groups of products", "产品组之间的部分"}},
           {"related_variety", ValueType::kReal, "bit", {"part of it within groups", "产品组之内的部分"}},
       }}};
  spec.conventions = ActivityConventions();
  spec.conventions.insert(
      spec.conventions.end(),
      {"Density: sum of the proximities of a product to those the place has, over the sum to all products, the product "
       "itself included in both.",
       "Outlook gain (Atlas): sum over absent products of their share of proximity times PCI, less density times PCI "
       "of "
       "the product itself.",
       "Groups of products for variety: the code above in the classification; where it is not known, the first two "
       "characters."});
  spec.references = {
      "Hidalgo, C. A., et al. (2007). The product space conditions the development of nations. doi "
      "10.1126/science.1144581",
      "Hausmann, R., et al. (2014). The Atlas of Economic Complexity. MIT Press.",
      "Frenken, K., Van Oort, F., Verburg, T. (2007). Related variety. doi 10.1080/00343400601120296"};
  spec.example = "tenon run relatedness --place KOR --codes 'C?\?' --year 2023";
  return spec;
}

Value Real(const std::optional<double>& x) { return x ? Value(*x) : Value(); }

std::vector<std::uint32_t> GroupsOf(const store::Classifications& classifications, const ActivitySource& chosen,
                                    const std::vector<std::string>& activities) {
  std::map<std::string, std::uint32_t> number;
  std::vector<std::uint32_t> groups;
  for (const std::string& activity : activities) {
    const auto code = classifications.Find(chosen.classification, activity);
    const std::string group = code && !code->parent.empty() ? std::string(code->parent) : activity.substr(0, 2);
    groups.push_back(number.try_emplace(group, static_cast<std::uint32_t>(number.size())).first->second);
  }
  return groups;
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(const ActivitySource chosen, ChooseActivities(question));
  TENON_ASSIGN(const std::string code, ResolvePlace(chosen, question.arguments.GetText("place")));
  TENON_ASSIGN(Activities data, ReadActivities(question, chosen, ChosenYear(question, chosen)));
  const auto place = data.Place(code);
  if (!place) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("{} of {} has no rows of {} in {}. No row is not zero: the source says nothing of it.",
                            chosen.of, chosen.source, code, data.year));
  }
  TENON_ASSIGN(const store::Classifications* const classifications, question.snapshot.classifications());
  const econ::ProximityMeasure measure = ChosenProximity(question);
  TENON_ASSIGN(const econ::ComplexityIndex index, econ::MeasureComplexityIndex(data.presence));
  if (index.state != econ::IndexState::kDetermined) {
    data.warnings.emplace_back("no PCI and outlook gain: the second eigenvector is not determined by this sample");
  }
  const econ::Density density = econ::MeasureDensity(data.presence, measure);
  const auto form =
      question.arguments.GetText("gain") == "atlas" ? econ::OutlookGainForm::kAtlas : econ::OutlookGainForm::kNearby;
  const auto gains = econ::OutlookGain(data.presence, density, measure, index.pci, *place, form);

  std::vector<double> amounts(data.activities.size()), advantages(data.activities.size());
  const auto all_advantages = econ::RevealedAdvantages(data.table);
  for (std::size_t i = 0; i < all_advantages.size(); ++i) {
    const econ::ActivityCell& cell = data.table.cells()[i];
    if (cell.place != *place) continue;
    amounts[cell.activity] = cell.amount;
    advantages[cell.activity] = all_advantages[i];
  }
  std::vector<std::uint32_t> order(data.activities.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, std::greater(), [&](std::uint32_t p) { return density.At(*place, p).value_or(-1); });
  Answer answer;
  for (const ResultTable& table : question.spec.tables) answer.tables.push_back(table.MakeTable());
  for (const std::uint32_t p : order) {
    const auto near = density.At(*place, p);
    const bool known = data.table.place_total(*place) > 0 && data.table.activity_total(p) > 0;
    answer.tables[0].rows.push_back({data.activities[p], NameOfActivity(*classifications, chosen, data.activities[p]),
                                     data.presence.Has(*place, p), known ? Value(advantages[p]) : Value(), amounts[p],
                                     Real(near), near ? Value(1 - *near) : Value(), Real(index.pci[p]), Real(gains[p]),
                                     NearestPresent(data, measure, *place, p)});
  }
  TENON_ASSIGN(const auto varieties,
               econ::MeasureVariety(data.table, GroupsOf(*classifications, chosen, data.activities)));
  const auto& variety = varieties[*place];
  const auto outlook = econ::OutlookIndex(data.presence, density, index.pci);
  const bool determined = index.state == econ::IndexState::kDetermined;
  answer.tables[1].rows.push_back(
      {code, NameOfPlace(chosen, code), data.year, static_cast<std::int64_t>(data.presence.diversity(*place)),
       Real(index.eci[*place]), determined ? Real(outlook[*place]) : Value(),
       variety ? Value(variety->entropy) : Value(), variety ? Value(variety->unrelated) : Value(),
       variety ? Value(variety->related) : Value()});
  answer.receipt.warnings = std::move(data.warnings);
  answer.receipt.sources = SourcesOf(question, chosen);
  return answer;
}

}  // namespace

const Analysis& RelatednessAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
