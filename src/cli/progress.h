#ifndef TENON_CLI_PROGRESS_H_
#define TENON_CLI_PROGRESS_H_

#include <chrono>
#include <string>

#include "tenon/job.h"

namespace tenon::cli {

enum class ProgressForm {
  kNone,
  kBar,    ///< one line that is written over, for terminals
  kLines,  ///< a line when a stage begins and every ten seconds, for logs
};

/// Shows progress on standard error, with rate and time left.
class ProgressPrinter {
 public:
  explicit ProgressPrinter(ProgressForm form) : form_(form) {}
  ~ProgressPrinter() { Clear(); }
  ProgressPrinter(const ProgressPrinter&) = delete;
  ProgressPrinter& operator=(const ProgressPrinter&) = delete;

  void Show(const Progress& progress);
  /// Removes the bar, so that other output can be printed.
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;
  ProgressForm form_;
  std::string stage_;
  Clock::time_point stage_began_{};
  Clock::time_point last_shown_{};
  bool on_screen_ = false;
};

/// "12.3 MB", "1.2 M rows".
std::string AmountText(double amount, const std::string& unit);
/// "0:07", "2:01:00".
std::string DurationText(double seconds);

}  // namespace tenon::cli

#endif  // TENON_CLI_PROGRESS_H_
