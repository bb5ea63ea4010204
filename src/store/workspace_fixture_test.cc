#include <fmt/core.h>
#include <unistd.h>

#include "base/sha256.h"
#include "store/commit.h"
#include "store/workspace_fixture.h"

namespace tenon::store {

TableFile WriteTradeFile(const std::filesystem::path& file, const std::string& load,
                         const std::vector<TradeRow>& rows) {
  std::string values;
  for (const TradeRow& row : rows) {
    values += fmt::format("{}('test', 'HS2017', 2020, '{}', '{}', '811292', {}, null)", values.empty() ? "" : ", ",
                          row.exporter, row.importer, row.value_usd);
  }
  auto database = Database::Open({64 << 20, 1, {}});
  EXPECT_TRUE(database) << Describe(database.error());
  const auto written =
      database->Execute(fmt::format("copy (select * from (values {}) t(source, classification, year, exporter, "
                                    "importer, product, value_usd, quantity_t)) "
                                    "to {} (format parquet)",
                                    values, QuoteText(file.string())));
  EXPECT_TRUE(written) << Describe(written.error());
  const auto sha256 = Sha256OfFile(file);
  EXPECT_TRUE(sha256) << Describe(sha256.error());
  return {"trade",
          "test",
          load,
          "",
          static_cast<std::int64_t>(rows.size()),
          static_cast<std::int64_t>(std::filesystem::file_size(file)),
          sha256.value_or("")};
}

std::string CommitTrade(const Workspace& workspace, const std::string& load, const std::vector<TradeRow>& rows,
                        Others others) {
  const auto lock = LoadLock::Acquire(workspace, "test load");
  if (!lock) return Describe(lock.error());
  const auto staging = lock->Staging(load);
  if (!staging) return Describe(staging.error());
  auto next = workspace.Current();
  if (!next) return Describe(next.error());
  if (others == Others::kReplace) {
    next->files.clear();
    next->loads.clear();
  }
  const TableFile entry = WriteTradeFile(*staging / "trade.parquet", load, rows);
  next->loads.push_back({load, "test", "", NowUtc(), "CC0", "", {{"a.csv", 1, std::string(64, '0')}}, entry.rows, 0});
  const auto published = Publish(workspace, *lock, *std::move(next), {{*staging / "trade.parquet", entry}});
  return published ? "" : Describe(published.error());
}

void WorkspaceTest::SetUp() {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  // In memory where that can be had: a sync costs milliseconds on a disk, and these tests sync thousands of times.
  const std::filesystem::path memory = "/dev/shm";
  const auto root = ::access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
  // A blank, a quote and glob characters, as a user's folder may have them.
  folder_ = root / fmt::format("tenon {}'[x] {}.{}", ::getpid(), test->test_suite_name(), test->name());
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
}

void WorkspaceTest::TearDown() { std::filesystem::remove_all(folder_); }

Workspace WorkspaceTest::Open() const {
  auto workspace = Workspace::Open(place(), Workspace::Mode::kCreate, {64 << 20, 1, {}});
  EXPECT_TRUE(workspace) << Describe(workspace.error());
  return *std::move(workspace);
}

}  // namespace tenon::store
