#ifndef TENON_SOURCES_HOSTILE_FILES_H_
#define TENON_SOURCES_HOSTILE_FILES_H_

#include <zlib.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/text_file.h"
#include "store/zip_fixture.h"

// For tests: what can be wrong with a file, made from one in which nothing is.

namespace tenon::sources {

inline std::string Gzipped(std::string_view content) {
  z_stream stream = {};
  deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 9, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, static_cast<uLong>(content.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

inline std::string Utf16(std::string_view ascii) {
  std::string wide = "\xFF\xFE";
  for (const char c : ascii) {
    wide += c;
    wide += '\0';
  }
  return wide;
}

inline std::string Replaced(std::string text, char from, char to) {
  std::ranges::replace(text, from, to);
  return text;
}

// Line ends as other systems write them.
inline std::string WithLineEnds(const std::string& text, std::string_view end) {
  std::string other;
  for (const char c : text) {
    if (c == '\n') {
      other += end;
    } else if (c != '\r') {
      other += c;
    }
  }
  return other;
}

// Saved anew by a program that writes UTF-8 and marks it.
inline std::string WithMark(const std::string& text) {
  if (text.starts_with("\xEF\xBB\xBF")) return text;
  if (store::FindValidText(text).size == text.size()) return "\xEF\xBB\xBF" + text;
  std::string marked = "\xEF\xBB\xBF";  // the fixture is in ISO-8859-1
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) marked += static_cast<char>(0xC0 | byte >> 6);
    marked += byte >= 0x80 ? static_cast<char>(0x80 | (byte & 0x3F)) : c;
  }
  return marked;
}

inline std::string Nested(std::string_view open, std::string_view close) {
  constexpr int kDepth = 100'000;
  std::string text;
  for (int i = 0; i < kDepth; ++i) text += open;
  text += '1';
  for (int i = 0; i < kDepth; ++i) text += close;
  return text;
}

inline std::string Ended(std::string text) {
  if (!text.ends_with('\n')) text += '\n';
  return text;
}

// What separates the cells of this table.
inline char Delimiter(std::string_view text) {
  const std::string_view header = text.substr(0, text.find('\n'));
  for (const char delimiter : {'\t', '~'}) {
    if (header.find(delimiter) != std::string_view::npos) return delimiter;
  }
  return ',';
}

// What a spreadsheet program does to codes it takes for numbers.
inline std::string WithoutLeadingZeros(const std::string& text) {
  const char delimiter = Delimiter(text);
  std::string bare;
  bool begins = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit_next = i + 1 < text.size() && std::isdigit(static_cast<unsigned char>(text[i + 1]));
    if (begins && text[i] == '0' && digit_next) continue;
    bare += text[i];
    begins = text[i] == '"' ? begins : text[i] == '\n' || text[i] == delimiter;
  }
  return bare;
}

// Cells of one line; only where a line is a whole record, as the last one of a fixture is.
inline std::vector<std::string> Cells(const std::string& line, char delimiter) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    if (c == delimiter && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

inline std::string LastLine(std::string text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text.substr(text.find_last_of('\n') + 1);
}

inline std::string FirstLine(const std::string& text) {
  std::string line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

inline std::string Joined(const std::vector<std::string>& cells, char delimiter) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : std::string(1, delimiter)) + cells[i];
  return line + '\n';
}

// What no column of any table should take for what it is not.
inline constexpr std::string_view kHostileValues[] = {"NaN",
                                                      "-inf",
                                                      "1e999",
                                                      "-5",
                                                      "2999",
                                                      "ZZ9",
                                                      "'; drop table trade; --",
                                                      "\"a\n,b\"",
                                                      "\"1.234,5\"",
                                                      "\xE2\x80\x8B\xC2\xA0",
                                                      ""};

// A row for each column: the fixture's last, with this value in that column.
inline std::string RowsWithValue(const std::string& text, std::string_view value) {
  const char delimiter = Delimiter(text);
  const std::vector<std::string> cells = Cells(LastLine(text), delimiter);
  std::string rows;
  for (std::size_t hostile = 0; hostile < cells.size(); ++hostile) {
    std::vector<std::string> changed = cells;
    changed[hostile] = value;
    rows += Joined(changed, delimiter);
  }
  return rows;
}

inline std::string WithMoreColumns(const std::string& text, const std::string& name) {
  std::string wider;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size(); ++number) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    if (line.ends_with('\r')) line.pop_back();
    wider += line + Delimiter(text) + (number == 0 ? name : "x") + "\n";
    begin = end + 1;
  }
  return wider;
}

// Where the values of a JSON document begin and end; keys are no values.
inline std::vector<std::pair<std::size_t, std::size_t>> JsonValues(const std::string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> values;
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (text[i] == '{' || text[i] == '[') {
      open.push_back(i);
    } else if (text[i] == '}' || text[i] == ']') {
      values.emplace_back(open.back(), end);
      open.pop_back();
    } else if (text[i] == '"') {
      while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
      ++end;
      if (text.find_first_not_of(" \n", end) != text.find(':', end)) values.emplace_back(i, end);
    } else if (text[i] == '-' || std::isdigit(static_cast<unsigned char>(text[i]))) {
      end = std::min(text.find_first_not_of("0123456789.eE+-", i), text.size());
      values.emplace_back(i, end);
    }
    i = end;
  }
  return values;
}

// What must come of a hostile file.
enum class Demand {
  kTold,     // an error, or a further reject, or the same rows as ever
  kChecked,  // an error, or whatever was loaded is allowed
  kIgnored,  // the same rows as ever
};

struct Hostile {
  std::string name;
  std::function<std::string(const std::string&)> content;  // from the fixture's
  Demand demand = Demand::kTold;
};

inline const std::vector<Hostile>& HostileFiles() {
  static const std::vector<Hostile> files = {
      {"empty", [](const std::string&) { return ""; }},
      {"a byte order mark and nothing else", [](const std::string&) { return "\xEF\xBB\xBF"; }},
      {"bytes of no text", [](const std::string&) { return std::string("\x00\xff\xfe\x01garbage\x00\n\x80\x81", 17); }},
      {"UTF-16", [](const std::string& text) { return Utf16(text); }},
      {"a byte that is not UTF-8 at the end", [](const std::string& text) { return Ended(text) + "\xC3\x28\n"; }},
      // A table cut at a line's end is a shorter table: nothing tells.
      {"cut in the middle", [](const std::string& text) { return text.substr(0, text.size() * 2 / 3); },
       Demand::kChecked},
      {"another format", [](const std::string&) { return "<html><body>404 Not Found</body></html>\n"; }},
      {"a byte order mark", WithMark, Demand::kIgnored},
      {"line ends of Windows", [](const std::string& text) { return WithLineEnds(text, "\r\n"); }, Demand::kIgnored},
      {"carriage returns for line ends", [](const std::string& text) { return WithLineEnds(text, "\r"); }},
      {"bytes of zero at the end", [](const std::string& text) { return Ended(text) + std::string(512, '\0'); }},
      {"a byte of zero inside",
       [](const std::string& text) { return std::string(text).replace(text.size() * 2 / 3, 1, 1, '\0'); }},
      {"packed under a plain name", Gzipped},
      {"a workbook under a plain name",
       [](const std::string& text) { return store::Zipped({{"[Content_Types].xml", "<Types/>"}, {"a.csv", text}}); }},
      {"lists in lists", [](const std::string&) { return Nested("[", "]"); }},
      {"objects in objects", [](const std::string&) { return Nested("{\"a\":", "}"); }},
      {"brackets without end", [](const std::string&) { return std::string(100000, '[') + std::string(100000, '{'); }},
      {"a line of 10 MB", [](const std::string& text) { return Ended(text) + std::string(10'000'000, '7') + "\n"; }},
  };
  return files;
}

inline const std::vector<Hostile>& HostileTables() {
  static const std::vector<Hostile> tables = {
      {"header only", [](const std::string& text) { return text.substr(0, text.find('\n') + 1); }},
      {"another delimiter", [](const std::string& text) { return Replaced(text, Delimiter(text), ';'); }},
      {"a row too short", [](const std::string& text) { return Ended(text) + "1\n"; }},
      {"a row too long",
       [](const std::string& text) { return Ended(text) + LastLine(text) + std::string(6, Delimiter(text)) + "\n"; }},
      {"a quote that does not end", [](const std::string& text) { return Ended(text) + "\"" + LastLine(text) + "\n"; }},
      {"text behind a quote", [](const std::string& text) { return Ended(text) + "\"a\"b" + LastLine(text) + "\n"; }},
      {"a row twice", [](const std::string& text) { return Ended(text) + LastLine(text) + "\n"; }},
      {"more columns", [](const std::string& text) { return WithMoreColumns(text, "one_more"); }},
      {"a column twice",
       [](const std::string& text) { return WithMoreColumns(text, Cells(FirstLine(text), Delimiter(text)).front()); }},
      {"codes without their leading zeros", WithoutLeadingZeros},
  };
  return tables;
}

}  // namespace tenon::sources

#endif  // TENON_SOURCES_HOSTILE_FILES_H_
