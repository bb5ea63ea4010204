#ifndef TENON_ENGINE_STATE_H_
#define TENON_ENGINE_STATE_H_

#include <string>

#include "sources/source.h"
#include "store/snapshot.h"
#include "store/workspace.h"
#include "tenon/engine.h"

namespace tenon {

/// What an Engine keeps: its options. Every question opens the newest snapshot, so that it sees the last load.
struct Engine::State {
  EngineOptions options;

  Result<store::Workspace> OpenWorkspace(store::Workspace::Mode mode) const;
  Result<store::Snapshot> OpenSnapshot() const;
  /// The workspace's snapshot where there is a workspace, else the built-in tables alone.
  Result<store::Snapshot> SnapshotOrBuiltIn() const;
};

/// Errors  InvalidArgument with the nearest names.
Result<const sources::Source*> RequireSource(std::string_view name);
/// "manifest-000007.json sha256:..."
std::string SnapshotName(const store::Manifest& manifest);
/// An answer that is no analysis, with its receipt. `snapshot`: nullptr where none was read.
Answer MakeAnswer(std::string name, const store::Snapshot* snapshot);

}  // namespace tenon

#endif  // TENON_ENGINE_STATE_H_
