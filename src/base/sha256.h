#ifndef TENON_BASE_SHA256_H_
#define TENON_BASE_SHA256_H_

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "tenon/error.h"

struct evp_md_ctx_st;

namespace tenon {

/// SHA-256 (FIPS 180-4) of bytes that arrive piece by piece.
class Sha256 {
 public:
  Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  ~Sha256();

  void Update(std::string_view bytes);
  /// 64 lower-case hex digits of everything so far. REQUIRES: called once, as the last.
  std::string Finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

std::string Sha256Of(std::string_view bytes);
/// Errors  InputOutput.
Result<std::string> Sha256OfFile(const std::filesystem::path& file);

}  // namespace tenon

#endif  // TENON_BASE_SHA256_H_
