#include "store/delimited.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>

namespace tenon::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class DelimitedTest : public testing::Test {
 protected:
  DelimitedTest() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    file_ = std::filesystem::temp_directory_path() /
            (std::string("tenon_delimited_") + test->name() + std::to_string(::getpid()) + ".csv");
  }
  ~DelimitedTest() override { std::filesystem::remove(file_); }

  struct Row {
    std::int64_t line = 0;
    std::vector<std::string> cells;
    std::string fault;
    bool operator==(const Row&) const = default;
  };

  Result<std::vector<Row>> Read(const std::string& content, const TextDialect& dialect = {}) {
    std::ofstream(file_, std::ios::binary) << content;
    TENON_ASSIGN(DelimitedReader reader, DelimitedReader::Open(file_, dialect));
    columns_ = reader.columns();
    std::vector<Row> rows;
    for (;;) {
      TENON_ASSIGN(const Record* record, reader.Next());
      if (record == nullptr) return rows;
      rows.push_back({record->line, {record->cells.begin(), record->cells.end()}, record->fault});
    }
  }
  std::string ErrorOf(const std::string& content, const TextDialect& dialect = {}) {
    const auto rows = Read(content, dialect);
    return rows ? "no error" : rows.error().message;
  }

  std::filesystem::path file_;
  std::vector<std::string> columns_;
};

TEST_F(DelimitedTest, RecordsAboveTheHeader) {
  EXPECT_EQ(Read("Source,World\n\nDate\n\na,b\n1,2\n3\n", {.heading_records = 2}).value(),
            (std::vector<Row>{{6, {"1", "2"}, ""}, {7, {"3"}, "1 field where 2 are expected"}}));
  EXPECT_EQ(columns_, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(ErrorOf("Source,World\n", {.heading_records = 2}), "the file is empty");
}

// RFC 4180, section 2.
TEST_F(DelimitedTest, TheExamplesOfTheRfc) {
  EXPECT_EQ(Read("h1,h2,h3\r\naaa,bbb,ccc\r\nzzz,yyy,xxx").value(),
            (std::vector<Row>{{2, {"aaa", "bbb", "ccc"}, ""}, {3, {"zzz", "yyy", "xxx"}, ""}}));
  EXPECT_EQ(Read("h1,h2,h3\r\n\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx\r\n").value(),
            (std::vector<Row>{{2, {"aaa", "b\r\nbb", "ccc"}, ""}, {4, {"zzz", "yyy", "xxx"}, ""}}));
  EXPECT_EQ(Read("h1,h2,h3\r\n\"aaa\",\"b\"\"bb\",\"ccc\"\r\n").value(),
            (std::vector<Row>{{2, {"aaa", "b\"bb", "ccc"}, ""}}));
}

TEST_F(DelimitedTest, EmptyCellsAndBlankLines) {
  EXPECT_EQ(Read("a,b\n,\n\n\"\",\"\"\n\r\nx,").value(),
            (std::vector<Row>{{2, {"", ""}, ""}, {4, {"", ""}, ""}, {6, {"x", ""}, ""}}));
  EXPECT_EQ(Read("a\n\"\"\n\n\"\"\"\"\"\"\n").value(), (std::vector<Row>{{2, {""}, ""}, {4, {"\"\""}, ""}}));
}

TEST_F(DelimitedTest, AQuoteInsideAFieldIsACharacter) {
  EXPECT_EQ(Read("a,b\n5\" wafer,x\"\"y\n").value(), (std::vector<Row>{{2, {"5\" wafer", "x\"\"y"}, ""}}));
  EXPECT_EQ(Read("a\tb\n\"x\ty\"\n", {.delimiter = '\t', .quote = '\0'}).value(),
            (std::vector<Row>{{2, {"\"x", "y\""}, ""}}));
}

TEST_F(DelimitedTest, WhatCannotBeSplitHasAFaultAndTheNextRecordIsUnharmed) {
  const auto rows = Read("a,b\n1\n1,2,3\n\"x\"y,2\n\"x\" ,2\np\rq,2\n3,4\n").value();
  ASSERT_EQ(rows.size(), 6U);
  EXPECT_EQ(rows[0].fault, "1 field where 2 are expected");
  EXPECT_EQ(rows[1].fault, "3 fields where 2 are expected");
  EXPECT_EQ(rows[2].fault, "text after a closing quote");
  EXPECT_EQ(rows[3].fault, "text after a closing quote");
  EXPECT_THAT(rows[4].fault, HasSubstr("a carriage return inside a field"));
  EXPECT_EQ(rows[5], (Row{7, {"3", "4"}, ""}));
}

TEST_F(DelimitedTest, NamesOfColumns) {
  ASSERT_TRUE(Read("\xEF\xBB\xBF a ,A,record,,\"q\n\"\n"));
  EXPECT_THAT(columns_, ElementsAre("a", "A_2", "record_2", "column_4", "q\n"));
  EXPECT_EQ(Read("1,2\n3,4\n", {.header = false}).value(),
            (std::vector<Row>{{1, {"1", "2"}, ""}, {2, {"3", "4"}, ""}}));
  EXPECT_THAT(columns_, ElementsAre("column_1", "column_2"));
}

TEST_F(DelimitedTest, BrokenFiles) {
  EXPECT_EQ(ErrorOf(""), "the file is empty");
  EXPECT_EQ(ErrorOf("\xEF\xBB\xBF"), "the file is empty");
  EXPECT_THAT(ErrorOf("a,\"b"), HasSubstr("never closed"));
  EXPECT_THAT(ErrorOf("a,b\n1,\"2\n3,4\n"), HasSubstr("never closed"));
  EXPECT_THAT(ErrorOf("a\n\xC3"), HasSubstr("byte 0xC3 is not UTF-8")) << "a character cut off by the end";
  EXPECT_THAT(ErrorOf("a\n\xED\xA0\x80\n"), HasSubstr("0xED")) << "half a surrogate pair";
  EXPECT_THAT(ErrorOf("a\n\xC0\xAF\n"), HasSubstr("0xC0")) << "an overlong form";
  EXPECT_THAT(ErrorOf("a\n\x81\x20\n", {.encoding = "GB18030"}), HasSubstr("not GB18030"));
  EXPECT_THAT(ErrorOf("a\n\xD6", {.encoding = "GB18030"}), HasSubstr("not GB18030"));
  EXPECT_THAT(ErrorOf("a\n", {.encoding = "EBCDIC"}), HasSubstr("UTF-8, GB18030 and ISO-8859-1 are"));
  EXPECT_EQ(Read("a\nC\xF4te d'Ivoire\n", {.encoding = "latin1"}).value(),
            (std::vector<Row>{{2, {"Côte d'Ivoire"}, ""}}));
  EXPECT_EQ(Read("\xEF\xBB\xBF"
                 "a\nCôte d'Ivoire\n",
                 {.encoding = "latin1"})
                .value(),
            (std::vector<Row>{{2, {"Côte d'Ivoire"}, ""}}));
}

/// Splits well-formed text character by character. Shares nothing with the reader.
struct SlowRow {
  std::int64_t line;
  std::vector<std::string> cells;
};
std::vector<SlowRow> SplitSlowly(const std::string& text) {
  std::vector<SlowRow> rows;
  std::int64_t line = 1;
  SlowRow row{1, {""}};
  bool quoted = false, begun = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
        row.cells.back() += '"';
        ++i;
      } else if (c == '"') {
        quoted = false;
      } else {
        row.cells.back() += c;
      }
    } else if (c == '"') {
      quoted = begun = true;
    } else if (c == ',') {
      row.cells.emplace_back();
      begun = true;
    } else if (c == '\n') {
      if (begun) rows.push_back(row);
      row = {line + 1, {""}};
      begun = false;
    } else if (c != '\r') {
      row.cells.back() += c;
      begun = true;
    }
    if (c == '\n') ++line;
  }
  if (begun) rows.push_back(row);
  return rows;
}

// Records of all lengths meet the edges of the reader's window in every possible place.
TEST_F(DelimitedTest, AgreesWithASlowReaderOnRandomText) {
  const std::vector<std::string> pieces = {"a", "bc", "Côte", "镓", "𠀀", "12.5", " ", "'", ";"};
  const std::vector<std::string> quoted_pieces = {"a", ",", "\n", "\r\n", "\"\"", "镓", "x y", "12"};
  for (const unsigned seed : {1U, 2U, 3U}) {
    std::mt19937 random(seed);
    const auto below = [&](std::size_t n) { return random() % n; };
    const std::string end = seed == 2 ? "\r\n" : "\n";
    std::string text = "a,b,c" + end;
    while (text.size() < (3U << 20)) {
      for (int c = 0; c < 3; ++c) {
        if (c > 0) text += ',';
        const bool quoted = below(4) == 0;
        if (quoted) text += '"';
        const std::size_t length = below(50) == 0 ? below(3000) : below(5);
        for (std::size_t i = 0; i < length; ++i)
          text += quoted ? quoted_pieces[below(quoted_pieces.size())] : pieces[below(pieces.size())];
        if (quoted) text += '"';
      }
      text += end;
      if (below(100) == 0) text += end;
    }
    if (seed == 3) text.resize(text.size() - 1);
    const std::vector<SlowRow> expected = SplitSlowly(text);
    const auto rows = Read(text);
    ASSERT_TRUE(rows) << Describe(rows.error());
    ASSERT_EQ(rows->size() + 1, expected.size());
    for (std::size_t i = 0; i < rows->size(); ++i) {
      ASSERT_EQ((*rows)[i].fault, "") << "line " << (*rows)[i].line;
      ASSERT_EQ((*rows)[i].line, expected[i + 1].line);
      ASSERT_EQ((*rows)[i].cells, expected[i + 1].cells) << "line " << (*rows)[i].line;
    }
  }
}

TEST_F(DelimitedTest, LongRecordsUpToTheLimit) {
  const std::string long_cell(DelimitedReader::kLongestRecord - 100, 'x');
  const auto rows = Read("a,b\n\"" + long_cell + "\",1\n2,3\n");
  ASSERT_TRUE(rows) << Describe(rows.error());
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ((*rows)[0].cells[0].size(), long_cell.size());
  EXPECT_THAT(ErrorOf("a,b\n1,2\n\"" + std::string(40 << 20, 'x') + "\",1\n"), HasSubstr("longer than 8 MiB"));
}

TEST(ValidTextTest, FindsTheFirstByteAtFault) {
  EXPECT_EQ(FindValidText("abc").size, 3U);
  for (std::size_t at = 0; at < 20; ++at) {
    std::string text(20, 'a');
    text[at] = '\0';
    EXPECT_EQ(FindValidText(text).size, at);
    text[at] = '\xff';
    EXPECT_EQ(FindValidText(text).size, at);
    EXPECT_FALSE(FindValidText(text).cut);
  }
  EXPECT_TRUE(FindValidText("ab\xE9\x95").cut);
  EXPECT_EQ(FindValidText("ab\xE9\x95").size, 2U);
  EXPECT_EQ(CutText("ab镓", 4), "ab");
  EXPECT_EQ(CutText("ab镓", 5), "ab镓");
}

}  // namespace
}  // namespace tenon::store
