#include "store/schema.h"

#include <gtest/gtest.h>

#include <span>

#include "base/embedded_file.h"
#include "store/database.h"
#include "store/schema_reader.h"

namespace tenon {
std::span<const EmbeddedFile> EmbeddedSchema();
}  // namespace tenon

namespace tenon::store {
namespace {

TEST(SchemaTest, EveryFileReadsAndNoTableStandsTwice) {
  std::size_t tables = 0;
  for (const EmbeddedFile& file : EmbeddedSchema()) {
    const auto read = ReadSchema(file.content, std::string(file.path));
    ASSERT_TRUE(read) << Describe(read.error());
    EXPECT_FALSE(read->empty()) << file.path;
    tables += read->size();
  }
  EXPECT_EQ(Schema().size(), tables);
  for (std::size_t i = 1; i < Schema().size(); ++i) EXPECT_LT(Schema()[i - 1].name, Schema()[i].name);
}

TEST(SchemaTest, EveryFileIsSqlThatDuckDbTakes) {
  auto database = Database::Open();
  ASSERT_TRUE(database) << Describe(database.error());
  for (const EmbeddedFile& file : EmbeddedSchema()) {
    std::string_view rest = file.content;
    while (rest.find("create table") != std::string_view::npos) {
      const auto end = rest.find("\n);") + 3;
      const auto created = database->Execute(std::string(rest.substr(0, end)));
      ASSERT_TRUE(created) << Describe(created.error());
      rest.remove_prefix(end);
    }
  }
  for (const SchemaTable& table : Schema()) {
    const auto columns = database->Query("select * from " + QuoteName(table.name));
    ASSERT_TRUE(columns) << Describe(columns.error());
    ASSERT_EQ(columns->columns.size(), table.columns.size()) << table.name;
    for (std::size_t c = 0; c < table.columns.size(); ++c) EXPECT_EQ(columns->columns[c].name, table.columns[c].name);
  }
}

// design.md, section 4: "Columns that other data must fit".
TEST(SchemaTest, TradeIsAsTheDesignSays) {
  const SchemaTable* trade = FindTable("trade");
  ASSERT_NE(trade, nullptr);
  EXPECT_EQ(trade->meaning, "Flows of goods between economies, as one source states them.");
  EXPECT_EQ(trade->Key(),
            (std::vector<std::string>{"source", "classification", "year", "exporter", "importer", "product"}));
  const SchemaColumn* importer = trade->Find("importer");
  ASSERT_NE(importer, nullptr);
  EXPECT_TRUE(importer->economy);
  EXPECT_FALSE(importer->groups);
  EXPECT_FALSE(importer->required);
  const SchemaColumn* value = trade->Find("value_usd");
  ASSERT_NE(value, nullptr);
  EXPECT_EQ(value->unit, "USD");
  EXPECT_EQ(value->sql_type, "DOUBLE");
  EXPECT_EQ(value->meaning, "value at current prices");
  EXPECT_EQ(FindTable("trades"), nullptr);
}

TEST(SchemaTest, AColumnTakesGroupsWhereItSaysSo) {
  EXPECT_TRUE(FindTable("indicator")->Find("economy")->groups);
  EXPECT_FALSE(FindTable("production")->Find("economy")->groups);
}

std::string Fault(std::string_view sql) {
  const auto read = ReadSchema(sql, "x.sql");
  return read ? "" : Describe(read.error());
}

TEST(SchemaReaderTest, AMalformedFileIsNamedByFileAndLine) {
  EXPECT_EQ(Fault("-- T.\ncreate table t (\n  source varchar not null,  -- key; who\n  v double -- [t]; much\n);\n"),
            "");
  EXPECT_EQ(Fault("-- T.\ncreate table t (\n  source varchar not null,  -- key; who\n  v double -- much\n);\n"),
            "x.sql:4: column v has no unit");
  EXPECT_EQ(Fault("-- T.\ncreate table t (\n  source varchar not null,  -- key; who\n  v text -- much\n);\n"),
            "x.sql:4: 'text' is not one of the types varchar integer bigint ubigint double boolean date");
  EXPECT_EQ(Fault("-- T.\ncreate table t (\n  source varchar not null\n);\n"),
            "x.sql:3: a column needs a comment that says what it means");
  EXPECT_EQ(Fault("create table t (\n  source varchar not null -- key; who\n);\n"), "x.sql:3: table t has no meaning");
  EXPECT_EQ(Fault("-- T.\ncreate table t (\n  a varchar -- key; who\n);\n"),
            "x.sql:4: the first column of t must be: source varchar not null, key");
  EXPECT_EQ(Fault("-- T.\ncreate table t (\n  source varchar not null -- key; who\n"),
            "x.sql: table t is not closed by );");
  EXPECT_EQ(Fault("drop table t;"), "x.sql:1: 'drop table t;' is neither a comment nor a table");
}

}  // namespace
}  // namespace tenon::store
