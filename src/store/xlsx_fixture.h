#ifndef TENON_STORE_XLSX_FIXTURE_H_
#define TENON_STORE_XLSX_FIXTURE_H_

#include <string>
#include <vector>

#include "store/zip_fixture.h"

namespace tenon::store {

/// For tests: the smallest workbook that has everything, with parts that can be replaced.
struct XlsxFixture {
  struct Sheet {
    std::string name;
    std::string data;     ///< inside <sheetData>
    std::string after{};  ///< behind it
    std::string state = "visible";
  };
  std::vector<Sheet> sheets;
  std::string texts{};   ///< inside <sst>
  std::string styles{};  ///< inside <styleSheet>
  std::string workbook_properties{};
  std::string prologue = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
  std::string xmlns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

  std::vector<ZipMember> Members() const {
    const std::string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const std::string packages =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
    const auto relation = [&](const std::string& id, const std::string& type, const std::string& target) {
      return "<Relationship Id=\"" + id + "\" Type=\"" + relations + "/" + type + "\" Target=\"" + target + "\"/>";
    };
    std::string list,
        parts = relation("t", "sharedStrings", "sharedStrings.xml") + relation("s", "styles", "styles.xml");
    std::vector<ZipMember> members;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
      const std::string number = std::to_string(i + 1);
      list += "<sheet name=\"" + sheets[i].name + "\" sheetId=\"" + number + "\" state=\"" + sheets[i].state +
              "\" r:id=\"r" + number + "\"/>";
      parts += relation("r" + number, "worksheet", "/xl/worksheets/sheet" + number + ".xml");
      members.push_back({"xl/worksheets/sheet" + number + ".xml",
                         prologue + "<worksheet xmlns=\"" + xmlns + "\"><sheetData>" + sheets[i].data + "</sheetData>" +
                             sheets[i].after + "</worksheet>"});
    }
    members.push_back(
        {"_rels/.rels", packages + relation("w", "officeDocument", "xl/workbook.xml") + "</Relationships>"});
    members.push_back({"xl/workbook.xml", "<workbook xmlns=\"" + xmlns + "\" xmlns:r=\"" + relations + "\">" +
                                              workbook_properties + "<sheets>" + list + "</sheets></workbook>"});
    members.push_back({"xl/_rels/workbook.xml.rels", packages + parts + "</Relationships>"});
    members.push_back({"xl/sharedStrings.xml", "<sst xmlns=\"" + xmlns + "\">" + texts + "</sst>"});
    members.push_back({"xl/styles.xml", "<styleSheet xmlns=\"" + xmlns + "\">" + styles + "</styleSheet>"});
    return members;
  }
};

}  // namespace tenon::store

#endif  // TENON_STORE_XLSX_FIXTURE_H_
