#ifndef TENON_STORE_CLASSIFICATION_H_
#define TENON_STORE_CLASSIFICATION_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tenon/spec.h"

namespace tenon::store {

struct ClassCode {
  std::string scheme;  ///< HS1992 HS2012 HS2017 HS2022 ISIC3 ISIC4 SITC4 BEC4 IPC ECCN WIPO-FIELD OPENALEX-TOPIC GBT4754-2017 ...
  std::string code;    ///< text; leading zeros live
  std::string parent;  ///< "" at the top
  Text title;
};

/// The code lists built into the program (data/classification/*.tsv: code, parent, title_en, title_zh; the scheme is the
/// file's name) and those added from a workspace's table `classification`.
class Classifications {
 public:
  static const Classifications& BuiltIn();

  bool Knows(std::string_view scheme) const;
  bool Contains(std::string_view scheme, std::string_view code) const;
  const ClassCode* Find(std::string_view scheme, std::string_view code) const;
  std::vector<std::string> Schemes() const;
  /// Up to three codes that are spelled like `code` or stand beside it.
  std::vector<std::string> Nearest(std::string_view scheme, std::string_view code) const;
  void Add(ClassCode code);
  const std::vector<ClassCode>& CodesOf(std::string_view scheme) const;

 private:
  struct Scheme {
    std::vector<ClassCode> codes;
    std::map<std::string, std::size_t, std::less<>> positions;
  };
  std::map<std::string, Scheme, std::less<>> schemes_;
};

}  // namespace tenon::store

#endif  // TENON_STORE_CLASSIFICATION_H_
