#include "base/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace tenon {
namespace {

using ::testing::HasSubstr;

class FilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("tenon_files_test_" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::size_t Entries() const {
    const std::filesystem::directory_iterator begin(folder_);
    return static_cast<std::size_t>(std::distance(begin, std::filesystem::directory_iterator()));
  }
  std::filesystem::path folder_;
};

TEST_F(FilesTest, WritesReplacesAndLeavesNothingElse) {
  const auto file = folder_ / "a";
  ASSERT_TRUE(WriteFileAtomically(file, "one"));
  ASSERT_TRUE(WriteFileAtomically(file, std::string("t\0o", 3)));
  EXPECT_EQ(ReadWholeFile(file, 100), std::string("t\0o", 3));
  EXPECT_EQ(Entries(), 1U);
}

TEST_F(FilesTest, AFailedWriteLeavesTheOldContentAndNothingElse) {
  std::filesystem::create_directory(folder_ / "a");
  EXPECT_FALSE(WriteFileAtomically(folder_ / "a", "x"));
  EXPECT_FALSE(WriteFileAtomically(folder_ / "none" / "a", "x"));
  EXPECT_EQ(Entries(), 1U);
}

TEST_F(FilesTest, WritesThroughALinkAndToADeviceWithoutReplacingThem) {
  const auto file = folder_ / "a";
  ASSERT_TRUE(WriteFileAtomically(file, "one"));
  std::filesystem::create_symlink("a", folder_ / "link");
  ASSERT_TRUE(WriteFileAtomically(folder_ / "link", "two"));
  EXPECT_TRUE(std::filesystem::is_symlink(folder_ / "link"));
  EXPECT_EQ(ReadWholeFile(file, 100), "two");
  ASSERT_TRUE(WriteFileAtomically("/dev/null", "x"));
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

TEST_F(FilesTest, AFullDiskIsAClearError) {
  const auto written = WriteFileAtomically("/dev/full", "x");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, ErrorKind::kInputOutput);
  EXPECT_THAT(written.error().message, HasSubstr("make room"));
}

TEST_F(FilesTest, RefusesWhatIsNoRegularFileOrTooLong) {
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(ReadWholeFile(folder_ / "pipe", 100).error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(ReadWholeFile(folder_, 100).error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(ReadWholeFile("/dev/zero", 100).error().kind, ErrorKind::kInvalidArgument);
  EXPECT_EQ(ReadWholeFile(folder_ / "none", 100).error().kind, ErrorKind::kInputOutput);
  ASSERT_TRUE(WriteFileAtomically(folder_ / "a", "12345"));
  EXPECT_TRUE(ReadWholeFile(folder_ / "a", 5));
  EXPECT_THAT(ReadWholeFile(folder_ / "a", 4).error().message, HasSubstr("longer than 4 bytes"));
}

TEST_F(FilesTest, TemporaryNamesAreRecognised) {
  EXPECT_TRUE(IsTemporaryName(TemporaryNameFor(folder_ / "CURRENT")));
  EXPECT_NE(TemporaryNameFor("a"), TemporaryNameFor("a"));
  EXPECT_FALSE(IsTemporaryName("CURRENT"));
  EXPECT_FALSE(IsTemporaryName("x.parquet"));
}

TEST_F(FilesTest, MakesFoldersOnTheWay) {
  ASSERT_TRUE(MakeFolder(folder_ / "a" / "b" / "c"));
  ASSERT_TRUE(MakeFolder(folder_ / "a" / "b" / "c"));
  EXPECT_TRUE(std::filesystem::is_directory(folder_ / "a" / "b" / "c"));
  ASSERT_TRUE(WriteFileAtomically(folder_ / "f", ""));
  EXPECT_FALSE(MakeFolder(folder_ / "f"));
  EXPECT_FALSE(MakeFolder(folder_ / "f" / "g"));
}

TEST_F(FilesTest, OneExclusiveLockOrManySharedOnes) {
  using Mode = FileLock::Mode;
  using Missing = FileLock::Missing;
  const auto file = folder_ / "LOCK";
  const auto absent = FileLock::Try(file, Mode::kShared, Missing::kFail);
  ASSERT_TRUE(absent);
  EXPECT_FALSE(*absent);
  {
    auto first = FileLock::Try(file, Mode::kExclusive, Missing::kCreate);
    ASSERT_TRUE(first && *first);
    ASSERT_TRUE((*first)->Write("longer"));
    ASSERT_TRUE((*first)->Write("short"));
    EXPECT_EQ(ReadWholeFile(file, 100), "short");
    EXPECT_FALSE(*FileLock::Try(file, Mode::kExclusive, Missing::kCreate));
    EXPECT_FALSE(*FileLock::Try(file, Mode::kShared, Missing::kFail));
  }
  const auto one = FileLock::Try(file, Mode::kShared, Missing::kFail);
  const auto two = FileLock::Try(file, Mode::kShared, Missing::kFail);
  EXPECT_TRUE(*one && *two);
  EXPECT_FALSE(*FileLock::Try(file, Mode::kExclusive, Missing::kFail));
  // What the name stands for now is another file: it can be locked, and the old lock still reads the old one.
  ASSERT_TRUE(WriteFileAtomically(file, "new"));
  EXPECT_TRUE(*FileLock::Try(file, Mode::kExclusive, Missing::kFail));
  EXPECT_EQ((*one)->Read(100), "short");
}

}  // namespace
}  // namespace tenon
