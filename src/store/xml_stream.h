#ifndef TENON_STORE_XML_STREAM_H_
#define TENON_STORE_XML_STREAM_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "store/archive.h"
#include "tenon/error.h"

namespace tenon::store {

using XmlAttributes = std::span<const std::pair<std::string_view, std::string_view>>;
/// The attribute's value; "" if it is absent.
std::string_view Attribute(XmlAttributes attributes, std::string_view name);

/// Who listens to an XML document. Names are without namespace where the namespace is one of spreadsheets or packages;
/// elements of others have an empty name. The attribute of a relationship is "r:id".
class XmlListener {
 public:
  virtual ~XmlListener() = default;
  /// An error ends the reading.
  virtual Status Begin(std::string_view name, XmlAttributes attributes) = 0;
  virtual Status End(std::string_view name) = 0;
  virtual void Text(std::string_view piece) = 0;
};

/// An XML document inside an archive, told to a listener piece by piece. Entities are never expanded: a document type
/// declaration is refused.
///
/// Errors      of MemberFile; CorruptInput with the line: XML that is broken, nested more than 64 deep, with a tag
/// longer
///             than 1 MiB, or with a document type declaration; of the listener.
/// Complexity  one pass, constant memory.
class XmlStream {
 public:
  /// REQUIRES: the listener outlives the stream.
  static Result<XmlStream> Open(const MemberPath& path, XmlListener& listener);
  XmlStream(XmlStream&&) noexcept;
  XmlStream& operator=(XmlStream&&) noexcept;
  ~XmlStream();

  /// Tells the next piece; false once the document has ended.
  Result<bool> Advance();
  std::uint64_t bytes_done() const;
  std::uint64_t bytes_total() const;

 private:
  struct State;
  explicit XmlStream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Tells the whole document.
Status ReadXml(const MemberPath& path, XmlListener& listener);

}  // namespace tenon::store

#endif  // TENON_STORE_XML_STREAM_H_
