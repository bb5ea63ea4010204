#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cmath>

#include "report/report.h"

namespace tenon::report {

namespace {

constexpr std::string_view kMissing = "·";
constexpr std::string_view kEllipsis = "…";
constexpr int kGap = 2;  // blanks between columns

/// Columns a code point takes on a terminal (Unicode annex 11: wide and full-width take two).
int WidthOf(UChar32 c) {
  const auto type = u_charType(c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  const auto width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

int WidthOf(const icu::UnicodeString& text) {
  int width = 0;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) width += WidthOf(text.char32At(i));
  return width;
}

int WidthOf(const std::string& text) { return WidthOf(icu::UnicodeString::fromUTF8(text)); }

/// The text cut to `width` columns, with an ellipsis where something is cut.
std::string Cut(const std::string& text, int width) {
  const icu::UnicodeString characters = icu::UnicodeString::fromUTF8(text);
  if (WidthOf(characters) <= width) return text;
  int used = 0;
  std::int32_t end = 0;
  while (end < characters.length()) {
    used += WidthOf(characters.char32At(end));
    if (used > width - 1) break;
    end = characters.moveIndex32(end, 1);
  }
  std::string cut;
  characters.tempSubString(0, end).toUTF8String(cut);
  return cut + std::string(kEllipsis);
}

/// One line: control characters, which could move the cursor, are shown as blanks.
std::string OneLine(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return text;
}

/// Numbers for people: four significant digits for reals (all digits before the point).
std::string CellText(const Value& value) {
  if (IsMissing(value)) return std::string(kMissing);
  if (const auto* real = std::get_if<double>(&value)) {
    if (*real == 0 || !std::isfinite(*real)) return fmt::format("{}", *real == 0 ? 0.0 : *real);
    const double size = std::fabs(*real);
    if (size >= 1e15 || size < 1e-4) return fmt::format("{:.3e}", *real);
    const int digits = size >= 1000 ? 0 : std::max(0, 3 - static_cast<int>(std::floor(std::log10(size))));
    return fmt::format("{:.{}f}", *real, std::min(digits, 4));
  }
  return OneLine(ToText(value));
}

int RowWidth(const std::vector<int>& widths) {
  int total = static_cast<int>(widths.size() - 1) * kGap;
  for (const int width : widths) total += width;
  return total;
}

/// Cuts the widest text columns until the row fits; where that does not do, leaves out columns from the right.
void FitColumns(std::vector<int>& widths, const std::vector<bool>& is_text, int available) {
  constexpr int kNarrowest = 12;
  while (RowWidth(widths) > available) {
    std::size_t widest = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (is_text[i] && widths[i] > kNarrowest && (widest == widths.size() || widths[i] > widths[widest])) widest = i;
    }
    if (widest < widths.size()) {
      --widths[widest];
    } else if (widths.size() > 1) {
      widths.pop_back();
    } else {
      return;
    }
  }
}

}  // namespace

std::string ToTerminal(const Table& table, const TerminalStyle& style) {
  std::vector<int> widths;
  std::vector<bool> is_text;
  for (const Column& column : table.columns) {
    widths.push_back(WidthOf(column.name));
    is_text.push_back(column.type == ValueType::kText);
  }
  std::vector<std::vector<std::string>> cells;
  for (const std::vector<Value>& row : table.rows) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      texts.push_back(CellText(row[i]));
      widths[i] = std::max(widths[i], WidthOf(texts.back()));
    }
    cells.push_back(std::move(texts));
  }
  if (style.width > 0 && !widths.empty()) FitColumns(widths, is_text, style.width);

  const std::size_t columns = widths.size();
  std::string text;
  const auto append = [&](std::size_t i, const std::string& content, std::string_view on) {
    const std::string cut = Cut(content, widths[i]);
    const std::string blanks(static_cast<std::size_t>(std::max(0, widths[i] - WidthOf(cut))), ' ');
    const std::string painted = style.color && !on.empty() ? std::string(on) + cut + "\033[0m" : cut;
    text += i ? std::string(kGap, ' ') : "";
    text += is_text[i] ? painted + (i + 1 < columns ? blanks : "") : blanks + painted;
  };
  for (std::size_t i = 0; i < columns; ++i) append(i, table.columns[i].name, "\033[1m");
  text += "\n";
  for (const std::vector<std::string>& row : cells) {
    for (std::size_t i = 0; i < columns; ++i) append(i, row[i], row[i] == kMissing ? "\033[2m" : "");
    text += "\n";
  }
  if (const std::size_t hidden = table.columns.size() - columns; hidden > 0) {
    text += style.language == Language::kChinese
                ? fmt::format("（另有 {} 列未显示：加宽窗口，或用 --format csv）\n", hidden)
                : fmt::format("({} more columns: widen the window, or --format csv)\n", hidden);
  }
  if (table.rows.empty()) text += style.language == Language::kChinese ? "（无数据行）\n" : "(no rows)\n";
  return text;
}

std::string ToSentences(const Answer& answer, Language language) {
  const Table* sentences = answer.Find("sentences");
  if (sentences == nullptr) return {};
  std::string text;
  for (std::size_t i = 0; i < sentences->rows.size(); ++i) {
    if (!TextOr(sentences->At(i, "segment")).empty()) continue;
    text += OneLine(TextOr(sentences->At(i, language == Language::kChinese ? "zh" : "en"))) + "\n";
  }
  return text;
}

}  // namespace tenon::report
