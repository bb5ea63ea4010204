#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "analyses/citations.h"
#include "analyses/questions.h"
#include "fmt/format.h"
#include "graph/search.h"

namespace tenon::analyses {
namespace {

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "frontier-distance";
  spec.title = {"Distance to the frontier between papers and patents", "前沿距离：论文与专利之间隔着几次引用"};
  spec.sentence = {"How many citations lie between a paper and the nearest patent, or a patent and the nearest paper?",
                   "一篇论文距最近的专利、一项专利距最近的论文，隔着几次引用？"};
  spec.parameters = {
      {.name = "side",
       .type = ParameterType::kChoice,
       .meaning =
           {"paper: D = 1 where a patent cites the paper, else 1 + the least D of the papers citing it; patent: D = "
            "1 where the patent cites a paper, else 1 + the least D of the patents it cites",
            "paper：被专利引用的论文 D = 1，否则为引用它的论文中最小 D 加 1；patent：引用论文的专利 D = "
            "1，否则为其所引专利中最小 D 加 1"},
       .default_value = Value(std::string("paper")),
       .choices = {"paper", "patent"}},
      CitationSourceParameter(),
      {.name = "links",
       .meaning = {"source whose links between patents and papers are taken; without it those of all",
                   "取哪个数据源的专利—论文引用；不给则取全部"}},
  };
  spec.tables = {
      {"distances",
       {"one row for each paper (patent) that has a record, by time", "每篇（项）有记录的论文（专利）一行，按时间排列"},
       {
           {"work", ValueType::kText, "", {"printed id of the paper (patent)", "论文（专利）的编号"}},
           {"year", ValueType::kInteger, "year", {"its year", "年份"}},
           {"distance",
            ValueType::kInteger,
            "citations",
            {"1 at the frontier; missing: no chain of citations leads to it", "边界上为 1；缺失：没有引用链相通"}},
           {"links",
            ValueType::kInteger,
            "count",
            {"patents that cite the paper (papers the patent cites)", "引用该论文的专利数（该专利引用的论文数）"}},
           {"title", ValueType::kText, "", {"its title", "题名"}},
       }},
      {"shape",
       {"how many stand at which distance", "各距离上的数量"},
       {
           {"distance", ValueType::kInteger, "citations", {"missing: not connected", "缺失：不相通"}},
           {"count", ValueType::kInteger, "count", {"papers (patents) at this distance", "处于该距离的数量"}},
           {"share", ValueType::kReal, "1", {"of all that have a record", "占全部有记录者的份额"}},
       }}};
  spec.conventions = {
      "Chains may run through papers (patents) that are cited or citing but have no record of their own; only those "
      "with a "
      "record are listed and counted.",
      "A distance is as complete as the citations and links that are loaded: more data can only shorten it.",
  };
  spec.references = {
      "Ahmadpoor, M., Jones, B. F. (2017). The dual frontier: Patented inventions and prior scientific advance. "
      "Science "
      "357, 583. doi 10.1126/science.aam9527"};
  return spec;
}

/// Nodes at the frontier and how many links each has.
Result<std::map<graph::Node, std::int64_t>> Frontier(const Question& question, const Citations& citations) {
  const bool papers = citations.cited == index::Cited::kWorks;
  const std::string links = question.arguments.Has("links") ? question.arguments.GetText("links") : "";
  TENON_ASSIGN(const Table linked, question.snapshot.Ask(papers ? "works_cited_by_patents" : "patents_citing_works",
                                                         {{"links", links}}, question.job));
  if (linked.rows.empty()) {
    return Fail(ErrorKind::kNotFound, fmt::format("no links between patents and papers are loaded{}: load "
                                                  "patent-papers, or a table of your own into patent_work",
                                                  links.empty() ? "" : fmt::format(" from '{}'", links)));
  }
  std::map<graph::Node, std::int64_t> frontier;
  for (const auto& row : linked.rows) {
    const auto node = citations.file.Find(static_cast<std::uint64_t>(IntegerOr(row[0], 0)));
    if (node) frontier.emplace(*node, IntegerOr(row[1], 0));
  }
  if (frontier.empty()) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("none of the {} linked {} stands among those of {}: the ids are of different kinds, or the "
                            "collections do not overlap",
                            linked.rows.size(), papers ? "papers" : "patents", citations.source));
  }
  return frontier;
}

Result<Answer> Run(const Question& question) {
  const bool papers = question.arguments.GetText("side") == "paper";
  TENON_ASSIGN(const Citations citations,
               OpenCitations(question, papers ? index::Cited::kWorks : index::Cited::kPatents, index::TimeUnit::kYear,
                             index::Dangling::kKeep));
  TENON_ASSIGN(const auto frontier, Frontier(question, citations));
  std::vector<graph::Node> starts;
  for (const auto& [node, links] : frontier) starts.push_back(node);
  TENON_ASSIGN(const std::vector<graph::Distance> distances,
               graph::FrontierDistance(citations.graph(), starts, papers ? graph::Side::kPapers : graph::Side::kPatents,
                                       {.job = question.job}));
  std::vector<graph::Node> records(citations.file.num_records());
  std::iota(records.begin(), records.end(), graph::Node{0});
  TENON_ASSIGN(std::vector<Named> names, NamesOf(question, citations, records));

  Answer answer = StartAnswer(question, citations);
  for (const SourceUse& use : question.snapshot.SourcesOf({"patent_work"})) {
    if (!question.arguments.Has("links") || use.source == question.arguments.GetText("links")) {
      answer.receipt.sources.push_back(use);
    }
  }
  Table table = question.spec.tables[0].MakeTable();
  table.rows.reserve(records.size());
  std::map<graph::Distance, std::int64_t> shape;
  for (const graph::Node node : records) {
    const graph::Distance distance = distances[node];
    ++shape[distance];
    const auto links = frontier.find(node);
    Named& name = names[node];
    table.rows.push_back({std::move(name.id), std::move(name.year),
                          distance == graph::kUnreached ? Value() : Value(std::int64_t{distance}),
                          links == frontier.end() ? std::int64_t{0} : links->second, std::move(name.title)});
  }
  Table counts = question.spec.tables[1].MakeTable();
  for (const auto& [distance, count] : shape) {
    counts.rows.push_back({distance == graph::kUnreached ? Value() : Value(std::int64_t{distance}), count,
                           static_cast<double>(count) / static_cast<double>(records.size())});
  }
  answer.tables = {std::move(table), std::move(counts)};
  return answer;
}

}  // namespace

const Analysis& FrontierDistanceAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
