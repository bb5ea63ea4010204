#include "sources/io_table/balance.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tenon::sources {

namespace {

constexpr double kSinglePrecision = 1e-6;

IndustrySums& At(TableSums& sums, std::int32_t industry) {
  const auto index = static_cast<std::size_t>(industry);
  if (sums.industries.size() <= index) sums.industries.resize(index + 1);
  return sums.industries[index];
}

std::vector<IndustrySums> Together(std::size_t size, std::span<const std::shared_ptr<TableSums>> parts) {
  std::vector<IndustrySums> whole(size);
  for (const auto& part : parts) {
    for (std::size_t i = 0; i < part->industries.size(); ++i) {
      const IndustrySums& from = part->industries[i];
      whole[i].row.Add(from.row);
      whole[i].column.Add(from.column);
      if (from.row_output) whole[i].row_output = from.row_output;
      if (from.column_output) whole[i].column_output = from.column_output;
    }
  }
  return whole;
}

/// One identity of one industry.
struct Comparison {
  std::size_t industry = 0;
  double sum = 0, output = 0, allowed = 0;
  double residual() const { return output - sum; }
};

Comparison Compare(std::size_t industry, const RoundedSum& sum, const StatedNumber& output,
                   const std::optional<double>& tolerance) {
  const double size = std::abs(output.value);
  const double allowed =
      tolerance ? *tolerance * size : std::max(sum.Rounding() + output.half_unit, kSinglePrecision * size);
  return {industry, sum.value, output.value, allowed};
}

/// Every industry that misses by more than is allowed goes before every other; then the larger residual does.
bool Worse(const Comparison& a, const Comparison& b) {
  const bool a_beyond = std::abs(a.residual()) > a.allowed, b_beyond = std::abs(b.residual()) > b.allowed;
  return a_beyond != b_beyond ? a_beyond : std::abs(a.residual()) > std::abs(b.residual());
}

std::string NameOf(const Industries::Industry& industry) {
  return industry.economy.empty() ? industry.item : fmt::format("{} {}", industry.economy, industry.item);
}

}  // namespace

void RoundedSum::Add(const StatedNumber& number) {
  if (number.value == 0) {
    ++zeros;
    return;
  }
  value += number.value;
  half_units += number.half_unit;
  coarsest = std::max(coarsest, number.half_unit);
}

void RoundedSum::Add(const RoundedSum& other) {
  value += other.value;
  half_units += other.half_units;
  coarsest = std::max(coarsest, other.coarsest);
  zeros += other.zeros;
}

void Enter(const Label& row, const Label& column, const StatedNumber& number, ImportsSign imports, TableSums& sums) {
  if (row.role == Role::kIndustry) {
    IndustrySums& industry = At(sums, row.industry);
    if (column.role == Role::kOutput) {
      industry.row_output = number;
      return;
    }
    const bool less = column.role == Role::kImports && imports == ImportsSign::kPositive;
    industry.row.Add(StatedNumber{less ? -number.value : number.value, number.half_unit});
    sums.has_rows = true;
  }
  if (column.role != Role::kIndustry || row.role == Role::kSatellite) return;
  IndustrySums& industry = At(sums, column.industry);
  if (row.role == Role::kOutput) {
    industry.column_output = number;
    return;
  }
  industry.column.Add(number);
  sums.has_value_added = sums.has_value_added || row.role == Role::kValueAdded;
}

Result<Table> CheckBalance(const Industries& industries, std::span<const std::shared_ptr<TableSums>> parts,
                           const BalanceRule& rule, const std::string& name, const std::string& unit,
                           const std::string& file) {
  const std::vector<IndustrySums> sums = Together(industries.size(), parts);
  const auto any = [&](auto member) {
    return std::ranges::any_of(parts, [&](const auto& part) { return (*part).*member; });
  };
  const bool rows = any(&TableSums::has_rows), columns = rows && any(&TableSums::has_value_added);
  std::vector<Comparison> along_rows, along_columns;
  for (std::size_t i = 0; rows && i < sums.size(); ++i) {
    const IndustrySums& industry = sums[i];
    const auto& row_output = industry.row_output ? industry.row_output : industry.column_output;
    const auto& column_output = industry.column_output ? industry.column_output : industry.row_output;
    if (!row_output) {
      return Fail(ErrorKind::kSchemaMismatch,
                  fmt::format("no output is stated for industry {}: without it neither shares of inputs nor the sums "
                              "of the table can be checked",
                              NameOf(industries.At(i))),
                  file);
    }
    along_rows.push_back(Compare(i, industry.row, *row_output, rule.tolerance));
    if (columns) {
      along_columns.push_back(Compare(i, industry.column, *column_output, rule.tolerance));
    }
  }

  Table table{.name = "balance",
              .columns = {{"table", ValueType::kText, ""},
                          {"identity", ValueType::kText, ""},
                          {"industries", ValueType::kInteger, ""},
                          {"beyond", ValueType::kInteger, ""},
                          {"largest", ValueType::kReal, unit},
                          {"year", ValueType::kText, ""},
                          {"economy", ValueType::kText, ""},
                          {"item", ValueType::kText, ""},
                          {"sum", ValueType::kReal, unit},
                          {"output", ValueType::kReal, unit},
                          {"tolerance", ValueType::kText, ""}},
              .rows = {}};
  const std::string tolerance =
      rule.tolerance ? fmt::format("{} of output", *rule.tolerance)
                     : fmt::format("half a unit of the last digit for each cell, or {} of output", kSinglePrecision);
  std::string broken;
  const auto judge = [&](std::string identity, const std::vector<Comparison>& comparisons) {
    if (comparisons.empty()) {
      table.rows.push_back(
          {name, std::move(identity), std::int64_t{0}, std::int64_t{0}, {}, {}, {}, {}, {}, {}, tolerance});
      return;
    }
    const Comparison& worst = *std::ranges::min_element(comparisons, Worse);
    const auto beyond =
        std::ranges::count_if(comparisons, [](const Comparison& c) { return std::abs(c.residual()) > c.allowed; });
    const Industries::Industry& where = industries.At(worst.industry);
    if (beyond > 0) {
      broken += fmt::format(
          "{}{} of {} industries miss {} by more than the tolerance ({}), most of all {}: the sum is "
          "{:.10g}, output {:.10g}",
          broken.empty() ? "" : "; ", beyond, comparisons.size(), identity, tolerance, NameOf(where), worst.sum,
          worst.output);
    }
    table.rows.push_back({name, std::move(identity), static_cast<std::int64_t>(comparisons.size()),
                          static_cast<std::int64_t>(beyond), worst.residual(), where.year,
                          where.economy.empty() ? Value{} : Value{where.economy}, where.item, worst.sum, worst.output,
                          tolerance});
  };
  if (!rows) return table;
  judge("intermediate + final = output", along_rows);
  judge("inputs + value added + imports = output", along_columns);
  if (!broken.empty() && rule.imbalance == Imbalance::kRefuse) {
    return Fail(ErrorKind::kSchemaMismatch,
                broken + "; if the file is as it should be, load it with --allow-imbalance or a wider --tolerance",
                file);
  }
  return table;
}

}  // namespace tenon::sources
