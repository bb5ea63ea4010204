#ifndef TENON_STORE_ZIP_FIXTURE_H_
#define TENON_STORE_ZIP_FIXTURE_H_

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::store {

/// For tests: a member of a zip archive, with what can be wrong with it.
struct ZipMember {
  std::string name;
  std::string content{};
  std::uint16_t flags = 0x0800;  ///< bit 0: encrypted; bit 11: the name is UTF-8
  std::uint16_t method = 8;      ///< deflate; any other is written as it is
  std::int64_t bytes_more = 0;   ///< the archive says so many more bytes than there are
  std::uint32_t checksum_off = 0;
};

inline std::string Deflated(std::string_view content) {
  z_stream stream = {};
  deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, static_cast<uLong>(content.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

/// For tests: a zip archive (PKWARE's APPNOTE, sections 4.3.7, 4.3.12, 4.3.16), without library, so that it can lie.
inline std::string Zipped(const std::vector<ZipMember>& members) {
  const auto number = [](std::uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>((value >> (8 * i)) & 0xFF);
    return text;
  };
  std::string archive, directory;
  for (const ZipMember& member : members) {
    const std::string packed = member.method == 8 ? Deflated(member.content) : member.content;
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(member.content.data()), static_cast<uInt>(member.content.size())) +
        member.checksum_off;
    const std::string fields = number(20, 2) + number(member.flags, 2) + number(member.method, 2) + number(0, 2) +
                               number(0x5821, 2) + number(sum, 4) + number(packed.size(), 4) +
                               number(member.content.size() + static_cast<std::uint64_t>(member.bytes_more), 4) +
                               number(member.name.size(), 2) + number(0, 2);
    directory += "PK\x01\x02" + number(20, 2) + fields + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4) +
                 number(archive.size(), 4) + member.name;
    archive += "PK\x03\x04" + fields + member.name + packed;
  }
  return archive + directory + "PK\x05\x06" + number(0, 4) + number(members.size(), 2) + number(members.size(), 2) +
         number(directory.size(), 4) + number(archive.size(), 4) + number(0, 2);
}

}  // namespace tenon::store

#endif  // TENON_STORE_ZIP_FIXTURE_H_
