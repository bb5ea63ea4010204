#ifndef TENON_STORE_WORKSPACE_FIXTURE_H_
#define TENON_STORE_WORKSPACE_FIXTURE_H_

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "store/manifest.h"
#include "store/workspace.h"

namespace tenon::store {

struct TradeRow {
  std::string exporter, importer;
  double value_usd = 0;
};

/// For tests: writes a Parquet file of table `trade` into `folder`, and returns its entry (path empty).
TableFile WriteTradeFile(const std::filesystem::path& file, const std::string& load, const std::vector<TradeRow>& rows);
enum class Others { kKeep, kReplace };
/// For tests: commits rows of table `trade` as one load. Returns the error, or "".
std::string CommitTrade(const Workspace& workspace, const std::string& load, const std::vector<TradeRow>& rows,
                        Others others);

/// A folder of its own for each test, and a workspace in it.
class WorkspaceTest : public ::testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path place() const { return folder_ / "ws"; }
  /// Opens the workspace, which is made on first use.
  Workspace Open() const;
  std::string PublishTrade(const std::string& load, const std::vector<TradeRow>& rows) const {
    return CommitTrade(Open(), load, rows, Others::kKeep);
  }
  std::string ReplaceTrade(const std::string& load, const std::vector<TradeRow>& rows) const {
    return CommitTrade(Open(), load, rows, Others::kReplace);
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace tenon::store

#endif  // TENON_STORE_WORKSPACE_FIXTURE_H_
