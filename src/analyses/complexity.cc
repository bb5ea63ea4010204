#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "analyses/activities.h"
#include "analyses/questions.h"
#include "econ/complexity_index.h"
#include "econ/density.h"
#include "econ/fitness.h"

namespace tenon::analyses {
namespace {

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "complexity";
  spec.title = {"Economic complexity", "经济复杂度"};
  spec.sentence = {"How complex is what each place makes, and how complex is each product?",
                   "各地会做的东西有多复杂，各产品有多复杂？"};
  spec.parameters = {
      {.name = "year",
       .type = ParameterType::kInteger,
       .meaning = {"one year; without it, every year of the source, each for itself", "某一年；不给则逐年计算所有年份"},
       .minimum = 1500,
       .maximum = 2100},
      {.name = "pci_scale",
       .type = ParameterType::kChoice,
       .meaning = {"own: z-scores over products; mean_of_places: the mean ECI of the places that have it; "
                   "places_are_means: such that ECI is the mean PCI of a place's products",
                   "own：产品间的标准分；mean_of_places：具备该产品各地 ECI 的均值；places_are_means：使 ECI "
                   "等于该地产品 PCI 的均值"},
       .default_value = Value(std::string("own")),
       .choices = {"own", "mean_of_places", "places_are_means"}},
      {.name = "fitness_updates",
       .type = ParameterType::kInteger,
       .meaning = {"exactly so many updates of fitness; without it, until the ranks stood still for 20",
                   "适合度恰好更新的次数；不给则更新至排名连续 20 次不变"},
       .unit = "count",
       .minimum = 1,
       .maximum = 100000},
  };
  for (Parameter& parameter : ActivityParameters()) spec.parameters.push_back(std::move(parameter));
  const ResultColumn year = {"year", ValueType::kInteger, "year", {"the year", "年份"}};
  spec.tables = {
      {"places",
       {"one row for each place, the most complex first", "每个地方一行，复杂度高者在前"},
       {
           {"place", ValueType::kText, "", {"economy or code of the region", "经济体或地区代码"}},
           {"name", ValueType::kText, "", {"its name", "名称"}},
           year,
           {"diversity", ValueType::kInteger, "count", {"number of products it has (RCA >= min_rca)", "具备的产品数"}},
           {"eci",
            ValueType::kReal,
            "1",
            {"economic complexity index, z-score over places; missing: it has nothing, or is not linked to the rest",
             "经济复杂度指数（地方间标准分）；缺失：无产品或与其余不相连"}},
           {"fitness",
            ValueType::kReal,
            "1",
            {"fitness, mean 1; missing: it has nothing, or no convergence", "适合度，均值为 1；缺失：无产品或未收敛"}},
           {"eci_rank", ValueType::kInteger, "rank", {"1 is the most complex", "1 为最复杂"}},
           {"fitness_rank", ValueType::kInteger, "rank", {"1 is the fittest", "1 为适合度最高"}},
           {"outlook",
            ValueType::kReal,
            "1",
            {"complexity outlook index: complexity near what it does not have yet, by minimum proximity",
             "复杂度前景指数：尚不具备但邻近的复杂度（最小条件概率邻近度）"}},
           {"total", ValueType::kReal, "of the amounts", {"sum of its amounts in the sample", "样本内总量"}},
       }},
      {"products",
       {"one row for each product or activity, the most complex first", "每个产品（活动）一行，复杂度高者在前"},
       {
           {"product", ValueType::kText, "", {"its code", "代码"}},
           {"name", ValueType::kText, "", {"its name", "名称"}},
           year,
           {"ubiquity", ValueType::kInteger, "count", {"number of places that have it", "具备它的地方数"}},
           {"pci",
            ValueType::kReal,
            "1",
            {"product complexity index on the scale of pci_scale; missing: nobody has it",
             "产品复杂度指数（尺度见 pci_scale）；缺失：无人具备"}},
           {"fitness_complexity",
            ValueType::kReal,
            "1",
            {"complexity by the fitness method, mean 1", "适合度算法的产品复杂度，均值为 1"}},
           {"pci_rank", ValueType::kInteger, "rank", {"1 is the most complex", "1 为最复杂"}},
           {"total", ValueType::kReal, "of the amounts", {"sum over places in the sample", "样本内总量"}},
       }},
      {"solution",
       {"one row for each year: how well the index is determined", "每年一行：指数的确定程度"},
       {
           year,
           {"places", ValueType::kInteger, "count", {"places in the sample", "样本中的地方数"}},
           {"products", ValueType::kInteger, "count", {"products in the sample", "样本中的产品数"}},
           {"ones", ValueType::kInteger, "count", {"pairs that are present: ones of M", "存在矩阵 M 中 1 的个数"}},
           {"second_eigenvalue", ValueType::kReal, "1", {"of the matrix whose eigenvector ECI is", "ECI 所属特征值"}},
           {"third_eigenvalue",
            ValueType::kReal,
            "1",
            {"the nearer to the second, the less ECI means", "与第二特征值越近，ECI 越不可靠"}},
           {"components",
            ValueType::kInteger,
            "count",
            {"parts of M that share no product; above 1, only the largest has an index",
             "互不共享产品的部分；多于 1 时仅最大部分有指数"}},
           {"fitness_updates", ValueType::kInteger, "count", {"updates of fitness done", "适合度更新次数"}},
           {"unit", ValueType::kText, "", {"unit of the amounts", "总量单位"}},
       }}};
  spec.conventions = ActivityConventions();
  spec.conventions.insert(
      spec.conventions.end(),
      {"ECI is the eigenvector of the second largest eigenvalue of D^-1 M U^-1 M', as z-scores with the population "
       "standard deviation, signed to correlate with diversity. It compares places within one year: a rise means "
       "relative to the others.",
       "Fitness: both vectors are updated from the old pair and divided by their means. Software that counts the "
       "ones as its first iteration reaches after 20 iterations what 19 updates give.",
       "Outlook: sum over absent products of density times PCI; it depends on pci_scale."});
  spec.references = {
      "Hidalgo, C. A., Hausmann, R. (2009). The building blocks of economic complexity. doi 10.1073/pnas.0900943106",
      "Mealy, P., Farmer, J. D., Teytelboym, A. (2019). Interpreting economic complexity. doi 10.1126/sciadv.aau1705",
      "Tacchella, A., et al. (2012). A new metrics for countries' fitness and products' complexity. doi "
      "10.1038/srep00723"};
  spec.example = "tenon run complexity --codes 'C?\?' --year 2023";
  return spec;
}

econ::PciScale ScaleOf(const std::string& name) {
  if (name == "mean_of_places") return econ::PciScale::kMeanOfPlaces;
  return name == "places_are_means" ? econ::PciScale::kPlacesAreMeans : econ::PciScale::kOwn;
}

Value Real(const std::optional<double>& x) { return x ? Value(*x) : Value(); }

Value Count(std::size_t n) { return static_cast<std::int64_t>(n); }

/// 1 for the largest; equals share the better rank.
std::vector<Value> Ranks(const std::vector<std::optional<double>>& values) {
  std::vector<double> sorted;
  for (const auto& value : values) {
    if (value) sorted.push_back(*value);
  }
  std::ranges::sort(sorted, std::greater());
  std::vector<Value> ranks(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i]) ranks[i] = std::ranges::lower_bound(sorted, *values[i], std::greater()) - sorted.begin() + 1;
  }
  return ranks;
}

/// Numbers by value, the largest first, the missing last, equals by number.
std::vector<std::uint32_t> LargestFirst(const std::vector<std::optional<double>>& values) {
  std::vector<std::uint32_t> order(values.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(
      order, [&](std::uint32_t a, std::uint32_t b) { return values[a] && (!values[b] || *values[a] > *values[b]); });
  return order;
}

struct Measured {
  econ::ComplexityIndex index;
  econ::Fitness fitness;
  std::vector<std::optional<double>> outlook;
};

Result<Measured> Measure(const Question& question, const Activities& data, std::vector<std::string>& warnings) {
  Measured measured;
  TENON_ASSIGN(measured.index,
               econ::MeasureComplexityIndex(data.presence, ScaleOf(question.arguments.GetText("pci_scale"))));
  econ::FitnessOptions options;
  if (question.arguments.Has("fitness_updates")) {
    options.updates = static_cast<int>(question.arguments.GetInteger("fitness_updates"));
  }
  if (auto fitness = econ::MeasureFitness(data.presence, options)) {
    measured.fitness = *std::move(fitness);
  } else if (fitness.error().kind == ErrorKind::kNotConverged) {
    warnings.push_back(fmt::format("{}: no fitness: {}", data.year, fitness.error().message));
    measured.fitness.places.resize(data.places.size());
    measured.fitness.activities.resize(data.activities.size());
  } else {
    return std::unexpected(std::move(fitness).error());
  }
  measured.outlook = measured.index.eci;
  if (measured.index.state == econ::IndexState::kDetermined) {
    measured.outlook = econ::OutlookIndex(data.presence, econ::MeasureDensity(data.presence), measured.index.pci);
  } else {
    warnings.push_back(
        fmt::format("{}: no ECI, PCI and outlook: {}", data.year,
                    measured.index.state == econ::IndexState::kTooFew
                        ? "fewer than three places or two products are linked"
                        : "the second eigenvalue stands twice or is zero, so that its vector is not determined"));
  }
  if (measured.index.components > 1) {
    warnings.push_back(fmt::format(
        "{}: M falls into {} parts that share no product; only places and products of the largest have an ECI "
        "and a PCI",
        data.year, measured.index.components));
  }
  return measured;
}

void AddRows(Answer& answer, const ActivitySource& chosen, const store::Classifications& classifications,
             const Activities& data, const Measured& measured) {
  const auto& [index, fitness, outlook] = measured;
  const auto eci_ranks = Ranks(index.eci), fitness_ranks = Ranks(fitness.places), pci_ranks = Ranks(index.pci);
  for (const std::uint32_t c : LargestFirst(index.eci)) {
    answer.tables[0].rows.push_back({data.places[c], NameOfPlace(chosen, data.places[c]), data.year,
                                     Count(data.presence.diversity(c)), Real(index.eci[c]), Real(fitness.places[c]),
                                     eci_ranks[c], fitness_ranks[c], Real(outlook[c]), data.table.place_total(c)});
  }
  for (const std::uint32_t p : LargestFirst(index.pci)) {
    answer.tables[1].rows.push_back({data.activities[p], NameOfActivity(classifications, chosen, data.activities[p]),
                                     data.year, Count(data.presence.ubiquity(p)), Real(index.pci[p]),
                                     Real(fitness.activities[p]), pci_ranks[p], data.table.activity_total(p)});
  }
  const bool determined = index.state == econ::IndexState::kDetermined;
  answer.tables[2].rows.push_back({data.year, Count(data.places.size()), Count(data.activities.size()),
                                   Count(data.presence.ones()), determined ? Value(index.second_eigenvalue) : Value(),
                                   determined ? Value(index.third_eigenvalue) : Value(), Count(index.components),
                                   fitness.updates > 0 ? Value(std::int64_t{fitness.updates}) : Value(), chosen.unit});
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(const ActivitySource chosen, ChooseActivities(question));
  TENON_ASSIGN(const store::Classifications* const classifications, question.snapshot.classifications());
  std::vector<std::int64_t> years = chosen.years;
  if (question.arguments.Has("year")) years = {question.arguments.GetInteger("year")};
  Answer answer;
  for (const ResultTable& table : question.spec.tables) answer.tables.push_back(table.MakeTable());
  for (const std::int64_t year : years) {
    if (question.job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped");
    TENON_ASSIGN(Activities data, ReadActivities(question, chosen, year));
    TENON_ASSIGN(const Measured measured, Measure(question, data, data.warnings));
    AddRows(answer, chosen, *classifications, data, measured);
    auto& warnings = answer.receipt.warnings;
    warnings.insert(warnings.end(), data.warnings.begin(), data.warnings.end());
  }
  answer.receipt.sources = SourcesOf(question, chosen);
  return answer;
}

}  // namespace

const Analysis& ComplexityAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
