#include "econ/readiness.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyses/answer_tables.h"
#include "analyses/questions.h"
#include "analyses/readiness_spec.h"
#include "analyses/readiness_words.h"
#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {
namespace {

struct Clue {
  std::string kind, what;
  std::int64_t count = 1;
  int bound = 0;
  std::string source;
};

/// One thing, and all that bears on its level.
struct Item {
  std::string id, source;
  Value name;
  std::optional<int> stated;
  std::optional<int> started;
  std::vector<Clue> links;
  std::vector<ReadinessWord> words;

  /// What its links and words say, whatever anybody states.
  econ::ReadinessClues Clues() const {
    econ::ReadinessClues clues;
    for (const Clue& link : links) clues.bound = std::max(clues.bound, link.bound);
    for (const ReadinessWord& word : words) clues.words.push_back(word.level);
    return clues;
  }
};

struct Estimate {
  std::optional<int> level, low, high;
  std::string_view basis;
};

using LinksByKey = std::map<std::string, std::vector<Clue>, std::less<>>;

Result<LinksByKey> ReadLinks(const Question& question, const std::string& of) {
  TENON_ASSIGN(const Table rows, question.snapshot.Ask("readiness_links", {{"of", of}}, question.job));
  LinksByKey links;
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    links[TextOr(rows.At(row, "key"))].push_back(
        {TextOr(rows.At(row, "kind")), TextOr(rows.At(row, "what")), IntegerOr(rows.At(row, "count"), 0),
         static_cast<int>(IntegerOr(rows.At(row, "bound"), 0)), TextOr(rows.At(row, "source"))});
  }
  return links;
}

Result<std::vector<Item>> ReadItems(const Question& question, const std::string& of, const Value& id,
                                    const LinksByKey& links) {
  TENON_ASSIGN(const Table rows, question.snapshot.Ask("readiness_items", {{"of", of}, {"item", id}}, question.job));
  const auto level = [](const Value& value) {
    return IsMissing(value) ? std::nullopt : std::optional(static_cast<int>(IntegerOr(value, 0)));
  };
  ReadinessLexicon lexicon;
  std::vector<Item> items;
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    Item item{TextOr(rows.At(row, "item")),
              TextOr(rows.At(row, "source")),
              rows.At(row, "name"),
              level(rows.At(row, "stated")),
              level(rows.At(row, "started")),
              {},
              lexicon.Find(TextOr(rows.At(row, "name")) + ". " + TextOr(rows.At(row, "text")))};
    if (const auto found = links.find(TextOr(rows.At(row, "key"))); found != links.end()) item.links = found->second;
    items.push_back(std::move(item));
  }
  return items;
}

std::string_view ToString(econ::ReadinessBasis basis) {
  switch (basis) {
    case econ::ReadinessBasis::kLinks:
      return "links";
    case econ::ReadinessBasis::kWords:
      return "words";
    case econ::ReadinessBasis::kUsual:
      return "median";
    case econ::ReadinessBasis::kNone:
      break;
  }
  return "none";
}

Estimate EstimateOf(const Item& item, std::optional<int> usual, std::optional<int> error) {
  if (item.stated) return {item.stated, item.stated, item.stated, "stated"};
  econ::ReadinessClues clues = item.Clues();
  clues.bound = std::max(clues.bound, item.started.value_or(0));
  const econ::ReadinessEstimate found = econ::EstimateReadiness(clues, usual);
  Estimate estimate{found.level, std::nullopt, std::nullopt, ToString(found.basis)};
  if (!found.level) return estimate;
  const int floor = std::max(clues.bound, 1);
  const bool measured = error && found.basis != econ::ReadinessBasis::kLinks;
  estimate.low = measured ? std::max(floor, *found.level - *error) : floor;
  estimate.high = measured ? std::min(econ::kHighestReadiness, *found.level + *error) : econ::kHighestReadiness;
  return estimate;
}

void AddEvidence(const Item& item, Table& table) {
  const auto state = [&](std::string_view kind, std::optional<int> level) {
    if (level) {
      table.rows.push_back({item.id, std::string(kind), item.id, std::int64_t{1}, std::int64_t{*level}, item.source});
    }
  };
  state("stated", item.stated);
  state("stated at the start", item.started);
  for (const Clue& link : item.links) {
    table.rows.push_back({item.id, link.kind, link.what, link.count, std::int64_t{link.bound}, link.source});
  }
  for (const ReadinessWord& word : item.words) {
    table.rows.push_back(
        {item.id, std::string("word"), std::string(word.term), std::int64_t{1}, std::int64_t{word.level}, item.source});
  }
}

Status NothingFound(const Question& question, const std::string& of) {
  if (question.arguments.Has("item")) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("no {} '{}' is loaded; the id goes as printed, see tenon run readiness --of {}", of,
                            question.arguments.GetText("item"), of),
                "--item");
  }
  return Fail(ErrorKind::kNotFound, fmt::format("no {}s are loaded: load {}", of,
                                                of == "project"  ? "nasa-techport or nih-reporter"
                                                : of == "work"   ? "openalex"
                                                : of == "patent" ? "lens or another source of patents"
                                                                 : "fda-orange-book"));
}

/// How good the model is, said plainly.
void AddWarnings(const std::optional<econ::ReadinessCalibration>& calibration, const std::string& of,
                 std::vector<std::string>& warnings) {
  if (!calibration) {
    warnings.emplace_back(
        "not calibrated: fewer than two loaded projects state a level, so that the error is unknown; load "
        "nasa-techport");
    return;
  }
  if (calibration->mean_error >= calibration->median_error) {
    warnings.push_back(
        fmt::format("words and links are no better than always answering the median, {}: they are off by {:.2f} "
                    "levels, it by {:.2f}",
                    calibration->median, calibration->mean_error, calibration->median_error));
  } else {
    warnings.push_back(
        fmt::format("words and links are off by {:.2f} levels, always answering the median, {}, by {:.2f}",
                    calibration->mean_error, calibration->median, calibration->median_error));
  }
  if (calibration->rows < 100) {
    warnings.push_back(fmt::format("calibrated on {} projects, {} of them with a word of the list", calibration->rows,
                                   calibration->with_words));
  }
  if (of != "project") {
    warnings.push_back(fmt::format("the error was measured on projects; that of a {} is not known: `high` is 9", of));
  }
}

Result<Answer> Run(const Question& question) {
  const std::string of = question.arguments.GetText("of");
  TENON_ASSIGN(const LinksByKey links, ReadLinks(question, of));
  TENON_ASSIGN(std::vector<Item> items, ReadItems(question, of, question.arguments.values().at("item"), links));
  if (items.empty()) return std::unexpected(NothingFound(question, of).error());

  TENON_ASSIGN(const LinksByKey project_links, ReadLinks(question, "project"));
  TENON_ASSIGN(const std::vector<Item> calibrated, ReadItems(question, "stated project", Value(), project_links));
  std::vector<econ::StatedReadiness> stated;
  for (const Item& item : calibrated) stated.push_back({item.Clues(), item.stated.value_or(0)});
  const std::optional<econ::ReadinessCalibration> calibration = econ::CalibrateReadiness(stated);
  // What was measured on projects says nothing of papers, patents and products.
  const bool holds = calibration && of == "project";
  const std::optional<int> error = holds ? std::optional(calibration->error_90) : std::nullopt;
  const std::optional<int> usual = holds ? std::optional(calibration->median) : std::nullopt;

  std::vector<std::pair<Estimate, const Item*>> estimates;
  for (const Item& item : items) estimates.emplace_back(EstimateOf(item, usual, error), &item);
  std::ranges::sort(estimates, [](const auto& a, const auto& b) {
    return std::pair(b.first.level.value_or(0), std::string_view(a.second->id)) <
           std::pair(a.first.level.value_or(0), std::string_view(b.second->id));
  });

  Answer answer;
  for (const ResultTable& table : question.spec.tables) answer.tables.push_back(table.MakeTable());
  const auto first = static_cast<std::size_t>(question.arguments.GetInteger("first"));
  for (const auto& [estimate, item] : estimates) {
    if (answer.tables[0].rows.size() == first) break;
    std::vector<std::string> words;
    for (const ReadinessWord& word : item->words) words.push_back(fmt::format("{} {}", word.term, word.level));
    answer.tables[0].rows.push_back({item->id, item->name, ToValue(estimate.level), ToValue(estimate.low),
                                     ToValue(estimate.high), std::string(estimate.basis),
                                     fmt::format("{}", fmt::join(words, "; "))});
    AddEvidence(*item, answer.tables[1]);
  }
  if (calibration) {
    answer.tables[2].rows.push_back({static_cast<std::int64_t>(calibration->rows),
                                     static_cast<std::int64_t>(calibration->with_words), calibration->mean_error,
                                     calibration->within_one, calibration->median_error, calibration->median_within_one,
                                     std::int64_t{calibration->median}, std::int64_t{calibration->error_90}});
  }
  AddWarnings(calibration, of, answer.receipt.warnings);
  if (estimates.size() > first) {
    answer.receipt.warnings.push_back(fmt::format("{} {}s; listed are the first {}", estimates.size(), of, first));
  }
  answer.receipt.sources =
      question.snapshot.SourcesOf({"grant", "work", "patent", "product", "grant_work", "grant_patent", "grant_trial",
                                   "patent_work", "product_patent"});
  return answer;
}

}  // namespace

const Analysis& ReadinessAnalysis() {
  static const Analysis analysis{ReadinessSpec(), &Run};
  return analysis;
}

}  // namespace tenon::analyses
