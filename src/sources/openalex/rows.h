#ifndef TENON_SOURCES_OPENALEX_ROWS_H_
#define TENON_SOURCES_OPENALEX_ROWS_H_

#include <span>
#include <unordered_set>
#include <vector>

#include "sources/openalex/record.h"
#include "store/row_writer.h"

namespace tenon::sources::openalex {

/// The tables that rows are made in. Entities that works only mention (`mention` true) stand there once a file or more;
/// whole records of them have `mention` false.
const std::vector<store::MadeTable>& RowTables();

/// Makes the rows of records, in the order of RowTables().
class RowMaker {
 public:
  explicit RowMaker(std::span<store::RowWriter> tables) : tables_(tables) {}
  void Make(std::int64_t number, const Record& record);

 private:
  void MakeWork(std::int64_t number, const Record& record);
  void MakeAuthorships(std::int64_t number, Key work, const Work& said);
  void MakeInstitution(std::int64_t number, const Institution& institution, std::string_view stamp, bool mention);
  void MakePerson(std::int64_t number, const Author& author, std::string_view stamp, bool mention);
  void MakeTopic(std::int64_t number, Key key, const Topic& topic, std::string_view stamp, bool mention);
  bool IsNew(Key key);

  std::span<store::RowWriter> tables_;
  std::unordered_set<Key> mentioned_;  ///< so that one author of a hundred works is not a hundred rows
};

}  // namespace tenon::sources::openalex

#endif  // TENON_SOURCES_OPENALEX_ROWS_H_
