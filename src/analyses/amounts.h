#ifndef TENON_ANALYSES_AMOUNTS_H_
#define TENON_ANALYSES_AMOUNTS_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analyses/evidence.h"
#include "econ/amount.h"

namespace tenon::analyses {

/// A measure by year and economy. Groups of economies are not in it, but for the source's own world total.
struct Series {
  struct Year {
    std::map<std::string, econ::Amount> economies;  ///< by alpha-3; no value: named, amount not known
    double residual = 0;                            ///< rows that name no economy
    econ::Amount world;                             ///< WLD as stated
  };
  std::map<int, Year> years;
  std::string unit;
};

/// Imports of one basis: who sells how much to whom.
using Imports = std::map<std::string, std::map<int, std::map<std::string, double>>>;  ///< importer, year, exporter

struct ChainAmounts {
  std::vector<Series> of_basis;  ///< by index into ChainEvidence::bases
  std::vector<Series> size;      ///< the whole of every economy for the same measure and source; empty where none
  std::vector<Series> stated;    ///< the source's own ALL, where `size` is the sum over items
  std::vector<Imports> imports;  ///< of bases of trade
  std::vector<std::string> warnings;
};

/// The input table `basis_code` of the queries on bases: which codes each basis rests on.
Table BasisCodes(const ChainEvidence& evidence);

/// Reads what a chain's evidence rows hold, with a handful of queries for all segments together.
/// `year`: nothing newer; missing: everything. `economy`: whose imports are kept for every year; "": nobody's.
/// Errors  those of Snapshot::Ask.
Result<ChainAmounts> ReadAmounts(store::Snapshot& snapshot, const ChainEvidence& evidence, const std::string& economy,
                                 std::optional<int> year, const Job& job);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_AMOUNTS_H_
