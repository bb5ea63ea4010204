#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyses/answer_tables.h"
#include "analyses/citations.h"
#include "analyses/questions.h"
#include "fmt/format.h"
#include "graph/citation_graph.h"
#include "graph/pair_novelty.h"

namespace tenon::analyses {
namespace {

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "novelty";
  spec.title = {"Novelty of combined references", "新颖性：参考文献的组合"};
  spec.sentence = {
      "Which works bring together sources or topics that were never, or hardly ever, cited together before?",
      "哪些成果把此前从未或极少同被引用的期刊或主题组合在一起？"};
  spec.parameters = {
      {.name = "of",
       .type = ParameterType::kChoice,
       .meaning = {"what is paired: source: venue of the cited works; topic: their main topic",
                   "组合的对象：source 为被引成果的期刊或会议，topic 为其主要主题"},
       .default_value = Value(std::string("source")),
       .choices = {"source", "topic"}},
      {.name = "reuse",
       .type = ParameterType::kInteger,
       .meaning = {"a first-time pair counts as reused where it stands again within so many years",
                   "首次组合在多少年内再现方计为被沿用"},
       .unit = "year",
       .default_value = Value(std::int64_t{3}),
       .minimum = 1,
       .maximum = 200},
      {.name = "settled",
       .type = ParameterType::kInteger,
       .meaning = {"pairs are called first-time only from this year of publication on; not given: from the year by "
                   "which half of the works with pairs are out",
                   "自该发表年份起方判定首次组合；不给则自半数有组合成果已发表的年份起"},
       .unit = "year",
       .minimum = 1000,
       .maximum = 2999},
      CitationSourceParameter(),
  };
  spec.tables = {
      {"works",
       {"one row for each work with a pair, those with most first-time pairs first",
        "每项有组合的成果一行，首次组合多者在前"},
       {
           {"work", ValueType::kText, "", {"printed id", "编号"}},
           {"year", ValueType::kInteger, "year", {"of publication", "发表年份"}},
           {"references", ValueType::kInteger, "count", {"works it cites", "参考文献数"}},
           {"labelled",
            ValueType::kInteger,
            "count",
            {"of these, whose source (topic) is loaded", "其中已知来源（主题）者"}},
           {"pairs", ValueType::kInteger, "count", {"pairs of different sources (topics)", "不同来源（主题）的组合数"}},
           {"first_time",
            ValueType::kInteger,
            "count",
            {"of these, in no work of an earlier year; missing: before --settled",
             "其中此前各年从未出现者；缺失：早于 --settled"}},
           {"reused",
            ValueType::kInteger,
            "count",
            {"of these, again in a later work within --reuse years", "其中在 --reuse 年内被后来成果沿用者"}},
           {"tail_z",
            ValueType::kReal,
            "sd",
            {"tenth percentile of z over its pairs: below 0, its rarest company is rarer than chance",
             "组合 z 值的第 10 百分位；低于 0 表示最罕见的组合少于随机"}},
           {"middle_z", ValueType::kReal, "sd", {"median of z over its pairs", "组合 z 值的中位数"}},
           {"kind",
            ValueType::kText,
            "",
            {"tail: tail_z < 0; middle: middle_z above that of half the works; both; neither; missing: no z",
             "tail：tail_z 低于 0；middle：middle_z 高于半数成果；both 兼具；neither 皆无；缺失：无 z 值"}},
           {"title", ValueType::kText, "", {"its title", "题名"}},
       }}};
  spec.conventions = {
      "Pairs of different sources among the references whose source is loaded; a source counts once for a work. Works "
      "of the "
      "same year are not earlier.",
      "z is hypergeometric among the works of the same year: each source keeps how many works hold it, not each work "
      "how "
      "many it holds. It is a closed form and not the rewired networks of Uzzi et al.; first-time pairs are counted "
      "and not "
      "weighted by distance as by Wang, Veugelers and Stephan.",
      "What is first-time is first in the loaded collection: early years have little before them, hence --settled.",
  };
  spec.references = {
      "Uzzi, B., Mukherjee, S., Stringer, M., Jones, B. (2013). Science 342, 468. doi 10.1126/science.1240474.",
      "Wang, J., Veugelers, R., Stephan, P. (2017). Research Policy 46, 1416. doi 10.1016/j.respol.2017.06.006."};
  spec.example = "tenon run novelty --of topic --source openalex";
  return spec;
}

struct CitingWork {
  Value id, title, year;
  std::int64_t references = 0, labelled = 0;
};

/// The one source of rows that are sorted by it.
Result<std::string> SourceOf(const Table& rows) {
  if (rows.rows.empty()) {
    return Fail(ErrorKind::kNotFound,
                "no works with references are loaded (from that source): load one that says who "
                "cites whom, such as openalex");
  }
  const std::string first = TextOr(rows.At(0, "source")), last = TextOr(rows.At(rows.rows.size() - 1, "source"));
  if (first == last) return first;
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("several sources hold citations, {} and {} among them; choose one by --source", first, last),
              "--source");
}

struct Labelled {
  std::vector<CitingWork> works;
  graph::OwnedRows labels{{0}, {}};
  std::vector<graph::Time> time;
};

Labelled ReadLabels(const Table& rows) {
  Labelled labelled;
  std::map<std::string, graph::Node> numbers;
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    if (row == 0 || rows.At(row, "work_key") != rows.At(row - 1, "work_key")) {
      const Value& year = rows.At(row, "year");
      labelled.works.push_back({rows.At(row, "id"), rows.At(row, "title"), year, IntegerOr(rows.At(row, "cited"), 0),
                                IntegerOr(rows.At(row, "labelled"), 0)});
      labelled.time.push_back(IsMissing(year) ? graph::kNoTime : static_cast<graph::Time>(IntegerOr(year, 0)));
      labelled.labels.first.push_back(labelled.labels.ends.size());
    }
    if (IsMissing(rows.At(row, "label"))) continue;
    const auto label = numbers.emplace(TextOr(rows.At(row, "label")), static_cast<graph::Node>(numbers.size())).first;
    labelled.labels.ends.push_back(label->second);
    labelled.labels.first.back() = labelled.labels.ends.size();
  }
  return labelled;
}

/// The lower median of some values.
template <typename T>
std::optional<T> MedianOf(std::vector<T> values) {
  if (values.empty()) return std::nullopt;
  std::ranges::sort(values);
  return values[(values.size() - 1) / 2];
}

Value KindOf(const graph::PairNovelty& pairs, const std::optional<double>& middle) {
  if (!pairs.tenth_percentile_z || !pairs.median_z || !middle) return {};
  const bool is_tail = *pairs.tenth_percentile_z<0, is_middle = *pairs.median_z> * middle;
  return std::string(is_tail ? is_middle ? "both" : "tail" : is_middle ? "middle" : "neither");
}

Table WorksTable(const Question& question, const Labelled& labelled, const std::vector<graph::PairNovelty>& found,
                 std::int64_t settled) {
  std::vector<double> middles;
  std::vector<std::size_t> order;
  for (std::size_t work = 0; work < found.size(); ++work) {
    if (found[work].pairs == 0) continue;
    order.push_back(work);
    if (found[work].median_z) middles.push_back(*found[work].median_z);
  }
  const std::optional<double> middle = MedianOf(std::move(middles));
  const auto is_settled = [&](std::size_t work) { return labelled.time[work] >= settled; };
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    return std::pair(is_settled(a), found[a].first_time) > std::pair(is_settled(b), found[b].first_time);
  });
  Table table = question.spec.tables[0].MakeTable();
  for (const std::size_t work : order) {
    const CitingWork& citing = labelled.works[work];
    const graph::PairNovelty& pairs = found[work];
    table.rows.push_back({citing.id, citing.year, citing.references, citing.labelled, std::int64_t{pairs.pairs},
                          is_settled(work) ? Value(std::int64_t{pairs.first_time}) : Value(),
                          is_settled(work) ? Value(std::int64_t{pairs.first_time_reused}) : Value(),
                          ToValue(pairs.tenth_percentile_z), ToValue(pairs.median_z), KindOf(pairs, middle),
                          citing.title});
  }
  return table;
}

Result<Answer> Run(const Question& question) {
  const Arguments& arguments = question.arguments;
  TENON_ASSIGN(const Table rows,
               question.snapshot.Ask("cited_labels",
                                     {{"of", arguments.GetText("of")}, {"source", arguments.values().at("source")}},
                                     question.job));
  TENON_ASSIGN(const std::string source, SourceOf(rows));
  const Labelled labelled = ReadLabels(rows);
  TENON_ASSIGN(const auto found,
               graph::MeasurePairNovelty(labelled.labels.view(), labelled.time,
                                         {.reuse = static_cast<graph::Time>(arguments.GetInteger("reuse"))}));
  std::vector<std::int64_t> years;
  std::int64_t references = 0, known = 0;
  for (std::size_t work = 0; work < found.size(); ++work) {
    references += labelled.works[work].references;
    known += labelled.works[work].labelled;
    if (found[work].pairs > 0) years.push_back(labelled.time[work]);
  }
  if (years.empty()) {
    return Fail(
        ErrorKind::kNotFound,
        fmt::format("no work of {} cites two works whose {} are loaded and differ ({} of {} references have one): "
                    "load the cited works too",
                    source, arguments.GetText("of") == "topic" ? "topics" : "venues", known, references));
  }
  const std::int64_t settled = arguments.Has("settled") ? arguments.GetInteger("settled") : *MedianOf(years);
  Answer answer;
  answer.tables.push_back(WorksTable(question, labelled, found, settled));
  std::vector<std::string>& warnings = answer.receipt.warnings;
  if (known < references) {
    warnings.push_back(
        fmt::format("{} of {} references are to works whose {} is not loaded: they make no pairs, and a pair "
                    "they hold may seem new later",
                    references - known, references, arguments.GetText("of") == "topic" ? "topic" : "venue"));
  }
  if (found.size() > years.size()) {
    warnings.push_back(fmt::format("{} of {} works that cite have no pair and are not listed",
                                   found.size() - years.size(), found.size()));
  }
  warnings.push_back(fmt::format("pairs are called first-time from {} on", settled));
  answer.receipt.sources = question.snapshot.SourcesOf({"work", "work_reference", "work_topic"});
  return answer;
}

}  // namespace

const Analysis& NoveltyAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
