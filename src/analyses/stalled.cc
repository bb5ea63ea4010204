#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyses/answer_tables.h"
#include "analyses/crossing.h"
#include "analyses/questions.h"
#include "analyses/stalled_model.h"
#include "econ/ranking_quality.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

/// Years after which a result is old where the data do not say.
constexpr double kUnknownLag = 5;

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "stalled";
  spec.title = {"Results stalled at the paper stage", "停在论文阶段的成果"};
  spec.sentence = {"Which papers or projects should have become a patent or product by now, and have not?",
                   "哪些论文或项目按其条件早该转化为专利或产品，却至今没有？"};
  spec.parameters = {
      {.name = "of",
       .type = ParameterType::kChoice,
       .meaning = {"what is watched", "观察的对象"},
       .default_value = Value(std::string("paper")),
       .choices = {"paper", "project"}},
      {.name = "to",
       .type = ParameterType::kChoice,
       .meaning = {"what it should have come to: a patent, a product, or (papers) industry: a firm that did not write "
                   "it cites it in a work of its own",
                   "应当转化为：patent 专利、product 产品，或（论文）industry：未参与撰写的企业在其论文中引用它"},
       .default_value = Value(std::string("patent")),
       .choices = {"patent", "product", "industry"}},
      UntilParameter(),
      {.name = "horizon",
       .type = ParameterType::kInteger,
       .meaning = {"how far `probability` looks ahead, and how long the ranking is judged out of time",
                   "概率向前看的年数，也是样本外检验的年数"},
       .unit = "year",
       .default_value = Value(std::int64_t{5}),
       .minimum = 1,
       .maximum = 50},
      {.name = "share",
       .type = ParameterType::kReal,
       .meaning = {"stalled are the likeliest of those that have not crossed: this share of them",
                   "未转化者中概率最高的这一份额视为停滞"},
       .unit = "1",
       .default_value = Value(0.1),
       .minimum = 0.0001,
       .maximum = 1},
      {.name = "ridge",
       .type = ParameterType::kReal,
       .meaning = {"half the penalty on the square of each effect, per standard deviation of what has it",
                   "岭惩罚：每个标准化效应平方的惩罚系数"},
       .unit = "1",
       .default_value = Value(1.0),
       .minimum = 1e-6,
       .maximum = 1e6},
      {.name = "first",
       .type = ParameterType::kInteger,
       .meaning = {"how many are listed, and how long the list is whose hits are counted",
                   "列出的条数，也是计算命中数的名单长度"},
       .unit = "count",
       .default_value = Value(std::int64_t{100}),
       .minimum = 1,
       .maximum = 1e9},
  };
  spec.tables = {
      {"stalled",
       {"what should have crossed and has not, the likeliest first", "早该转化而未转化者，概率高者在前"},
       {
           {"id", ValueType::kText, "", {"printed id of the paper or project", "论文或项目编号"}},
           {"year", ValueType::kInteger, "year", {"of its publication or start", "发表或起始年份"}},
           {"age",
            ValueType::kInteger,
            "year",
            {"at --until; missing: no start is stated, so that it may be young",
             "截至 --until 的年龄；缺失：起始年未知，可能尚年轻"}},
           {"probability",
            ValueType::kReal,
            "1",
            {"that it crosses within --horizon years, having not; where no crossing has a year, `by_now`",
             "此后 --horizon 年内转化的概率；转化年份未知时同 by_now"}},
           {"by_now",
            ValueType::kReal,
            "1",
            {"that one like it has crossed by its age", "与其条件相同者至此年龄已转化的概率"}},
           {"field", ValueType::kText, "", {"its field", "领域"}},
           {"citations",
            ValueType::kInteger,
            "count",
            {"of the paper, or works of the project, at --until", "截至 --until 论文的被引次数，或项目的论文数"}},
           {"percentile",
            ValueType::kReal,
            "1",
            {"of `citations` among those of its field and year", "citations 在同领域同年份中的百分位"}},
           {"is_industry",
            ValueType::kBoolean,
            "",
            {"an author is at a company; of projects: a programme for small firms", "有企业作者；项目：中小企业计划"}},
           {"linkage",
            ValueType::kReal,
            "1",
            {"share of the others of its topic (kind of project) that crossed, drawn towards that of all",
             "同主题（项目类型）其他成果的转化份额（向总体收缩）"}},
           {"title", ValueType::kText, "", {"title", "题名"}},
       }},
      {"effects",
       {"what goes with crossing: factors of the hazard", "与转化相关的因素：风险倍数"},
       {
           {"covariate", ValueType::kText, "", {"field: held against the largest one", "因素；领域以最大者为基准"}},
           {"factor",
            ValueType::kReal,
            "1",
            {"of the hazard for each unit: from percentile 0 to 1, from no to yes",
             "每单位的风险倍数（百分位 0 至 1，否至是）"}},
           {"factor_low", ValueType::kReal, "1", {"its 95 % interval", "其 95% 区间下限"}},
           {"factor_high", ValueType::kReal, "1", {"its 95 % interval", "其 95% 区间上限"}},
       }},
      {"judgement",
       {"out of time: fitted to what was known --horizon years before --until, held against what crossed since",
        "样本外检验：以 --until 之前 --horizon 年所知拟合，与其后的转化对照"},
       {
           {"ranking", ValueType::kText, "", {"by what those that had not crossed are ranked", "未转化者按何排序"}},
           {"candidates", ValueType::kInteger, "count", {"had not crossed then", "当时未转化者"}},
           {"crossed", ValueType::kInteger, "count", {"of these, crossed since", "其中此后转化者"}},
           {"first", ValueType::kInteger, "count", {"length of the list", "名单长度"}},
           {"hits", ValueType::kReal, "count", {"of the list, crossed since", "名单中此后转化者"}},
           {"precision", ValueType::kReal, "1", {"hits / first", "hits / first"}},
           {"auc",
            ValueType::kReal,
            "1",
            {"chance that one that crossed stands before one that did not; 0.5 is no better than a lot",
             "转化者排在未转化者之前的概率；0.5 等于抽签"}},
       }},
      {"model",
       {"what the fit rests on", "拟合所依据的数据"},
       {
           {"times",
            ValueType::kText,
            "",
            {"dated: hazard by age; undated: whether it had crossed at its age; ageless: whether it had crossed",
             "dated：按年龄的风险；undated：至其年龄是否已转化；ageless：是否已转化"}},
           {"subjects", ValueType::kInteger, "count", {"papers or projects fitted", "拟合的论文或项目数"}},
           {"crossed", ValueType::kInteger, "count", {"of these, crossed", "其中已转化者"}},
           {"median_lag",
            ValueType::kReal,
            "year",
            {"from start to crossing; missing: not known", "起始至转化的中位年数；缺失：未知"}},
           {"not_crossed", ValueType::kInteger, "count", {"ranked", "参与排序的未转化者"}},
           {"threshold", ValueType::kReal, "1", {"probability at which --share begins", "--share 起点的概率"}},
           {"stalled",
            ValueType::kInteger,
            "count",
            {"above it and older than the median lag; missing: no age is known",
             "高于阈值且年龄超过中位时滞者；缺失：年龄未知"}},
       }}};
  spec.conventions = {
      "The hazard depends on age, field, percentile of citations, authors at companies and the crossings of the topic.",
      "These stand as they were in the last year watched.",
      "Stalled: of what has not crossed, the likeliest to cross, if older than the median lag of what did, or 5 years.",
      "What is young is not stalled: it may still cross in its time.",
      "Where crossings have no year, what is fitted is whether one had crossed at its age.",
      "Where there is no start either, what is fitted is whether it had crossed; nobody can say what is young.",
      "What lacks a covariate is neither fitted nor ranked: missing is not zero.",
      "Judged out of time: fitted to what was known --horizon years earlier, and held against what crossed since.",
  };
  spec.references = {"Prentice, R. L., Gloeckler, L. A. (1978). Biometrics 34, 57. doi 10.2307/2529588.",
                     "le Cessie, S., van Houwelingen, J. C. (1992). Applied Statistics 41, 191. doi 10.2307/2347628.",
                     "Ahmadpoor, M., Jones, B. F. (2017). Science 357, 583. doi 10.1126/science.aam9527."};
  spec.example = "tenon run stalled --to industry";
  return spec;
}

Value Count(std::size_t value) { return static_cast<std::int64_t>(value); }

std::string_view ToString(Dating dating) {
  return dating == Dating::kDated ? "dated" : dating == Dating::kUndated ? "undated" : "ageless";
}

Result<Table> AskCandidates(const Question& question, int until) {
  return question.snapshot.Ask(question.arguments.GetText("of") == "paper" ? "stalled_papers" : "stalled_projects",
                               {{"to", question.arguments.GetText("to")}, {"until", std::int64_t{until}}},
                               question.job);
}

/// Who is stalled: places among the expectations, the likeliest first, and the probability at which they begin.
struct Stalled {
  std::vector<std::size_t> places;
  double threshold = 0;
};
Stalled FindStalled(const StalledFit& fit, double share) {
  Stalled stalled;
  const auto& all = fit.expectations;
  if (all.empty()) return stalled;
  std::vector<double> sorted;
  for (const Expectation& one : all) sorted.push_back(one.probability);
  std::ranges::sort(sorted, std::greater());
  const auto size = static_cast<double>(sorted.size());
  stalled.threshold = sorted[std::min(sorted.size(), static_cast<std::size_t>(std::ceil(share * size))) - 1];
  const double lag = fit.model.median_lag.value_or(kUnknownLag);
  for (std::size_t place = 0; place < all.size(); ++place) {
    if (all[place].probability >= stalled.threshold && all[place].age.value_or(std::numeric_limits<int>::max()) > lag) {
      stalled.places.push_back(place);
    }
  }
  std::ranges::stable_sort(stalled.places, std::greater(), [&](std::size_t place) { return all[place].probability; });
  return stalled;
}

void AddStalled(const std::vector<StalledCandidate>& candidates, const StalledFit& fit, const Stalled& stalled,
                std::size_t first, Table& table) {
  for (std::size_t i = 0; i < std::min(first, stalled.places.size()); ++i) {
    const Expectation& expectation = fit.expectations[stalled.places[i]];
    const StalledCandidate& one = candidates[expectation.candidate];
    table.rows.push_back({one.id, ToValue(one.start), ToValue(expectation.age), expectation.probability,
                          expectation.by_now, one.field, one.citations, ToValue(one.percentile),
                          ToValue(one.is_industry), expectation.linkage, one.title});
  }
}

void AddEffects(const CrossingModel& model, Table& table) {
  for (std::size_t j = 0; j < model.covariates.size(); ++j) {
    const econ::HazardEffect& effect = model.hazard.effects[j];
    table.rows.push_back({model.covariates[j], std::exp(effect.value), std::exp(effect.low), std::exp(effect.high)});
  }
}

/// Fits what was known `horizon` years ago and counts what crossed since; empty where that cannot be done.
Status AddJudgement(const Question& question, int until, const econ::HazardOptions& options, Table& table,
                    std::vector<std::string>& warnings) {
  const int horizon = static_cast<int>(question.arguments.GetInteger("horizon")), then = until - horizon;
  TENON_ASSIGN(const Table rows, AskCandidates(question, then));
  const std::vector<StalledCandidate> candidates = ReadCandidates(rows, then);
  const auto fitted = FitStalled(candidates, then, horizon, options);
  if (!fitted && fitted.error().kind == ErrorKind::kNotFound) {
    warnings.push_back(fmt::format("not judged out of time: by {} {}", then, fitted.error().message));
    return {};
  }
  if (!fitted) return std::unexpected(fitted.error());
  if (fitted->model.dating != Dating::kDated) {
    warnings.push_back(fmt::format("not judged out of time: by {} too few crossings have a year", then));
    return {};
  }
  std::vector<econ::Forecast> by_model, by_citations, by_lot;
  for (const Expectation& expectation : fitted->expectations) {
    const StalledCandidate& one = candidates[expectation.candidate];
    const bool happened = one.crossed_in && *one.crossed_in > then && *one.crossed_in <= until;
    by_model.push_back({expectation.probability, happened});
    by_citations.push_back({RealOr(one.citations, 0), happened});
    by_lot.push_back({0, happened});
  }
  const auto first = static_cast<std::size_t>(question.arguments.GetInteger("first"));
  for (const auto& [name, forecasts] :
       {std::pair("model", &by_model), {"citations alone", &by_citations}, {"by lot", &by_lot}}) {
    TENON_ASSIGN(const econ::RankingQuality quality, econ::MeasureRanking(*forecasts, first));
    table.rows.push_back({std::string(name), Count(quality.forecasts), Count(quality.happened), Count(quality.first),
                          quality.hits, ToValue(quality.precision_at_first), ToValue(quality.auc)});
  }
  return {};
}

void AddWarnings(const CrossingModel& model, std::size_t all, std::string_view of, std::vector<std::string>& warnings) {
  const auto add = [&](std::size_t count, std::string_view what) {
    if (count > 0) warnings.push_back(fmt::format("{} of {} {}s {}", count, all, of, what));
  };
  add(model.incomplete, "lack a covariate: they are neither fitted nor ranked");
  add(model.undated, "crossed at an unknown time: they are not fitted");
  add(model.backwards, "crossed before they began: they are not fitted");
  if (!model.unknown.empty()) {
    warnings.push_back(fmt::format("no {} states {}: left out of the model", of, fmt::join(model.unknown, ", ")));
  }
  if (model.dating == Dating::kUndated)
    warnings.emplace_back("crossings have no year: what is fitted is whether one had crossed at its age");
  if (model.dating == Dating::kAgeless) {
    warnings.emplace_back(
        "neither starts nor crossings have a year: nobody can say which of these are young; load the years");
  }
}

Result<Answer> Run(const Question& question) {
  const Arguments& arguments = question.arguments;
  const std::string of = arguments.GetText("of");
  if (of == "project" && arguments.GetText("to") == "industry") {
    return Fail(ErrorKind::kInvalidArgument, "industry cites papers, not projects: give --of paper", "--to");
  }
  constexpr int kEver = 2100;
  const int asked = arguments.Has("until") ? static_cast<int>(arguments.GetInteger("until")) : kEver;
  TENON_ASSIGN(const Table rows, AskCandidates(question, asked));
  TENON_CHECK(CheckLinks(question, rows));
  const std::vector<StalledCandidate> candidates = ReadCandidates(rows, asked);
  const int until = arguments.Has("until") ? asked : static_cast<int>(NewestYear(rows).value_or(asked));
  const econ::HazardOptions options{.ridge = arguments.GetReal("ridge")};
  const auto first = static_cast<std::size_t>(arguments.GetInteger("first"));
  TENON_ASSIGN(const StalledFit fit,
               FitStalled(candidates, until, static_cast<int>(arguments.GetInteger("horizon")), options));
  const Stalled stalled = FindStalled(fit, arguments.GetReal("share"));

  Answer answer;
  for (const ResultTable& table : question.spec.tables) answer.tables.push_back(table.MakeTable());
  AddStalled(candidates, fit, stalled, first, answer.tables[0]);
  AddEffects(fit.model, answer.tables[1]);
  std::vector<std::string>& warnings = answer.receipt.warnings;
  if (fit.model.dating == Dating::kDated) {
    TENON_CHECK(AddJudgement(question, until, options, answer.tables[2], warnings));
  } else {
    warnings.emplace_back("not judged out of time: too few crossings have a year");
  }
  answer.tables[3].rows.push_back({std::string(ToString(fit.model.dating)), Count(fit.model.subjects),
                                   Count(fit.model.crossed), ToValue(fit.model.median_lag),
                                   Count(fit.expectations.size()), stalled.threshold,
                                   fit.model.dating == Dating::kAgeless ? Value() : Count(stalled.places.size())});
  if (until < kEver) warnings.insert(warnings.begin(), fmt::format("watched until {}", until));
  if (stalled.places.size() > first) {
    warnings.push_back(
        fmt::format("{} stand above the threshold; listed are the first {}", stalled.places.size(), first));
  }
  AddWarnings(fit.model, candidates.size(), of, warnings);
  answer.receipt.sources = question.snapshot.SourcesOf(
      {"grant", "work", "patent", "product", "grant_patent", "grant_work", "patent_work", "product_patent",
       "authorship", "institution", "work_topic", "topic", "work_reference", "work_citation_year"});
  return answer;
}

}  // namespace

const Analysis& StalledAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
