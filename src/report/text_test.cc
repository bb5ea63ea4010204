#include <gtest/gtest.h>

#include "report/report.h"

namespace tenon::report {
namespace {

Table Sample() {
  return {
      .name = "sample",
      .columns = {{"segment", ValueType::kText, ""}, {"hhi", ValueType::kReal, "1"}, {"rank", ValueType::kInteger, ""}},
      .rows = {{"gallium", 0.963, std::int64_t{1}}, {"镓, \"精炼\"", Value{}, Value{}}, {"", 0.0, std::int64_t{0}}}};
}

TEST(Csv, MissingIsEmptyAndEmptyTextIsQuoted) {
  EXPECT_EQ(ToCsv(Sample()), "segment,hhi,rank\r\ngallium,0.963,1\r\n\"镓, \"\"精炼\"\"\",,\r\n\"\",0,0\r\n");
}

TEST(Json, HoldsReceiptTablesAndNulls) {
  Answer answer;
  answer.receipt.analysis = "scan";
  answer.receipt.arguments.Set("economy", "KOR");
  answer.receipt.arguments.Set("year", Value{});
  answer.tables.push_back(Sample());
  EXPECT_EQ(ToJson(answer),
            R"({"receipt":{"program_version":"","analysis":"scan","analysis_version":0,"snapshot":"","parameters":)"
            R"({"economy":"KOR","year":null},"conventions":[],"warnings":[],"sources":[]},"tables":[{"name":"sample",)"
            R"("columns":[{"name":"segment","type":"text","unit":""},{"name":"hhi","type":"real","unit":"1"},)"
            R"({"name":"rank","type":"integer","unit":""}],"rows":[["gallium",0.963,1],["镓, \"精炼\"",null,null],)"
            R"(["",0.0,0]]}]})");
}

TEST(Terminal, ChineseTakesTwoColumnsAndMissingIsADot) {
  EXPECT_EQ(ToTerminal(Sample(), {}),
            "segment        hhi  rank\n"
            "gallium     0.9630     1\n"
            "镓, \"精炼\"       ·     ·\n"
            "                 0     0\n");
}

TEST(Terminal, CutsTheWidestTextColumn) {
  Table table{.name = "t",
              .columns = {{"a", ValueType::kText, ""}, {"n", ValueType::kInteger, ""}},
              .rows = {{"镓精炼镓精炼镓精炼", std::int64_t{12}}}};
  EXPECT_EQ(ToTerminal(table, {.width = 17}), "a               n\n镓精炼镓精炼…  12\n");
}

TEST(Terminal, LeavesOutColumnsThatDoNotFitAndSaysSo) {
  EXPECT_EQ(ToTerminal(Sample(), {.width = 20}),
            "segment        hhi\n"
            "gallium     0.9630\n"
            "镓, \"精炼\"       ·\n"
            "                 0\n"
            "(1 more columns: widen the window, or --format csv)\n");
}

TEST(Terminal, ControlCharactersDoNotReachTheTerminal) {
  Table table{.name = "t", .columns = {{"a", ValueType::kText, ""}}, .rows = {{"x\033[2Jy\n"}}};
  EXPECT_EQ(ToTerminal(table, {}), "a\nx [2Jy \n");
}

TEST(Sentences, AreThoseAboutTheWhole) {
  Answer answer;
  EXPECT_EQ(ToSentences(answer, Language::kEnglish), "");
  answer.tables.push_back(
      {.name = "sentences",
       .columns = {{"segment", ValueType::kText, ""}, {"en", ValueType::kText, ""}, {"zh", ValueType::kText, ""}},
       .rows = {{"", "One is choked.", "有一个被卡。"}, {"gallium", "Of gallium only.", "仅述镓。"}}});
  EXPECT_EQ(ToSentences(answer, Language::kEnglish), "One is choked.\n");
  EXPECT_EQ(ToSentences(answer, Language::kChinese), "有一个被卡。\n");
}

}  // namespace
}  // namespace tenon::report
