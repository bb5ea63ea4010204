#include "server/representation.h"

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

namespace tenon::server {
namespace {

TEST(Patience, IsThatOfRfc7240) {
  using std::chrono::seconds;
  EXPECT_EQ(PatienceOf("respond-async, wait=2"), seconds(2));
  EXPECT_EQ(PatienceOf("wait=10,Respond-Async"), seconds(10));
  EXPECT_EQ(PatienceOf("respond-async"), seconds(0));
  EXPECT_EQ(PatienceOf("respond-async, wait=-1"), seconds(0));
  EXPECT_EQ(PatienceOf("wait=2"), std::nullopt);
  EXPECT_EQ(PatienceOf(""), std::nullopt);
}

TEST(Representation, FormFollowsAccept) {
  EXPECT_EQ(ChooseForm(""), Form::kJson);
  EXPECT_EQ(ChooseForm("*/*"), Form::kJson);
  EXPECT_EQ(ChooseForm("text/csv"), Form::kCsv);
  EXPECT_EQ(ChooseForm("text/*;q=0.9, application/json;q=0.5"), Form::kCsv);
  EXPECT_EQ(ChooseForm("application/json;q=0, */*"), Form::kCsv);  // RFC 9110 12.5.1: the more exact range counts
  EXPECT_EQ(ChooseForm("application/vnd.apache.parquet, */*;q=0.1"), Form::kParquet);
  EXPECT_EQ(ChooseForm("Application/JSON"), Form::kJson);
  EXPECT_FALSE(ChooseForm("image/png"));
  EXPECT_FALSE(ChooseForm("application/json;q=bad"));
  EXPECT_TRUE(Accepts("text/html,application/xhtml+xml;q=0.9", "text/html"));
  EXPECT_FALSE(Accepts("application/json", "text/html"));
}

TEST(Representation, EncodingFollowsAcceptEncoding) {
  EXPECT_EQ(ChooseEncoding(""), Encoding::kIdentity);
  EXPECT_EQ(ChooseEncoding("gzip, deflate"), Encoding::kGzip);
  EXPECT_EQ(ChooseEncoding("gzip, deflate, br, zstd"), Encoding::kZstd);
  EXPECT_EQ(ChooseEncoding("gzip, zstd;q=0.5"), Encoding::kGzip);
  EXPECT_EQ(ChooseEncoding("*;q=0"), Encoding::kIdentity);
  EXPECT_EQ(ChooseEncoding("gzip;q=0, *"), Encoding::kZstd);
}

TEST(Representation, TagsAreComparedWeakly) {
  EXPECT_TRUE(Matches("\"a\", W/\"b\"", "\"b\""));
  EXPECT_TRUE(Matches("*", "\"b\""));
  EXPECT_FALSE(Matches("\"a\"", "\"b\""));
  EXPECT_FALSE(Matches("", "\"b\""));
}

TEST(Representation, WhatIsCompressedComesBack) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i * 7919 % 1000) + ",";
  const auto zstd = Compress(text, Encoding::kZstd);
  ASSERT_TRUE(zstd);
  std::string back(text.size(), '\0');
  EXPECT_EQ(ZSTD_decompress(back.data(), back.size(), zstd->data(), zstd->size()), text.size());
  EXPECT_EQ(back, text);
  const auto gzip = Compress(text, Encoding::kGzip);
  ASSERT_TRUE(gzip);
  z_stream stream{};
  ASSERT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string other(text.size(), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gzip->data()));
  stream.avail_in = static_cast<uInt>(gzip->size());
  stream.next_out = reinterpret_cast<Bytef*>(other.data());
  stream.avail_out = static_cast<uInt>(other.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  inflateEnd(&stream);
  EXPECT_EQ(other, text);
  EXPECT_LT(gzip->size(), text.size() / 2);
}

}  // namespace
}  // namespace tenon::server
