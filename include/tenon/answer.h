#ifndef TENON_ANSWER_H_
#define TENON_ANSWER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "tenon/spec.h"
#include "tenon/table.h"

namespace tenon {

/// One load that a result rests on.
struct SourceUse {
  std::string source;
  std::string load;  ///< load id
  std::string licence;
  std::string credit;  ///< the line to print beside the result
  std::int64_t rows = 0;
  std::int64_t rows_rejected = 0;
};

/// What a result was made of. The same receipt means the same result.
struct Receipt {
  std::string program_version;
  std::string analysis;
  int analysis_version = 0;
  std::string snapshot;  ///< name and checksum of the manifest, e.g. "manifest-000007.json sha256:..."
  Arguments arguments;   ///< every parameter, defaults included
  std::vector<std::string> conventions;
  std::vector<std::string> warnings;  ///< what a reader of this very result must know
  std::vector<SourceUse> sources;
};

struct Answer {
  Receipt receipt;
  std::vector<Table> tables;

  /// The table of that name, or nullptr.
  const Table* Find(std::string_view name) const;
};

}  // namespace tenon

#endif  // TENON_ANSWER_H_
