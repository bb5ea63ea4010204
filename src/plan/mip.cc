#include "plan/mip.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <interfaces/highs_c_api.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <memory>
#include <set>
#include <string_view>

namespace tenon::plan {
namespace {

constexpr double kFeasibility = 1e-9;  // HiGHS's own is 1e-6: a budget of a million would be overspent by one

struct DestroyHighs {
  void operator()(void* highs) const { Highs_destroy(highs); }
};
using HighsHandle = std::unique_ptr<void, DestroyHighs>;

Status CheckModel(const MipModel& model, const MipOptions& options) {
  const auto bad = [](double lower, double upper) {
    return std::isnan(lower) || std::isnan(upper) || lower > upper || lower == kInfinity || upper == -kInfinity;
  };
  for (const MipModel::Column& column : model.columns) {
    if (bad(column.lower, column.upper) || !std::isfinite(column.objective)) {
      return Fail(ErrorKind::kInvalidArgument, fmt::format("a column of the model has bounds {} to {} and objective {}",
                                                           column.lower, column.upper, column.objective));
    }
  }
  for (const MipModel::Row& row : model.rows) {
    if (bad(row.lower, row.upper)) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("'{}' asks for at least {} and at most {}", row.condition, row.lower, row.upper));
    }
  }
  for (const MipModel::Term& term : model.terms) {
    if (!std::isfinite(term.coefficient) || term.column < 0 ||
        static_cast<std::size_t>(term.column) >= model.columns.size()) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("a coefficient of the model is {} (column {})", term.coefficient, term.column));
    }
  }
  if (!options.start.empty() && options.start.size() != model.columns.size()) {
    return Fail(ErrorKind::kInvalidArgument, "the solution to start from has another number of columns");
  }
  return {};
}

/// HiGHS's own words for a model.
struct Arrays {
  std::vector<double> objective, column_lower, column_upper, row_lower, row_upper, coefficient;
  std::vector<HighsInt> start, index, integrality;
};

Arrays ToArrays(const MipModel& model) {
  Arrays arrays;
  for (const MipModel::Column& column : model.columns) {
    arrays.objective.push_back(column.objective);
    arrays.column_lower.push_back(column.lower);
    arrays.column_upper.push_back(column.upper);
    arrays.integrality.push_back(column.kind == ColumnKind::kInteger ? 1 : 0);
  }
  for (const MipModel::Row& row : model.rows) {
    arrays.row_lower.push_back(row.lower);
    arrays.row_upper.push_back(row.upper);
  }
  for (std::size_t r = 0; r < model.rows.size(); ++r) {
    arrays.start.push_back(static_cast<HighsInt>(model.row_start[r]));
  }
  for (const MipModel::Term& term : model.terms) {
    arrays.index.push_back(term.column);
    arrays.coefficient.push_back(term.coefficient);
  }
  return arrays;
}

void Watch(int /*kind*/, const char* /*message*/, const HighsCallbackDataOut* out, HighsCallbackDataIn* in,
           void* context) {
  const Job& job = *static_cast<const Job*>(context);
  if (in != nullptr && job.cancelled()) in->user_interrupt = 1;
  if (out != nullptr && out->mip_node_count > 0) {
    job.report({.stage = "solving", .done = static_cast<double>(out->mip_node_count), .total = 0, .unit = "nodes"});
  }
}

Result<HighsHandle> Prepare(const MipModel& model, const MipOptions& options, const Job& job) {
  HighsHandle highs(Highs_create());
  void* h = highs.get();
  Highs_setBoolOptionValue(h, "output_flag", 0);
  Highs_setDoubleOptionValue(h, "mip_rel_gap", options.relative_gap);
  Highs_setDoubleOptionValue(h, "mip_abs_gap", 0);
  Highs_setDoubleOptionValue(h, "mip_feasibility_tolerance", kFeasibility);
  Highs_setDoubleOptionValue(h, "primal_feasibility_tolerance", kFeasibility);
  Highs_setDoubleOptionValue(h, "time_limit", options.time_limit_seconds);
  Highs_setIntOptionValue(h, "threads", options.threads);
  if (options.threads == 1) Highs_setStringOptionValue(h, "parallel", "off");
  Highs_setIntOptionValue(h, "random_seed", static_cast<HighsInt>(options.seed & 0x7FFFFFFFU));

  const Arrays arrays = ToArrays(model);
  if (Highs_passMip(h, static_cast<HighsInt>(model.columns.size()), static_cast<HighsInt>(model.rows.size()),
                    static_cast<HighsInt>(model.terms.size()), kHighsMatrixFormatRowwise, kHighsObjSenseMaximize, 0,
                    arrays.objective.data(), arrays.column_lower.data(), arrays.column_upper.data(),
                    arrays.row_lower.data(), arrays.row_upper.data(), arrays.start.data(), arrays.index.data(),
                    arrays.coefficient.data(), arrays.integrality.data()) == kHighsStatusError) {
    return Fail(ErrorKind::kInternal, "the solver refused the model");
  }
  if (!options.start.empty()) Highs_setSolution(h, options.start.data(), nullptr, nullptr, nullptr);
  Highs_setCallback(h, Watch, const_cast<Job*>(&job));
  Highs_startCallback(h, kHighsCallbackMipInterrupt);
  Highs_startCallback(h, kHighsCallbackSimplexInterrupt);
  return highs;
}

MipSolution ReadSolution(void* highs, const MipModel& model, MipStatus status) {
  MipSolution solution{.status = status, .values = {}, .value = {}, .bound = kInfinity, .gap = {}, .row_duals = {}};
  const bool integral = std::ranges::any_of(
      model.columns, [](const MipModel::Column& column) { return column.kind == ColumnKind::kInteger; });
  HighsInt primal = 0;
  Highs_getIntInfoValue(highs, "primal_solution_status", &primal);
  if (primal == kHighsSolutionStatusFeasible) {
    solution.values.resize(model.columns.size());
    solution.row_duals.resize(model.rows.size());
    Highs_getSolution(highs, solution.values.data(), nullptr, nullptr, solution.row_duals.data());
    if (integral) solution.row_duals.clear();
    double value = 0;
    for (std::size_t c = 0; c < model.columns.size(); ++c) {
      if (model.columns[c].kind == ColumnKind::kInteger) solution.values[c] = std::round(solution.values[c]);
      value += model.columns[c].objective * solution.values[c];
    }
    solution.value = value;
  }
  if (integral) {
    Highs_getDoubleInfoValue(highs, "mip_dual_bound", &solution.bound);
  } else if (status == MipStatus::kOptimal && solution.value) {
    solution.bound = *solution.value;
  }
  if (solution.value) {
    solution.bound = std::max(solution.bound, *solution.value);
    solution.gap = (solution.bound - *solution.value) / std::max(1e-9, std::abs(*solution.value));
  }
  return solution;
}

}  // namespace

std::int32_t MipModel::AddColumn(const Column& column) {
  columns.push_back(column);
  return static_cast<std::int32_t>(columns.size() - 1);
}

std::int32_t MipModel::AddRow(const Row& row, std::span<const Term> row_terms) {
  rows.push_back(row);
  terms.insert(terms.end(), row_terms.begin(), row_terms.end());
  row_start.push_back(static_cast<std::int64_t>(terms.size()));
  return static_cast<std::int32_t>(rows.size() - 1);
}

std::string_view ToString(MipStatus status) {
  switch (status) {
    case MipStatus::kOptimal:
      return "optimal";
    case MipStatus::kTimeLimit:
      return "time_limit";
    case MipStatus::kInfeasible:
      return "infeasible";
  }
  return "";
}

Result<MipSolution> SolveMip(const MipModel& model, const MipOptions& options, const Job& job) {
  TENON_CHECK(CheckModel(model, options));
  if (job.cancelled()) return Fail(ErrorKind::kCancelled, "stopped on request");
  TENON_ASSIGN(const HighsHandle highs, Prepare(model, options, job));
  if (Highs_run(highs.get()) == kHighsStatusError) return Fail(ErrorKind::kInternal, "the solver failed");
  switch (const HighsInt ended = Highs_getModelStatus(highs.get()); ended) {
    case kHighsModelStatusOptimal:
      return ReadSolution(highs.get(), model, MipStatus::kOptimal);
    case kHighsModelStatusModelEmpty:
      return MipSolution{
          .status = MipStatus::kOptimal, .values = {}, .value = 0, .bound = 0, .gap = 0, .row_duals = {}};
    case kHighsModelStatusTimeLimit:
      return ReadSolution(highs.get(), model, MipStatus::kTimeLimit);
    case kHighsModelStatusInfeasible:
      return MipSolution{
          .status = MipStatus::kInfeasible, .values = {}, .value = {}, .bound = -kInfinity, .gap = {}, .row_duals = {}};
    case kHighsModelStatusInterrupt:
      return Fail(ErrorKind::kCancelled, "stopped on request");
    case kHighsModelStatusUnbounded:
    case kHighsModelStatusUnboundedOrInfeasible:
      return Fail(ErrorKind::kNotConverged, "the model has no best solution: its value can grow without end");
    default:
      return Fail(ErrorKind::kNotConverged, fmt::format("the solver gave up (its status {})", ended));
  }
}

Result<std::vector<std::string>> FindConflict(const MipModel& model, const MipOptions& options, const Job& job) {
  std::vector<std::string> conditions;
  std::set<std::string_view> known;
  for (const MipModel::Row& row : model.rows) {
    if (!row.condition.empty() && known.insert(row.condition).second) conditions.push_back(row.condition);
  }
  MipOptions asked = options;
  asked.start.clear();
  MipModel relaxed = model;
  for (MipModel::Column& column : relaxed.columns) column.objective = 0;
  // Is there a solution when only these conditions hold?
  const auto feasible = [&](const std::set<std::string_view>& kept) -> Result<bool> {
    MipModel trial = relaxed;
    for (MipModel::Row& row : trial.rows) {
      if (!row.condition.empty() && !kept.contains(row.condition)) row = {-kInfinity, kInfinity, row.condition};
    }
    TENON_ASSIGN(const MipSolution solution, SolveMip(trial, asked, job));
    if (solution.status == MipStatus::kTimeLimit && solution.values.empty()) {
      return Fail(ErrorKind::kNotConverged,
                  "the time ran out before the conflicting conditions were known; allow more time");
    }
    return solution.status != MipStatus::kInfeasible;
  };
  std::set<std::string_view> kept(conditions.begin(), conditions.end());
  TENON_ASSIGN(const bool whole, feasible(kept));
  if (whole) return std::vector<std::string>{};
  TENON_ASSIGN(const bool without, feasible({}));
  if (!without) return std::vector<std::string>{};
  // Whole blocks first: most conditions have no part in a conflict. The last round, of single ones, makes it minimal.
  for (std::size_t block = std::bit_floor(conditions.size()); block > 0; block /= 2) {
    const std::vector<std::string_view> left(kept.begin(), kept.end());
    for (std::size_t first = 0; first < left.size(); first += block) {
      std::set<std::string_view> fewer = kept;
      for (std::size_t k = first; k < std::min(left.size(), first + block); ++k) fewer.erase(left[k]);
      TENON_ASSIGN(const bool enough, feasible(fewer));
      if (!enough) kept = std::move(fewer);
    }
  }
  std::vector<std::string> conflict;
  std::ranges::copy_if(conditions, std::back_inserter(conflict),
                       [&](const std::string& condition) { return kept.contains(condition); });
  return conflict;
}

Error ExplainInfeasible(const MipModel& model, const MipOptions& options, const Job& job) {
  const auto conflict = FindConflict(model, options, job);
  if (!conflict) return conflict.error();
  if (conflict->empty()) return {ErrorKind::kInfeasible, "no choice satisfies all conditions", ""};
  return {ErrorKind::kInfeasible,
          fmt::format("these conditions cannot hold together (drop or loosen any one of them): {}",
                      fmt::join(*conflict, "; ")),
          ""};
}

}  // namespace tenon::plan
