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
  bool Text(std::string_view at, value& from, std::string_view& to);

  bool Whole(std::string_view at, value& from, Number& to);

  bool Real(std::string_view at, value& from, std::optional<double>& to);

  bool Truth(std::string_view at, value& from, std::optional<bool>& to);

  bool Id(std::string_view at, value& from, std::string_view& id, std::optional<Key>& key);

  /// Takes every element of a list; null is an empty list.
  template <typename Take>
  bool Each(std::string_view at, value& from, Take take) {
    auto list = List(at, from);
    if (!list) return !fault;
    for (auto element : *list) {
      value one;
      if (element.get(one)) return Broken(at);
      if (!take(one)) return false;
    }
    return true;
  }

  /// Takes every field of an object; null has none.
  template <typename Take>
  bool EachField(std::string_view at, value& from, Take take) {
    auto object = Object(at, from);
    return object ? EachOf(at, *object, take) : !fault;
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
  /// nullopt: null, or a fault.
  std::optional<ondemand::array> List(std::string_view at, value& from);
  std::optional<ondemand::object> Object(std::string_view at, value& from);
  bool Null(std::string_view at, value& from);
  static std::string_view Token(value& from);
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
