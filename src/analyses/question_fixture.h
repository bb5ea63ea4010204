#ifndef TENON_ANALYSES_QUESTION_FIXTURE_H_
#define TENON_ANALYSES_QUESTION_FIXTURE_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "analyses/analysis.h"
#include "store/database.h"
#include "store/snapshot.h"

namespace tenon::analyses {

/// A small world for tests: canonical tables filled by SQL, questions put to them.
class QuestionFixture : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = store::Snapshot::OpenBuiltIn();
    ASSERT_TRUE(opened) << Describe(opened.error());
    snapshot_.emplace(*std::move(opened));
  }

  void TearDown() override {
    std::error_code ignored;
    if (!chain_file_.empty()) std::filesystem::remove(chain_file_, ignored);
  }

  /// Fills a canonical table with the rows of a SELECT (DuckDB may read files there).
  void Fill(const std::string& table, const std::string& select) {
    auto database = store::Database::Open();
    ASSERT_TRUE(database) << Describe(database.error());
    auto rows = database->Query(select);
    ASSERT_TRUE(rows) << Describe(rows.error());
    rows->name = table;
    const Status provided = snapshot_->Provide(*rows);
    ASSERT_TRUE(provided) << Describe(provided.error());
  }

  Result<Answer> Ask(const std::string& name, const std::vector<std::pair<std::string, std::string>>& given) {
    const Analysis* analysis = FindAnalysis(name);
    if (analysis == nullptr) return Fail(ErrorKind::kInternal, "no analysis " + name);
    auto arguments = CheckArguments(analysis->spec.parameters, given);
    if (!arguments) return std::unexpected(arguments.error());
    return analysis->run({analysis->spec, *arguments, *snapshot_, {}});
  }

  /// Writes a chain file for this test and returns its name.
  std::string ChainFile(const std::string& yaml) {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    const auto file = std::filesystem::temp_directory_path() /
                      (std::string("tenon-") + test->test_suite_name() + "-" + test->name() + ".yaml");
    std::ofstream(file) << yaml;
    chain_file_ = file;
    return file.string();
  }

  /// The row of `table` whose first column is `key`, or nullptr.
  static const std::vector<Value>* RowOf(const Table& table, const std::string& key) {
    for (const auto& row : table.rows) {
      if (TextOr(row[0]) == key) return &row;
    }
    return nullptr;
  }

  static const Value& Cell(const Table& table, const std::string& key, const std::string& column) {
    static const Value kMissing;
    const auto* row = RowOf(table, key);
    if (row == nullptr || table.Find(column) < 0) return kMissing;
    return (*row)[static_cast<std::size_t>(table.Find(column))];
  }

  std::optional<store::Snapshot> snapshot_;
  std::filesystem::path chain_file_;
};

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_QUESTION_FIXTURE_H_
