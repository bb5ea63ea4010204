#ifndef TENON_FUZZ_INPUT_FILE_H_
#define TENON_FUZZ_INPUT_FILE_H_

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

/// A file in memory, for what only reads files; removed at the end. Its name ends as asked, which may tell its form.
class InputFile {
 public:
  InputFile(std::string_view content, std::string_view ending)
      : path_("/dev/shm/tenon_fuzz_" + std::to_string(::getpid()) + std::string(ending)) {
    const int descriptor = ::open(path_.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (descriptor < 0 || ::write(descriptor, content.data(), content.size()) != static_cast<ssize_t>(content.size())) {
      std::exit(2);
    }
    ::close(descriptor);
  }
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  ~InputFile() { ::unlink(path_.c_str()); }

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

#endif  // TENON_FUZZ_INPUT_FILE_H_
