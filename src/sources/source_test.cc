#include "sources/source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "sources/load_fixture.h"
#include "store/schema.h"
#include "store/zip_fixture.h"

namespace tenon::sources {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class FindInputFilesTest : public LoadTest {
 protected:
  static SourceSpec Spec() {
    SourceSpec spec;
    spec.name = "census";
    spec.files = {{"people_*.csv", {"people", ""}, true}, {"places.csv", {"places", ""}, false}};
    return spec;
  }
  /// The names matched, in order; or the error.
  static std::string Found(const SourceSpec& spec, const std::vector<fs::path>& paths) {
    const Result<InputFiles> files = FindInputFiles(spec, paths);
    if (!files) return Describe(files.error());
    std::string names;
    for (const auto& [name, file] : files->matched) names += name + "=" + file.filename().string() + " ";
    return names;
  }
};

TEST(MatchesNameTest, StarStandsForAnyRun) {
  EXPECT_TRUE(MatchesName("MCS2025_World_Data.csv", "MCS*_World_Data.csv"));
  EXPECT_TRUE(MatchesName("a_b_desc.csv", "*_desc.csv"));
  EXPECT_TRUE(MatchesName("inputs.csv.gz", "inputs.csv"));
  EXPECT_TRUE(MatchesName("anything", "*"));
  EXPECT_FALSE(MatchesName("inputs.csv.zip", "inputs.csv"));
  EXPECT_FALSE(MatchesName("xinputs.csv", "inputs.csv"));
  EXPECT_FALSE(MatchesName("MCS2025_World_Data.csv", "MCS*_World"));
}

TEST(FillInTest, ReplacesEveryPlaceholder) {
  EXPECT_EQ(FillIn("select $a, $a from t", "$a", "$a b"), "select $a b, $a b from t");
}

TEST_F(FindInputFilesTest, FilesAndFolders) {
  const fs::path people = Write("people_1900.csv", "x"), places = Write("places.csv", "x");
  Write("readme.txt", "x");
  EXPECT_EQ(Found(Spec(), {folder()}), "people_*.csv=people_1900.csv places.csv=places.csv ");
  EXPECT_EQ(Found(Spec(), {places, people, people}), "people_*.csv=people_1900.csv places.csv=places.csv ");
}

TEST_F(FindInputFilesTest, ArchivesAreLookedInto) {
  const fs::path zip =
      Write("all.zip", store::Zipped({{"d/people_1900.csv", "x"}, {"places.csv", "x"}, {"readme", ""}}));
  const std::string both = "people_*.csv=people_1900.csv places.csv=places.csv ";
  EXPECT_EQ(Found(Spec(), {zip}), both);
  EXPECT_EQ(Found(Spec(), {folder()}), both);
  EXPECT_EQ(Found(Spec(), {zip / "d/people_1900.csv"}), "people_*.csv=people_1900.csv ");
  EXPECT_THAT(Found(Spec(), {zip / "d/people_1901.csv"}), HasSubstr("holds no such member"));
  EXPECT_THAT(Found(Spec(), {Write("other.zip", store::Zipped({{"readme", ""}}))}),
              HasSubstr("nothing in this archive is a file of census; expected: people_*.csv, places.csv (optional); "
                        "found: other.zip/readme"));
  Write("people_1901.csv", "x");
  EXPECT_EQ(Found(Spec(), {folder()}), "people_*.csv=people_1901.csv ") << "what lies open goes first";
  SourceSpec one;
  one.files = {{"only.csv", {}, true}};
  EXPECT_EQ(Found(one, {Write("one.zip", store::Zipped({{"a.txt", "x"}}))}), "only.csv=a.txt ");
}

TEST_F(FindInputFilesTest, SearchesSubfoldersOnlyWhereTheFolderHoldsNothing) {
  fs::create_directories(folder() / "data" / "deep");
  Write("data/people_1900.csv", "x");
  Write("data/deep/people_1910.csv", "x");
  EXPECT_EQ(Found(Spec(), {folder()}), "people_*.csv=people_1900.csv ");
}

TEST_F(FindInputFilesTest, SaysWhatWasFoundAndWhatIsExpected) {
  const fs::path places = Write("places.csv", "x"), other = Write("other.csv", "x");
  fs::create_directory(folder() / "empty");
  EXPECT_THAT(Found(Spec(), {places}), HasSubstr("census also needs people_*.csv (people); found: places.csv"));
  EXPECT_THAT(Found(Spec(), {other}),
              HasSubstr("other.csv: census reads no file of this name; expected: people_*.csv, places.csv (optional)"));
  EXPECT_THAT(Found(Spec(), {folder() / "empty"}), HasSubstr("nothing in this folder"));
  EXPECT_THAT(Found(Spec(), {folder() / "absent.csv"}), HasSubstr("absent.csv: no such file or folder"));
  EXPECT_THAT(Found(Spec(), {}), HasSubstr("no file given"));
}

TEST_F(FindInputFilesTest, TheOnlyFileMayBearAnyName) {
  SourceSpec spec = Spec();
  spec.files.pop_back();
  EXPECT_EQ(Found(spec, {Write("mine.txt", "x")}), "people_*.csv=mine.txt ");
}

TEST(RegistryTest, SourcesAreSortedCompleteAndFillKnownTables) {
  std::string previous;
  for (const Source* source : AllSources()) {
    const SourceSpec& spec = source->spec;
    EXPECT_LT(previous, spec.name);
    previous = spec.name;
    EXPECT_EQ(FindSource(spec.name), source);
    EXPECT_FALSE(spec.title.en.empty() || spec.title.zh.empty()) << spec.name;
    EXPECT_FALSE(spec.files.empty()) << spec.name;
    for (const ExpectedFile& file : spec.files)
      EXPECT_FALSE(file.meaning.en.empty() || file.meaning.zh.empty()) << file.name;
    for (const std::string& table : spec.tables) EXPECT_NE(store::FindTable(table), nullptr) << table;
  }
  EXPECT_EQ(FindSource("nowhere"), nullptr);
}

/// The reasons written in the readers of a folder: reject('column', found, 'reason') in SQL, Reject(..., "reason") in
/// C++.
std::set<std::string> ReasonsIn(const fs::path& source_folder) {
  std::set<std::string> reasons;
  for (const auto& entry : fs::directory_iterator(source_folder)) {
    const std::string name = entry.path().filename().string();
    const bool sql = name.ends_with(".sql"), code = name.ends_with(".cc") && !name.ends_with("_test.cc");
    if (!sql && !code) continue;
    std::ifstream file(entry.path());
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    static const std::regex in_sql(R"(reject\([^;]*?,\s*'([^']{4,})'\))"), in_code(R"(Reject\([^;]*,\s*"([^"]*)\"\);)");
    for (std::sregex_iterator at(text.begin(), text.end(), sql ? in_sql : in_code), end; at != end; ++at) {
      reasons.insert((*at)[1].str());
    }
  }
  return reasons;
}

TEST(RegistryTest, ListedRejectReasonsAreThoseTheReadersGive) {
  for (const Source* source : AllSources()) {
    if (source->spec.name == "table") continue;  // its reasons are put together from the options
    std::string name = source->spec.name;
    std::ranges::replace(name, '-', '_');
    const std::set<std::string> listed(source->spec.reject_reasons.begin(), source->spec.reject_reasons.end());
    EXPECT_EQ(ReasonsIn(fs::path(TENON_SOURCE_DIR) / "src/sources" / name), listed) << name;
  }
}

}  // namespace
}  // namespace tenon::sources
