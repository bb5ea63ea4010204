#include "sources/openalex/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "sources/openalex/values.h"
#include "store/entity_key.h"
#include "store/text_file.h"

namespace tenon::sources::openalex {
namespace {

enum class Field {
  kId,
  kDoi,
  kTitle,
  kDisplayName,
  kYear,
  kDate,
  kLanguage,
  kType,
  kLocation,
  kCitations,
  kRetracted,
  kAbstract,
  kReferences,
  kAuthorships,
  kTopics,
  kMainTopic,
  kAwards,
  kGrants,
  kFunders,
  kCountsByYear,
  kUpdatedDate,
  kUpdated,
  kRor,
  kOrcid,
  kCountry,
  kGeo,
  kInternational,
  kAssociated,
  kSubfield,
  kField,
  kDomain,
};

const std::unordered_map<std::string_view, Field>& Fields() {
  static const std::unordered_map<std::string_view, Field> fields = {
      {"id", Field::kId},
      {"doi", Field::kDoi},
      {"title", Field::kTitle},
      {"display_name", Field::kDisplayName},
      {"publication_year", Field::kYear},
      {"publication_date", Field::kDate},
      {"language", Field::kLanguage},
      {"type", Field::kType},
      {"primary_location", Field::kLocation},
      {"cited_by_count", Field::kCitations},
      {"is_retracted", Field::kRetracted},
      {"abstract_inverted_index", Field::kAbstract},
      {"referenced_works", Field::kReferences},
      {"authorships", Field::kAuthorships},
      {"topics", Field::kTopics},
      {"primary_topic", Field::kMainTopic},
      {"awards", Field::kAwards},
      {"grants", Field::kGrants},
      {"funders", Field::kFunders},
      {"counts_by_year", Field::kCountsByYear},
      {"updated_date", Field::kUpdatedDate},
      {"updated", Field::kUpdated},
      {"ror", Field::kRor},
      {"orcid", Field::kOrcid},
      {"country_code", Field::kCountry},
      {"geo", Field::kGeo},
      {"international", Field::kInternational},
      {"associated_institutions", Field::kAssociated},
      {"subfield", Field::kSubfield},
      {"field", Field::kField},
      {"domain", Field::kDomain},
  };
  return fields;
}

/// Of a record as a whole.
Fault Reject(const JsonRecord& json, std::string reason) {
  return {"", std::string(store::CutText(json.json, 200)), std::move(reason)};
}

}  // namespace

struct RecordParser::State {
  ondemand::parser parser;
  Record record;
  Values values;
  Inner inner;  ///< of JSON inside a text
  std::vector<std::string_view> words;
  std::vector<Award> awards, funders;
  std::string_view id, name, title, type, ror, orcid, country, updated, updated_date, main_topic;
  Topic topic;  ///< subfield, field and domain of a topic
  std::uint64_t seen = 0;

  bool ReadField(Field field, std::string_view at, value& from);
  bool Finish();
  bool FinishWork();
};

bool RecordParser::State::ReadField(Field field, std::string_view at, value& from) {
  Work& work = record.work;
  switch (field) {
    case Field::kId:
      return values.Text(at, from, id);
    case Field::kDoi:
      return values.Text(at, from, work.doi);
    case Field::kTitle:
      return values.Text(at, from, title);
    case Field::kDisplayName:
      return values.Text(at, from, name);
    case Field::kYear:
      if (!values.Whole(at, from, work.year)) return false;
      return !work.year || (*work.year >= 1000 && *work.year <= 2100) ||
             values.Reject(at, std::to_string(*work.year), "not a year");
    case Field::kDate: {
      std::string_view text;
      if (!values.Text(at, from, text)) return false;
      if (!text.empty()) work.date = DayOf(text);
      return text.empty() || work.date || values.Reject(at, text, "not a date");
    }
    case Field::kLanguage:
      return values.Text(at, from, work.language);
    case Field::kType:
      return values.Text(at, from, type);
    case Field::kLocation:
      return values.EachField(at, from, [&](std::string_view key, value& one) {
        if (key != "source") return true;
        return values.EachField(at, one, [&](std::string_view part, value& text) {
          return part != "display_name" || values.Text(at, text, work.venue);
        });
      });
    case Field::kCitations:
      return values.Whole(at, from, work.citations);
    case Field::kRetracted:
      return values.Truth(at, from, work.is_retracted);
    case Field::kAbstract:
      return ReadAbstract(values, from, inner, words, work.abstract);
    case Field::kReferences:
      return values.Each(at, from, [&](value& one) {
        std::string_view ignored;
        std::optional<Key> key;
        if (!values.Id(at, one, ignored, key)) return false;
        if (key) work.references.push_back(*key);
        return true;
      });
    case Field::kAuthorships:
      return values.Each(at, from,
                         [&](value& one) { return ReadAuthorship(values, one, work.authors.emplace_back()); });
    case Field::kTopics:
      return values.Each(at, from, [&](value& one) { return ReadTopic(values, at, one, work.topics.emplace_back()); });
    case Field::kMainTopic:
      work.topics.emplace_back();
      if (!ReadTopic(values, at, from, work.topics.back())) return false;
      main_topic = work.topics.back().id;
      return true;
    case Field::kAwards:
    case Field::kGrants:
      return values.Each(at, from, [&](value& one) { return ReadAward(values, at, one, awards.emplace_back()); });
    case Field::kFunders:
      return values.Each(at, from, [&](value& one) { return ReadAward(values, at, one, funders.emplace_back()); });
    case Field::kCountsByYear:
      return values.Each(at, from, [&](value& one) {
        Number year, citations;
        const bool read = values.EachField(at, one, [&](std::string_view key, value& number) {
          if (key == "year") return values.Whole(at, number, year);
          return key != "cited_by_count" || values.Whole(at, number, citations);
        });
        if (read && year && citations) work.citation_years.push_back({*year, *citations});
        return read;
      });
    case Field::kUpdatedDate:
      return values.Text(at, from, updated_date);
    case Field::kUpdated:
      return values.Text(at, from, updated);
    case Field::kRor:
      return values.Text(at, from, ror);
    case Field::kOrcid:
      return values.Text(at, from, orcid);
    case Field::kCountry:
      return values.Text(at, from, country);
    case Field::kGeo:
      return values.EachField(at, from, [&](std::string_view key, value& one) {
        return key != "region" || values.Text(at, one, record.institution.region);
      });
    case Field::kInternational:
      return values.EachField(at, from, [&](std::string_view key, value& one) {
        if (key != "display_name") return true;
        return values.EachField(at, one, [&](std::string_view language, value& text) {
          return (language != "zh" && language != "zh-cn") || values.Text(at, text, record.institution.name_zh);
        });
      });
    case Field::kAssociated: {
      int parents = 0;
      const bool read = values.Each(at, from, [&](value& one) {
        std::string_view relationship, parent;
        std::optional<Key> key;
        const bool fields = values.EachField(at, one, [&](std::string_view part, value& text) {
          if (part == "relationship") return values.Text(at, text, relationship);
          return part != "id" || values.Id(at, text, parent, key);
        });
        if (fields && relationship == "parent") {
          ++parents;
          record.institution.parent = key;
        }
        return fields;
      });
      if (parents > 1) record.institution.parent.reset();  // which of them it belongs to is not said
      return read;
    }
    case Field::kSubfield:
    case Field::kField:
    case Field::kDomain:
      break;
  }
  std::string_view code;
  const bool read = values.EachField(
      at, from, [&](std::string_view key, value& one) { return key != "id" || values.Text(at, one, code); });
  (field == Field::kSubfield ? topic.subfield : field == Field::kField ? topic.field : topic.domain) = ShortId(code);
  return read;
}

bool RecordParser::State::FinishWork() {
  Work& work = record.work;
  work.id = record.key >> 56 == 1 ? ShortId(id) : id;
  work.title = title.empty() ? name : title;
  work.type = type;
  std::ranges::sort(work.references);
  work.references.erase(std::ranges::unique(work.references).begin(), work.references.end());

  // The main topic comes first, as it stands among the topics (or alone).
  std::ranges::stable_sort(work.topics, {}, [&](const Topic& one) { return one.id != main_topic; });
  std::vector<Topic> once;
  for (Topic& one : work.topics) {
    if (!one.id.empty() && std::ranges::find(once, one.id, &Topic::id) == once.end()) once.push_back(one);
  }
  work.topics = std::move(once);

  const auto add = [&](Key key, std::string_view number, const Award& award, std::string_view kind) {
    if (std::ranges::find(work.grants, key, &Grant::key) != work.grants.end()) return;
    work.grants.push_back({key, std::string(number), award.title, award.funder_name, kind});
  };
  std::vector<std::string_view> with_award;
  for (const Award& award : awards) {
    std::optional<Key> key;
    if (!award.id.empty()) {
      key = KeyOf(award.id);
      if (!key) return values.Reject("awards", award.id, "not an OpenAlex id");
    } else if (!award.number.empty()) {
      key = store::EntityKey("award", fmt::format("{}:{}", ShortId(award.funder), award.number));
      if (!key) return values.Reject("grants", award.number, "not the number of an award");
    }
    if (key) {
      add(*key, award.number.empty() ? ShortId(award.id) : award.number, award, "award");
      with_award.push_back(ShortId(award.funder));
    } else if (!award.funder.empty()) {
      funders.push_back({award.funder, {}, {}, award.funder, award.funder_name});
    }
  }
  for (const Award& funder : funders) {
    if (funder.id.empty() || std::ranges::find(with_award, ShortId(funder.id)) != with_award.end()) continue;
    const auto key = KeyOf(funder.id);
    if (!key) return values.Reject("funders", funder.id, "not an OpenAlex id");
    const std::string_view printed = funder.funder_name.empty() ? funder.title : funder.funder_name;
    add(*key, ShortId(funder.id), {{}, {}, {}, {}, printed}, "funder");
  }
  return true;
}

bool RecordParser::State::Finish() {
  if (id.empty() && !record.work.doi.empty()) id = record.work.doi;
  if (id.empty()) return values.Reject("id", "", "missing");
  const auto key = KeyOf(id);
  if (!key) return values.Reject("id", id, "not an OpenAlex id");
  record.key = *key;
  record.stamp = updated_date.empty() ? updated : updated_date;
  if (!record.stamp.empty()) {
    record.updated = DayOf(record.stamp);
    if (!record.updated) return values.Reject("updated_date", record.stamp, "not a date");
  }
  const store::EntityNamespace* space = store::NamespaceOf(*key);
  switch (space->letter) {
    case 'W':
    case '\0':
      record.kind = Kind::kWork;
      return FinishWork();
    case 'I':
    case 'F':
      record.kind = space->letter == 'I' ? Kind::kInstitution : Kind::kFunder;
      record.institution.key = key;
      record.institution.id = ShortId(id);
      record.institution.ror = ror;
      record.institution.name = name;
      record.institution.type = space->letter == 'I' ? type : "funder";
      record.institution.country = country;
      return true;
    case 'A':
      record.kind = Kind::kAuthor;
      record.author.key = key;
      record.author.id = ShortId(id);
      record.author.orcid = orcid;
      record.author.name = name;
      return true;
    case 'T':
      record.kind = Kind::kTopic;
      record.topic = topic;
      record.topic.id = ShortId(id);
      record.topic.name = name;
      return true;
    default:
      return values.Reject("id", id, "neither a work, an institution, an author, a topic nor a funder");
  }
}

RecordParser::RecordParser() : state_(std::make_unique<State>()) {}
RecordParser::RecordParser(RecordParser&&) noexcept = default;
RecordParser& RecordParser::operator=(RecordParser&&) noexcept = default;
RecordParser::~RecordParser() = default;

const Record& RecordParser::record() const { return state_->record; }

std::optional<Fault> RecordParser::Parse(const JsonRecord& json) {
  State& state = *state_;
  state.record = {};
  state.values.fault.reset();
  state.awards.clear();
  state.funders.clear();
  state.id = state.name = state.title = state.type = state.ror = state.orcid = state.country = state.updated = {};
  state.updated_date = state.main_topic = {};
  state.topic = {};
  state.seen = 0;
  if (json.json.find_first_not_of(" \t") == std::string_view::npos) return Reject(json, "not a JSON object");
  ondemand::document document;
  ondemand::object object;
  json_type type = json_type::null;
  if (state.parser.iterate(json.json.data(), json.json.size(), json.readable).get(document) ||
      document.type().get(type)) {
    return Reject(json, "broken JSON");
  }
  if (type != json_type::object) return Reject(json, "not a JSON object");
  if (document.get_object().get(object)) return Reject(json, "broken JSON");
  const bool read = state.values.EachOf("", object, [&](std::string_view key, value& one) {
    const auto field = Fields().find(key);
    if (field == Fields().end()) return true;
    const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(field->second);
    if ((std::exchange(state.seen, state.seen | bit) & bit) != 0)
      return state.values.Reject(field->first, "", "a key stands twice");
    return state.ReadField(field->second, field->first, one);
  });
  if (read && document.current_location().error() != simdjson::OUT_OF_BOUNDS) return Reject(json, "broken JSON");
  if (read) state.Finish();
  if (state.values.fault && state.values.fault->column.empty()) return Reject(json, state.values.fault->reason);
  return state.values.fault;
}

}  // namespace tenon::sources::openalex
