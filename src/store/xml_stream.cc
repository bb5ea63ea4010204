#include "store/xml_stream.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace tenon::store {
namespace {

constexpr std::size_t kBlock = 1 << 16;
constexpr int kDeepest = 64;
constexpr std::uint64_t kLongestTag = 1 << 20;
constexpr char kBar = '|';  // between namespace and name

// ECMA-376 parts 1 and 2: SpreadsheetML (transitional, strict) and the relationships of a package.
constexpr std::array<std::string_view, 3> kNamespaces = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships"};

std::string_view LocalName(std::string_view name) {
  const std::size_t bar = name.rfind(kBar);
  if (bar == std::string_view::npos) return name;
  return std::ranges::find(kNamespaces, name.substr(0, bar)) == kNamespaces.end() ? "" : name.substr(bar + 1);
}

std::string_view AttributeName(std::string_view name) {
  const std::size_t bar = name.rfind(kBar);
  if (bar == std::string_view::npos) return name;
  return name.substr(0, bar).ends_with("/relationships") && name.substr(bar + 1) == "id" ? "r:id" : "";
}

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

}  // namespace

std::string_view Attribute(XmlAttributes attributes, std::string_view name) {
  for (const auto& [key, value] : attributes) {
    if (key == name) return value;
  }
  return "";
}

struct XmlStream::State {
  State(MemberFile opened, const MemberPath& path, XmlListener& who)
      : file(std::move(opened)), where((path.archive / path.member).string()), listener(who) {}

  void Refuse(Error why) {
    if (error.message.empty()) error = std::move(why);
    XML_StopParser(parser.get(), XML_FALSE);
  }
  void Hear(const Status& heard) {
    if (!heard) Refuse(heard.error());
  }
  std::string Line() const { return fmt::format("{}:{}", where, XML_GetCurrentLineNumber(parser.get())); }

  static void Begin(void* data, const XML_Char* name, const XML_Char** attributes) {
    State& state = *static_cast<State*>(data);
    if (!state.error.message.empty()) return;
    if (++state.depth > kDeepest) {
      state.Refuse({ErrorKind::kCorruptInput, fmt::format("XML nested more than {} deep", kDeepest), state.Line()});
      return;
    }
    state.attributes.clear();
    for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
      state.attributes.emplace_back(AttributeName(attributes[0]), attributes[1]);
    }
    state.Hear(state.listener.Begin(LocalName(name), state.attributes));
  }
  static void End(void* data, const XML_Char* name) {
    State& state = *static_cast<State*>(data);
    --state.depth;
    if (state.error.message.empty()) state.Hear(state.listener.End(LocalName(name)));
  }
  static void Text(void* data, const XML_Char* text, int size) {
    State& state = *static_cast<State*>(data);
    if (state.error.message.empty()) state.listener.Text({text, static_cast<std::size_t>(size)});
  }
  static void Doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    State& state = *static_cast<State*>(data);
    state.Refuse({ErrorKind::kCorruptInput,
                  "a document type declaration, which no spreadsheet program writes: entities are not expanded",
                  state.Line()});
  }

  MemberFile file;
  std::string where;
  XmlListener& listener;
  std::unique_ptr<XML_ParserStruct, FreeParser> parser;
  std::vector<std::pair<std::string_view, std::string_view>> attributes;
  Error error;
  int depth = 0;
  std::uint64_t done = 0;
  bool ended = false;
};

XmlStream::XmlStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
XmlStream::XmlStream(XmlStream&&) noexcept = default;
XmlStream& XmlStream::operator=(XmlStream&&) noexcept = default;
XmlStream::~XmlStream() = default;
std::uint64_t XmlStream::bytes_done() const { return state_->done; }
std::uint64_t XmlStream::bytes_total() const { return state_->file.member().bytes; }

Result<XmlStream> XmlStream::Open(const MemberPath& path, XmlListener& listener) {
  TENON_ASSIGN(MemberFile file, MemberFile::Open(path));
  auto state = std::make_unique<State>(std::move(file), path, listener);
  state->parser.reset(XML_ParserCreateNS(nullptr, kBar));
  if (state->parser == nullptr) return Fail(ErrorKind::kInternal, "expat cannot start", state->where);
  XML_SetUserData(state->parser.get(), state.get());
  XML_SetElementHandler(state->parser.get(), State::Begin, State::End);
  XML_SetCharacterDataHandler(state->parser.get(), State::Text);
  XML_SetStartDoctypeDeclHandler(state->parser.get(), State::Doctype);
  return XmlStream(std::move(state));
}

Result<bool> XmlStream::Advance() {
  State& state = *state_;
  if (state.ended) return false;
  XML_Parser parser = state.parser.get();
  void* block = XML_GetBuffer(parser, kBlock);
  if (block == nullptr) return Fail(ErrorKind::kInternal, "expat has no room", state.where);
  TENON_ASSIGN(const std::size_t got, state.file.Read(static_cast<char*>(block), kBlock));
  state.done += got;
  state.ended = got == 0;
  const XML_Status status = XML_ParseBuffer(parser, static_cast<int>(got), state.ended ? XML_TRUE : XML_FALSE);
  if (!state.error.message.empty()) return std::unexpected(state.error);
  if (status == XML_STATUS_ERROR) {
    return Fail(ErrorKind::kCorruptInput, fmt::format("broken XML: {}", XML_ErrorString(XML_GetErrorCode(parser))),
                state.Line());
  }
  const XML_Index at = XML_GetCurrentByteIndex(parser);
  if (!state.ended && at >= 0 && state.done > static_cast<std::uint64_t>(at) + kLongestTag + kBlock) {
    return Fail(ErrorKind::kCorruptInput, "an XML tag longer than 1 MiB", state.Line());
  }
  return true;
}

Status ReadXml(const MemberPath& path, XmlListener& listener) {
  TENON_ASSIGN(XmlStream stream, XmlStream::Open(path, listener));
  for (;;) {
    TENON_ASSIGN(const bool more, stream.Advance());
    if (!more) return {};
  }
}

}  // namespace tenon::store
