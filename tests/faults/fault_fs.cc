// A file system that fails: preloaded into a program, it makes one call below a folder fail, so that a test can let
// every call fail in turn. The program itself, and DuckDB inside it, know nothing of it.
//
//   FAULT_BELOW   the folder; calls on other files are not touched and not counted
//   FAULT_AT      the number of the call that fails, from 1; 0: none
//   FAULT_AS      ENOSPC, EDQUOT, EIO, or "short": a write takes half of its bytes, as the system may at any time
//   FAULT_LASTS   "once", or "on": every later call fails too, as on a disk that is and stays full (closing and
//   removing
//                 work there)
//   FAULT_LOG     a file that gets one line a counted call: its name and the path
//
// Only calls that go through the dynamic linker are seen: not those that glibc makes to itself (fopen, opendir).

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

struct Plan {
  std::string below, as;
  long at = 0;
  bool lasts = false;
  int log = -1;
};

std::string Setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

const Plan& ThePlan() {
  static const Plan plan = [] {
    Plan made{.below = Setting("FAULT_BELOW"), .as = Setting("FAULT_AS")};
    made.at = std::atol(Setting("FAULT_AT").c_str());
    made.lasts = Setting("FAULT_LASTS") == "on";
    if (const std::string log = Setting("FAULT_LOG"); !log.empty()) {
      made.log = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600));
    }
    return made;
  }();
  return plan;
}

template <class Function>
Function* Real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

std::string PathOf(int descriptor) {
  char path[PATH_MAX];
  const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
  const ssize_t size = ::readlink(link.c_str(), path, sizeof path);
  return size < 0 ? std::string() : std::string(path, static_cast<std::size_t>(size));
}

std::string PathOf(int folder, const char* path) {
  if (path[0] == '/') return path;
  char here[PATH_MAX];
  if (folder == AT_FDCWD) return (::getcwd(here, sizeof here) == nullptr ? "" : std::string(here)) + "/" + path;
  return PathOf(folder) + "/" + path;
}

enum class Fate { kReal, kFails, kShort };
enum class Kind { kNeedsRoom, kWrites, kNeedsNone };

/// Counts the call, and says what becomes of it; errno is set for kFails.
Fate Decide(const char* call, const std::string& path, Kind kind) {
  static std::atomic<long> calls = 0;
  const int before = errno;
  const Plan& plan = ThePlan();
  if (plan.below.empty() || !path.starts_with(plan.below)) return Fate::kReal;
  const long number = ++calls;
  if (plan.log >= 0) {
    const std::string line = std::string(call) + " " + path + "\n";
    (void)::syscall(SYS_write, plan.log, line.data(), line.size());
  }
  errno = before;
  const bool later = plan.lasts && number > plan.at && kind != Kind::kNeedsNone;
  if (plan.at == 0 || (number != plan.at && !later)) return Fate::kReal;
  if (plan.as == "short") return kind == Kind::kWrites ? Fate::kShort : Fate::kReal;
  errno = plan.as == "ENOSPC" ? ENOSPC : plan.as == "EDQUOT" ? EDQUOT : EIO;
  return Fate::kFails;
}

int Open(const char* name, int folder, const char* path, int flags, unsigned mode) {
  const Kind kind = (flags & O_CREAT) != 0 ? Kind::kNeedsRoom : Kind::kNeedsNone;
  if (Decide("open", PathOf(folder, path), kind) == Fate::kFails) return -1;
  return Real<int(int, const char*, int, ...)>(name)(folder, path, flags, mode);
}

ssize_t Write(int descriptor, const void* bytes, std::size_t size) {
  const Fate fate = Decide("write", PathOf(descriptor), Kind::kWrites);
  if (fate == Fate::kFails) return -1;
  static auto* real = Real<ssize_t(int, const void*, std::size_t)>("write");
  return real(descriptor, bytes, fate == Fate::kShort ? (size + 1) / 2 : size);
}

ssize_t WriteAt(int descriptor, const void* bytes, std::size_t size, off_t offset) {
  const Fate fate = Decide("pwrite", PathOf(descriptor), Kind::kWrites);
  if (fate == Fate::kFails) return -1;
  static auto* real = Real<ssize_t(int, const void*, std::size_t, off_t)>("pwrite");
  return real(descriptor, bytes, fate == Fate::kShort ? (size + 1) / 2 : size, offset);
}

/// Calls on a descriptor without more to them.
template <class... More>
int OnDescriptor(const char* name, Kind kind, int descriptor, More... more) {
  if (Decide(name, PathOf(descriptor), kind) == Fate::kFails) return -1;
  return Real<int(int, More...)>(name)(descriptor, more...);
}

template <class... More>
int OnPath(const char* name, Kind kind, const char* path, More... more) {
  if (Decide(name, PathOf(AT_FDCWD, path), kind) == Fate::kFails) return -1;
  return Real<int(const char*, More...)>(name)(path, more...);
}

/// The mode stands behind the flags only where a file may be made.
unsigned ModeOf(int flags, std::va_list more) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, unsigned) : 0;
}

}  // namespace

extern "C" {

#define TENON_FAULT_OPEN(name, at_name)                       \
  int name(const char* path, int flags, ...) {                \
    std::va_list more;                                        \
    va_start(more, flags);                                    \
    const unsigned mode = ModeOf(flags, more);                \
    va_end(more);                                             \
    return Open("openat", AT_FDCWD, path, flags, mode);       \
  }                                                           \
  int at_name(int folder, const char* path, int flags, ...) { \
    std::va_list more;                                        \
    va_start(more, flags);                                    \
    const unsigned mode = ModeOf(flags, more);                \
    va_end(more);                                             \
    return Open("openat", folder, path, flags, mode);         \
  }
TENON_FAULT_OPEN(open, openat)
TENON_FAULT_OPEN(open64, openat64)
#undef TENON_FAULT_OPEN

ssize_t write(int descriptor, const void* bytes, std::size_t size) { return Write(descriptor, bytes, size); }
ssize_t pwrite(int descriptor, const void* bytes, std::size_t size, off_t offset) {
  return WriteAt(descriptor, bytes, size, offset);
}
ssize_t pwrite64(int descriptor, const void* bytes, std::size_t size, off64_t offset) {
  return WriteAt(descriptor, bytes, size, offset);
}

int fsync(int descriptor) { return OnDescriptor("fsync", Kind::kNeedsRoom, descriptor); }
int fdatasync(int descriptor) { return OnDescriptor("fdatasync", Kind::kNeedsRoom, descriptor); }
int ftruncate(int descriptor, off_t size) noexcept {
  return OnDescriptor("ftruncate", Kind::kNeedsRoom, descriptor, size);
}
int ftruncate64(int descriptor, off64_t size) noexcept {
  return OnDescriptor("ftruncate", Kind::kNeedsRoom, descriptor, size);
}

// Closed in any case, as Linux does. Only what was written can be lost by it.
int close(int descriptor) {
  static auto* real = Real<int(int)>("close");
  const bool writes = (::fcntl(descriptor, F_GETFL) & O_ACCMODE) != O_RDONLY;
  const Fate fate = writes ? Decide("close", PathOf(descriptor), Kind::kNeedsNone) : Fate::kReal;
  const int code = errno;
  const int closed = real(descriptor);
  if (fate != Fate::kFails) return closed;
  errno = code;
  return -1;
}

int rename(const char* from, const char* to) noexcept {
  if (Decide("rename", PathOf(AT_FDCWD, to), Kind::kNeedsRoom) == Fate::kFails) return -1;
  return Real<int(const char*, const char*)>("rename")(from, to);
}
int mkdir(const char* path, mode_t mode) noexcept { return OnPath("mkdir", Kind::kNeedsRoom, path, mode); }
int unlink(const char* path) noexcept { return OnPath("unlink", Kind::kNeedsNone, path); }
int rmdir(const char* path) noexcept { return OnPath("rmdir", Kind::kNeedsNone, path); }
int remove(const char* path) noexcept { return OnPath("remove", Kind::kNeedsNone, path); }
int unlinkat(int folder, const char* path, int flags) noexcept {
  if (Decide("unlink", PathOf(folder, path), Kind::kNeedsNone) == Fate::kFails) return -1;
  return Real<int(int, const char*, int)>("unlinkat")(folder, path, flags);
}

}  // extern "C"
