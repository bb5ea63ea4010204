#ifndef TENON_ANALYSES_WATCH_ROWS_H_
#define TENON_ANALYSES_WATCH_ROWS_H_

#include <cstddef>
#include <set>

#include "analyses/assessment.h"
#include "tenon/spec.h"
#include "tenon/table.h"

namespace tenon::analyses {

/// The rows behind a change: amounts that two looks at one chain do not share.
ResultTable ChangedRowsSpec();
/// `changed`: segments whose rows are listed; rows that several of them rest on are listed once, at the first.
void FillChangedRows(const Assessment& before, const Assessment& after, const std::set<std::size_t>& changed,
                     Table& table);

/// Control entries that came, went, or apply where they did not.
ResultTable ChangedControlsSpec();
void FillChangedControls(const Assessment& before, const Assessment& after, Table& table);

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_WATCH_ROWS_H_
