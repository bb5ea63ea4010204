#include "chain/document.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace tenon::chain {
namespace {

std::string ErrorOf(std::string_view text) {
  const auto node = ReadDocument(text, "f.yaml");
  if (node) return "";
  EXPECT_EQ(node.error().kind, ErrorKind::kCorruptInput);
  return node.error().message;
}

TEST(Document, KeepsScalarsAsWritten) {
  const auto node = ReadDocument("{a: 0101, b: no, c: 1e3, d: \"~\", e: ~, f: , g: 0x1F}", "f.yaml");
  ASSERT_TRUE(node);
  ASSERT_EQ(node->type, Node::Type::kMap);
  ASSERT_EQ(node->items.size(), 14U);
  EXPECT_EQ(node->items[1].text, "0101");
  EXPECT_EQ(node->items[3].text, "no");
  EXPECT_EQ(node->items[5].text, "1e3");
  EXPECT_EQ(node->items[7].text, "~");
  EXPECT_EQ(node->items[9].type, Node::Type::kNothing);
  EXPECT_EQ(node->items[11].type, Node::Type::kNothing);
  EXPECT_EQ(node->items[13].text, "0x1F");
}

TEST(Document, CountsColumnsInCharactersNotBytes) {
  // 镓 is three bytes in UTF-8; U+20000 is four.
  const auto node = ReadDocument("镓: {\U00020000镓: x}\n", "f.yaml");
  ASSERT_TRUE(node);
  const Node& inner = node->items[1];
  EXPECT_EQ(inner.position, (Position{1, 4}));
  EXPECT_EQ(inner.items[0].position, (Position{1, 5}));
  EXPECT_EQ(inner.items[1].position, (Position{1, 9}));
}

TEST(Document, PositionsAreTheSameWithByteOrderMarkAndWindowsLineEnds) {
  for (const std::string text : {"a:\n  - b\n  - c\n",
                                 "\xEF\xBB\xBF"
                                 "a:\r\n  - b\r\n  - c\r\n"}) {
    const auto node = ReadDocument(text, "f.yaml");
    ASSERT_TRUE(node);
    EXPECT_EQ(node->items[0].text, "a");
    EXPECT_EQ(node->items[0].position, (Position{1, 1}));
    EXPECT_EQ(node->items[1].items[1].position, (Position{3, 5}));
    EXPECT_EQ(node->items[1].items[1].text, "c");
  }
}

TEST(Document, RefusesWhatIsNotUtf8) {
  EXPECT_EQ(ErrorOf("a: b\n镓 \xFF"), "f.yaml:2:3: byte 0xFF is not UTF-8; save the file as UTF-8");
  // Overlong "/", a surrogate, above U+10FFFF, a character cut short, a lone continuation byte.
  for (const std::string bad : {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE9\x95", "\x80"}) {
    EXPECT_NE(ErrorOf("a: " + bad).find("f.yaml:1:4: byte 0x"), std::string::npos) << ErrorOf("a: " + bad);
  }
  // UTF-16 with its byte order mark, and GB18030.
  EXPECT_NE(ErrorOf(std::string_view("\xFF\xFE"
                                     "a\0:\0",
                                     6)),
            "");
  EXPECT_NE(ErrorOf("a: \xEF\xD8"), "");
}

TEST(Document, RefusesCharactersThatWouldCutTheFileShort) {
  // yaml-cpp takes U+0004 for the end of the file and would drop the rest without a word.
  EXPECT_EQ(ErrorOf("a: b\nc: \x04\nd: e\n"),
            "f.yaml:2:4: the character U+0004 is not allowed in a chain file; delete it");
  EXPECT_NE(ErrorOf(std::string_view("a: \0b", 5)), "");
  EXPECT_NE(ErrorOf("a: \x7F"), "");
  EXPECT_NE(ErrorOf("a: \xE2\x80\xA8"), "");  // U+2028
  EXPECT_EQ(ErrorOf("a: \"b\\0c\"\n"),
            "f.yaml:1:4: in this text: the character U+0000 is not allowed in a chain file; delete it");
  EXPECT_NE(ErrorOf("a: \"\\e[31m\"\n"), "");  // would colour the reader's terminal
  EXPECT_NE(ErrorOf("a: \"\\uD800\"\n"), "");
  EXPECT_EQ(ErrorOf("a: \"\\u9553\\n\"\n"), "");
  EXPECT_EQ(ErrorOf("a: b\rc: d\n"), "f.yaml:1:5: a lone carriage return; end lines with a line feed");
}

TEST(Document, RefusesAnchorsAliasesAndTags) {
  EXPECT_EQ(ErrorOf("a: &x [b]\nc: *x\n"),
            "f.yaml:1:4: anchors (&) and aliases (*) are not allowed in a chain file; write the value out");
  EXPECT_NE(ErrorOf("a: *x\n"), "");
  EXPECT_EQ(ErrorOf("a: !!int 3\n"), "f.yaml:1:4: tags (!) are not allowed in a chain file; delete it");
  EXPECT_NE(ErrorOf("a: !mine {b: c}\n"), "");
  EXPECT_NE(ErrorOf("!mine [a]\n"), "");
  EXPECT_NE(ErrorOf("! a\n"), "");
  EXPECT_NE(ErrorOf("a: ! \"b\"\n"), "");
}

TEST(Document, RefusesBrokenYamlAtItsPosition) {
  EXPECT_EQ(ErrorOf("a: [b\nc: d\n").substr(0, 9), "f.yaml:2:");
  EXPECT_NE(ErrorOf("a: [b").find("not YAML"), std::string::npos);
  EXPECT_NE(ErrorOf("{a: b,\n").find("not YAML"), std::string::npos);
  EXPECT_NE(ErrorOf("a: b: c\n").find("f.yaml:1:"), std::string::npos);
  EXPECT_NE(ErrorOf("\ta: b\n"), "");
  EXPECT_NE(ErrorOf("a: b\n]\n").find("f.yaml:2:1: not YAML"), std::string::npos);
}

TEST(Document, RefusesTextCutInsideQuotes) {
  // yaml-cpp accepts these: it takes the end of the file for the closing quote where a line break stands before it.
  for (const std::string cut : {"\"b\n", "'b\n", "'b''\n", "\"b\\\"\n", "\"\n", "\"b\n\n"}) {
    EXPECT_EQ(ErrorOf("a: " + cut), "f.yaml:1:4: the quote that begins here is not closed") << cut;
  }
  for (const std::string whole : {"\"b\"\n", "'b'''\n", "\"b\\\\\"\n", "''\n", "'it''s'\n"}) {
    EXPECT_EQ(ErrorOf("a: " + whole), "") << whole;
  }
}

TEST(Document, RefusesEmptyAndSecondDocuments) {
  EXPECT_EQ(ErrorOf(""), "f.yaml:1:1: the file is empty; see docs/chains.md");
  EXPECT_NE(ErrorOf("# only a comment\n"), "");
  EXPECT_EQ(ErrorOf("a: b\n---\nc: d\n"), "f.yaml:2:1: a second YAML document begins here; a chain file holds one");
  EXPECT_EQ(ErrorOf("---\na: b\n...\n"), "");
}

TEST(Document, RefusesLargeAndDeepOnes) {
  EXPECT_EQ(ErrorOf(std::string(kMaxChainBytes + 1, ' ')), "f.yaml: larger than 4 MiB, the most a chain file may have");
  EXPECT_EQ(ErrorOf("[[[[[[[[[a]]]]]]]]]"), "f.yaml:1:9: nested deeper than 8 levels; a chain file needs 5");
  EXPECT_EQ(ErrorOf("[[[[[[[[a]]]]]]]]"), "");
}

TEST(Document, AnswersHostileTextInTime) {
  for (const std::string_view piece :
       {"[",  "{",    "- ",  "? ",    "a: ", "[a,",    "{a: ", "!a ",    "&a ",    "*a ",  "\"",
        "| ", "a b ", "a, ", "- a\n", "#\n", "a: [\n", "[]: ", "\" \" ", "%a b\n", "...\n"}) {
    std::string text = piece == "a, " ? "[" : "";
    while (text.size() < kMaxChainBytes / 4) text += piece;
    const auto start = std::chrono::steady_clock::now();
    const auto node = ReadDocument(text, "f.yaml");
    EXPECT_TRUE(node || !node.error().message.empty());
    // A tenth of a second each; a quadratic reader would need many minutes.
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60)) << piece;
  }
}

}  // namespace
}  // namespace tenon::chain
