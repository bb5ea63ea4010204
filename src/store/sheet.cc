#include "store/sheet.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <deque>

#include "base/nearest.h"
#include "store/delimited.h"
#include "store/sheet_rows.h"

namespace tenon::store {
namespace {

constexpr std::size_t kRowsLookedAt = 20;
constexpr std::int64_t kTallestHeader = 20;

Result<const Workbook::Sheet*> Choose(const Workbook& workbook, const std::string& name) {
  std::vector<std::string> names, shown;
  std::vector<const Workbook::Sheet*> visible;
  for (const Workbook::Sheet& sheet : workbook.sheets) {
    if (!name.empty() && sheet.name == name) return &sheet;
    names.push_back(sheet.name);
    shown.push_back(fmt::format("'{}'{}", sheet.name, sheet.hidden ? " (hidden)" : ""));
    if (!sheet.hidden) visible.push_back(&sheet);
  }
  constexpr std::size_t kMostShown = 40;
  if (shown.size() > kMostShown) {
    shown.resize(kMostShown);
    shown.emplace_back("...");
  }
  const std::string has = fmt::format("{}", fmt::join(shown, ", "));
  if (!name.empty()) {
    return Fail(ErrorKind::kInvalidArgument,
                fmt::format("has no sheet '{}'{}; its sheets: {}", name, DidYouMean(name, names), has),
                workbook.file.string());
  }
  if (visible.size() == 1) return visible.front();
  return Fail(ErrorKind::kInvalidArgument,
              names.empty() ? "the workbook has no sheet of cells"
                            : fmt::format("has {} sheets; say which one: --sheet NAME, of {}", names.size(), has),
              workbook.file.string());
}

/// Blanks and line ends inside a name become one blank.
std::string OneLine(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) line += c;
    if (blank && !line.empty() && line.back() != ' ') line += ' ';
  }
  if (line.ends_with(' ')) line.pop_back();
  return line;
}

}  // namespace

std::string MarkedCell(std::string_view found, std::string_view reason) {
  return fmt::format("{}{}{}{}", kCellMark, found, kReasonMark, reason);
}

struct SheetReader::State {
  State(std::shared_ptr<const Workbook> opened, const Workbook::Sheet& chosen)
      : workbook(std::move(opened)), sheet(chosen), rows(*workbook) {}

  std::string Where(std::int64_t row) const {
    return row == 0 ? fmt::format("{} sheet '{}'", workbook->file.string(), sheet.name)
                    : fmt::format("{} sheet '{}' row {}", workbook->file.string(), sheet.name, row);
  }
  /// Errors of the sheet's document name the sheet.
  std::unexpected<Error> Named(Error error) const {
    const std::size_t line = error.where.rfind(':');
    if (line != std::string::npos && error.where.find_first_not_of("0123456789", line + 1) == std::string::npos) {
      error.message += fmt::format(" (line {} of {})", error.where.substr(line + 1), sheet.member);
    }
    error.where = Where(0);
    return std::unexpected(std::move(error));
  }

  /// The next row with a filled cell; nullopt at the end.
  Result<std::optional<SheetRow>> NextRow() {
    while (rows.rows.empty()) {
      const auto more = stream->Advance();
      if (!more) return Named(more.error());
      if (!*more && rows.rows.empty()) return std::nullopt;
    }
    SheetRow row = std::move(rows.rows.front());
    rows.rows.pop_front();
    return row;
  }

  Status ReadHeader(std::int64_t header_row) {
    std::deque<SheetRow> looked_at;
    while (looked_at.size() < kRowsLookedAt || header_row > 0) {
      TENON_ASSIGN(std::optional<SheetRow> row, NextRow());
      if (!row) break;
      if (header_row > 0 && row->row < header_row) continue;
      looked_at.push_back(*std::move(row));
      if (header_row > 0 || looked_at.back().cells.size() > 1) break;
    }
    if (looked_at.empty() && header_row == 0) return Fail(ErrorKind::kCorruptInput, "the sheet is empty", Where(0));
    if (header_row > 0 && (looked_at.empty() || looked_at.front().row != header_row)) {
      return Fail(ErrorKind::kInvalidArgument, "the row that shall be the header is empty", Where(header_row));
    }
    // Titles stand above the header; where no row has two cells, the sheet is one column.
    if (looked_at.back().cells.size() > 1) looked_at = {std::move(looked_at.back())};
    const std::int64_t first = looked_at.front().row;
    last_header_row = first;
    for (const CellRange& range : merged) {
      if (range.first.row == first) last_header_row = std::max(last_header_row, range.last.row);
    }
    if (last_header_row - first >= kTallestHeader) {
      return Fail(ErrorKind::kSchemaMismatch,
                  fmt::format("a merged cell in the header reaches down to row {}: unmerge it", last_header_row),
                  Where(first));
    }
    while (looked_at.back().row <= last_header_row) {
      TENON_ASSIGN(std::optional<SheetRow> row, NextRow());
      if (!row) break;
      looked_at.push_back(*std::move(row));
    }
    std::deque<SheetRow> header;
    while (!looked_at.empty() && looked_at.front().row <= last_header_row) {
      header.push_back(std::move(looked_at.front()));
      looked_at.pop_front();
    }
    std::ranges::move(rows.rows, std::back_inserter(looked_at));
    rows.rows = std::move(looked_at);
    return NameColumns(header, first);
  }

  Status NameColumns(const std::deque<SheetRow>& header, std::int64_t first) {
    std::vector<CellRange> above;
    for (const CellRange& range : merged) {
      if (range.first.row >= first && range.last.row <= last_header_row) above.push_back(range);
    }
    std::vector<std::string> names;
    for (const SheetRow& row : header) {
      for (const SheetRow::Cell& cell : row.cells) {
        const auto range = std::ranges::find_if(
            above, [&](const CellRange& r) { return r.first.row == row.row && r.first.column == cell.column; });
        const std::int64_t last = range == above.end() ? cell.column : range->last.column;
        names.resize(std::max(names.size(), static_cast<std::size_t>(last)));
        for (std::int64_t column = cell.column; column <= last; ++column) {
          std::string& name = names[static_cast<std::size_t>(column - 1)];
          if (!name.empty()) name += ' ';
          name += OneLine(cell.text);
        }
      }
    }
    const std::vector<std::string_view> views(names.begin(), names.end());
    TENON_CHECK(NoNameTwice(views, Where(first)));
    columns = ColumnNames(views);
    cells.resize(columns.size());
    return {};
  }

  /// Marks the cells of a row that are part of a merged cell. Rows come in order.
  Status MarkMerged(std::int64_t row) {
    std::erase_if(active, [&](const CellRange& range) { return range.last.row < row; });
    for (; next_merged < merged.size() && merged[next_merged].first.row <= row; ++next_merged) {
      if (merged[next_merged].last.row >= row) active.push_back(merged[next_merged]);
    }
    if (active.size() > static_cast<std::size_t>(kSheetColumns)) {
      return Fail(ErrorKind::kCorruptInput, "merged cells lie over each other", Where(row));
    }
    marks.clear();
    for (const CellRange& range : active) {
      marks.push_back(MarkedCell(ToText(range), kMergedCell));
      const auto last = std::min(range.last.column, static_cast<std::int64_t>(cells.size()));
      for (std::int64_t column = range.first.column; column <= last; ++column) {
        marked.emplace_back(static_cast<std::size_t>(column - 1), marks.size() - 1);
      }
    }
    return {};
  }

  std::shared_ptr<const Workbook> workbook;
  const Workbook::Sheet& sheet;
  SheetRows rows;
  std::optional<XmlStream> stream;
  std::vector<CellRange> merged;
  std::size_t next_merged = 0;
  std::vector<CellRange> active;  // merged cells that reach into the row
  std::vector<std::string> marks;
  std::vector<std::pair<std::size_t, std::size_t>> marked;  // column, mark
  std::int64_t last_header_row = 0;
  std::vector<std::string> columns;
  SheetRow current;
  std::vector<std::string_view> cells;
  Record record;
};

SheetReader::SheetReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
SheetReader::~SheetReader() = default;
const std::vector<std::string>& SheetReader::columns() const { return state_->columns; }
std::uint64_t SheetReader::bytes_done() const { return state_->stream->bytes_done(); }
std::uint64_t SheetReader::bytes_total() const { return state_->stream->bytes_total(); }

Result<std::unique_ptr<SheetReader>> SheetReader::Open(std::shared_ptr<const Workbook> workbook,
                                                       const SheetChoice& choice) {
  TENON_ASSIGN(const Workbook::Sheet* sheet, Choose(*workbook, choice.sheet));
  auto state = std::make_unique<State>(std::move(workbook), *sheet);
  const MemberPath member = state->workbook->Member(sheet->member);
  auto merged = ReadMergedCells(member);
  if (!merged) return state->Named(merged.error());
  state->merged = *std::move(merged);
  auto stream = XmlStream::Open(member, state->rows);
  if (!stream) return state->Named(stream.error());
  state->stream = *std::move(stream);
  TENON_CHECK(state->ReadHeader(choice.header_row));
  return std::unique_ptr<SheetReader>(new SheetReader(std::move(state)));
}

Result<const Record*> SheetReader::Next() {
  State& state = *state_;
  TENON_ASSIGN(std::optional<SheetRow> row, state.NextRow());
  if (!row) return nullptr;
  state.current = *std::move(row);
  std::ranges::fill(state.cells, std::string_view());
  for (const SheetRow::Cell& cell : state.current.cells) {
    if (cell.column <= static_cast<std::int64_t>(state.cells.size())) {
      state.cells[static_cast<std::size_t>(cell.column - 1)] = cell.text;
    }
  }
  state.marked.clear();
  TENON_CHECK(state.MarkMerged(state.current.row));
  for (const auto& [column, mark] : state.marked) state.cells[column] = state.marks[mark];
  state.record = {.line = state.current.row, .cells = state.cells, .text = {}, .fault = {}};
  return &state.record;
}

}  // namespace tenon::store
