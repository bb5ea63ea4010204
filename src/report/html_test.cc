#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "report/report.h"

namespace tenon::report {
namespace {

using testing::HasSubstr;
using testing::Not;

Column Col(std::string name, ValueType type = ValueType::kText) { return {std::move(name), type, ""}; }

/// A scan of four segments: one choked, one broken, one without data, one with a name that tries to be markup.
Answer SmallScan() {
  constexpr auto kReal = ValueType::kReal;
  Answer scan;
  scan.receipt.arguments.Set("economy", "KOR");
  scan.receipt.arguments.Set("chain", "toy.yaml");
  scan.receipt.sources = {{"usgs-mcs", "ab12", "public domain", "USGS, public domain", 10, 1}};
  scan.tables = {
      {"segments",
       {Col("segment"),
        Col("name"),
        Col("name_zh"),
        Col("stage"),
        Col("rank", ValueType::kInteger),
        Col("rank_low", ValueType::kInteger),
        Col("rank_high", ValueType::kInteger),
        Col("shortage", kReal),
        Col("shortage_low", kReal),
        Col("shortage_high", kReal),
        Col("denial", kReal),
        Col("scarcity", kReal),
        Col("incapacity", kReal),
        Col("choked", ValueType::kBoolean),
        Col("break_kind"),
        Col("break_between"),
        Col("break_probability", kReal),
        Col("group"),
        Col("top_supplier"),
        Col("top_share", kReal),
        Col("supply_from")},
       {{"mine",
         "Mining",
         "开采",
         "material",
         std::int64_t{1},
         std::int64_t{1},
         std::int64_t{2},
         0.91,
         0.8,
         0.97,
         0.2,
         0.95,
         0.9,
         true,
         Value{},
         Value{},
         Value{},
         Value{},
         "CHN",
         0.981,
         "production"},
        {"refine",
         "Refining <b>",
         "精炼",
         "material",
         std::int64_t{2},
         std::int64_t{1},
         std::int64_t{3},
         0.41,
         0.3,
         0.6,
         Value{},
         0.5,
         0.3,
         false,
         "stuck_before_plant or does_not_sell",
         "invention, production",
         0.95,
         "g1",
         "JPN",
         0.4,
         "imports"},
        {"other-way", "Other way", "另一途径", "material", Value{}, Value{}, Value{},
         Value{},     Value{},     Value{},    Value{},    Value{}, Value{}, Value{},
         Value{},     Value{},     Value{},    Value{},    Value{}, Value{}, Value{}},
        {"use",   "Use",   "应用", "product", std::int64_t{3}, std::int64_t{2}, std::int64_t{3}, 0.1,     0.0,
         0.2,     0.0,     0.1,    0.1,       false,           Value{},         Value{},         Value{}, Value{},
         Value{}, Value{}, Value{}}}},
      {"links",
       {Col("from"), Col("to"), Col("kind")},
       {{"mine", "refine", "input"}, {"other-way", "refine", "variant"}, {"refine", "use", "input"}}},
      {"stations",
       {Col("segment"), Col("station"), Col("state"), Col("strength", kReal), Col("low", kReal), Col("high", kReal),
        Col("level", kReal)},
       {{"refine", "invention", "data", 0.4, 0.3, 0.5, 0.1},
        {"refine", "production", "no data", Value{}, Value{}, Value{}, Value{}}}},
      {"parts",
       {Col("segment"), Col("score"), Col("part"), Col("label"), Col("label_zh"), Col("raw", kReal),
        Col("value", kReal), Col("low", kReal), Col("high", kReal)},
       {{"mine", "total", "scarcity", Value{}, Value{}, 0.95, 0.95, 0.9, 0.97},
        {"mine", "scarcity", "supplier_hhi", "concentration of suppliers", "供应方集中度", 0.963, 1.0, 0.95, 0.98}}},
      {"suppliers",
       {Col("segment"), Col("supplier"), Col("share", kReal), Col("low", kReal), Col("high", kReal)},
       {{"mine", "CHN", 0.981, Value{}, Value{}}, {"mine", "RUS", Value{}, Value{}, Value{}}}},
      {"controls",
       {Col("segment"), Col("list"), Col("entry"), Col("applies", ValueType::kBoolean), Col("heading")},
       {}},
      {"history",
       {Col("segment"), Col("year", ValueType::kInteger), Col("hhi", kReal), Col("top_share", kReal),
        Col("flag", ValueType::kBoolean)},
       {}},
      {"evidence",
       {Col("segment"), Col("measure"), Col("source"), Col("classification"), Col("code"), Col("relation"),
        Col("rows", ValueType::kInteger), Col("years"), Col("sql")},
       {}},
      {"sentences",
       {Col("segment"), Col("topic"), Col("en"), Col("zh")},
       {{"", "summary", "One of 4 segments is choked.", "4 个环节中有 1 个被卡。"},
        {"mine", "choked", "Mining hangs on China.", "开采依赖中国。"}}},
  };
  return scan;
}

const std::map<std::string, Text> kNames = {{"KOR", {"Korea", "韩国"}}, {"CHN", {"China", "中国"}}};

TEST(Html, HasOneSheetASegmentAndSaysMissing) {
  const auto html = ToHtml(SmallScan(), Language::kEnglish, kNames);
  ASSERT_TRUE(html);
  for (const char* id : {"segment-mine", "segment-refine", "segment-other-way", "segment-use"}) {
    EXPECT_THAT(*html, HasSubstr(std::string("id=\"") + id + "\""));
    EXPECT_THAT(*html, HasSubstr(std::string("href=\"#") + id + "\""));
  }
  EXPECT_THAT(*html, HasSubstr("No data on suppliers: missing, not zero."));
  EXPECT_THAT(*html, HasSubstr("China 98 %"));
  EXPECT_THAT(*html, HasSubstr("share unknown"));
  EXPECT_THAT(*html, HasSubstr("concentration of suppliers"));
  EXPECT_THAT(*html, HasSubstr("0.963 (0.950–0.980)"));
  EXPECT_THAT(*html, HasSubstr("stuck before the plant or does not sell"));
  EXPECT_THAT(*html, HasSubstr("tenon run scan --chain toy.yaml --economy KOR"));
}

TEST(Html, SaysWhatTheCuratorNotes) {
  Answer scan = SmallScan();
  scan.tables.push_back({"chain",
                         {Col("chain"), Col("title"), Col("title_zh"), Col("note"), Col("note_zh")},
                         {{"toy", "Toys", "玩具", "Ores share one code.", "矿石共用一个编码。"}}});
  EXPECT_THAT(*ToHtml(scan, Language::kEnglish, kNames), HasSubstr("Ores share one code."));
  EXPECT_THAT(*ToHtml(scan, Language::kChinese, kNames), HasSubstr("矿石共用一个编码。"));
}

TEST(Html, SpeaksChinese) {
  const auto html = ToHtml(SmallScan(), Language::kChinese, kNames);
  ASSERT_TRUE(html);
  EXPECT_THAT(*html, HasSubstr("<html lang=\"zh-Hans\">"));
  EXPECT_THAT(*html, HasSubstr("韩国的断点与依赖"));
  EXPECT_THAT(*html, HasSubstr("困于工厂之前或卖不出去"));
  EXPECT_THAT(*html, HasSubstr("4 个环节中有 1 个被卡。"));
  EXPECT_THAT(*html, Not(HasSubstr("no data")));
}

TEST(Html, IsSelfContainedAndEscapesNames) {
  const auto html = ToHtml(SmallScan(), Language::kEnglish, kNames);
  ASSERT_TRUE(html);
  EXPECT_THAT(*html, Not(HasSubstr("Refining <b>")));
  EXPECT_THAT(*html, HasSubstr("Refining &lt;b&gt;"));
  EXPECT_THAT(*html, Not(HasSubstr("<script")));
  EXPECT_THAT(*html, Not(HasSubstr("src=")));
  EXPECT_THAT(*html, Not(HasSubstr("@import")));
}

TEST(Html, RefusesAnAnswerThatIsNoScan) {
  Answer scan = SmallScan();
  scan.tables.pop_back();
  const auto html = ToHtml(scan, Language::kEnglish, kNames);
  ASSERT_FALSE(html);
  EXPECT_EQ(Describe(html.error()), "report: the scan has no table 'sentences'");
}

TEST(Html, FurtherQuestionsAreSectionsOfTheirOwn) {
  Answer what_if;
  what_if.receipt.analysis = "what-if";
  what_if.receipt.arguments.Set("remove", "NLD");
  what_if.receipt.arguments.Set("with_year", Value());
  constexpr auto kReal = ValueType::kReal;
  what_if.tables = {{"products",
                     {Col("segment"), Col("left", kReal), Col("left_low", kReal), Col("left_high", kReal), Col("way"),
                      Col("name"), Col("name_zh")},
                     {{"mine", 0.25, 0.2, 0.3, "mine > chip", "Mining <i>", "开采"}}},
                    {"sentences",
                     {Col("segment"), Col("topic"), Col("en"), Col("zh")},
                     {{Value{}, "summary", "It falls.", "减产。"}}}};
  const std::map<std::string, Text> names = {{"NLD", {"Netherlands", "荷兰"}}};
  const auto english = ToHtml(SmallScan(), Language::kEnglish, names, std::array{what_if});
  ASSERT_TRUE(english);
  EXPECT_THAT(*english, HasSubstr("If Netherlands stopped supplying"));
  EXPECT_THAT(*english, HasSubstr("It falls."));
  EXPECT_THAT(*english, HasSubstr("Mining &lt;i&gt;"));
  EXPECT_THAT(*english, HasSubstr("mine &gt; chip"));
  EXPECT_THAT(*english, HasSubstr("tenon run what-if --remove NLD</pre>"));
  const auto chinese = ToHtml(SmallScan(), Language::kChinese, names, std::array{what_if});
  ASSERT_TRUE(chinese);
  EXPECT_THAT(*chinese, HasSubstr("若荷兰停止供应"));
  EXPECT_THAT(*chinese, HasSubstr("减产。"));
}

}  // namespace
}  // namespace tenon::report
