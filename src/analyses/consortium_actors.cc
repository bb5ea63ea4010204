#include "analyses/consortium_actors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "analyses/code_match.h"

namespace tenon::analyses {
namespace {

constexpr std::array<std::string_view, 6> kFirm = {"firm", "company", "enterprise", "business", "企业", "公司"};
constexpr std::array<std::string_view, 3> kEvidenceSchemes = {"OPENALEX-TOPIC", "IPC", "ETO-INPUT"};

/// Lower case, one blank between words.
std::string Folded(std::string_view text) {
  std::string folded;
  for (const char c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      if (!folded.empty() && folded.back() != ' ') folded += ' ';
    } else {
      folded += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  if (folded.ends_with(' ')) folded.pop_back();
  return folded;
}

std::string Named(const Table& rows, std::size_t row) {
  return fmt::format("actor '{}' (source {})", TextOr(rows.At(row, "actor")), TextOr(rows.At(row, "source")));
}

Status CheckRange(const Table& rows, std::size_t row, const char* column, double highest) {
  const Value& cell = rows.At(row, column);
  const double value = RealOr(cell, 0);
  if (IsMissing(cell) || (value >= 0 && value <= highest)) return {};
  return Fail(
      ErrorKind::kInvalidArgument,
      fmt::format("{}: {} is {}; allowed is {}; correct the file and load it again with --replace", Named(rows, row),
                  column, value, std::isfinite(highest) ? fmt::format("0 to {}", highest) : "0 or more"));
}

/// Finds which texts of `actor_capability` mean a needed capability.
class CapabilityMatcher {
 public:
  explicit CapabilityMatcher(const store::Classifications& classifications) : classifications_(classifications) {}

  bool Means(const std::string& text, const CapabilityCode& needed) const {
    const CapabilityCode given = ParseCapability(text);
    const std::string folded = Folded(text);
    if (folded == Folded(needed.code) || folded == Folded(needed.scheme + ":" + needed.code)) return true;
    if (!given.scheme.empty() && !needed.scheme.empty() && Folded(given.scheme) != Folded(needed.scheme)) return false;
    if (Folded(given.code) == Folded(needed.code)) return true;
    if (needed.scheme.empty() || !classifications_.Knows(needed.scheme)) return false;
    return StepsBelow(needed.scheme, given.code, needed.code,
                      [&](std::string_view scheme, std::string_view code) {
                        const auto entry = classifications_.Find(scheme, code);
                        return entry ? std::string(entry->parent) : std::string();
                      })
        .has_value();
  }

 private:
  const store::Classifications& classifications_;
};

/// True if the name stands in the text, not inside a longer word of Latin letters.
bool Mentions(const std::string& text, const std::string& name) {
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || !is_word(text[at - 1]) || !is_word(name.front())) &&
        (end == text.size() || !is_word(text[end]) || !is_word(name.back()))) {
      return true;
    }
  }
  return false;
}

/// What is needed, in the words of `actor_capability`. Of a segment every text that names it or one of its codes is a
/// capability of its own; of a need without codes every one that its text mentions.
Result<std::vector<NeededCapability>> InTheirWords(const Needed& needed, const std::vector<std::string>& texts,
                                                   const CapabilityMatcher& matcher, std::vector<std::string>& notes) {
  std::vector<NeededCapability> found;
  const std::string known = fmt::format(
      "{}{}", fmt::join(texts.begin(), texts.begin() + std::min<std::ptrdiff_t>(10, std::ssize(texts)), ", "),
      texts.size() > 10 ? " ..." : "");
  if (needed.capabilities.empty()) {
    const std::string folded = Folded(needed.text);
    for (const std::string& text : texts) {
      if (Mentions(folded, Folded(text))) found.push_back({.name = text, .segment = "", .codes = {{"", text}}});
    }
    if (found.empty()) {
      return Fail(
          ErrorKind::kNotFound,
          fmt::format("the need has no codes, and its text names none of the capabilities that actors have: {}", known),
          "--need");
    }
    notes.push_back("the need has no codes: what it needs are the capabilities that its text names");
    return found;
  }
  for (const NeededCapability& capability : needed.capabilities) {
    if (capability.segment.empty()) {
      found.push_back(capability);
      continue;
    }
    const std::size_t before = found.size();
    for (const std::string& text : texts) {
      if (std::ranges::any_of(capability.codes, [&](const auto& code) { return matcher.Means(text, code); })) {
        found.push_back({.name = text, .segment = capability.segment, .codes = {{"", text}}});
      }
    }
    if (found.size() > before) continue;
    return Fail(ErrorKind::kNotFound,
                fmt::format("nobody in actor_capability has the segment '{}' or one of its codes; there are: {}",
                            capability.segment, known),
                "--segment");
  }
  return found;
}

/// Joins actors by id and skills by pair, whatever the order they come in.
class Gathering {
 public:
  std::int32_t Actor(const std::string& id) {
    const auto [at, is_new] = place_.emplace(id, static_cast<std::int32_t>(found_.actors.size()));
    if (is_new) found_.actors.push_back({.id = id, .name = id, .kind = "", .economy = "", .region = "", .cost = {}});
    return at->second;
  }

  ConsortiumActor& at(std::int32_t actor) { return found_.actors[static_cast<std::size_t>(actor)]; }
  ConsortiumCandidates& found() { return found_; }

  /// Of several rows the highest level stands.
  void AddSkill(std::int32_t actor, std::int32_t capability, std::optional<double> level, const std::string& evidence) {
    if (level && *level == 0) return;
    const auto [at, is_new] = skill_.emplace(std::pair(actor, capability), found_.skills.size());
    if (is_new) {
      found_.skills.push_back({actor, capability, level, evidence});
    } else if (ActorSkill& known = found_.skills[at->second]; level && (!known.level || *level > *known.level)) {
      known = {actor, capability, level, evidence};
    }
  }

  void AddCollaborations(const Table& rows) {
    for (std::size_t row = 0; row < rows.rows.size(); ++row) {
      if (const double count = RealOr(rows.At(row, "count"), 1); count > 0) {
        found_.collaborations.push_back(
            {Actor(TextOr(rows.At(row, "actor"))), Actor(TextOr(rows.At(row, "other"))), count});
      }
    }
  }

 private:
  ConsortiumCandidates found_;
  std::map<std::string, std::int32_t> place_;
  std::map<std::pair<std::int32_t, std::int32_t>, std::size_t> skill_;
};

Status AddActors(const Table& actors, Gathering& gathering) {
  std::set<std::string> seen;
  for (std::size_t row = 0; row < actors.rows.size(); ++row) {
    const std::string id = TextOr(actors.At(row, "actor"));
    if (!seen.insert(id).second) {
      return Fail(ErrorKind::kInvalidArgument,
                  fmt::format("actor '{}' stands in two sources of the table actor ({} and {}): keep one of them", id,
                              TextOr(actors.At(row - 1, "source")), TextOr(actors.At(row, "source"))));
    }
    TENON_CHECK(CheckRange(actors, row, "cost", std::numeric_limits<double>::infinity()));
    ConsortiumActor& actor = gathering.at(gathering.Actor(id));
    actor.name = TextOr(actors.At(row, "name"), id);
    actor.kind = TextOr(actors.At(row, "kind"));
    actor.economy = TextOr(actors.At(row, "economy"));
    actor.region = TextOr(actors.At(row, "region"));
    if (const Value& cost = actors.At(row, "cost"); !IsMissing(cost)) actor.cost = RealOr(cost, 0);
  }
  return {};
}

/// The user's own tables.
Result<ConsortiumCandidates> FromTables(const Question& question, const Needed& needed, const Table& skills) {
  Gathering gathering;
  TENON_ASSIGN(const Table actors, question.snapshot.Ask("consortium_actors", {}, question.job));
  TENON_CHECK(AddActors(actors, gathering));
  TENON_ASSIGN(const store::Classifications* const classifications, question.snapshot.classifications());
  const CapabilityMatcher matcher(*classifications);
  std::set<std::string> distinct;
  for (std::size_t row = 0; row < skills.rows.size(); ++row) distinct.insert(TextOr(skills.At(row, "capability")));
  const std::vector<std::string> texts(distinct.begin(), distinct.end());
  ConsortiumCandidates& found = gathering.found();
  TENON_ASSIGN(found.capabilities, InTheirWords(needed, texts, matcher, found.notes));
  std::map<std::string, std::vector<std::int32_t>> meant;
  for (const std::string& text : texts) {
    for (std::size_t k = 0; k < found.capabilities.size(); ++k) {
      const auto& codes = found.capabilities[k].codes;
      if (std::ranges::any_of(codes, [&](const auto& code) { return matcher.Means(text, code); })) {
        meant[text].push_back(static_cast<std::int32_t>(k));
      }
    }
  }
  std::set<std::string> unknown;
  for (std::size_t row = 0; row < skills.rows.size(); ++row) {
    TENON_CHECK(CheckRange(skills, row, "level", 1));
    const Value& level = skills.At(row, "level");
    for (const std::int32_t capability : meant[TextOr(skills.At(row, "capability"))]) {
      const std::int32_t actor = gathering.Actor(TextOr(skills.At(row, "actor")));
      if (static_cast<std::size_t>(actor) >= actors.rows.size()) unknown.insert(gathering.at(actor).id);
      gathering.AddSkill(actor, capability, IsMissing(level) ? std::nullopt : std::optional(RealOr(level, 0)),
                         TextOr(skills.At(row, "evidence")));
    }
  }
  if (!unknown.empty()) {
    found.notes.push_back(fmt::format(
        "{} actors of actor_capability do not stand in actor, so that their kind and cost are missing and they cannot "
        "lead; the first is '{}'",
        unknown.size(), *unknown.begin()));
  }
  TENON_ASSIGN(const Table joint, question.snapshot.Ask("consortium_collaborations", {}, question.job));
  for (std::size_t row = 0; row < joint.rows.size(); ++row) {
    if (RealOr(joint.At(row, "count"), 1) >= 0) continue;
    return Fail(
        ErrorKind::kInvalidArgument,
        fmt::format("collaboration of '{}' and '{}': count is {}; allowed is 0 or more", TextOr(joint.At(row, "actor")),
                    TextOr(joint.At(row, "other")), RealOr(joint.At(row, "count"), 0)));
  }
  gathering.AddCollaborations(joint);
  found.tables = {"actor", "actor_capability", "collaboration"};
  return std::move(found);
}

/// A capability for each kind of evidence that a segment has codes for; others as they were asked for.
std::vector<NeededCapability> ByEvidence(const Needed& needed) {
  std::vector<NeededCapability> found;
  for (const NeededCapability& capability : needed.capabilities) {
    if (capability.segment.empty()) {
      found.push_back(capability);
      continue;
    }
    for (const std::string_view scheme : kEvidenceSchemes) {
      NeededCapability one{
          .name = fmt::format("{} {}", capability.segment, scheme), .segment = capability.segment, .codes = {}};
      for (const CapabilityCode& code : capability.codes) {
        if (code.scheme == scheme || (code.scheme.empty() && scheme == "ETO-INPUT")) {
          one.codes.push_back({std::string(scheme), code.code});
        }
      }
      if (!one.codes.empty()) found.push_back(std::move(one));
    }
  }
  return found;
}

/// Leaves out what nobody was found for where the same segment has other evidence; numbers the rest anew.
Status KeepWithEvidence(ConsortiumCandidates& found) {
  std::vector<std::size_t> able(found.capabilities.size());
  std::set<std::string> known;
  for (const ActorSkill& skill : found.skills) {
    ++able[static_cast<std::size_t>(skill.capability)];
    known.insert(found.capabilities[static_cast<std::size_t>(skill.capability)].segment);
  }
  std::vector<std::int32_t> place(found.capabilities.size(), -1);
  std::vector<NeededCapability> kept;
  std::set<std::string> silent;
  for (std::size_t k = 0; k < found.capabilities.size(); ++k) {
    const NeededCapability& capability = found.capabilities[k];
    if (able[k] == 0 && !capability.segment.empty()) {
      if (!known.contains(capability.segment)) silent.insert(capability.segment);
      continue;
    }
    place[k] = static_cast<std::int32_t>(kept.size());
    kept.push_back(capability);
  }
  if (!silent.empty()) {
    return Fail(ErrorKind::kNotFound,
                fmt::format("nothing that is loaded says who can do {}: load openalex (works by topic), a source of "
                            "patents (by class) or of provided inputs, or actors of your own (tenon load table FILE "
                            "--into actor, actor_capability); or lower --at-least",
                            fmt::join(silent, ", ")));
  }
  found.capabilities = std::move(kept);
  for (ActorSkill& skill : found.skills) skill.capability = place[static_cast<std::size_t>(skill.capability)];
  return {};
}

/// Works, patents and provided inputs.
Result<ConsortiumCandidates> FromEvidence(const Question& question, const Needed& needed) {
  if (needed.capabilities.empty()) {
    return Fail(ErrorKind::kNotFound,
                "the need has no codes, and no actors are loaded whose capabilities its text could name: give the need "
                "codes, or load table FILE --into actor_capability",
                "--need");
  }
  Gathering gathering;
  ConsortiumCandidates& found = gathering.found();
  found.capabilities = ByEvidence(needed);
  Table codes{"needed_code",
              {{"place", ValueType::kInteger, ""}, {"scheme", ValueType::kText, ""}, {"code", ValueType::kText, ""}},
              {}};
  for (std::size_t k = 0; k < found.capabilities.size(); ++k) {
    for (const CapabilityCode& code : found.capabilities[k].codes) {
      codes.rows.push_back(
          {static_cast<std::int64_t>(k), code.scheme.empty() ? Value() : Value(code.scheme), code.code});
    }
  }
  TENON_CHECK(question.snapshot.Provide(codes));
  const std::int64_t at_least = question.arguments.GetInteger("at_least");
  TENON_ASSIGN(const Table rows, question.snapshot.Ask("consortium_evidence", {{"at_least", at_least}}, question.job));
  if (rows.rows.empty()) {
    return Fail(ErrorKind::kNotFound,
                "nobody is known who can do any of it: load openalex (works by topic), a source of patents (by class) "
                "or of provided inputs, or actors of your own (tenon load table FILE --into actor, actor_capability); "
                "or lower --at-least");
  }
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    const std::int32_t actor = gathering.Actor(TextOr(rows.At(row, "actor")));
    ConsortiumActor& known = gathering.at(actor);
    known.name = TextOr(rows.At(row, "name"), known.id);
    if (known.kind.empty()) known.kind = TextOr(rows.At(row, "kind"));
    if (known.economy.empty()) known.economy = TextOr(rows.At(row, "economy"));
    if (known.region.empty()) known.region = TextOr(rows.At(row, "region"));
    const Value &level = rows.At(row, "level"), &share = rows.At(row, "share");
    const std::string of = TextOr(rows.At(row, "evidence"));
    gathering.AddSkill(actor, static_cast<std::int32_t>(IntegerOr(rows.At(row, "place"), 0)),
                       IsMissing(level) ? std::nullopt : std::optional(RealOr(level, 0)),
                       of != "input"      ? fmt::format("{} {}", IntegerOr(rows.At(row, "count"), 0), of)
                       : IsMissing(share) ? "provides it"
                                          : fmt::format("provides {:.2g} % of it", 100 * RealOr(share, 0)));
  }
  TENON_CHECK(KeepWithEvidence(found));
  Table candidates{"candidate", {{"actor", ValueType::kText, ""}}, {}};
  for (const ConsortiumActor& actor : found.actors) candidates.rows.push_back({actor.id});
  TENON_CHECK(question.snapshot.Provide(candidates));
  TENON_ASSIGN(const Table joint, question.snapshot.Ask("consortium_joint", {}, question.job));
  gathering.AddCollaborations(joint);
  found.tables = {"work_topic", "authorship", "institution", "patent_class", "applicant", "patent", "provision"};
  return std::move(found);
}

}  // namespace

bool ConsortiumActor::is_firm() const { return std::ranges::find(kFirm, Folded(kind)) != kFirm.end(); }

Result<ConsortiumCandidates> ReadConsortiumCandidates(const Question& question, const Needed& needed) {
  TENON_ASSIGN(const Table skills, question.snapshot.Ask("consortium_skills", {}, question.job));
  return skills.rows.empty() ? FromEvidence(question, needed) : FromTables(question, needed, skills);
}

}  // namespace tenon::analyses
