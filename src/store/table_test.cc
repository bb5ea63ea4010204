// Runs tests/tables/*.test: input rows, one of src/store/queries/*.sql, the rows it must give. A file holds any number
// of cases, each in this form ('#' starts a comment line; a blank line ends rows):
//
//   # what the case shows
//   query: concentration_trade
//   bind: source=s year=2023 importer= code='0801' name='two words'
//   input: trade
//   exporter,importer,value_usd
//   DEU,"USA",10
//
//   expect:
//   item,amount
//   0801,10
//
// bind:   a whole number is an integer, another number is real, quoted or other text is text, nothing is missing.
// input:  columns of a canonical table have their types there, and those left out are missing. In another table a
// column
//         is text, or what stands behind its name: n:integer, share:real, done:boolean.
// Rows:   CSV; an empty field is missing, "" is the empty text. Order counts. Real numbers agree to 1e-9, relatively.
#include <fmt/core.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "store/schema.h"
#include "store/snapshot.h"

namespace tenon::store {
namespace {

struct Field {
  std::string text;
  bool quoted = false;
  bool missing() const { return text.empty() && !quoted; }
};

using Lines = std::vector<std::pair<int, std::string>>;  ///< line numbers and text

struct Rows {
  std::string name;
  Lines lines;  ///< the header and the rows
};

struct Case {
  std::string title;
  int line = 0;
  std::string query;
  Bindings bindings;
  std::vector<Rows> inputs;
  std::optional<Rows> expected;
};

[[noreturn]] void Malformed(int line, const std::string& what) {
  throw std::runtime_error(fmt::format("line {}: {}", line, what));
}

std::vector<Field> SplitFields(const std::string& line, int number) {
  std::vector<Field> fields(1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == ',') {
      fields.emplace_back();
    } else if (line[i] == '"' && fields.back().missing()) {
      fields.back().quoted = true;
      for (++i; i < line.size() && (line[i] != '"' || line[i + 1] == '"'); ++i) {
        if (line[i] == '"') ++i;
        fields.back().text += line[i];
      }
      if (i >= line.size()) Malformed(number, "a quote is not closed");
    } else {
      fields.back().text += line[i];
    }
  }
  return fields;
}

template <class Number>
std::optional<Number> ParseWhole(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

Value ParseAs(const Field& field, ValueType type, int line) {
  if (field.missing()) return {};
  if (type == ValueType::kText) return field.text;
  if (type == ValueType::kInteger) {
    if (const auto number = ParseWhole<std::int64_t>(field.text)) return *number;
  } else if (type == ValueType::kReal) {
    if (const auto number = ParseWhole<double>(field.text)) return *number;
  } else if (field.text == "true" || field.text == "false") {
    return field.text == "true";
  }
  Malformed(line, fmt::format("'{}' is no {}", field.text, ToString(type)));
}

void ReadBindings(std::string_view text, int line, Bindings& bindings) {
  while (!(text = text.substr(std::min(text.find_first_not_of(' '), text.size()))).empty()) {
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) Malformed(line, "a binding is written name=value");
    const std::string name(text.substr(0, equals));
    text.remove_prefix(equals + 1);
    const bool quoted = text.starts_with('\'');
    const auto end = quoted ? text.find('\'', 1) : std::min(text.find(' '), text.size());
    if (end == std::string_view::npos) Malformed(line, "a quote is not closed");
    const std::string value(text.substr(quoted ? 1 : 0, quoted ? end - 1 : end));
    text.remove_prefix(std::min(end + (quoted ? 1 : 0), text.size()));
    if (quoted) {
      bindings.emplace_back(name, value);
    } else if (value.empty()) {
      bindings.emplace_back(name, Value());
    } else if (const auto integer = ParseWhole<std::int64_t>(value)) {
      bindings.emplace_back(name, *integer);
    } else if (const auto real = ParseWhole<double>(value)) {
      bindings.emplace_back(name, *real);
    } else {
      bindings.emplace_back(name, value);
    }
  }
}

std::vector<Case> ReadCases(std::istream& in) {
  std::vector<Case> cases;
  std::string comment;
  Lines* open = nullptr;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const auto after = [&](std::string_view word) -> std::optional<std::string> {
      if (!line.starts_with(word)) return {};
      const auto start = line.find_first_not_of(' ', word.size());
      return start == std::string::npos ? "" : line.substr(start, line.find_last_not_of(' ') - start + 1);
    };
    if (line.starts_with('#')) {
      comment = *after("#");
    } else if (line.empty()) {
      open = nullptr;
    } else if (const auto query = after("query:")) {
      open = nullptr;
      cases.push_back({std::exchange(comment, ""), number, *query, {}, {}, {}});
    } else if (cases.empty()) {
      Malformed(number, "a case begins with query: NAME");
    } else if (const auto bindings = after("bind:")) {
      ReadBindings(*bindings, number, cases.back().bindings);
    } else if (const auto input = after("input:")) {
      cases.back().inputs.push_back({*input, {}});
      open = &cases.back().inputs.back().lines;
    } else if (after("expect:")) {
      if (cases.back().expected) Malformed(number, "expect: stands twice");
      open = &cases.back().expected.emplace().lines;
    } else if (open != nullptr) {
      open->emplace_back(number, line);
    } else {
      Malformed(number, fmt::format("'{}' is not understood", line));
    }
  }
  for (const Case& one : cases) {
    if (!one.expected || one.expected->lines.empty()) Malformed(one.line, "no expect: with a header");
  }
  if (cases.empty()) Malformed(number, "no case");
  return cases;
}

ValueType TypeOf(const SchemaColumn& column) {
  if (column.sql_type == "DOUBLE") return ValueType::kReal;
  if (column.sql_type == "BOOLEAN") return ValueType::kBoolean;
  return column.sql_type.ends_with("INT") || column.sql_type == "INTEGER" ? ValueType::kInteger : ValueType::kText;
}

ValueType TypeNamed(const std::string& name, int line) {
  for (const ValueType type : {ValueType::kText, ValueType::kInteger, ValueType::kReal, ValueType::kBoolean}) {
    if (ToString(type) == name) return type;
  }
  Malformed(line, fmt::format("'{}' is no type; there are text, integer, real, boolean", name));
}

Table ToTable(const Rows& rows) {
  if (rows.lines.empty()) Malformed(0, fmt::format("input {} has no header", rows.name));
  Table table{rows.name, {}, {}};
  const SchemaTable* canonical = FindTable(rows.name);
  if (canonical != nullptr) {
    for (const SchemaColumn& column : canonical->columns) table.columns.push_back({column.name, TypeOf(column), ""});
  }
  std::vector<std::size_t> places;
  for (const Field& field : SplitFields(rows.lines[0].second, rows.lines[0].first)) {
    const auto colon = field.text.find(':');
    const std::string name = field.text.substr(0, colon);
    if (canonical == nullptr) {
      const ValueType type =
          colon == std::string::npos ? ValueType::kText : TypeNamed(field.text.substr(colon + 1), rows.lines[0].first);
      table.columns.push_back({name, type, ""});
    }
    const int place = table.Find(name);
    if (place < 0) Malformed(rows.lines[0].first, fmt::format("table {} has no column '{}'", rows.name, name));
    places.push_back(static_cast<std::size_t>(place));
  }
  for (std::size_t i = 1; i < rows.lines.size(); ++i) {
    const auto& [number, line] = rows.lines[i];
    const auto fields = SplitFields(line, number);
    if (fields.size() != places.size()) {
      Malformed(number, fmt::format("{} fields, the header has {}", fields.size(), places.size()));
    }
    auto& row = table.rows.emplace_back(table.columns.size());
    for (std::size_t j = 0; j < fields.size(); ++j) {
      row[places[j]] = ParseAs(fields[j], table.columns[places[j]].type, number);
    }
  }
  return table;
}

bool Equal(const Value& found, const Value& expected) {
  const auto* a = std::get_if<double>(&found);
  const auto* b = std::get_if<double>(&expected);
  if (a == nullptr || b == nullptr) return found == expected;
  return std::abs(*a - *b) <= 1e-9 * std::max(1.0, std::abs(*b));
}

std::string Print(const std::vector<Value>& row) {
  std::vector<std::string> cells;
  for (const Value& value : row) cells.push_back(IsMissing(value) ? "" : value == Value("") ? "\"\"" : ToText(value));
  return fmt::format("{}", fmt::join(cells, ","));
}

void Compare(const Table& found, const Rows& expected) {
  std::vector<std::string> names;
  for (const Column& column : found.columns) names.push_back(column.name);
  ASSERT_EQ(fmt::format("{}", fmt::join(names, ",")), expected.lines[0].second) << "line " << expected.lines[0].first;
  for (std::size_t i = 1; i < expected.lines.size(); ++i) {
    const auto& [number, line] = expected.lines[i];
    const auto fields = SplitFields(line, number);
    ASSERT_EQ(fields.size(), names.size()) << "line " << number;
    ASSERT_LE(i, found.rows.size()) << "line " << number << ": the query gives no such row:\n" << line;
    const auto& row = found.rows[i - 1];
    for (std::size_t j = 0; j < fields.size(); ++j) {
      EXPECT_TRUE(Equal(row[j], ParseAs(fields[j], found.columns[j].type, number)))
          << "line " << number << ", " << names[j] << "\n  expected " << line << "\n  found    " << Print(row);
    }
  }
  for (std::size_t i = expected.lines.size() - 1; i < found.rows.size(); ++i) {
    ADD_FAILURE() << "a row that is not expected: " << Print(found.rows[i]);
  }
}

void RunCase(const Case& one) {
  SCOPED_TRACE(fmt::format("line {}: {} ({})", one.line, one.title, one.query));
  auto snapshot = Snapshot::OpenBuiltIn();
  ASSERT_TRUE(snapshot) << Describe(snapshot.error());
  for (const Rows& input : one.inputs) {
    const auto provided = snapshot->Provide(ToTable(input));
    ASSERT_TRUE(provided) << Describe(provided.error());
  }
  const auto found = snapshot->Ask(one.query, one.bindings);
  ASSERT_TRUE(found) << Describe(found.error());
  Compare(*found, *one.expected);
}

std::vector<std::filesystem::path> TestFiles() {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(TENON_SOURCE_DIR "/tests/tables", error)) {
    if (entry.path().extension() == ".test") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

class TableTest : public ::testing::TestWithParam<std::filesystem::path> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(TableTest);

TEST_P(TableTest, Holds) {
  SCOPED_TRACE(GetParam().string());
  std::ifstream in(GetParam());
  try {
    for (const Case& one : ReadCases(in)) RunCase(one);
  } catch (const std::exception& error) {
    FAIL() << error.what();
  }
}

INSTANTIATE_TEST_SUITE_P(Queries, TableTest, ::testing::ValuesIn(TestFiles()), [](const auto& test) {
  std::string name = test.param.stem().string();
  std::ranges::replace_if(name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
  return name;
});

/// What the runner itself must notice; otherwise no table test could fail.
TEST(TableRunnerTest, ReadsCasesAndSeesDifferences) {
  std::istringstream in(
      "# first\nquery: q\nbind: a=1 b=1.5 c='0801 x' d= e=USA\ninput: "
      "codes\nscheme,n:integer\n\"a,\"\"b\"\"\",7\n\"\",\n\n"
      "expect:\nx\n1\n");
  const auto cases = ReadCases(in);
  ASSERT_EQ(cases.size(), 1U);
  EXPECT_EQ(cases[0].title, "first");
  EXPECT_EQ(cases[0].bindings,
            (Bindings{{"a", std::int64_t{1}}, {"b", 1.5}, {"c", "0801 x"}, {"d", Value()}, {"e", "USA"}}));
  const Table table = ToTable(cases[0].inputs[0]);
  EXPECT_EQ(table.rows, (std::vector<std::vector<Value>>{{"a,\"b\"", std::int64_t{7}}, {"", Value()}}));

  EXPECT_TRUE(Equal(0.1 + 0.2, 0.3));
  EXPECT_FALSE(Equal(0.3 + 1e-8, 0.3));
  EXPECT_FALSE(Equal(Value(), 0.0));
  EXPECT_FALSE(Equal("", Value()));
  for (const char* bad : {"", "input: x\n", "query: q\n", "query: q\nexpect:\n", "query: q\nnonsense\nexpect:\nx\n",
                          "query: q\nbind: a\nexpect:\nx\n"}) {
    std::istringstream text(bad);
    EXPECT_THROW(ReadCases(text), std::runtime_error) << bad;
  }
  EXPECT_THROW(ToTable({"trade", {{1, "exporter,nothing"}}}), std::runtime_error);
  EXPECT_THROW(ToTable({"trade", {{1, "exporter,year"}, {2, "DEU"}}}), std::runtime_error);
  EXPECT_THROW(ToTable({"trade", {{1, "exporter,year"}, {2, "DEU,20x0"}}}), std::runtime_error);
}

}  // namespace
}  // namespace tenon::store
