// Every source against the same broken and hostile files, made from the fixture in its folder: a new source is covered
// without a new line here. Whatever comes in: an error that says something, or a reject, or nothing changed; the
// workspace is never harmed, and no table ever holds a value its column does not allow.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ctime>
#include <functional>
#include <map>
#include <optional>

#include "sources/hostile_files.h"
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

double ProcessorSeconds() {
  timespec used = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

// Whose right to read files. Root may read everything.
enum class As { kMyself, kAnybody };

class WithoutRoot {
 public:
  explicit WithoutRoot(const fs::path& workspace) {
    if (geteuid() != 0) return;
    for (const auto& entry : fs::recursive_directory_iterator(workspace)) {
      if (chown(entry.path().c_str(), kNobody, kNobody) != 0) return;
    }
    if (chown(workspace.c_str(), kNobody, kNobody) == 0) changed_ = seteuid(kNobody) == 0;
  }
  WithoutRoot(const WithoutRoot&) = delete;
  WithoutRoot& operator=(const WithoutRoot&) = delete;
  ~WithoutRoot() {
    if (changed_) {
      EXPECT_EQ(seteuid(0), 0);
    }
  }

 private:
  static constexpr uid_t kNobody = 65534;
  bool changed_ = false;
};

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
    threads_ = 1;  // a second one costs more than it does for files of a few lines
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
    rows_ = load->rows;
    told_ = Told(*load);
    Files files(Workspace());
    content_ = Content(files);
  }

  // Loads the fixture after `change` has been at work in a copy of its folder, into a fresh copy of the seed.
  Result<store::LoadReport> Run(const std::function<void(const fs::path&)>& change, As as = As::kMyself) const {
    const fs::path input = folder() / "input";
    fs::remove_all(input);
    fs::remove_all(folder() / "ws");
    fs::create_directories(input);
    for (const auto& [name, text] : originals_) Write("input/" + name, text);
    fs::copy(folder() / "seed", folder() / "ws", fs::copy_options::recursive);
    change(input);
    std::optional<WithoutRoot> rightless;
    if (as == As::kAnybody) rightless.emplace(folder() / "ws");
    return Load(GetParam()->spec.name, input, options_);
  }

  // The file up to its last line that is no reject: a row that is rejected anyhow says nothing of a value in it.
  std::string UpToGoodRow(const std::string& name) const {
    const auto load = Run([](const fs::path&) {});
    const auto rejected = Rows("select distinct line from reject where file = " + store::QuoteText(name));
    std::string text = Ended(originals_.at(name));
    while (std::ranges::find(rejected, std::to_string(std::ranges::count(text, '\n'))) != rejected.end()) {
      text.resize(text.rfind('\n', text.size() - 2) + 1);
    }
    return text;
  }

  // The tables as files, for whoever reads them without Tenon.
  class Files {
   public:
    explicit Files(const store::Workspace& workspace) {
      std::map<std::string, std::vector<std::string>> files;
      const store::Manifest manifest = workspace.Current().value();
      for (const store::TableFile& file : manifest.files)
        files[file.table].push_back(store::QuoteText((workspace.folder() / file.path).string()));
      for (const auto& [table, paths] : files) {
        if (table == "reject") continue;
        tables_.push_back(store::FindTable(table));
        const Status made =
            Database().Execute(fmt::format("create or replace view {} as from read_parquet([{}], union_by_name = true)",
                                           table, fmt::join(paths, ", ")));
        EXPECT_TRUE(made) << Describe(made.error());
      }
    }
    const std::vector<const store::SchemaTable*>& tables() const { return tables_; }
    std::vector<std::string> Rows(const std::string& sql) {
      const auto table = Database().Query(sql);
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
    // One for all: opening it takes longer than all that is asked.
    static store::Database& Database() {
      static store::Database database =
          *store::Database::Open({.memory_bytes = 256ULL << 20, .threads = 1, .spill_folder = {}});
      return database;
    }
    std::vector<const store::SchemaTable*> tables_;
  };

  // What a load says beside its rows: rejects, notes, findings.
  static std::string Told(const store::LoadReport& load) {
    std::string told = fmt::format("{}", fmt::join(load.notes, "\n"));
    std::vector<Table> tables = load.findings;
    tables.push_back(load.rejects);
    for (const Table& table : tables) {
      told += "\n" + table.name;
      for (const auto& row : table.rows) {
        told += '\n';
        for (const Value& value : row) told += ToText(value) + "|";
      }
    }
    return told;
  }

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

  void Try(const std::string& name, Demand demand, const std::function<void(const fs::path&)>& change,
           As as = As::kMyself) const {
    [[maybe_unused]] const auto load = Tried(name, demand, change, as);
  }

  Result<store::LoadReport> Tried(const std::string& name, Demand demand,
                                  const std::function<void(const fs::path&)>& change, As as = As::kMyself) const {
    SCOPED_TRACE(name);
    const double begin = ProcessorSeconds();
    const auto load = Run(change, as);
    EXPECT_LT(ProcessorSeconds() - begin, 10);
    if (!load) {
      EXPECT_NE(demand, Demand::kIgnored) << Describe(load.error());
      EXPECT_NE(load.error().kind, ErrorKind::kInternal) << Describe(load.error());
      EXPECT_FALSE(load.error().message.empty());
      EXPECT_LT(Describe(load.error()).size(), 4000u) << "too long to read";
      EXPECT_EQ(FilesOf(folder() / "ws"), FilesOf(folder() / "seed")) << "the workspace is not as it was";
      return load;
    }
    EXPECT_FALSE(fs::exists(folder() / "ws" / "staging")) << "something is left over";
    Files files(Workspace());
    EXPECT_THAT(files.Rows("select value_usd from trade where source = 'seed'"), testing::ElementsAre("1|"));
    ExpectOnlyAllowedValues(files);
    const bool told = load->rows_rejected > rejected_ || Told(*load) != told_;
    const bool same = demand == Demand::kIgnored || (demand == Demand::kTold && !told);
    if (same) {
      EXPECT_EQ(Content(files), content_);
    }
    return load;
  }

  // No hostile file makes the program large; the sanitizers do.
  void TearDown() override {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    EXPECT_LT(usage.ru_maxrss, 1 << 20) << "KiB";
#endif
    LoadTest::TearDown();
  }

  static bool IsTable(const std::string& name) {
    return name.ends_with(".csv") || name.ends_with(".tsv") || name.ends_with(".txt");
  }

  std::map<std::string, std::string> originals_;
  Options options_;
  std::int64_t rows_ = 0, rejected_ = 0;
  std::string told_;
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

// A row for each column, with each value there. Where a row more is a row or a reject more, every row is accounted for.
TEST_P(HostileTest, BrokenValues) {
  for (const auto& [name, whole] : originals_) {
    if (!IsTable(name)) continue;
    const std::string text = UpToGoodRow(name);
    const auto with = [&, file = name](const std::string& rows) {
      return
          [&, file, rows](const fs::path& input) { Write((input / file).string(), Ended(originals_.at(file)) + rows); };
    };
    const auto more = [&](const Result<store::LoadReport>& load) {
      return load ? load->rows + load->rows_rejected - rows_ - rejected_ : -1;
    };
    // ExPORTER has a row for each year of a project; a load adds them up.
    const bool counted = !name.starts_with("RePORTER_PRJ") && more(Run(with(LastLine(text) + "\n"))) >= 1;
    const auto columns = static_cast<std::int64_t>(Cells(LastLine(text), Delimiter(text)).size());
    for (const std::string_view value : kHostileValues) {
      const auto load =
          Tried(fmt::format("{}: value '{}'", name, value), Demand::kChecked, with(RowsWithValue(text, value)));
      if (columns == 1 && value.empty()) continue;  // a blank line is no record
      if (counted && load) {
        EXPECT_GE(more(load), columns) << name << ": " << value;
      }
    }
  }
}

TEST_P(HostileTest, MissingColumns) {
  for (const auto& [name, text] : originals_) {
    if (!IsTable(name)) continue;
    const char delimiter = Delimiter(text);
    const std::vector<std::string> header = Cells(FirstLine(text), delimiter);
    for (std::size_t column = 0; column < header.size(); ++column) {
      std::vector<std::string> renamed = header;
      renamed[column] = "x9";
      Try(fmt::format("{}: without column {}", name, header[column]), Demand::kChecked,
          [&, file = name](const fs::path& input) {
            const std::string& original = originals_.at(file);
            Write((input / file).string(), Joined(renamed, delimiter) + original.substr(original.find('\n') + 1));
          });
    }
  }
}

// Every value of a JSON document in turn becomes one of these.
TEST_P(HostileTest, BrokenDocuments) {
  constexpr std::string_view kValues[] = {"null", "-5", "1e999", "NaN", "\"ZZ9\"", "[]", "{}", "\"\"", "2999", "true"};
  std::size_t turn = 0;
  for (const auto& [name, text] : originals_) {
    if (!name.ends_with(".json")) continue;
    for (const auto& [begin, end] : JsonValues(text)) {
      const std::string_view value = kValues[turn++ % std::size(kValues)];
      const bool scalar = text[begin] != '{' && text[begin] != '[';
      const bool other_type = (value == "[]" || value == "{}") == scalar && value != "null";
      Try(fmt::format("{}: {} at byte {}", name, value, begin), other_type ? Demand::kTold : Demand::kChecked,
          [&, file = name](const fs::path& input) {
            Write((input / file).string(), text.substr(0, begin) + std::string(value) + text.substr(end));
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
    Try(
        name + ": no read permission", Demand::kTold,
        [file = name](const fs::path& input) { fs::permissions(input / file, fs::perms::none); }, As::kAnybody);
  }
}

TEST_P(HostileTest, PackedFiles) {
  for (const auto& [name, text] : originals_) {
    const std::string packed = Gzipped(text), bomb = Gzipped(Ended(text) + std::string(32 << 20, '\n'));
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
  Try("a member at an absolute path", Demand::kTold, with([](auto& member) { member.name = "/tmp/" + member.name; }));
  Try("a member outside, as Windows writes it", Demand::kTold,
      with([](auto& member) { member.name = "..\\" + member.name; }));
  Try("a member packed by an unknown method", Demand::kTold, with([](auto& member) { member.method = 99; }));
  Try("a member twice", Demand::kTold, [&](const fs::path& input) {
    std::vector<store::ZipMember> doubled = members;
    doubled.push_back(members.back());
    pack(store::Zipped(doubled))(input);
  });
  Try("a member that is shorter", Demand::kTold, with([](auto& member) { member.bytes_more = 9; }));
  Try("a member that is longer", Demand::kTold, with([](auto& member) { member.bytes_more = -9; }));
  Try("a bomb in an archive", Demand::kTold,
      with([](auto& member) { member.content = Ended(member.content) + std::string(32 << 20, '\n'); }));
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
