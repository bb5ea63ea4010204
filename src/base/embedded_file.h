#ifndef TENON_BASE_EMBEDDED_FILE_H_
#define TENON_BASE_EMBEDDED_FILE_H_

#include <string_view>

namespace tenon {

/// A file that was put into the program when it was built (cmake/EmbedFiles.cmake).
struct EmbeddedFile {
  std::string_view path;  ///< below the source folder, e.g. "src/store/schema/trade.sql"
  std::string_view content;
};

}  // namespace tenon

#endif  // TENON_BASE_EMBEDDED_FILE_H_
