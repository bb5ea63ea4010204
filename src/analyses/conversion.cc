#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyses/crossing.h"
#include "analyses/questions.h"
#include "econ/survival.h"
#include "fmt/format.h"

namespace tenon::analyses {
namespace {

/// Past this many groups a log-rank test is neither quick nor of use.
constexpr std::size_t kMostTested = 2000;

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "conversion";
  spec.title = {"Conversion into patents and products", "成果转化率与转化时滞"};
  spec.sentence = {"What share of projects, papers or patents became a patent or a product, and after how long?",
                   "项目、论文或专利中有多大比例成为专利或产品，历时多久？"};
  spec.parameters = {
      {.name = "of",
       .type = ParameterType::kChoice,
       .meaning = {"what is watched", "观察的对象"},
       .default_value = Value(std::string("project")),
       .choices = {"project", "paper", "patent"}},
      {.name = "to",
       .type = ParameterType::kChoice,
       .meaning = {"what it is to become", "转化为何物"},
       .default_value = Value(std::string("product")),
       .choices = {"patent", "product"}},
      {.name = "by",
       .type = ParameterType::kChoice,
       .meaning =
           {"one group for each receiver, author's institution or holder; field; funder; year of the start; not "
            "given: all together",
            "分组：institution（承担、作者或持有机构）、field（领域）、funder（资助方）、cohort（起始年）；不给则合并"},
       .choices = {"institution", "field", "funder", "cohort"}},
      {.name = "age",
       .type = ParameterType::kInteger,
       .meaning = {"the age at which groups are compared", "比较各组时的年龄"},
       .unit = "year",
       .default_value = Value(std::int64_t{10}),
       .minimum = 0,
       .maximum = 100},
      UntilParameter(),
      {.name = "at_least",
       .type = ParameterType::kInteger,
       .meaning = {"groups with fewer of known age are listed but not tested", "已知年龄者少于此数的组只列出、不检验"},
       .unit = "count",
       .default_value = Value(std::int64_t{10}),
       .minimum = 1,
       .maximum = 1e9},
  };
  spec.tables = {
      {"groups",
       {"one row for each group, those with most crossings first", "每组一行，转化多者在前"},
       {
           {"group", ValueType::kText, "", {"the group; missing: not stated", "组；缺失：未说明"}},
           {"subjects", ValueType::kInteger, "count", {"how many there are", "对象数"}},
           {"crossed", ValueType::kInteger, "count", {"of these, that crossed at any time", "其中已转化者"}},
           {"share",
            ValueType::kReal,
            "1",
            {"crossed / subjects: too low where many are young", "已转化份额（年轻者多则偏低）"}},
           {"share_low", ValueType::kReal, "1", {"its 95 % interval (Wilson)", "其 95% 区间下限（Wilson）"}},
           {"share_high", ValueType::kReal, "1", {"its 95 % interval (Wilson)", "其 95% 区间上限（Wilson）"}},
           {"aged", ValueType::kInteger, "count", {"subjects whose age is known", "年龄已知的对象数"}},
           {"aged_crossed",
            ValueType::kInteger,
            "count",
            {"of these, that crossed by --until", "其中至 --until 已转化者"}},
           {"by_age",
            ValueType::kReal,
            "1",
            {"share that crossed by --age (Kaplan-Meier); missing: nobody was watched so long",
             "至 --age 已转化的份额（Kaplan-Meier）；缺失：无人被观察至此"}},
           {"by_age_low", ValueType::kReal, "1", {"its 95 % interval", "其 95% 区间下限"}},
           {"by_age_high", ValueType::kReal, "1", {"its 95 % interval", "其 95% 区间上限"}},
           {"median_age",
            ValueType::kReal,
            "year",
            {"age by which half crossed; missing: fewer did", "半数转化时的年龄；缺失：未及半数"}},
       }},
      {"curves",
       {"Kaplan-Meier: one row for each group and age at which something crossed",
        "Kaplan-Meier：每组每个转化年龄一行"},
       {
           {"group", ValueType::kText, "", {"the group", "组"}},
           {"age", ValueType::kInteger, "year", {"years from the start", "自起始的年数"}},
           {"at_risk",
            ValueType::kInteger,
            "count",
            {"watched up to this age, not crossed before", "此前未转化且仍在观察者"}},
           {"crossed", ValueType::kInteger, "count", {"crossed at this age", "在此年龄转化者"}},
           {"share", ValueType::kReal, "1", {"share that crossed by this age", "至此年龄已转化的份额"}},
           {"low",
            ValueType::kReal,
            "1",
            {"its 95 % interval (Greenwood, log-log)", "其 95% 区间下限（Greenwood，双对数）"}},
           {"high", ValueType::kReal, "1", {"its 95 % interval", "其 95% 区间上限"}},
       }},
      {"test",
       {"log-rank test: do the groups differ? Empty where they cannot be tested",
        "对数秩检验：各组是否不同；无法检验则为空"},
       {
           {"groups", ValueType::kInteger, "count", {"groups tested", "参与检验的组数"}},
           {"chi_squared", ValueType::kReal, "1", {"statistic", "统计量"}},
           {"degrees", ValueType::kInteger, "count", {"degrees of freedom", "自由度"}},
           {"p_value",
            ValueType::kReal,
            "1",
            {"chance of so large a difference if all were alike", "若各组相同则出现如此差异的概率"}},
       }}};
  spec.conventions = {
      "A project, paper or patent becomes a patent or product along stated links: project-patent, paper-patent, "
      "patent-product. Trials are no link.",
      "Age is the year of crossing less the year of the start (project), publication (paper) or first filing (patent). "
      "A patent crosses in the year of its first filing, a product in that of its approval; the first year known "
      "counts.",
      "What had not crossed by --until is censored at its age then. What crossed at an unknown time, or has no start, "
      "counts in `share`, not in the curves.",
      "What belongs to several groups counts in each; the test takes them as separate.",
  };
  spec.references = {"Kaplan, E. L., Meier, P. (1958). JASA 53, 457. doi 10.1080/01621459.1958.10501452.",
                     "Peto, R., Peto, J. (1972). JRSS A 135, 185. doi 10.2307/2344317.",
                     "Wilson, E. B. (1927). JASA 22, 209. doi 10.1080/01621459.1927.10502953."};
  spec.example = "tenon run conversion --by field";
  return spec;
}

struct Group {
  Value name;
  std::size_t subjects = 0, crossed = 0;
  std::vector<econ::Duration> ages;
};

struct Watched {
  std::vector<Group> groups;
  std::size_t subjects = 0, no_start = 0, no_crossing_year = 0, backwards = 0, late = 0, unnamed = 0;
};

/// Ages of the subjects of one row, if they are known.
std::optional<econ::Duration> AgeOf(const Table& rows, std::size_t row, std::int64_t until, std::size_t count,
                                    Watched& watched) {
  const Value &start = rows.At(row, "start"), &crossed_in = rows.At(row, "crossed_in");
  const bool crossed = BooleanOr(rows.At(row, "crossed"), false);
  if (IsMissing(start)) {
    watched.no_start += count;
    return std::nullopt;
  }
  if (crossed && IsMissing(crossed_in)) {
    watched.no_crossing_year += count;
    return std::nullopt;
  }
  const std::int64_t began = IntegerOr(start, 0), ended = crossed ? IntegerOr(crossed_in, 0) : until;
  if (began > until) {
    watched.late += count;
    return std::nullopt;
  }
  if (ended < began) {
    watched.backwards += count;
    return std::nullopt;
  }
  return econ::Duration{static_cast<double>(std::min(ended, until) - began), crossed && ended <= until};
}

Watched Watch(const Table& rows, std::int64_t until) {
  Watched watched;
  std::map<Value, Group> groups;
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    const auto count = static_cast<std::size_t>(IntegerOr(rows.At(row, "subjects"), 0));
    Group& group = groups[rows.At(row, "group")];
    group.name = rows.At(row, "group");
    group.subjects += count;
    group.crossed += BooleanOr(rows.At(row, "crossed"), false) ? count : 0;
    watched.subjects += count;
    watched.unnamed += IsMissing(group.name) ? count : 0;
    if (const auto age = AgeOf(rows, row, until, count, watched)) group.ages.insert(group.ages.end(), count, *age);
  }
  for (auto& [name, group] : groups) watched.groups.push_back(std::move(group));
  std::ranges::stable_sort(watched.groups, [](const Group& a, const Group& b) {
    return std::pair(a.crossed, a.subjects) > std::pair(b.crossed, b.subjects);
  });
  return watched;
}

Value Real(double value) { return value; }
Value Count(std::size_t value) { return static_cast<std::int64_t>(value); }

Status AddGroup(const Group& group, double age, Table& table, Table& curves) {
  TENON_ASSIGN(const econ::ShareInterval share, econ::WilsonInterval(group.crossed, group.subjects));
  TENON_ASSIGN(const econ::SurvivalCurve curve, econ::EstimateSurvival(group.ages));
  std::vector<Value> by_age(3);
  // Past the last age watched the curve says nothing, unless all had crossed.
  const bool is_known =
      !group.ages.empty() && (age <= curve.last_time || (!curve.points.empty() && curve.points.back().survival == 0));
  if (is_known) by_age.assign(3, Real(0));
  for (const econ::SurvivalPoint& point : curve.points) {
    curves.rows.push_back({group.name, static_cast<std::int64_t>(point.time), Count(point.at_risk), Count(point.events),
                           1 - point.survival, 1 - point.high, 1 - point.low});
    if (is_known && point.time <= age) by_age = {1 - point.survival, 1 - point.high, 1 - point.low};
  }
  if (is_known && (curve.points.empty() || curve.points.front().time > age)) by_age[1] = by_age[2] = Value();
  const auto median = curve.Quantile(0.5);
  table.rows.push_back({group.name, Count(group.subjects), Count(group.crossed),
                        static_cast<double>(group.crossed) / static_cast<double>(group.subjects), share.low, share.high,
                        Count(group.ages.size()), Count(curve.events), by_age[0], by_age[1], by_age[2],
                        median ? Value(*median) : Value()});
  return {};
}

Status AddTest(const std::vector<Group>& groups, std::size_t at_least, Table& table,
               std::vector<std::string>& warnings) {
  std::vector<std::vector<econ::Duration>> tested;
  for (const Group& group : groups) {
    if (!IsMissing(group.name) && group.ages.size() >= at_least) tested.push_back(group.ages);
  }
  if (tested.size() < 2) return {};
  if (tested.size() > kMostTested) {
    warnings.push_back(
        fmt::format("{} groups are too many to test; at most {}: raise --at-least", tested.size(), kMostTested));
    return {};
  }
  const auto test = econ::TestLogRank(tested);
  if (!test && test.error().kind == ErrorKind::kNotFound) return {};
  if (!test) return std::unexpected(test.error());
  table.rows.push_back({Count(tested.size()), test->chi_squared, Count(test->degrees), test->p_value});
  return {};
}

void AddWarnings(const Question& question, const Watched& watched, std::vector<std::string>& warnings) {
  const std::string of = question.arguments.GetText("of");
  const auto add = [&](std::size_t count, std::string_view what) {
    if (count > 0) warnings.push_back(fmt::format("{} of {} {}s {}", count, watched.subjects, of, what));
  };
  add(watched.no_start, "have no year of their start: they count in share, not in the curves");
  add(watched.no_crossing_year, "crossed at an unknown time: they count in share, not in the curves");
  add(watched.backwards, "crossed before they began: they count in share, not in the curves");
  add(watched.late, "began after --until: they count in share, not in the curves");
  if (!question.arguments.Has("by")) return;
  add(watched.unnamed,
      fmt::format("have no {}: they are the row without a name{}", question.arguments.GetText("by"),
                  of == "project" ? "; the agency's own ExPORTER files (nih-reporter) state receivers and years" : ""));
}

Result<Answer> Run(const Question& question) {
  const Arguments& arguments = question.arguments;
  const std::string of = arguments.GetText("of"), to = arguments.GetText("to");
  if (of == to) return Fail(ErrorKind::kInvalidArgument, "a patent is a patent already: give --to product", "--to");
  TENON_ASSIGN(
      const Table rows,
      question.snapshot.Ask("conversion", {{"of", of}, {"to", to}, {"by", arguments.values().at("by")}}, question.job));
  TENON_CHECK(CheckLinks(question, rows));
  const std::int64_t until = arguments.Has("until") ? arguments.GetInteger("until") : NewestYear(rows).value_or(0);
  const Watched watched = Watch(rows, until);

  Answer answer;
  Table table = question.spec.tables[0].MakeTable(), curves = question.spec.tables[1].MakeTable(),
        test = question.spec.tables[2].MakeTable();
  for (const Group& group : watched.groups) {
    TENON_CHECK(AddGroup(group, static_cast<double>(arguments.GetInteger("age")), table, curves));
  }
  TENON_CHECK(AddTest(watched.groups, static_cast<std::size_t>(arguments.GetInteger("at_least")), test,
                      answer.receipt.warnings));
  if (until > 0) answer.receipt.warnings.push_back(fmt::format("watched until {}", until));
  AddWarnings(question, watched, answer.receipt.warnings);
  answer.tables = {std::move(table), std::move(curves), std::move(test)};
  answer.receipt.sources = question.snapshot.SourcesOf({"grant", "work", "patent", "product", "grant_patent",
                                                        "patent_work", "product_patent", "authorship", "institution",
                                                        "applicant", "patent_class", "work_topic", "topic"});
  return answer;
}

}  // namespace

const Analysis& ConversionAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
