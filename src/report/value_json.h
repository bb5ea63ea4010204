#ifndef TENON_REPORT_VALUE_JSON_H_
#define TENON_REPORT_VALUE_JSON_H_

#include <nlohmann/json.hpp>

#include "tenon/table.h"

namespace tenon::report {

/// A cell or parameter as JSON; missing is null.
nlohmann::ordered_json ToJson(const Value& value);

}  // namespace tenon::report

#endif  // TENON_REPORT_VALUE_JSON_H_
