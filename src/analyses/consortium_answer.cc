#include "analyses/consortium_answer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "analyses/answer_tables.h"

namespace tenon::analyses {
namespace {

using enum ValueType;

const ConsortiumActor& ActorOf(const ConsortiumFound& found, std::int32_t actor) {
  return found.candidates.actors[static_cast<std::size_t>(actor)];
}

std::string RoleOf(const ConsortiumFound& found, const plan::Team& team, std::int32_t member) {
  if (member == team.lead) return "lead";
  return ActorOf(found, member).is_firm() ? "firm" : "lab";
}

/// The lead first, the others in their order.
std::vector<std::int32_t> InOrder(const plan::Team& team) {
  std::vector<std::int32_t> members = team.members;
  std::ranges::stable_partition(members, [&](std::int32_t member) { return member == team.lead; });
  return members;
}

std::vector<std::int32_t> AbleMembers(const ConsortiumFound& found, const plan::Team& team, std::int32_t capability) {
  std::vector<std::int32_t> able;
  for (const std::int32_t member : InOrder(team)) {
    if (std::ranges::any_of(found.problem.skills, [&](const auto& skill) {
          return skill.actor == member && skill.capability == capability;
        })) {
      able.push_back(member);
    }
  }
  return able;
}

/// What a member brings, in words.
struct Reasons {
  std::vector<std::string> capabilities, evidence, only, en, zh;
};

void AddPartners(const ConsortiumFound& found, std::int32_t member, Reasons& reasons) {
  std::vector<std::pair<double, std::string>> partners;
  for (const std::int32_t other : found.plan.best.members) {
    double count = 0;
    for (const plan::Collaboration& row : found.candidates.collaborations) {
      if (std::minmax(row.actor, row.other) == std::minmax(member, other)) count += row.count;
    }
    if (other != member && count > 0) partners.emplace_back(-count, ActorOf(found, other).name);
  }
  std::ranges::sort(partners);
  if (partners.size() > 3) partners.resize(3);
  std::vector<std::string> en, zh;
  for (const auto& [count, name] : partners) {
    en.push_back(fmt::format("{} ({})", name, -count));
    zh.push_back(fmt::format("{}（{}次）", name, -count));
  }
  if (en.empty()) return;
  reasons.en.push_back(fmt::format("worked with {}", fmt::join(en, ", ")));
  reasons.zh.push_back(fmt::format("曾与{}合作", fmt::join(zh, "、")));
}

Reasons ReasonsOf(const ConsortiumFound& found, std::int32_t member) {
  const plan::Team& team = found.plan.best;
  Reasons reasons;
  std::vector<std::string> best;
  for (const ActorSkill& skill : found.candidates.skills) {
    if (skill.actor != member) continue;
    const std::string& name = found.candidates.capabilities[static_cast<std::size_t>(skill.capability)].name;
    reasons.capabilities.push_back(name);
    reasons.evidence.push_back(skill.evidence.empty() ? name : fmt::format("{}: {}", name, skill.evidence));
    const std::vector<std::int32_t> able = AbleMembers(found, team, skill.capability);
    if (std::ssize(able) <= found.problem.redundancy) {
      reasons.only.push_back(name);
      continue;
    }
    double own = 0;
    std::vector<double> levels;
    for (const auto& known : found.problem.skills) {
      if (known.capability != skill.capability || std::ranges::find(able, known.actor) == able.end()) continue;
      levels.push_back(known.level);
      if (known.actor == member) own = known.level;
    }
    const auto better = std::ranges::count_if(levels, [&](double level) { return level > own; });
    if (better < found.problem.redundancy) best.push_back(name);
  }
  if (member == team.lead) {
    reasons.en.emplace_back("a firm, so that it may lead");
    reasons.zh.emplace_back("企业，可牵头");
  }
  if (!reasons.only.empty()) {
    reasons.en.push_back(fmt::format("without it too few can do {}", fmt::join(reasons.only, ", ")));
    reasons.zh.push_back(fmt::format("缺它则无足够成员具备{}", fmt::join(reasons.only, "、")));
  }
  if (!best.empty()) {
    const auto redundancy = found.problem.redundancy;
    reasons.en.push_back(fmt::format("{} of the team in {}",
                                     redundancy == 1 ? "the best" : fmt::format("among the {} best", redundancy),
                                     fmt::join(best, ", ")));
    reasons.zh.push_back(fmt::format("在{}上居团队前{}", fmt::join(best, "、"), redundancy));
  }
  AddPartners(found, member, reasons);
  if (reasons.en.empty()) {
    reasons.en.emplace_back("raises the level or the closeness of the team");
    reasons.zh.emplace_back("提升团队水平或紧密度");
  }
  return reasons;
}

Table MembersOf(const ConsortiumFound& found, const ResultTable& spec) {
  Table table = spec.MakeTable();
  const plan::Team& team = found.plan.best;
  for (const std::int32_t member : InOrder(team)) {
    const ConsortiumActor& actor = ActorOf(found, member);
    const Reasons reasons = ReasonsOf(found, member);
    std::vector<std::int32_t> others = team.members;
    std::erase(others, member);
    const auto without = plan::AssessTeam(found.problem, others);
    table.rows.push_back({actor.id, actor.name, ToValue(actor.kind), RoleOf(found, team, member),
                          ToValue(actor.economy), fmt::format("{}", fmt::join(reasons.en, "; ")),
                          fmt::format("{}", fmt::join(reasons.zh, "；")),
                          ToValue(fmt::format("{}", fmt::join(reasons.capabilities, "; "))),
                          ToValue(fmt::format("{}", fmt::join(reasons.only, "; "))),
                          ToValue(fmt::format("{}", fmt::join(reasons.evidence, "; "))),
                          without ? Value(team.value - without->value) : Value(), ToValue(actor.cost)});
  }
  return table;
}

Table CoverOf(const ConsortiumFound& found, const ResultTable& spec) {
  Table table = spec.MakeTable();
  for (std::size_t k = 0; k < found.candidates.capabilities.size(); ++k) {
    const auto capability = static_cast<std::int32_t>(k);
    const std::vector<std::int32_t> able = AbleMembers(found, found.plan.best, capability);
    std::vector<std::string> ids;
    for (const std::int32_t member : able) ids.push_back(ActorOf(found, member).id);
    std::vector<double> levels;
    std::int64_t candidates = 0;
    for (const auto& skill : found.problem.skills) {
      if (skill.capability != capability) continue;
      ++candidates;
      if (std::ranges::find(able, skill.actor) != able.end()) levels.push_back(skill.level);
    }
    std::ranges::sort(levels, std::ranges::greater());
    double sum = 0;
    for (std::int32_t i = 0; i < found.problem.redundancy; ++i) sum += levels[static_cast<std::size_t>(i)];
    const NeededCapability& needed = found.candidates.capabilities[k];
    table.rows.push_back({needed.name, fmt::format("{}", fmt::join(ids, "; ")), static_cast<std::int64_t>(able.size()),
                          sum / found.problem.redundancy, candidates, ToValue(needed.segment)});
  }
  return table;
}

/// Missing where the cost of a member is not known.
Value CostOf(const ConsortiumFound& found, const plan::Team& team) {
  double cost = 0;
  for (const std::int32_t member : team.members) {
    if (!ActorOf(found, member).cost) return {};
    cost += *ActorOf(found, member).cost;
  }
  return cost;
}

Table TotalsOf(const ConsortiumFound& found, const ResultTable& spec) {
  Table table = spec.MakeTable();
  const plan::Team& team = found.plan.best;
  table.rows.push_back({team.value, found.plan.bound, found.plan.gap, CostOf(found, team),
                        static_cast<std::int64_t>(team.members.size()), std::string(ToString(found.plan.status)),
                        team.quality, found.problem.closeness_weight > 0 ? Value(team.closeness) : Value(),
                        static_cast<std::int64_t>(found.considered)});
  return table;
}

Table RunnersUpOf(const ConsortiumFound& found, const ResultTable& spec) {
  Table table = spec.MakeTable();
  const plan::Team& best = found.plan.best;
  const auto difference = [&](const plan::Team& of, const plan::Team& other) {
    std::vector<std::string> ids;
    for (const std::int32_t member : InOrder(of)) {
      if (!std::ranges::binary_search(other.members, member)) ids.push_back(ActorOf(found, member).id);
    }
    return ToValue(fmt::format("{}", fmt::join(ids, "; ")));
  };
  for (std::size_t place = 0; place < found.plan.runners_up.size(); ++place) {
    const plan::Team& team = found.plan.runners_up[place];
    std::vector<std::string> ids;
    for (const std::int32_t member : InOrder(team)) ids.push_back(ActorOf(found, member).id);
    table.rows.push_back({static_cast<std::int64_t>(place) + 2, fmt::format("{}", fmt::join(ids, "; ")), team.value,
                          CostOf(found, team), static_cast<std::int64_t>(ids.size()), ActorOf(found, team.lead).id,
                          difference(team, best), difference(best, team)});
  }
  return table;
}

Table TiesOf(const ConsortiumFound& found, const ResultTable& spec) {
  Table table = spec.MakeTable();
  const std::vector<std::int32_t>& members = found.plan.best.members;
  for (const plan::Tie& tie : found.problem.ties) {
    if (!std::ranges::binary_search(members, tie.actor) || !std::ranges::binary_search(members, tie.other)) continue;
    double count = 0;
    for (const plan::Collaboration& row : found.candidates.collaborations) {
      if (std::minmax(row.actor, row.other) == std::minmax(tie.actor, tie.other)) count += row.count;
    }
    table.rows.push_back({ActorOf(found, tie.actor).id, ActorOf(found, tie.other).id, tie.closeness,
                          count > 0 ? Value(static_cast<std::int64_t>(std::llround(count))) : Value(),
                          tie.over < 0 ? Value() : Value(ActorOf(found, tie.over).name)});
  }
  return table;
}

}  // namespace

std::vector<ResultTable> ConsortiumTables() {
  return {
      {"members",
       {"who should work together, the lead first", "建议的成员，牵头者在前"},
       {{"actor", kText, "", {"id of the actor", "主体代号"}},
        {"name", kText, "", {"its name", "名称"}},
        {"kind", kText, "", {"firm, lab, university, office ...; missing: not stated", "主体类别；缺失：未说明"}},
        {"role",
         kText,
         "",
         {"lead, firm, or lab: everybody that is no firm", "角色：lead（牵头企业）、firm（企业）、lab（其余）"}},
        {"economy", kText, "", {"where it is at home", "所在经济体"}},
        {"why", kText, "", {"why it is in", "入选理由（英文）"}},
        {"why_zh", kText, "", {"the same in Chinese", "入选理由（中文）"}},
        {"capabilities", kText, "", {"what it can do of what is needed", "具备的所需能力"}},
        {"only_by", kText, "", {"of these, what too few could do without it", "其中缺它则不足的能力"}},
        {"evidence", kText, "", {"what shows it", "依据"}},
        {"marginal_value",
         kReal,
         "1",
         {"what the team loses without it, put in nobody's place; missing: without it the team is not allowed",
          "去掉它（不补人）团队价值的减少；缺失：去掉后不成团队"}},
        {"cost", kReal, "of the budget", {"of taking part; missing: not stated", "参与成本；缺失：未说明"}}}},
      {"cover",
       {"who covers what is needed", "各项能力由谁承担"},
       {{"capability", kText, "", {"what is needed", "所需能力"}},
        {"covered_by", kText, "", {"members that can do it, the lead first", "具备该能力的成员"}},
        {"members", kInteger, "count", {"how many they are", "成员数"}},
        {"level", kReal, "1", {"mean of the highest levels, as many as --redundancy", "最高若干水平的均值"}},
        {"candidates", kInteger, "count", {"actors that can do it, in or out", "具备该能力的候选主体数"}},
        {"segment", kText, "", {"the segment it belongs to", "所属环节"}}}},
      {"totals",
       {"how good the team is, and how good any could be", "团队价值与可证明的上界"},
       {{"value", kReal, "1", {"what the team is worth", "团队价值"}},
        {"bound", kReal, "1", {"proven: no allowed team is worth more", "可证明的上界"}},
        {"gap", kReal, "1", {"(bound - value) / value", "（上界－价值）/ 价值"}},
        {"cost",
         kReal,
         "of the budget",
         {"of all members; missing: that of one is not known", "总成本；缺失：有成员成本未知"}},
        {"size", kInteger, "count", {"members", "成员数"}},
        {"status",
         kText,
         "",
         {"optimal, or time_limit: the search was cut short", "optimal 或 time_limit（到时中止）"}},
        {"quality", kReal, "1", {"mean of the levels in the table cover", "能力水平均值"}},
        {"closeness",
         kReal,
         "1",
         {"mean over pairs of members; missing: it does not count", "成员两两紧密度均值；缺失：不计"}},
        {"considered", kInteger, "count", {"actors that could have been members", "可入选的主体数"}}}},
      {"runners_up",
       {"the next best teams", "次优团队"},
       {{"place", kInteger, "", {"2 is the next best", "名次"}},
        {"members", kText, "", {"the lead first", "成员，牵头者在前"}},
        {"value", kReal, "1", {"what the team is worth", "团队价值"}},
        {"cost", kReal, "of the budget", {"of all members", "总成本"}},
        {"size", kInteger, "count", {"members", "成员数"}},
        {"lead", kText, "", {"the firm that leads", "牵头企业"}},
        {"in", kText, "", {"members that the best team lacks", "新增成员"}},
        {"out", kText, "", {"members of the best team that are missing", "减少成员"}}}},
      {"ties",
       {"pairs of members that stand close", "成员之间的联系"},
       {{"actor", kText, "", {"one of them", "主体"}},
        {"other", kText, "", {"the other", "另一主体"}},
        {"closeness", kReal, "1", {"of the strongest path of one or two steps", "一步或两步最强路径的紧密度"}},
        {"together", kInteger, "count", {"how often they worked together; missing: no row", "合作次数；缺失：无记录"}},
        {"over", kText, "", {"the go-between, where the way over it is the stronger one", "中间人（经其更紧密时）"}}}}};
}

std::vector<Table> ConsortiumAnswer(const ConsortiumFound& found) {
  const std::vector<ResultTable> specs = ConsortiumTables();
  return {MembersOf(found, specs[0]), CoverOf(found, specs[1]), TotalsOf(found, specs[2]), RunnersUpOf(found, specs[3]),
          TiesOf(found, specs[4])};
}

}  // namespace tenon::analyses
