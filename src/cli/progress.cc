#include "cli/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace tenon::cli {

std::string AmountText(double amount, const std::string& unit) {
  const bool bytes = unit == "bytes";
  const char* prefix = amount >= 1e9 ? "G" : amount >= 1e6 ? "M" : amount >= 1e3 ? "k" : "";
  const double scale = amount >= 1e9 ? 1e9 : amount >= 1e6 ? 1e6 : amount >= 1e3 ? 1e3 : 1;
  if (scale == 1) return fmt::format("{:.0f} {}", amount, bytes ? "B" : unit);
  return bytes ? fmt::format("{:.1f} {}B", amount / scale, prefix)
               : fmt::format("{:.1f} {} {}", amount / scale, prefix, unit);
}

std::string DurationText(double seconds) {
  const auto whole = static_cast<long>(std::ceil(seconds));
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

void ProgressPrinter::Show(const Progress& progress) {
  if (form_ == ProgressForm::kNone) return;
  const Clock::time_point now = Clock::now();
  const bool new_stage = progress.stage != stage_;
  if (new_stage) {
    stage_ = progress.stage;
    stage_began_ = now;
  }
  const auto pause = form_ == ProgressForm::kBar ? std::chrono::milliseconds(100) : std::chrono::milliseconds(10'000);
  if (!new_stage && now - last_shown_ < pause) return;
  last_shown_ = now;

  const double seconds = std::chrono::duration<double>(now - stage_began_).count();
  const double rate = seconds > 0.2 ? progress.done / seconds : 0;
  std::string text = stage_;
  if (progress.total > 0) {
    const double share = std::clamp(progress.done / progress.total, 0.0, 1.0);
    if (form_ == ProgressForm::kBar) {
      const auto full = static_cast<std::size_t>(share * 24);
      text += " [" + std::string(full, '#') + std::string(24 - full, '.') + "]";
    }
    text += fmt::format(" {:3.0f} %", share * 100);
    // Before a hundredth is done the time left is a guess of hours.
    if (rate > 0 && share >= 0.01 && share < 1) {
      text += fmt::format(", {}/s, {} left", AmountText(rate, progress.unit),
                          DurationText((progress.total - progress.done) / rate));
    }
  } else if (progress.done > 0) {
    text += fmt::format(" {}", AmountText(progress.done, progress.unit));
  }
  if (form_ == ProgressForm::kBar) {
    fmt::print(stderr, "\r\033[K{}", text);
    std::fflush(stderr);
    on_screen_ = true;
  } else {
    fmt::print(stderr, "{}\n", text);
  }
}

void ProgressPrinter::Clear() {
  if (on_screen_) fmt::print(stderr, "\r\033[K");
  on_screen_ = false;
}

}  // namespace tenon::cli
