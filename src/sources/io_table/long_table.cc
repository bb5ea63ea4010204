#include "sources/io_table/long_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>

namespace tenon::sources {

namespace {

using store::Record;

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

class LongReader final : public store::RecordReader {
 public:
  LongReader(store::DelimitedReader lines, std::filesystem::path file, const LongForm& form, const TableFacts& facts,
             std::shared_ptr<TableSums> sums)
      : lines_(std::move(lines)), file_(std::move(file)), form_(form), maker_(facts, std::move(sums)) {}

  Status FindColumns() {
    const std::array<std::pair<const std::string*, std::size_t*>, 7> wanted = {
        {{&form_.row_item, &row_item_},
         {&form_.column_item, &column_item_},
         {&form_.value, &value_},
         {&form_.row_economy, &row_economy_},
         {&form_.column_economy, &column_economy_},
         {&form_.year, &year_},
         {&form_.origin, &origin_}}};
    const std::vector<std::string>& columns = lines_.columns();
    for (const auto& [name, place] : wanted) {
      if (name->empty()) continue;
      const auto found = std::ranges::find(columns, *name);
      if (found == columns.end()) {
        return Fail(ErrorKind::kSchemaMismatch,
                    fmt::format("there is no column '{}'; the file has: {}", *name, fmt::join(columns, ", ")),
                    file_.string() + ":1");
      }
      *place = static_cast<std::size_t>(found - columns.begin());
    }
    return {};
  }

  Result<const Record*> Next() override {
    for (;;) {
      TENON_ASSIGN(const Record* record, lines_.Next());
      if (record == nullptr) {
        TENON_CHECK(form_.end());
        return nullptr;
      }
      const std::string line = fmt::format("{}:{}", file_.string(), record->line);
      if (!record->fault.empty()) return Fail(ErrorKind::kCorruptInput, record->fault, line);
      const auto cell = [&](std::size_t column) {
        return column == kNone ? std::string() : TidyLabel(record->cells[column]);
      };
      const std::string year = cell(year_);
      TENON_ASSIGN(const Label* row,
                   LabelOf(rows_, form_.row, {cell(row_item_), cell(row_economy_), cell(origin_), year}, line));
      TENON_ASSIGN(const Label* column,
                   LabelOf(columns_, form_.column, {cell(column_item_), cell(column_economy_), "", year}, line));
      if (year_ != kNone) {
        if (year.size() != 4 || year < "1500" || year > "2100") {
          return Fail(ErrorKind::kSchemaMismatch, fmt::format("'{}' is not a year", year), line);
        }
        maker_.SetYear(year);
      }
      TENON_ASSIGN(const CellMaker::Made made, maker_.Make(*row, *column, record->cells[value_], record->line,
                                                           [&] { return fmt::format("{}:{}", line, value_ + 1); }));
      if (made == CellMaker::Made::kRecord) return &maker_.record();
    }
  }

  std::uint64_t bytes_done() const override { return lines_.bytes_done(); }
  std::uint64_t bytes_total() const override { return lines_.bytes_total(); }

 private:
  using Labels = std::map<LongName, Label>;

  static Result<const Label*> LabelOf(Labels& known, const decltype(LongForm::row)& find, const LongName& name,
                                      const std::string& line) {
    const auto found = known.find(name);
    if (found != known.end()) return &found->second;
    TENON_ASSIGN(Label label, find(name, line));
    return &known.emplace(name, std::move(label)).first->second;
  }

  store::DelimitedReader lines_;
  std::filesystem::path file_;
  LongForm form_;
  CellMaker maker_;
  std::size_t row_item_ = kNone, column_item_ = kNone, value_ = kNone, row_economy_ = kNone, column_economy_ = kNone,
              year_ = kNone, origin_ = kNone;
  Labels rows_, columns_;
};

}  // namespace

Result<std::unique_ptr<store::RecordReader>> OpenLongTable(const std::filesystem::path& file, const LongForm& form,
                                                           const TableFacts& facts, std::shared_ptr<TableSums> sums) {
  TENON_ASSIGN(store::DelimitedReader lines, store::DelimitedReader::Open(file, form.dialect));
  auto reader = std::make_unique<LongReader>(std::move(lines), file, form, facts, std::move(sums));
  TENON_CHECK(reader->FindColumns());
  return reader;
}

}  // namespace tenon::sources
