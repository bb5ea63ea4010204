#include "analyses/advise.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "analyses/activities.h"
#include "analyses/answer_tables.h"
#include "analyses/backtest.h"
#include "analyses/chain_outlook.h"
#include "analyses/place_model.h"
#include "analyses/questions.h"
#include "analyses/sentence.h"

namespace tenon::analyses {
namespace {

constexpr std::size_t kShownSegments = 3;

struct Work {
  ActivitySource chosen;
  std::string code;
  std::uint32_t place = 0;
  econ::ProximityMeasure proximity{};
  econ::AdviceOptions options;
  std::size_t k = 0;
  PlaceModel model;
  std::vector<std::string> files;
  std::vector<ChainOutlook> chains;
  econ::PlaceAdvice advice;
  std::optional<Verdict> verdict;
  const store::Classifications* classifications = nullptr;
};

/// One segment an activity belongs to.
struct Membership {
  const ChainOutlook* chain = nullptr;
  std::size_t segment = 0;
  std::optional<double> shortage() const { return chain->shortage[segment]; }
};

/// Of one activity, the shortest in supply first.
std::vector<Membership> SegmentsOf(const Work& work, const std::string& activity) {
  std::vector<Membership> found;
  for (const ChainOutlook& chain : work.chains) {
    for (std::size_t s = 0; s < chain.activities.size(); ++s) {
      if (std::ranges::binary_search(chain.activities[s].codes, activity)) found.push_back({&chain, s});
    }
  }
  std::ranges::stable_sort(found, std::greater(), [](const Membership& m) { return m.shortage().value_or(-1); });
  return found;
}

std::optional<bool> RisingOf(const std::vector<Membership>& memberships) {
  std::optional<bool> rising;
  for (const auto& [chain, segment] : memberships) {
    if (const auto one = chain->rising[segment]) rising = rising.value_or(false) || *one;
  }
  return rising;
}

std::vector<std::optional<bool>> RisingByActivity(const Work& work) {
  std::vector<std::optional<bool>> rising;
  for (const std::string& activity : work.model.data.activities) rising.push_back(RisingOf(SegmentsOf(work, activity)));
  return rising;
}

Result<Work> DoWork(const Question& question) {
  const Arguments& arguments = question.arguments;
  Work work;
  TENON_ASSIGN(work.chosen, ChooseActivities(question));
  TENON_ASSIGN(work.code, ResolvePlace(work.chosen, arguments.GetText("place")));
  TENON_ASSIGN(work.classifications, question.snapshot.classifications());
  work.proximity = ChosenProximity(question);
  work.options = AdviceOptionsOf(arguments);
  work.k = static_cast<std::size_t>(arguments.GetInteger("k"));
  const std::int64_t until = arguments.Has("until") ? arguments.GetInteger("until") : work.chosen.years.back();
  question.job.report({"advise: places", 0, 0, ""});
  TENON_ASSIGN(work.model,
               ModelPlaces(question, work.chosen, until, arguments.GetInteger("look_back"), work.proximity));
  const auto place = work.model.data.Place(work.code);
  if (!place) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("{} of {} has no rows of {} in {}. No row is not zero: the source says nothing of it.",
                            work.chosen.of, work.chosen.source, work.code, until));
  }
  work.place = *place;
  work.files = arguments.GetList("chain");
  for (const std::string& file : work.files) {
    question.job.report({"advise: " + file, 0, 0, ""});
    TENON_ASSIGN(ChainOutlook chain, ReadChainOutlook(question, work.chosen.classification, work.model.data.activities,
                                                      file, EconomyOf(work.chosen, work.code), until));
    work.chains.push_back(std::move(chain));
  }
  work.advice = work.model.Advise(work.place, work.options, RisingByActivity(work));
  question.job.report({"advise: score", 0, 0, ""});
  TENON_ASSIGN(work.verdict, Judge(question, work.chosen, work.model, work.code));
  return work;
}

Value SegmentsText(const std::vector<Membership>& memberships) {
  std::vector<std::string> texts;
  for (const auto& [chain, segment] : memberships) {
    if (texts.size() == kShownSegments) {
      texts.push_back(fmt::format("and {} more", memberships.size() - kShownSegments));
      break;
    }
    texts.push_back(fmt::format("{}:{}", chain->chain.id, chain->chain.segments[segment].id));
  }
  return texts.empty() ? Value() : Value(fmt::format("{}", fmt::join(texts, ", ")));
}

/// RCA in the later year, and whether that is an entry. Both missing where the advice itself was not put to the test.
std::pair<Value, Value> LaterOf(const Work& work, const PlaceValues& later, std::uint32_t activity) {
  const auto& verdict = work.verdict;
  if (!verdict || verdict->trained != work.model.data.year) return {};
  const auto place = verdict->later.Place(work.code);
  const auto number = verdict->later.Activity(work.model.data.activities[activity]);
  if (!place || !number) return {};
  const auto& candidates = verdict->candidates[work.place];
  const auto candidate = std::ranges::find(candidates, activity, &EntryCandidate::activity);
  return {ToValue(later.Row(*place)[*number]), candidate == candidates.end() ? Value() : Value(candidate->entered)};
}

void FillAdvice(const Work& work, Table& table) {
  const PlaceModel& model = work.model;
  const PlaceValues later = work.verdict ? AdvantagesOf(work.verdict->later) : PlaceValues();
  std::int64_t rank = 0;
  econ::AdviceList list{};
  for (const econ::Advised& advised : work.advice.advised) {
    const std::uint32_t p = advised.activity;
    rank = advised.list == list ? rank + 1 : 1;
    list = advised.list;
    const auto advantage = model.advantage.Row(work.place)[p];
    const auto earlier = model.earlier.Row(work.place)[p];
    const bool has_trend = advantage && earlier && *earlier > 0;
    const std::string& activity = model.data.activities[p];
    const auto memberships = SegmentsOf(work, activity);
    auto [later_rca, entered] = LaterOf(work, later, p);
    table.rows.push_back({std::string(ToString(list)), rank, activity,
                          NameOfActivity(*work.classifications, work.chosen, activity), ToValue(advantage),
                          has_trend ? Value(*advantage / *earlier - 1) : Value(),
                          ToValue(model.density.At(work.place, p)), ToValue(model.complexity[p]), advised.score,
                          NearestPresent(model.data, work.proximity, work.place, p), SegmentsText(memberships),
                          memberships.empty() ? Value() : ToValue(memberships[0].shortage()),
                          ToValue(RisingOf(memberships)), std::move(later_rca), std::move(entered)});
  }
}

void FillSegments(const Work& work, Table& table) {
  for (const econ::Advised& advised : work.advice.advised) {
    const std::string& activity = work.model.data.activities[advised.activity];
    for (const auto& [chain, s] : SegmentsOf(work, activity)) {
      const chain::Segment& segment = chain->chain.segments[s];
      table.rows.push_back({activity, chain->chain.id, segment.id, segment.name.en, segment.name.zh,
                            std::string(ToString(chain->activities[s].relation)), ToValue(chain->shortage[s]),
                            ToValue(chain->rising[s])});
    }
  }
}

Result<std::vector<PredictorScore>> FillScore(const Work& work, Table& table) {
  std::vector<PredictorScore> of_all;
  if (!work.verdict) return of_all;
  const Verdict& verdict = *work.verdict;
  const auto add = [&](const char* scope, const std::vector<PredictorScore>& scores) {
    for (const PredictorScore& s : scores) {
      table.rows.push_back({std::string(scope), std::string(ToString(s.predictor)), verdict.trained, verdict.judged,
                            static_cast<std::int64_t>(s.places), static_cast<std::int64_t>(s.candidates),
                            static_cast<std::int64_t>(s.entries), static_cast<std::int64_t>(work.k), s.hits,
                            ToValue(s.precision), ToValue(s.precision_error), ToValue(s.average_precision),
                            ToValue(s.average_precision_error)});
    }
  };
  if (verdict.place) {
    TENON_ASSIGN(const auto of_place,
                 ScorePredictors(verdict.model, verdict.candidates, verdict.place, work.options, work.k));
    add("place", of_place);
  }
  TENON_ASSIGN(of_all, ScorePredictors(verdict.model, verdict.candidates, std::nullopt, work.options, work.k));
  add("all places", of_all);
  return of_all;
}

void FillEntries(const Work& work, Table& table) {
  if (!work.verdict) return;
  const Verdict& verdict = *work.verdict;
  struct Count {
    std::int64_t candidates = 0, entered = 0;
  };
  constexpr std::size_t kNotAdvised = 3;
  std::array<Count, kNotAdvised + 1> of_place{}, of_all{};
  for (std::uint32_t place = 0; place < verdict.candidates.size(); ++place) {
    std::vector<std::size_t> list_of(verdict.model.data.activities.size(), kNotAdvised);
    for (const econ::Advised& advised : verdict.model.Advise(place, work.options).advised) {
      list_of[advised.activity] = static_cast<std::size_t>(advised.list);
    }
    for (const auto& [activity, entered] : verdict.candidates[place]) {
      for (Count* count :
           {&of_all[list_of[activity]], place == verdict.place ? &of_place[list_of[activity]] : nullptr}) {
        if (count == nullptr) continue;
        ++count->candidates;
        count->entered += entered ? 1 : 0;
      }
    }
  }
  const auto add = [&](const char* scope, const auto& counts) {
    for (std::size_t list = 0; list <= kNotAdvised; ++list) {
      const auto& [candidates, entered] = counts[list];
      const std::string_view name =
          list == kNotAdvised ? std::string_view("not advised") : ToString(static_cast<econ::AdviceList>(list));
      table.rows.push_back(
          {std::string(scope), std::string(name), verdict.trained, verdict.judged, candidates, entered,
           candidates == 0 ? Value() : Value(static_cast<double>(entered) / static_cast<double>(candidates))});
    }
  };
  if (verdict.place) add("place", of_place);
  add("all places", of_all);
}

void FillPlace(const Work& work, Table& table) {
  const econ::AdviceBounds& bounds = work.advice.bounds;
  table.rows.push_back({work.code, NameOfPlace(work.chosen, work.code), work.model.data.year, work.model.first_year,
                        static_cast<std::int64_t>(work.model.data.presence.diversity(work.place)),
                        ToValue(work.model.eci[work.place]), ToValue(bounds.mean_complexity),
                        ToValue(bounds.median_complexity), ToValue(bounds.near_density),
                        ToValue(bounds.high_complexity)});
}

void FillChains(const Work& work, Table& table) {
  for (std::size_t i = 0; i < work.chains.size(); ++i) {
    const ChainOutlook& chain = work.chains[i];
    const auto matched = std::ranges::count_if(chain.activities, [](const auto& a) { return !a.codes.empty(); });
    const auto known = std::ranges::count_if(chain.shortage, [](const auto& s) { return s.has_value(); });
    table.rows.push_back({chain.chain.id, work.files[i], chain.sha256,
                          static_cast<std::int64_t>(chain.chain.segments.size()), static_cast<std::int64_t>(matched),
                          static_cast<std::int64_t>(known), ToValue(chain.unassessed)});
  }
}

/// "California: 9 activities to upgrade, 5 to grow, 7 to prepare ..." and how such advice did.
std::vector<Sentence> SentencesOf(const Work& work, const std::vector<PredictorScore>& of_all) {
  const auto count = [&](econ::AdviceList list) {
    return std::ranges::count(work.advice.advised, list, &econ::Advised::list);
  };
  const std::string name = TextOr(NameOfPlace(work.chosen, work.code));
  const auto upgrade = count(econ::AdviceList::kUpgrade), grow = count(econ::AdviceList::kGrow),
             prepare = count(econ::AdviceList::kPrepare);
  const std::string& shown = name.empty() ? work.code : name;
  std::vector<Sentence> sentences = {
      {"advice",
       {fmt::format("{}, knowing what was known in {}: {} activities to upgrade, {} to grow, {} to prepare.", shown,
                    work.model.data.year, upgrade, grow, prepare),
        fmt::format("{}（数据截至 {} 年）：传统升级 {} 项，新兴壮大 {} 项，未来布局 {} 项。", shown,
                    work.model.data.year, upgrade, grow, prepare)}}};
  if (of_all.empty() || !of_all[0].average_precision) return sentences;
  const Verdict& trial = *work.verdict;
  const auto value = [&](Predictor predictor) {
    return *of_all[static_cast<std::size_t>(predictor)].average_precision;
  };
  const double advice = value(Predictor::kAdvice), density = value(Predictor::kDensity),
               advantage = value(Predictor::kAdvantage), chance = value(Predictor::kChance);
  const bool best = advice > density && advice > advantage;
  sentences.push_back(
      {"score",
       {fmt::format("Trained to {} and judged in {} over {} places, the ranking has an area under precision and recall "
                    "of {:.2f} (density alone {:.2f}, RCA alone {:.2f}, chance {:.2f}){}",
                    trial.trained, trial.judged, of_all[0].places, advice, density, advantage, chance,
                    best ? "."
                         : ": a simpler ranking foretells entries better. The lists say what is worth taking up, not "
                           "only what is likely."),
        fmt::format("以 {} 年前的数据训练、以 {} 年评判（{} 个地方），排序的精确率—召回率曲线下面积为 "
                    "{:.2f}（仅密度 {:.2f}，仅 RCA {:.2f}，随机 {:.2f}）{}",
                    trial.trained, trial.judged, of_all[0].places, advice, density, advantage, chance,
                    best ? "。" : "：更简单的排序预测得更准。清单考虑的是值得发展什么，而不只是什么更可能发生。")}});
  return sentences;
}

/// Activities that somebody has.
std::size_t WithAmount(const PlaceModel& model) {
  std::size_t count = 0;
  for (std::uint32_t p = 0; p < model.data.activities.size(); ++p)
    count += model.data.table.activity_total(p) > 0 ? 1 : 0;
  return count;
}

/// What limits the answer, and its score.
std::vector<std::string> WarningsOf(const Question& question, const Work& work) {
  std::vector<std::string> warnings = work.model.data.warnings;
  if (!work.verdict) {
    warnings.emplace_back("no score: the source has no two years between which entries could be judged");
  } else if (!work.verdict->place) {
    warnings.push_back(
        fmt::format("{} has no rows in {}: the score is that of the other places", work.code, work.verdict->trained));
  }
  if (work.verdict && work.verdict->coverage < kCoverage) {
    warnings.push_back(fmt::format("score: no later year states more than {:.0f} % of what could be entered",
                                   100 * work.verdict->coverage));
  }
  const std::int64_t until = work.model.data.year, horizon = question.arguments.GetInteger("horizon");
  const auto& years = work.chosen.years;
  if (work.verdict) {
    const std::int64_t sought = *std::prev(std::ranges::upper_bound(years, work.verdict->trained + horizon));
    if (sought != work.verdict->judged) {
      warnings.push_back(fmt::format("score: judged in {}, not {}: the source states less of {}", work.verdict->judged,
                                     sought, sought));
    }
    if (work.verdict->trained < until && WithAmount(work.verdict->model) > WithAmount(work.model)) {
      warnings.push_back(fmt::format("{} states {} activities, {} states {}: an earlier --until may say more", until,
                                     WithAmount(work.model), work.verdict->trained, WithAmount(work.verdict->model)));
    }
  }
  for (const ChainOutlook& chain : work.chains) {
    if (!chain.unassessed.empty()) {
      warnings.push_back(fmt::format("{}: shortage and research are not known: {}", chain.chain.id, chain.unassessed));
    }
    for (const std::string& note : chain.notes) warnings.push_back(chain.chain.id + ": " + note);
  }
  return warnings;
}

Result<Answer> Run(const Question& question) {
  TENON_ASSIGN(const Work work, DoWork(question));
  Answer answer;
  for (const ResultTable& table : question.spec.tables) answer.tables.push_back(table.MakeTable());
  FillAdvice(work, answer.tables[0]);
  TENON_ASSIGN(const auto of_all, FillScore(work, answer.tables[1]));
  FillEntries(work, answer.tables[2]);
  FillSegments(work, answer.tables[3]);
  FillPlace(work, answer.tables[4]);
  FillChains(work, answer.tables[5]);
  AddSentences(SentencesOf(work, of_all), answer.tables[6]);
  answer.receipt.warnings = WarningsOf(question, work);
  answer.receipt.sources = SourcesOf(question, work.chosen);
  return answer;
}

}  // namespace

econ::AdviceOptions AdviceOptionsOf(const Arguments& arguments) {
  return {.present = arguments.GetReal("min_rca"),
          .fell = arguments.GetReal("fell"),
          .near_share = arguments.GetReal("near_share"),
          .complex_share = arguments.GetReal("complex_share"),
          .far_advantage = arguments.GetReal("prepare_below")};
}

std::string_view ToString(econ::AdviceList list) {
  switch (list) {
    case econ::AdviceList::kUpgrade:
      return "upgrade";
    case econ::AdviceList::kGrow:
      return "grow";
    case econ::AdviceList::kPrepare:
      return "prepare";
  }
  return "";
}

const Analysis& AdviseAnalysis() {
  static const Analysis analysis{AdviseSpec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
