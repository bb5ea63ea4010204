#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

class Ranks : public QuestionFixture {
 protected:
  void FillIndicator(const std::string& rows) {
    Fill("indicator", "select * from (values " + rows + ") t(source, indicator, economy, item, year, value, unit)");
  }
  /// "CHN 2021 rank change" of every row.
  static std::string Rows(const Table& table, std::initializer_list<const char*> columns) {
    std::string text;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      for (const char* column : columns) text += ToText(table.At(i, column)) + " ";
      text += "\n";
    }
    return text;
  }
};

constexpr const char* kPapers =
    "('n', 'papers', 'CHN', 'ALL', 2000, 100.0, 'count'), ('n', 'papers', 'USA', 'ALL', 2000, 400.0, 'count'), "
    "('n', 'papers', 'KOR', 'ALL', 2000, 90.0, 'count'), ('n', 'papers', 'WLD', 'ALL', 2000, 900.0, 'count'), "
    "('n', 'papers', 'CHN', 'ALL', 2002, 500.0, 'count'), ('n', 'papers', 'USA', 'ALL', 2002, 410.0, 'count'), "
    "('n', 'papers', 'KOR', 'ALL', 2002, null, 'count')";

TEST_F(Ranks, ChangesAndIntervals) {
  FillIndicator(kPapers);
  const auto answer = Ask("ranks", {{"by", "indicator"}, {"indicator", "papers"}});
  ASSERT_TRUE(answer) << Describe(answer.error());
  EXPECT_EQ(Rows(answer->tables[0], {"place", "year", "rank", "ranked", "before", "value_change", "rank_change"}),
            "USA 2000 1 3    \n"
            "CHN 2000 2 3    \n"
            "KOR 2000 3 3    \n"
            "CHN 2002 1 2 2000 400 1 \n"
            "USA 2002 2 2 2000 10 -1 \n"
            "KOR 2002  2    \n");
  // 100 and 90 papers: the Poisson ranges overlap; 400 stands clear.
  const Table& table = answer->tables[0];
  EXPECT_EQ(IntegerOr(table.At(0, "rank_high"), 0), 1);
  EXPECT_EQ(IntegerOr(table.At(1, "rank_high"), 0), 3);
  EXPECT_EQ(IntegerOr(table.At(2, "rank_low"), 0), 2);
  EXPECT_TRUE(IsMissing(table.At(5, "rank_low")));
}

TEST_F(Ranks, TheSmallestMayBeFirst) {
  FillIndicator(kPapers);
  const auto answer =
      *Ask("ranks", {{"by", "indicator"}, {"indicator", "papers"}, {"first", "smallest"}, {"until_year", "2001"}});
  EXPECT_EQ(Rows(answer.tables[0], {"place", "rank"}), "KOR 1 \nCHN 2 \nUSA 3 \n");
}

TEST_F(Ranks, NoErrorIsKnownOfAnIndex) {
  FillIndicator(
      "('w', 'governance', 'CHN', 'ALL', 2000, -0.5, 'index'), ('w', 'governance', 'USA', 'ALL', 2000, 1.5, 'index')");
  const auto answer = *Ask("ranks", {{"by", "indicator"}, {"indicator", "governance"}});
  EXPECT_EQ(Rows(answer.tables[0], {"place", "value", "rank", "rank_low"}), "USA 1.5 1  \nCHN -0.5 2  \n");
}

TEST_F(Ranks, ItemsMustBeChosenUnlessTheyAddUp) {
  FillIndicator(
      "('n', 'share', 'CHN', 'a', 2000, 1.0, '%'), ('n', 'share', 'CHN', 'b', 2000, 2.0, '%'), "
      "('n', 'publications', 'CHN', 'a', 2000, 1.0, 'count'), ('n', 'publications', 'CHN', 'b', 2000, 2.0, 'count'), "
      "('n', 'publications', 'USA', 'a', 2000, null, 'count'), ('n', 'publications', 'USA', 'b', 2000, 2.0, 'count')");
  const auto share = Ask("ranks", {{"by", "indicator"}, {"indicator", "share"}});
  ASSERT_FALSE(share);
  EXPECT_NE(share.error().message.find("--item from: a, b"), std::string::npos) << share.error().message;
  EXPECT_EQ(
      RealOr(Ask("ranks", {{"by", "indicator"}, {"indicator", "share"}, {"item", "b"}})->tables[0].At(0, "value"), 0),
      2);
  const auto sum = *Ask("ranks", {{"by", "indicator"}, {"indicator", "publications"}});
  EXPECT_EQ(Rows(sum.tables[0], {"place", "value"}), "CHN 3 \nUSA  \n") << "a sum with an unknown part is unknown";
}

TEST_F(Ranks, MadeFromAmounts) {
  Fill("trade",
       "select 'a' as source, 'X' as classification, y as year, e.code as exporter, null::varchar as importer, 'p' || "
       "p.i as "
       "product, case when y = 2001 and e.i = 0 then 1.0 + p.i else 1.0 end as value_usd, null::double as quantity_t "
       "from range(2000, 2002) years(y), (values (0, 'AUS'), (1, 'BEL'), (2, 'CAN'), (3, 'DEU')) e(i, code), "
       "range(6) p(i) where p.i <= e.i + 1 or (e.i = 2 and p.i = 5)");
  EXPECT_EQ(Rows(Ask("ranks", {{"by", "hhi"}, {"first", "largest"}})->tables[0], {"place", "year", "value", "rank"}),
            "AUS 2000 0.5 1 \nBEL 2000 0.3333333333333333 2 \nCAN 2000 0.2 3 \nDEU 2000 0.2 3 \n"
            "AUS 2001 0.5555555555555556 1 \nBEL 2001 0.3333333333333333 2 \nCAN 2001 0.2 3 \nDEU 2001 0.2 3 \n");
  for (const char* by : {"eci", "fitness", "diversity"}) {
    const auto answer = Ask("ranks", {{"by", by}, {"from_year", "2001"}});
    ASSERT_TRUE(answer) << Describe(answer.error());
    EXPECT_EQ(answer->tables[0].rows.size(), 4U);
    EXPECT_TRUE(IsMissing(answer->tables[0].At(0, "rank_low")));
  }
}

TEST_F(Ranks, RefusesWhatDoesNotGoTogether) {
  FillIndicator(kPapers);
  EXPECT_FALSE(Ask("ranks", {{"by", "indicator"}}));
  EXPECT_FALSE(Ask("ranks", {{"by", "eci"}, {"indicator", "papers"}}));
  EXPECT_FALSE(Ask("ranks", {{"by", "indicator"}, {"indicator", "papers"}, {"codes", "a"}}));
  const auto unknown = Ask("ranks", {{"by", "indicator"}, {"indicator", "paper"}});
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("papers"), std::string::npos);
}

}  // namespace
}  // namespace tenon::analyses
