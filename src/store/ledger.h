#ifndef TENON_STORE_LEDGER_H_
#define TENON_STORE_LEDGER_H_

#include <array>
#include <cstdint>
#include <mutex>
#include <span>
#include <vector>

#include "store/database.h"
#include "tenon/error.h"

namespace tenon::store {

/// Hashes of the keys of many rows, to find out cheaply whether all are different: 8 bytes a row, and no order.
class KeyHashes {
 public:
  void Add(std::uint64_t hash) { parts_[hash >> 56].push_back(hash); }
  /// The hashes that stand more than once in all of these together, ascending.
  /// Complexity  O(n), one small table at a time.
  static std::vector<std::uint64_t> Repeated(std::span<const KeyHashes* const> all);

 private:
  std::array<std::vector<std::uint64_t>, 256> parts_;
};

/// The books of one filling: every record that was read must end as a row or as a reject.
struct Account {
  std::int64_t kept = 0;
  std::int64_t rejected = 0;
  std::int64_t records = 0;         ///< different records seen
  std::int64_t seen_again = 0;      ///< rows of records that had been seen before
  KeyHashes keys;                   ///< of the rows kept
  std::vector<std::uint64_t> seen;  ///< one bit a record
};

/// Adds to SQL
///   keep(record BIGINT, key_hash UBIGINT, usable BOOLEAN)  usable; writes it down in the open account
///   is_repeated(key_hash UBIGINT)                          stands in `repeated`
/// keep() must be the only condition of its WHERE: it counts every row once.
/// REQUIRES  outlives the statements that use it.
class Ledger {
 public:
  Status AddTo(Database& database);
  void Open(Account& account) { account_ = &account; }
  void Enter(std::int64_t record, std::uint64_t key_hash, bool usable);
  bool IsRepeated(std::uint64_t key_hash) const;

  std::vector<std::uint64_t> repeated;  ///< ascending
  std::mutex mutex;

 private:
  Account* account_ = nullptr;
};

}  // namespace tenon::store

#endif  // TENON_STORE_LEDGER_H_
