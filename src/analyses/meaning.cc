#include "analyses/meaning.h"

#include <string>
#include <string_view>

#include "analyses/matching.h"

namespace tenon::analyses {

Result<std::optional<Meaning>> Meaning::Open(const Question& question, index::Collection collection) {
  TENON_ASSIGN(auto model, index::SentenceModel::Find(question.snapshot.folder()));
  if (!model) return std::nullopt;
  TENON_ASSIGN(index::VectorFile file, index::OpenVectorIndex(question.snapshot, *model, collection, question.job));
  return Meaning(*std::move(model), std::move(file));
}

std::vector<float> Meaning::VectorsOf(std::span<const Sought> sought) const {
  std::vector<std::string> texts;
  texts.reserve(sought.size());
  for (const Sought& each : sought) texts.push_back(each.title + " " + each.text);
  return model_.Encode(std::vector<std::string_view>(texts.begin(), texts.end()));
}

SourceUse Meaning::Use() const {
  const index::KnownModel& model = model_.model();
  SourceUse use;
  use.source = model.name;
  use.load = "sha256:" + std::string(model.sha256);
  use.licence = model.licence;
  use.credit = "sentence encoder of " + std::string(model.requirement);
  return use;
}

}  // namespace tenon::analyses
