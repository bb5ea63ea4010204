#include "index/text_file.h"

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <fstream>
#include <map>
#include <set>

#include "base/files.h"
#include "base/random.h"
#include "index/text_builder.h"
#include "text/top_documents.h"

namespace tenon::index {
namespace {

using testing::HasSubstr;

const std::string kName(kNameLength, 'a');

struct Text {
  std::string id, title, text;
};

class TextFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              fmt::format("tenon-{}-{}", ::getpid(), testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path Build(const std::string& name, const std::vector<Text>& texts,
                              const TextBuildOptions& options = {}) {
    TextBuilder builder(folder_, options);
    for (const Text& each : texts) {
      const Status added = builder.Add("test", each.id, each.title, each.text);
      EXPECT_TRUE(added) << Describe(added.error());
    }
    const Status finished = builder.Finish(folder_ / name, kName, {});
    EXPECT_TRUE(finished) << Describe(finished.error());
    return folder_ / name;
  }

  std::filesystem::path folder_;
};

/// Words by rank, the first in half of all texts.
std::vector<Text> RandomTexts(std::size_t count) {
  Random random(7);
  std::vector<Text> texts;
  for (std::size_t i = 0; i < count; ++i) {
    Text text{.id = fmt::format("{:06}", i), .title = "", .text = ""};
    const auto word = [&] { return fmt::format(" w{}x", static_cast<int>(std::exp(random.Uniform() * 6))); };
    for (std::uint64_t w = random.Below(6); w > 0; --w) text.title += word();
    for (std::uint64_t w = random.Below(60); w > 0; --w) text.text += word();
    texts.push_back(text);
  }
  return texts;
}

/// BM25 from the texts themselves, in double precision: blanks cut, nothing shared with the index.
std::map<std::string, double> ScoresByHand(const std::vector<Text>& texts, const std::set<std::string>& query) {
  struct Counted {
    std::map<std::string, double> tf;
    double length = 0;
  };
  std::vector<Counted> counted;
  double total = 0, with_text = 0;
  for (const Text& each : texts) {
    Counted result;
    for (const auto& [field, weight] : {std::pair(each.title, 3.0), std::pair(each.text, 1.0)}) {
      std::istringstream words(field);
      for (std::string word; words >> word;) {
        result.tf[word] += weight;
        result.length += weight;
      }
    }
    total += result.length;
    with_text += result.tf.empty() ? 0 : 1;
    counted.push_back(result);
  }
  std::map<std::string, double> scores;
  for (const std::string& word : query) {
    double n = 0;
    for (const Counted& each : counted) n += each.tf.contains(word) ? 1 : 0;
    const double idf = std::log(1 + (static_cast<double>(texts.size()) - n + 0.5) / (n + 0.5));
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto tf = counted[i].tf.find(word);
      if (tf == counted[i].tf.end()) continue;
      const double norm = 1.2 * (1 - 0.6 + 0.6 * counted[i].length / (total / with_text));
      scores[texts[i].id] += idf * tf->second * 2.2 / (tf->second + norm);
    }
  }
  return scores;
}

TEST_F(TextFileTest, ScoresAreThoseOfBm25) {
  const auto texts = RandomTexts(3000);
  const TextFile file = *TextFile::Open(Build("index", texts), kName);
  ASSERT_TRUE(file.CheckContents());
  EXPECT_EQ(file.counts().documents, 3000U);
  const std::set<std::string> words = {"w1x", "w7x", "w40x", "w200x"};
  text::Query query;
  for (const std::string& word : words) query.push_back({*file.terms().Find(word), 1});
  const auto found = (*text::TopDocuments(file.index(), std::span(&query, 1), {.count = 3000}))[0];
  const auto by_hand = ScoresByHand(texts, words);
  ASSERT_EQ(found.size(), by_hand.size());
  for (const text::Hit& hit : found) {
    // Impacts are rounded to steps of the largest by 65535: half a step a word, and at least one.
    const auto key = file.KeyOf(hit.document);
    EXPECT_EQ(key.source, "test");
    EXPECT_NEAR(hit.score, by_hand.at(std::string(key.id)), 4 * file.index().step);
    EXPECT_EQ(file.Find("test", key.id), hit.document);
  }
  EXPECT_FALSE(file.Find("test", "none"));
  EXPECT_FALSE(file.Find("other", "000001"));
}

TEST_F(TextFileTest, FileDoesNotDependOnMemory) {
  const auto texts = RandomTexts(2000);
  const auto large = *ReadWholeFile(Build("large", texts), 1ULL << 30);
  // About 60 occurrences of 12 bytes a text: set aside about thirty times.
  const auto small = *ReadWholeFile(Build("small", texts, {.postings_bytes = 100000}), 1ULL << 30);
  EXPECT_EQ(large == small, true);
  std::size_t left = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) left += entry.is_regular_file() ? 1 : 0;
  EXPECT_EQ(left, 2U) << "what was set aside is still there";
}

TEST_F(TextFileTest, TextsOfAllKinds) {
  const auto path = Build("index",
                          {{"1", "", ""},
                           {"2", "😀", "مرحبا بالعالم"},
                           {"3", "", std::string(1 << 20, 'a')},
                           {"4", "CO<sub>2</sub> 封存", "$\\mathrm{CO}_2$"},
                           {"5", "bad \xff\xfe bytes", "gallium"}},
                          {.grams = text::Grams::kFour});
  const TextFile file = *TextFile::Open(path, kName);
  EXPECT_TRUE(file.CheckContents());
  EXPECT_EQ(file.counts().without_text, 1U);
  for (const char* term : {"مرحبا", "co2", "封存", "bad", "byte", "gallium", "#gall"}) {
    EXPECT_TRUE(file.terms().Find(term)) << term;
  }
}

TEST_F(TextFileTest, AnEmptyCollectionIsAnIndex) {
  const TextFile file = *TextFile::Open(Build("index", {}), kName);
  EXPECT_TRUE(file.CheckContents());
  EXPECT_EQ(file.counts().documents, 0U);
  EXPECT_FALSE(file.terms().Find("gallium"));
}

TEST_F(TextFileTest, DocumentsComeOnceAndInOrder) {
  TextBuilder builder(folder_, {});
  ASSERT_TRUE(builder.Add("test", "2", "a", ""));
  EXPECT_THAT(Describe(builder.Add("test", "2", "b", "").error()), HasSubstr("came before"));
  EXPECT_FALSE(builder.Add("test", "1", "b", ""));
}

TEST_F(TextFileTest, DamageAndOtherVersionsAreRefused) {
  const auto path = Build("index", RandomTexts(50));
  const std::string whole = *ReadWholeFile(path, 1ULL << 30);
  const auto opened = [&](std::string content) {
    std::ofstream(folder_ / "changed", std::ios::binary) << content;
    const auto file = TextFile::Open(folder_ / "changed", kName);
    return file ? std::string() : Describe(file.error());
  };
  EXPECT_EQ(opened(whole), "");
  EXPECT_THAT(opened(whole.substr(0, 100)), HasSubstr("cut short"));
  EXPECT_THAT(opened(whole.substr(0, whole.size() - 64)), HasSubstr("cut short"));
  std::string other = whole;
  other[8] = 2;
  EXPECT_THAT(opened(other), HasSubstr("is of version 2, this program reads 1; remove the folder"));
  other = whole;
  other[6] = 'C';
  EXPECT_THAT(opened(other), HasSubstr("is no text index"));
  for (std::size_t at = 512; at < whole.size(); at += whole.size() / 97) {
    other = whole;
    other[at] = static_cast<char>(other[at] ^ 4);
    EXPECT_THAT(opened(other), HasSubstr("has changed")) << at;
  }
  EXPECT_THAT(Describe(TextFile::Open(path, std::string(kNameLength, 'b')).error()), HasSubstr("made of other data"));
}

}  // namespace
}  // namespace tenon::index
