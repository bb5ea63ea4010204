#include "analyses/source_choice.h"

#include <set>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "fmt/ranges.h"

namespace tenon::analyses {

Result<ChosenSource> ChooseSource(store::Snapshot& snapshot, std::string_view table, std::string_view source,
                                  std::string_view classification) {
  TENON_ASSIGN(const Table coverage, snapshot.Ask("source_coverage"));
  std::set<std::pair<std::string, std::string>> all, fitting;
  for (std::size_t row = 0; row < coverage.rows.size(); ++row) {
    if (TextOr(coverage.At(row, "table")) != table) continue;
    std::pair found{TextOr(coverage.At(row, "source")), TextOr(coverage.At(row, "classification"))};
    if ((source.empty() || found.first == source) && (classification.empty() || found.second == classification)) {
      fitting.insert(found);
    }
    all.insert(std::move(found));
  }
  if (all.empty()) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("no source with rows of `{}` is loaded; `tenon sources` lists what can be read", table));
  }
  const auto names = [](const auto& choices) {
    std::vector<std::string> texts;
    for (const auto& [name, scheme] : choices) {
      texts.push_back(scheme.empty() ? name : fmt::format("{} (classification {})", name, scheme));
    }
    return fmt::format("{}", fmt::join(texts, ", "));
  };
  if (fitting.empty()) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("`{}` holds no rows of that source and classification; loaded are: {}", table, names(all)));
  }
  if (fitting.size() > 1) {
    const bool one_source = fitting.begin()->first == fitting.rbegin()->first;
    return Fail(ErrorKind::kInvalidArgument, fmt::format("several {} answer this from `{}`: {}; choose one by --{}",
                                                         one_source ? "classifications" : "sources", table,
                                                         names(fitting), one_source ? "classification" : "source"));
  }
  return ChosenSource{fitting.begin()->first, fitting.begin()->second};
}

}  // namespace tenon::analyses
