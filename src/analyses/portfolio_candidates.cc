#include "analyses/portfolio_candidates.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "analyses/portfolio_grants.h"
#include "analyses/portfolio_weights.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

Result<Table> AskSource(const Question& question, const std::string& query, const std::string& source) {
  return question.snapshot.Ask(query, {{"source", source}}, question.job);
}

/// Takes what a further row says of the same project; what two rows say must agree.
Status Agree(const PortfolioCandidate& project, std::string_view column, std::string& known, const Value& said) {
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
    PortfolioCandidate& project = candidates.projects.back();
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
    candidates.AddTarget({TextOr(row[0]), TextOr(row[2]), weight, weight, weight});
  }
  return {};
}

/// The probability of a row of project_target, and its interval.
Result<std::optional<Probability>> ReadProbability(const std::vector<Value>& row) {
  if (IsMissing(row[2])) return std::nullopt;
  Probability probability;
  probability.value = RealOr(row[2], 0);
  probability.low = RealOr(row[3], probability.value);
  probability.high = RealOr(row[4], probability.value);
  const auto& [value, low, high] = probability;
  if (0 <= low && low <= value && value <= high && high <= 1) return probability;
  return Fail(
      ErrorKind::kInvalidArgument,
      fmt::format("project {} reaches target {} with the probability {} ({} to {}); allowed: 0 to 1, and within "
                  "its interval",
                  TextOr(row[0]), TextOr(row[1]), value, low, high),
      "project_target");
}

Status ReadLinks(const Question& question, const std::string& source, Candidates& candidates) {
  TENON_ASSIGN(const Table rows, AskSource(question, "portfolio_links", source));
  std::size_t project = 0;  // rows and projects are in one order
  for (const auto& row : rows.rows) {
    const std::string id = TextOr(row[0]);
    while (project < candidates.projects.size() && candidates.projects[project].id < id) ++project;
    if (project == candidates.projects.size() || candidates.projects[project].id != id) {
      candidates.left_out.push_back(
          {id, TextOr(row[1]), {"the table project has no such project", "表 project 中没有该项目"}});
      continue;
    }
    TENON_ASSIGN(const auto probability, ReadProbability(row));
    candidates.AddLink(project, TextOr(row[1]), probability);
  }
  return {};
}

}  // namespace

Result<std::string> PlanningSource(const Question& question, const std::string& table, const std::string& choice) {
  const std::vector<std::string> wanted = question.arguments.GetList(choice);
  std::set<std::string> all, of_table, fitting;
  TENON_ASSIGN(const Table sources, question.snapshot.Ask("planning_sources", {}, question.job));
  for (const auto& row : sources.rows) {
    const std::string source = TextOr(row[1]);
    all.insert(source);
    if (TextOr(row[0]) != table) continue;
    of_table.insert(source);
    if (std::ranges::find(wanted, source) != wanted.end()) fitting.insert(source);
  }
  for (const std::string& source : wanted) {
    if (all.contains(source)) continue;
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("{} has no rows here; sources with projects, targets, rules or grants: {}", source,
                            all.empty() ? "none is loaded" : fmt::format("{}", fmt::join(all, ", "))),
                "--" + choice);
  }
  const std::set<std::string>& left = fitting.empty() ? of_table : fitting;
  if (left.empty()) return std::string();
  if (left.size() == 1) return *left.begin();
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("several sources fill `{}`: {}; choose one by --{}", table, fmt::join(left, ", "), choice),
              "--" + choice);
}

void Candidates::AddTarget(WeightedTarget target) {
  place_of_target_.emplace(target.id, static_cast<std::int32_t>(targets.size()));
  targets.push_back(std::move(target));
}

void Candidates::AddLink(std::size_t project, const std::string& target, std::optional<Probability> probability) {
  const auto [place, is_stray] = place_of_target_.emplace(target, -1 - static_cast<std::int32_t>(stray_targets.size()));
  if (is_stray) stray_targets.push_back(target);
  links.push_back({static_cast<std::int32_t>(project), place->second, probability});
}

Result<Candidates> ReadCandidates(const Question& question) {
  const Arguments& arguments = question.arguments;
  const bool of_grants = arguments.GetText("candidates") == "grant";
  const bool by_shortage = arguments.Has("economy");
  if ((of_grants || by_shortage) && !arguments.Has("chain")) {
    return Fail(ErrorKind::kInvalidArgument,
                by_shortage ? "an economy weighs the segments of a chain: name one"
                            : "grants are candidates by the segments of a chain they lead to: name one",
                "--chain");
  }
  if (arguments.Has("chain") && !of_grants && !by_shortage) {
    return Fail(ErrorKind::kInvalidArgument, "a chain weighs its segments by the shortage of an economy: name one",
                "--economy");
  }
  Candidates candidates;
  std::vector<std::pair<std::string, std::string>> used;  // table, source
  const auto use = [&](const std::string& table, const std::string& hint) -> Result<std::string> {
    TENON_ASSIGN(std::string source, PlanningSource(question, table));
    if (source.empty()) {
      return Fail(
          ErrorKind::kNotFound,
          fmt::format("the table {0} has no rows: load one (`tenon load table FILE --into {0}`){1}", table, hint));
    }
    used.emplace_back(table, source);
    return source;
  };
  if (!of_grants) {
    TENON_ASSIGN(const std::string source, use("project", ""));
    TENON_CHECK(ReadProjects(question, source, candidates));
  }
  if (by_shortage) {
    TENON_CHECK(WeighSegments(question, candidates));
  } else {
    TENON_ASSIGN(const std::string source,
                 use("target", ", or name --chain and --economy: then targets are segments, worth their shortage"));
    TENON_CHECK(ReadTargets(question, source, candidates));
  }
  if (of_grants) {
    TENON_CHECK(ReadGrants(question, candidates));
  } else {
    TENON_ASSIGN(const std::string source, use("project_target", ""));
    TENON_CHECK(ReadLinks(question, source, candidates));
  }
  for (const auto& [table, source] : used) {
    for (SourceUse& load : question.snapshot.SourcesOf({table})) {
      if (load.source != source) continue;
      if (load.rows_rejected > 0) {
        candidates.warnings.push_back(
            fmt::format("{} rows were rejected when {} was loaded, and take no part: see `tenon rejects`",
                        load.rows_rejected, table));
      }
      AddSources({std::move(load)}, candidates.sources);
    }
  }
  return candidates;
}

}  // namespace tenon::analyses
