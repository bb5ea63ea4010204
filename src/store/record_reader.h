#ifndef TENON_STORE_RECORD_READER_H_
#define TENON_STORE_RECORD_READER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "tenon/error.h"

namespace tenon::store {

struct Record {
  std::int64_t line = 0;                    ///< where it begins, from 1
  std::span<const std::string_view> cells;  ///< as many as there are columns, unless there is a fault
  std::string_view text;                    ///< the record as it stands in the file, where there is a fault
  std::string fault;                        ///< why the record cannot be split into its cells; "" if it can
};

/// Gives the records of a file one after another, in the order of their lines.
class RecordReader {
 public:
  virtual ~RecordReader() = default;
  /// The next record, nullptr at the end. What it points to holds until the next call.
  virtual Result<const Record*> Next() = 0;
  virtual std::uint64_t bytes_done() const = 0;
  virtual std::uint64_t bytes_total() const = 0;
};

/// Begins to read a file from its start. It may be called any number of times, on any thread.
using OpenReader = std::function<Result<std::unique_ptr<RecordReader>>()>;

}  // namespace tenon::store

#endif  // TENON_STORE_RECORD_READER_H_
