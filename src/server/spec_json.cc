#include "server/spec_json.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/value_json.h"

namespace tenon::server {

namespace {

constexpr int kMaxDepth = 8;

Json ToJson(const Text& text) { return {{"en", text.en}, {"zh", text.zh.empty() ? text.en : text.zh}}; }

/// A default as it stands in a request: a list as a list, not as the joined text of Arguments.
Json DefaultOf(const Parameter& parameter) {
  if (!parameter.default_value) return nullptr;
  if (parameter.type != ParameterType::kTextList) return report::ToJson(*parameter.default_value);
  Arguments arguments;
  arguments.Set(parameter.name, *parameter.default_value);
  return arguments.GetList(parameter.name);
}

Json ToJson(const Parameter& parameter) {
  Json json = {{"name", parameter.name}, {"type", ToString(parameter.type)}, {"meaning", ToJson(parameter.meaning)},
               {"unit", parameter.unit}, {"required", parameter.required},   {"default", DefaultOf(parameter)}};
  json["minimum"] = parameter.minimum ? Json(*parameter.minimum) : Json(nullptr);
  json["maximum"] = parameter.maximum ? Json(*parameter.maximum) : Json(nullptr);
  json["choices"] = parameter.choices;
  return json;
}

Result<std::string> ToWord(const std::string& name, const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return std::string(value.get<bool>() ? "true" : "false");
  if (value.is_number()) return value.dump();
  return Fail(ErrorKind::kInvalidArgument, "a value must be text, a number, true, false, null or a list of these",
              name);
}

}  // namespace

std::string Print(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json ToJson(const AnalysisSpec& spec) {
  Json parameters = Json::array();
  for (const Parameter& parameter : spec.parameters) parameters.push_back(ToJson(parameter));
  Json tables = Json::array();
  for (const ResultTable& table : spec.tables) {
    Json columns = Json::array();
    for (const ResultColumn& column : table.columns) {
      columns.push_back({{"name", column.name},
                         {"type", ToString(column.type)},
                         {"unit", column.unit},
                         {"meaning", ToJson(column.meaning)}});
    }
    tables.push_back({{"name", table.name}, {"meaning", ToJson(table.meaning)}, {"columns", std::move(columns)}});
  }
  return {{"name", spec.name},
          {"version", spec.version},
          {"title", ToJson(spec.title)},
          {"question", ToJson(spec.sentence)},
          {"parameters", std::move(parameters)},
          {"tables", std::move(tables)},
          {"conventions", spec.conventions},
          {"references", spec.references},
          {"example", spec.example}};
}

Json SchemaOf(const Parameter& parameter) {
  Json schema = Json::object();
  switch (parameter.type) {
    case ParameterType::kInteger:
      schema["type"] = "integer";
      break;
    case ParameterType::kReal:
      schema["type"] = "number";
      break;
    case ParameterType::kBoolean:
      schema["type"] = "boolean";
      break;
    case ParameterType::kTextList: {
      schema["type"] = "array";
      Json element = {{"type", "string"}};
      if (!parameter.choices.empty()) element["enum"] = parameter.choices;
      schema["items"] = std::move(element);
      break;
    }
    case ParameterType::kText:
    case ParameterType::kChoice:
    case ParameterType::kEconomy:
    case ParameterType::kChainFile:
      schema["type"] = "string";
      schema["minLength"] = 1;
      if (!parameter.choices.empty()) schema["enum"] = parameter.choices;
      if (parameter.type == ParameterType::kEconomy) schema["examples"] = {"KOR"};
      if (parameter.type == ParameterType::kChainFile) schema["examples"] = {"chips"};
      break;
  }
  if (parameter.minimum) schema["minimum"] = *parameter.minimum;
  if (parameter.maximum) schema["maximum"] = *parameter.maximum;
  if (parameter.default_value && !IsMissing(*parameter.default_value)) schema["default"] = DefaultOf(parameter);
  return schema;
}

Result<GivenArguments> ToArguments(const Json& object) {
  if (!object.is_object()) return Fail(ErrorKind::kInvalidArgument, "the parameters are no JSON object");
  GivenArguments given;
  for (const auto& [name, value] : object.items()) {
    if (value.is_null()) continue;
    if (!value.is_array()) {
      TENON_ASSIGN(std::string word, ToWord(name, value));
      given.emplace_back(name, std::move(word));
      continue;
    }
    for (const Json& element : value) {
      TENON_ASSIGN(std::string word, ToWord(name, element));
      given.emplace_back(name, std::move(word));
    }
  }
  return given;
}

Result<Json> ParseJson(const std::string& text) {
  bool too_deep = false;
  const Json::parser_callback_t watch = [&](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > kMaxDepth;
    return !too_deep;
  };
  Json json = Json::parse(text, watch, /*allow_exceptions=*/false);
  if (too_deep) return Fail(ErrorKind::kInvalidArgument, fmt::format("JSON nested deeper than {}", kMaxDepth), "body");
  if (json.is_discarded()) return Fail(ErrorKind::kInvalidArgument, "the body is no JSON", "body");
  return json;
}

}  // namespace tenon::server
