#include "store/filling.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "store/database.h"

namespace tenon::store {
namespace {

/// A rule that a yielded value must obey, and the reason to give where it does not. Neither expression is ever NULL.
struct Rule {
  std::string broken;
  std::string reason;  ///< SQL
};

struct ColumnSql {
  std::string value;   ///< SQL of the value in the table's type
  std::string usable;  ///< SQL over `value`'s column; "" if always
  std::vector<Rule> rules;
};

bool IsOneOf(std::string_view type, std::initializer_list<std::string_view> types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

bool IsWhole(std::string_view type) {
  return IsOneOf(type, {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER",
                        "UBIGINT", "UHUGEINT"});
}

/// The value is there, or else `other` holds. DuckDB computes both sides of OR for every row, but of CASE only what is
/// asked.
std::string Either(std::string_view value, std::string_view other) {
  return fmt::format("case when {} is not null then true else {} end", value, other);
}

/// "y" is the column as yielded, "v" as it will stand in the table.
ColumnSql EconomySql(const SchemaColumn& column, const std::string& y, const std::string& v) {
  const std::string blank = fmt::format("coalesce(trim({}::varchar) = '', true)", y);
  ColumnSql sql;
  sql.value = fmt::format("{}({}::varchar)", column.groups ? "economy_code" : "economy_not_group", y);
  sql.usable = column.required ? fmt::format("{} is not null", v)
                               : Either(v, fmt::format("{} or economy_is_residual({}::varchar)", blank, y));
  if (column.required) {
    sql.rules.push_back({blank, "'missing'"});
    sql.rules.push_back(
        {fmt::format("{} is null and economy_is_residual({}::varchar)", v, y), "'economies that are not named'"});
  }
  const std::string unresolved = sql.usable;
  sql.rules.push_back({fmt::format("not {} and economy_code({}::varchar) is not null", unresolved, y),
                       "'a group of economies, not an economy'"});
  sql.rules.push_back({fmt::format("not {}", unresolved),
                       fmt::format("'not an economy; nearest: ' || coalesce(economy_candidates({}::varchar), '')", y)});
  return sql;
}

ColumnSql NumberSql(const SchemaColumn& column, std::string_view yielded, const std::string& y, const std::string& v) {
  ColumnSql sql;
  const bool whole = IsWhole(column.sql_type);
  const bool text = yielded == "VARCHAR";
  if (text) {
    sql.value =
        whole ? fmt::format("try_cast(whole_number({}) as {})", y, column.sql_type) : fmt::format("number({})", y);
  } else if (!whole) {
    sql.value = fmt::format("if(isfinite({0}::double), {0}::double, null)", y);
  } else if (IsWhole(yielded)) {
    sql.value = fmt::format("try_cast({} as {})", y, column.sql_type);
  } else {
    sql.value = fmt::format("if({0}::double = trunc({0}::double), try_cast({0} as {1}), null)", y, column.sql_type);
  }
  const std::string blank = text ? fmt::format("coalesce(trim({}) = '', true)", y) : fmt::format("{} is null", y);
  sql.usable = column.required ? fmt::format("{} is not null", v) : Either(v, blank);
  if (column.required) sql.rules.push_back({blank, "'missing'"});
  if (!whole) {
    sql.rules.push_back({fmt::format("not {} and not isfinite(coalesce(try_cast({} as double), 0))", sql.usable, y),
                         "'not a finite number'"});
  }
  sql.rules.push_back({fmt::format("not {}", sql.usable), whole ? "'not a whole number'" : "'not a number'"});
  return sql;
}

ColumnSql OtherSql(const SchemaColumn& column, std::string_view yielded, const std::string& y, const std::string& v) {
  ColumnSql sql;
  // A constant text may be yielded as an ENUM, which is written faster.
  const bool is_text = column.sql_type == "VARCHAR" && (yielded == "VARCHAR" || yielded.starts_with("ENUM("));
  sql.value = is_text ? y : fmt::format("try_cast({} as {})", y, column.sql_type);
  if (column.required) {
    sql.usable = fmt::format("{} is not null", v);
    sql.rules.push_back({fmt::format("{} is null", y), "'missing'"});
  } else if (column.sql_type != "VARCHAR") {
    sql.usable = Either(v, fmt::format("{} is null", y));
  }
  if (column.sql_type == "DATE") sql.rules.push_back({fmt::format("not {}", sql.usable), "'not a date'"});
  if (column.sql_type == "BOOLEAN")
    sql.rules.push_back({fmt::format("not {}", sql.usable), "'neither true nor false'"});
  return sql;
}

}  // namespace

std::string KeyHash(const SchemaTable& table) {
  std::string columns;
  for (const std::string& name : table.Key()) {
    if (name == "source") continue;
    // An ENUM has another hash than its text; once written, it is text.
    const SchemaColumn& column = *table.Find(name);
    const std::string type = column.economy ? "economy" : column.sql_type;
    columns += fmt::format("{}{}::{}", columns.empty() ? "" : ", ", QuoteName(name), type);
  }
  return fmt::format("hash({})", columns.empty() ? "1" : columns);
}

Result<FillingSql> MakeFillingSql(const SchemaTable& table, const std::string& select, const Table& yielded,
                                  const std::string& where) {
  std::map<std::string, std::string, std::less<>> types;
  for (const auto& row : yielded.rows) {
    std::string name = ToText(row[0]);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    types[std::move(name)] = ToText(row[1]);
  }
  const auto bug = [&](const std::string& message) { return Fail(ErrorKind::kInternal, message, where); };
  if (!types.contains("record")) return bug("the select does not yield `record`");
  for (const auto& [name, type] : types) {
    if (name != "record" && name != "reject" && (name == "source" || table.Find(name) == nullptr)) {
      return bug(fmt::format("the select yields `{}`, which is no column of {}", name, table.name));
    }
  }

  std::string as_yielded = "coalesce(record::bigint, -1) as record";
  std::string values = "record";
  std::string usable = "true";
  std::string reason;
  if (types.contains("reject")) {
    as_yielded += ", reject as y_reject";
    values += ", y_reject";
    usable = "y_reject is null";
    reason = "when y_reject is not null then y_reject\n";
  }
  for (const SchemaColumn& column : table.columns) {
    if (column.name == "source") continue;
    const auto type = types.find(column.name);
    const std::string v = QuoteName(column.name);
    if (type == types.end()) {
      if (column.required)
        return bug(fmt::format("the select does not yield `{}`, which is never missing", column.name));
      values += fmt::format(", null::{} as {}", column.sql_type, v);
      continue;
    }
    const std::string y = QuoteName("y_" + column.name);
    as_yielded += fmt::format(", {} as {}", v, y);
    const ColumnSql sql = column.economy ? EconomySql(column, y, v)
                          : column.sql_type == "DOUBLE" || IsWhole(column.sql_type)
                              ? NumberSql(column, type->second, y, v)
                              : OtherSql(column, type->second, y, v);
    values += fmt::format(", {}, {} as {}", y, sql.value, v);
    if (!sql.usable.empty()) usable += " and " + sql.usable;
    for (const Rule& rule : sql.rules) {
      reason += fmt::format("when {} then reject({}, {}, {})\n", rule.broken, QuoteText(column.name), y, rule.reason);
    }
  }
  const std::string rows = fmt::format("(select {} from (select {} from ({}\n)))", values, as_yielded, select);
  std::string columns = "record";
  for (const SchemaColumn& column : table.columns) {
    if (column.name != "source") columns += ", " + QuoteName(column.name);
  }
  FillingSql filling;
  filling.checked =
      fmt::format("select {}, {} as key_hash, {} as usable from {}", columns, KeyHash(table), usable, rows);
  // With no rule at all nothing can be unusable, and CASE needs a branch.
  if (reason.empty()) reason = "when false then reject('', '', '')\n";
  filling.rejects = fmt::format(
      "select record, r.\"column\" as \"column\", r.found as found, coalesce(r.reason, 'not usable') as reason from "
      "(select record, case {} end as r from {} where not ({}))",
      reason, rows, usable);
  return filling;
}

}  // namespace tenon::store
