#include "base/sha256.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace tenon {
namespace {

// NIST, examples of SHA-256 (FIPS 180-4): one block, two blocks, a million times 'a'; and the empty message.
constexpr const char* kEmpty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr const char* kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr const char* kTwoBlocks = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
constexpr const char* kMillion = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

TEST(Sha256Test, AgreesWithThePublishedExamples) {
  EXPECT_EQ(Sha256Of(""), kEmpty);
  EXPECT_EQ(Sha256Of("abc"), kAbc);
  EXPECT_EQ(Sha256Of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), kTwoBlocks);
  Sha256 hash;
  for (int i = 0; i < 1000; ++i) hash.Update(std::string(1000, 'a'));
  EXPECT_EQ(hash.Finish(), kMillion);
}

TEST(Sha256Test, ReadsFilesLongerThanOneBlock) {
  const auto file = std::filesystem::temp_directory_path() / ("tenon_sha256_test_" + std::to_string(::getpid()));
  const std::string content(9'000'001, 'x');
  std::ofstream(file, std::ios::binary) << content;
  EXPECT_EQ(Sha256OfFile(file), Sha256Of(content));
  std::filesystem::remove(file);
  EXPECT_FALSE(Sha256OfFile(file));
  EXPECT_FALSE(Sha256OfFile(std::filesystem::temp_directory_path()));
}

}  // namespace
}  // namespace tenon
