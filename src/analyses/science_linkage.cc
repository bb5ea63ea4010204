#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyses/answer_tables.h"
#include "analyses/questions.h"
#include "econ/survival.h"
#include "fmt/format.h"

namespace tenon::analyses {
namespace {

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "science-linkage";
  spec.title = {"Science linkage of patents", "专利的科学关联度"};
  spec.sentence = {"How much do patents rest on papers, in which classes, and how old are these papers?",
                   "专利在多大程度上依托论文，集中于哪些技术类别，所引论文距今多久？"};
  spec.parameters = {
      {.name = "by",
       .type = ParameterType::kChoice,
       .meaning = {"one group for each class; economy of an applicant or owner; main topic of a cited paper; year; not "
                   "given: all together",
                   "分组：class（技术类别）、economy（申请人或权利人所在经济体）、topic（所引论文的主要主题）、year（年"
                   "份）；不给则合并"},
       .choices = {"class", "economy", "topic", "year"}},
      {.name = "scheme",
       .type = ParameterType::kChoice,
       .meaning = {"scheme of the classes", "分类体系"},
       .default_value = Value(std::string("IPC")),
       .choices = {"IPC", "CPC"}},
      {.name = "depth",
       .type = ParameterType::kChoice,
       .meaning = {"class: B64; subclass: B64C", "class：大类，如 B64；subclass：小类，如 B64C"},
       .default_value = Value(std::string("subclass")),
       .choices = {"class", "subclass"}},
      {.name = "source",
       .meaning = {"source whose patents and links are counted; without it those of all, a patent once",
                   "取哪个数据源的专利及其论文引用；不给则取全部，同一专利只计一次"}},
  };
  spec.tables = {
      {"groups",
       {"one row for each group, those with most patents first", "每组一行，专利多者在前"},
       {
           {"group", ValueType::kText, "", {"the group; missing: not stated", "组；缺失：未说明"}},
           {"name", ValueType::kText, "", {"its name", "名称"}},
           {"patents", ValueType::kInteger, "count", {"patents", "专利数"}},
           {"linked", ValueType::kInteger, "count", {"of these, that cite a paper", "其中引用论文者"}},
           {"share", ValueType::kReal, "1", {"linked / patents", "引用论文的专利份额"}},
           {"share_low", ValueType::kReal, "1", {"its 95 % interval (Wilson)", "其 95% 区间下限（Wilson）"}},
           {"share_high", ValueType::kReal, "1", {"its 95 % interval (Wilson)", "其 95% 区间上限（Wilson）"}},
           {"links", ValueType::kInteger, "count", {"pairs of a patent and a paper it cites", "专利与所引论文的对数"}},
           {"papers_per_patent", ValueType::kReal, "papers", {"links / patents", "每件专利引用的论文数"}},
           {"papers_per_linked", ValueType::kReal, "papers", {"links / linked", "引用论文的专利每件引用数"}},
           {"dated", ValueType::kInteger, "count", {"links of which both years are known", "两端年份均已知的对数"}},
           {"lag_low",
            ValueType::kReal,
            "year",
            {"lower quartile of year of the patent - year of the paper", "时滞（专利年份减论文年份）下四分位"}},
           {"lag", ValueType::kReal, "year", {"its median", "时滞中位数"}},
           {"lag_high", ValueType::kReal, "year", {"its upper quartile", "时滞上四分位"}},
       }},
      {"lags",
       {"one row for each group and lag", "每组每个时滞一行"},
       {
           {"group", ValueType::kText, "", {"the group", "组"}},
           {"lag",
            ValueType::kInteger,
            "year",
            {"below 0: the paper is younger than the first filing", "时滞；负值：论文晚于首次申请"}},
           {"links", ValueType::kInteger, "count", {"links with this lag", "该时滞的对数"}},
       }}};
  spec.conventions = {
      "A patent is one record of the table patent (a publication or a family: the unit is the source's); its year is "
      "that "
      "of the first filing, else of filing, else of publication.",
      "A patent without a row in patent_work counts as citing no paper: the share is as complete as the links loaded. "
      "By topic a patent counts for each main topic of its papers, and only papers of that topic do: the share is 1.",
      "Quartiles are linear between order statistics of all dated links: a patent that cites many papers weighs more.",
  };
  spec.references = {
      "Narin, F., Hamilton, K. S., Olivastro, D. (1997). The increasing linkage between U.S. technology and public "
      "science. Research Policy 26, 317. doi 10.1016/S0048-7333(97)00013-9.",
      "Wilson, E. B. (1927). JASA 22, 209. doi 10.1080/01621459.1927.10502953."};
  return spec;
}

struct Group {
  Value group, name;
  std::int64_t patents = 0, linked = 0, links = 0, dated = 0;
  std::map<std::int64_t, std::int64_t> lags;
};

std::vector<Group> ReadGroups(const Table& rows) {
  std::map<Value, Group> groups;
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    Group& group = groups[rows.At(row, "group")];
    group.group = rows.At(row, "group");
    group.name = rows.At(row, "name");
    const Value& value = rows.At(row, "value");
    const std::int64_t count = IntegerOr(rows.At(row, "count"), 0);
    if (TextOr(rows.At(row, "kind")) == "patents") {
      group.patents += count;
      group.linked += IntegerOr(value, 0) > 0 ? count : 0;
      group.links += IntegerOr(value, 0) * count;
    } else if (!IsMissing(value)) {
      group.dated += count;
      group.lags[IntegerOr(value, 0)] += count;
    }
  }
  std::vector<Group> sorted;
  for (auto& [key, group] : groups) sorted.push_back(std::move(group));
  std::ranges::stable_sort(sorted, std::greater(), &Group::patents);
  return sorted;
}

/// Linear between order statistics of the lags; missing where there is none.
Value Quantile(const Group& group, double share) {
  if (group.dated == 0) return {};
  const double at = share * static_cast<double>(group.dated - 1);
  const auto below = static_cast<std::int64_t>(at);
  const auto value_at = [&](std::int64_t place) {
    for (const auto& [lag, count] : group.lags) {
      if (place < count) return static_cast<double>(lag);
      place -= count;
    }
    return static_cast<double>(group.lags.rbegin()->first);
  };
  return value_at(below) + (at - static_cast<double>(below)) * (value_at(below + 1) - value_at(below));
}

Status AddGroup(const Group& group, Table& table, Table& lags) {
  TENON_ASSIGN(const econ::ShareInterval share,
               econ::WilsonInterval(static_cast<std::size_t>(group.linked), static_cast<std::size_t>(group.patents)));
  const auto patents = static_cast<double>(group.patents), links = static_cast<double>(group.links);
  table.rows.push_back({group.group, group.name, group.patents, group.linked,
                        static_cast<double>(group.linked) / patents, share.low, share.high, group.links,
                        links / patents, group.linked > 0 ? Value(links / static_cast<double>(group.linked)) : Value(),
                        group.dated, Quantile(group, 0.25), Quantile(group, 0.5), Quantile(group, 0.75)});
  for (const auto& [lag, count] : group.lags) lags.rows.push_back({group.group, lag, count});
  return {};
}

void AddWarnings(const Question& question, const std::vector<Group>& groups, std::vector<std::string>& warnings) {
  std::int64_t links = 0, dated = 0, unnamed = 0, backwards = 0;
  for (const Group& group : groups) {
    links += group.links;
    dated += group.dated;
    unnamed += IsMissing(group.group) ? group.patents : 0;
    for (const auto& [lag, count] : group.lags) backwards += lag < 0 ? count : 0;
  }
  if (dated < links) {
    warnings.push_back(fmt::format(
        "{} of {} links lack a year of the patent or the paper: they count, but have no lag{}", links - dated, links,
        dated == 0 ? "; load the works (openalex, or lens) under the same kind of id" : ""));
  }
  if (backwards > 0) {
    warnings.push_back(fmt::format(
        "{} links cite a paper younger than the patent's year: continuations, families or wrong years", backwards));
  }
  if (question.arguments.Has("by") && unnamed > 0) {
    warnings.push_back(fmt::format("{} patents have no {}: they are the row without a name", unnamed,
                                   question.arguments.GetText("by")));
  }
}

Result<Answer> Run(const Question& question) {
  const Arguments& arguments = question.arguments;
  TENON_ASSIGN(const Table rows, question.snapshot.Ask("science_linkage",
                                                       {{"by", arguments.values().at("by")},
                                                        {"scheme", arguments.GetText("scheme")},
                                                        {"depth", arguments.GetText("depth")},
                                                        {"source", arguments.values().at("source")}},
                                                       question.job));
  const std::vector<Group> groups = ReadGroups(rows);
  if (std::ranges::none_of(groups, [](const Group& group) { return group.links > 0; })) {
    return Fail(
        ErrorKind::kNotFound,
        fmt::format("no links from patents to papers are loaded{}: load patent-papers or lens, or a table of your "
                    "own into patent_work. No row is not zero.",
                    arguments.Has("source") ? fmt::format(" from '{}'", arguments.GetText("source")) : ""));
  }
  Answer answer;
  Table table = question.spec.tables[0].MakeTable(), lags = question.spec.tables[1].MakeTable();
  for (const Group& group : groups) {
    TENON_CHECK(AddGroup(group, table, lags));
  }
  AddWarnings(question, groups, answer.receipt.warnings);
  answer.tables = {std::move(table), std::move(lags)};
  answer.receipt.sources =
      question.snapshot.SourcesOf({"patent", "patent_work", "work", "patent_class", "applicant", "work_topic"});
  return answer;
}

}  // namespace

const Analysis& ScienceLinkageAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
