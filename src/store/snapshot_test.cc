#include "store/snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/schema.h"
#include "store/workspace_fixture.h"

namespace tenon::store {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class SnapshotTest : public WorkspaceTest {
 protected:
  void SetUp() override {
    WorkspaceTest::SetUp();
    ASSERT_EQ(PublishTrade("one", {{"DEU", "USA", 10}, {"JPN", "USA", 20}}), "");
  }
  Snapshot OpenSnapshot() {
    auto snapshot = Snapshot::Open(Open());
    EXPECT_TRUE(snapshot) << Describe(snapshot.error());
    return *std::move(snapshot);
  }
};

TEST_F(SnapshotTest, EveryCanonicalTableExistsTypedAndEmptyUntilLoaded) {
  Snapshot snapshot = OpenSnapshot();
  for (const SchemaTable& table : Schema()) {
    const auto answer = snapshot.AskSql("select * from " + QuoteName(table.name) + " limit 1");
    ASSERT_TRUE(answer) << table.name << ": " << Describe(answer.error());
    EXPECT_EQ(answer->columns.size(), table.columns.size()) << table.name;
  }
  const auto type = snapshot.AskSql("select typeof(quantity_t), typeof(year) from (select 1) left join trade on true");
  ASSERT_TRUE(type) << Describe(type.error());
  EXPECT_EQ(TextOr(type->rows.at(0)[0]), "DOUBLE");
  EXPECT_EQ(TextOr(type->rows.at(0)[1]), "INTEGER");
}

TEST_F(SnapshotTest, ReadsTheRowsOfTheSnapshotAndTheLoadTable) {
  Snapshot snapshot = OpenSnapshot();
  const auto rows = snapshot.AskSql("select exporter, value_usd from trade order by exporter");
  ASSERT_TRUE(rows) << Describe(rows.error());
  ASSERT_EQ(rows->rows.size(), 2U);
  EXPECT_EQ(rows->rows[0], (std::vector<Value>{"DEU", 10.0}));
  const auto loads = snapshot.AskSql("select source, load, rows from load");
  ASSERT_TRUE(loads) << Describe(loads.error());
  ASSERT_EQ(loads->rows.size(), 1U);
  EXPECT_EQ(TextOr(loads->rows[0][1]), "one");
  const auto uses = snapshot.SourcesOf({"trade"});
  ASSERT_EQ(uses.size(), 1U);
  EXPECT_EQ(uses[0].rows, 2);
  EXPECT_TRUE(snapshot.SourcesOf({"production"}).empty());
}

TEST_F(SnapshotTest, BuiltInRowsStandBesideLoadedOnes) {
  Snapshot snapshot = OpenSnapshot();
  const auto rows = snapshot.AskSql("select count(*) from classification where source = 'built-in'");
  ASSERT_TRUE(rows) << Describe(rows.error());
  EXPECT_GT(IntegerOr(rows->rows[0][0], 0), 1000);
  const auto pairs = snapshot.AskSql("select count(*), count(weight) from concordance");
  ASSERT_TRUE(pairs) << Describe(pairs.error());
  EXPECT_GT(IntegerOr(pairs->rows[0][0], 0), 0);
}

TEST_F(SnapshotTest, AReaderKeepsItsSnapshotThroughLoadsAndGarbageCollection) {
  Snapshot snapshot = OpenSnapshot();
  ASSERT_EQ(ReplaceTrade("two", {{"KOR", "USA", 1}}), "");
  Workspace workspace = Open();
  const auto removed = workspace.CollectGarbage(1);
  ASSERT_TRUE(removed) << Describe(removed.error());
  const auto rows = snapshot.AskSql("select count(*) from trade");
  ASSERT_TRUE(rows) << Describe(rows.error());
  EXPECT_EQ(IntegerOr(rows->rows[0][0], 0), 2);
}

// What a reader's statement must not do. Each was allowed by DuckDB's defaults or is a known way around a lock.
TEST_F(SnapshotTest, AReadersStatementCannotWriteReadFilesOrChangeSettings) {
  Snapshot snapshot = OpenSnapshot();
  const std::string file = (folder() / "leak.csv").string();
  const std::string own = (folder() / snapshot.manifest().files.at(0).path).string();
  const std::vector<std::string> forbidden = {
      "copy trade to '" + file + "'",
      "copy (select 1) to '" + file + "' (use_tmp_file false)",
      "copy trade to '" + own + "' (format parquet, use_tmp_file false)",
      "copy trade from '/etc/passwd'",
      "export database '" + file + "'",
      "import database '" + file + "'",
      "select * from read_csv('/etc/passwd')",
      "select * from '/etc/passwd'",
      "select * from '/etc/passwd.csv'",
      "select * from \"/etc/hostname.json\"",
      "select * from read_text('/etc/passwd')",
      "select * from read_blob('/etc/passwd')",
      "select * from read_json('/etc/passwd')",
      "select * from read_parquet('" + own + "')",
      "select * from parquet_metadata('" + own + "')",
      "select * from sniff_csv('/etc/passwd')",
      "select * from glob('/etc/*')",
      "select (select content from read_text('/etc/passwd'))",
      "with x as (select * from read_text('/etc/passwd')) select * from x",
      "select * from trade where exporter in (select content from read_text('/etc/passwd'))",
      "select * from trade, lateral (select * from glob('/etc/*'))",
      "select * from query('copy (select 1) to ''" + file + "''')",
      "select * from query_table('trade')",
      "select * from json_execute_serialized_sql(json_serialize_sql('select 1'))",
      "select * from arrow_scan(1::pointer, 2::pointer, 3::pointer)",
      "select * from enable_logging(storage = 'file', storage_path = '" + file + "')",
      "call enable_logging(storage = 'file', storage_path = '" + file + "')",
      "select * from checkpoint()",
      "attach '" + file + "'",
      "attach ':memory:' as other",
      "detach memory",
      "use memory",
      "install httpfs",
      "load httpfs",
      "load '/tmp/x.duckdb_extension'",
      "set threads = 1",
      "set enable_external_access = true",
      "set global lock_configuration = false",
      "reset threads",
      "pragma threads = 1",
      "pragma enable_profiling",
      "create table x as select 1",
      "create temp table x as select 1",
      "create view x as select 1",
      "create macro f(a) as a",
      "create secret (type s3)",
      "insert into trade select * from trade",
      "update trade set year = 1",
      "delete from trade",
      "truncate trade",
      "drop view trade",
      "alter view trade rename to x",
      "prepare p as select 1",
      "execute p",
      "begin",
      "checkpoint",
      "vacuum",
      "analyze",
      "explain select 1",
      "select 1; select 2",
      "select 1; drop view trade",
      "select 1 into x",
      "with x as (delete from trade returning *) select * from x",
      "",
      ";",
      "-- nothing",
      "select $x",
      "select * from tradee",
      "selec 1",
      std::string("select 1\0; drop view trade", 26),
  };
  for (const std::string& sql : forbidden) {
    const auto answer = snapshot.AskSql(sql);
    ASSERT_FALSE(answer) << sql;
    EXPECT_EQ(answer.error().kind, ErrorKind::kInvalidArgument) << sql << "\n" << Describe(answer.error());
    EXPECT_FALSE(answer.error().message.empty()) << sql;
    EXPECT_FALSE(std::filesystem::exists(file)) << sql;
  }
  EXPECT_THAT(snapshot.AskSql("copy trade to 'x'").error().message, HasSubstr("allowed is one SELECT"));
  EXPECT_THAT(snapshot.AskSql("select 1; select 2").error().message, HasSubstr("found 2 statements"));
  EXPECT_THAT(snapshot.AskSql("select * from read_csv('x')").error().message,
              AllOf(HasSubstr("'read_csv'"), HasSubstr("tenon load table")));
  EXPECT_THAT(snapshot.AskSql("select * from tradee").error().message, HasSubstr("trade"));
  const auto after = snapshot.AskSql("select count(*) from trade");
  ASSERT_TRUE(after) << Describe(after.error());
  EXPECT_EQ(IntegerOr(after->rows[0][0], 0), 2);
}

TEST_F(SnapshotTest, AllowsWhatReads) {
  Snapshot snapshot = OpenSnapshot();
  for (const char* sql :
       {"from trade", "values (1, 'a')", "describe trade", "summarize trade", "show tables", "select 1;",
        "with t as (select * from trade) select count(*) from t", "select * from range(3)", "select unnest([1, 2])",
        "select * from unnest([1, 2])", "select column_name from duckdb_columns() limit 1",
        "select economy_code('Germany')", "select * from trade join classification on product = code",
        "with recursive n as (select 1 as i union all select i + 1 from n where i < 5) select sum(i) from n",
        "select table_name from information_schema.tables"}) {
    const auto answer = snapshot.AskSql(sql);
    EXPECT_TRUE(answer) << sql << "\n" << Describe(answer.error());
  }
}

TEST_F(SnapshotTest, ShowTablesListsEveryCanonicalTable) {
  Snapshot snapshot = OpenSnapshot();
  const auto answer = snapshot.AskSql("show tables");
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_GE(answer->rows.size(), Schema().size());
}

TEST_F(SnapshotTest, AProvidedTableStandsInPlaceOfACanonicalOne) {
  Snapshot snapshot = OpenSnapshot();
  ASSERT_TRUE(snapshot.AskSql("select * from trade"));
  const Table given{"trade", {{"exporter", ValueType::kText, ""}}, {{"CHL"}, {"PER"}, {"AUS"}}};
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(snapshot.Provide(given));
    const auto answer = snapshot.AskSql("select count(*) from trade");
    ASSERT_TRUE(answer) << Describe(answer.error());
    EXPECT_EQ(IntegerOr(answer->rows[0][0], 0), 3);
  }
}

TEST_F(SnapshotTest, WritesAResultAsParquet) {
  Snapshot snapshot = OpenSnapshot();
  const Table result{"r",
                     {{"name", ValueType::kText, ""}, {"x", ValueType::kReal, "1"}, {"n", ValueType::kInteger, ""}},
                     {{"a'\"b", 0.1, std::int64_t{1}}, {Value(), Value(), Value()}}};
  const auto file = folder() / "it's.parquet";
  const auto written = snapshot.WriteParquet(result, file);
  ASSERT_TRUE(written) << Describe(written.error());
  auto database = Database::Open();
  ASSERT_TRUE(database);
  const auto read = database->Query("select * from read_parquet(" + QuoteText(file.string()) + ")");
  ASSERT_TRUE(read) << Describe(read.error());
  EXPECT_EQ(read->rows, result.rows);
  EXPECT_FALSE(snapshot.WriteParquet(result, folder() / "none" / "x.parquet"));
  EXPECT_FALSE(snapshot.WriteParquet(result, "/dev/null"));
}

}  // namespace
}  // namespace tenon::store
