#include "sources/openalex/values.h"

namespace tenon::sources::openalex {

namespace {

constexpr std::int64_t kLongestAbstract = 1'000'000;  // words

}  // namespace

bool Values::Text(std::string_view at, value& from, std::string_view& to) {
  json_type type = json_type::null;
  if (from.type().get(type)) return Broken(at);
  to = {};
  if (type == json_type::null) return Null(at, from);
  if (type != json_type::string) return Reject(at, Token(from), "not text");
  return !from.get_string().get(to) || Reject(at, from.raw_json_token(), "not a valid text");
}

bool Values::Whole(std::string_view at, value& from, Number& to) {
  json_type type = json_type::null;
  if (from.type().get(type)) return Broken(at);
  to.reset();
  if (type == json_type::null) return Null(at, from);
  std::int64_t number = 0;
  if (type != json_type::number || from.get_int64().get(number)) return Reject(at, Token(from), "not a whole number");
  to = number;
  return true;
}

bool Values::Real(std::string_view at, value& from, std::optional<double>& to) {
  json_type type = json_type::null;
  if (from.type().get(type)) return Broken(at);
  to.reset();
  if (type == json_type::null) return Null(at, from);
  double number = 0;
  if (type != json_type::number || from.get_double().get(number)) return Reject(at, Token(from), "not a number");
  to = number;
  return true;
}

bool Values::Truth(std::string_view at, value& from, std::optional<bool>& to) {
  json_type type = json_type::null;
  if (from.type().get(type)) return Broken(at);
  to.reset();
  if (type == json_type::null) return Null(at, from);
  bool truth = false;
  if (type != json_type::boolean || from.get_bool().get(truth))
    return Reject(at, Token(from), "neither true nor false");
  to = truth;
  return true;
}

bool Values::Id(std::string_view at, value& from, std::string_view& id, std::optional<Key>& key) {
  std::string_view text;
  if (!Text(at, from, text)) return false;
  key.reset();
  if (text.empty()) return true;
  id = ShortId(text);
  key = KeyOf(text);
  return key.has_value() || Reject(at, text, "not an OpenAlex id");
}

bool Values::Null(std::string_view at, value& from) {
  bool null = false;
  return (!from.is_null().get(null) && null) || Broken(at);
}

std::string_view Values::Token(value& from) {
  std::string_view token = from.raw_json_token();
  while (!token.empty() && (token.back() == ' ' || token.back() == '\n')) token.remove_suffix(1);
  return token;
}

std::optional<ondemand::array> Values::List(std::string_view at, value& from) {
  json_type type = json_type::null;
  ondemand::array found;
  if (from.type().get(type)) {
    Broken(at);
  } else if (type == json_type::null) {
    Null(at, from);
  } else if (type != json_type::array || from.get_array().get(found)) {
    Reject(at, Token(from), "not a list");
  } else {
    return found;
  }
  return std::nullopt;
}

std::optional<ondemand::object> Values::Object(std::string_view at, value& from) {
  json_type type = json_type::null;
  ondemand::object found;
  if (from.type().get(type)) {
    Broken(at);
  } else if (type == json_type::null) {
    Null(at, from);
  } else if (type != json_type::object || from.get_object().get(found)) {
    Reject(at, Token(from), "not an object");
  } else {
    return found;
  }
  return std::nullopt;
}

bool ReadTopic(Values& values, std::string_view at, value& from, Topic& topic) {
  const auto part = [&](value& parent, std::string_view& to) {
    return values.EachField(at, parent, [&](std::string_view key, value& one) {
      if (key != "id") return true;
      json_type type = json_type::null;
      std::int64_t number = 0;
      if (one.type().get(type)) return values.Broken(at);
      if (type == json_type::number) {  // the older form writes 1911
        to = one.raw_json_token();
        to = to.substr(0, to.find_first_not_of("0123456789"));
        return !one.get_int64().get(number) || values.Broken(at);
      }
      if (!values.Text(at, one, to)) return false;
      to = ShortId(to);
      return true;
    });
  };
  return values.EachField(at, from, [&](std::string_view key, value& one) {
    if (key == "id") {
      std::optional<Key> ignored;
      return values.Id(at, one, topic.id, ignored);
    }
    if (key == "display_name") return values.Text(at, one, topic.name);
    if (key == "score") return values.Real(at, one, topic.score);
    if (key == "subfield") return part(one, topic.subfield);
    if (key == "field") return part(one, topic.field);
    if (key == "domain") return part(one, topic.domain);
    return true;
  });
}

namespace {

bool ReadInstitution(Values& values, value& from, Institution& institution) {
  constexpr std::string_view kAt = "authorships.institutions";
  return values.EachField(kAt, from, [&](std::string_view key, value& one) {
    if (key == "id") return values.Id(kAt, one, institution.id, institution.key);
    if (key == "display_name") return values.Text(kAt, one, institution.name);
    if (key == "ror") return values.Text(kAt, one, institution.ror);
    if (key == "country_code") return values.Text(kAt, one, institution.country);
    if (key == "type") return values.Text(kAt, one, institution.type);
    return true;
  });
}

}  // namespace

bool ReadAuthorship(Values& values, value& from, Author& author) {
  constexpr std::string_view kAt = "authorships";
  return values.EachField(kAt, from, [&](std::string_view key, value& one) {
    if (key == "author") {
      return values.EachField("authorships.author", one, [&](std::string_view name, value& part) {
        if (name == "id") return values.Id("authorships.author", part, author.id, author.key);
        if (name == "display_name") return values.Text("authorships.author", part, author.name);
        if (name == "orcid") return values.Text("authorships.author", part, author.orcid);
        return true;
      });
    }
    if (key == "is_corresponding") return values.Truth(kAt, one, author.is_corresponding);
    if (key == "institutions") {
      return values.Each(
          kAt, one, [&](value& part) { return ReadInstitution(values, part, author.institutions.emplace_back()); });
    }
    if (key == "countries") {
      return values.Each(kAt, one,
                         [&](value& part) { return values.Text(kAt, part, author.countries.emplace_back()); });
    }
    return true;
  });
}

/// A word stands at each of its places.
bool ReadAbstract(Values& values, value& from, Inner& inner, std::vector<std::string_view>& words,
                  std::string& abstract) {
  constexpr std::string_view kAt = "abstract_inverted_index";
  words.clear();
  const auto read_word = [&](std::string_view word, value& places) {
    return values.Each(kAt, places, [&](value& one) {
      Number place;
      if (!values.Whole(kAt, one, place)) return false;
      if (!place || *place < 0 || *place >= kLongestAbstract)
        return values.Reject(kAt, word, "a word's place is not from 0 to 999,999");
      const auto at = static_cast<std::size_t>(*place);
      if (words.size() <= at) words.resize(at + 1);
      words[at] = word;
      return true;
    });
  };
  json_type type = json_type::null;
  if (from.type().get(type)) return values.Broken(kAt);
  if (type == json_type::string) {  // as Parquet files hold it: JSON in a text
    std::string_view text;
    ondemand::document document;
    ondemand::object object;
    if (!values.Text(kAt, from, text)) return false;
    inner.text = simdjson::padded_string(text);
    if (inner.parser.iterate(inner.text).get(document) || document.get_object().get(object))
      return values.Reject(kAt, text, "not an object");
    if (!values.EachOf(kAt, object, read_word)) return false;
  } else if (!values.EachField(kAt, from, read_word)) {
    return false;
  }
  for (const std::string_view word : words) {
    if (word.empty()) continue;
    if (!abstract.empty()) abstract += ' ';
    abstract += word;
  }
  return true;
}

bool ReadAward(Values& values, std::string_view at, value& from, Award& award) {
  return values.EachField(at, from, [&](std::string_view key, value& one) {
    if (key == "id") return values.Text(at, one, award.id);
    if (key == "display_name") return values.Text(at, one, award.title);
    if (key == "funder_award_id" || key == "award_id") return values.Text(at, one, award.number);
    if (key == "funder_id" || key == "funder") return values.Text(at, one, award.funder);
    if (key == "funder_display_name") return values.Text(at, one, award.funder_name);
    return true;
  });
}

}  // namespace tenon::sources::openalex
