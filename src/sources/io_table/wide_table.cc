#include "sources/io_table/wide_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace tenon::sources {

namespace {

using store::Record;

class WideReader final : public store::RecordReader {
 public:
  WideReader(store::DelimitedReader lines, std::filesystem::path file, const WideForm& form, Shape shape,
             const TableFacts& facts, std::shared_ptr<TableSums> sums)
      : lines_(std::move(lines)), file_(std::move(file)), form_(form), shape_(shape), maker_(facts, std::move(sums)) {}

  Status ReadHeader() {
    std::vector<std::vector<std::string>> header;
    while (header.size() < form_.header_lines.size()) {
      TENON_ASSIGN(const Record* record, lines_.Next());
      if (record == nullptr || record->line > form_.header_lines[header.size()]) {
        return Fail(ErrorKind::kSchemaMismatch,
                    fmt::format("line {} should name the columns, but is empty", form_.header_lines[header.size()]),
                    file_.string());
      }
      TENON_CHECK(CheckFault(*record));
      if (record->line < form_.header_lines[header.size()]) continue;
      header.emplace_back();
      for (const std::string_view cell : record->cells) header.back().push_back(TidyLabel(cell));
    }
    std::size_t width = 0;
    for (const auto& line : header) width = std::max(width, line.size());
    std::vector<std::string> names(header.size());
    for (std::size_t cell = form_.label_cells; cell < width; ++cell) {
      for (std::size_t i = 0; i < header.size(); ++i) names[i] = cell < header[i].size() ? header[i][cell] : "";
      TENON_ASSIGN(Label label, form_.column(names, cell + 1));
      TENON_CHECK(SeenOnce(label, columns_seen_, Place(form_.header_lines.back(), cell + 1), "column"));
      columns_.push_back(std::move(label));
    }
    cell_ = columns_.size();
    return {};
  }

  Result<const Record*> Next() override {
    for (;;) {
      for (; cell_ < columns_.size(); ++cell_) {
        const std::size_t at = form_.label_cells + cell_;
        TENON_ASSIGN(const CellMaker::Made made,
                     maker_.Make(row_, columns_[cell_], at < row_cells_.size() ? row_cells_[at] : std::string_view(),
                                 line_, [&] { return Place(line_, at + 1); }));
        if (made == CellMaker::Made::kRecord) {
          ++cell_;
          return &maker_.record();
        }
      }
      TENON_ASSIGN(const bool more, NextRow());
      if (!more) return nullptr;
    }
  }

  std::uint64_t bytes_done() const override { return lines_.bytes_done(); }
  std::uint64_t bytes_total() const override { return lines_.bytes_total(); }

 private:
  using Seen = std::set<std::tuple<Role, std::string, std::string>>;

  std::string Place(std::int64_t line, std::size_t column) const {
    return fmt::format("{}:{}:{}", file_.string(), line, column);
  }

  Status CheckFault(const Record& record) const {
    if (record.fault.empty()) return {};
    return Fail(ErrorKind::kCorruptInput, record.fault, fmt::format("{}:{}", file_.string(), record.line));
  }

  static Status SeenOnce(const Label& label, Seen& seen, std::string place, std::string_view what) {
    if (label.role == Role::kSkip || label.role == Role::kUnnamed ||
        seen.emplace(label.role, label.economy, label.item).second)
      return {};
    return Fail(ErrorKind::kSchemaMismatch,
                fmt::format("a second {} is called '{}'", what,
                            label.economy.empty() ? label.item : label.economy + " " + label.item),
                std::move(place));
  }

  std::unexpected<Error> BelowNoName(std::size_t cell) const {
    return Fail(ErrorKind::kSchemaMismatch, fmt::format("'{}' stands below no name of a column", row_cells_[cell]),
                Place(line_, cell + 1));
  }

  Result<bool> NextRow() {
    for (;;) {
      TENON_ASSIGN(const Record* record, lines_.Next());
      if (record == nullptr) {
        TENON_CHECK(form_.end());
        TENON_CHECK(CheckSquare());
        return false;
      }
      if (record->line < form_.first_row) continue;
      TENON_CHECK(CheckFault(*record));
      if (std::ranges::all_of(record->cells, [](std::string_view cell) { return TidyLabel(cell).empty(); })) continue;
      line_ = record->line;
      row_cells_ = record->cells;
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        const std::size_t at = form_.label_cells + i;
        if (columns_[i].role != Role::kUnnamed || at >= row_cells_.size()) continue;
        if (!TidyLabel(row_cells_[at]).empty()) return BelowNoName(at);
      }
      for (std::size_t i = form_.label_cells + columns_.size(); i < row_cells_.size(); ++i) {
        if (row_cells_[i].empty()) continue;
        return BelowNoName(i);
      }
      std::vector<std::string> names(form_.label_cells);
      for (std::size_t i = 0; i < std::min(names.size(), row_cells_.size()); ++i) names[i] = TidyLabel(row_cells_[i]);
      TENON_ASSIGN(row_, form_.row(names, line_));
      TENON_CHECK(SeenOnce(row_, rows_seen_, Place(line_, 1), "row"));
      if (row_.role == Role::kSkip) continue;
      cell_ = 0;
      return true;
    }
  }

  Status CheckSquare() const {
    if (shape_ == Shape::kAny) return {};
    const auto check = [&](const Seen& here, const Seen& there, std::string_view in,
                           std::string_view not_in) -> Status {
      for (const auto& label : here) {
        if (std::get<0>(label) != Role::kIndustry || there.contains(label)) continue;
        const auto& [role, economy, item] = label;
        return Fail(ErrorKind::kSchemaMismatch,
                    fmt::format("'{}' is an industry among the {}, but not among the {}: an industry bears one name in "
                                "both (a layout may give it one)",
                                economy.empty() ? item : economy + " " + item, in, not_in),
                    file_.string());
      }
      return {};
    };
    TENON_CHECK(check(rows_seen_, columns_seen_, "rows", "columns"));
    return check(columns_seen_, rows_seen_, "columns", "rows");
  }

  store::DelimitedReader lines_;
  std::filesystem::path file_;
  WideForm form_;
  Shape shape_;
  CellMaker maker_;
  std::vector<Label> columns_;
  Seen rows_seen_, columns_seen_;
  Label row_;
  std::span<const std::string_view> row_cells_;
  std::int64_t line_ = 0;
  std::size_t cell_ = 0;  // the next of columns_ to look at; at the end of a row, their number
};

}  // namespace

Result<std::unique_ptr<store::RecordReader>> OpenWideTable(const std::filesystem::path& file, const WideForm& form,
                                                           Shape shape, const TableFacts& facts,
                                                           std::shared_ptr<TableSums> sums) {
  store::TextDialect dialect = form.dialect;
  dialect.header = false;
  dialect.width = store::TextDialect::Width::kAny;
  TENON_ASSIGN(store::DelimitedReader lines, store::DelimitedReader::Open(file, dialect));
  auto reader = std::make_unique<WideReader>(std::move(lines), file, form, shape, facts, std::move(sums));
  TENON_CHECK(reader->ReadHeader());
  return reader;
}

}  // namespace tenon::sources
