#include "analyses/record_indicators.h"

#include <cstddef>
#include <set>
#include <string>
#include <utility>

#include "analyses/chain_file.h"

namespace tenon::analyses {
namespace {

/// The class above: by the scheme's list; of a subgroup it does not know (CPC has more than IPC) its main group, then
/// its subclass. CPC is read as IPC, from which it was made: classes that both have bear one symbol.
std::string ClassAbove(const std::string& code, const ParentOf& parent_of) {
  if (std::string parent = parent_of("IPC", code); !parent.empty()) return parent;
  const auto slash = code.find('/'), blank = code.find(' ');
  if (slash != std::string::npos && code.substr(slash) != "/00") return code.substr(0, slash) + "/00";
  return blank != std::string::npos ? code.substr(0, blank) : std::string();
}

/// Which classes of the chain lie at or above those that patents bear.
Result<Table> ClassItems(store::Snapshot& snapshot, const std::set<std::string>& items, const ParentOf& parent_of,
                         const Job& job) {
  Table table{"class_item",
              {{"scheme", ValueType::kText, ""}, {"code", ValueType::kText, ""}, {"item", ValueType::kText, ""}},
              {}};
  TENON_ASSIGN(const Table classes, snapshot.Ask("patent_classes", {}, job));
  for (const auto& row : classes.rows) {
    const std::string scheme = TextOr(row[0]);
    if (scheme != "IPC" && scheme != "CPC") continue;
    for (std::string code = TextOr(row[1]); !code.empty(); code = ClassAbove(code, parent_of)) {
      if (items.contains(code)) table.rows.push_back({scheme, row[1], code});
    }
  }
  return table;
}

}  // namespace

Result<RecordCounts> ProvideRecordIndicators(store::Snapshot& snapshot, const chain::Chain& chain,
                                             const ParentOf& parent_of, const Job& job) {
  std::set<std::string> classes;
  for (const auto& segment : chain.segments) {
    for (const auto& code : segment.codes) {
      if (code.scheme == "IPC") classes.insert(code.code);
    }
  }
  TENON_CHECK(ProvideChainCodes(snapshot, chain));
  TENON_ASSIGN(const Table items, ClassItems(snapshot, classes, parent_of, job));
  TENON_CHECK(snapshot.Provide(items));
  TENON_ASSIGN(Table records, snapshot.Ask("work_indicators", {}, job));
  TENON_ASSIGN(Table patents, snapshot.Ask("patent_indicators", {}, job));
  for (auto& row : patents.rows) records.rows.push_back(std::move(row));
  RecordCounts counts;
  for (std::size_t row = 0; row < records.rows.size(); ++row) {
    const std::string indicator = TextOr(records.At(row, "indicator"));
    if (TextOr(records.At(row, "item")) != "ALL" || (indicator != "works" && indicator != "patents")) continue;
    counts[{TextOr(records.At(row, "table_name")), TextOr(records.At(row, "source"))}] +=
        RealOr(records.At(row, "value"), 0);
  }
  records.name = "record_indicator";
  TENON_CHECK(snapshot.Provide(records));
  return counts;
}

}  // namespace tenon::analyses
