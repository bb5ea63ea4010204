#ifndef TENON_STORE_DELIMITED_H_
#define TENON_STORE_DELIMITED_H_

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/record_reader.h"
#include "store/text_file.h"
#include "tenon/error.h"

namespace tenon::store {

/// How a delimited text file is written. Files whose name ends in .gz are decompressed while reading.
struct TextDialect {
  char delimiter = ',';            ///< '\0': a line is one field
  char quote = '"';                ///< '\0': no quoting
  std::string encoding = "UTF-8";  ///< or GB18030, ISO-8859-1; a byte order mark is dropped
  bool header = true;              ///< false: the columns are named column_1, column_2, ...
  int heading_records = 0;         ///< records above the header, e.g. the name of the database and the date
  enum class Width { kEqual, kAny };
  Width width = Width::kEqual;  ///< kAny: records may have any number of cells, e.g. a title above a matrix
};

/// Names by which SQL can tell columns apart: trimmed; one that another differs from only by case, or that is
/// `record`, gets "_2" behind it; an empty one becomes column_N.
std::vector<std::string> ColumnNames(std::span<const std::string_view> header);
/// Which of two columns of one name is meant cannot be known, and taking the first would be a silent choice.
/// Errors  SchemaMismatch: a name stands twice.
Status NoNameTwice(std::span<const std::string_view> header, const std::string& where);

/// Reads delimited text record by record: RFC 4180 with any delimiter, with LF or CR LF, with or without a line end at
/// the end. Blank lines are no records. A quote inside a field that does not begin with one is a plain character.
///
/// DuckDB's own CSV reader would be shorter, but does not tell the line a row stands in, guesses where a file is
/// broken, and reports what it skipped by the number of the record. This one gives the line with every row, decides
/// nothing, and costs as much.
///
/// Complexity  one pass; memory for 1 MiB, or for the longest record (at most kLongestRecord).
class DelimitedReader final : public RecordReader {
 public:
  static constexpr std::size_t kLongestRecord = 8 << 20;

  using Record = store::Record;

  /// Reads the header, or without one counts the first record's cells.
  /// Errors  of TextFile; CorruptInput: nothing in it, the header is broken.
  static Result<DelimitedReader> Open(const std::filesystem::path& file, const TextDialect& dialect);

  /// As ColumnNames makes them.
  const std::vector<std::string>& columns() const { return columns_; }

  /// Errors  of TextFile; CorruptInput: a quoted field that never ends, a record longer than kLongestRecord.
  Result<const Record*> Next() override;

  std::uint64_t bytes_done() const override { return text_.bytes_done(); }
  std::uint64_t bytes_total() const override { return text_.bytes_total(); }

 private:
  enum class Split { kRecord, kNeedsMore, kQuoteOpen };

  DelimitedReader(TextFile text, std::filesystem::path file, const TextDialect& dialect);
  Status NameColumns(const TextDialect& dialect);
  Status Refill();
  Split SplitRecord();

  TextFile text_;
  std::filesystem::path file_;
  char delimiter_;
  char quote_;
  TextDialect::Width width_;
  bool special_[256] = {};  // ends an unquoted run
  std::vector<char> window_;
  std::size_t begin_ = 0, end_ = 0;  // unread text in window_; window_[end_] is a line end, so that scans stop there
  bool at_end_ = false;              // the file has no more text than the window
  std::int64_t line_ = 1;            // line at begin_
  std::vector<std::string> columns_;
  std::vector<std::string_view> cells_;
  std::vector<std::size_t> doubled_;  // cells that hold doubled quotes
  std::size_t next_ = 0;              // where the record after the split one begins
  std::int64_t lines_ = 0;            // line ends inside the split record
  bool give_first_again_ = false;     // without a header, the first record has been split already
  Record record_;
};

}  // namespace tenon::store

#endif  // TENON_STORE_DELIMITED_H_
