#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sources/json_document.h"
#include "sources/registry.h"
#include "sources/us_ccl/control.h"
#include "sources/us_ccl/destination.h"
#include "sources/us_ccl/outline.h"
#include "store/economy.h"

namespace tenon::sources {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

/// A document with such a member.
Result<Json> ReadDocument(store::Load& load, const fs::path& file, const char* name, Json::value_t type) {
  TENON_ASSIGN(Json document, ReadJsonDocument(load, file, 256ULL << 20));
  TENON_ASSIGN(const Json* member, MemberOf(document, name, type, file.string()));
  if (member != nullptr) return document;
  return Fail(ErrorKind::kSchemaMismatch, fmt::format("no '{}' in this JSON document", name), file.string());
}

const Json& Members(const Json& object, const char* name) {
  static const Json none = Json::array();
  const auto found = object.find(name);
  return found != object.end() && found->is_array() ? *found : none;
}

/// Are all parts that are read of the type they should have?
Status CheckEntries(const Json& entries, const fs::path& file) {
  std::size_t number = 0;
  for (const Json& entry : entries) {
    const std::string where = fmt::format("{}, entry {}", file.string(), ++number);
    TENON_CHECK(CheckTexts(entry, {"eccn", "heading", "reasonForControl"}, where));
    TENON_CHECK(MemberOf(entry, "countryChart", Json::value_t::array, where));
    TENON_CHECK(MemberOf(entry, "items", Json::value_t::array, where));
    for (const Json& control : Members(entry, "countryChart")) {
      TENON_CHECK(CheckTexts(control, {"control", "countryChart"}, where));
    }
    for (const Json& item : Members(entry, "items")) {
      TENON_CHECK(CheckTexts(item, {"kind", "paragraph", "text"}, where));
    }
  }
  return {};
}

Status CheckGroups(const Json& document, const fs::path& file) {
  for (const auto& [group, names] : document["groups"].items()) {
    const auto is_text = [](const Json& name) { return name.is_string(); };
    if (names.is_array() && std::ranges::all_of(names, is_text)) continue;
    return Fail(ErrorKind::kSchemaMismatch, fmt::format("group '{}' is no list of names", group), file.string());
  }
  TENON_ASSIGN(const Json* aliases, MemberOf(document, "aliases", Json::value_t::object, file.string()));
  if (aliases == nullptr) return {};
  for (const auto& [alias, name] : aliases->items()) TENON_CHECK(CheckTexts(*aliases, {alias}, file.string()));
  return {};
}

/// The country groups. A country that is treated as another one ("hong kong": "China (PRC)") goes with it.
Result<CountryGroups> ReadGroups(const fs::path& file, store::Load& load) {
  TENON_ASSIGN(const Json document, ReadDocument(load, file, "groups", Json::value_t::object));
  TENON_CHECK(CheckGroups(document, file));
  std::map<std::string, EconomySet> countries;
  const auto resolve = [&](const std::string& name) -> const EconomySet& {
    EconomySet& codes = countries[name];
    if (!codes.empty()) return codes;
    const store::Economy* economy = store::ResolveEconomy(name);
    if (economy == nullptr) {
      load.Reject(file, 0, "groups", name, "a country that is not in the economy table");
    } else {
      codes.insert(economy->code);
    }
    return codes;
  };
  if (const auto aliases = document.find("aliases"); aliases != document.end() && aliases->is_object()) {
    for (const auto& [alias, name] : aliases->items()) {
      const store::Economy* economy = name.is_string() ? store::ResolveEconomy(alias) : nullptr;
      if (economy == nullptr) continue;
      resolve(name.get<std::string>());
      countries[name.get<std::string>()].insert(economy->code);
    }
  }
  CountryGroups groups;
  for (const auto& [group, names] : document["groups"].items()) {
    for (const Json& name : names) {
      groups[group].merge(EconomySet(resolve(name.get<std::string>())));
    }
  }
  return groups;
}

/// One line of at most 120 bytes, cut between words.
std::string OneLine(std::string text) {
  std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  constexpr std::size_t kLongest = 120;
  if (text.size() <= kLongest) return text;
  std::size_t end = std::min(text.rfind(' ', kLongest), kLongest);
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not within a character
  return text.substr(0, end) + " …";
}

struct Entry {
  std::string eccn;
  std::vector<Control> controls;
};

/// The reasons and economies of what `covers` lets through; missing where the file does not tell.
struct Requirement {
  Value reasons, economies;
};

template <class Covered>
Requirement RequirementOf(const Entry& entry, const CountryGroups& groups, const Covered& covers) {
  std::vector<std::string> reasons;
  EconomySet economies;
  bool stated = false;
  for (const Control& control : entry.controls) {
    if (!covers(control)) continue;
    stated = true;
    const std::string reason = ReasonOf(control.applies);
    if (!reason.empty() && std::ranges::find(reasons, reason) == reasons.end()) reasons.push_back(reason);
    if (auto required = LicenceRequired(control.chart, groups)) economies.merge(*required);
  }
  if (!stated) return {};
  economies.merge(Embargoed(groups));
  return {reasons.empty() ? Value{} : Value{fmt::format("{}", fmt::join(reasons, ", "))},
          fmt::format("{}", fmt::join(economies, " "))};
}

Table Rows(const Json& entries, const CountryGroups& groups) {
  const auto text_column = [](const char* name) { return Column{name, ValueType::kText, ""}; };
  Table table{.name = "ccl",
              .columns = {{"record", ValueType::kInteger, ""},
                          text_column("entry"),
                          text_column("heading"),
                          text_column("reasons"),
                          text_column("applies_to"),
                          text_column("text")},
              .rows = {}};
  const auto add = [&](std::string code, const std::string& heading, const Requirement& requirement, std::string text) {
    const auto record = static_cast<std::int64_t>(table.rows.size() + 1);
    table.rows.push_back(
        {record, std::move(code), OneLine(heading), requirement.reasons, requirement.economies, std::move(text)});
  };
  for (const Json& json : entries) {
    Entry entry{.eccn = TextOf(json, "eccn"), .controls = {}};
    for (const Json& control : Members(json, "countryChart")) {
      entry.controls.push_back({TextOf(control, "control"), TextOf(control, "countryChart")});
    }
    Requirement whole = RequirementOf(entry, groups, [](const Control&) { return true; });
    if (const std::string stated = TextOf(json, "reasonForControl"); !stated.empty()) whole.reasons = stated;
    add(entry.eccn, TextOf(json, "heading"), whole, TextOf(json, "heading"));
    std::vector<ListedText> list;
    for (const Json& item : Members(json, "items")) {
      list.push_back({TextOf(item, "kind"), TextOf(item, "paragraph"), TextOf(item, "text")});
    }
    for (const Paragraph& paragraph : ReadOutline(list)) {
      const auto covers = [&](const Control& control) { return Covers(control, entry.eccn, paragraph.label); };
      add(entry.eccn + "." + paragraph.label, paragraph.heading, RequirementOf(entry, groups, covers), paragraph.text);
    }
  }
  return table;
}

Status Read(const InputFiles& files, const Arguments&, store::Load& load) {
  TENON_ASSIGN(const fs::path list, OnlyFile(files, "ccl.json"));
  TENON_ASSIGN(const fs::path countries, OnlyFile(files, "country-groups.json"));
  TENON_ASSIGN(const CountryGroups groups, ReadGroups(countries, load));
  TENON_ASSIGN(const Json document, ReadDocument(load, list, "entries", Json::value_t::array));
  TENON_CHECK(CheckEntries(document["entries"], list));
  TENON_ASSIGN(const store::RawFile raw, load.OpenRows(list, Rows(document["entries"], groups)));
  return load.Fill({.table = "control_entry", .raw = &raw, .select = SourceQuery("us_ccl/control_entry.sql")});
}

}  // namespace

const Source& UsCcl() {
  static const Source source = {
      .spec = {.name = "us-ccl",
               .title = {"US Commerce Control List", "美国商业管制清单"},
               .publisher = "U.S. Department of Commerce, Bureau of Industry and Security (eCFR)",
               .licence = "text of law: public domain; the JSON form: MIT",
               .credit = "15 CFR 774 Supp. 1, eCFR 2026-07-23; parsed by export-controls-agent-mcp, MIT",
               .files = {{"ccl.json",
                          {"entries of the list, 15 CFR 774 supplement no. 1", "管制清单条目（15 CFR 774附件1）"}},
                         {"country-groups.json",
                          {"country groups, 15 CFR 740 supplement no. 1", "国家组（15 CFR 740附件1）"}}},
               .tables = {"control_entry"},
               .options = {},
               .reject_reasons = {"reserved: nothing is controlled here", "not an entry number such as 3B001",
                                  "a country that is not in the economy table"},
               .publication = {.page = "https://www.ecfr.gov/current/title-15/subtitle-B/chapter-VII/subchapter-C",
                               .how = {"parts 740 and 774, Supplement No. 1; this form of them ships in data/us-ccl",
                                       "第 740、774 部分附录一；所需格式随附于 data/us-ccl"}}},
      .read = Read,
  };
  return source;
}

}  // namespace tenon::sources
