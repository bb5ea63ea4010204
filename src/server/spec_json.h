#ifndef TENON_SERVER_SPEC_JSON_H_
#define TENON_SERVER_SPEC_JSON_H_

#include <nlohmann/json.hpp>
#include <string>

#include "tenon/engine.h"
#include "tenon/spec.h"

namespace tenon::server {

using Json = nlohmann::ordered_json;

/// Text of a document; what is not UTF-8 is shown as U+FFFD.
std::string Print(const Json& json);

/// A spec as the web reads it: both languages, typed parameters with defaults and ranges, result columns with units.
Json ToJson(const AnalysisSpec& spec);
/// JSON Schema of a parameter's value.
Json SchemaOf(const Parameter& parameter);

/// The members of a JSON object as typed words of a command line; null is "not given", a list several words.
/// Errors  InvalidArgument: not an object; a member that is an object or a list of others than values.
Result<GivenArguments> ToArguments(const Json& object);

/// Errors  InvalidArgument: not JSON, or nested too deep.
Result<Json> ParseJson(const std::string& text);

}  // namespace tenon::server

#endif  // TENON_SERVER_SPEC_JSON_H_
