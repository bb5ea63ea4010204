#ifndef TENON_STORE_PUBLISH_FIXTURE_H_
#define TENON_STORE_PUBLISH_FIXTURE_H_

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/sha256.h"
#include "store/commit.h"
#include "store/database.h"
#include "store/workspace.h"

namespace tenon::store {

/// For tests: makes these tables all that the workspace in `folder` holds, as one load of the source "test". Each is a
/// SELECT that gives the columns of its table.
inline void PublishTables(const std::filesystem::path& folder, const std::string& load,
                          const std::vector<std::pair<std::string, std::string>>& tables) {
  const Workspace workspace = *Workspace::Open(folder, Workspace::Mode::kCreate);
  auto lock = *LoadLock::Acquire(workspace, "test");
  const auto staging = *lock.Staging(load);
  auto database = *Database::Open({64 << 20, 1, {}});
  auto next = *workspace.Current();
  next.files.clear();
  next.loads.clear();
  std::vector<StagedFile> staged;
  std::int64_t rows = 0;
  for (const auto& [table, select] : tables) {
    const auto file = staging / (table + ".parquet");
    const auto written =
        database.Execute(fmt::format("copy ({}) to {} (format parquet)", select, QuoteText(file.string())));
    ASSERT_TRUE(written) << Describe(written.error());
    const auto count = *database.Query(fmt::format("select count(*) from ({})", select));
    staged.push_back({file,
                      {table, "test", load, "", IntegerOr(count.rows[0][0], 0),
                       static_cast<std::int64_t>(std::filesystem::file_size(file)), *Sha256OfFile(file)}});
    rows += staged.back().entry.rows;
  }
  next.loads.push_back(
      {load, "test", "", "2020-05-05T00:00:00Z", "CC0", "", {{"a.csv", 1, std::string(64, '0')}}, rows, 0});
  const auto published = Publish(workspace, lock, next, staged);
  ASSERT_TRUE(published) << Describe(published.error());
}

}  // namespace tenon::store

#endif  // TENON_STORE_PUBLISH_FIXTURE_H_
