#ifndef TENON_STORE_LOAD_FIXTURE_H_
#define TENON_STORE_LOAD_FIXTURE_H_

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "store/layout.h"
#include "store/load.h"

namespace tenon::store {

inline constexpr const char* kTrade = R"(
  select record, 'BTIGE' as classification, year, exporter, importer, product, value as value_usd,
         case when value = 'secret' then reject('value', value, 'withheld') end as reject
  from raw)";

/// A workspace in a folder of its own, and loads into it.
class LoadTest : public testing::Test {
 protected:
  LoadTest() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() /
              (std::string("tenon_load_") + test->name() + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    workspace_ = std::make_unique<Workspace>(Workspace::Open(folder_ / "ws", Workspace::Mode::kCreate).value());
  }
  ~LoadTest() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path Write(const std::string& name, const std::string& content) {
    std::ofstream(folder_ / name, std::ios::binary) << content;
    return folder_ / name;
  }

  struct How {
    TextDialect dialect = {};
    OnOverlap on_overlap = OnOverlap::kFail;
    std::string select = kTrade;
    std::string table = "trade";
    RowsPerRecord rows = RowsPerRecord::kOne;
    std::vector<std::string> expected = {"year", "exporter", "importer", "product", "value"};
    Job job = {};
  };
  Result<LoadReport> LoadFiles(const std::vector<std::filesystem::path>& files, const How& how) {
    LoadRequest request{.source = "test",
                        .options = {},
                        .files = files,
                        .licence = "none",
                        .credit = "me",
                        .on_overlap = how.on_overlap};
    TENON_ASSIGN(Load load, Load::Begin(*workspace_, request, how.job));
    if (load.already_loaded()) return load.Commit();
    for (const auto& file : files) {
      TENON_ASSIGN(const RawFile raw, load.OpenText(file, how.dialect, how.expected));
      TENON_CHECK(load.Fill({.table = how.table, .raw = &raw, .select = how.select, .rows = how.rows}));
    }
    return load.Commit();
  }
  Result<LoadReport> LoadText(const std::string& content) { return LoadFiles({Write("flows.csv", content)}, {}); }
  Result<LoadReport> LoadText(const std::string& content, const How& how) {
    return LoadFiles({Write("flows.csv", content)}, how);
  }

  /// The rows of a table in the newest snapshot, as "a|b|c" lines.
  std::vector<std::string> Rows(const std::string& table, const std::string& columns) {
    auto database = Database::Open().value();
    std::string files;
    const Manifest manifest = workspace_->Current().value();
    for (const TableFile& file : manifest.files) {
      if (file.table == table) files += (files.empty() ? "" : ", ") + QuoteText((folder_ / "ws" / file.path).string());
    }
    std::vector<std::string> lines;
    if (files.empty()) return lines;
    const auto rows = database.Query("select concat_ws('|', " + columns + ") from read_parquet([" + files + "])");
    if (!rows) return {Describe(rows.error())};
    for (const auto& row : rows->rows) lines.push_back(ToText(row[0]));
    return lines;
  }
  std::vector<std::string> Trade() {
    return Rows("trade", "source, year, exporter, coalesce(importer, '-'), product, coalesce(value_usd::varchar, '-')");
  }
  std::vector<std::string> Rejects() {
    return Rows("reject",
                "file, coalesce(line::varchar, '-'), coalesce(column_name, '-'), coalesce(found, '-'), reason");
  }
  bool StagingIsGone() { return !std::filesystem::exists(folder_ / "ws" / "staging"); }

  std::filesystem::path folder_;
  std::unique_ptr<Workspace> workspace_;
};

using Lines = std::vector<std::string>;

#define ASSERT_LOADED(report) ASSERT_TRUE(report) << Describe(report.error())

}  // namespace tenon::store

#endif  // TENON_STORE_LOAD_FIXTURE_H_
