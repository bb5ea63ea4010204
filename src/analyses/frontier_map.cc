#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyses/answer_tables.h"
#include "analyses/frontier_map_spec.h"
#include "analyses/questions.h"
#include "analyses/topic_items.h"
#include "econ/lead.h"
#include "fmt/format.h"

namespace tenon::analyses {
namespace {

constexpr std::size_t kRanked = 10;

struct Institution {
  Value name, economy;
  double top = 0;
};

/// The works of one topic or segment.
struct Front {
  std::string item;
  Value name;
  std::uint32_t works = 0;
  double top = 0, known_works = 0, known_top = 0;
  std::vector<std::string> economies;  ///< holders of the credits, by code
  std::vector<double> shared;          ///< works of each economy
  std::vector<econ::Credit> credits;   ///< of top-cited works
  std::map<std::pair<std::string, std::string>, Institution>
      institutions;  ///< by id and economy: one abroad is another
};

/// Rows of one item, from `row` on; moves `row` behind them.
Front ReadFront(const Table& rows, std::size_t& row) {
  Front front;
  front.item = TextOr(rows.At(row, "item"));
  std::map<std::string, std::uint32_t> holders;
  std::pair<Value, Value> work;
  for (; row < rows.rows.size() && TextOr(rows.At(row, "item")) == front.item; ++row) {
    const double top = RealOr(rows.At(row, "top"), 0), credit = RealOr(rows.At(row, "credit"), 0);
    if (std::pair now(rows.At(row, "source"), rows.At(row, "work_key")); front.works == 0 || now != work) {
      work = std::move(now);
      ++front.works;
      front.top += top;
    }
    if (IsMissing(rows.At(row, "economy"))) continue;
    const std::string economy = TextOr(rows.At(row, "economy"));
    const auto [holder, is_new] = holders.emplace(economy, static_cast<std::uint32_t>(holders.size()));
    if (is_new) {
      front.economies.push_back(economy);
      front.shared.push_back(0);
    }
    front.shared[holder->second] += credit;
    front.known_works += credit;
    if (top <= 0) continue;
    front.known_top += credit * top;
    front.credits.push_back({front.works - 1, holder->second, credit * top});
    if (IsMissing(rows.At(row, "id"))) continue;
    Institution& institution = front.institutions[{TextOr(rows.At(row, "id")), economy}];
    institution.name = rows.At(row, "institution");
    institution.economy = economy;
    institution.top += credit * top;
  }
  return front;
}

std::vector<Institution> FirstInstitutions(const Front& front) {
  std::vector<Institution> first;
  for (const auto& [id, institution] : front.institutions) first.push_back(institution);
  std::ranges::stable_sort(first, std::greater(), &Institution::top);
  first.resize(std::min(first.size(), kRanked));
  return first;
}

std::string RiskOf(const Arguments& arguments, const econ::Lead& lead, std::int64_t institutions) {
  const double ratio = lead.ratio.value_or(std::numeric_limits<double>::infinity());
  for (const std::string level : {"high", "medium"}) {
    if (ratio >= arguments.GetReal(level + "_lead") && institutions >= arguments.GetInteger(level + "_institutions")) {
      return level;
    }
  }
  return "low";
}

struct Answers {
  Table items, economies, institutions;
};

Status AddFront(const Question& question, const Front& front, std::uint64_t stream, Answers& answers) {
  const Arguments& arguments = question.arguments;
  std::vector<Value> row = {front.item, front.name, std::int64_t{front.works}, front.top,
                            front.top > 0 ? Value(front.known_top / front.top) : Value()};
  std::optional<econ::Lead> lead;
  if (front.known_top > 0) {
    TENON_ASSIGN(lead, econ::MeasureLead(front.credits, front.works, static_cast<std::uint32_t>(front.economies.size()),
                                         {.draws = static_cast<std::size_t>(arguments.GetInteger("draws")),
                                          .seed = static_cast<std::uint64_t>(arguments.GetInteger("seed")),
                                          .stream = stream}));
    const econ::HolderShare& share = lead->holders[lead->leader];
    const std::vector<Institution> first = FirstInstitutions(front);
    const std::string& leader = front.economies[lead->leader];
    const auto own =
        std::ranges::count_if(first, [&](const Institution& one) { return TextOr(one.economy) == leader; });
    const bool is_ranked = first.size() == kRanked;
    row.insert(
        row.end(),
        {leader, share.share, share.low, share.high, lead->second ? Value(front.economies[*lead->second]) : Value(),
         ToValue(lead->ratio), ToValue(lead->ratio_low), ToValue(lead->ratio_high), lead->stays,
         is_ranked ? Value(std::int64_t{own}) : Value(), is_ranked ? Value(RiskOf(arguments, *lead, own)) : Value()});
    for (std::size_t rank = 0; rank < first.size(); ++rank) {
      answers.institutions.rows.push_back(
          {front.item, static_cast<std::int64_t>(rank + 1), first[rank].name, first[rank].economy, first[rank].top});
    }
  }
  row.resize(answers.items.columns.size());
  answers.items.rows.push_back(std::move(row));
  std::vector<std::size_t> order(front.economies.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto top_of = [&](std::size_t i) { return lead ? lead->holders[i].weight : 0; };
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    return std::pair(top_of(a), front.shared[a]) > std::pair(top_of(b), front.shared[b]);
  });
  for (const std::size_t i : order) {
    std::vector<Value> economy = {front.item, front.economies[i], front.shared[i], front.shared[i] / front.known_works};
    if (lead) {
      const econ::HolderShare& share = lead->holders[i];
      economy.insert(economy.end(), {share.weight, share.share, share.low, share.high});
    }
    economy.resize(answers.economies.columns.size());
    answers.economies.rows.push_back(std::move(economy));
  }
  answers.economies.rows.push_back({front.item, Value(), front.works - front.known_works, Value(),
                                    front.top - front.known_top, Value(), Value(), Value()});
  return {};
}

Result<Answer> Run(const Question& question) {
  const Arguments& arguments = question.arguments;
  TENON_ASSIGN(const auto names, ProvideTopicItems(question));
  TENON_ASSIGN(const Table rows, question.snapshot.Ask("frontier_works",
                                                       {{"share", arguments.GetReal("top")},
                                                        {"from", arguments.GetInteger("from")},
                                                        {"until", arguments.GetInteger("until")}},
                                                       question.job));
  if (rows.rows.empty()) {
    return Fail(ErrorKind::kNotFound,
                "no loaded work of these topics and years has a year and a count of citations: load "
                "openalex, or widen --from and --until");
  }
  std::vector<Front> fronts;
  for (std::size_t row = 0; row < rows.rows.size();) fronts.push_back(ReadFront(rows, row));
  std::ranges::stable_sort(fronts, std::greater(), &Front::works);
  Answer answer;
  Answers answers{question.spec.tables[0].MakeTable(), question.spec.tables[1].MakeTable(),
                  question.spec.tables[2].MakeTable()};
  std::size_t small = 0, unknown = 0;
  for (std::size_t i = 0; i < fronts.size(); ++i) {
    if (question.job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped");
    Front& front = fronts[i];
    if (front.works < arguments.GetInteger("at_least")) {
      ++small;
      continue;
    }
    front.name = names.at(front.item);
    unknown += front.top > 0 && front.known_top < front.top / 2 ? 1 : 0;
    TENON_CHECK(AddFront(question, front, i, answers));
  }
  std::vector<std::string>& warnings = answer.receipt.warnings;
  if (small > 0)
    warnings.push_back(
        fmt::format("{} with fewer than {} works are left out", small, arguments.GetInteger("at_least")));
  if (names.size() > fronts.size()) {
    warnings.push_back(fmt::format("{} of {} have no work in these years: no data, not zero",
                                   names.size() - fronts.size(), names.size()));
  }
  if (unknown > 0) {
    warnings.push_back(fmt::format("in {} the economy of more than half of the top-cited works is not known", unknown));
  }
  warnings.emplace_back(
      "shares are shares of what is loaded: a collection on one region or firm says who leads in it, not in the world");
  answer.tables = {std::move(answers.items), std::move(answers.economies), std::move(answers.institutions)};
  answer.receipt.sources = question.snapshot.SourcesOf({"work", "work_topic", "topic", "authorship", "institution"});
  return answer;
}

}  // namespace

const Analysis& FrontierMapAnalysis() {
  static const Analysis analysis{FrontierMapSpec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
