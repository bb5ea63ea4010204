#ifndef TENON_BASE_BLAS_H_
#define TENON_BASE_BLAS_H_

#include <mutex>

namespace tenon {

/// To be held around every call of BLAS and LAPACK: OpenBLAS without threads of its own shares its buffers between
/// callers. One thread also where a build with threads is installed, so that no result depends on how many cores there
/// are.
std::unique_lock<std::mutex> BlasAlone();

}  // namespace tenon

#endif  // TENON_BASE_BLAS_H_
