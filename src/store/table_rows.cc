#include "store/table_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/nearest.h"
#include "store/database.h"

namespace tenon::store {

namespace {

Result<const SchemaColumn*> RequireColumn(const SchemaTable& table, const std::string& name) {
  const auto column = std::ranges::find(table.columns, name, &SchemaColumn::name);
  if (column != table.columns.end()) return &*column;
  std::vector<std::string> names;
  for (const SchemaColumn& known : table.columns) names.push_back(known.name);
  return Fail(ErrorKind::kInvalidArgument,
              fmt::format("table {} has no column '{}'{}", table.name, name, DidYouMean(name, names)));
}

/// Economies and dates are compared and shown as the text they print as; keys beyond 2^63 only fit a text.
bool IsShownAsText(const SchemaColumn& column) {
  constexpr std::string_view kValueTypes[] = {"BIGINT", "INTEGER", "SMALLINT", "DOUBLE", "BOOLEAN"};
  return std::ranges::find(kValueTypes, column.sql_type) == std::end(kValueTypes);
}

std::string Shown(const SchemaColumn& column) {
  const std::string name = QuoteName(column.name);
  return IsShownAsText(column) ? fmt::format("cast({} as varchar)", name) : name;
}

std::string_view Operator(Comparison comparison) {
  switch (comparison) {
    case Comparison::kEqual:
      return "=";
    case Comparison::kNotEqual:
      return "<>";
    case Comparison::kLess:
      return "<";
    case Comparison::kLessOrEqual:
      return "<=";
    case Comparison::kGreater:
      return ">";
    case Comparison::kGreaterOrEqual:
      return ">=";
    case Comparison::kContains:
    case Comparison::kMissing:
    case Comparison::kPresent:
      break;
  }
  return "";
}

std::string Condition(const SchemaColumn& column, const RowFilter& filter) {
  switch (filter.comparison) {
    case Comparison::kMissing:
      return QuoteName(column.name) + " is null";
    case Comparison::kPresent:
      return QuoteName(column.name) + " is not null";
    case Comparison::kContains:
      return fmt::format("contains(lower(cast({} as varchar)), lower({}))", QuoteName(column.name),
                         QuoteText(filter.value));
    default:
      break;
  }
  const std::string value = QuoteText(filter.value);
  return fmt::format("{} {} {}", Shown(column), Operator(filter.comparison),
                     IsShownAsText(column) ? value : fmt::format("cast({} as {})", value, column.sql_type));
}

/// After the columns asked for, all others: rows that are still equal then are the same row, so pages never overlap.
Result<std::string> Order(const SchemaTable& table, const RowsQuestion& question) {
  if (question.sort.empty()) return std::string();
  std::string order;
  for (const SortColumn& sort : question.sort) {
    TENON_ASSIGN(const SchemaColumn* column, RequireColumn(table, sort.column));
    order += fmt::format("{}{}{} nulls last", order.empty() ? " order by " : ", ", Shown(*column),
                         sort.order == SortOrder::kDescending ? " desc" : "");
  }
  for (const SchemaColumn& column : table.columns) order += fmt::format(", {} nulls last", QuoteName(column.name));
  return order;
}

}  // namespace

Result<RowsStatements> StatementsFor(const SchemaTable& table, const RowsQuestion& question) {
  std::string columns;
  const auto add = [&](const SchemaColumn& column) {
    columns += fmt::format("{}{} as {}", columns.empty() ? "" : ", ", Shown(column), QuoteName(column.name));
  };
  for (const std::string& name : question.columns) {
    TENON_ASSIGN(const SchemaColumn* column, RequireColumn(table, name));
    add(*column);
  }
  if (question.columns.empty()) std::ranges::for_each(table.columns, add);
  std::string from = " from " + QuoteName(table.name);
  bool first = true;
  for (const RowFilter& filter : question.filters) {
    TENON_ASSIGN(const SchemaColumn* column, RequireColumn(table, filter.column));
    from += fmt::format(" {} {}", std::exchange(first, false) ? "where" : "and", Condition(*column, filter));
  }
  TENON_ASSIGN(const std::string order, Order(table, question));
  return RowsStatements{
      fmt::format("select {}{}{} limit {} offset {}", columns, from, order, question.limit, question.first),
      "select count(*)" + from};
}

}  // namespace tenon::store
