#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analyses/answer_tables.h"
#include "analyses/assessment.h"
#include "analyses/portfolio_grants.h"
#include "analyses/questions.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

using enum ValueType;

std::vector<ResultTable> Tables() {
  return {
      {"segments",
       {"shortage against money, one row a segment, the greatest shortage first",
        "短缺与经费对照，每环节一行，短缺大者在前"},
       {{"segment", kText, "", {"id in the chain file", "环节代号"}},
        {"name", kText, "", {"its English name", "英文名"}},
        {"name_zh", kText, "", {"its Chinese name", "中文名"}},
        {"shortage", kReal, "1", {"overall shortage; missing: not known", "短缺度；缺失：未知"}},
        {"rank", kInteger, "rank", {"1 = the greatest shortage of the chain", "短缺排名，1 为最短缺"}},
        {"rank_low", kInteger, "rank", {"5th percentile of the rank", "排名第 5 百分位"}},
        {"rank_high", kInteger, "rank", {"95th percentile", "排名第 95 百分位"}},
        {"state",
         kText,
         "",
         {"funded; unpriced: grants lead there, none with an amount; unseen: no loaded grant leads there",
          "funded 有经费；unpriced 有项目而无金额；unseen 未见项目"}},
        {"grants", kInteger, "count", {"loaded grants that lead there", "通向该环节的项目数"}},
        {"without_amount", kInteger, "count", {"of these, without an amount", "其中无金额者"}},
        {"money",
         kReal,
         "of the grants",
         {"sum of their amounts, each split evenly over the segments it leads to; missing: not known, not zero",
          "金额合计，每个项目在其通向的环节间均分；缺失：未知，并非零"}},
        {"money_share", kReal, "1", {"of the money of all segments", "占全部环节经费的份额"}},
        {"money_rank",
         kReal,
         "rank",
         {"1 = the most money, among the segments with money and a shortage; equals share the mean",
          "经费排名（有经费且短缺已知的环节之内），1 为最多，并列取均值"}},
        {"rank_among_funded", kReal, "rank", {"rank of its shortage among the same segments", "同一范围内的短缺排名"}},
        {"gap",
         kReal,
         "rank",
         {"money_rank - rank_among_funded: positive where the money stands behind the shortage",
          "经费排名－短缺排名：为正表示经费落后于短缺"}},
        {"gap_low", kReal, "rank", {"its 90 % interval, from the draws of the shortage", "其 90% 区间下限"}},
        {"gap_high", kReal, "rank", {"its 90 % interval", "其 90% 区间上限"}}}},
      {"grants",
       {"the grants behind it, the largest part first", "依据的项目，金额大者在前"},
       {{"segment", kText, "", {"the segment", "环节"}},
        {"grant", kText, "", {"printed number of the grant", "项目编号"}},
        {"part", kReal, "of the grants", {"of its amount, for this segment; missing: no amount", "分摊到该环节的金额"}},
        {"segments", kInteger, "count", {"segments it leads to", "通向的环节数"}},
        {"way",
         kText,
         "",
         {"how it leads there: product, patent class, topic, keyword", "关联方式：产品、专利类、主题、关键词"}},
        {"title", kText, "", {"its title", "名称"}}}}};
}

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "fund-gap";
  spec.title = {"Funding gap: shortage against money", "经费缺口：短缺与投入对照"};
  spec.sentence = {"Does the money go where the shortage is?", "经费投向了最短缺的环节吗？"};
  spec.parameters = AssessmentParameters(AssessmentScope::kShortage);
  spec.parameters.push_back(
      {.name = "grants",
       .type = ParameterType::kText,
       .meaning = {"the source of the grants, where several are loaded", "项目数据的来源（载入多个时）"}});
  spec.tables = Tables();
  spec.conventions = AssessmentConventions(AssessmentScope::kShortage);
  spec.conventions.emplace_back(
      "A grant leads to a segment by a product that its patents protect, a class of its patents, the topic of its "
      "works "
      "or a keyword in its title. Its amount is split evenly over the segments it leads to.");
  spec.conventions.emplace_back(
      "No loaded grant is not no money: such a segment has no money rank and no gap. The gap compares ranks among the "
      "segments that have both.");
  spec.references = {"National Institutes of Health. NIH RePORTER / ExPORTER data catalogue."};
  spec.example = "tenon run fund-gap --chain medicines --economy DEU --grants nih-reporter";
  return spec;
}

/// What leads to one segment.
struct Money {
  std::int64_t grants = 0, without_amount = 0;
  std::optional<double> amount;
};

struct Link {
  std::string segment, grant, way, title;
  std::optional<double> part;
  std::int64_t segments = 0;
};

struct Found {
  std::map<std::string, Money> money;
  std::vector<Link> links;
  std::string currency;
  std::size_t grants = 0;
};

Result<Found> ReadMoney(const Question& question, const std::string& source) {
  TENON_CHECK(ProvideSegments(question));
  TENON_ASSIGN(const Table rows, question.snapshot.Ask("portfolio_grants", {{"source", source}}, question.job));
  Found found;
  std::map<std::string, std::int64_t> segments;
  std::set<std::string> currencies;
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    ++segments[TextOr(rows.At(row, "id"))];
    if (!IsMissing(rows.At(row, "amount"))) currencies.insert(TextOr(rows.At(row, "currency")));
  }
  if (currencies.size() > 1) {
    return Fail(
        ErrorKind::kInvalidArgument,
        fmt::format("the grants are in several currencies ({}) and cannot be added", fmt::join(currencies, ", ")));
  }
  if (!currencies.empty()) found.currency = *currencies.begin();
  found.grants = segments.size();
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    const std::string id = TextOr(rows.At(row, "id"));
    Link link{TextOr(rows.At(row, "segment")), id, TextOr(rows.At(row, "way")),
              TextOr(rows.At(row, "title")),   {}, segments[id]};
    Money& money = found.money[link.segment];
    ++money.grants;
    if (const Value& amount = rows.At(row, "amount"); IsMissing(amount)) {
      ++money.without_amount;
    } else {
      link.part = RealOr(amount, 0) / static_cast<double>(link.segments);
      money.amount = money.amount.value_or(0) + *link.part;
    }
    found.links.push_back(std::move(link));
  }
  return found;
}

/// 1 for the largest; equals share the mean of their ranks.
double MeanRank(const std::vector<double>& values, double value) {
  const auto larger = std::ranges::count_if(values, [&](double other) { return other > value; });
  const auto equal = std::ranges::count(values, value);
  return 1 + static_cast<double>(larger) + 0.5 * static_cast<double>(equal - 1);
}

/// Where a segment stands among those that have both, by shortage and by money.
struct Standing {
  double money = 0, shortage = 0;
  econ::Interval interval;  ///< of the rank by shortage
};

std::vector<std::optional<Standing>> Stand(const Assessment& assessment, const Found& found) {
  std::vector<std::optional<Standing>> standings(assessment.chain.segments.size());
  std::vector<std::size_t> both;
  std::vector<double> money, shortage;
  for (std::size_t s = 0; s < standings.size(); ++s) {
    const auto at = found.money.find(assessment.chain.segments[s].id);
    const auto& overall = assessment.dependence.segments[s].shortage.overall.value;
    if (at == found.money.end() || !at->second.amount || !overall) continue;
    both.push_back(s);
    money.push_back(*at->second.amount);
    shortage.push_back(*overall);
  }
  if (both.empty()) return standings;
  const auto& draws_of = [&](std::size_t s) -> const std::vector<double>& {
    return assessment.dependence.segments[s].shortage.overall_draws;
  };
  std::vector<std::vector<double>> ranks(both.size());
  for (std::size_t d = 0; d < draws_of(both.front()).size(); ++d) {
    std::vector<double> drawn;
    for (const std::size_t s : both) drawn.push_back(draws_of(s)[d]);
    for (std::size_t i = 0; i < both.size(); ++i) ranks[i].push_back(MeanRank(drawn, drawn[i]));
  }
  for (std::size_t i = 0; i < both.size(); ++i) {
    const double rank = MeanRank(shortage, shortage[i]);
    const econ::Interval interval = econ::IntervalAround(rank, ranks[i]).value_or(econ::Interval{rank, rank});
    standings[both[i]] = Standing{MeanRank(money, money[i]), rank, interval};
  }
  return standings;
}

void AddSegment(const Assessment& assessment, std::size_t s, const Found& found, double total,
                const std::optional<Standing>& standing, Table& table) {
  const chain::Segment& segment = assessment.chain.segments[s];
  const econ::SegmentShortage& shortage = assessment.dependence.segments[s].shortage;
  static const Money kNone;
  const auto at = found.money.find(segment.id);
  const Money& money = at == found.money.end() ? kNone : at->second;
  std::vector<Value> row = {segment.id,
                            segment.name.en,
                            segment.name.zh,
                            ToValue(shortage.overall.value),
                            ToValue(shortage.rank),
                            ToValue(shortage.rank_low),
                            ToValue(shortage.rank_high),
                            std::string(money.amount       ? "funded"
                                        : money.grants > 0 ? "unpriced"
                                                           : "unseen"),
                            money.grants,
                            money.without_amount,
                            ToValue(money.amount),
                            money.amount && total > 0 ? Value(*money.amount / total) : Value()};
  row.resize(row.size() + 5);
  if (standing) {
    const auto [by_money, by_shortage, interval] = *standing;
    std::ranges::copy(std::vector<Value>{by_money, by_shortage, by_money - by_shortage, by_money - interval.high,
                                         by_money - interval.low},
                      row.end() - 5);
  }
  table.rows.push_back(std::move(row));
}

std::vector<std::size_t> ByShortage(const Assessment& assessment) {
  std::vector<std::size_t> order(assessment.chain.segments.size());
  for (std::size_t s = 0; s < order.size(); ++s) order[s] = s;
  std::ranges::stable_sort(order, {}, [&](std::size_t s) {
    return assessment.dependence.segments[s].shortage.rank.value_or(order.size() + 1);
  });
  return order;
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(const std::string source, PlanningSource(question, "grant", "grants"));
  if (source.empty()) {
    return Fail(ErrorKind::kNotFound,
                "no grants are loaded, so that nothing says where the money went: load nih-reporter or another source "
                "of them");
  }
  if (question.arguments.Has("grants") && source != question.arguments.GetText("grants")) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} has no grants here; {} has", question.arguments.GetText("grants"), source), "--grants");
  }
  TENON_ASSIGN(Assessment assessment, Assess(question, AssessmentScope::kShortage));
  TENON_ASSIGN(Found found, ReadMoney(question, source));
  if (found.links.empty()) {
    return Fail(
        ErrorKind::kNotFound,
        fmt::format("none of the grants of {} leads to a segment of the chain, by the products of their patents, "
                    "classes, topics or keywords",
                    source));
  }
  double total = 0;
  std::size_t unseen = 0;
  for (const auto& [segment, money] : found.money) total += money.amount.value_or(0);
  const std::vector<std::optional<Standing>> standings = Stand(assessment, found);
  Answer answer;
  Table segments = question.spec.tables[0].MakeTable(), grants = question.spec.tables[1].MakeTable();
  for (const std::size_t s : ByShortage(assessment)) {
    AddSegment(assessment, s, found, total, standings[s], segments);
    unseen += found.money.contains(assessment.chain.segments[s].id) ? 0 : 1;
  }
  std::ranges::stable_sort(found.links, [](const Link& a, const Link& b) {
    return a.segment != b.segment ? a.segment < b.segment : a.part.value_or(-1) > b.part.value_or(-1);
  });
  for (const Link& link : found.links) {
    grants.rows.push_back({link.segment, link.grant, ToValue(link.part), link.segments, link.way, ToValue(link.title)});
  }
  answer.tables = {std::move(segments), std::move(grants)};
  answer.receipt.warnings = std::move(assessment.warnings);
  answer.receipt.warnings.push_back(fmt::format(
      "{} grants of {} lead to {} of {} segments{}; to {} none of them does, which does not say that nobody "
      "pays for these",
      found.grants, source, found.money.size(), assessment.chain.segments.size(),
      found.currency.empty() ? "" : fmt::format(", money in {}", found.currency), unseen));
  answer.receipt.sources = std::move(assessment.sources);
  AddSources(question.snapshot.SourcesOf({"grant", "grant_patent", "grant_work", "product_patent"}),
             answer.receipt.sources);
  return answer;
}

}  // namespace

const Analysis& FundGapAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
