#include "tenon/spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/nearest.h"

namespace tenon {

std::string_view ToString(ParameterType type) {
  switch (type) {
    case ParameterType::kText:
      return "text";
    case ParameterType::kInteger:
      return "integer";
    case ParameterType::kReal:
      return "real";
    case ParameterType::kBoolean:
      return "boolean";
    case ParameterType::kChoice:
      return "choice";
    case ParameterType::kEconomy:
      return "economy";
    case ParameterType::kTextList:
      return "list";
    case ParameterType::kChainFile:
      return "chain file";
  }
  return "text";
}

Table ResultTable::MakeTable() const {
  Table table{.name = name, .columns = {}, .rows = {}};
  for (const ResultColumn& column : columns) table.columns.push_back({column.name, column.type, column.unit});
  return table;
}

std::vector<std::string> Arguments::GetList(const std::string& name) const {
  std::vector<std::string> elements;
  if (!Has(name)) return elements;
  const std::string joined = TextOr(values_.at(name));
  std::size_t begin = 0;
  while (begin <= joined.size()) {
    const std::size_t end = std::min(joined.find('\n', begin), joined.size());
    if (end > begin) elements.push_back(joined.substr(begin, end - begin));
    begin = end + 1;
  }
  return elements;
}

namespace {

std::string Join(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : std::string(separator)) + word;
  return text;
}

Status CheckRange(const Parameter& parameter, double value, std::string_view typed) {
  const bool low = parameter.minimum && value < *parameter.minimum;
  const bool high = parameter.maximum && value > *parameter.maximum;
  if (!low && !high) return {};
  const std::string allowed = parameter.minimum && parameter.maximum
                                  ? fmt::format("from {} to {}", *parameter.minimum, *parameter.maximum)
                              : parameter.minimum ? fmt::format("{} or more", *parameter.minimum)
                                                  : fmt::format("{} or less", *parameter.maximum);
  return Fail(ErrorKind::kInvalidArgument, fmt::format("{} is out of range; allowed: {}", typed, allowed),
              parameter.name);
}

template <class Number>
Result<Number> ParseNumber(const Parameter& parameter, std::string_view typed) {
  Number number{};
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
  if (error != std::errc{} || end != typed.data() + typed.size() || !std::isfinite(static_cast<double>(number))) {
    const bool whole = std::is_integral_v<Number>;
    return Fail(ErrorKind::kInvalidArgument, fmt::format("'{}' is not a {}", typed, whole ? "whole number" : "number"),
                parameter.name);
  }
  TENON_CHECK(CheckRange(parameter, static_cast<double>(number), typed));
  return number;
}

Status CheckChoice(const Parameter& parameter, std::string_view typed) {
  if (std::ranges::find(parameter.choices, typed) != parameter.choices.end()) return {};
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("'{}' is not allowed; allowed: {}", typed, Join(parameter.choices, ", ")), parameter.name);
}

Result<Value> ParseValue(const Parameter& parameter, const std::string& typed) {
  const bool may_break = parameter.type == ParameterType::kChainFile;  // the text of a chain may stand for its file
  if ((!may_break && typed.find('\n') != std::string::npos) || typed.find('\0') != std::string::npos) {
    return Fail(ErrorKind::kInvalidArgument, "a value may hold no line break and no NUL", parameter.name);
  }
  switch (parameter.type) {
    case ParameterType::kInteger:
      return ParseNumber<std::int64_t>(parameter, typed);
    case ParameterType::kReal:
      return ParseNumber<double>(parameter, typed);
    case ParameterType::kBoolean:
      if (typed == "true" || typed == "yes" || typed == "1") return true;
      if (typed == "false" || typed == "no" || typed == "0") return false;
      return Fail(ErrorKind::kInvalidArgument, fmt::format("'{}' is neither true nor false", typed), parameter.name);
    case ParameterType::kChoice:
      TENON_CHECK(CheckChoice(parameter, typed));
      return typed;
    case ParameterType::kText:
    case ParameterType::kEconomy:
    case ParameterType::kChainFile:
      if (typed.empty()) return Fail(ErrorKind::kInvalidArgument, "the value is empty", parameter.name);
      return typed;
    case ParameterType::kTextList:
      break;
  }
  std::string joined = typed;
  std::ranges::replace(joined, ',', '\n');
  if (!parameter.choices.empty()) {
    Arguments elements;
    elements.Set(parameter.name, joined);
    for (const std::string& element : elements.GetList(parameter.name)) TENON_CHECK(CheckChoice(parameter, element));
  }
  return joined;
}

}  // namespace

Result<Arguments> CheckArguments(const std::vector<Parameter>& parameters,
                                 const std::vector<std::pair<std::string, std::string>>& given) {
  Arguments arguments;
  for (const Parameter& parameter : parameters) {
    arguments.Set(parameter.name, parameter.default_value.value_or(Value{}));
  }
  std::vector<std::string> seen;
  for (const auto& [name, typed] : given) {
    const auto parameter = std::ranges::find(parameters, name, &Parameter::name);
    if (parameter == parameters.end()) {
      std::vector<std::string> names;
      for (const Parameter& known : parameters) names.push_back(known.name);
      std::string hint = DidYouMean(name, names);
      if (hint.empty()) hint = names.empty() ? "; there are none" : "; known: " + Join(names, ", ");
      return Fail(ErrorKind::kInvalidArgument, fmt::format("no parameter is called '{}'{}", name, hint));
    }
    TENON_ASSIGN(Value value, ParseValue(*parameter, typed));
    const bool repeated = std::ranges::find(seen, name) != seen.end();
    if (repeated && parameter->type != ParameterType::kTextList) {
      return Fail(ErrorKind::kInvalidArgument, "given more than once", name);
    }
    if (repeated) value = TextOr(arguments.values().at(name)) + "\n" + TextOr(value);
    seen.push_back(name);
    arguments.Set(name, std::move(value));
  }
  for (const Parameter& parameter : parameters) {
    if (parameter.required && !arguments.Has(parameter.name)) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("missing: {}", parameter.meaning.en), parameter.name);
    }
  }
  return arguments;
}

}  // namespace tenon
