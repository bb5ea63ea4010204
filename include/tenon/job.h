#ifndef TENON_JOB_H_
#define TENON_JOB_H_

#include <functional>
#include <stop_token>
#include <string>

namespace tenon {

/// One report of progress on a long piece of work.
struct Progress {
  std::string stage;  ///< what is being done now, e.g. "oecd-btige: trade"
  double done = 0;    ///< in `unit`
  double total = 0;   ///< 0 where it is not known
  std::string unit;   ///< "bytes", "rows", "draws"
};

/// How the caller watches and stops a piece of work. The library calls `report` from one thread at a time.
struct Job {
  std::function<void(const Progress&)> report = [](const Progress&) {};
  std::stop_token stop;
  bool cancelled() const { return stop.stop_requested(); }
};

}  // namespace tenon

#endif  // TENON_JOB_H_
