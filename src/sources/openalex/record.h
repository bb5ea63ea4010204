#ifndef TENON_SOURCES_OPENALEX_RECORD_H_
#define TENON_SOURCES_OPENALEX_RECORD_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sources/openalex/json_file.h"

namespace tenon::sources::openalex {

using Key = std::uint64_t;
using Number = std::optional<std::int64_t>;

struct Institution {
  std::optional<Key> key;
  std::string_view id, ror, name, name_zh, type, country, region;
  std::optional<Key> parent;
};

struct Author {
  std::optional<Key> key;
  std::string_view id, orcid, name;
  std::optional<bool> is_corresponding;
  std::vector<Institution> institutions;
  std::vector<std::string_view> countries;
};

struct Topic {
  std::string_view id, name, subfield, field, domain;
  std::optional<double> score;
};

/// Money that a work thanks for: an award with a number of its own, or only who gave it.
struct Grant {
  Key key = 0;
  std::string id;
  std::string_view title, funder;
  std::string_view type;  ///< "award" or "funder"
};

struct CitationYear {
  std::int64_t year = 0, citations = 0;
};

struct Work {
  std::string_view id, doi, title, language, type, venue;
  std::string abstract;
  Number year, citations;
  std::optional<std::int32_t> date;  ///< days since 1970
  std::optional<bool> is_retracted;
  std::vector<Key> references;
  std::vector<Author> authors;
  std::vector<Topic> topics;  ///< the main one first
  std::vector<Grant> grants;
  std::vector<CitationYear> citation_years;
};

enum class Kind { kWork, kInstitution, kAuthor, kTopic, kFunder };

/// What one record says. Texts point into the parser: they hold until it parses the next record.
struct Record {
  Kind kind = Kind::kWork;
  Key key = 0;
  std::string_view stamp;  ///< updated_date as printed; later ones compare greater
  std::optional<std::int32_t> updated;
  Work work;
  Institution institution;  ///< of an institution or a funder
  Author author;
  Topic topic;
};

/// Why a record cannot be used.
struct Fault {
  std::string column, found, reason;
};

/// Reads records of any kind; an id's first letter says which. Only the fields that are loaded are looked into: a fault
/// inside another one is found only where it breaks the record as a whole. Raw strings (affiliations, names as printed)
/// are never read: they hold e-mail addresses.
///
/// Threads  one each.
class RecordParser {
 public:
  RecordParser();
  RecordParser(RecordParser&&) noexcept;
  RecordParser& operator=(RecordParser&&) noexcept;
  ~RecordParser();
  /// nullopt: record() holds it.
  std::optional<Fault> Parse(const JsonRecord& json);
  const Record& record() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The key of an OpenAlex id (W123, https://openalex.org/W123), of a DOI where there is none. nullopt: neither.
std::optional<Key> KeyOf(std::string_view id);
/// "W123" of "https://openalex.org/W123".
std::string_view ShortId(std::string_view id);
/// "2020-02-29", whatever follows it, as days since 1970. nullopt: no day of the calendar.
std::optional<std::int32_t> DayOf(std::string_view text);
/// The text without what looks like an e-mail address.
std::string WithoutAddresses(std::string_view text);

}  // namespace tenon::sources::openalex

#endif  // TENON_SOURCES_OPENALEX_RECORD_H_
