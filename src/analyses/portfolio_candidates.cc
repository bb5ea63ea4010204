#include "analyses/portfolio_candidates.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>

#include "analyses/portfolio_weights.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

using Places = std::unordered_map<std::string, std::int32_t>;

Result<Table> AskSource(const Question& question, const std::string& query, const std::string& source) {
  return question.snapshot.Ask(query, {{"source", source}}, question.job);
}

/// Takes what a further row says of the same project; what two rows say must agree.
Status Agree(const Candidate& project, std::string_view column, std::string& known, const Value& said) {
  if (IsMissing(said) || TextOr(said) == known) return {};
  if (known.empty()) {
    known = TextOr(said);
    return {};
  }
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("project {} has two values of {}, '{}' and '{}': its rows differ in year and cost only",
                          project.id, column, known, TextOr(said)),
              "project");
}

Status ReadProjects(const Question& question, const std::string& source, Candidates& candidates) {
  TENON_ASSIGN(const Table rows, AskSource(question, "portfolio_projects", source));
  for (const auto& row : rows.rows) {
    const std::string id = TextOr(row[0]);
    if (candidates.projects.empty() || candidates.projects.back().id != id) {
      candidates.projects.push_back({id, "", "", "", "", {}});
    }
    Candidate& project = candidates.projects.back();
    TENON_CHECK(Agree(project, "name", project.name, row[3]));
    TENON_CHECK(Agree(project, "kind", project.kind, row[4]));
    TENON_CHECK(Agree(project, "region", project.region, row[5]));
    TENON_CHECK(Agree(project, "team", project.team, row[6]));
    const auto year = IsMissing(row[1]) ? std::nullopt : std::optional(static_cast<int>(IntegerOr(row[1], 0)));
    const auto cost = IsMissing(row[2]) ? std::nullopt : std::optional(RealOr(row[2], 0));
    if (cost && *cost < 0) {
      return Fail(
          ErrorKind::kInvalidArgument,
          fmt::format("project {} costs {}{}; allowed: 0 or more. Mend the row and load it again with --replace", id,
                      *cost, year ? fmt::format(" in {}", *year) : ""),
          "project");
    }
    project.costs.emplace_back(year, cost);
  }
  return {};
}

Status ReadTargets(const Question& question, const std::string& source, Candidates& candidates) {
  TENON_ASSIGN(const Table rows, AskSource(question, "portfolio_targets", source));
  for (const auto& row : rows.rows) {
    if (IsMissing(row[1])) {
      candidates.left_out.push_back({"", TextOr(row[0]), {"the target has no weight", "目标没有权重"}});
      continue;
    }
    const double weight = RealOr(row[1], 0);
    if (weight < 0) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("target {} is worth {}; allowed: 0 or more", TextOr(row[0]), weight), "target");
    }
    candidates.targets.push_back({TextOr(row[0]), TextOr(row[2]), weight, weight, weight});
  }
  return {};
}

/// The probability of a row of project_target, and its interval.
Status ReadProbability(const std::vector<Value>& row, CandidateLink& link) {
  if (IsMissing(row[2])) return {};
  const double probability = RealOr(row[2], 0);
  link.probability = probability;
  link.low = RealOr(row[3], probability);
  link.high = RealOr(row[4], probability);
  if (link.low < 0 || link.high > 1 || link.low > probability || link.high < probability) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("project {} reaches target {} with the probability {} ({} to {}); allowed: 0 to 1, and "
                            "within its interval",
                            TextOr(row[0]), TextOr(row[1]), probability, link.low, link.high),
                "project_target");
  }
  return {};
}

Status ReadLinks(const Question& question, const std::string& source, Candidates& candidates) {
  TENON_ASSIGN(const Table rows, AskSource(question, "portfolio_links", source));
  Places projects, targets;
  for (const Candidate& project : candidates.projects) {
    projects.emplace(project.id, static_cast<std::int32_t>(projects.size()));
  }
  for (const WeightedTarget& target : candidates.targets) {
    targets.emplace(target.id, static_cast<std::int32_t>(targets.size()));
  }
  for (const auto& row : rows.rows) {
    const auto project = projects.find(TextOr(row[0]));
    if (project == projects.end()) {
      candidates.left_out.push_back(
          {TextOr(row[0]), TextOr(row[1]), {"the table project has no such project", "表 project 中没有该项目"}});
      continue;
    }
    auto [target, is_stray] =
        targets.emplace(TextOr(row[1]), -1 - static_cast<std::int32_t>(candidates.stray_targets.size()));
    if (is_stray) candidates.stray_targets.push_back(TextOr(row[1]));
    CandidateLink link{project->second, target->second, {}, 0, 0};
    TENON_CHECK(ReadProbability(row, link));
    candidates.links.push_back(link);
  }
  return {};
}

}  // namespace

Result<std::string> PlanningSource(const Question& question, const std::string& table) {
  const std::vector<std::string> wanted = question.arguments.GetList("source");
  std::set<std::string> all, fitting;
  TENON_ASSIGN(const Table sources, question.snapshot.Ask("planning_sources", {}, question.job));
  for (const auto& row : sources.rows) {
    if (TextOr(row[0]) != table) continue;
    all.insert(TextOr(row[1]));
    if (std::ranges::find(wanted, TextOr(row[1])) != wanted.end()) fitting.insert(TextOr(row[1]));
  }
  const std::set<std::string>& choice = fitting.empty() ? all : fitting;
  if (choice.empty()) return std::string();
  if (choice.size() == 1) return *choice.begin();
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("several sources fill `{}`: {}; choose one by --source", table, fmt::join(choice, ", ")),
              "--source");
}

Result<Candidates> ReadCandidates(const Question& question) {
  Candidates candidates;
  TENON_ASSIGN(const std::string projects, PlanningSource(question, "project"));
  TENON_ASSIGN(const std::string links, PlanningSource(question, "project_target"));
  TENON_ASSIGN(const std::string targets, PlanningSource(question, "target"));
  const bool by_chain = question.arguments.Has("chain");
  for (const auto& [table, source] : {std::pair("project", projects), std::pair("project_target", links),
                                      std::pair("target", by_chain ? std::string("chain") : targets)}) {
    if (!source.empty()) continue;
    return Fail(ErrorKind::kNotFound,
                fmt::format("the table {0} has no rows: load one (`tenon load table FILE --into {0}`){1}", table,
                            table == std::string_view("target") ? ", or name --chain and --economy: then targets are "
                                                                  "segments, worth their shortage"
                                                                : ""));
  }
  TENON_CHECK(ReadProjects(question, projects, candidates));
  if (by_chain) {
    TENON_CHECK(WeighSegments(question, candidates));
  } else {
    TENON_CHECK(ReadTargets(question, targets, candidates));
  }
  TENON_CHECK(ReadLinks(question, links, candidates));
  std::set<std::string> loads;
  for (const auto& [table, source] : {std::pair("project", projects), std::pair("project_target", links),
                                      std::pair("target", by_chain ? "" : targets)}) {
    for (SourceUse& use : question.snapshot.SourcesOf({table})) {
      if (use.source == source && loads.insert(use.load).second) candidates.sources.push_back(std::move(use));
    }
  }
  return candidates;
}

}  // namespace tenon::analyses
