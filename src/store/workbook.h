#ifndef TENON_STORE_WORKBOOK_H_
#define TENON_STORE_WORKBOOK_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "store/archive.h"
#include "store/number_format.h"
#include "tenon/error.h"

namespace tenon::store {

/// Texts one behind another: a million short ones take little more than their bytes.
class TextPool {
 public:
  std::size_t size() const { return ends_.size(); }
  std::size_t bytes() const { return text_.size(); }
  std::string_view At(std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(text_).substr(begin, ends_[i] - begin);
  }
  void Append(std::string_view text) {
    text_ += text;
    ends_.push_back(text_.size());
  }

 private:
  std::string text_;
  std::vector<std::size_t> ends_;
};

/// An Excel workbook (.xlsx, ECMA-376), all of it but the cells of its sheets.
struct Workbook {
  struct Sheet {
    std::string name;
    bool hidden = false;
    std::string member;  ///< of the archive
  };

  std::filesystem::path on_disk;  ///< what is read
  std::filesystem::path file;     ///< what messages name
  std::vector<Sheet> sheets;      ///< in the order of the workbook; without charts
  DateSystem dates = DateSystem::k1900;
  std::vector<NumberFormat> formats;  ///< by a cell's style
  TextPool texts;                     ///< which cells refer to by number; without phonetic parts

  /// Errors      CorruptInput: another format, told by the file's first bytes, with how to save it as .xlsx (.xls,
  /// .xlsb,
  ///             .ods, an encrypted workbook); a part is missing or contradicts itself; more than 1 GiB of texts; of
  ///             XmlStream and ListArchive.
  /// Complexity  memory for the workbook's different texts.
  static Result<Workbook> Open(const std::filesystem::path& on_disk, const std::filesystem::path& file);

  MemberPath Member(const std::string& member) const { return {on_disk, member}; }
};

/// Decodes _xHHHH_, which stands for a character XML cannot hold (ECMA-376 part 1, 22.9.2.19).
std::string DecodeText(std::string_view text);

}  // namespace tenon::store

#endif  // TENON_STORE_WORKBOOK_H_
