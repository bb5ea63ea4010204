#include "store/sheet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "store/sheet_rows.h"
#include "store/xlsx_fixture.h"

namespace tenon::store {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class SheetTest : public testing::Test {
 protected:
  SheetTest()
      : file_(fs::temp_directory_path() / ("tenon_sheet_" + std::to_string(::getpid()) +
                                           testing::UnitTest::GetInstance()->current_test_info()->name() + ".xlsx")) {}
  ~SheetTest() override { fs::remove(file_); }

  /// The header and every row, one text each: "names" and "3: a|b"; at the end the error, if there is one.
  std::vector<std::string> ReadBytes(const std::string& bytes, const SheetChoice& choice = {}) const {
    std::ofstream(file_, std::ios::binary) << bytes;
    auto workbook = Workbook::Open(file_, "list.xlsx");
    if (!workbook) return {Describe(workbook.error())};
    auto reader = SheetReader::Open(std::make_shared<const Workbook>(*std::move(workbook)), choice);
    if (!reader) return {Describe(reader.error())};
    const auto joined = [](const auto& cells) {
      std::string line;
      for (const auto& cell : cells) line += (line.empty() ? "" : "|") + (cell.empty() ? "." : std::string(cell));
      return line;
    };
    std::vector<std::string> rows = {joined((*reader)->columns())};
    for (;;) {
      const auto record = (*reader)->Next();
      if (!record) rows.push_back(Describe(record.error()));
      if (!record || *record == nullptr) return rows;
      rows.push_back(std::to_string((*record)->line) + ": " + joined((*record)->cells));
    }
  }
  std::vector<std::string> Read(const XlsxFixture& fixture, const SheetChoice& choice = {}) const {
    return ReadBytes(Zipped(fixture.Members()), choice);
  }
  std::vector<std::string> ReadData(const std::string& data, const std::string& after = {}) const {
    return Read({.sheets = {{"S", data, after}}});
  }
  std::string ErrorOf(const XlsxFixture& fixture, const SheetChoice& choice = {}) const {
    return Read(fixture, choice).back();
  }
  std::string ErrorOfData(const std::string& data) const { return ReadData(data).back(); }

  fs::path file_;
};

std::string Text(const std::string& place, const std::string& text) {
  return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}
const std::string kHeader = "<row r=\"1\">" + Text("A1", "a") + Text("B1", "b") + "</row>";

TEST_F(SheetTest, EveryTypeOfCell) {
  XlsxFixture fixture;
  // Text in runs, with a phonetic part; a line end XML cannot hold; leading zeros.
  fixture.texts =
      "<si><t>name</t></si><si><r><t>半</t></r><r><t>导体</t></r><rPh sb=\"0\" eb=\"1\"><t>はん</t></rPh></si>"
      "<si><t>a_x000A_b_x0041</t></si><si><t>010121</t></si>";
  fixture.styles =
      "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>"
      "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"46\"/></cellXfs>";
  fixture.sheets = {
      {"S", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>" + Text("B1", "value") +
                "</row>"
                "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\"><v>123.0</v></c></row>"
                "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>2</v></c><c r=\"B3\"><v>1.2300000000000001E-2</v></c></row>"
                "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>3</v></c><c r=\"B4\" s=\"1\"><v>45351</v></c></row>"
                "<row r=\"5\"><c r=\"A5\" t=\"b\"><v>1</v></c><c r=\"B5\" s=\"2\"><v>45351.5</v></c></row>"
                "<row r=\"6\"><c r=\"A6\" t=\"e\"><v>#N/A</v></c><c r=\"B6\" s=\"3\"><v>1.5</v></c></row>"
                "<row r=\"7\"><c r=\"A7\" t=\"str\"><f>B1&amp;\"x\"</f><v>value</v></c><c "
                "r=\"B7\"><f>1+1</f><v>2</v></c></row>"
                "<row r=\"8\"><c r=\"A8\"><f>A1</f></c><c r=\"B8\" s=\"1\"><v>60</v></c></row>"
                "<row r=\"9\"><c r=\"A9\" t=\"d\"><v>2024-02-29</v></c><c r=\"B9\" s=\"0\"/></row>"
                "<row r=\"11\"><c r=\"B11\" t=\"b\"><v>0</v></c><c r=\"C11\"><v>7</v></c></row>"}};
  const std::string date = "=A1";
  EXPECT_THAT(Read(fixture),
              ElementsAre("name|value", "2: 半导体|123", "3: a\nb_x0041|0.0123", "4: 010121|2024-02-29",
                          "5: true|2024-02-29T12:00:00", "6: " + MarkedCell("#N/A", kErrorValue) + "|PT36H0M0S",
                          "7: value|2", "8: " + MarkedCell("=A1", kNoCachedValue) + "|" + MarkedCell("60", kNoDate),
                          "9: 2024-02-29|.", "11: .|false"));
  fixture.workbook_properties = "<workbookPr date1904=\"1\"/>";
  EXPECT_EQ(Read(fixture)[3], "4: 010121|2028-03-01");              // 1904-01-01 and 45,351 days
  fixture.xmlns = "http://purl.oclc.org/ooxml/spreadsheetml/main";  // the strict variant
  EXPECT_EQ(Read(fixture)[1], "2: 半导体|123");
}

TEST_F(SheetTest, RowsAndCellsMayLeaveOutTheirPlace) {
  EXPECT_THAT(ReadData("<row><c t=\"str\"><v>a</v></c><c t=\"str\"><v>b</v></c></row><row/><row><c><v>1</v></c></row>"),
              ElementsAre("a|b", "3: 1|."));
}

TEST_F(SheetTest, TheHeaderIsBelowTitlesAndMayBeMerged) {
  const std::string data = "<row r=\"2\">" + Text("A2", "List of firms") + "</row><row r=\"4\">" +
                           Text("A4", "firm\nname") + Text("B4", "2024") + Text("D4", "note") + "</row><row r=\"5\">" +
                           Text("B5", "t") + Text("C5", "USD") + "</row><row r=\"6\">" + Text("A6", "x") +
                           "<c r=\"C6\"><v>1</v></c></row>";
  const std::string merged =
      "<mergeCells><mergeCell ref=\"A2:D2\"/><mergeCell ref=\"B4:C4\"/><mergeCell ref=\"A4:A5\"/>"
      "<mergeCell ref=\"D4:D5\"/></mergeCells>";
  EXPECT_THAT(ReadData(data, merged), ElementsAre("firm name|2024 t|2024 USD|note", "6: x|.|1|."));
  const XlsxFixture plain{.sheets = {{"S", data}}};
  EXPECT_THAT(Read(plain), ElementsAre("firm name|2024|column_3|note", "5: .|t|USD|.", "6: x|.|1|."));
  EXPECT_THAT(Read(plain, {"", 5}), ElementsAre("column_1|t|USD", "6: x|.|1"));
  EXPECT_THAT(ErrorOf(plain, {"", 3}),
              HasSubstr("list.xlsx sheet 'S' row 3: the row that shall be the header is empty"));
  EXPECT_THAT(ErrorOf(plain, {"", 30}), HasSubstr("is empty"));
  EXPECT_THAT(ReadData("<row r=\"3\">" + Text("B3", "only") + "</row><row r=\"4\">" + Text("B4", "x") + "</row>"),
              ElementsAre("column_1|only", "4: .|x"));
  EXPECT_THAT(ErrorOfData("<row r=\"1\">" + Text("A1", "a") + Text("B1", "a") + "</row>"),
              HasSubstr("two columns are called"));
  EXPECT_THAT(ErrorOfData(""), HasSubstr("the sheet is empty"));
}

TEST_F(SheetTest, MergedCellsBelowTheHeaderAreNoValues) {
  const std::string mark = MarkedCell("A2:A3", kMergedCell);
  EXPECT_THAT(ReadData(kHeader + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\"><v>2</v></c></row><row r=\"3\"><c "
                                 "r=\"B3\"><v>3</v></c></row><row r=\"4\"><c r=\"A4\"><v>4</v></c></row>",
                       "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>"),
              ElementsAre("a|b", "2: " + mark + "|2", "3: " + mark + "|3", "4: 4|."));
  EXPECT_THAT(ReadData(kHeader, "<mergeCells><mergeCell ref=\"A2\"/><mergeCell ref=\"B2:A1\"/></mergeCells>").back(),
              HasSubstr("'B2:A1' is no range"));
}

TEST_F(SheetTest, ASheetIsChosenOrTheOnlyOneNotHidden) {
  XlsxFixture fixture{.sheets = {{"企业", kHeader}, {"old", kHeader, "", "hidden"}}};
  EXPECT_THAT(Read(fixture), ElementsAre("a|b"));
  EXPECT_THAT(Read(fixture, {"old"}), ElementsAre("a|b"));
  fixture.sheets.push_back({"新", kHeader, "", "veryHidden"});
  EXPECT_THAT(Read(fixture), ElementsAre("a|b"));
  fixture.sheets.push_back({"more", kHeader});
  EXPECT_EQ(ErrorOf(fixture),
            "list.xlsx: has 4 sheets; say which one: --sheet NAME, of '企业', 'old' (hidden), '新' (hidden), 'more'");
  EXPECT_THAT(ErrorOf(fixture, {"mor"}), HasSubstr("has no sheet 'mor'; did you mean more?"));
}

TEST_F(SheetTest, BrokenSheetsAreErrorsWithTheirPlace) {
  const auto cell = [](const std::string& attributes, const std::string& inside) {
    return kHeader + "<row r=\"2\"><c " + attributes + ">" + inside + "</c></row>";
  };
  const std::pair<std::string, const char*> broken[] = {
      {kHeader + "<row r=\"1\"/>", "row 1 stands twice"},
      {kHeader + "<row r=\"7\"/><row r=\"6\"/>", "row 6 stands after row 7"},
      {kHeader + "<row r=\"0\"/>", "'0' is no row of a sheet"},
      {kHeader + "<row r=\"1048577\"/>", "is no row of a sheet"},
      {kHeader + "<row r=\"x\"/>", "'x' is no row of a sheet"},
      {cell("r=\"A3\"", ""), "row 2: 'A3' is no cell of this row"},
      {cell("r=\"XFE2\"", ""), "is no cell of this row"},
      {cell("r=\"2A\"", ""), "is no cell of this row"},
      {cell("r=\"A2\"", "") + "<row r=\"3\"><c r=\"B3\"/><c r=\"A3\"/></row>",
       "the cell A3 stands twice or out of order"},
      {cell("r=\"A2\"", "<v>abc</v>"), "A2: 'abc' is no number"},
      {cell("r=\"A2\"", "<v>inf</v>"), "A2: 'inf' is no number"},
      {cell("r=\"A2\"", "<v>1e999</v>"), "is no number"},
      {cell("r=\"A2\" t=\"s\"", "<v>5</v>"), "A2: its text does not exist"},
      {cell("r=\"A2\" t=\"s\"", "<v>-1</v>"), "A2: its text does not exist"},
      {cell("r=\"A2\" t=\"x\"", "<v>5</v>"), "'x' is no type of cell"},
      {cell("r=\"A2\" t=\"b\"", "<v>2</v>"), "neither true nor false"},
      {cell("r=\"A2\" s=\"9\"", "<v>5</v>"), "its style does not exist"},
      {kHeader + "<row r=\"2\"><row r=\"3\"/></row>", "a row inside a row"},
      {kHeader + "<row r=\"2\"><c r=\"A2\"><c r=\"B2\"/></c></row>", "a cell outside a row"},
      {kHeader + "<c r=\"A2\"/>", "a cell outside a row"},
      {kHeader + "<row>", "broken XML"},
      {kHeader + "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>" + std::string(2 << 20, 'x') + "</v></c></row>",
       "longer than 1 MiB"},
      {std::string(70, '<'), "broken XML"},
  };
  for (const auto& [data, message] : broken) EXPECT_THAT(ErrorOfData(data), HasSubstr(message)) << data.substr(0, 300);
  EXPECT_THAT(ErrorOfData(kHeader + "<row><c t=\"e\"><v>x</v></c><c><v>y</v></c></row>"),
              HasSubstr("list.xlsx sheet 'S': B2: 'y' is no number"));
}

TEST_F(SheetTest, HostileXml) {
  XlsxFixture laughs{.sheets = {{"S", kHeader}}};
  laughs.prologue = "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;\">]>";
  EXPECT_THAT(ErrorOf(laughs), HasSubstr("a document type declaration"));
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<x>";
  EXPECT_THAT(ErrorOfData(deep), HasSubstr("nested more than 64 deep"));
  EXPECT_THAT(ErrorOfData("<row spans=\"" + std::string(3 << 20, '1') + "\"/>"),
              HasSubstr("an XML tag longer than 1 MiB"));
  EXPECT_THAT(ErrorOfData("<row>\xFF</row>"), HasSubstr("broken XML"));
  EXPECT_THAT(ErrorOfData("<x:row xmlns:x=\"urn:other\"/>" + kHeader), HasSubstr("a|b"))
      << "other namespaces say nothing";
}

TEST_F(SheetTest, OtherFormatsAreToldHowToSave) {
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(1000, 'x');
  EXPECT_THAT(ReadBytes(ole).front(), HasSubstr("list.xlsx: this is an old binary workbook (.xls, .et): open it"));
  std::string wide;
  for (const char c : std::string("EncryptedPackage")) wide += {c, '\0'};
  EXPECT_THAT(ReadBytes(ole + wide).front(), HasSubstr("is encrypted"));
  EXPECT_THAT(ReadBytes(Zipped({{"xl/workbook.bin", "x"}})).front(), HasSubstr("(.xlsb)"));
  EXPECT_THAT(ReadBytes(Zipped({{"content.xml", "x"}})).front(), HasSubstr("(.ods)"));
  EXPECT_THAT(ReadBytes(Zipped({{"a.txt", "x"}})).front(), HasSubstr("a zip archive, but no workbook"));
  EXPECT_THAT(ReadBytes("a,b\n1,2\n").front(), HasSubstr("--form csv"));
  EXPECT_THAT(ReadBytes("").front(), HasSubstr("the file is empty"));
  const std::string whole = Zipped(XlsxFixture{.sheets = {{"S", kHeader}}}.Members());
  EXPECT_THAT(ReadBytes(whole.substr(0, whole.size() / 2)).front(), HasSubstr("list.xlsx: not a whole zip archive"));
}

TEST_F(SheetTest, MissingPartsAreNamed) {
  const std::vector<ZipMember> whole = XlsxFixture{.sheets = {{"S", kHeader}}}.Members();
  for (std::size_t left_out = 0; left_out < whole.size(); ++left_out) {
    std::vector<ZipMember> members = whole;
    members.erase(members.begin() + static_cast<std::ptrdiff_t>(left_out));
    EXPECT_THAT(ReadBytes(Zipped(members)).front(), HasSubstr("no part " + whole[left_out].name));
  }
}

TEST_F(SheetTest, PlacesOfCells) {
  EXPECT_EQ(ReadCellPlace("XFD1048576").value().column, 16'384);
  EXPECT_EQ(ReadCellPlace("BC17").value().column, 55);
  for (const char* place : {"", "A", "1", "a1", "A0", "A01", "XFE1", "A1048577", "AAAA1", "A-1", "A1 ", "$A$1"}) {
    EXPECT_FALSE(ReadCellPlace(place)) << place;
  }
  EXPECT_EQ(ToText(ReadCellRange("Z1:AA2").value()), "Z1:AA2");
}

TEST_F(SheetTest, ManyRowsTakeLittleMemory) {
  std::string data = kHeader;
  for (int row = 2; row <= 200'000; ++row)
    data += "<row><c><v>" + std::to_string(row) + "</v></c><c><v>0.5</v></c></row>";
  std::ofstream(file_, std::ios::binary) << Zipped(XlsxFixture{.sheets = {{"S", data}}}.Members());
  auto reader = SheetReader::Open(std::make_shared<const Workbook>(Workbook::Open(file_, file_).value()), {}).value();
  std::int64_t rows = 0;
  while (const Record* record = reader->Next().value()) {
    ++rows;
    ASSERT_EQ(record->cells[0], std::to_string(record->line));
  }
  EXPECT_EQ(rows, 199'999);
}

}  // namespace
}  // namespace tenon::store
