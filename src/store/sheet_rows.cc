#include "store/sheet_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "store/sheet.h"
#include "store/text_file.h"

namespace tenon::store {
namespace {

constexpr std::size_t kLongestText = 1 << 20;
constexpr std::size_t kMostMerged = 1'000'000;

template <typename T>
std::optional<T> ReadNumber(std::string_view text) {
  T value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string ColumnLetters(std::int64_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) letters += static_cast<char>('A' + (column - 1) % 26);
  std::ranges::reverse(letters);
  return letters;
}

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

class MergedCells : public XmlListener {
 public:
  Status Begin(std::string_view name, XmlAttributes attributes) override {
    if (name != "mergeCell") return {};
    const std::string_view text = Attribute(attributes, "ref");
    const auto range = ReadCellRange(text);
    if (!range || ranges.size() == kMostMerged) {
      return Fail(ErrorKind::kCorruptInput,
                  range ? fmt::format("more than {} merged cells", kMostMerged)
                        : fmt::format("'{}' is no range of cells of a sheet", CutText(text, 60)));
    }
    ranges.push_back(*range);
    return {};
  }
  Status End(std::string_view) override { return {}; }
  void Text(std::string_view) override {}

  std::vector<CellRange> ranges;
};

}  // namespace

std::optional<CellPlace> ReadCellPlace(std::string_view text) {
  CellPlace place;
  std::size_t letters = 0;
  for (; letters < text.size() && letters < 3 && text[letters] >= 'A' && text[letters] <= 'Z'; ++letters) {
    place.column = 26 * place.column + (text[letters] - 'A' + 1);
  }
  const auto row = ReadNumber<std::int64_t>(text.substr(letters));
  if (letters == 0 || text[letters == text.size() ? 0 : letters] == '0' || !row || *row < 1 || *row > kSheetRows ||
      place.column > kSheetColumns) {
    return std::nullopt;
  }
  place.row = *row;
  return place;
}

std::optional<CellRange> ReadCellRange(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto first = ReadCellPlace(text.substr(0, colon));
  const auto last = colon == std::string_view::npos ? first : ReadCellPlace(text.substr(colon + 1));
  if (!first || !last || last->row < first->row || last->column < first->column) return std::nullopt;
  return CellRange{*first, *last};
}

std::string ToText(const CellRange& range) {
  return fmt::format("{}{}:{}{}", ColumnLetters(range.first.column), range.first.row, ColumnLetters(range.last.column),
                     range.last.row);
}

Result<std::vector<CellRange>> ReadMergedCells(const MemberPath& sheet) {
  MergedCells merged;
  TENON_CHECK(ReadXml(sheet, merged));
  std::ranges::sort(merged.ranges, {}, [](const CellRange& r) { return std::pair(r.first.row, r.first.column); });
  return std::move(merged.ranges);
}

std::unexpected<Error> SheetRows::Broken(std::string message) const {
  return Fail(ErrorKind::kCorruptInput,
              in_cell_ || in_row_
                  ? fmt::format("{}{}: {}", in_cell_ ? ColumnLetters(last_column_) : "row ", last_row_, message)
                  : message);
}

Status SheetRows::Begin(std::string_view name, XmlAttributes attributes) {
  if (name == "sheetData") in_data_ = true;
  if (!in_data_) return {};
  if (name == "row") return BeginRow(attributes);
  if (name == "c") return BeginCell(attributes);
  if (!in_cell_) return {};
  if (name == "rPh") ++phonetic_;
  part_ = name == "v"                     ? Part::kValue
          : name == "f"                   ? Part::kFormula
          : name == "t" && phonetic_ == 0 ? Part::kInline
                                          : Part::kNone;
  has_formula_ |= part_ == Part::kFormula;
  return {};
}

Status SheetRows::BeginRow(XmlAttributes attributes) {
  if (in_row_) return Broken("a row inside a row");
  const std::string_view text = Attribute(attributes, "r");
  const auto row = text.empty() ? last_row_ + 1 : ReadNumber<std::int64_t>(text);
  if (!row || *row < 1 || *row > kSheetRows) {
    return Broken(fmt::format("'{}' is no row of a sheet", text.empty() ? "" : CutText(text, 60)));
  }
  if (*row <= last_row_) {
    return Broken(fmt::format("row {} {}", *row,
                              *row == last_row_ ? "stands twice" : fmt::format("stands after row {}", last_row_)));
  }
  last_row_ = *row;
  last_column_ = 0;
  in_row_ = true;
  row_ = {*row, {}};
  return {};
}

Status SheetRows::BeginCell(XmlAttributes attributes) {
  if (!in_row_ || in_cell_) return Broken("a cell outside a row");
  const std::string_view text = Attribute(attributes, "r");
  const auto place = text.empty() ? CellPlace{last_row_, last_column_ + 1} : ReadCellPlace(text).value_or(CellPlace{});
  if (place.row != last_row_ || place.column > kSheetColumns) {
    return Broken(fmt::format("'{}' is no cell of this row", CutText(text, 60)));
  }
  if (place.column <= last_column_) {
    return Broken(fmt::format("the cell {} stands twice or out of order", CutText(text, 60)));
  }
  last_column_ = place.column;
  in_cell_ = true;
  has_formula_ = false;
  phonetic_ = 0;
  part_ = Part::kNone;
  for (std::string* part : {&value_, &inline_, &formula_}) part->clear();
  type_ = Attribute(attributes, "t");
  const std::string_view style = Attribute(attributes, "s");
  const auto index = style.empty() ? std::size_t{0} : ReadNumber<std::size_t>(style);
  if (!index || (*index > 0 && *index >= workbook_.formats.size())) return Broken("its style does not exist");
  style_ = *index;
  return {};
}

Status SheetRows::End(std::string_view name) {
  part_ = Part::kNone;
  if (name == "sheetData") in_data_ = false;
  if (!in_data_) return {};
  if (name == "rPh") --phonetic_;
  if (name == "c" && in_cell_) {
    const Status ended = EndCell();
    in_cell_ = false;
    return ended;
  }
  if (name == "row" && in_row_) {
    in_row_ = false;
    if (!row_.cells.empty()) rows.push_back(std::move(row_));
  }
  return {};
}

void SheetRows::Text(std::string_view piece) {
  if (part_ == Part::kNone) return;
  std::string& text = part_ == Part::kValue ? value_ : part_ == Part::kFormula ? formula_ : inline_;
  if (text.size() <= kLongestText) text += piece;
}

Status SheetRows::EndCell() {
  if (std::max({value_.size(), formula_.size(), inline_.size()}) > kLongestText) {
    return Broken("a text longer than 1 MiB");
  }
  TENON_ASSIGN(std::string text, CellText());
  if (!Trimmed(text).empty()) row_.cells.push_back({last_column_, std::move(text)});
  return {};
}

Result<std::string> SheetRows::CellText() const {
  if (type_ == "inlineStr") return DecodeText(inline_);
  if (type_ == "str") return DecodeText(value_);
  const std::string_view value = Trimmed(value_);
  if (value.empty()) {
    if (!has_formula_) return std::string();
    return MarkedCell(fmt::format("={}", CutText(formula_, 150)), kNoCachedValue);
  }
  if (type_ == "s") {
    const auto index = ReadNumber<std::size_t>(value);
    if (!index || *index >= workbook_.texts.size()) return Broken("its text does not exist");
    return std::string(workbook_.texts.At(*index));
  }
  if (type_ == "b") {
    if (value != "0" && value != "1") return Broken(fmt::format("'{}' is neither true nor false", CutText(value, 60)));
    return std::string(value == "1" ? "true" : "false");
  }
  if (type_ == "e") return MarkedCell(CutText(value, 60), kErrorValue);
  if (type_ == "d") return std::string(value);  // a date in ISO 8601
  if (!type_.empty() && type_ != "n") return Broken(fmt::format("'{}' is no type of cell", CutText(type_, 60)));
  return NumberText();
}

Result<std::string> SheetRows::NumberText() const {
  const std::string_view value = Trimmed(value_);
  const auto number = ReadNumber<double>(value.starts_with('+') ? value.substr(1) : value);
  if (!number || !std::isfinite(*number)) return Broken(fmt::format("'{}' is no number", CutText(value, 60)));
  const NumberFormat format = workbook_.formats.empty() ? NumberFormat{} : workbook_.formats[style_];
  if (auto text = TextOfNumber(*number, format, workbook_.dates)) return *std::move(text);
  return MarkedCell(value, kNoDate);
}

}  // namespace tenon::store
