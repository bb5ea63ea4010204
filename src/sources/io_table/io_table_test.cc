#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iconv.h>

#include "sources/io_table/cell.h"
#include "sources/load_fixture.h"

namespace tenon::sources {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string Gb18030(std::string text) {
  const iconv_t converter = iconv_open("GB18030", "UTF-8");
  std::string out(4 * text.size() + 16, '\0');
  char *from = text.data(), *to = out.data();
  std::size_t from_size = text.size(), to_size = out.size();
  iconv(converter, &from, &from_size, &to, &to_size);
  iconv_close(converter);
  out.resize(out.size() - to_size);
  return out;
}

class IoTableTest : public LoadTest {
 protected:
  static fs::path Fixture() { return fs::path(TENON_SOURCE_DIR) / "src/sources/io_table/fixture"; }
  Result<store::LoadReport> Read(const std::string& table, const std::string& layout, Options options = {}) const {
    options.emplace_back("layout", Write("layout.yaml", layout).string());
    return Load("io-table", Write("table.csv", table), options);
  }
  std::string ErrorOf(const std::string& table, const std::string& layout, const Options& options = {}) const {
    fs::remove_all(folder() / "ws");
    const auto report = Read(table, layout, options);
    return report ? "no error" : Describe(report.error());
  }
};

TEST_F(IoTableTest, ReadsTheFixture) {
  const auto report = Load("io-table", Fixture() / "table.csv", {{"layout", (Fixture() / "layout.yaml").string()}});
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select part, row_item, column_item, value from io_cell where row_economy = 'CHN' and "
                   "column_economy = 'CHN' and name = 'MADE2017' and year = 2017 and unit = '10000 CNY' order by all"),
              ElementsAre("final|农业|exports|5", "final|农业|households|60", "final|工业|exports|50",
                          "final|工业|households|100", "imports|农业|imports|4", "imports|工业|imports|20.5",
                          "intermediate|农业|农业|10.5", "intermediate|农业|工业|20", "intermediate|工业|农业|30",
                          "intermediate|工业|工业|1040.25", "output|农业|output|91.5", "output|工业|output|1199.75",
                          "value_added|compensation|农业|40", "value_added|compensation|工业|100",
                          "value_added|surplus|农业|11", "value_added|surplus|工业|39.5"));
}

// The form in which China's statistics print a table of n sectors: title, unit, names, codes; totals between the
// blocks.
struct Chinese {
  std::string table, layout;
};
Chinese ChineseTable(int sectors, const std::string& encoding) {
  const auto name = [](int i) { return fmt::format("　部门{}产品和服务", i); };  // a wide blank in front, as printed
  const auto flow = [&](int i, int j) { return (i * 7 + j * 3) % 11; };          // zeros too
  const auto row_sum = [&](int i) {
    int sum = 0;
    for (int j = 1; j <= sectors; ++j) sum += flow(i, j);
    return sum;
  };
  const auto output = [&](int i) { return row_sum(i) + 5000 + i + 30 - 20 - 3; };
  std::string table = fmt::format("{}年全国投入产出表（{}部门）\n单位：万元\n,代码", 2017, sectors);
  for (int j = 1; j <= sectors; ++j) table += "," + name(j);
  table += ",中间使用合计,居民消费支出,出口,最终使用合计,进口,其他,总产出\n投入,";
  for (int j = 1; j <= sectors; ++j) table += fmt::format(",{:02}", j);
  table += ",TIU,FU,EX,TFU,IM,ERR,GO\n";
  for (int i = 1; i <= sectors; ++i) {
    table += fmt::format("{},{:02}", name(i), i);
    for (int j = 1; j <= sectors; ++j) table += fmt::format(",{}", flow(i, j));
    table += fmt::format(",{},{},30,{},20,-3,{}\n", row_sum(i), 5000 + i, 5030 + i, output(i));
  }
  std::string total = "中间投入合计,TII", value_added = "增加值,VA", input = "总投入,TI";
  for (int j = 1; j <= sectors; ++j) {
    int sum = 0;
    for (int i = 1; i <= sectors; ++i) sum += flow(i, j);
    total += fmt::format(",{}", sum);
    value_added += fmt::format(",{}", output(j) - sum);
    input += fmt::format(",{}", output(j));
  }
  table += total + "\n" + value_added + "\n" + input + "\n注：本表为演示数据\n";
  const std::string layout = fmt::format(R"(name: CHN2017
year: 2017
unit: 10000 CNY
economy: 中国
encoding: {}
header: {{item: 3, rows: 5}}
labels: {{item: 1, values: 3}}
rows:
  industries: {{from: 部门1产品和服务, to: 部门{}产品和服务}}
  value_added: 增加值
  output: 总投入
  skip: [中间投入合计, 注*]
columns:
  industries: 部门*
  final: {{居民消费支出: households, 出口: exports, 其他: other}}
  imports: {{进口: imports}}
  output: 总产出
  skip: "*合计"
)",
                                         encoding, sectors);
  return {encoding == "GB18030" ? Gb18030(table) : table, layout};
}

TEST_F(IoTableTest, ReadsChineseTablesOf42To400Sectors) {
  for (const int sectors : {42, 149, 400}) {
    const Chinese made = ChineseTable(sectors, sectors == 149 ? "UTF-8" : "GB18030");
    fs::remove_all(folder() / "ws");
    const auto report = Read(made.table, made.layout);
    ASSERT_TRUE(report) << Describe(report.error());
    ASSERT_EQ(report->findings.size(), 1u);
    for (const auto& row : report->findings[0].rows) {
      EXPECT_EQ(ToText(row[2]), std::to_string(sectors));  // industries compared
      EXPECT_EQ(ToText(row[4]), "0");                      // largest residual
    }
    EXPECT_THAT(Rows("select count(*), count(distinct row_item) from io_cell where part = 'output'"),
                ElementsAre(fmt::format("{0}|{0}", sectors)));
  }
}

TEST_F(IoTableTest, ReadsALongTable) {
  const std::string layout =
      "name: L\nunit: million EUR\nform: long\ndelimiter: \";\"\ndecimal: \",\"\nthousands: \".\"\n"
      "fields: {row_item: von, column_item: nach, value: wert, year: jahr, row_economy: geo, column_economy: geo}\n"
      "rows: {industries: \"i*\", value_added: va, output: x}\n"
      "columns: {industries: \"i*\", final: {y: households}, skip: total}\n";
  const std::string table =
      "jahr;geo;von;nach;wert\n2010;DE;i1;i1;1.000,5\n2010;DE;i1;y;2\n2010;DE;i1;total;1.002,5\n2010;DE;va;i1;2,0\n"
      "2010;DE;x;i1;1.002,5\n2011;FR;i1;y;7\n2011;FR;va;i1;7\n2011;FR;x;i1;7\n";
  const auto report = Read(table, layout);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select year, part, row_economy, row_item, column_economy, column_item, value from io_cell "
                   "order by all"),
              ElementsAre("2010|final|DEU|i1|DEU|households|2", "2010|intermediate|DEU|i1|DEU|i1|1000.5",
                          "2010|output|DEU|i1|DEU|output|1002.5", "2010|value_added|DEU|va|DEU|i1|2",
                          "2011|final|FRA|i1|FRA|households|7", "2011|output|FRA|i1|FRA|output|7",
                          "2011|value_added|FRA|va|FRA|i1|7"));
}

// Names of economies stand once above their block, as merged cells are saved.
TEST_F(IoTableTest, ReadsATableOfManyEconomies) {
  const std::string layout =
      "name: MR\nyear: 2015\nunit: million USD\nheader: {economy: 1, item: 2}\nlabels: {economy: 1, item: 2}\n"
      "rows: {industries: [农业, 工业], value_added: 增加值, output: 总投入}\n"
      "columns: {industries: [农业, 工业], final: {最终使用: final_use}, output: 总产出}\n";
  const std::string table =
      ",,中国,,日本,,中国,日本,\n,,农业,工业,农业,工业,最终使用,最终使用,总产出\n"
      "中国,农业,1,2,3,4,5,6,21\n,工业,1,0,0,1,10,2,14\n日本,农业,0,0,1,1,0,3,5\n,工业,0,1,0,2,1,9,13\n"
      ",增加值,19,11,1,5,,,\n,总投入,21,14,5,13,,,\n";
  const auto report = Read(table, layout);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(
      Rows("select row_economy, row_item, column_economy, column_item, value from io_cell where "
           "part in ('output', 'value_added') or row_economy = 'JPN' order by all"),
      ElementsAre("CHN|农业|CHN|output|21", "CHN|工业|CHN|output|14", "JPN|农业|JPN|final_use|3",
                  "JPN|农业|JPN|output|5", "JPN|农业|JPN|农业|1", "JPN|农业|JPN|工业|1", "JPN|工业|CHN|final_use|1",
                  "JPN|工业|CHN|工业|1", "JPN|工业|JPN|final_use|9", "JPN|工业|JPN|output|13", "JPN|工业|JPN|工业|2",
                  "|增加值|CHN|农业|19", "|增加值|CHN|工业|11", "|增加值|JPN|农业|1", "|增加值|JPN|工业|5"));
}

TEST_F(IoTableTest, TellsImportedFromDomesticInputs) {
  const std::string layout =
      "name: O\nyear: 2015\nunit: million USD\neconomy: KOR\nlabels: {item: 1, origin: 2}\n"
      "origin: {domestic: 국산, imported: 수입}\n"
      "rows: {industries: [a, b], value_added: va, output: x}\ncolumns: {industries: [a, b], final: y, output: out}\n";
  const std::string table =
      ",,a,b,y,out\na,국산,1,2,3,6\nb,국산,1,1,6,8\na,수입,1,0,5,\nb,수입,2,1,1,\nva,,1,4,,\nx,,6,8,,\n";
  const auto report = Read(table, layout);
  ASSERT_TRUE(report) << Describe(report.error());
  EXPECT_THAT(Rows("select row_item, column_item, value from io_cell where part = 'imports' order by all"),
              ElementsAre("a|a|1", "a|y|5", "b|a|2", "b|b|1", "b|y|1"));
}

TEST_F(IoTableTest, WhatTheLayoutDoesNotSayIsAnError) {
  const std::string table = ",a,b,y,out\na,1,2,3,6\nb,1,1,6,8\nva,4,5,,\n";
  const std::string head = "name: T\nyear: 2015\nunit: million USD\n";
  const auto error = [&](const std::string& rows, const std::string& columns) {
    return ErrorOf(table, head + "rows: {" + rows + "}\ncolumns: {" + columns + "}\n");
  };
  const std::string rows = "industries: [a, b], value_added: va", columns = "industries: [a, b], final: y, output: out";
  EXPECT_EQ(error(rows, columns), "no error");
  EXPECT_THAT(error("industries: [a, b]", columns), HasSubstr(":4:1: the layout does not say what the row 'va' is"));
  EXPECT_THAT(error(rows, "industries: [a, b], output: out"),
              HasSubstr(":1:4: the layout does not say what the column 'y' is"));
  EXPECT_THAT(error(rows + ", skip: total", columns), HasSubstr("names the row 'total', but the file has none"));
  EXPECT_THAT(error("industries: {from: a, to: c}, value_added: va", columns), HasSubstr("has no end in the file"));
  EXPECT_THAT(error(rows, "industries: [a, b], final: y, skip: out"),
              HasSubstr("neither a row nor a column is output"));
  EXPECT_THAT(error(rows + ", industry: q", columns),
              HasSubstr("layout.yaml:4:45: unknown key 'industry'; did you mean"));
  EXPECT_THAT(error("industries: [a, a, b], value_added: va", columns), HasSubstr("'a' is named twice"));
  EXPECT_THAT(ErrorOf(table, "name: T\nunit: x\nrows: {" + rows + "}\ncolumns: {" + columns + "}\n"),
              HasSubstr("does not say of which year"));
  EXPECT_THAT(ErrorOf(table, head + "rows: {" + rows + "}\ncolumns: {" + columns + "}\n", {{"year", "2014"}}),
              HasSubstr("the layout says 2015, --year 2014"));
  EXPECT_THAT(ErrorOf(",a,,y,out\na,1,7,3,4\n",
                      head + "rows: {industries: a}\ncolumns: {industries: a, final: y, output: out}\n"),
              HasSubstr(":2:3: '7' stands below no name of a column"));
  EXPECT_THAT(
      ErrorOf(",a,y,out\na,1,,1\n", head + "rows: {industries: a}\ncolumns: {industries: a, final: y, output: out}\n"),
      HasSubstr(":2:3: an empty cell in row 'a', column 'y'"));
  EXPECT_EQ(ErrorOf(",a,y,out\na,1,,1\n",
                    head + "blank: zero\nrows: {industries: a}\ncolumns: {industries: a, final: y, output: out}\n"),
            "no error");
}

// The data guide: industry's total_final_use is misprinted as 1,079,400; with it, the row misses its output.
TEST_F(IoTableTest, ReadsTheShippedTables) {
  const fs::path data = fs::path(TENON_SOURCE_DIR) / "data/iotables";
  for (const char* name : {"germany_1995", "germany_airpol", "netherlands_2000"}) {
    const auto report = Load("io-table", data / fmt::format("{}.csv", name),
                             {{"layout", (data / fmt::format("{}.yaml", name)).string()}});
    ASSERT_TRUE(report) << Describe(report.error());
    EXPECT_EQ(report->rows_rejected, 0);
  }
  // Gross value added over output, data guide: 0.4934 0.3659 0.4708 0.5766 0.5999 0.7172.
  EXPECT_THAT(
      Rows("select printf('%.4f', sum(value) filter (part = 'value_added' and row_item <> 'net_tax_products') / "
           "sum(value) filter (part = 'output')) from (select *, if(part = 'output', row_item, column_item) as i "
           "from io_cell where name = 'DEU1995') where part in ('value_added', 'output') and i in "
           "(select row_item from io_cell where part = 'output') group by i order by i"),
      ElementsAre("0.4934", "0.5999", "0.4708", "0.3659", "0.7172", "0.5766"));
  EXPECT_THAT(Rows("select row_item, value, unit from io_cell where part = 'satellite' and name = 'DEU1995' and "
                   "column_item = 'construction' and row_item in ('CO2', 'employment_domestic_total') order by 1"),
              ElementsAre("CO2|11194|thousand t", "employment_domestic_total|3236|thousand persons"));
  EXPECT_THAT(Rows("select name, count(*) from io_cell where part = 'output' group by 1 order by 1"),
              ElementsAre("DEU1995|6", "NLD2000|6"));
}

TEST(ReadNumberTest, TellsHowFarRoundingMayHaveMovedIt) {
  const auto half_unit = [](const char* text) { return ReadNumber(text).value().half_unit; };
  EXPECT_EQ(half_unit("12"), 0.5);
  EXPECT_DOUBLE_EQ(half_unit("12.25"), 0.005);
  EXPECT_DOUBLE_EQ(half_unit("1.5e3"), 50);
  EXPECT_DOUBLE_EQ(half_unit("1e-3"), 0.0005);
  EXPECT_DOUBLE_EQ(half_unit("+1.5E+03"), 50);
  for (const char* text : {"", "x", "1,5", "nan", "inf", "1e999", "0x1", "1 2", "--1", "1e"}) {
    EXPECT_FALSE(ReadNumber(text)) << text;
  }
}

}  // namespace
}  // namespace tenon::sources
