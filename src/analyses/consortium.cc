#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyses/consortium_actors.h"
#include "analyses/consortium_answer.h"
#include "analyses/consortium_needed.h"
#include "analyses/questions.h"
#include "plan/closeness.h"
#include "plan/consortium.h"

namespace tenon::analyses {
namespace {

constexpr double kUnstatedLevel = 0.5;  // it can, nobody says how well: halfway

std::vector<Parameter> Parameters() {
  return {
      {.name = "need",
       .type = ParameterType::kText,
       .meaning = {"id of a need in the table need", "需求代号（表 need）"}},
      {.name = "chain",
       .type = ParameterType::kChainFile,
       .meaning = {"the chain of --segment: a file, or the name of a chain that ships", "--segment 所属产业链"}},
      {.name = "segment",
       .type = ParameterType::kTextList,
       .meaning = {"segments of the chain that the consortium must be able to do", "须覆盖的环节"}},
      {.name = "capability",
       .type = ParameterType::kTextList,
       .meaning = {"what it must be able to do: capabilities by name, or codes such as OPENALEX-TOPIC:T10491",
                   "须具备的能力：名称或编码，如 OPENALEX-TOPIC:T10491"}},
      {.name = "max_size",
       .type = ParameterType::kInteger,
       .meaning = {"members at most", "成员数上限"},
       .unit = "count",
       .default_value = Value(std::int64_t{5}),
       .minimum = 1,
       .maximum = 30},
      {.name = "redundancy",
       .type = ParameterType::kInteger,
       .meaning = {"members that can do each capability, at least", "每项能力至少由几名成员具备"},
       .unit = "count",
       .default_value = Value(std::int64_t{1}),
       .minimum = 1,
       .maximum = 10},
      {.name = "budget",
       .type = ParameterType::kReal,
       .meaning = {"cost of all members at most, in the unit of actor.cost; not given: the budget of the need, if it "
                   "states one",
                   "成员总成本上限；不给则取需求自身的预算"},
       .minimum = 0},
      {.name = "max_share",
       .type = ParameterType::kReal,
       .meaning = {"part of the cost that one member may take", "单个成员成本占比上限"},
       .unit = "1",
       .default_value = Value(1.0),
       .minimum = 0.01,
       .maximum = 1},
      {.name = "closeness",
       .type = ParameterType::kReal,
       .meaning = {"weight of past collaboration; the rest is the weight of the levels",
                   "既往合作的权重，其余为能力水平的权重"},
       .unit = "1",
       .default_value = Value(0.25),
       .minimum = 0,
       .maximum = 1},
      {.name = "lead",
       .type = ParameterType::kText,
       .meaning = {"the firm that must lead, by id or name; not given: any firm",
                   "指定牵头企业（代号或名称）；不给则任一企业"}},
      {.name = "economy",
       .type = ParameterType::kEconomy,
       .meaning = {"only actors that are at home there", "仅限该经济体的主体"}},
      {.name = "at_least",
       .type = ParameterType::kInteger,
       .meaning = {"works or patents from which on they show a capability, where no table actor_capability is loaded",
                   "未载入 actor_capability 时，论文或专利达到此数才算具备能力"},
       .unit = "count",
       .default_value = Value(kFewestForCapability),
       .minimum = 1,
       .maximum = 1e9},
      {.name = "runners_up",
       .type = ParameterType::kInteger,
       .meaning = {"next best teams to list", "列出的次优团队数"},
       .unit = "count",
       .default_value = Value(std::int64_t{3}),
       .minimum = 0,
       .maximum = 50},
      {.name = "time_limit",
       .type = ParameterType::kReal,
       .meaning = {"of the search for each team; what was found until then is given with its bound", "每次求解的时限"},
       .unit = "s",
       .default_value = Value(60.0),
       .minimum = 0.1,
       .maximum = 86400}};
}

AnalysisSpec Spec() {
  AnalysisSpec spec;
  spec.name = "consortium";
  spec.title = {"A consortium led by a firm", "企业牵头的联合体"};
  spec.sentence = {"Who should work together on a need or a segment, led by a firm, and why?",
                   "针对一项需求或一个环节，应由哪家企业牵头、与谁联合，为什么？"};
  spec.parameters = Parameters();
  spec.tables = ConsortiumTables();
  // In brackets: that the strings are in parts is meant.
  spec.conventions = {
      ("value = (1 - w) quality + w closeness, w = --closeness. quality: mean over what is needed of the "
       "mean of the r highest levels in the team, r = --redundancy. closeness: mean over the pairs of "
       "members; 1 for a firm alone."),
      ("Closeness of two: n joint works, patents or rows of `collaboration` are worth n / (n + 1); a go- "
       "between, the product of both steps; the stronger way stands; none: 0. Without any collaboration "
       "loaded w is 0."),
      ("A team is allowed if a firm is in it, r members can do each capability, everybody is among its r "
       "best in one of them (but for a lead that is the only firm), and size, cost and shares of the cost "
       "keep within their limits."),
      ("Firms are actors of kind firm, company, enterprise, business, 企业 or 公司; of those in the team the one "
       "with the highest sum of levels leads."),
      ("Of teams worth the same the cheapest wins, then the smallest. Under a budget or a --max-share actors "
       "without a cost are left out; else they count as the dearest known where equals are compared."),
      ("Where actor_capability has rows, it, actor and collaboration alone speak. A level that is not stated "
       "is taken as 0.5; a level of 0 is no capability."),
      ("A need's capabilities are its codes, else the capabilities that its text names; a segment's, those "
       "that bear its id or one of its codes."),
      ("Without actor_capability a segment asks for one capability for each kind of its codes that data "
       "speak of (OPENALEX-TOPIC, IPC, ETO-INPUT)."),
      ("Institutions have works of that main topic, applicants and owners patent families of that class: "
       "level ln(1 + n) / ln(1 + most). Organisations provide the input: level share / largest share; they "
       "count as firms."),
  };
  spec.references = {
      "Lappas, T., Liu, K., Terzi, E. (2009). Finding a team of experts in social networks. KDD 2009. doi "
      "10.1145/1557019.1557074."};
  spec.example = "tenon run consortium --capability T11302,T10491,T10892";
  return spec;
}

Status RestrictLead(const std::string& lead, const ConsortiumCandidates& found, plan::ConsortiumProblem& problem) {
  const auto at = std::ranges::find_if(
      found.actors, [&](const ConsortiumActor& actor) { return actor.id == lead || actor.name == lead; });
  if (at == found.actors.end()) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("'{}' is none of the {} actors, by id or name", lead, found.actors.size()), "--lead");
  }
  if (!at->is_firm()) {
    return Fail(ErrorKind::kInvalidArgument, fmt::format("'{}' is of kind '{}': a firm leads", lead, at->kind),
                "--lead");
  }
  problem.may_lead.assign(problem.may_lead.size(), 0);
  problem.may_lead[static_cast<std::size_t>(at - found.actors.begin())] = 1;
  problem.lead = fmt::format("'{}' leads", lead);
  return {};
}

/// Takes actors out of the problem, not out of the numbering.
void LeaveOut(const std::vector<std::uint8_t>& out, plan::ConsortiumProblem& problem) {
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i] != 0) problem.may_lead[i] = 0;
  }
  std::erase_if(problem.skills, [&](const auto& skill) { return out[static_cast<std::size_t>(skill.actor)] != 0; });
}

void LeaveOutForeign(const std::string& economy, const ConsortiumCandidates& found, plan::ConsortiumProblem& problem,
                     std::vector<std::string>& notes) {
  std::vector<std::uint8_t> out(found.actors.size());
  std::size_t unknown = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = found.actors[i].economy == economy ? 0 : 1;
    unknown += found.actors[i].economy.empty() ? 1 : 0;
  }
  if (unknown > 0) notes.push_back(fmt::format("{} actors without a home are left out", unknown));
  LeaveOut(out, problem);
}

/// Costs, and whom a budget leaves out because nobody says what they cost.
void SetCosts(const Question& question, const Needed& needed, const ConsortiumCandidates& found,
              plan::ConsortiumProblem& problem, std::vector<std::string>& notes) {
  double dearest = 0;
  std::size_t unknown = 0;
  std::vector<std::uint8_t> out(found.actors.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto& cost = found.actors[i].cost;
    dearest = std::max(dearest, cost.value_or(0));
    out[i] = cost ? 0 : 1;
    unknown += cost ? 0 : 1;
  }
  for (const ConsortiumActor& actor : found.actors) problem.cost.push_back(actor.cost.value_or(dearest));
  problem.max_share = question.arguments.GetReal("max_share");
  if (question.arguments.Has("budget")) {
    problem.budget = question.arguments.GetReal("budget");
  } else if (needed.budget && unknown == out.size()) {
    notes.push_back(
        fmt::format("the need states a budget of {}, but no actor has a cost: it is not applied", *needed.budget));
  } else if (needed.budget) {
    problem.budget = *needed.budget;
    notes.push_back(fmt::format("the budget is that of the need: {}", *needed.budget));
  }
  if (unknown == 0 || (problem.budget == std::numeric_limits<double>::infinity() && problem.max_share == 1)) return;
  notes.push_back(
      fmt::format("{} of {} actors have no cost: they cannot be held against a budget or a share, and are "
                  "left out",
                  unknown, out.size()));
  LeaveOut(out, problem);
}

Result<plan::ConsortiumProblem> ProblemOf(const Question& question, const Needed& needed,
                                          const ConsortiumCandidates& found, std::vector<std::string>& notes) {
  const Arguments& arguments = question.arguments;
  plan::ConsortiumProblem problem;
  for (const NeededCapability& capability : found.capabilities) problem.capabilities.push_back(capability.name);
  for (const ConsortiumActor& actor : found.actors) problem.may_lead.push_back(actor.is_firm() ? 1 : 0);
  if (arguments.Has("lead")) TENON_CHECK(RestrictLead(arguments.GetText("lead"), found, problem));
  std::size_t unstated = 0;
  for (const ActorSkill& skill : found.skills) {
    problem.skills.push_back({skill.actor, skill.capability, skill.level.value_or(kUnstatedLevel)});
    unstated += skill.level ? 0 : 1;
  }
  if (unstated > 0) {
    notes.push_back(
        fmt::format("{} of {} levels are not stated and taken as {}", unstated, found.skills.size(), kUnstatedLevel));
  }
  problem.redundancy = static_cast<std::int32_t>(arguments.GetInteger("redundancy"));
  problem.max_size = static_cast<std::int32_t>(arguments.GetInteger("max_size"));
  problem.closeness_weight = arguments.GetReal("closeness");
  if (found.collaborations.empty() && problem.closeness_weight > 0) {
    problem.closeness_weight = 0;
    notes.emplace_back("no collaborations are known: closeness does not count");
  }
  SetCosts(question, needed, found, problem, notes);
  if (arguments.Has("economy")) LeaveOutForeign(arguments.GetText("economy"), found, problem, notes);
  if (std::ranges::none_of(found.actors, &ConsortiumActor::is_firm)) {
    notes.emplace_back("no actor is a firm: see the column kind of the table actor");
  }
  return problem;
}

/// Who can be a member: those that can do something, and firms.
std::vector<std::uint8_t> Eligible(const plan::ConsortiumProblem& problem) {
  std::vector<std::uint8_t> eligible = problem.may_lead;
  for (const auto& skill : problem.skills) eligible[static_cast<std::size_t>(skill.actor)] = 1;
  return eligible;
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(const Needed needed, ReadNeeded(question));
  ConsortiumFound found;
  TENON_ASSIGN(found.candidates, ReadConsortiumCandidates(question, needed));
  Answer answer;
  std::vector<std::string>& notes = answer.receipt.warnings;
  notes = needed.notes;
  notes.insert(notes.end(), found.candidates.notes.begin(), found.candidates.notes.end());
  TENON_ASSIGN(found.problem, ProblemOf(question, needed, found.candidates, notes));
  const std::vector<std::uint8_t> eligible = Eligible(found.problem);
  found.considered = static_cast<std::size_t>(std::ranges::count(eligible, 1));
  if (found.problem.closeness_weight > 0) {
    found.problem.ties = plan::ClosestTies(eligible.size(), found.candidates.collaborations, eligible);
  }
  const plan::ConsortiumOptions options{
      .runners_up = static_cast<std::int32_t>(question.arguments.GetInteger("runners_up")),
      .time_limit_seconds = question.arguments.GetReal("time_limit")};
  TENON_ASSIGN(found.plan, plan::SolveConsortium(found.problem, options, question.job));
  answer.tables = ConsortiumAnswer(found);
  std::vector<std::string> tables = found.candidates.tables;
  if (question.arguments.Has("need")) tables.emplace_back("need");
  answer.receipt.sources = question.snapshot.SourcesOf(tables);
  return answer;
}

}  // namespace

const Analysis& ConsortiumAnalysis() {
  static const Analysis analysis{Spec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
