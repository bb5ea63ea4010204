#include "store/workbook.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <functional>
#include <map>
#include <optional>

#include "store/text_file.h"
#include "store/xml_stream.h"

namespace tenon::store {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostTextBytes = 1 << 30;
constexpr std::size_t kLongestText = 1 << 20;
constexpr std::size_t kMostSheets = 10'000, kMostStyles = 1'000'000;

std::optional<int> ReadInteger(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool IsTrue(std::string_view text) { return text == "1" || text == "true"; }

std::unexpected<Error> Broken(std::string message) { return Fail(ErrorKind::kCorruptInput, std::move(message)); }

/// Id -> the part of a type, from a .rels document.
class Relationships : public XmlListener {
 public:
  struct Target {
    std::string type, part;
  };
  Status Begin(std::string_view name, XmlAttributes attributes) override {
    if (name != "Relationship" || Attribute(attributes, "TargetMode") == "External") return {};
    const std::string_view type = Attribute(attributes, "Type");
    targets[std::string(Attribute(attributes, "Id"))] = {std::string(type.substr(type.rfind('/') + 1)),
                                                         std::string(Attribute(attributes, "Target"))};
    return {};
  }
  Status End(std::string_view) override { return {}; }
  void Text(std::string_view) override {}

  std::map<std::string, Target> targets;
};

/// workbook.xml
class Outline : public XmlListener {
 public:
  Status Begin(std::string_view name, XmlAttributes attributes) override {
    if (name == "workbookPr" && IsTrue(Attribute(attributes, "date1904"))) dates = DateSystem::k1904;
    if (name != "sheet") return {};
    if (sheets.size() == kMostSheets) return Broken(fmt::format("more than {} sheets", kMostSheets));
    const std::string_view state = Attribute(attributes, "state");
    sheets.push_back({std::string(Attribute(attributes, "name")), !state.empty() && state != "visible",
                      std::string(Attribute(attributes, "r:id"))});
    return {};
  }
  Status End(std::string_view) override { return {}; }
  void Text(std::string_view) override {}

  DateSystem dates = DateSystem::k1900;
  std::vector<Workbook::Sheet> sheets;  // member: still the id of a relationship
};

/// styles.xml: the number format of every style a cell can have.
class Styles : public XmlListener {
 public:
  Status Begin(std::string_view name, XmlAttributes attributes) override {
    if (name == "numFmt") {
      const auto id = ReadInteger(Attribute(attributes, "numFmtId"));
      if (!id) return Broken("a number format without its number");
      codes_[*id] = FormatOfCode(Attribute(attributes, "formatCode"));
    }
    if (name == "cellXfs") inside_ = true;
    if (name != "xf" || !inside_) return {};
    if (formats.size() == kMostStyles) return Broken(fmt::format("more than {} styles", kMostStyles));
    const int id = ReadInteger(Attribute(attributes, "numFmtId")).value_or(0);
    const auto found = codes_.find(id);
    formats.push_back(found == codes_.end() ? FormatOfId(id) : found->second);
    return {};
  }
  Status End(std::string_view name) override {
    if (name == "cellXfs") inside_ = false;
    return {};
  }
  void Text(std::string_view) override {}

  std::vector<NumberFormat> formats;

 private:
  std::map<int, NumberFormat> codes_;
  bool inside_ = false;
};

/// sharedStrings.xml: plain texts, and texts in runs of several fonts; the phonetic runs beside them are left out.
class SharedTexts : public XmlListener {
 public:
  Status Begin(std::string_view name, XmlAttributes) override {
    if (name == "rPh") ++phonetic_;
    inside_ = name == "t" && phonetic_ == 0;
    return {};
  }
  Status End(std::string_view name) override {
    inside_ = false;
    if (name == "rPh") --phonetic_;
    if (text_.size() > kLongestText) return Broken("a text longer than 1 MiB");
    if (name != "si") return {};
    texts.Append(DecodeText(text_));
    text_.clear();
    if (texts.bytes() > kMostTextBytes) return Broken("more than 1 GiB of texts: split the workbook");
    return {};
  }
  void Text(std::string_view piece) override {
    if (inside_ && text_.size() <= kLongestText) text_ += piece;
  }

  TextPool texts;

 private:
  std::string text_;
  int phonetic_ = 0;
  bool inside_ = false;
};

/// The part a relationship of `base` points to, as a member's name.
std::string PartName(const std::string& base, const std::string& target) {
  if (target.starts_with('/')) return fs::path(target.substr(1)).lexically_normal().generic_string();
  return (fs::path(base).parent_path() / target).lexically_normal().generic_string();
}

constexpr const char* kHowToSave = "open it in the spreadsheet program and save it as 'Excel Workbook (*.xlsx)'";

/// The file's beginning and its end, or all of it.
std::string Sample(const fs::path& file) {
  constexpr std::streamsize kSample = 4 << 20;
  std::ifstream in(file, std::ios::binary);
  std::string sample(static_cast<std::size_t>(kSample), '\0');
  in.read(sample.data(), kSample);
  sample.resize(static_cast<std::size_t>(in.gcount()));
  return sample;
}

/// Other things that go by the name of a workbook.
Status CheckForm(const fs::path& on_disk, const fs::path& file) {
  TENON_CHECK(CheckRegularFile(on_disk));
  const std::string sample = Sample(on_disk);
  const auto refuse = [&](std::string message) {
    return Fail(ErrorKind::kCorruptInput, std::move(message), file.string());
  };
  // [MS-CFB] 2.2: the signature of a compound file; [MS-OFFCRYPTO] 2.3.4.4: the stream of an encrypted package.
  if (sample.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
    std::string stream;
    for (const char c : std::string_view("EncryptedPackage")) stream += {c, '\0'};
    if (sample.find(stream) != std::string::npos) {
      return refuse("the workbook is encrypted: open it, take its password off, and save it again");
    }
    return refuse(fmt::format("this is an old binary workbook (.xls, .et): {}", kHowToSave));
  }
  if (!sample.starts_with("PK")) {
    return refuse(sample.empty() ? "the file is empty"
                                 : "this is no .xlsx workbook; if it is text under this name, say --form csv or tsv");
  }
  return {};
}

}  // namespace

std::string DecodeText(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    if (text[i] == '_' && i + 6 < text.size() && text[i + 1] == 'x' && text[i + 6] == '_') {
      const auto [end, error] = std::from_chars(text.data() + i + 2, text.data() + i + 6, code, 16);
      if (error == std::errc{} && end == text.data() + i + 6 && code < 0x80 && code != 0) {
        decoded += static_cast<char>(code);
        i += 6;
        continue;
      }
    }
    decoded += text[i];
  }
  return decoded;
}

Result<Workbook> Workbook::Open(const fs::path& on_disk, const fs::path& file) {
  TENON_CHECK(CheckForm(on_disk, file));
  const auto named = [&](Error error) {
    // Where the file is a copy of a member of an archive, messages name the member.
    if (error.where.empty()) error.where = file.string();
    if (error.where.starts_with(on_disk.string())) {
      error.where = file.string() + error.where.substr(on_disk.string().size());
    }
    return std::unexpected(std::move(error));
  };
  const auto members = ListArchive(on_disk);
  if (!members) return named(members.error());
  const auto has = [&](std::string_view name) {
    return std::ranges::find(*members, name, &ArchiveMember::name) != members->end();
  };
  const auto refuse = [&](std::string message) {
    return Fail(ErrorKind::kCorruptInput, std::move(message), file.string());
  };
  if (has("xl/workbook.bin")) return refuse(fmt::format("this is a binary workbook (.xlsb): {}", kHowToSave));
  if (has("content.xml")) return refuse(fmt::format("this is an OpenDocument file (.ods): {}", kHowToSave));

  Workbook workbook;
  workbook.on_disk = on_disk;
  workbook.file = file;
  const auto read = [&](const std::string& member, XmlListener& listener) -> Status {
    if (!has(member)) return refuse(fmt::format("the workbook has no part {}", member));
    if (auto done = ReadXml(workbook.Member(member), listener); !done) return named(done.error());
    return {};
  };
  Relationships package;
  if (!has("_rels/.rels")) return refuse("a zip archive, but no workbook: it has no part _rels/.rels");
  TENON_CHECK(read("_rels/.rels", package));
  std::string main;
  for (const auto& [id, target] : package.targets) {
    if (target.type == "officeDocument") main = PartName("", target.part);
  }
  if (main.empty()) return refuse("an Office document without a main part");
  Outline outline;
  TENON_CHECK(read(main, outline));
  workbook.dates = outline.dates;
  const fs::path main_path(main);
  Relationships parts;
  TENON_CHECK(
      read((main_path.parent_path() / "_rels" / (main_path.filename().string() + ".rels")).generic_string(), parts));
  for (Sheet& sheet : outline.sheets) {
    const auto found = parts.targets.find(sheet.member);
    if (found == parts.targets.end()) return refuse(fmt::format("the sheet '{}' points nowhere", sheet.name));
    if (found->second.type != "worksheet") continue;
    sheet.member = PartName(main, found->second.part);
    if (!has(sheet.member)) return refuse(fmt::format("the sheet '{}' has no part {}", sheet.name, sheet.member));
    workbook.sheets.push_back(std::move(sheet));
  }
  for (const auto& [id, target] : parts.targets) {
    if (target.type == "styles") {
      Styles styles;
      TENON_CHECK(read(PartName(main, target.part), styles));
      workbook.formats = std::move(styles.formats);
    } else if (target.type == "sharedStrings") {
      SharedTexts texts;
      TENON_CHECK(read(PartName(main, target.part), texts));
      workbook.texts = std::move(texts.texts);
    }
  }
  return workbook;
}

}  // namespace tenon::store
