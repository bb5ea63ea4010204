#ifndef TENON_PLAN_MIP_H_
#define TENON_PLAN_MIP_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tenon/error.h"
#include "tenon/job.h"

namespace tenon::plan {

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();

enum class ColumnKind { kContinuous, kInteger };

/// A linear model as data: maximise objective' x where lower <= A x <= upper and every column stands within its bounds.
struct MipModel {
  struct Column {
    double objective = 0;
    double lower = 0, upper = 1;
    ColumnKind kind = ColumnKind::kInteger;
  };
  struct Row {
    double lower = -kInfinity, upper = kInfinity;
    std::string condition;  ///< in the user's words, e.g. "budget of 2027"; empty: part of the model, never blamed
  };
  struct Term {
    std::int32_t column = 0;
    double coefficient = 0;
  };

  std::vector<Column> columns;
  std::vector<Row> rows;
  std::vector<std::int64_t> row_start = {0};  ///< terms of row r: terms[row_start[r] .. row_start[r + 1])
  std::vector<Term> terms;

  std::int32_t AddColumn(const Column& column);
  /// REQUIRES    terms name columns that are there, each once.
  std::int32_t AddRow(const Row& row, std::span<const Term> row_terms);
};

struct MipOptions {
  double relative_gap = 1e-6;      ///< proven: (bound - value) / max(1e-9, |value|) at which the search may end
  double time_limit_seconds = 60;  ///< where it strikes, the answer depends on the machine; the status says so
  int threads = 1;
  std::uint32_t seed = 1;
  std::vector<double> start;  ///< a solution to begin with, one value a column; empty: none
};

enum class MipStatus {
  kOptimal,     ///< within relative_gap, proven
  kTimeLimit,   ///< the best found until then, with its proven bound
  kInfeasible,  ///< no solution; `values` is empty
};
/// "optimal", "time_limit", "infeasible"
std::string_view ToString(MipStatus status);

struct MipSolution {
  MipStatus status = MipStatus::kInfeasible;
  std::vector<double> values;     ///< one a column; integer ones are whole numbers; empty: none was found
  std::optional<double> value;    ///< objective of `values`; missing: none was found
  double bound = kInfinity;       ///< no solution is worth more; -infinity where there is none
  std::optional<double> gap;      ///< (bound - value) / max(1e-9, |value|)
  std::vector<double> row_duals;  ///< of a model without integer columns: what one more unit of a row's side is worth
};

/// Solves a model with HiGHS, behind the one door of this project to a solver.
///
/// Errors      InvalidArgument: a bound or coefficient that is no number, a lower bound above its upper one, `start` of
///             another length; Infeasible is a status, not an error; NotConverged: unbounded, or the solver gave up;
///             Cancelled.
/// Threads     the same answer for the same seed and thread count, unless the time limit strikes.
Result<MipSolution> SolveMip(const MipModel& model, const MipOptions& options = {}, const Job& job = {});

/// A smallest set of conditions that cannot hold together: with any one of them dropped, the others can.
/// Rows that share a condition count as one.
///
/// Shape       the conditions in the model's order; empty: the model has a solution, or it is no condition's fault.
/// Errors      as SolveMip; NotConverged: a test of a subset met the time limit (it applies to each).
/// Complexity  about k log n solves, k of n conditions in conflict (deletion filter, blocks first: Chinneck & Dravnieks
///             1991).
Result<std::vector<std::string>> FindConflict(const MipModel& model, const MipOptions& options = {},
                                              const Job& job = {});

/// What to tell of a model without a solution: Infeasible with the conditions of FindConflict, or why they are not
/// known.
Error ExplainInfeasible(const MipModel& model, const MipOptions& options, const Job& job);

}  // namespace tenon::plan

#endif  // TENON_PLAN_MIP_H_
