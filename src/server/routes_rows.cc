// The rows of a table: pages by an opaque cursor, or as a download.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/sha256.h"
#include "server/routes.h"

namespace tenon::server {

namespace {

constexpr std::int64_t kDefaultPage = 100;
constexpr std::int64_t kLargestPage = 10'000;

/// Where a page begins: snapshot, rows passed over, and a mark of the question it belongs to.
struct Cursor {
  std::int64_t snapshot = 0;
  std::int64_t first = 0;
  std::string mark;
};

std::optional<std::int64_t> Number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

std::string ToText(const Cursor& cursor) { return fmt::format("{}.{}.{}", cursor.snapshot, cursor.first, cursor.mark); }

std::optional<Cursor> ReadCursor(std::string_view text) {
  const std::size_t a = text.find('.');
  const std::size_t b = a == std::string_view::npos ? a : text.find('.', a + 1);
  if (b == std::string_view::npos) return std::nullopt;
  const auto snapshot = Number(text.substr(0, a));
  const auto first = Number(text.substr(a + 1, b - a - 1));
  if (!snapshot || !first || *snapshot == 0) return std::nullopt;
  return Cursor{*snapshot, *first, std::string(text.substr(b + 1))};
}

/// "year:ge:2020", "importer:missing".
Result<RowFilter> ReadFilter(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, Comparison>, 9> kComparisons = {{{"eq", Comparison::kEqual},
                                                                                    {"ne", Comparison::kNotEqual},
                                                                                    {"lt", Comparison::kLess},
                                                                                    {"le", Comparison::kLessOrEqual},
                                                                                    {"gt", Comparison::kGreater},
                                                                                    {"ge", Comparison::kGreaterOrEqual},
                                                                                    {"has", Comparison::kContains},
                                                                                    {"missing", Comparison::kMissing},
                                                                                    {"present", Comparison::kPresent}}};
  const std::size_t a = text.find(':');
  const std::string_view rest = a == std::string_view::npos ? std::string_view() : text.substr(a + 1);
  const std::size_t b = rest.find(':');
  for (const auto& [name, comparison] : kComparisons) {
    if (rest.substr(0, b) != name) continue;
    const bool needs_value = comparison != Comparison::kMissing && comparison != Comparison::kPresent;
    if (needs_value != (b != std::string_view::npos)) break;
    return RowFilter{std::string(text.substr(0, a)), comparison,
                     needs_value ? std::string(rest.substr(b + 1)) : std::string()};
  }
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("'{}' is no filter; allowed: COLUMN:eq:VALUE with eq, ne, lt, le, gt, ge or has, "
                          "COLUMN:missing, COLUMN:present",
                          text),
              "filter");
}

std::vector<std::string> Split(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return words;
}

/// What the query asks, without the page; takes it out of the query.
Result<RowsQuestion> ReadQuestion(Visit& visit) {
  RowsQuestion question{.table = visit.name(3), .columns = Split(Take(visit, "columns")), .filters = {}, .sort = {}};
  for (const std::string& word : Split(Take(visit, "sort"))) {
    const bool down = word.starts_with('-');
    question.sort.push_back({word.substr(down ? 1 : 0), down ? SortOrder::kDescending : SortOrder::kAscending});
  }
  Status status;
  std::erase_if(visit.target.query, [&](const auto& pair) {
    if (pair.first != "filter") return false;
    if (auto filter = ReadFilter(pair.second)) {
      question.filters.push_back(*std::move(filter));
    } else {
      status = std::unexpected(filter.error());
    }
    return true;
  });
  if (!status) return std::unexpected(status.error());
  return question;
}

std::string KeyOf(const RowsQuestion& question) {
  std::string key = "rows\n" + question.table;
  for (const std::string& column : question.columns) key += '\n' + column;
  for (const RowFilter& filter : question.filters) {
    key += fmt::format("\nfilter {}\n{}\n{}", filter.column, static_cast<int>(filter.comparison), filter.value);
  }
  for (const SortColumn& sort : question.sort)
    key += fmt::format("\nsort {} {}", sort.column, static_cast<int>(sort.order));
  return key;
}

/// The next page's cursor in the table `page`: missing on the last page.
void AddCursor(Answer& answer, const std::string& mark) {
  Table& page = *std::ranges::find(answer.tables, "page", &Table::name);
  const std::int64_t total = IntegerOr(page.At(0, "total"), 0);
  const std::int64_t next =
      IntegerOr(page.At(0, "first"), 0) + static_cast<std::int64_t>(answer.tables.front().rows.size());
  const std::int64_t snapshot = IntegerOr(page.At(0, "snapshot"), 0);
  page.columns.push_back({"next", ValueType::kText, ""});
  page.rows[0].push_back(next < total ? Value{ToText({snapshot, next, mark})} : Value{});
}

}  // namespace

Reply ShowRows(Visit& visit) {
  auto view = TakeView(visit.request, visit.target);
  if (!view) return {view.error()};
  const std::string limit_text = Take(visit, "limit");
  const std::string cursor_text = Take(visit, "cursor");
  auto question = ReadQuestion(visit);
  if (!question) return {ProblemResponse(question.error())};
  if (auto refused = RefuseRest(visit)) return {*std::move(refused)};
  const bool whole = view->form != Form::kJson && limit_text.empty();
  const std::int64_t most = visit.context.options.download_rows;
  const auto limit = limit_text.empty() ? std::optional(whole ? most : kDefaultPage) : Number(limit_text);
  if (!limit || *limit < 1 || (!limit_text.empty() && *limit > kLargestPage)) {
    return {ProblemResponse(400, "invalid-argument", fmt::format("allowed: 1 to {}", kLargestPage), "limit")};
  }
  const std::string key = KeyOf(*question);
  const std::string mark = Sha256Of(key).substr(0, 16);
  if (!cursor_text.empty()) {
    const auto cursor = ReadCursor(cursor_text);
    if (!cursor || cursor->mark != mark) {
      return {ProblemResponse(400, "invalid-argument",
                              "the cursor is none that this question gave; the same table, filter, sort and columns go "
                              "with it",
                              "cursor")};
    }
    question->snapshot = cursor->snapshot;
    question->first = cursor->first;
  }
  question->limit = *limit;
  const RestsOn rests_on = question->snapshot == 0 ? RestsOn::kSnapshot : RestsOn::kFolder;
  return ReplyTo(visit.context, visit.request, *view,
                 {.name = question->table,
                  .key = fmt::format("{}\n{}", key, *limit),
                  .rests_on = rests_on,
                  .ask = [question = *question, mark, whole](Engine& engine, const Job& job) -> Result<Answer> {
                    auto asked = engine.Rows(question, job);
                    if (!asked) {
                      if (!engine.Tables(question.table)) asked.error().kind = ErrorKind::kNotFound;
                      return std::unexpected(asked.error());
                    }
                    Answer answer = *std::move(asked);
                    const std::int64_t total = IntegerOr(answer.tables.back().At(0, "total"), 0);
                    if (whole && total > question.limit) {
                      return Fail(ErrorKind::kInfeasible,
                                  fmt::format("{} rows, and a download holds at most {}: filter them, take pages "
                                              "(limit, cursor), or read the Parquet files of the workspace",
                                              total, question.limit));
                    }
                    AddCursor(answer, mark);
                    return answer;
                  }});
}

}  // namespace tenon::server
