#ifndef TENON_SPEC_H_
#define TENON_SPEC_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tenon/error.h"
#include "tenon/table.h"

namespace tenon {

enum class Language { kEnglish, kChinese };

/// A sentence or name for people, in both languages.
struct Text {
  std::string en;
  std::string zh;
  const std::string& In(Language language) const { return language == Language::kChinese && !zh.empty() ? zh : en; }
};

enum class ParameterType {
  kText,
  kInteger,
  kReal,
  kBoolean,
  kChoice,     ///< one of `choices`
  kEconomy,    ///< any form the economy table knows; stored as alpha-3
  kTextList,   ///< comma-separated or repeated
  kChainFile,  ///< path of a chain file, name of one that ships, or (known by its line breaks) its text
};
std::string_view ToString(ParameterType type);

/// A typed parameter: the one place where its name, default and range stand.
/// Command line, JSON, help and reference pages are made from it.
struct Parameter {
  std::string name{};  ///< snake_case; --kebab-case on the command line
  ParameterType type = ParameterType::kText;
  Text meaning{};
  std::string unit{};
  std::optional<Value> default_value{};  ///< none and not required: absent means "not asked for"
  bool required = false;
  std::optional<double> minimum{}, maximum{};  ///< inclusive; for kInteger and kReal
  std::vector<std::string> choices{};          ///< for kChoice (and, if not empty, for kTextList)
};

struct ResultColumn {
  std::string name;
  ValueType type = ValueType::kText;
  std::string unit{};
  Text meaning{};
};

struct ResultTable {
  std::string name;
  Text meaning{};
  std::vector<ResultColumn> columns;

  /// An empty result table with these columns.
  Table MakeTable() const;
};

/// One named question: what it asks, with which parameters, and what it answers.
struct AnalysisSpec {
  std::string name;
  int version = 1;  ///< raised whenever the same question on the same data may give other numbers
  Text title;
  Text sentence;
  std::vector<Parameter> parameters;
  std::vector<ResultTable> tables;       ///< the first is the default of --select
  std::vector<std::string> conventions;  ///< the choices a reader must know, each a sentence; copied into the receipt
  std::vector<std::string> references;
  std::string example;  ///< a command that runs on shipped data; executed by the tests of the docs
};

/// Parameter values by name. A list is kept as its elements joined by '\n' (elements hold no line breaks).
class Arguments {
 public:
  void Set(std::string name, Value value) { values_[std::move(name)] = std::move(value); }
  bool Has(const std::string& name) const { return values_.contains(name) && !IsMissing(values_.at(name)); }
  /// REQUIRES for these: the value was checked by CheckArguments (present, right type).
  std::string GetText(const std::string& name) const { return TextOr(values_.at(name)); }
  std::int64_t GetInteger(const std::string& name) const { return IntegerOr(values_.at(name), 0); }
  double GetReal(const std::string& name) const { return RealOr(values_.at(name), 0); }
  bool GetBoolean(const std::string& name) const { return BooleanOr(values_.at(name), false); }
  /// Empty if absent.
  std::vector<std::string> GetList(const std::string& name) const;
  const std::map<std::string, Value>& values() const { return values_; }

 private:
  std::map<std::string, Value> values_;
};

/// Turns text as typed ("0.3", "true", "KOR,DEU") into typed, range-checked values and fills in defaults; afterwards
/// every parameter of the spec is present (missing where it has no default and was not given).
/// Economies are left as typed: whoever owns the economy table resolves them.
/// Errors  InvalidArgument: unknown name (with the nearest known), wrong type, out of range, required but absent.
Result<Arguments> CheckArguments(const std::vector<Parameter>& parameters,
                                 const std::vector<std::pair<std::string, std::string>>& given);

}  // namespace tenon

#endif  // TENON_SPEC_H_
