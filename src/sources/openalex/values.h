#ifndef TENON_SOURCES_OPENALEX_VALUES_H_
#define TENON_SOURCES_OPENALEX_VALUES_H_

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sources/openalex/record.h"
#include "store/text_file.h"

namespace tenon::sources::openalex {

namespace ondemand = simdjson::ondemand;

using ondemand::json_type;
using ondemand::value;

/// Reads values into what they must be. Once there is a fault nothing more may be read.
class Values {
 public:
  std::optional<Fault> fault;

  bool Reject(std::string_view column, std::string_view found, std::string reason) {
    if (!fault) fault = Fault{std::string(column), std::string(store::CutText(found, 200)), std::move(reason)};
    return false;
  }

  /// `at` names the column in a fault; false: there is one.
  bool Text(std::string_view at, value& from, std::string_view& to) {
    json_type type = json_type::null;
    if (from.type().get(type)) return Broken(at);
    to = {};
    if (type == json_type::null) return Null(at, from);
    if (type != json_type::string) return Reject(at, Token(from), "not text");
    return !from.get_string().get(to) || Reject(at, from.raw_json_token(), "not a valid text");
  }

  bool Whole(std::string_view at, value& from, Number& to) {
    json_type type = json_type::null;
    if (from.type().get(type)) return Broken(at);
    to.reset();
    if (type == json_type::null) return Null(at, from);
    std::int64_t number = 0;
    if (type != json_type::number || from.get_int64().get(number)) return Reject(at, Token(from), "not a whole number");
    to = number;
    return true;
  }

  bool Real(std::string_view at, value& from, std::optional<double>& to) {
    json_type type = json_type::null;
    if (from.type().get(type)) return Broken(at);
    to.reset();
    if (type == json_type::null) return Null(at, from);
    double number = 0;
    if (type != json_type::number || from.get_double().get(number)) return Reject(at, Token(from), "not a number");
    to = number;
    return true;
  }

  bool Truth(std::string_view at, value& from, std::optional<bool>& to) {
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

  bool Id(std::string_view at, value& from, std::string_view& id, std::optional<Key>& key) {
    std::string_view text;
    if (!Text(at, from, text)) return false;
    key.reset();
    if (text.empty()) return true;
    id = ShortId(text);
    key = KeyOf(text);
    return key.has_value() || Reject(at, text, "not an OpenAlex id");
  }

  /// Takes every element of a list; null is an empty list.
  template <typename Take>
  bool Each(std::string_view at, value& from, Take take) {
    json_type type = json_type::null;
    if (from.type().get(type)) return Broken(at);
    if (type == json_type::null) return Null(at, from);
    ondemand::array list;
    if (type != json_type::array || from.get_array().get(list)) return Reject(at, Token(from), "not a list");
    for (auto element : list) {
      value one;
      if (element.get(one)) return Broken(at);
      if (!take(one)) return false;
    }
    return true;
  }

  /// Takes every field of an object; null has none.
  template <typename Take>
  bool EachField(std::string_view at, value& from, Take take) {
    json_type type = json_type::null;
    if (from.type().get(type)) return Broken(at);
    if (type == json_type::null) return Null(at, from);
    ondemand::object object;
    if (type != json_type::object || from.get_object().get(object)) return Reject(at, Token(from), "not an object");
    return EachOf(at, object, take);
  }

  template <typename Take>
  bool EachOf(std::string_view at, ondemand::object& object, Take take) {
    for (auto found : object) {
      ondemand::field field;
      std::string_view key;
      if (std::move(found).get(field) || field.unescaped_key().get(key)) return Broken(at);
      value one = field.value();
      if (!take(key, one)) return false;
    }
    return true;
  }

  bool Broken(std::string_view at) { return Reject(at, "", "broken JSON"); }

 private:
  bool Null(std::string_view at, value& from) {
    bool null = false;
    return (!from.is_null().get(null) && null) || Broken(at);
  }
  static std::string_view Token(value& from) {
    std::string_view token = from.raw_json_token();
    while (!token.empty() && (token.back() == ' ' || token.back() == '\n')) token.remove_suffix(1);
    return token;
  }
};

/// An award as a record lists it, before it is known which funders have none.
struct Award {
  std::string_view id, number, title, funder, funder_name;
};

/// A parser for JSON inside a text, and the text.
struct Inner {
  ondemand::parser parser;
  simdjson::padded_string text;
};
/// The parts of records; false: `values` holds the fault. `at` names the field.
bool ReadTopic(Values& values, std::string_view at, ondemand::value& from, Topic& topic);
bool ReadAuthorship(Values& values, ondemand::value& from, Author& author);
bool ReadAward(Values& values, std::string_view at, ondemand::value& from, Award& award);
/// The words of the inverted index in their order; `words` is scratch.
bool ReadAbstract(Values& values, ondemand::value& from, Inner& inner, std::vector<std::string_view>& words,
                  std::string& abstract);

}  // namespace tenon::sources::openalex

#endif  // TENON_SOURCES_OPENALEX_VALUES_H_
