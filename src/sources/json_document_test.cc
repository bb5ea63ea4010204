#include "sources/json_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenon::sources {
namespace {

using Json = nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string FaultOf(std::string_view text) {
  const auto parsed = ParseJson(text, "a.json");
  return parsed ? "" : Describe(parsed.error());
}

TEST(JsonDocumentTest, SaysWhereItBreaks) {
  EXPECT_EQ(FaultOf(R"({"a": [1, {"a": 2}], "b": {"a": 3}})"), "");
  EXPECT_THAT(FaultOf("{\n \"a\": ]"), AllOf(StartsWith("a.json: not a JSON document: "), HasSubstr("line 2")));
  EXPECT_THAT(FaultOf(""), StartsWith("a.json: not a JSON document: "));
  EXPECT_THAT(FaultOf("\"\xC3\x28\""), StartsWith("a.json: not a JSON document: "));
  EXPECT_THAT(FaultOf("[1e999]"), StartsWith("a.json: not a JSON document: "));
}

TEST(JsonDocumentTest, RefusesAKeyThatStandsTwice) {
  EXPECT_EQ(FaultOf(R"({"x": {"2019": 1, "2020": 2, "2019": 3}})"),
            "a.json: the key '2019' stands twice in one object");
}

TEST(JsonDocumentTest, Members) {
  const Json object = {{"list", Json::array()}, {"none", nullptr}, {"text", "t"}};
  EXPECT_EQ(**MemberOf(object, "list", Json::value_t::array, ""), Json::array());
  EXPECT_EQ(*MemberOf(object, "none", Json::value_t::array, ""), nullptr);
  EXPECT_EQ(*MemberOf(object, "absent", Json::value_t::array, ""), nullptr);
  EXPECT_EQ(MemberOf(object, "text", Json::value_t::array, "f").error().message, "'text' is string; array is expected");
  EXPECT_EQ(MemberOf(Json(5), "text", Json::value_t::array, "f").error().message, "an object is expected, not number");
  EXPECT_TRUE(CheckTexts(object, {"text", "none", "absent"}, ""));
  EXPECT_FALSE(CheckTexts(object, {"text", "list"}, ""));
  EXPECT_EQ(TextOf(object, "text"), "t");
  EXPECT_EQ(TextOf(object, "none"), "");
}

}  // namespace
}  // namespace tenon::sources
