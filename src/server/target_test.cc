#include "server/target.h"

#include <gtest/gtest.h>

namespace tenon::server {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

TEST(Target, PathAndQueryAreDecoded) {
  const auto target = ParseTarget("/api/v1/%E9%93%BE?a=1&b=x+y%2Bz&b=&c&&d==e#part");
  ASSERT_TRUE(target) << target.error().message;
  EXPECT_EQ(target->path, (std::vector<std::string>{"api", "v1", "链"}));
  EXPECT_EQ(target->query, (Pairs{{"a", "1"}, {"b", "x y+z"}, {"b", ""}, {"c", ""}, {"d", "=e"}}));
  EXPECT_TRUE(ParseTarget("/")->path.empty());
  EXPECT_TRUE(ParseTarget("/?")->query.empty());
  EXPECT_EQ(ParseTarget("/a?b=%0A")->query, (Pairs{{"b", "\n"}}));
}

TEST(Target, WhatIsNotASafePathIsRefused) {
  for (const char* text : {"",          "a",      "http://h/",  "//a",      "/a//b",    "/./a",    "/../a", "/a/..",
                           "/%2e%2e/a", "/a%2fb", "/a%5Cb",     "/a\\b",    "/%00",     "/a%0Ab",  "/%",    "/%4",
                           "/%4g",      "/%ff",   "/%ED%A0%80", "/a?b=%00", "/a?b=%c3", "/a?b=%1b"}) {
    EXPECT_FALSE(ParseTarget(text)) << text;
  }
  EXPECT_TRUE(ParseTarget("/" + std::string(kMaxTargetBytes - 1, 'a')));
  EXPECT_FALSE(ParseTarget("/" + std::string(kMaxTargetBytes, 'a')));
}

}  // namespace
}  // namespace tenon::server
