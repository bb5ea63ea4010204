#ifndef TENON_STORE_CLASSIFICATION_H_
#define TENON_STORE_CLASSIFICATION_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tenon/spec.h"

namespace tenon::store {

/// One code of a scheme. The views live as long as the Classifications that gave it.
struct ClassCode {
  std::string_view scheme;  ///< HS1992 HS2012 HS2017 HS2022 ISIC3 ISIC4 SITC4 BEC4 IPC ECCN WIPO-FIELD OPENALEX-TOPIC
                            ///< GBT4754-2017 ...
  std::string_view code;    ///< text; leading zeros live
  std::string_view parent;  ///< "" at the top
  std::string_view title_en;
  std::string_view title_zh;
  std::string_view Title(Language language) const {
    return (language == Language::kChinese && !title_zh.empty()) || title_en.empty() ? title_zh : title_en;
  }
};

/// The code lists built into the program (data/built-in/classification/*.tsv: code, parent, title_en, title_zh, sorted
/// by code; the scheme is the file's name) and those added from a workspace's table `classification`.
///
/// Complexity  a built-in list costs nothing until it is first asked; then look-ups are O(log n).
/// Threads     const members may be called from any number of threads.
class Classifications {
 public:
  /// The built-in lists and nothing more.
  static const Classifications& BuiltIn();

  bool Knows(std::string_view scheme) const;
  bool Contains(std::string_view scheme, std::string_view code) const { return Find(scheme, code).has_value(); }
  std::optional<ClassCode> Find(std::string_view scheme, std::string_view code) const;
  /// Sorted.
  std::vector<std::string> Schemes() const;
  /// Up to three codes that are spelled like `code` or stand beside it, the nearest first. Complexity  O(n).
  std::vector<std::string> Nearest(std::string_view scheme, std::string_view code) const;
  /// Copies a code in; it replaces one of the same scheme and code.
  void Add(const ClassCode& code);
  /// Sorted by code; empty for a scheme that is not known.
  std::vector<ClassCode> CodesOf(std::string_view scheme) const;

 private:
  struct AddedCode {
    std::string parent, title_en, title_zh;
  };
  std::map<std::string, std::map<std::string, AddedCode, std::less<>>, std::less<>> added_;
};

}  // namespace tenon::store

#endif  // TENON_STORE_CLASSIFICATION_H_
