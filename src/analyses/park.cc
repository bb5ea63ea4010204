#include "analyses/park.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "analyses/answer_tables.h"
#include "analyses/chain_file.h"
#include "analyses/chain_graph.h"
#include "analyses/questions.h"
#include "analyses/sentence.h"
#include "graph/needs.h"

namespace tenon::analyses {
namespace {

struct Park {
  ActivitySource chosen;  ///< `of` is "" where no activities of the region are loaded
  std::string code;       ///< of the region, or as typed
  std::optional<PlaceModel> model;
  std::optional<std::uint32_t> place;
  std::vector<ParkFirm> firms;
  std::string firm_economy;  ///< "" where they name none, or several
  ChainOutlook outlook;
  std::vector<ParkSegment> segments;
  graph::Needs needs;
  std::optional<double> near_density, high_complexity;
  std::vector<std::string> warnings;
};

std::optional<double> Median(const std::vector<std::optional<double>>& values) {
  std::vector<double> known;
  for (const auto& value : values) {
    if (value) known.push_back(*value);
  }
  if (known.empty()) return std::nullopt;
  std::ranges::sort(known);
  const std::size_t half = known.size() / 2;
  return known.size() % 2 == 1 ? known[half] : (known[half - 1] + known[half]) / 2;
}

/// Activities of the region, if any are loaded.
/// Errors  those of choosing and reading; that nothing is loaded or names the region is told in `warnings`.
Status ReadRegion(const Question& question, Park& park) {
  const Arguments& arguments = question.arguments;
  park.code = arguments.GetText("region");
  auto chosen = ChooseActivities(question);
  if (!chosen) {
    if (chosen.error().kind != ErrorKind::kNotFound) return std::unexpected(chosen.error());
    park.warnings.push_back(chosen.error().message);
    return {};
  }
  const auto code = ResolvePlace(*chosen, park.code);
  if (!code) {
    park.warnings.push_back(code.error().message);
    return {};
  }
  park.code = *code;
  park.chosen = *std::move(chosen);
  TENON_ASSIGN(park.model,
               ModelPlaces(question, park.chosen, ChosenYear(question, park.chosen), 1, ChosenProximity(question)));
  park.place = park.model->data.Place(park.code);
  park.warnings = park.model->data.warnings;
  if (!park.place) {
    park.warnings.push_back(fmt::format("{} of {} has no rows of {} in {}", park.chosen.of, park.chosen.source,
                                        park.code, park.model->data.year));
    return {};
  }
  park.near_density = Median(park.model->DensityOf(*park.place));
  park.high_complexity = Median(park.model->complexity);
  return {};
}

Status ReadFirms(const Question& question, Park& park) {
  const auto region = park.chosen.regions.find(park.code);
  const bool named = region != park.chosen.regions.end();
  TENON_ASSIGN(const Table rows,
               question.snapshot.Ask("firms_of_region",
                                     {{"region", park.code},
                                      {"name", named ? region->second.name : question.arguments.GetText("region")},
                                      {"name_zh", named ? region->second.name_zh : std::string()}},
                                     question.job));
  std::set<std::string> economies;
  for (const auto& row : rows.rows) {
    park.firms.push_back({TextOr(row[1]), TextOr(row[2]), TextOr(row[3]), TextOr(row[5]), TextOr(row[6])});
    if (!IsMissing(row[4])) economies.insert(TextOr(row[4]));
  }
  if (economies.size() == 1) park.firm_economy = *economies.begin();
  return {};
}

/// Firms of each segment, by whatever schemes they state.
Result<std::vector<std::vector<std::size_t>>> FirmsOfSegments(const Question& question, const Park& park) {
  std::vector<std::vector<std::size_t>> firms(park.outlook.chain.segments.size());
  std::map<std::string, std::set<std::string>> codes;
  for (const ParkFirm& firm : park.firms) codes[firm.scheme].insert(firm.code);
  for (const auto& [scheme, of_scheme] : codes) {
    const std::vector<std::string> list(of_scheme.begin(), of_scheme.end());
    TENON_ASSIGN(const auto matched,
                 ActivitiesOfSegments(question.snapshot, park.outlook.chain, scheme, list, question.job));
    for (std::size_t s = 0; s < firms.size(); ++s) {
      for (std::size_t f = 0; f < park.firms.size(); ++f) {
        if (park.firms[f].scheme == scheme && std::ranges::binary_search(matched[s].codes, park.firms[f].code)) {
          firms[s].push_back(f);
        }
      }
    }
  }
  return firms;
}

Result<Park> Look(const Question& question) {
  Park park;
  TENON_CHECK(ReadRegion(question, park));
  TENON_CHECK(ReadFirms(question, park));
  if (!park.place && park.firms.empty()) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("nothing that is loaded speaks of {}: {}; and no firm with an industry names it. Load "
                            "activities (`tenon load table FILE --into region_activity`) or firms (`--into firm`, "
                            "`--into firm_industry`)",
                            park.code, fmt::join(park.warnings, "; ")),
                "region");
  }
  std::string economy = park.place ? EconomyOf(park.chosen, park.code) : park.firm_economy;
  if (economy.empty()) economy = park.firm_economy;
  std::optional<std::int64_t> until;
  if (park.model) until = park.model->data.year;
  TENON_ASSIGN(park.outlook, ReadChainOutlook(question, park.chosen.classification,
                                              park.model ? park.model->data.activities : std::vector<std::string>(),
                                              question.arguments.GetText("chain"), economy, until));
  TENON_ASSIGN(const auto firms, FirmsOfSegments(question, park));
  park.segments = MeasureSegments(park.outlook, park.model ? &*park.model : nullptr, park.place,
                                  question.arguments.GetReal("min_rca"), firms);
  TENON_ASSIGN(park.needs, NeedsOf(park.outlook.chain));
  PlaceInChain(park.needs.dag(), park.segments);
  if (!park.outlook.unassessed.empty()) park.warnings.push_back("shortage is not known: " + park.outlook.unassessed);
  park.warnings.insert(park.warnings.end(), park.outlook.notes.begin(), park.outlook.notes.end());
  return park;
}

/// By role, then score; what nothing speaks of last.
std::vector<graph::Node> InOrder(const Park& park) {
  std::vector<graph::Node> order(park.segments.size());
  for (graph::Node node = 0; node < order.size(); ++node) order[node] = node;
  std::ranges::stable_sort(order, {}, [&](graph::Node node) {
    const ParkSegment& segment = park.segments[node];
    constexpr int kLast = 9;
    return std::tuple(segment.role ? static_cast<int>(*segment.role) : kLast, -segment.score.value_or(-1));
  });
  return order;
}

Value IdsWhere(const Park& park, std::span<const graph::Node> nodes, bool here) {
  std::vector<std::string> ids;
  for (const graph::Node node : nodes) {
    if (park.segments[node].here == here) ids.push_back(park.outlook.chain.segments[node].id);
  }
  return ids.empty() ? Value() : Value(fmt::format("{}", fmt::join(ids, ", ")));
}

Value QuadrantOf(const Park& park, const ParkSegment& segment) {
  if (!segment.density || !segment.complexity) return {};
  return fmt::format("{}, {}", *segment.density >= *park.near_density ? "near" : "far",
                     *segment.complexity >= *park.high_complexity ? "complex" : "simple");
}

Value LeadersText(const Park& park, const ParkSegment& segment) {
  std::vector<std::string> texts;
  for (const auto& [place, share] : segment.leaders) {
    const std::string name = TextOr(NameOfPlace(park.chosen, place));
    texts.push_back(fmt::format("{} {}", name.empty() ? place : name, PercentText(share)));
  }
  return texts.empty() ? Value() : Value(fmt::format("{}", fmt::join(texts, ", ")));
}

void FillSegments(const Park& park, Table& table) {
  for (const graph::Node node : InOrder(park)) {
    const ParkSegment& segment = park.segments[node];
    const chain::Segment& told = park.outlook.chain.segments[node];
    const bool absent = segment.here == false;
    std::set<std::string> firms;
    for (const std::size_t f : segment.firms) firms.insert(park.firms[f].firm);
    const auto& codes = park.outlook.activities[node];
    table.rows.push_back({told.id,
                          segment.role ? Value(std::string(ToString(*segment.role))) : Value(),
                          segment.here ? Value(absent && segment.steps == 1U) : Value(),
                          QuadrantOf(park, segment),
                          ToValue(segment.density),
                          ToValue(segment.complexity),
                          ToValue(segment.score),
                          ToValue(segment.advantage),
                          ToValue(segment.amount),
                          static_cast<std::int64_t>(firms.size()),
                          ToValue(park.outlook.shortage[node]),
                          IdsWhere(park, park.needs.dag().Heads(node), true),
                          IdsWhere(park, park.needs.dag().Tails(node), true),
                          IdsWhere(park, park.needs.dag().Tails(node), false),
                          LeadersText(park, segment),
                          codes.codes.empty() ? Value() : Value(fmt::format("{}", fmt::join(codes.codes, ", "))),
                          codes.codes.empty() ? Value() : Value(std::string(ToString(codes.relation))),
                          ToValue(segment.steps),
                          told.name.en,
                          told.name.zh,
                          std::string(chain::ToString(told.stage))});
  }
}

std::size_t CountOf(const Park& park, std::optional<ParkRole> role) {
  return static_cast<std::size_t>(std::ranges::count(park.segments, role, &ParkSegment::role));
}

void FillPark(const Park& park, Table& table) {
  const auto count = [&](std::optional<ParkRole> role) { return static_cast<std::int64_t>(CountOf(park, role)); };
  table.rows.push_back({park.code, NameOfPlace(park.chosen, park.code), park.outlook.chain.id,
                        park.model ? Value(park.model->data.year) : Value(),
                        static_cast<std::int64_t>(park.segments.size()), count(ParkRole::kStrengthen),
                        count(ParkRole::kFill), count(ParkRole::kExtend), count(ParkRole::kApart), count(std::nullopt),
                        ToValue(park.near_density), ToValue(park.high_complexity), park.outlook.sha256});
}

void FillFirms(const Park& park, Table& table) {
  for (std::size_t s = 0; s < park.segments.size(); ++s) {
    for (const std::size_t f : park.segments[s].firms) {
      const auto& [firm, name, name_zh, scheme, code] = park.firms[f];
      table.rows.push_back({park.outlook.chain.segments[s].id, firm, ToValue(name), ToValue(name_zh), scheme, code});
    }
  }
}

std::vector<Sentence> SentencesOf(const Park& park) {
  constexpr std::size_t kShown = 5;
  const chain::Chain& chain = park.outlook.chain;
  const std::string found = TextOr(NameOfPlace(park.chosen, park.code));
  const std::string& region = found.empty() ? park.code : found;
  std::vector<Sentence> sentences = {
      {"summary",
       {fmt::format("{}, {}: {} of {} segments are here, {} to fill, {} to extend, {} apart; nothing speaks of {}.",
                    region, chain.title.en, CountOf(park, ParkRole::kStrengthen), park.segments.size(),
                    CountOf(park, ParkRole::kFill), CountOf(park, ParkRole::kExtend), CountOf(park, ParkRole::kApart),
                    CountOf(park, std::nullopt)),
        fmt::format("{}，{}：{} 个环节中已有 {} 个，待补 {} 个，可延 {} 个，无联系 {} 个，无数据 {} 个。", region,
                    chain.title.zh, park.segments.size(), CountOf(park, ParkRole::kStrengthen),
                    CountOf(park, ParkRole::kFill), CountOf(park, ParkRole::kExtend), CountOf(park, ParkRole::kApart),
                    CountOf(park, std::nullopt))}}};
  struct Topic {
    ParkRole role;
    const char *topic, *en, *zh;
  };
  constexpr std::array kTopics = {Topic{ParkRole::kStrengthen, "strengthen", "Strengthen", "强链"},
                                  Topic{ParkRole::kFill, "fill", "Fill", "补链"},
                                  Topic{ParkRole::kExtend, "extend", "Extend", "延链"}};
  for (const auto& [role, topic, en, zh] : kTopics) {
    std::vector<std::string> names, names_zh;
    for (const graph::Node node : InOrder(park)) {
      if (park.segments[node].role != role || names.size() == kShown) continue;
      names.push_back(chain.segments[node].name.en);
      names_zh.push_back(chain.segments[node].name.zh);
    }
    if (names.empty()) continue;
    const std::size_t more = CountOf(park, role) - names.size();
    sentences.push_back(
        {topic,
         {fmt::format("{}: {}{}.", en, fmt::join(names, ", "), more > 0 ? fmt::format(" and {} more", more) : ""),
          fmt::format("{}：{}{}。", zh, fmt::join(names_zh, "、"),
                      more > 0 ? fmt::format("等 {} 个", names.size() + more) : "")}});
  }
  return sentences;
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(const Park park, Look(question));
  Answer answer;
  for (const ResultTable& table : question.spec.tables) answer.tables.push_back(table.MakeTable());
  FillSegments(park, answer.tables[0]);
  FillPark(park, answer.tables[1]);
  FillFirms(park, answer.tables[2]);
  AddSentences(SentencesOf(park), answer.tables[3]);
  answer.receipt.warnings = park.warnings;
  if (park.place) answer.receipt.sources = SourcesOf(question, park.chosen);
  if (!park.firms.empty()) {
    for (SourceUse& use : question.snapshot.SourcesOf({"firm", "firm_industry"})) {
      answer.receipt.sources.push_back(std::move(use));
    }
  }
  return answer;
}

}  // namespace

const Analysis& ParkAnalysis() {
  static const Analysis analysis{ParkSpec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
