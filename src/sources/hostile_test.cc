// Every source against the same broken and hostile files, made from the fixture in its folder: a new source is covered
// without a new line here. Whatever comes in: an error that says something, or a reject, or nothing changed; the
// workspace is never harmed, and no table ever holds a value its column does not allow.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <zlib.h>

#include <functional>
#include <map>
#include <set>

#include "sources/load_fixture.h"
#include "store/economy.h"
#include "store/schema.h"
#include "store/zip_fixture.h"

namespace tenon::sources {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::map<std::string, std::string> FilesOf(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().filename() != "LOCK") {
      files[entry.path().lexically_relative(folder).string()] = ReadFile(entry.path());
    }
  }
  return files;
}

std::string Gzipped(std::string_view content) {
  const fs::path file = fs::temp_directory_path() / fmt::format("tenon_hostile_{}.gz", getpid());
  gzFile out = gzopen(file.c_str(), "wb9");
  gzwrite(out, content.data(), static_cast<unsigned>(content.size()));
  gzclose(out);
  std::string packed = ReadFile(file);
  fs::remove(file);
  return packed;
}

std::string Utf16(std::string_view ascii) {
  std::string wide = "\xFF\xFE";
  for (const char c : ascii) {
    wide += c;
    wide += '\0';
  }
  return wide;
}

std::string Replaced(std::string text, char from, char to) {
  std::ranges::replace(text, from, to);
  return text;
}

std::string Ended(std::string text) {
  if (!text.ends_with('\n')) text += '\n';
  return text;
}

// What separates the cells of this table.
char Delimiter(std::string_view text) {
  const std::string_view header = text.substr(0, text.find('\n'));
  for (const char delimiter : {'\t', '~'}) {
    if (header.find(delimiter) != std::string_view::npos) return delimiter;
  }
  return ',';
}

// Cells of one line; only where a line is a whole record, as the last one of a fixture is.
std::vector<std::string> Cells(const std::string& line, char delimiter) {
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

std::string LastLine(std::string text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text.substr(text.find_last_of('\n') + 1);
}

// A row for each column: the fixture's last, with this value in that column.
std::string WithValueInEveryColumn(const std::string& text, const std::string& value) {
  const char delimiter = Delimiter(text);
  const std::vector<std::string> cells = Cells(LastLine(text), delimiter);
  std::string rows = Ended(text);
  for (std::size_t hostile = 0; hostile < cells.size(); ++hostile) {
    for (std::size_t i = 0; i < cells.size(); ++i)
      rows += (i == 0 ? "" : std::string(1, delimiter)) + (i == hostile ? value : cells[i]);
    rows += '\n';
  }
  return rows;
}

std::string WithMoreColumns(const std::string& text) {
  std::string wider;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size(); ++number) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    if (line.ends_with('\r')) line.pop_back();
    wider += line + Delimiter(text) + (number == 0 ? "one_more\n" : "x\n");
    begin = end + 1;
  }
  return wider;
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

const std::vector<Hostile>& HostileFiles() {
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
      {"brackets without end", [](const std::string&) { return std::string(100000, '[') + std::string(100000, '{'); }},
      {"a line of 10 MB", [](const std::string& text) { return Ended(text) + std::string(10'000'000, '7') + "\n"; }},
  };
  return files;
}

const std::vector<Hostile>& HostileTables() {
  const auto value = [](std::string text) {
    return [text](const std::string& table) { return WithValueInEveryColumn(table, text); };
  };
  static const std::vector<Hostile> tables = {
      {"header only", [](const std::string& text) { return text.substr(0, text.find('\n') + 1); }},
      {"another delimiter", [](const std::string& text) { return Replaced(text, Delimiter(text), ';'); }},
      {"a column less",
       [](const std::string& text) {
         return "x9" + text.substr(text.find_first_of(std::string{Delimiter(text), '\n'}));
       }},
      {"a row too short", [](const std::string& text) { return Ended(text) + "1\n"; }},
      {"a row too long",
       [](const std::string& text) { return Ended(text) + LastLine(text) + std::string(6, Delimiter(text)) + "\n"; }},
      {"a quote that does not end", [](const std::string& text) { return Ended(text) + "\"" + LastLine(text) + "\n"; }},
      {"text behind a quote", [](const std::string& text) { return Ended(text) + "\"a\"b" + LastLine(text) + "\n"; }},
      {"a row twice", [](const std::string& text) { return Ended(text) + LastLine(text) + "\n"; }},
      {"more columns", WithMoreColumns},
      {"value: not a number", value("NaN"), Demand::kChecked},
      {"value: infinite", value("-inf"), Demand::kChecked},
      {"value: too large", value("1e999"), Demand::kChecked},
      {"value: negative", value("-5"), Demand::kChecked},
      {"value: a year to come", value("2999"), Demand::kChecked},
      {"value: unknown code", value("ZZ9"), Demand::kChecked},
      {"value: a quote", value("'; drop table trade; --"), Demand::kChecked},
      {"value: missing", value(""), Demand::kChecked},
  };
  return tables;
}

class HostileTest : public LoadTest, public testing::WithParamInterface<const Source*> {
 protected:
  static fs::path Fixture() {
    std::string name = GetParam()->spec.name;
    std::ranges::replace(name, '-', '_');
    return fs::path(TENON_SOURCE_DIR) / "src/sources" / name / "fixture";
  }

  // The fixture's files; a YAML file is the mapping that reads them.
  void SetUp() override {
    LoadTest::SetUp();
    // Its year stands in the name of a folder or archive.
    if (GetParam()->spec.name == "exiobase") options_ = {{"year", "2011"}};
    ASSERT_TRUE(fs::is_directory(Fixture())) << "a source needs a fixture: " << Fixture();
    for (const auto& entry : fs::directory_iterator(Fixture())) {
      if (entry.path().extension() == ".yaml") {
        options_.emplace_back(GetParam()->spec.name == "table" ? "mapping" : "layout", entry.path().string());
      } else {
        originals_[entry.path().filename().string()] = ReadFile(entry.path());
      }
    }
    const auto seed = Load("table", Write("seed.csv", "exporter,product,value_usd\nKOR,seed,1\n"),
                           {{"into", "trade"}, {"set", "year=2000"}, {"source_name", "seed"}});
    ASSERT_TRUE(seed) << Describe(seed.error());
    fs::rename(folder() / "ws", folder() / "seed");
    const auto load = Run([](const fs::path&) {});
    ASSERT_TRUE(load) << Describe(load.error());
    EXPECT_GT(load->rows, 0);
    rejected_ = load->rows_rejected;
    Files files(Workspace());
    content_ = Content(files);
  }

  // Loads the fixture after `change` has been at work in a copy of its folder, into a fresh copy of the seed.
  Result<store::LoadReport> Run(const std::function<void(const fs::path&)>& change) const {
    const fs::path input = folder() / "input";
    fs::remove_all(input);
    fs::remove_all(folder() / "ws");
    fs::create_directories(input);
    for (const auto& [name, text] : originals_) Write("input/" + name, text);
    fs::copy(folder() / "seed", folder() / "ws", fs::copy_options::recursive);
    change(input);
    return Load(GetParam()->spec.name, input, options_);
  }

  // The tables as files, for whoever reads them without Tenon.
  class Files {
   public:
    explicit Files(const store::Workspace& workspace)
        : database_(*store::Database::Open({.memory_bytes = 256ULL << 20, .threads = 1, .spill_folder = {}})) {
      std::map<std::string, std::vector<std::string>> files;
      const store::Manifest manifest = workspace.Current().value();
      for (const store::TableFile& file : manifest.files)
        files[file.table].push_back(store::QuoteText((workspace.folder() / file.path).string()));
      for (const auto& [table, paths] : files) {
        if (table == "reject") continue;
        tables_.push_back(store::FindTable(table));
        const Status made = database_.Execute(fmt::format(
            "create view {} as from read_parquet([{}], union_by_name = true)", table, fmt::join(paths, ", ")));
        EXPECT_TRUE(made) << Describe(made.error());
      }
    }
    const std::vector<const store::SchemaTable*>& tables() const { return tables_; }
    std::vector<std::string> Rows(const std::string& sql) {
      const auto table = database_.Query(sql);
      if (!table) return {Describe(table.error())};
      std::vector<std::string> rows;
      for (const auto& row : table->rows) {
        std::string line;
        for (const Value& value : row) line += ToText(value) + "|";
        rows.push_back(std::move(line));
      }
      return rows;
    }

   private:
    store::Database database_;
    std::vector<const store::SchemaTable*> tables_;
  };

  static std::vector<std::string> Content(Files& files) {
    std::vector<std::string> content;
    for (const store::SchemaTable* table : files.tables()) {
      for (std::string& row : files.Rows("from " + table->name + " order by all"))
        content.push_back(table->name + "|" + std::move(row));
    }
    return content;
  }

  // No table may hold what its schema does not allow.
  static void ExpectOnlyAllowedValues(Files& files) {
    for (const store::SchemaTable* table : files.tables()) {
      std::vector<std::string> faults;
      for (const store::SchemaColumn& column : table->columns) {
        const std::string cell = store::QuoteName(column.name);
        if (column.required) faults.push_back(cell + " is null");
        if (column.sql_type == "DOUBLE") faults.push_back("not isfinite(" + cell + ")");
        if (column.unit == "1") faults.push_back(cell + " not between 0 and 1");
        if (column.name == "year") faults.push_back(cell + " not between 1500 and 2100");
        if (column.sql_type == "DOUBLE" && (table->name == "trade" || table->name == "production"))
          faults.push_back(cell + " < 0");
        if (!column.economy) continue;
        for (std::string& code :
             files.Rows(fmt::format("select distinct {0} from {1} where {0} is not null", cell, table->name))) {
          code.pop_back();
          EXPECT_NE(store::FindEconomy(code), nullptr) << table->name << "." << column.name << ": " << code;
        }
      }
      EXPECT_THAT(files.Rows(fmt::format("from {} where {}", table->name, fmt::join(faults, " or "))),
                  testing::IsEmpty());
      std::vector<std::string> key;
      for (const std::string& column : table->Key()) key.push_back(store::QuoteName(column));
      EXPECT_THAT(files.Rows(fmt::format("select {0} from {1} group by {0} having count(*) > 1", fmt::join(key, ", "),
                                         table->name)),
                  testing::IsEmpty());
    }
  }

  void Try(const std::string& name, Demand demand, const std::function<void(const fs::path&)>& change) const {
    SCOPED_TRACE(name);
    const auto load = Run(change);
    if (!load) {
      EXPECT_NE(demand, Demand::kIgnored) << Describe(load.error());
      EXPECT_NE(load.error().kind, ErrorKind::kInternal) << Describe(load.error());
      EXPECT_FALSE(load.error().message.empty());
      EXPECT_LT(Describe(load.error()).size(), 4000u) << "too long to read";
      EXPECT_EQ(FilesOf(folder() / "ws"), FilesOf(folder() / "seed")) << "the workspace is not as it was";
      return;
    }
    const auto findings = Workspace().Check({});
    ASSERT_TRUE(findings) << Describe(findings.error());
    EXPECT_THAT(findings->rows, testing::IsEmpty());
    Files files(Workspace());
    EXPECT_THAT(files.Rows("select value_usd from trade where source = 'seed'"), testing::ElementsAre("1|"));
    ExpectOnlyAllowedValues(files);
    const bool same = demand == Demand::kIgnored || (demand == Demand::kTold && load->rows_rejected <= rejected_);
    if (same) {
      EXPECT_EQ(Content(files), content_);
    }
  }

  static bool IsTable(const std::string& name) { return name.ends_with(".csv") || name.ends_with(".tsv"); }

  std::map<std::string, std::string> originals_;
  Options options_;
  std::int64_t rejected_ = 0;
  std::vector<std::string> content_;
};

TEST_P(HostileTest, BrokenFiles) {
  for (const auto& [name, text] : originals_) {
    for (const Hostile& hostile : HostileFiles()) {
      Try(name + ": " + hostile.name, hostile.demand, [&, file = name](const fs::path& input) {
        Write((input / file).string(), hostile.content(originals_.at(file)));
      });
    }
  }
}

TEST_P(HostileTest, BrokenTables) {
  for (const auto& [name, text] : originals_) {
    if (!IsTable(name)) continue;
    for (const Hostile& hostile : HostileTables()) {
      Try(name + ": " + hostile.name, hostile.demand, [&, file = name](const fs::path& input) {
        Write((input / file).string(), hostile.content(originals_.at(file)));
      });
    }
  }
}

TEST_P(HostileTest, NotAFile) {
  for (const auto& [name, text] : originals_) {
    const auto replace = [&, file = name](const std::function<void(const fs::path&)>& make) {
      return [file, make](const fs::path& input) {
        fs::remove(input / file);
        make(input / file);
      };
    };
    Try(name + ": a directory", Demand::kTold, replace([](const fs::path& file) { fs::create_directory(file); }));
    Try(name + ": a pipe", Demand::kTold, replace([](const fs::path& file) { mkfifo(file.c_str(), 0600); }));
    Try(name + ": a link to nowhere", Demand::kTold,
        replace([](const fs::path& file) { fs::create_symlink("/nowhere/at/all", file); }));
    Try(name + ": a device", Demand::kTold,
        replace([](const fs::path& file) { fs::create_symlink("/dev/zero", file); }));
    if (geteuid() != 0) {  // root may read everything
      Try(name + ": no read permission", Demand::kTold,
          [file = name](const fs::path& input) { fs::permissions(input / file, fs::perms::none); });
    }
  }
}

TEST_P(HostileTest, PackedFiles) {
  for (const auto& [name, text] : originals_) {
    const std::string packed = Gzipped(text), bomb = Gzipped(Ended(text) + std::string(64 << 20, '\n'));
    const auto pack = [&, file = name](const std::string& content) {
      return [&, file, content](const fs::path& input) {
        fs::remove(input / file);
        Write((input / (file + ".gz")).string(), content);
      };
    };
    if (IsTable(name)) Try(name + ": packed", Demand::kIgnored, pack(packed));
    Try(name + ": packed and cut short", Demand::kTold, pack(packed.substr(0, packed.size() - 9)));
    Try(name + ": a bomb", Demand::kTold, pack(bomb));
    Try(name + ": packed by name only", Demand::kTold, pack("not gzip at all\n"));
  }
}

TEST_P(HostileTest, Archives) {
  std::vector<store::ZipMember> members;
  for (const auto& [name, text] : originals_) members.push_back({"data/" + name, text});
  const auto pack = [&](const std::string& archive) {
    return [&, archive](const fs::path& input) {
      for (const auto& [name, text] : originals_) fs::remove(input / name);
      Write((input / "all.zip").string(), archive);
    };
  };
  const std::string whole = store::Zipped(members);
  Try("an archive", Demand::kIgnored, pack(whole));
  Try("an archive cut short", Demand::kTold, pack(whole.substr(0, whole.size() / 2)));
  Try("an archive by name only", Demand::kTold, pack("no zip at all\n"));
  const auto with = [&](const std::function<void(store::ZipMember&)>& change) {
    std::vector<store::ZipMember> changed = members;
    change(changed.back());
    return pack(store::Zipped(changed));
  };
  Try("an archive with a wrong checksum", Demand::kTold, with([](auto& member) { member.checksum_off = 1; }));
  Try("an encrypted member", Demand::kTold, with([](auto& member) { member.flags |= 1; }));
  Try("a member outside", Demand::kTold, with([](auto& member) { member.name = "../" + member.name; }));
  Try("a member that is shorter", Demand::kTold, with([](auto& member) { member.bytes_more = 9; }));
  Try("a member that is longer", Demand::kTold, with([](auto& member) { member.bytes_more = -9; }));
  Try("a bomb in an archive", Demand::kTold,
      with([](auto& member) { member.content = Ended(member.content) + std::string(64 << 20, '\n'); }));
  Try("an archive in an archive", Demand::kTold, pack(store::Zipped({{"inner.zip", whole}})));
}

INSTANTIATE_TEST_SUITE_P(EverySource, HostileTest, testing::ValuesIn(AllSources().begin(), AllSources().end()),
                         [](const testing::TestParamInfo<const Source*>& source) {
                           std::string name = source.param->spec.name;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace tenon::sources
