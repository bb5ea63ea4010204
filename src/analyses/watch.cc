#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "analyses/answer_tables.h"
#include "analyses/measure.h"
#include "analyses/questions.h"
#include "analyses/sentence.h"
#include "analyses/watch_rows.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

using enum ValueType;

const ResultColumn kSegment{"segment", kText, "", {"id in the chain file", "环节代号"}};

ResultTable ChangesSpec() {
  return {
      "changes",
      {"what changed, by segment", "各环节的变化"},
      {kSegment,
       {"change",
        kText,
        "",
        {"break opened, break closed, choked, no longer choked, flag set, flag cleared, rank moved, no data any more",
         "变化类型：断点出现或消失、卡脖子开始或结束、标记出现或消失、排名移动"}},
       {"between", kText, "", {"of a break: the stations before and after", "断点所在站段"}},
       {"quantity",
        kText,
        "",
        {"what the next columns hold: fall, choked_probability, scarcity or rank", "后两列的含义"}},
       {"before", kReal, "", {"in the unit of the quantity", "此前"}},
       {"after", kReal, "", {"in the unit of the quantity", "此后"}},
       {"probability", kReal, "1", {"of the new judgement, where it has one", "新判定的概率"}},
       {"name", kText, "", {"its English name", "英文名"}},
       {"name_zh", kText, "", {"its Chinese name", "中文名"}}}};
}

ResultTable SegmentsSpec() {
  return {
      "segments",
      {"every segment before and after, the largest move of shortage first", "各环节前后对照，短缺度变化最大者在前"},
      {kSegment,
       {"shortage", kReal, "1", {"before", "此前短缺度"}},
       {"after_shortage", kReal, "1", {"after", "此后短缺度"}},
       {"move", kReal, "1", {"after - before", "变化"}},
       {"rank", kInteger, "rank", {"before", "此前排名"}},
       {"after_rank", kInteger, "rank", {"after", "此后排名"}},
       {"choked", kBoolean, "", {"before", "此前是否卡脖子"}},
       {"after_choked", kBoolean, "", {"after", "此后是否卡脖子"}},
       {"top_supplier", kText, "", {"before", "此前最大供应方"}},
       {"after_top_supplier", kText, "", {"after", "此后最大供应方"}},
       {"state", kText, "", {"before: data, group or no data", "此前数据状态"}},
       {"after_state", kText, "", {"after", "此后数据状态"}}}};
}

ResultTable LoadsSpec() {
  return {"loads",
          {"loads that came or went between the snapshots", "两个快照之间增减的装载"},
          {{"change", kText, "", {"came or went", "增或减"}},
           {"source", kText, "", {"of the load", "来源"}},
           {"load", kText, "", {"its id", "装载编号"}},
           {"time", kText, "", {"when it was made, UTC", "时间"}},
           {"rows", kInteger, "count", {"rows it wrote", "行数"}},
           {"rows_rejected", kInteger, "count", {"rows it rejected", "拒收行数"}}}};
}

struct Change {
  std::size_t segment = 0;
  std::string change, between, quantity;
  std::optional<double> before, after, probability;
};

const econ::Step* StepBetween(const std::vector<econ::Step>& steps, const std::string& between) {
  const auto found = std::ranges::find(steps, between, BetweenOf);
  return found == steps.end() ? nullptr : &*found;
}

/// What held before and can no longer be judged: its data went away, which does not make it untrue.
constexpr const char* kLost = "no data any more";

void FindBreakChanges(const Assessment& before, const Assessment& after, std::size_t s, std::vector<Change>& changes) {
  const auto &old_steps = before.profiles.segments[s].steps, &new_steps = after.profiles.segments[s].steps;
  const auto compare = [&](const std::vector<econ::Step>& here, const std::vector<econ::Step>& there,
                           const std::string& change, bool opened) {
    for (const econ::Step& step : here) {
      if (step.state != econ::StepState::kBreak) continue;
      const econ::Step* other = StepBetween(there, BetweenOf(step));
      if (other != nullptr && other->state == econ::StepState::kBreak) continue;
      const std::optional<double> fall = step.fall,
                                  other_fall = other != nullptr ? std::optional(other->fall) : std::nullopt;
      changes.push_back({s, !opened && other == nullptr ? kLost : change, BetweenOf(step), "fall",
                         opened ? other_fall : fall, opened ? fall : other_fall,
                         opened             ? step.probability
                         : other != nullptr ? other->probability
                                            : std::nullopt});
    }
  };
  compare(new_steps, old_steps, "break opened", true);
  compare(old_steps, new_steps, "break closed", false);
}

std::optional<double> NewestScarcity(const SegmentDependence& found) {
  return found.history.empty() ? std::nullopt : found.history.back().scarcity;
}

std::vector<Change> FindChanges(const Assessment& before, const Assessment& after) {
  std::vector<Change> changes;
  for (std::size_t s = 0; s < after.chain.segments.size(); ++s) {
    FindBreakChanges(before, after, s, changes);
    const SegmentDependence &old = before.dependence.segments[s], &now = after.dependence.segments[s];
    if (old.choked.value_or(false) != now.choked.value_or(false)) {
      const char* const change = !now.choked ? kLost : *now.choked ? "choked" : "no longer choked";
      changes.push_back({s, change, "", "choked_probability", old.shortage.choked_probability,
                         now.shortage.choked_probability, now.shortage.choked_probability});
    }
    const auto old_scarcity = NewestScarcity(old), scarcity = NewestScarcity(now);
    const auto flag = [&](const std::optional<double>& value) { return value && *value >= after.choked_threshold; };
    if (flag(old_scarcity) != flag(scarcity)) {
      const char* const change = !scarcity ? kLost : flag(scarcity) ? "flag set" : "flag cleared";
      changes.push_back({s, change, "", "scarcity", old_scarcity, scarcity, {}});
    }
    const auto &rank = now.shortage.rank, &old_rank = old.shortage.rank;
    if (rank && old_rank && (*rank < *old.shortage.rank_low || *rank > *old.shortage.rank_high)) {
      changes.push_back({s, "rank moved", "", "rank", static_cast<double>(*old_rank), static_cast<double>(*rank), {}});
    }
  }
  return changes;
}

void FillChanges(const Assessment& after, const std::vector<Change>& changes, Table& table) {
  for (const Change& change : changes) {
    const chain::Segment& segment = after.chain.segments[change.segment];
    table.rows.push_back({segment.id, change.change, ToValue(change.between), change.quantity, ToValue(change.before),
                          ToValue(change.after), ToValue(change.probability), segment.name.en, segment.name.zh});
  }
}

void FillSegments(const Assessment& before, const Assessment& after, Table& table) {
  const auto top = [](const SegmentDependence& found) {
    return found.history.empty() ? Value() : ToValue(found.history.back().top_supplier);
  };
  for (std::size_t s = 0; s < after.chain.segments.size(); ++s) {
    const SegmentDependence &old = before.dependence.segments[s], &now = after.dependence.segments[s];
    const auto &a = old.shortage.overall.value, &b = now.shortage.overall.value;
    table.rows.push_back({after.chain.segments[s].id, ToValue(a), ToValue(b), a && b ? Value(*b - *a) : Value(),
                          ToValue(old.shortage.rank), ToValue(now.shortage.rank), ToValue(old.choked),
                          ToValue(now.choked), top(old), top(now), StateOf(before, s), StateOf(after, s)});
  }
  std::ranges::stable_sort(table.rows, std::ranges::greater(), [](const std::vector<Value>& row) {
    return IsMissing(row[3]) ? -1 : std::abs(RealOr(row[3], 0));
  });
}

void FillLoads(const store::Manifest& before, const store::Manifest& after, Table& table) {
  const auto add = [&](const store::Manifest& here, const store::Manifest& there, const std::string& change) {
    for (const auto& load : here.loads) {
      if (std::ranges::find(there.loads, load.id, &store::LoadRecord::id) != there.loads.end()) continue;
      table.rows.push_back({change, load.source, load.id, load.time, load.rows, load.rows_rejected});
    }
  };
  add(after, before, "came");
  add(before, after, "went");
}

std::vector<Sentence> SentencesOf(const Assessment& after, const std::vector<Change>& changes, const Table& loads) {
  constexpr std::size_t kShown = 5;
  const Text economy = EconomyText(after.economy);
  struct Kind {
    std::string_view change;
    Text title;
  };
  const std::array kinds = {Kind{"break opened", {"New breaks", "新断点"}},
                            Kind{"break closed", {"Breaks that are none any more", "消失的断点"}},
                            Kind{"choked", {"Choked now", "新增卡脖子"}},
                            Kind{"no longer choked", {"No longer choked", "不再卡脖子"}},
                            Kind{"flag set", {"Sellers are few now", "新出现供应稀缺"}},
                            Kind{"flag cleared", {"Sellers are few no more", "供应稀缺解除"}},
                            Kind{"rank moved", {"Rank outside its former interval", "排名越出原区间"}},
                            Kind{kLost, {"Held before, without data now", "此前成立，现已无数据可判"}}};
  std::vector<Sentence> sentences;
  sentences.push_back(
      {"summary",
       {fmt::format("{} for {}: {} between the snapshots ({} came or went).", after.chain.title.en, economy.en,
                    changes.empty()       ? "nothing changed"
                    : changes.size() == 1 ? "1 change"
                                          : fmt::format("{} changes", changes.size()),
                    loads.rows.size() == 1 ? "1 load" : fmt::format("{} loads", loads.rows.size())),
        changes.empty() ? fmt::format("{}（{}）：两个快照之间没有变化（装载增减 {} 次）。", after.chain.title.zh,
                                      economy.zh, loads.rows.size())
                        : fmt::format("{}（{}）：两个快照之间有 {} 处变化（装载增减 {} 次）。", after.chain.title.zh,
                                      economy.zh, changes.size(), loads.rows.size())}});
  for (const Kind& kind : kinds) {
    std::vector<std::string> en, zh;
    std::size_t count = 0;
    for (const Change& change : changes) {
      if (change.change != kind.change) continue;
      if (++count > kShown) continue;
      const chain::Segment& segment = after.chain.segments[change.segment];
      const auto number = [&](const std::optional<double>& value, std::string_view none) {
        if (!value) return std::string(none);
        return change.quantity == "rank" ? fmt::format("{:.0f}", *value) : fmt::format("{:.2f}", *value);
      };
      const std::string where = change.between.empty() ? "" : change.between + ", ";
      en.push_back(fmt::format("{} ({}{} {} to {})", segment.name.en, where,
                               change.quantity == "choked_probability" ? "probability" : change.quantity,
                               number(change.before, "no data"), number(change.after, "no data")));
      zh.push_back(fmt::format("{}（{}{} → {}）", segment.name.zh, where, number(change.before, "无数据"),
                               number(change.after, "无数据")));
    }
    if (count == 0) continue;
    const std::size_t more = count - en.size();
    sentences.push_back({kind.change,
                         {fmt::format("{}: {}{}.", kind.title.en, fmt::join(en, ", "),
                                      more == 0 ? "" : fmt::format(" and {} more", more)),
                          fmt::format("{}：{}{}。", kind.title.zh, fmt::join(zh, "、"),
                                      more == 0 ? "" : fmt::format("，另有 {} 个", more))}});
  }
  return sentences;
}

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "watch";
  spec.title = {"What changed between two snapshots", "两个快照之间的变化"};
  spec.sentence = {
      "Since an earlier snapshot of the workspace: which breaks opened or closed, which flags flipped, and "
      "which rows did it?",
      "与较早的工作区快照相比：哪些断点出现或消失？哪些标记翻转？由哪些数据行引起？"};
  spec.parameters = AssessmentParameters(AssessmentScope::kShortage);
  spec.parameters.insert(
      spec.parameters.begin() + 2,
      {{.name = "before",
        .type = ParameterType::kInteger,
        .meaning = {"number of the earlier snapshot (`tenon snapshots`); not given: the one before the later",
                    "较早快照的编号（见 tenon snapshots）；不给则为较晚快照的前一个"},
        .minimum = 1},
       {.name = "after",
        .type = ParameterType::kInteger,
        .meaning = {"number of the later one; not given: the current", "较晚快照的编号；不给则为当前快照"},
        .minimum = 1}});
  spec.tables = {ChangesSpec(),         SegmentsSpec(), ChangedRowsSpec(),
                 ChangedControlsSpec(), LoadsSpec(),    SentencesTable().spec()};
  spec.conventions = AssessmentConventions(AssessmentScope::kShortage);
  spec.conventions.emplace_back(
      "A rank is said to have moved where it lies outside its former 5th to 95th percentile; smaller moves stand in "
      "`segments`.");
  spec.conventions.emplace_back(
      "Rows: amounts of the segments that changed, by measure, year and economy, that are not the same in both "
      "snapshots.");
  spec.references = {"Vicard, V., Wibaux, P. (2023). EU Strategic Dependencies. CEPII Policy Brief 2023-41."};
  spec.example = "tenon run watch --chain chains/critical-minerals.yaml --economy DEU";
  return spec;
}

/// One look at the chain, and what it was made of.
Result<Assessment> Look(const Question& question, store::Snapshot& snapshot) {
  const Question there{question.spec, question.arguments, snapshot, question.job, {}};
  auto assessment = Assess(there, AssessmentScope::kShortage);
  if (!assessment && &snapshot != &question.snapshot) {
    assessment.error().message = fmt::format("snapshot {}: {}", snapshot.manifest().number, assessment.error().message);
  }
  return assessment;
}

Result<Answer> Run(const Question& question) {
  const std::int64_t current = question.snapshot.manifest().number;
  const std::int64_t after_number = question.arguments.Has("after") ? question.arguments.GetInteger("after") : current;
  const std::int64_t before_number =
      question.arguments.Has("before") ? question.arguments.GetInteger("before") : after_number - 1;
  if (before_number == after_number) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("snapshot {} cannot be held against itself; `tenon snapshots` lists all", before_number),
                "--before");
  }
  TENON_ASSIGN(store::Snapshot earlier, question.open_snapshot(before_number));
  std::optional<store::Snapshot> later;
  if (after_number != current) {
    TENON_ASSIGN(later, question.open_snapshot(after_number));
  }
  store::Snapshot& newer = later ? *later : question.snapshot;
  TENON_ASSIGN(const Assessment before, Look(question, earlier));
  TENON_ASSIGN(const Assessment after, Look(question, newer));

  const std::vector<Change> changes = FindChanges(before, after);
  std::set<std::size_t> changed;
  for (const Change& change : changes) changed.insert(change.segment);
  Answer answer;
  FillChanges(after, changes, answer.tables.emplace_back(ChangesSpec().MakeTable()));
  FillSegments(before, after, answer.tables.emplace_back(SegmentsSpec().MakeTable()));
  FillChangedRows(before, after, changed, answer.tables.emplace_back(ChangedRowsSpec().MakeTable()));
  FillChangedControls(before, after, answer.tables.emplace_back(ChangedControlsSpec().MakeTable()));
  Table loads = LoadsSpec().MakeTable();
  FillLoads(earlier.manifest(), newer.manifest(), loads);
  AddSentences(SentencesOf(after, changes, loads), answer.tables.emplace_back(SentencesTable().spec().MakeTable()));
  answer.tables.insert(answer.tables.end() - 1, std::move(loads));
  answer.receipt.warnings = after.warnings;
  answer.receipt.sources = after.sources;
  for (const auto& [which, snapshot] : {std::pair{"Before", &earlier}, std::pair{"After", &newer}}) {
    const store::Manifest& manifest = snapshot->manifest();
    answer.receipt.conventions.push_back(
        fmt::format("{}: {} of {}, sha256:{}", which, manifest.Name(), manifest.time, manifest.checksum));
  }
  return answer;
}

}  // namespace

const Analysis& WatchAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
