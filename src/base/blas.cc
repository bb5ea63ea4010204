#include "base/blas.h"

extern "C" void openblas_set_num_threads(int num_threads);

namespace tenon {

std::unique_lock<std::mutex> BlasAlone() {
  static std::mutex mutex;
  static const bool one_thread = (openblas_set_num_threads(1), true);
  static_cast<void>(one_thread);
  return std::unique_lock(mutex);
}

}  // namespace tenon
