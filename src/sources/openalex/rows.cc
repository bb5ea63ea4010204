#include "sources/openalex/rows.h"

#include <set>
#include <tuple>

#include "store/entity_key.h"

namespace tenon::sources::openalex {
namespace {

using store::MadeType;

enum Place {
  kWork,
  kReference,
  kAuthorship,
  kWorkTopic,
  kCitationYear,
  kGrantWork,
  kGrant,
  kPerson,
  kInstitution,
  kTopic
};

constexpr std::size_t kMostMentioned = 1 << 20;

template <typename T>
void AddIf(store::RowWriter& row, const std::optional<T>& value) {
  if (value) {
    row.Add(*value);
  } else {
    row.AddMissing();
  }
}

void AddDay(store::RowWriter& row, const std::optional<std::int32_t>& day) {
  if (day) {
    row.AddDay(*day);
  } else {
    row.AddMissing();
  }
}

/// Text that people wrote.
void AddClean(store::RowWriter& row, std::string_view text) {
  if (text.find('@') == std::string_view::npos) {
    row.Add(text);
  } else {
    row.Add(std::string_view(WithoutAddresses(text)));
  }
}

}  // namespace

const std::vector<store::MadeTable>& RowTables() {
  static const std::vector<store::MadeTable> tables = {
      {"work_row",
       {{"work_key", MadeType::kKey},
        {"id"},
        {"doi"},
        {"title"},
        {"abstract"},
        {"language"},
        {"type"},
        {"year", MadeType::kInteger},
        {"date", MadeType::kDay},
        {"venue"},
        {"citations", MadeType::kInteger},
        {"is_retracted", MadeType::kBoolean},
        {"updated", MadeType::kDay},
        {"stamp"}}},
      {"work_reference_row", {{"work_key", MadeType::kKey}, {"cited_key", MadeType::kKey}}},
      {"authorship_row",
       {{"work_key", MadeType::kKey},
        {"position", MadeType::kInteger},
        {"person_key", MadeType::kKey},
        {"institution_key", MadeType::kKey},
        {"economy"},
        {"is_corresponding", MadeType::kBoolean}}},
      {"work_topic_row",
       {{"work_key", MadeType::kKey}, {"topic"}, {"rank", MadeType::kInteger}, {"score", MadeType::kReal}}},
      {"work_citation_year_row",
       {{"work_key", MadeType::kKey}, {"year", MadeType::kInteger}, {"citations", MadeType::kInteger}}},
      {"grant_work_row", {{"grant_key", MadeType::kKey}, {"work_key", MadeType::kKey}}},
      {"grant_row",
       {{"grant_key", MadeType::kKey},
        {"id"},
        {"title"},
        {"funder"},
        {"type"},
        {"mention", MadeType::kBoolean},
        {"stamp"}}},
      {"person_row",
       {{"person_key", MadeType::kKey}, {"id"}, {"orcid"}, {"name"}, {"mention", MadeType::kBoolean}, {"stamp"}}},
      {"institution_row",
       {{"institution_key", MadeType::kKey},
        {"id"},
        {"ror"},
        {"name"},
        {"name_zh"},
        {"type"},
        {"economy"},
        {"region"},
        {"parent_key", MadeType::kKey},
        {"mention", MadeType::kBoolean},
        {"stamp"}}},
      {"topic_row",
       {{"topic"}, {"name"}, {"subfield"}, {"field"}, {"domain"}, {"mention", MadeType::kBoolean}, {"stamp"}}},
  };
  return tables;
}

bool RowMaker::IsNew(Key key) {
  if (mentioned_.size() >= kMostMentioned) mentioned_.clear();
  return mentioned_.insert(key).second;
}

void RowMaker::Make(std::int64_t number, const Record& record) {
  switch (record.kind) {
    case Kind::kWork:
      return MakeWork(number, record);
    case Kind::kInstitution:
    case Kind::kFunder:
      return MakeInstitution(number, record.institution, record.stamp, false);
    case Kind::kAuthor:
      return MakePerson(number, record.author, record.stamp, false);
    case Kind::kTopic:
      return MakeTopic(number, record.key, record.topic, record.stamp, false);
  }
}

void RowMaker::MakeInstitution(std::int64_t number, const Institution& institution, std::string_view stamp,
                               bool mention) {
  if (!institution.key || (mention && !IsNew(*institution.key))) return;
  store::RowWriter& row = tables_[kInstitution];
  row.Begin(number);
  row.Add(*institution.key);
  row.Add(institution.id);
  row.Add(ShortId(institution.ror));
  AddClean(row, institution.name);
  row.Add(institution.name_zh);
  row.Add(institution.type);
  row.Add(institution.country);
  row.Add(institution.region);
  AddIf(row, institution.parent);
  row.Add(mention);
  row.Add(stamp);
}

void RowMaker::MakePerson(std::int64_t number, const Author& author, std::string_view stamp, bool mention) {
  if (!author.key || (mention && !IsNew(*author.key))) return;
  store::RowWriter& row = tables_[kPerson];
  row.Begin(number);
  row.Add(*author.key);
  row.Add(author.id);
  row.Add(ShortId(author.orcid));
  AddClean(row, author.name);
  row.Add(mention);
  row.Add(stamp);
}

void RowMaker::MakeTopic(std::int64_t number, Key key, const Topic& topic, std::string_view stamp, bool mention) {
  if (mention && !IsNew(key)) return;
  store::RowWriter& row = tables_[kTopic];
  row.Begin(number);
  row.Add(topic.id);
  row.Add(topic.name);
  row.Add(topic.subfield);
  row.Add(topic.field);
  row.Add(topic.domain);
  row.Add(mention);
  row.Add(stamp);
}

/// One row for each institution an author names and for each economy that none of them is in; one without either where
/// nothing is named.
void RowMaker::MakeAuthorships(std::int64_t number, Key work, const Work& said) {
  store::RowWriter& row = tables_[kAuthorship];
  std::int64_t position = 0;
  for (const Author& author : said.authors) {
    ++position;
    MakePerson(number, author, {}, true);
    std::set<std::pair<std::optional<Key>, std::string_view>> places;
    std::set<std::string_view> economies;
    for (const Institution& institution : author.institutions) {
      MakeInstitution(number, institution, {}, true);
      if (!institution.key && institution.country.empty()) continue;
      places.insert({institution.key, institution.country});
      economies.insert(institution.country);
    }
    for (const std::string_view country : author.countries) {
      if (!country.empty() && economies.insert(country).second) places.insert({std::nullopt, country});
    }
    if (places.empty()) places.insert({std::nullopt, {}});
    for (const auto& [institution, country] : places) {
      row.Begin(number);
      row.Add(work);
      row.Add(position);
      AddIf(row, author.key);
      AddIf(row, institution);
      row.Add(country);
      AddIf(row, author.is_corresponding);
    }
  }
}

void RowMaker::MakeWork(std::int64_t number, const Record& record) {
  const Work& work = record.work;
  store::RowWriter& row = tables_[kWork];
  row.Begin(number);
  row.Add(record.key);
  const bool is_doi = store::NamespaceOf(record.key)->name == "doi";
  row.Add(is_doi ? std::string_view(store::EntityId("doi", work.id).value_or("")) : work.id);
  row.Add(std::string_view(store::EntityId("doi", work.doi).value_or("")));
  AddClean(row, work.title);
  AddClean(row, work.abstract);
  row.Add(work.language);
  row.Add(work.type);
  AddIf(row, work.year);
  AddDay(row, work.date);
  AddClean(row, work.venue);
  AddIf(row, work.citations);
  AddIf(row, work.is_retracted);
  AddDay(row, record.updated);
  row.Add(record.stamp);

  for (const Key cited : work.references) {
    tables_[kReference].Begin(number);
    tables_[kReference].Add(record.key);
    tables_[kReference].Add(cited);
  }
  MakeAuthorships(number, record.key, work);
  std::int64_t rank = 0;
  for (const Topic& topic : work.topics) {
    MakeTopic(number, KeyOf(topic.id).value_or(0), topic, {}, true);
    tables_[kWorkTopic].Begin(number);
    tables_[kWorkTopic].Add(record.key);
    tables_[kWorkTopic].Add(topic.id);
    tables_[kWorkTopic].Add(++rank);
    AddIf(tables_[kWorkTopic], topic.score);
  }
  for (const CitationYear& count : work.citation_years) {
    tables_[kCitationYear].Begin(number);
    tables_[kCitationYear].Add(record.key);
    tables_[kCitationYear].Add(count.year);
    tables_[kCitationYear].Add(count.citations);
  }
  for (const Grant& grant : work.grants) {
    tables_[kGrantWork].Begin(number);
    tables_[kGrantWork].Add(grant.key);
    tables_[kGrantWork].Add(record.key);
    if (!IsNew(grant.key)) continue;
    tables_[kGrant].Begin(number);
    tables_[kGrant].Add(grant.key);
    AddClean(tables_[kGrant], grant.id);
    AddClean(tables_[kGrant], grant.title);
    AddClean(tables_[kGrant], grant.funder);
    tables_[kGrant].Add(grant.type);
    tables_[kGrant].Add(true);
    tables_[kGrant].AddMissing();
  }
}

}  // namespace tenon::sources::openalex
