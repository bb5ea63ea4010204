#ifndef TENON_SOURCES_LOAD_FIXTURE_H_
#define TENON_SOURCES_LOAD_FIXTURE_H_

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sources/source.h"
#include "store/snapshot.h"

namespace tenon::sources {

using Options = std::vector<std::pair<std::string, std::string>>;

/// For tests: a folder of its own for each test, and a workspace in it.
class LoadTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const ::testing::TestInfo* test = ::testing::UnitTest::GetInstance()->current_test_info();
    std::string name = std::string(test->test_suite_name()) + "_" + test->name() + "_" + std::to_string(getpid());
    std::ranges::replace(name, '/', '_');
    folder_ = std::filesystem::temp_directory_path() / ("tenon_" + name + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  const std::filesystem::path& folder() const { return folder_; }

  std::filesystem::path Write(const std::string& name, std::string_view content) const {
    std::ofstream(folder_ / name, std::ios::binary).write(content.data(), static_cast<std::streamsize>(content.size()));
    return folder_ / name;
  }

  store::Workspace Workspace() const {
    const store::DatabaseOptions options{.memory_bytes = 256ULL << 20, .threads = threads_, .spill_folder = {}};
    return *store::Workspace::Open(folder_ / "ws", store::Workspace::Mode::kCreate, options);
  }

  Result<store::LoadReport> Load(std::string_view source, const std::filesystem::path& path,
                                 const Options& options = {}) const {
    return LoadPaths(Workspace(), *FindSource(source), {path}, options, store::OnOverlap::kFail, {});
  }

  /// Rows of a statement, one text a row, cells joined by '|'; the error's text if it fails.
  std::vector<std::string> Rows(const std::string& sql) const {
    auto snapshot = store::Snapshot::Open(Workspace());
    if (!snapshot) return {Describe(snapshot.error())};
    const auto table = snapshot->AskSql(sql);
    if (!table) return {Describe(table.error())};
    std::vector<std::string> rows;
    for (const auto& row : table->rows) {
      std::string line;
      for (std::size_t i = 0; i < row.size(); ++i) line += (i == 0 ? "" : "|") + ToText(row[i]);
      rows.push_back(std::move(line));
    }
    return rows;
  }

  int threads_ = 2;

 private:
  std::filesystem::path folder_;
};

}  // namespace tenon::sources

#endif  // TENON_SOURCES_LOAD_FIXTURE_H_
