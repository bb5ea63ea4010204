#include "analyses/trace_stages.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

/// Which tables bring a stage into a path, and where they come from.
struct Stage {
  std::vector<std::string> tables;
  Text what_to_load;
};

const std::array<Stage, kTraceKinds.size()>& Stages() {
  static const std::array<Stage, kTraceKinds.size()> stages = {
      Stage{{"grant_work", "grant_patent", "grant_trial"},
            {"load nih-reporter or another source of projects and what came of them",
             "请载入 nih-reporter 或其他项目成果来源"}},
      Stage{{"grant_work", "patent_work"},
            {"load the RePORTER_PUBLNK files of nih-reporter, or links from patents to papers",
             "请载入 nih-reporter 的 RePORTER_PUBLNK 文件，或专利引用论文的数据"}},
      Stage{{"grant_patent", "patent_work", "product_patent"},
            {"load nih-reporter, fda-orange-book, or links from patents to papers",
             "请载入 nih-reporter、fda-orange-book 或专利引用论文的数据"}},
      Stage{{"grant_trial"}, {"load the clinical studies of nih-reporter", "请载入 nih-reporter 的临床研究文件"}},
      Stage{{"product_patent"},
            {"load fda-orange-book or another source of products", "请载入 fda-orange-book 或其他产品来源"}},
  };
  return stages;
}

/// What is missing of `all` things of one kind; "" if nothing is.
Text Missing(const Stage& stage, bool is_loaded, std::int64_t all, std::int64_t dated, std::int64_t held) {
  if (all == 0 && !is_loaded) {
    return {fmt::format("not loaded ({} have no rows): {}", fmt::join(stage.tables, ", "), stage.what_to_load.en),
            fmt::format("未载入（{} 无数据）：{}", fmt::join(stage.tables, "、"), stage.what_to_load.zh)};
  }
  if (all == 0) return {"loaded, but no path passes one", "已载入，但无路径经过"};
  Text missing;
  const auto add = [&](std::int64_t lacking, std::string_view en, std::string_view zh) {
    if (lacking == 0) return;
    missing.en += fmt::format("{}{} of {} have no {}", missing.en.empty() ? "" : "; ", lacking, all, en);
    missing.zh += fmt::format("{}{} 个中 {} 个无{}", missing.zh.empty() ? "" : "；", all, lacking, zh);
  };
  add(all - dated, "date", "日期");
  add(all - held, "holder", "持有者");
  return missing;
}

}  // namespace

ResultTable StagesTable() {
  return {"stages",
          {"what the paths pass at each stage, and what is missing", "各阶段的情况与缺失"},
          {
              {"kind", ValueType::kText, "", {"project, paper, patent, trial or product", "类别"}},
              {"found", ValueType::kInteger, "count", {"how many the paths pass", "路径经过的数量"}},
              {"dated", ValueType::kInteger, "count", {"of these, with a year", "其中有年份者"}},
              {"held", ValueType::kInteger, "count", {"of these, with a holder", "其中有持有者者"}},
              {"missing", ValueType::kText, "", {"what is not there, and what to load", "缺失内容及应载入的数据"}},
              {"missing_zh", ValueType::kText, "", {"the same in Chinese", "同上（中文）"}},
          }};
}

Table DescribeStages(const Question& question, const TraceGraph& graph, const std::vector<TracePath>& paths,
                     const Table& known) {
  std::set<std::size_t> passed;
  for (const TracePath& path : paths) {
    passed.insert(path.start);
    for (const std::size_t link : path.links) passed.insert(graph.links[link].to);
  }
  Table table = StagesTable().MakeTable();
  for (std::size_t kind = 0; kind < kTraceKinds.size(); ++kind) {
    std::int64_t all = 0, dated = 0, held = 0;
    for (const std::size_t node : passed) {
      if (graph.nodes[node].kind != kind) continue;
      ++all;
      dated += IsMissing(known.At(node, "year")) ? 0 : 1;
      held += IsMissing(known.At(node, "holder")) ? 0 : 1;
    }
    const Stage& stage = Stages()[kind];
    const Text missing = Missing(stage, !question.snapshot.SourcesOf(stage.tables).empty(), all, dated, held);
    const auto text = [](const std::string& given) { return given.empty() ? Value() : Value(given); };
    table.rows.push_back({std::string(kTraceKinds[kind]), all, dated, held, text(missing.en), text(missing.zh)});
  }
  return table;
}

}  // namespace tenon::analyses
