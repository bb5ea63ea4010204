#include "analyses/crossing.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "fmt/format.h"

namespace tenon::analyses {
namespace {

/// The tables that lead from what is watched to what it should become.
std::vector<std::string> LinksOf(const std::string& of, const std::string& to) {
  if (to == "industry") return {"work_reference"};
  std::vector<std::string> links;
  if (of != "patent") links.emplace_back(of == "project" ? "grant_patent" : "patent_work");
  if (to == "product") links.emplace_back("product_patent");
  return links;
}

}  // namespace

Parameter UntilParameter() {
  return {.name = "until",
          .type = ParameterType::kInteger,
          .meaning = {"the last year watched; not given: the newest year of a start or a crossing in the data",
                      "观察的最后一年；不给则取数据中最新的年份"},
          .minimum = 1500,
          .maximum = 2100};
}

std::optional<std::int64_t> NewestYear(const Table& rows) {
  std::optional<std::int64_t> newest;
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    for (const char* column : {"start", "crossed_in"}) {
      if (const Value& year = rows.At(row, column); !IsMissing(year)) {
        newest = std::max(newest.value_or(0), IntegerOr(year, 0));
      }
    }
  }
  return newest;
}

Status CheckLinks(const Question& question, const Table& rows) {
  const std::string of = question.arguments.GetText("of");
  if (rows.rows.empty()) {
    return Fail(ErrorKind::kNotFound, fmt::format("no {}s are loaded: load {} or another source of them", of,
                                                  of == "project" ? "nih-reporter"
                                                  : of == "paper" ? "openalex"
                                                                  : "lens"));
  }
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    if (BooleanOr(rows.At(row, "crossed"), false)) return {};
  }
  for (const std::string& table : LinksOf(of, question.arguments.GetText("to"))) {
    if (!question.snapshot.SourcesOf({table}).empty()) continue;
    return Fail(
        ErrorKind::kNotFound,
        fmt::format("{} has no rows, so that nothing could be seen to cross: load {}. No row is not zero.", table,
                    table == "work_reference" ? "openalex"
                    : table == "patent_work"  ? "patent-papers or lens (no dated links from papers to patents ship)"
                    : table == "grant_patent" ? "nih-reporter"
                                              : "fda-orange-book or another source of products"));
  }
  return {};
}

}  // namespace tenon::analyses
