#include "store/database.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "store/classification.h"
#include "store/economy.h"

namespace tenon::store {
namespace {

using testing::HasSubstr;

class DatabaseTest : public testing::Test {
 protected:
  DatabaseTest()
      : database_(Database::Open({.memory_bytes = 256ULL << 20, .threads = 2, .spill_folder = {}}).value()) {}

  Value One(const std::string& sql, const Bindings& bindings = {}) {
    const auto table = database_.Query(sql, bindings);
    if (!table) return Describe(table.error());
    EXPECT_EQ(table->rows.size(), 1U);
    return table->rows.at(0).at(0);
  }
  Error ErrorOf(const std::string& sql, const Bindings& bindings = {}, const Job& job = {}) {
    const auto table = database_.Query(sql, bindings, job);
    return table ? Error{ErrorKind::kInternal, "no error", ""} : table.error();
  }

  Database database_;
};

TEST_F(DatabaseTest, EveryTypeBecomesOneOfFour) {
  const auto table = database_.Query(
      "select 1::tinyint, -2::bigint, 3::ubigint, 1.25::decimal(9,2), 2::hugeint, 0.5::float, true, 'ü', null, "
      "date '2024-02-29', [1, 2], {'a': 1}, -1234567890123.25::decimal(38,2)");
  ASSERT_TRUE(table) << Describe(table.error());
  const std::vector<Value> expected = {std::int64_t{1},
                                       std::int64_t{-2},
                                       std::int64_t{3},
                                       1.25,
                                       2.0,
                                       0.5,
                                       true,
                                       std::string("ü"),
                                       std::monostate{},
                                       std::string("2024-02-29"),
                                       std::string("[1, 2]"),
                                       std::string("{'a': 1}"),
                                       -1234567890123.25};
  ASSERT_EQ(table->rows.size(), 1U);
  EXPECT_EQ(table->rows[0], expected);
  EXPECT_EQ(table->columns[3].type, ValueType::kReal);
  EXPECT_EQ(table->columns[9].type, ValueType::kText);
}

TEST_F(DatabaseTest, ManyChunksKeepTheirOrder) {
  const auto table =
      database_.Query("select i, if(i % 3 = 0, null, i::varchar) as t, date '2000-01-01' from range(10000) x(i);");
  ASSERT_TRUE(table) << Describe(table.error());
  ASSERT_EQ(table->rows.size(), 10000U);
  for (std::int64_t i = 0; i < 10000; ++i) {
    const auto& row = table->rows[static_cast<std::size_t>(i)];
    ASSERT_EQ(row[0], Value(i));
    ASSERT_EQ(row[1], i % 3 == 0 ? Value() : Value(std::to_string(i)));
  }
}

TEST_F(DatabaseTest, AnUnsignedIntegerTooLargeIsAnErrorAndNotNegative) {
  EXPECT_EQ(ErrorOf("select 18446744073709551615::ubigint").kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(One("select 18446744073709551615::ubigint::varchar"), Value(std::string("18446744073709551615")));
}

TEST_F(DatabaseTest, BindsByName) {
  EXPECT_EQ(One("select $b || $a", {{"a", std::string("x'y")}, {"b", std::string("z")}}), Value(std::string("zx'y")));
  EXPECT_EQ(One("select $a::bigint + 1", {{"a", std::int64_t{41}}}), Value(std::int64_t{42}));
  EXPECT_EQ(One("select $a is null", {{"a", {}}}), Value(true));
  EXPECT_THAT(ErrorOf("select 1", {{"a", true}}).message, HasSubstr("no parameter $a"));
}

TEST_F(DatabaseTest, ErrorsHaveTheirKind) {
  EXPECT_EQ(ErrorOf("selec 1").kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(ErrorOf("select x from nowhere").kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(ErrorOf("select 1; select 2").kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(ErrorOf("select * from '/no/such.parquet'").kind, ErrorKind::kInputOutput);
  EXPECT_EQ(ErrorOf("select cast('a' as integer)").kind, ErrorKind::kInvalidArgument);
  const Error memory = ErrorOf("select len(list(i::varchar || 'xxxxxxxxxxxxxxxxxxxxxx')) from range(20000000) r(i)");
  EXPECT_EQ(memory.kind, ErrorKind::kInputOutput);
  EXPECT_THAT(memory.message, HasSubstr("--memory"));
}

TEST_F(DatabaseTest, AQueryLargerThanItsMemorySpillsAndLeavesNothingBehind) {
  const auto folders = [] {
    return std::ranges::count_if(
        std::filesystem::directory_iterator(std::filesystem::temp_directory_path()),
        [own = fmt::format("tenon-spill-{}-", getpid())](const std::filesystem::directory_entry& entry) {
          return entry.path().filename().string().starts_with(own);
        });
  };
  const auto before = folders();
  {
    auto database = Database::Open({.memory_bytes = 128ULL << 20, .threads = 2, .spill_folder = {}}).value();
    const auto table = database.Query(
        "select count(*) from (select distinct i, i::varchar || 'xxxxxxxxxxxxxxxxxxxxxx' from range(6000000) r(i))");
    ASSERT_TRUE(table) << Describe(table.error());
    EXPECT_EQ(table->rows.at(0).at(0), Value(std::int64_t{6000000}));
    EXPECT_EQ(folders(), before + 1);
  }
  EXPECT_EQ(folders(), before);
}

TEST_F(DatabaseTest, ADamagedParquetFileIsCorruptInput) {
  const auto file =
      std::filesystem::temp_directory_path() / ("tenon_database_test_" + std::to_string(::getpid()) + ".parquet");
  ASSERT_TRUE(
      database_.Execute("copy (select i, i::varchar as t from range(100000) r(i)) to " + QuoteText(file.string())));
  const auto size = std::filesystem::file_size(file);
  std::filesystem::resize_file(file, size / 2);
  EXPECT_EQ(ErrorOf("select sum(i) from " + QuoteText(file.string())).kind, ErrorKind::kCorruptInput);
  std::filesystem::resize_file(file, 3);
  EXPECT_EQ(ErrorOf("select sum(i) from " + QuoteText(file.string())).kind, ErrorKind::kCorruptInput);
  std::filesystem::remove(file);
}

TEST_F(DatabaseTest, StopsWhenAsked) {
  const auto source = std::make_unique<std::stop_source>();
  Job job;
  job.stop = source->get_token();
  std::jthread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    source->request_stop();
  });
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(ErrorOf("select sum(a.i * b.i) from range(1000000) a(i), range(1000000) b(i)", {}, job).kind,
            ErrorKind::kCancelled);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
  EXPECT_EQ(ErrorOf("select 1", {}, job).kind, ErrorKind::kCancelled);
  EXPECT_EQ(One("select 1"), Value(std::int64_t{1}));
}

TEST_F(DatabaseTest, NumbersAreDecimalAndFinite) {
  for (const char* good : {"1", " 1.5 ", "+2", "-3e2", ".5", "5."})
    EXPECT_EQ(One("select number($t) is null", {{"t", std::string(good)}}), Value(false)) << good;
  for (const char* bad :
       {"", " ", "nan", "inf", "-Infinity", "1e999", "0x10", "1_000", "1,5", "1 2", "+-1", "--1", "1e", "NA"}) {
    EXPECT_EQ(One("select number($t) is null", {{"t", std::string(bad)}}), Value(true)) << bad;
  }
  EXPECT_EQ(One("select number(null)"), Value());
  EXPECT_EQ(One("select whole_number('2023.0')"), Value(std::int64_t{2023}));
  for (const char* bad : {"", "2023.5", "1e3", ".0", "99999999999999999999", "x"}) {
    EXPECT_EQ(One("select whole_number($t)", {{"t", std::string(bad)}}), Value()) << bad;
  }
}

TEST_F(DatabaseTest, EconomiesResolveInSql) {
  EXPECT_EQ(One("select economy_code('Germany')"), Value(std::string("DEU")));
  EXPECT_EQ(One("select economy_code('Germanistan')"), Value());
  EXPECT_EQ(One("select economy_code('World')"), Value(std::string("WLD")));
  EXPECT_EQ(One("select economy_not_group('World')"), Value());
  // Every place in the list of codes is that of its economy.
  Table economies{"economy_name", {{"code", ValueType::kText, ""}}, {}};
  for (const Economy& economy : Economies()) economies.rows.push_back({economy.code});
  ASSERT_TRUE(database_.CreateTemporary(economies));
  EXPECT_EQ(One("select count(*) from economy_name where economy_code(code)::varchar is distinct from code"),
            Value(std::int64_t{0}));
  EXPECT_EQ(One("select economy_is_residual('Other countries') and not economy_is_residual('Germany')"), Value(true));
  EXPECT_THAT(TextOr(One("select economy_candidates('Germny')")), HasSubstr("DEU"));
  // Long names and repeated short ones, in one vector.
  EXPECT_EQ(One("select count(distinct economy_code(n)) from (select unnest(['USA', 'United States of America', 'USA', "
                "'DEU']) as n, unnest(range(4)))"),
            Value(std::int64_t{2}));
}

TEST_F(DatabaseTest, CellsAreTrimmedAndBlankOnesAreMissing) {
  const std::string no_break = "\u00A0";
  for (const char* blank : {"", " ", "\t \r\n"}) {
    EXPECT_EQ(One("select cell_text($t)", {{"t", std::string(blank)}}), Value()) << blank;
  }
  EXPECT_EQ(One("select cell_text($t)", {{"t", no_break + " " + no_break}}), Value());
  EXPECT_EQ(One("select cell_text(null)"), Value());
  EXPECT_EQ(One("select cell_text($t)", {{"t", " " + no_break + "\tTaiwan, Province of China " + no_break}}),
            Value(std::string("Taiwan, Province of China")));
  EXPECT_EQ(One("select cell_text('811292')"), Value(std::string("811292")));
}

TEST_F(DatabaseTest, CodesAreLookedUpInTheBuiltInLists) {
  EXPECT_EQ(One("select code_is_known('HS2017', '811292')"), Value(true));
  EXPECT_EQ(One("select code_is_known('HS2017', '000000')"), Value(false));
  EXPECT_EQ(One("select code_is_known('HS2017', '')"), Value(false));
  EXPECT_EQ(One("select code_is_known('no such list', 'x')"), Value(true));
  EXPECT_EQ(One("select code_is_known('HS2017', null)"), Value());
  // Every code of every list, short and long ones, against the plain look-up.
  Table codes{"code", {{"scheme", ValueType::kText, ""}, {"code", ValueType::kText, ""}}, {}};
  const Classifications& lists = Classifications::BuiltIn();
  for (const std::string& scheme : lists.Schemes()) {
    for (const ClassCode& code : lists.CodesOf(scheme)) codes.rows.push_back({scheme, std::string(code.code)});
  }
  const auto rows = static_cast<std::int64_t>(codes.rows.size());
  ASSERT_TRUE(database_.CreateTemporary(codes));
  EXPECT_EQ(One("select count(*) from code where code_is_known(scheme, code)"), Value(rows));
  EXPECT_EQ(One("select count(*) from code where code_is_known(scheme, code || '~')"), Value(std::int64_t{0}));
}

TEST_F(DatabaseTest, RejectIsAStruct) {
  EXPECT_EQ(One("select r.reason || r.\"column\" || r.found from (select reject('c', 1, 'why') as r)"),
            Value(std::string("whyc1")));
}

TEST_F(DatabaseTest, TemporaryTablesHoldRowsAsTheyAre) {
  Table table{"mine",
              {{"t", ValueType::kText, ""},
               {"i", ValueType::kInteger, ""},
               {"x", ValueType::kReal, ""},
               {"b", ValueType::kBoolean, ""}},
              {}};
  for (std::int64_t i = 0; i < 5000; ++i) {
    table.rows.push_back({i % 7 == 0 ? Value() : Value("text number " + std::to_string(i)), i,
                          i % 5 == 0 ? Value() : Value(static_cast<double>(i) / 2), i % 2 == 0});
  }
  ASSERT_TRUE(database_.CreateTemporary(table));
  ASSERT_TRUE(database_.CreateTemporary(table)) << "a second time replaces the first";
  const auto back = database_.Query("select * from mine order by i");
  ASSERT_TRUE(back) << Describe(back.error());
  EXPECT_EQ(back->rows, table.rows);
  table.rows[0][0] = std::string("\xff");
  EXPECT_FALSE(database_.CreateTemporary(table));
  table.rows[0][0] = true;
  EXPECT_FALSE(database_.CreateTemporary(table));
}

}  // namespace
}  // namespace tenon::store
